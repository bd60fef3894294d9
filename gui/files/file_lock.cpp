// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "file_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <QFile>
#include <cerrno>

namespace mw::gui {

FileLock::FileLock(const QString& file) : m_file(QFile::encodeName(file)) {}

FileLock::~FileLock() {
    if (m_descriptor < 0) return;
    ::unlink(m_file.constData());  // while it is held: nobody else's is taken away
    ::close(m_descriptor);
}

FileLock::Result FileLock::tryLock() {
    for (;;) {
        int descriptor = ::open(m_file.constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        const bool mine = descriptor >= 0;
        if (!mine) {
            m_error = qt_error_string(errno);
            descriptor = ::open(m_file.constData(), O_RDONLY | O_CLOEXEC);  // one that is left there, or in use
            if (descriptor < 0) return Result::Impossible;
        }
        // A file system that knows no locks refuses in another way than by EWOULDBLOCK; one process has to do there.
        const bool taken = ::flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
        struct stat status {};
        const bool gone = ::fstat(descriptor, &status) != 0 || status.st_nlink == 0;
        if (mine && !taken && !gone) {
            m_descriptor = descriptor;
            return Result::Held;
        }
        ::close(descriptor);
        if (taken) return Result::HeldByOther;
        if (!mine) return Result::Impossible;
        // Its owner removed it between our opening and locking it: once more with a new one.
    }
}

}  // namespace mw::gui
