// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <vector>

namespace mw {

/// By what some files can be told from others in their place: identity, size and time of the last change.
class FileStamps {
 public:
    FileStamps() = default;
    explicit FileStamps(const std::vector<std::filesystem::path>& files);

    /// Throws Error(FileFormat) naming the first file that is another one now, or changed, or gone.
    void requireUnchanged() const;

 private:
    struct Stamp {
        std::filesystem::path file;
        bool exists = false;
        dev_t device = 0;
        ino_t number = 0;
        off_t bytes = 0;
        std::int64_t changedNs = 0;

        bool operator==(const Stamp&) const = default;
    };

    static Stamp stampOf(const std::filesystem::path& file);

    std::vector<Stamp> m_stamps;
};

}  // namespace mw
