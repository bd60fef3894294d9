// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>

#include "temp_dir.h"

namespace mw::test {

/// A folder in memory where the system has one: a fuzzer writes its files thousands of times a second, and file systems
/// on disks bring files to the disk that are cut and written anew.
inline std::filesystem::path folderInMemory() {
    const std::filesystem::path memory = "/dev/shm";
    std::error_code ignored;
    return std::filesystem::is_directory(memory, ignored) && ::access(memory.c_str(), W_OK) == 0
               ? memory
               : std::filesystem::temp_directory_path();
}

/// A file that stays open while its content changes.
class InputFile {
 public:
    explicit InputFile(std::filesystem::path path)
        : m_path(std::move(path)),
          m_descriptor(::open(m_path.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600)) {}
    ~InputFile() { ::close(m_descriptor); }
    InputFile(const InputFile&) = delete;
    InputFile& operator=(const InputFile&) = delete;

    const std::filesystem::path& path() const { return m_path; }

    void write(std::string_view content) const {
        if (::pwrite(m_descriptor, content.data(), content.size(), 0) != static_cast<ssize_t>(content.size()) ||
            ::ftruncate(m_descriptor, static_cast<off_t>(content.size())) != 0)
            throw std::runtime_error("cannot write " + m_path.string());
    }

 private:
    std::filesystem::path m_path;
    int m_descriptor;
};

}  // namespace mw::test
