// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "chat.h"

#include <utility>

namespace mw::gui {

Chat::Chat(const ChatInfo& info, ChatStore& store, QObject* parent) : QObject(parent), m_store(store), m_info(info) {
    if (info.leaf != 0) m_turns = store.path(info.leaf, kPage);
    m_draft = store.draft(info.id);
    if (m_draft.editing != 0 && !store.turn(m_draft.editing)) m_draft.editing = 0;
}

QString Chat::shownTitle() const {
    return m_info.title.isEmpty() ? tr("New chat") : m_info.title;
}

int Chat::indexOf(TurnId turn) const {
    for (int index = int(m_turns.size()) - 1; index >= 0; --index)  // nearly always one of the last
        if (m_turns[index].id == turn) return index;
    return -1;
}

void Chat::loadOlder(int turns) {
    if (!hasOlder()) return;
    QVector<Turn> older = m_store.path(m_turns.first().parent, turns);
    for (auto turn = older.rbegin(); turn != older.rend(); ++turn)
        m_turns.prepend(std::move(*turn));  // which leaves room for more
    emit turnsPrepended(int(older.size()));
}

void Chat::setDraft(const Draft& draft) {
    if (draft == m_draft) return;
    const bool edits = draft.editing != m_draft.editing;
    m_draft = draft;
    emit draftChanged();
    if (edits) emit editingChanged();
}

void Chat::setQueued(const std::optional<Draft>& queued) {
    m_queued = queued;
    emit queuedChanged();
}

void Chat::setInfo(const ChatInfo& info) {
    m_info = info;
    emit infoChanged();
}

void Chat::append(const Turn& turn) {
    m_turns.append(turn);
    emit turnAppended();
}

void Chat::update(const Turn& turn) {
    const int index = indexOf(turn.id);
    if (index < 0) return;
    const int branch = m_turns[index].branch, branches = m_turns[index].branches;
    m_turns[index] = turn;
    m_turns[index].branch = branch;
    m_turns[index].branches = branches;
    emit turnChanged(index);
}

void Chat::showBranch(TurnId leaf) {
    m_turns = leaf == 0 ? QVector<Turn>() : m_store.path(leaf, kPage);
    emit turnsReset();
}

void Chat::setStreamingCount(int count) {
    const bool was = isStreaming();
    m_streaming = count;
    if (was != isStreaming()) emit streamingChanged(isStreaming());
}

void Chat::setOverflow(const std::optional<ContextOverflow>& overflow) {
    if (!overflow && !m_overflow) return;
    m_overflow = overflow;
    emit overflowChanged();
}

void Chat::setContextUse(const ContextUse& use) {
    if (use == m_use) return;
    m_use = use;
    emit contextUseChanged();
}

}  // namespace mw::gui
