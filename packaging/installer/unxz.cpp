// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Unpacks xz from standard input to standard output. The installer carries it, linked statically, since not every
// machine has xz, and gzip would make the installer larger.

#include <lzma.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>

namespace {

constexpr std::size_t kBuffer = 1 << 16;
constexpr std::uint64_t kMostMemory = 256 << 20;

int fail(const char* what) {
    std::fprintf(stderr, "unxz: %s\n", what);
    return 1;
}

bool writeAll(const std::uint8_t* bytes, std::size_t size) {
    while (size > 0) {
        const ssize_t written = write(STDOUT_FILENO, bytes, size);
        if (written <= 0) return false;
        bytes += written;
        size -= static_cast<std::size_t>(written);
    }
    return true;
}

}  // namespace

int main() {
    static std::uint8_t in[kBuffer];
    static std::uint8_t out[kBuffer];
    lzma_stream stream = LZMA_STREAM_INIT;
    if (lzma_stream_decoder(&stream, kMostMemory, 0) != LZMA_OK) return fail("out of memory");
    lzma_action action = LZMA_RUN;
    lzma_ret state = LZMA_OK;
    while (state == LZMA_OK) {
        if (stream.avail_in == 0 && action == LZMA_RUN) {
            const ssize_t got = read(STDIN_FILENO, in, sizeof in);
            if (got < 0) return fail("cannot read");
            if (got == 0) action = LZMA_FINISH;
            stream.next_in = in;
            stream.avail_in = static_cast<std::size_t>(got);
        }
        stream.next_out = out;
        stream.avail_out = sizeof out;
        state = lzma_code(&stream, action);
        if (!writeAll(out, sizeof out - stream.avail_out)) return fail("cannot write");
    }
    return state == LZMA_STREAM_END ? 0 : fail("damaged data");
}
