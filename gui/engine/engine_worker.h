// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHash>
#include <QObject>
#include <QString>
#include <QVector>
#include <memory>
#include <stop_token>

#include "mw/events.h"
#include "mw/options.h"
#include "mw/plan.h"

namespace mw {
class Engine;
}

namespace mw::gui {

/// Names a request of a view; chosen by the view, unique in the process (see EngineThread::nextTicket()).
using Ticket = quint64;

/// How far a load is, in bytes.
struct LoadStatus {
    quint64 bytesDone = 0;
    quint64 bytesTotal = 0;
    QString phase;
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

/// The only object that touches the engine; lives on the engine thread. Commands in by queued calls, value events out
/// by queued signals; no getters, nothing blocks the caller. Each turn of the event loop runs one Engine::step(), so
/// that commands arrive between steps.
class EngineWorker : public QObject {
    Q_OBJECT

 public:
    explicit EngineWorker(QObject* parent = nullptr);
    ~EngineWorker() override;

 public slots:
    /// Looks at a checkpoint without loading it -> inspected() or inspectFailed().
    void inspect(const QString& directory);
    /// The plan for a checkpoint and options on this machine -> planned() or inspectFailed().
    void planFor(const mw::CheckpointInfo& checkpoint, const mw::LoadOptions& options);
    /// Loads -> loadProgressed() ..., then loaded(), loadCancelled() or loadFailed(). The checkpoint is inspected
    /// first; only then do open answers end as cancelled and is a model loaded before freed -> unloaded(). So whether
    /// that one is still there after loadFailed() is told by whether unloaded() came.
    void load(const mw::LoadOptions& options, std::stop_token stop);
    /// Ends open answers as cancelled and frees the model -> unloaded(), if there is one.
    void unload();
    /// Starts an answer -> answerAccepted(), answerStarted(), answerGrew() ..., then answerEnded() or answerFailed().
    void submit(mw::gui::Ticket ticket, const mw::Request& request);
    void cancel(mw::gui::Ticket ticket);
    /// Counts the tokens of a conversation -> tokensCounted(); -1 without a model or tokenizer.
    void countTokens(mw::gui::Ticket ticket, const std::vector<mw::Message>& messages, const QString& format);
    /// Token ids of a conversation -> tokensEncoded(); none without a model or tokenizer.
    void encode(mw::gui::Ticket ticket, const std::vector<mw::Message>& messages, const QString& format);
    /// Ends everything at the end of the program: open answers, with the text that they have, and the model.
    void shutDown();

 signals:
    /// The GPUs of this machine, none where the CPU computes; before each inspected().
    void gpusFound(const std::vector<mw::DeviceSpec>& gpus);
    void inspected(const mw::CheckpointInfo& checkpoint);
    void inspectFailed(const QString& directory, const mw::Failure& failure);
    void planned(const mw::Plan& plan);
    void loadProgressed(const mw::gui::LoadStatus& status);
    void loaded(const mw::gui::ModelSummary& model);
    void loadFailed(const mw::Failure& failure);
    void loadCancelled();
    void unloaded();
    void answerAccepted(mw::gui::Ticket ticket, int promptTokens, int maxTokens, int removedTags);
    void answerStarted(mw::gui::Ticket ticket, int cachedTokens);
    void answerGrew(const mw::gui::AnswerDelta& delta);
    void answerEnded(const mw::gui::AnswerEnd& end);
    void answerFailed(mw::gui::Ticket ticket, const mw::Failure& failure);
    void tokensCounted(mw::gui::Ticket ticket, int tokens);
    void tokensEncoded(mw::gui::Ticket ticket, const std::vector<int>& ids);
    void activityMeasured(const mw::gui::EngineActivity& activity);
    /// The engine itself failed and refuses work until it is loaded again.
    void failed(const mw::Failure& failure);

 private:
    struct Private;
    std::unique_ptr<Private> m_private;
};

/// Owns the engine thread and its worker; lives on the GUI thread. Views connect to worker()'s signals and send
/// commands through the methods below, which only queue. The destructor cancels everything and joins within one step.
class EngineThread : public QObject {
    Q_OBJECT

 public:
    explicit EngineThread(QObject* parent = nullptr);
    ~EngineThread() override;

    EngineWorker* worker() const;
    /// A new name for a request.
    Ticket nextTicket();

    void inspect(const QString& directory);
    void planFor(const CheckpointInfo& checkpoint, const LoadOptions& options);
    /// Loads; a load still running is cancelled first.
    void load(const LoadOptions& options);
    /// Asks a running load to stop; at once, also while the worker is busy.
    void cancelLoad();
    void unload();
    void submit(Ticket ticket, const Request& request);
    void cancel(Ticket ticket);
    void countTokens(Ticket ticket, const std::vector<Message>& messages, const QString& format);
    void encode(Ticket ticket, const std::vector<Message>& messages, const QString& format);

 private:
    struct Private;
    std::unique_ptr<Private> m_private;
};

}  // namespace mw::gui
