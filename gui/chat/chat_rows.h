// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHash>
#include <QVariantList>
#include <optional>

#include "chat_types.h"

namespace mw::gui {

// How turns, chats and drafts stand in the rows of the store's tables. A digest of what was written goes with each turn
// and chat: a damaged page of text looks like text to SQLite.

/// The columns that readTurn() and readChat() take, for a file of this schema; the last one says whether it is deleted.
QString turnColumns(int schema);
QString chatColumns(int schema);

/// The columns of turnValues() and chatValues().
extern const QString kTurnValues;
extern const QString kChatValues;

/// What stands in a row; nothing, where that is not what was written.
std::optional<Turn> readTurn(const QVariantList& row);
std::optional<ChatInfo> readChat(const QVariantList& row);
/// Whether a chat's row is what was written.
bool isWholeChat(const QVariantList& row);

/// Settings that were read before, by their JSON: many chats have the same, and reading it takes longer than all else.
using KnownSettings = QHash<QString, ChatSettings>;

/// What stands in a row without looking at the digest.
Turn readDoubtfulTurn(const QVariantList& row);
ChatInfo readDoubtfulChat(const QVariantList& row, KnownSettings* known = nullptr);

/// For turnPlaceholders(): the text, which may be large, is handed over in SQLite's encoding.
QVariantList turnValues(const Turn& turn);
QString turnPlaceholders();
QVariantList chatValues(const ChatInfo& chat);

/// "?,?,?" for so many values.
QString placeholders(qsizetype values);

}  // namespace mw::gui
