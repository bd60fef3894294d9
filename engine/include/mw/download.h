// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "mw/hub.h"

/// Fetching files of a repository into a folder. A file is written as NAME.part and gets its name once all of it is
/// there and its checksum is right; which pieces are there is kept in a journal in the folder, so that a fetch goes on
/// where it ended, however it ended.
namespace mw {

struct DownloadRequest {
    std::string repository;  ///< owner/name
    std::string revision;    ///< as a person named it
    std::string commit;      ///< 40 figures: what is fetched stays the same, whatever the revision becomes
    std::vector<HubFile> files;
    std::filesystem::path folder;

    std::uint64_t bytes() const;
};

struct DownloadOptions {
    HubOptions hub;
    int connections = 4;
    std::uint64_t pieceBytes = 8U << 20;  ///< what is fetched again at most, per connection, after a kill
};

struct DownloadProgress {
    enum class State {
        Starting,  ///< looks at what is there
        Fetching,  ///< bytes come
        Waiting,   ///< for a server that is busy or cannot be reached
        Checking,  ///< all is there; checksums are computed
    };
    State state = State::Starting;
    std::uint64_t bytes = 0;  ///< that are there, of complete pieces and those that come
    std::uint64_t totalBytes = 0;
    int files = 0;  ///< with their final names
    int totalFiles = 0;
    std::string file = {};     ///< one that is being fetched or checked
    std::string trouble = {};  ///< what is waited for, in words
    double retrySeconds = 0;   ///< until the next try, while waiting
};

struct DownloadListener {
    std::function<void(const DownloadProgress&)> progressed;  ///< on the thread of download(), some ten times a second
};

/// Fetches what is missing. Blocks until all files have their names (true) or `stop` is requested (false), and goes on
/// by itself after connections that broke and servers that were busy. Throws HubError where a person has to do
/// something; what was fetched stays, and the next call goes on with it. Files that are there already under their final
/// names are checked, never replaced.
bool download(const DownloadRequest& request, const DownloadOptions& options, const DownloadListener& listener,
              const std::stop_token& stop);

/// A download that was begun in this folder and has not ended; nothing else is looked at.
std::optional<DownloadRequest> unfinishedDownload(const std::filesystem::path& folder);

/// Bytes of an unfinished download that are there.
std::uint64_t fetchedBytes(const std::filesystem::path& folder);

/// Removes the journal and what is unfinished; files that have their names stay. Throws HubError(InUse).
void discardDownload(const std::filesystem::path& folder);

/// Bytes that a program of this user may still write to the disk of the folder, or of the nearest one above it that is
/// there; nothing if that cannot be told.
std::optional<std::uint64_t> freeBytes(const std::filesystem::path& folder);

}  // namespace mw
