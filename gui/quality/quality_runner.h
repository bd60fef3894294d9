// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <memory>
#include <optional>

#include "engine_events.h"
#include "model_loan.h"
#include "mw/error.h"
#include "mw/quality.h"
#include "quality_plan.h"
#include "quality_result.h"

namespace mw::gui {

class ModelSession;

/// Measures a plan: the model reads the text as it is stored, then in each of the ways that were chosen; what was
/// loaded before comes back in the end.
class QualityRunner : public QObject {
    Q_OBJECT

 public:
    using State = ModelLoan::State;
    enum class End { Complete, Cancelled, Failed };

    explicit QualityRunner(ModelSession& session, QObject* parent = nullptr);
    ~QualityRunner() override;

    State state() const { return m_loan->state(); }
    bool isActive() const { return state() != State::Idle; }
    const QualityPlan& plan() const { return m_plan; }
    /// Index into plan().stages of what loads or reads now.
    int stage() const { return m_stage; }
    /// 0 to 1.
    double progress() const;
    /// Why the last run failed; empty if it did not.
    const QString& failure() const { return m_failure; }

    /// The plan has stages, and no run is active.
    void start(const QualityPlan& plan);
    /// Ends the run; what is measured stays.
    void cancel();

 signals:
    /// State, stage or progress.
    void changed();
    void measured(const mw::gui::QualityResult& result);
    /// The model before may still be on its way back.
    void ended(mw::gui::QualityRunner::End end);

 private:
    void begin();
    void encode();
    void onEncoded(Ticket ticket, const std::vector<int>& ids);
    void read();
    void onRead(const std::optional<Failure>& failure);
    QualityResult result() const;
    void finish(End end, const QString& failure = {});

    ModelSession& m_session;
    ModelLoan* m_loan;
    QualityPlan m_plan;
    int m_stage = 0;
    Ticket m_encoding = 0;
    std::shared_ptr<QualityText> m_text;  ///< absent until its token ids are known
    std::unique_ptr<QualityReading> m_reading;
    int m_readings = 0;  ///< begun so far
    QString m_failure;
};

}  // namespace mw::gui
