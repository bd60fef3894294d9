// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "controls.h"

class QComboBox;

namespace mw::gui {

class ChatController;

/// What a start opens where nothing is asked for.
enum class AtStart {
    LastModel,  ///< the model that was used last
    NoModel,
    Welcome,  ///< the welcome page, with the demo model behind it
};

/// As the settings hold it; LastModel where they say nothing.
AtStart savedAtStart();

/// In the settings: what new chats begin with, where they go, and what a start opens.
class NewChatsCard : public Card {
    Q_OBJECT

 public:
    explicit NewChatsCard(ChatController& chats, QWidget* parent = nullptr);

 protected:
    void showEvent(QShowEvent* event) override;

 private:
    void showDefaults();
    void takeFolder();

    ChatController& m_chats;
    QLabel* m_settings;
    QPushButton* m_asUsual;
    QComboBox* m_folder;
};

}  // namespace mw::gui
