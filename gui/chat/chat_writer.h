// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <chrono>
#include <future>
#include <optional>

#include "chat_changes.h"
#include "side_thread.h"

namespace mw::gui {

/// Does what takes long with a file of chats on a thread and a connection of its own, one thing after the other:
/// writing long texts, and bringing what was written from the log into the file. The file has to keep a log beside it,
/// so that nobody who reads it has to wait, and this process has to hold its lock. A disk that does not answer any more
/// is waited for once, for SideThread::kPatience.
class ChatWriter : public QObject {
    Q_OBJECT

 public:
    explicit ChatWriter(QObject* parent = nullptr);
    ~ChatWriter() override;

    /// Begins to write `changes` -> written(). Only if none are under way.
    void write(const QString& path, int maxPages, const ChatChanges& changes);
    /// The same for chats that come from elsewhere, in one transaction.
    void writeAtOnce(const QString& path, int maxPages, const ChatChanges& changes);
    /// Whether changes are under way, or written and not taken yet.
    bool isBusy() const { return m_written.valid(); }
    /// How the last write ended; nothing, if it is under way or was taken before.
    std::optional<WrittenChanges> take();
    /// The same, but waits for it. Nothing also if that takes too long: then it isBusy() still, and the next call does
    /// not wait, see waitAgain().
    std::optional<WrittenChanges> finish();
    /// Whether somebody has waited in vain for what is under way.
    bool isStuck() const { return m_stuck; }
    void waitAgain() { m_stuck = false; }
    /// Goes on without what is under way, which may be written some day.
    void leaveBehind();

    /// Brings what is in the log into the file, which then need not grow. Others go on reading and writing.
    void emptyLog(const QString& path);

 signals:
    void written();

 private:
    using Way = WrittenChanges (ChatChanges::*)(const ChatDatabase&) const;
    void start(const QString& path, int maxPages, const ChatChanges& changes, Way way);

    SideThread m_writing;
    SideThread m_emptying;  ///< what waits for the disk keeps nobody from writing
    std::future<WrittenChanges> m_written;
    bool m_stuck = false;
};

}  // namespace mw::gui
