// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QVector>
#include <optional>

#include "chat_store.h"
#include "chat_types.h"
#include "context_use.h"

namespace mw::gui {

/// An open chat: the branch on screen, as far back as it has been read, and what is under way in it. Changed by the
/// controller only; views watch.
class Chat : public QObject {
    Q_OBJECT

 public:
    static constexpr int kPage = 64;  ///< turns read at a time

    Chat(const ChatInfo& info, ChatStore& store, QObject* parent = nullptr);

    const ChatInfo& info() const { return m_info; }
    ChatId id() const { return m_info.id; }
    const ChatSettings& settings() const { return m_info.settings; }
    QString shownTitle() const;

    /// The branch on screen, oldest first; older turns may be in the store, see hasOlder().
    const QVector<Turn>& turns() const { return m_turns; }
    int indexOf(TurnId turn) const;
    bool hasOlder() const { return !m_turns.isEmpty() && m_turns.first().parent != 0; }
    /// Reads older turns -> turnsPrepended().
    void loadOlder(int turns = kPage);
    bool isEmpty() const { return m_turns.isEmpty(); }

    bool isStreaming() const { return m_streaming > 0; }
    const std::optional<ContextOverflow>& overflow() const { return m_overflow; }
    const ContextUse& contextUse() const { return m_use; }

    const Draft& draft() const { return m_draft; }
    void setDraft(const Draft& draft);
    /// What is asked next, once the answer under way is complete.
    const std::optional<Draft>& queued() const { return m_queued; }
    void setQueued(const std::optional<Draft>& queued);
    /// The turn whose new wording stands in the composer; 0: none.
    TurnId editing() const { return m_draft.editing; }

    // For the controller.
    void setInfo(const ChatInfo& info);
    void append(const Turn& turn);
    void update(const Turn& turn);
    /// Shows the branch that ends at `leaf`.
    void showBranch(TurnId leaf);
    void setStreamingCount(int count);
    void setOverflow(const std::optional<ContextOverflow>& overflow);
    void setContextUse(const ContextUse& use);

 signals:
    void infoChanged();
    void turnsReset();
    void turnsPrepended(int count);
    void turnAppended();
    /// Text was added to the end of a turn, or it changed in another way (state, figures).
    void turnChanged(int index);
    void streamingChanged(bool streaming);
    void overflowChanged();
    void contextUseChanged();
    void draftChanged();
    void editingChanged();
    void queuedChanged();

 private:
    ChatStore& m_store;
    ChatInfo m_info;
    QVector<Turn> m_turns;
    int m_streaming = 0;
    std::optional<ContextOverflow> m_overflow;
    ContextUse m_use;
    Draft m_draft;
    std::optional<Draft> m_queued;
};

}  // namespace mw::gui
