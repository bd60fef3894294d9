// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace mw::gui {

/// Keeps something for one process, by the kernel's lock on a file of its own. The lock ends with the process, however
/// that ends, so none is ever stale: not after a crash, a restart of the machine or in another container.
class FileLock {
 public:
    enum class Result {
        Held,
        HeldByOther,  ///< now, by a process that lives
        Impossible,   ///< the file cannot be made here, see error()
    };

    explicit FileLock(const QString& file);
    ~FileLock();
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;

    /// Never waits.
    Result tryLock();
    /// Why it was impossible, in the system's words.
    QString error() const { return m_error; }

 private:
    QByteArray m_file;
    QString m_error;
    int m_descriptor = -1;
};

}  // namespace mw::gui
