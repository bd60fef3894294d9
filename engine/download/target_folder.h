// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace mw {

inline constexpr std::string_view kJournalName = ".mixtral-download";  ///< also the beginning of its next one's name
inline constexpr std::string_view kPartEnding = ".part";

/// An open file, closed at the end of its scope.
class FileHandle {
 public:
    FileHandle() = default;
    explicit FileHandle(int number) : m_number(number) {}
    ~FileHandle() { close(); }
    FileHandle(FileHandle&& other) noexcept : m_number(std::exchange(other.m_number, -1)) {}
    FileHandle& operator=(FileHandle&& other) noexcept {
        if (this != &other) {
            close();
            m_number = std::exchange(other.m_number, -1);
        }
        return *this;
    }

    explicit operator bool() const { return m_number >= 0; }
    int number() const { return m_number; }

 private:
    void close() {
        if (m_number >= 0) ::close(m_number);
        m_number = -1;
    }
    int m_number = -1;
};

/// Throws HubError(DiskFull or Disk) for what the system said (errno) about this file.
[[noreturn]] void throwDisk(const std::filesystem::path& file, int code, std::uint64_t neededBytes = 0);

/// The folder that files are fetched into, and the only way to them: no path leads out of it, whatever links lie there.
/// While one is open, no other program of this kind opens it.
class TargetFolder {
 public:
    /// Makes the folder where it is missing. Throws HubError(Disk, InUse).
    explicit TargetFolder(const std::filesystem::path& folder);

    const std::filesystem::path& path() const { return m_path; }
    /// The size of a regular file; nothing where there is none. Throws HubError(Disk) where something else is there.
    std::optional<std::uint64_t> bytesOf(const std::string& file) const;
    /// Bytes that the file has on the disk.
    std::uint64_t allocatedBytes(const std::string& file) const;
    /// Opens a file; makes it, and the folders above it, if `flags` say O_CREAT. An empty handle: there is none.
    FileHandle open(const std::string& file, int flags) const;
    /// Gives a file its name, which nothing may have, and makes that last. Throws HubError(Disk).
    void rename(const std::string& from, const std::string& to) const;
    /// The same, where the file that has the name is to go.
    void replace(const std::string& from, const std::string& to) const;
    /// Ignores a file that is not there.
    void remove(const std::string& file) const;

 private:
    struct Place {
        FileHandle folder;
        std::string name;
    };
    Place placeOf(const std::string& file, bool make) const;

    std::filesystem::path m_path;
    FileHandle m_folder;
};

}  // namespace mw
