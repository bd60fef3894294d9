// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "stuck_disk.h"

#include <dlfcn.h>
#include <unistd.h>

#include <QFile>
#include <QFileInfo>
#include <condition_variable>
#include <mutex>

namespace mw::gui {
namespace {

struct Gate {
    std::mutex mutex;
    std::condition_variable opened;
    QString path;  ///< empty: all answers
    StuckDisk::At at = StuckDisk::At::Write;
    int waiting = 0;

    void pass(int descriptor, StuckDisk::At doing) {
        std::unique_lock lock(mutex);
        const auto isOpen = [&] {
            return path.isEmpty() || at != doing ||
                   !QFileInfo(QStringLiteral("/proc/self/fd/%1").arg(descriptor)).symLinkTarget().startsWith(path);
        };
        if (isOpen()) return;
        ++waiting;
        opened.wait(lock, isOpen);
        --waiting;
    }
};

Gate& gate() {
    static auto* const one = new Gate;  // a thread may wait at the end of the program
    return *one;
}

}  // namespace

StuckDisk::StuckDisk(const QString& path, At at) {
    const std::lock_guard lock(gate().mutex);
    gate().path = path;
    gate().at = at;
}

StuckDisk::~StuckDisk() {
    const std::lock_guard lock(gate().mutex);
    gate().path.clear();
    gate().opened.notify_all();
}

int StuckDisk::waiting() {
    const std::lock_guard lock(gate().mutex);
    return gate().waiting;
}

}  // namespace mw::gui

// In the place of the C library's.
extern "C" {

ssize_t pwrite64(int descriptor, const void* bytes, size_t count, off64_t offset) {
    static const auto real = reinterpret_cast<decltype(&pwrite64)>(::dlsym(RTLD_NEXT, "pwrite64"));
    mw::gui::gate().pass(descriptor, mw::gui::StuckDisk::At::Write);
    return real(descriptor, bytes, count, offset);
}

int fdatasync(int descriptor) {
    static const auto real = reinterpret_cast<decltype(&fdatasync)>(::dlsym(RTLD_NEXT, "fdatasync"));
    mw::gui::gate().pass(descriptor, mw::gui::StuckDisk::At::Sync);
    return real(descriptor);
}

}  // extern "C"
