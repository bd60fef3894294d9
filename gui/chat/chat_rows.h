// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QSqlQuery>
#include <QVariantList>

#include "chat_types.h"

namespace mw::gui {

// How turns and chats stand in the rows of the store's tables.

/// The columns that readTurn() and turnValues() know, in their order.
extern const QString kTurnColumns;
extern const QString kChatColumns;

Turn readTurn(const QSqlQuery& row);
QVariantList turnValues(const Turn& turn);
ChatInfo readChat(const QSqlQuery& row);
QVariantList chatValues(const ChatInfo& chat);

/// "?,?,?" for so many values.
QString placeholders(qsizetype values);
QString errorOf(const QSqlQuery& query);

}  // namespace mw::gui
