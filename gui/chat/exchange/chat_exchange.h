// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QMap>
#include <QObject>
#include <QStringList>
#include <QVector>
#include <atomic>
#include <memory>
#include <optional>

#include "archived_chat.h"
#include "chat_files.h"
#include "side_thread.h"

namespace mw::gui {

class ChatController;

/// What an import came to.
struct ImportResult {
    QStringList sources;      ///< the programs that wrote the files
    int chats = 0;            ///< that were added
    int skipped = 0;          ///< that were here already
    QMap<QString, int> left;  ///< see ImportedChats::left
    QStringList refused;      ///< a sentence about each file that could not be read
};

/// Exports and imports chats, one thing at a time, on a thread of its own; the window goes on. GUI thread.
class ChatExchange : public QObject {
    Q_OBJECT

 public:
    explicit ChatExchange(ChatController& chats, QObject* parent = nullptr);
    /// Cancels, and waits for that, see SideThread.
    ~ChatExchange() override;

    bool isBusy() const { return m_busy; }
    /// Writes chats, or all where none are given, as the name of the file says -> exported() or failed().
    void exportChats(const QVector<ChatId>& chats, const QString& path);
    /// Reads files; adds all chats in those that can be read, in one transaction, or changes nothing -> imported() or
    /// failed(). Where some are here already, it waits for an answer first -> duplicatesFound().
    void importFiles(const QStringList& paths);
    /// The same with a file of keptFiles(), which then goes. A chat that is here already and has not been gone on with
    /// since gives its place to the one that was kept; others come as copies -> broughtBack() or failed().
    void bringBack(const QString& path);

    /// Makes another chat of one, with all its branches, or of what was said up to a turn -> copied() or failed().
    void copyChat(ChatId chat, TurnId upTo = 0);

    /// The answers to duplicatesFound(): without those, or all of them, as copies. cancel() is the third.
    void addNewOnes();
    void addAsCopies();

    /// Ends what is under way, with nothing changed -> cancelled().
    void cancel();

 signals:
    /// What began, for a person.
    void began(const QString& what);
    /// Of an export.
    void progressed(int done, int total);
    void exported(const QString& path, int chats);
    void duplicatesFound(int duplicates, int others);
    void imported(const mw::gui::ImportResult& result);
    void copied(mw::gui::ChatId chat);
    void broughtBack(const QVector<mw::gui::ChatId>& chats);
    void cancelled();
    /// In words for a person; nothing was changed.
    void failed(const QString& error);

 private:
    struct Import;

    void begin(const QString& what);
    void end();
    void takeRead(std::shared_ptr<Import> import, const QString& error);
    void add();
    void addKept();
    void startReading(const QStringList& paths, const QString& kept);

    ChatController& m_chats;
    SideThread m_thread;
    std::shared_ptr<std::atomic<bool>> m_cancelled;
    std::shared_ptr<Import> m_import;  ///< that is read, and not added yet
    bool m_busy = false;
};

}  // namespace mw::gui
