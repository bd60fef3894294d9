// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <memory>
#include <optional>
#include <vector>

#include "benchmark_plan.h"
#include "benchmark_types.h"
#include "engine_events.h"
#include "model_loan.h"
#include "mw/experiment.h"
#include "mw/speed.h"

namespace mw::gui {

class ModelSession;

/// Measures a plan, experiment by experiment (see mw/experiment.h), and brings back what was loaded before.
class BenchmarkRunner : public QObject {
    Q_OBJECT

 public:
    using State = ModelLoan::State;
    enum class Part { Encoding, WarmUp, FirstToken, Prefill, Decode };
    enum class End { Complete, Cancelled, Failed };

    explicit BenchmarkRunner(ModelSession& session, QObject* parent = nullptr);

    State state() const { return m_loan->state(); }
    bool isActive() const { return state() != State::Idle; }
    Part part() const;
    /// The experiment that is being measured, from 0 on.
    int cellIndex() const { return static_cast<int>(m_run.results.size()); }
    const BenchmarkPlan& plan() const { return m_plan; }
    /// What is measured so far.
    const BenchmarkRun& run() const { return m_run; }
    /// 0 to 1.
    double progress() const;
    /// Absent while there is too little to tell from.
    std::optional<double> secondsLeft() const;
    /// Why the last run failed; empty if it did not.
    const QString& failure() const { return m_failure; }

    /// `driver` is noted in the run; `calibrated` predicts what will be measured, where there is a calibration. The
    /// session has a model, and no run is active.
    void start(const BenchmarkPlan& plan, const QString& driver, const std::optional<SpeedModel>& calibrated = {});
    /// Ends the run; experiments that are complete stay. The model before is restored.
    void cancel();

 signals:
    /// State, part or progress.
    void changed();
    /// An experiment is complete.
    void measured();
    /// The run ended; run() has what there is. The model before may still be on its way back.
    void ended(mw::gui::BenchmarkRunner::End end);

 private:
    const BenchmarkStage& stage() const { return m_plan.stages[m_stage]; }
    const BenchmarkCell& cell() const { return stage().cells[m_cellInStage]; }
    void beginStage();
    void beginCell();
    void onEncoded(Ticket ticket, const std::vector<int>& ids);
    void onMeasured(const ExperimentResult& result);
    void finish(End end, const QString& failure = {});
    double workOf(const BenchmarkCell& cell) const;
    double workDone() const;

    ModelSession& m_session;
    ModelLoan* m_loan;
    BenchmarkPlan m_plan;
    std::optional<SpeedModel> m_calibrated;  ///< as of the start: what the run itself measures predicts nothing
    BenchmarkRun m_run;
    BenchmarkResult m_result;  ///< of the experiment in progress
    QString m_failure;
    int m_stage = 0;
    int m_cellInStage = 0;
    std::vector<int> m_prose;  ///< token ids of the text that fills full prompts
    quint64 m_number = 0;      ///< tells the prompts of all runs apart
    Ticket m_encoding = 0;
    std::unique_ptr<Experiment> m_experiment;  ///< while one is measured
    int m_experiments = 0;                     ///< begun so far
    QElapsedTimer m_clock;                     ///< since the run began, without its loads
    double m_clockBefore = 0;
};

}  // namespace mw::gui
