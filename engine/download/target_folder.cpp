// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "target_folder.h"

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include <cerrno>
#include <system_error>

#include "mw/download.h"
#include "mw/hub.h"
#include "utf8.h"

namespace mw {

namespace fs = std::filesystem;

void throwDisk(const fs::path& file, int code, std::uint64_t neededBytes) {
    const std::string name = file.string();
    const std::string why = std::system_category().message(code);
    if (code == EFBIG)
        throw HubError(HubFault::Disk,
                       name + ": the disk takes no file of this size (" + std::to_string(neededBytes) +
                           " bytes); choose a folder on another one",
                       {name, {}, {}});
    const bool isFull = code == ENOSPC || code == EDQUOT;
    throw HubError(isFull ? HubFault::DiskFull : HubFault::Disk, name + ": cannot be written (" + why + ")",
                   {name, {}, {}});
}

TargetFolder::TargetFolder(const fs::path& folder) : m_path(folder) {
    std::error_code failed;
    fs::create_directories(folder, failed);
    m_folder = FileHandle(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!m_folder) throwDisk(folder, failed ? failed.value() : errno);
    // Network file systems may lock no folders; there two programs at once are not told of each other.
    if (flock(m_folder.number(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
        throw HubError(HubFault::InUse, folder.string() + ": another program is fetching into this folder",
                       {folder.string(), {}, {}});
}

/// Goes down one folder at a time, none of which may be a link.
TargetFolder::Place TargetFolder::placeOf(const std::string& file, bool make) const {
    Place place{FileHandle(fcntl(m_folder.number(), F_DUPFD_CLOEXEC, 0)), file};
    for (std::size_t slash = place.name.find('/'); slash != std::string::npos; slash = place.name.find('/')) {
        const std::string part = place.name.substr(0, slash);
        if (make && mkdirat(place.folder.number(), part.c_str(), 0777) != 0 && errno != EEXIST)
            throwDisk(m_path / file, errno);
        FileHandle next(openat(place.folder.number(), part.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
        if (!next) {
            if (!make && errno == ENOENT) return {};
            throwDisk(m_path / file, errno);
        }
        place.folder = std::move(next);
        place.name.erase(0, slash + 1);
    }
    return place;
}

std::optional<std::uint64_t> TargetFolder::bytesOf(const std::string& file) const {
    const Place place = placeOf(file, false);
    struct stat status {};
    if (!place.folder || fstatat(place.folder.number(), place.name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0)
        return std::nullopt;
    if (!S_ISREG(status.st_mode))
        throw HubError(HubFault::Disk, (m_path / file).string() + ": is there already, and is no file; move it away",
                       {(m_path / file).string(), {}, {}});
    return static_cast<std::uint64_t>(status.st_size);
}

std::uint64_t TargetFolder::allocatedBytes(const std::string& file) const {
    const Place place = placeOf(file, false);
    struct stat status {};
    if (!place.folder || fstatat(place.folder.number(), place.name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0)
        return 0;
    return static_cast<std::uint64_t>(status.st_blocks) * 512;
}

FileHandle TargetFolder::open(const std::string& file, int flags) const {
    const bool make = (flags & O_CREAT) != 0;
    const Place place = placeOf(file, make);
    if (!place.folder) return {};
    FileHandle opened(
        openat(place.folder.number(), place.name.c_str(), flags | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0666));
    if (!opened && (errno != ENOENT || make)) throwDisk(m_path / file, errno);
    return opened;
}

void TargetFolder::rename(const std::string& from, const std::string& to) const {
    const Place place = placeOf(to, false);
    const std::string name = from.substr(from.rfind('/') + 1);
    const int folder = place.folder.number();
    int failed = renameat2(folder, name.c_str(), folder, place.name.c_str(), RENAME_NOREPLACE) == 0 ? 0 : errno;
    if (failed == EINVAL || failed == ENOSYS) {  // a file system that cannot promise it
        struct stat status {};
        const bool isThere = fstatat(folder, place.name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0;
        failed = isThere ? EEXIST : renameat(folder, name.c_str(), folder, place.name.c_str()) == 0 ? 0 : errno;
    }
    if (failed == 0 && fsync(folder) != 0 && errno != EINVAL) failed = errno;
    if (failed) throwDisk(m_path / to, failed);
}

void TargetFolder::replace(const std::string& from, const std::string& to) const {
    const int folder = m_folder.number();
    if (renameat(folder, from.c_str(), folder, to.c_str()) != 0) throwDisk(m_path / to, errno);
    if (fsync(folder) != 0 && errno != EINVAL) throwDisk(m_path / to, errno);
}

void TargetFolder::remove(const std::string& file) const {
    const Place place = placeOf(file, false);
    if (!place.folder || unlinkat(place.folder.number(), place.name.c_str(), 0) == 0 || errno == ENOENT) return;
    throwDisk(m_path / file, errno);
}

std::optional<std::uint64_t> freeBytes(const fs::path& folder) {
    std::error_code failed;
    fs::path there = fs::absolute(folder, failed);
    while (!fs::exists(there, failed) && there.has_relative_path())
        there = there.parent_path();
    struct statvfs disk {};
    if (statvfs(there.c_str(), &disk) != 0) return std::nullopt;
    return static_cast<std::uint64_t>(disk.f_bavail) * disk.f_frsize;
}

}  // namespace mw
