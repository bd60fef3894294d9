// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

#include "chat_exchange.h"

namespace mw::gui {

class Banner;

/// Asks for files to export to and import from, and says what comes of it: under way, asked, done or failed.
class ExchangeNote : public QWidget {
    Q_OBJECT

 public:
    explicit ExchangeNote(ChatController& chats, QWidget* parent = nullptr);

    /// All where none are given.
    void exportChats(const QVector<ChatId>& chats);
    void importChats();
    /// See ChatExchange::copyChat(). The copy is opened.
    void copyChat(ChatId chat, TurnId upTo = 0);
    void importFiles(const QStringList& paths);
    /// Offers what keptFiles() found, one file after the other.
    void offerKept(const QStringList& paths);

    ChatExchange& exchange() { return m_exchange; }
    Banner* banner() const { return m_banner; }

 private:
    void say(const QString& text);
    void askAboutDuplicates(int duplicates, int others);
    void sayImported(const ImportResult& result);
    void addDismiss();

    ChatController& m_chats;
    ChatExchange m_exchange;
    Banner* m_banner;
    QStringList m_kept;  ///< that is still to be offered
};

}  // namespace mw::gui
