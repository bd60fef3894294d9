// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

#include "theme.h"

class QLabel;
class QVBoxLayout;

namespace mw::gui {

class Card;
class ChoiceBox;

/// The colour mode that the settings hold; System where they hold none.
ColorMode savedColorMode();

/// The code of the language that the settings hold; empty where they hold none: the system's.
QString savedLanguage();

/// Whether the settings want the model to name chats; it does where they say nothing.
bool savedTitlesWanted();

/// Settings of the program: colours, language, and where things are kept.
class SettingsPage : public QWidget {
    Q_OBJECT

 public:
    explicit SettingsPage(QWidget* parent = nullptr);

    /// Puts a card of settings that are another part's below those of chats.
    void addCard(Card* card);

 signals:
    void titlesWantedChanged(bool wanted);

 protected:
    void showEvent(QShowEvent* event) override;

 private:
    ChoiceBox* makeColors();
    ChoiceBox* makeLanguages();

    QLabel* m_nextStart;
    QVBoxLayout* m_cards;
    Card* m_chats;
};

}  // namespace mw::gui
