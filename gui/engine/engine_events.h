// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QStringList>
#include <QVector>

#include "mw/events.h"
#include "mw/options.h"
#include "mw/plan.h"

namespace mw::gui {

/// Names what was asked of the engine, in all that comes of it: an answer (then it is the engine's RequestId), or a
/// question, which are numbered by themselves.
using Ticket = quint64;

/// How far a load is, in bytes.
struct LoadStatus {
    quint64 bytesDone = 0;
    quint64 bytesTotal = 0;  ///< 0 before anything is read
    bool warmingUp = false;  ///< all is read
};

/// What is loaded; a copy of the engine's LoadedModel for the screen.
struct ModelSummary {
    CheckpointInfo checkpoint;
    Plan plan;
    QVector<quint64> allocatedBytes;  ///< per device
    QVector<quint64> usedBytes;       ///< per device, as its driver says after the load; empty: it does not say
    QString backend;                  ///< "CPU", "CUDA"
    QStringList deviceNames;
    bool hasTokenizer = false;
    LoadOptions options;  ///< as asked for
};

/// New text of one answer since the last delivery (about 30 times a second and chat).
struct AnswerDelta {
    Ticket ticket = 0;
    QString text;
    int tokens = 0;       ///< in this delta
    int totalTokens = 0;  ///< of the answer so far
};

/// The end of an answer.
struct AnswerEnd {
    Ticket ticket = 0;
    FinishReason reason = FinishReason::Eos;
    int promptTokens = 0;
    int generatedTokens = 0;
    double timeToFirstTokenMs = 0;
    double decodeTokensPerSecond = 0;
};

/// What the engine did lately, summed over some 100 ms: the source of the live graphs and the status bar.
struct EngineActivity {
    double seconds = 0;  ///< that the rates were measured over; 0 while the engine rests
    double prefillTokensPerSecond = 0;
    double decodeTokensPerSecond = 0;
    double chatTokensPerSecond = 0;  ///< of one chat that decodes, the mean
    int running = 0;
    int waiting = 0;
    quint64 kvPagesUsed = 0;
    quint64 kvPages = 0;
    int steadyBatch = 0;       ///< chats in the steps that only decoded, as many in each; 0 if there were none
    int steadySteps = 0;       ///< how many of these steps came last
    double steadySeconds = 0;  ///< that they took
};

}  // namespace mw::gui
