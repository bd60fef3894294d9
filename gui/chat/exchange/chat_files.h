// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <atomic>
#include <functional>
#include <optional>

#include "archived_chat.h"

namespace mw::gui {

enum class ChatFileKind {
    Markdown,   ///< for people
    Json,       ///< everything, in one object
    JsonLines,  ///< everything, a chat a line
};

/// By a file's name; Markdown where it says nothing else.
ChatFileKind chatFileKindOf(const QString& path);

/// Writes chats as they come from `next`, until it gives none, into a file that is replaced as a whole or not at all.
/// False: it could not be written, and `error` says why, or `cancelled`, and it says nothing. Any thread.
bool writeChatFile(const QString& path, ChatFileKind kind, const std::function<std::optional<ArchivedChat>()>& next,
                   const std::atomic<bool>& cancelled, QString* error);

/// Reads the chats of a file of this program, or of another one whose exports are known. Every chat has an identity,
/// the same whenever the same is read. Nothing: no chats can be had from it, and `error` says why, naming the file and
/// the place. Any thread.
std::optional<ImportedChats> readChatFile(const QString& path, const std::atomic<bool>& cancelled, QString* error);

}  // namespace mw::gui
