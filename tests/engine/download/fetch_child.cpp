// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Fetches all files of a repository into a folder, and is made to be killed. Its disk is full after so many bytes.
//
// usage: fetch_child ENDPOINT REPOSITORY FOLDER PIECE-BYTES CONNECTIONS [DISK-BYTES]

#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include "mw/download.h"

namespace {

std::atomic<long long> diskBytes = -1;  // negative: no end

}  // namespace

/// The C library's, with a disk that gets full.
extern "C" ssize_t pwrite(int file, const void* data, size_t bytes, off_t offset) {
    if (diskBytes >= 0) {
        const long long left = diskBytes.fetch_sub(static_cast<long long>(bytes));
        if (left < static_cast<long long>(bytes)) {
            diskBytes = 0;
            if (left <= 0) {
                errno = ENOSPC;
                return -1;
            }
            bytes = static_cast<size_t>(left);
        }
    }
    return syscall(SYS_pwrite64, file, data, bytes, offset);
}

int main(int argc, char** argv) {
    if (argc < 6) return 2;
    if (argc > 6) diskBytes = std::atoll(argv[6]);
    mw::DownloadOptions options;
    options.hub.endpoint = argv[1];
    options.hub.retry = std::chrono::milliseconds(20);
    options.hub.stall = std::chrono::seconds(5);
    options.pieceBytes = std::strtoull(argv[4], nullptr, 10);
    options.connections = std::atoi(argv[5]);
    try {
        const mw::HubRepository repository = mw::askHub(options.hub, mw::parseHubPlace(argv[2]));
        const mw::DownloadRequest request{repository.name, repository.revision, repository.commit, repository.files,
                                          argv[3]};
        return mw::download(request, options, {}, {}) ? 0 : 3;
    } catch (const mw::HubError& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 10 + static_cast<int>(error.fault());
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
