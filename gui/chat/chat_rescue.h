// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "chat_database.h"

namespace mw::gui {

/// What came of copying a file of chats.
struct Rescued {
    int turns = 0, chats = 0;  ///< copied whole
    int damagedTurns = 0;      ///< lost or doubtful; they stand in the copy as TurnState::Damaged
    int damagedChats = 0;      ///< their settings are lost or doubtful
    QString error;             ///< the copy could not be written; empty if it could
};

/// Copies everything that can be read from one file of chats to another, an empty one, page by page past what is
/// damaged. A turn that cannot be read leaves one in its place that says so, so that what it followed is still reached.
Rescued copyReadable(const ChatDatabase& from, const ChatDatabase& to);

}  // namespace mw::gui
