// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QJsonValue>

#include "archived_chat.h"

namespace mw::gui {

// The exports of other programs, as far as they are chats. A reader takes what it can and counts in ImportedChats::left
// what it cannot; it never fails.

/// ChatGPT's conversations.json: a list of conversations with a "mapping" of messages.
bool isChatGptExport(const QJsonValue& root);
ImportedChats readChatGptExport(const QJsonValue& root);

/// A *.conversation.json of LM Studio: messages with versions, one of which is selected.
bool isLmStudioChat(const QJsonValue& root);
ImportedChats readLmStudioChat(const QJsonValue& root);

/// Open WebUI's list of chats with a "history" of messages.
bool isOpenWebUiExport(const QJsonValue& root);
ImportedChats readOpenWebUiExport(const QJsonValue& root);

// What the readers share.

/// Of values in seconds or milliseconds since 1970, which one tells by their size; 0: it is no time.
qint64 exportedTime(const QJsonValue& value);

/// Adds a chat that has turns, with its times, title and words in order; else counts it as one without messages.
void takeChat(ImportedChats& into, ArchivedChat chat, bool isTree);

}  // namespace mw::gui
