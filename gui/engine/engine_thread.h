// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <memory>
#include <vector>

#include "engine_events.h"
#include "mw/load_request.h"

namespace mw {
class EngineLoop;
class EngineObserver;
}  // namespace mw

namespace mw::gui {

/// The engine as the window sees it: commands in, which only queue, and value events out by signals, which are emitted
/// on the engine's thread and so arrive queued. No getters; nothing blocks the caller. Owns the engine's loop; the
/// destructor cancels everything and joins within one step.
class EngineThread : public QObject {
    Q_OBJECT

 public:
    explicit EngineThread(QObject* parent = nullptr);
    ~EngineThread() override;

    /// For clients beside the window, whose requests batch with its chats. They end before this object does.
    EngineLoop& loop() const;
    /// From now on, `observer` hears of everything on the engine's thread, as long as it exists.
    void observe(std::weak_ptr<EngineObserver> observer);

    /// Opens a checkpoint and checks it, without loading it -> inspected() or inspectFailed(), with the ticket that is
    /// returned. A load that runs need not end for that, nor for planFor().
    Ticket inspect(const QString& directory);
    /// The plan for a checkpoint and options on this machine -> planned() or planFailed().
    Ticket planFor(const OpenedCheckpoint& checkpoint, const LoadOptions& options);

    /// Loads -> loadProgressed() ..., then loaded(), loadCancelled() or loadFailed(). The checkpoint is checked first;
    /// only then do open answers end as cancelled and is a model loaded before freed -> unloaded(). If the load fails
    /// or is cancelled after that, it says `restoring`: that model is loaded again, with the same signals. A load still
    /// running is cancelled first.
    void load(const LoadRequest& request);
    /// Asks a running load to stop; at once, also while the engine is busy.
    void cancelLoad();
    /// Ends open answers as cancelled and frees the model -> unloaded(), if there is one; cancels a load.
    void unload();

    /// Keeps so many places of the batch for the window's own answers; those that come over a network never take them.
    /// One at first; see EngineLoop::keepPlaces().
    void keepPlaces(int places);

    /// Starts an answer -> answerAccepted(), answerStarted(), answerGrew() ..., then answerEnded() or answerFailed().
    Ticket submit(Request request);
    void cancel(Ticket ticket);

    /// Counts the tokens of a conversation -> tokensCounted(); -1 without a model or tokenizer.
    Ticket countTokens(const std::vector<Message>& messages, const QString& format);
    /// Token ids of a conversation -> tokensEncoded(); none without a model or tokenizer.
    Ticket encode(const std::vector<Message>& messages, const QString& format);

 signals:
    /// The GPUs of this machine, none where the CPU computes; before each inspected() and inspectFailed().
    void gpusFound(const std::vector<mw::DeviceSpec>& gpus);
    void inspected(mw::gui::Ticket ticket, const mw::OpenedCheckpoint& checkpoint);
    void inspectFailed(mw::gui::Ticket ticket, const mw::Failure& failure);
    void planned(mw::gui::Ticket ticket, const mw::Plan& plan);
    void planFailed(mw::gui::Ticket ticket, const mw::Failure& failure);
    void loadProgressed(const mw::gui::LoadStatus& status);
    void loaded(const mw::gui::ModelSummary& model);
    void loadFailed(const mw::Failure& failure, bool restoring);
    void loadCancelled(bool restoring);
    void unloaded();
    // Answers of every client, the window's and others'; who asked knows the ticket.
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

}  // namespace mw::gui
