// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "mw/error.h"
#include "utf8.h"

namespace mw {

/// A regular file, open for reading. Reading is thread-safe. Nothing is mapped: a file that shrinks or a disk that
/// fails is an Error then, where a mapping would be a signal.
class File {
 public:
    /// Opens `path`. Throws Error(FileNotFound) if it is missing, unreadable or not a regular file.
    explicit File(std::filesystem::path path);
    ~File();
    File(File&& other) noexcept;
    File& operator=(File&&) = delete;

    const std::filesystem::path& path() const { return m_path; }
    std::uint64_t size() const { return m_size; }  ///< bytes, when it was opened

    /// Reads `size` bytes at `offset`. Throws Error with file and offset if they are not all there.
    void read(std::uint64_t offset, std::byte* out, std::size_t size) const;

    /// Tells the kernel that these bytes are wanted soon.
    void readAhead(std::uint64_t offset, std::uint64_t size) const noexcept;

 private:
    std::filesystem::path m_path;
    int m_descriptor = -1;
    std::uint64_t m_size = 0;
};

/// The path from the root, without "." and a separator at its end.
std::filesystem::path wholePath(const std::filesystem::path& path);

/// The whole content of a small file. Throws Error(FileFormat) if it is larger than `limitBytes`.
std::string readSmallFile(const std::filesystem::path& path, std::uint64_t limitBytes);

/// What a download left in place of the file, see foreignContent(); to be asked where its content is not as expected.
std::string foreignContentOf(const std::filesystem::path& path, bool isJson);

/// Error(FileNotFound): "FILE: WHAT".
[[nodiscard]] Error notFoundError(const std::filesystem::path& file, const std::string& what);

/// Error(FileFormat): "FILE: WHAT".
[[nodiscard]] Error formatError(const std::filesystem::path& file, const std::string& what,
                                std::optional<std::uint64_t> offset = {});

/// Error(Unsupported): "FILE: WHAT".
[[nodiscard]] Error unsupportedError(const std::filesystem::path& file, const std::string& what);

}  // namespace mw
