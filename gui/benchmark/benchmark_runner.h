// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QElapsedTimer>
#include <QHash>
#include <QObject>
#include <optional>
#include <vector>

#include "benchmark_plan.h"
#include "benchmark_types.h"
#include "engine_thread.h"
#include "mw/speed.h"

namespace mw::gui {

class ModelSession;

/// Measures a plan, experiment by experiment, through the same queue of the engine as the chats, and brings back what
/// was loaded before. An experiment has three parts, each with all of its chats submitted at once:
///
/// 1. one chat alone, one token: the time to its first token;
/// 2. all prompts, one token each: how fast prompts are read;
/// 3. the same prompts, all tokens: their keys and values are still in the cache, so that all chats generate together
///    from the first step on, however long their prompts are.
class BenchmarkRunner : public QObject {
    Q_OBJECT

 public:
    enum class State { Idle, Loading, Measuring, Restoring };
    enum class Part { Encoding, WarmUp, FirstToken, Prefill, Decode };
    enum class End { Complete, Cancelled, Failed };

    explicit BenchmarkRunner(ModelSession& session, QObject* parent = nullptr);

    State state() const { return m_state; }
    /// Loading, measuring or restoring.
    bool isActive() const { return m_state != State::Idle; }
    Part part() const { return m_part; }
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
    /// One request of the part that runs.
    struct Open {
        int chat = 0;
        int tokens = 0;
    };

    const BenchmarkStage& stage() const { return m_plan.stages[m_stage]; }
    const BenchmarkCell& cell() const { return stage().cells[m_cellInStage]; }
    bool isAtPointOf(const LoadOptions& options) const;
    void beginStage();
    void beginPart(Part part);
    void submit(int chat, int maxTokens);
    void partDone();
    void cellDone();
    void follow();
    void onEncoded(Ticket ticket, const std::vector<int>& ids);
    void onEnded(const AnswerEnd& end);
    void onFailed(Ticket ticket, const Failure& failure);
    void onActivity(const EngineActivity& activity);
    void finish(End end, const QString& failure = {});
    double workOf(const BenchmarkCell& cell) const;
    double workDone() const;

    ModelSession& m_session;
    State m_state = State::Idle;
    Part m_part = Part::Encoding;
    BenchmarkPlan m_plan;
    std::optional<SpeedModel> m_calibrated;  ///< as of the start: what the run itself measures predicts nothing
    BenchmarkRun m_run;
    BenchmarkResult m_result;  ///< of the experiment in progress
    QString m_failure;
    bool m_changedModel = false;  ///< by this run
    bool m_takenOver = false;     ///< somebody else changed it since
    int m_stage = 0;
    int m_cellInStage = 0;
    std::vector<int> m_prose;  ///< token ids of the text that fills full prompts
    quint64 m_number = 0;      ///< tells the prompts of all runs apart
    Ticket m_encoding = 0;
    QHash<Ticket, Open> m_open;
    QVector<AnswerEnd> m_ends;  ///< of the part, by chat
    QElapsedTimer m_clock;      ///< since the run began, without its loads
    double m_clockBefore = 0;
};

}  // namespace mw::gui
