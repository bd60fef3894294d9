// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "mw/token_file.h"

#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "mw/error.h"

namespace mw {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kShortest = 16, kLongest = 512;

[[noreturn]] void refuse(ErrorCode code, const fs::path& file, const std::string& what) {
    throw Error(code, file.string() + ": " + what, {file.string(), {}, {}});
}

/// Closes a descriptor at the end of the scope.
struct Closing {
    int descriptor;
    ~Closing() { ::close(descriptor); }
};

bool isSecret(const std::string& text) {
    return text.size() >= kShortest && text.size() <= kLongest &&
           std::ranges::all_of(text, [](char c) { return c > ' ' && c < 127; });
}

constexpr const char* kNoSecret = "expected one line of 16 to 512 printable characters without a space";

std::string readLine(int descriptor, const fs::path& file) {
    struct stat status = {};
    if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode))
        refuse(ErrorCode::FileFormat, file, "is not a regular file");
    if ((status.st_mode & 077) != 0)
        refuse(ErrorCode::FileFormat, file, "others may read or change it; make it your own with chmod 600");
    std::string text(kLongest + 3, '\0');
    std::size_t size = 0;
    while (size < text.size()) {
        const ssize_t got = ::read(descriptor, text.data() + size, text.size() - size);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) refuse(ErrorCode::FileNotFound, file, std::string("cannot be read: ") + std::strerror(errno));
        if (got == 0) break;
        size += static_cast<std::size_t>(got);
    }
    text.resize(size);
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r'))
        text.pop_back();
    if (!isSecret(text)) refuse(ErrorCode::FileFormat, file, kNoSecret);
    return text;
}

std::string openAndRead(int descriptor, const fs::path& file) {
    if (descriptor < 0) refuse(ErrorCode::FileNotFound, file, std::string("cannot be opened: ") + std::strerror(errno));
    const Closing closing{descriptor};
    return readLine(descriptor, file);
}

/// O_NONBLOCK: a named pipe would be waited for.
constexpr int kReading = O_RDONLY | O_CLOEXEC | O_NONBLOCK;

/// Makes `file`, which must not be there.
void makeFile(const fs::path& file, const std::string& secret) {
    const int made = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (made < 0) refuse(ErrorCode::FileNotFound, file, std::string("cannot be made: ") + std::strerror(errno));
    const Closing closing{made};
    const std::string line = secret + "\n";
    if (::write(made, line.data(), line.size()) != static_cast<ssize_t>(line.size()) || ::fsync(made) != 0) {
        const std::string why = std::strerror(errno);
        ::unlink(file.c_str());
        refuse(ErrorCode::FileNotFound, file, "cannot be written: " + why);
    }
}

}  // namespace

std::string freshToken() {
    std::array<unsigned char, 32> random;
    if (::getrandom(random.data(), random.size(), 0) != static_cast<ssize_t>(random.size()))
        throw Error(ErrorCode::Internal, "The system gave no random numbers for a token.");
    std::string token = "mw-";
    for (const unsigned char byte : random) {
        token += "0123456789abcdef"[byte >> 4];
        token += "0123456789abcdef"[byte & 15];
    }
    return token;
}

std::string readSecret(const fs::path& file) {
    return openAndRead(::open(file.c_str(), kReading), file);
}

TokenFile readOrMakeToken(const fs::path& file) {
    const int existing = ::open(file.c_str(), kReading);
    if (existing >= 0 || errno != ENOENT) return {openAndRead(existing, file), false};
    const std::string token = freshToken();
    makeFile(file, token);
    return {token, true};
}

void writeSecret(const fs::path& file, const std::string& secret) {
    if (!isSecret(secret)) throw Error(ErrorCode::InvalidArgument, kNoSecret);
    const fs::path fresh = file.string() + ".new";
    ::unlink(fresh.c_str());  // of a program that ended in between
    makeFile(fresh, secret);
    if (::rename(fresh.c_str(), file.c_str()) == 0) return;
    const std::string why = std::strerror(errno);
    ::unlink(fresh.c_str());
    refuse(ErrorCode::FileNotFound, file, "cannot be replaced: " + why);
}

}  // namespace mw
