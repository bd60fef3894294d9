// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QSet>
#include <QTimer>
#include <QVector>
#include <random>

#include "engine_thread.h"

namespace mw::gui {

/// A sweep over numbers of chats, through the queue that chats use, so that the speed of this machine can be measured:
/// 1, 2, 4 ... up to the loaded number, each generating for its share of the time; then one and several with prompts as
/// long as can be read in that time, more than once, so that it shows what the cache costs apart from the weights, and
/// how sure that is. It only makes the load; a SpeedRecorder measures it.
class CalibrationRun : public QObject {
    Q_OBJECT

 public:
    explicit CalibrationRun(EngineThread& engine, QObject* parent = nullptr);
    ~CalibrationRun() override;

    /// How long a sweep aims to take; tests shorten it.
    void setDuration(double seconds) { m_duration = seconds; }
    double duration() const { return m_duration; }

    bool isRunning() const { return m_stage >= 0; }
    void start(const ModelSummary& model);
    /// Ends the sweep; the engine is free within a step -> ended(false).
    void cancel();

 signals:
    /// `share` from 0 to 1.
    void progressed(double share, int chats);
    /// `complete`: every number of chats was run; else it was cancelled or failed, with the reason if there is one.
    void ended(bool complete, const QString& reason);

 private:
    /// So many chats, each with a prompt of so many tokens.
    struct Stage {
        int chats = 0;
        int promptTokens = 0;
    };

    void next();
    bool plan(Stage& stage) const;
    double shareSeconds() const;
    void endStage();
    void take(const EngineActivity& activity);
    void release(const AnswerEnd& end);
    void finish(bool complete, const QString& reason = {});
    std::vector<int> randomPrompt(int tokens);

    EngineThread& m_engine;
    double m_duration = 30;
    QVector<Stage> m_stages;  ///< those to come as they are wished for
    int m_stage = -1;         ///< index into m_stages; -1: not running
    int m_usualPrompt = 0;    ///< tokens; longer ones are long
    int m_vocabulary = 0;
    int m_contextTokens = 0;
    double m_promptTokensPerSecond = 0;  ///< of a chat alone; 0: not known
    QSet<Ticket> m_open;
    double m_steadySeconds = 0;
    int m_steadySteps = 0;
    QElapsedTimer m_clock;
    QElapsedTimer m_stageClock;
    QTimer m_guard;
    std::mt19937 m_random;
};

}  // namespace mw::gui
