// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "file_stamps.h"

#include <sys/stat.h>

#include "file.h"

namespace mw {

FileStamps::FileStamps(const std::vector<std::filesystem::path>& files) {
    for (const std::filesystem::path& file : files)
        m_stamps.push_back(stampOf(file));
}

FileStamps::Stamp FileStamps::stampOf(const std::filesystem::path& file) {
    struct stat found{};
    if (::stat(file.c_str(), &found) != 0) return {.file = file};
    constexpr std::int64_t kSecond = 1'000'000'000;
    return {.file = file,
            .exists = true,
            .device = found.st_dev,
            .number = found.st_ino,
            .bytes = found.st_size,
            .changedNs = found.st_mtim.tv_sec * kSecond + found.st_mtim.tv_nsec};
}

void FileStamps::requireUnchanged() const {
    for (const Stamp& stamp : m_stamps)
        if (stampOf(stamp.file) != stamp)
            throw formatError(stamp.file, "the file was replaced or changed after it was checked; look at it again");
}

}  // namespace mw
