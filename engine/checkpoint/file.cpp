// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>
#include <utility>

#include "foreign_content.h"

namespace mw {

namespace {

Error fileError(ErrorCode code, const std::filesystem::path& file, const std::string& what,
                std::optional<std::uint64_t> offset = {}) {
    return Error(code, file.string() + ": " + what + ".", ErrorPlace{file.string(), offset, {}});
}

}  // namespace

File::File(std::filesystem::path path) : m_path(std::move(path)) {
    // O_NONBLOCK: opening a named pipe must not wait for a writer. It has no effect on regular files.
    m_descriptor = ::open(m_path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (m_descriptor < 0) {
        const int reason = errno;
        std::error_code ignored;
        if (reason == ENOENT && std::filesystem::is_symlink(m_path, ignored))
            throw notFoundError(m_path, "a link to a file that is not there; perhaps its download did not end");
        throw notFoundError(m_path, std::string("cannot be opened: ") + std::strerror(reason));
    }
    struct stat status {};
    if (::fstat(m_descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
        ::close(m_descriptor);
        throw notFoundError(m_path,
                            S_ISDIR(status.st_mode) ? "a folder, where a file is expected" : "not a regular file");
    }
    m_size = static_cast<std::uint64_t>(status.st_size);
}

File::~File() {
    if (m_descriptor >= 0) ::close(m_descriptor);
}

File::File(File&& other) noexcept
    : m_path(std::move(other.m_path)), m_descriptor(std::exchange(other.m_descriptor, -1)), m_size(other.m_size) {}

void File::read(std::uint64_t offset, std::byte* out, std::size_t size) const {
    while (size > 0) {
        const ssize_t got = ::pread(m_descriptor, out, size, static_cast<off_t>(offset));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) throw formatError(m_path, std::string("reading failed: ") + std::strerror(errno), offset);
        if (got == 0) {
            throw formatError(m_path,
                              "the file ends at byte " + std::to_string(offset) + " where " + std::to_string(size) +
                                  " more bytes are expected; it had " + std::to_string(m_size) +
                                  " bytes when it was opened",
                              offset);
        }
        out += got;
        offset += static_cast<std::uint64_t>(got);
        size -= static_cast<std::size_t>(got);
    }
}

void File::readAhead(std::uint64_t offset, std::uint64_t size) const noexcept {
    ::posix_fadvise(m_descriptor, static_cast<off_t>(offset), static_cast<off_t>(size), POSIX_FADV_WILLNEED);
}

std::filesystem::path wholePath(const std::filesystem::path& path) {
    std::error_code ignored;
    const std::filesystem::path whole = std::filesystem::absolute(path, ignored).lexically_normal();
    return whole.has_filename() ? whole : whole.parent_path();
}

std::string readSmallFile(const std::filesystem::path& path, std::uint64_t limitBytes) {
    const File file(path);
    if (file.size() > limitBytes) {
        throw formatError(
            path, "expected at most " + std::to_string(limitBytes) + " bytes, found " + std::to_string(file.size()));
    }
    std::string content(file.size(), '\0');
    file.read(0, reinterpret_cast<std::byte*>(content.data()), content.size());
    return content;
}

std::string foreignContentOf(const std::filesystem::path& path, bool isJson) {
    const File file(path);
    std::string beginning(std::min<std::uint64_t>(file.size(), kForeignContentBytes), '\0');
    file.read(0, reinterpret_cast<std::byte*>(beginning.data()), beginning.size());
    return foreignContent(beginning, file.size(), isJson);
}

Error notFoundError(const std::filesystem::path& file, const std::string& what) {
    return fileError(ErrorCode::FileNotFound, file, what);
}

Error formatError(const std::filesystem::path& file, const std::string& what, std::optional<std::uint64_t> offset) {
    return fileError(ErrorCode::FileFormat, file, what, offset);
}

Error unsupportedError(const std::filesystem::path& file, const std::string& what) {
    return fileError(ErrorCode::Unsupported, file, what);
}

}  // namespace mw
