// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "mw/download.h"

#include "fetcher.h"

namespace mw {

std::uint64_t DownloadRequest::bytes() const {
    std::uint64_t sum = 0;
    for (const HubFile& file : files)
        sum += file.bytes;
    return sum;
}

bool download(const DownloadRequest& request, const DownloadOptions& options, const DownloadListener& listener,
              const std::stop_token& stop) {
    return Fetcher(request, options, listener).run(stop);
}

std::optional<DownloadRequest> unfinishedDownload(const std::filesystem::path& folder) {
    std::optional<DownloadState> state = readJournal(folder);
    if (!state) return std::nullopt;
    state->request.folder = folder;
    return std::move(state->request);
}

std::uint64_t fetchedBytes(const std::filesystem::path& folder) {
    const std::optional<DownloadState> state = readJournal(folder);
    return state ? state->fetchedBytes() : 0;
}

void discardDownload(const std::filesystem::path& folder) {
    std::error_code ignored;
    if (!std::filesystem::is_directory(folder, ignored)) return;
    const TargetFolder target(folder);
    const std::optional<DownloadState> state = readJournal(folder);
    if (!state) return;
    for (const DownloadState::File& file : state->files)
        target.remove(partNameOf(file.file));
    target.remove(std::string(kJournalName));
}

}  // namespace mw
