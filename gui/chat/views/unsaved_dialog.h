// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "content_dialog.h"

namespace mw::gui {

class Banner;
class ChatController;
class ChatStore;

/// Lets the person choose a file, moves the chats there and goes on in it. A failure is said; false then, and where
/// none was chosen.
bool saveChatsElsewhere(ChatStore& store, QWidget* parent);

/// Asked before the window closes on what could not be saved: try again, save elsewhere, discard, or stay.
class UnsavedDialog : public ContentDialog {
    Q_OBJECT

 public:
    UnsavedDialog(ChatController& chats, QWidget* parent);

    /// Saves what can be saved and asks only if that is not everything. False: the person wants to stay.
    static bool mayClose(ChatController& chats, QWidget* parent);

 private:
    void showProblem();

    ChatController& m_chats;
    Banner* m_problem;
};

}  // namespace mw::gui
