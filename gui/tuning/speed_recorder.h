// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHash>
#include <QObject>

#include "engine_thread.h"
#include "mw/speed.h"

namespace mw::gui {

/// Watches the engine work and makes measurements of it: every stretch in which the same number of chats decode is one,
/// every prompt that is read alone is another. Costs nothing but arithmetic, and never asks the engine for anything.
class SpeedRecorder : public QObject {
    Q_OBJECT

 public:
    /// A mean over fewer steps says more about the moment than about the machine.
    static constexpr int kLeastSteps = 8;
    /// Prompts shorter than this are lost in the cost of a step.
    static constexpr int kLeastPromptTokens = 64;
    /// A long stretch ends here, so that a dot comes of it while it goes on.
    static constexpr double kStretchSeconds = 20;

    explicit SpeedRecorder(const EngineThread& engine, QObject* parent = nullptr);

 signals:
    void decodeMeasured(const mw::DecodeMeasurement& measurement);
    void prefillMeasured(const mw::PrefillMeasurement& measurement);

 private:
    struct Answer {
        int promptTokens = 0;
        int tokens = 0;
        bool started = false;
        bool alone = false;  ///< nothing else ran from its start on
    };

    void take(const EngineActivity& activity);
    void endStretch();
    void end(const AnswerEnd& end);
    double meanContext() const;
    int started() const;

    QHash<Ticket, Answer> m_answers;
    int m_batch = 0;
    int m_steps = 0;
    double m_seconds = 0;
    double m_context = 0;       ///< sum over the steps
    double m_endedContext = 0;  ///< the mean when an answer last ended
};

}  // namespace mw::gui
