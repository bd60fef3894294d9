// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QThreadPool>
#include <future>
#include <optional>

#include "chat_changes.h"

namespace mw::gui {

/// Does what takes long with a file of chats on a thread and a connection of its own, one thing after the other:
/// writing long texts, and bringing what was written from the log into the file. The file has to keep a log beside it,
/// so that nobody who reads it has to wait, and this process has to hold its lock.
class ChatWriter : public QObject {
    Q_OBJECT

 public:
    explicit ChatWriter(QObject* parent = nullptr);
    /// Waits for what is under way.
    ~ChatWriter() override;

    /// Begins to write `changes` -> written(). Only if none are under way.
    void write(const QString& path, int maxPages, const ChatChanges& changes);
    /// The same for chats that come from elsewhere, in one transaction.
    void writeAtOnce(const QString& path, int maxPages, const ChatChanges& changes);
    /// Whether changes are under way, or written and not taken yet.
    bool isBusy() const { return m_written.valid(); }
    /// How the last write ended; nothing, if it is under way or was taken before.
    std::optional<WrittenChanges> take();
    /// The same, but waits for it.
    std::optional<WrittenChanges> finish();

    /// Brings what is in the log into the file, which then need not grow. Others go on reading and writing.
    void emptyLog(const QString& path);

 signals:
    void written();

 private:
    using Way = WrittenChanges (ChatChanges::*)(const ChatDatabase&) const;
    void start(const QString& path, int maxPages, const ChatChanges& changes, Way way);

    QThreadPool m_thread;
    std::future<WrittenChanges> m_written;
};

}  // namespace mw::gui
