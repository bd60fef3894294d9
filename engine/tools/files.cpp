// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include "mw/error.h"

namespace mw::tools {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(ErrorCode code, const fs::path& file, const std::string& what) {
    throw Error(code, file.string() + ": " + what, {file.string(), {}, {}});
}

/// A file descriptor that is closed at the end of the scope.
class Descriptor {
 public:
    explicit Descriptor(int descriptor) : m_descriptor(descriptor) {}
    ~Descriptor() {
        if (m_descriptor > STDERR_FILENO) ::close(m_descriptor);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return m_descriptor; }
    /// Closes now; false if the system says only now that writing failed.
    bool close() { return ::close(std::exchange(m_descriptor, -1)) == 0; }

 private:
    int m_descriptor;
};

bool writeAll(int descriptor, std::span<const std::byte> content) {
    while (!content.empty()) {
        const ssize_t written = ::write(descriptor, content.data(), content.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return false;
        content = content.subspan(static_cast<std::size_t>(written));
    }
    return true;
}

}  // namespace

std::string readFile(const std::string& file, std::size_t mostBytes) {
    const Descriptor input(file == "-" ? STDIN_FILENO : ::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (input.get() < 0)
        refuse(ErrorCode::FileNotFound, file, std::string("cannot be opened: ") + std::strerror(errno));
    std::string content;
    while (true) {
        const std::size_t old = content.size();
        content.resize(old + std::min<std::size_t>(mostBytes + 1 - old, 1 << 16));
        const ssize_t got = ::read(input.get(), content.data() + old, content.size() - old);
        if (got < 0 && errno != EINTR)
            refuse(ErrorCode::FileNotFound, file, std::string("cannot be read: ") + std::strerror(errno));
        content.resize(old + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
        if (content.size() > mostBytes)
            refuse(ErrorCode::FileFormat, file,
                   "larger than the " + std::to_string(mostBytes >> 20) + " MiB it may be");
        if (got == 0) return content;
    }
}

void writeFile(const fs::path& file, std::span<const std::byte> content) {
    const auto failed = [&]() {
        refuse(ErrorCode::FileNotFound, file, std::string("cannot be written: ") + std::strerror(errno));
    };
    std::error_code ignored;
    const fs::file_status status = fs::status(file, ignored);
    if (fs::is_directory(status)) refuse(ErrorCode::FileNotFound, file, "cannot be written: it is a folder");
    if (fs::exists(status) && !fs::is_regular_file(status)) {
        const Descriptor output(::open(file.c_str(), O_WRONLY | O_CLOEXEC));
        if (output.get() < 0 || !writeAll(output.get(), content)) failed();
        return;
    }
    // Through a symbolic link, the file it points to is replaced, not the link.
    const fs::path target = fs::exists(status) ? fs::canonical(file) : file;
    std::string temporary = target.string() + ".XXXXXX";
    Descriptor output(::mkostemp(temporary.data(), O_CLOEXEC));
    if (output.get() < 0) failed();
    const mode_t mask = ::umask(0);
    ::umask(mask);
    const mode_t mode =
        fs::exists(status) ? static_cast<mode_t>(status.permissions()) : static_cast<mode_t>(0666 & ~mask);
    if (!writeAll(output.get(), content) || ::fchmod(output.get(), mode) != 0 || ::fsync(output.get()) != 0 ||
        !output.close() || ::rename(temporary.c_str(), target.c_str()) != 0) {
        const int reason = errno;
        ::unlink(temporary.c_str());
        errno = reason;
        failed();
    }
}

void writeNpy(const fs::path& file, std::span<const float> values, std::size_t rows, std::size_t columns) {
    std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + std::to_string(rows) + ", " +
                         std::to_string(columns) + "), }";
    // Magic, version and length take 10 bytes; all of it with the final newline is a multiple of 64.
    header.append((64 - (10 + header.size() + 1) % 64) % 64, ' ');
    header += '\n';
    std::string start("\x93NUMPY\x01\x00", 8);
    start += static_cast<char>(header.size() & 0xff);
    start += static_cast<char>(header.size() >> 8);
    start += header;
    std::vector<std::byte> content(start.size() + values.size_bytes());
    std::memcpy(content.data(), start.data(), start.size());
    if (!values.empty()) std::memcpy(content.data() + start.size(), values.data(), values.size_bytes());
    writeFile(file, content);
}

}  // namespace mw::tools
