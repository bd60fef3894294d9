// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QJsonObject>
#include <QString>
#include <optional>

#include "archived_chat.h"

namespace mw::gui {

// Chats in this program's own form: a JSON object each, with everything that is kept of them. A file of JSON holds them
// in a list, one of JSON Lines each on a line.

/// The value of "format" in the object of a chat, and in that of a file of JSON.
extern const QString kChatFormat;
extern const QString kChatsFormat;

QJsonObject chatToJson(const ArchivedChat& chat);

/// The inverse. Nothing: it is not what chatToJson() writes; `error` says what is wrong, and where, for a person.
std::optional<ArchivedChat> chatFromJson(const QJsonObject& object, QString* error);

/// Whether an object says that it is of a version that this program cannot know; `error` then says so.
bool isOfNewerVersion(const QJsonObject& object, QString* error);

}  // namespace mw::gui
