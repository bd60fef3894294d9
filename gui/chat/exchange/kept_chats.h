// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringList>

namespace mw::gui {

class ChatController;

// Chats that could not be saved when the program was ended and nobody could be asked: they are kept in a file of the
// form that is exported, wherever one can be written, and offered at the next start.

/// Where, in this order: beside the chats, where chats usually are, in the person's home, where temporary files outlive
/// a restart of the machine, and where others are.
QStringList keptFolders(const QString& chatsPath);

/// Saves everything, and keeps what cannot be saved in the first of these folders that takes it, for this person alone
/// to read. A disk that does not answer is waited for some seconds. Empty: all is saved; else what there is to say, in
/// one line. `lost`: whether something is neither saved nor kept.
QString saveOrKeep(ChatController& chats, const QStringList& folders, bool* lost);

/// The files of this person that were kept there, the oldest first.
QStringList keptFiles(const QStringList& folders);

}  // namespace mw::gui
