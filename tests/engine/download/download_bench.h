// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <optional>

#include "hub_double.h"
#include "mw/download.h"
#include "temp_dir.h"

namespace mw::test {

/// A repository, a folder, and downloads from the one into the other.
struct DownloadBench {
    explicit DownloadBench(HubDouble::Settings settings = {})
        : DownloadBench(std::move(settings), {{.path = "config.json", .bytes = 700, .isLfs = false},
                                              {.path = "sub/tokenizer.model", .bytes = 40'000},
                                              {.path = "model-1.safetensors", .bytes = 1'000'000},
                                              {.path = "model-2.safetensors", .bytes = 900'001}}) {}
    DownloadBench(HubDouble::Settings settings, std::vector<HubDoubleFile> files)
        : hub(std::move(settings), std::move(files)) {
        options.hub.endpoint = hub.url();
        options.hub.retry = std::chrono::milliseconds(2);
        options.hub.stall = std::chrono::seconds(1);
        options.pieceBytes = 64U << 10;
    }

    DownloadRequest request() const { return {"somebody/small-mixtral", "main", hub.commit(), hub.listed(), folder()}; }
    std::filesystem::path folder() const { return home / "model"; }
    bool fetch(const std::stop_token& stop = {}) { return download(request(), options, listener, stop); }
    /// Fetches the small files and some pieces of those that are being fetched of the others, and is stopped.
    void fetchSome() {
        for (const HubDoubleFile& file : hub.files()) {
            if (file.bytes < 300'000) continue;
            hub.misbehaveWith(file.path, {.kind = HubDoubleFault::Kind::Cut, .after = 300'000}, 1);
            hub.misbehaveWith(file.path, {.kind = HubDoubleFault::Kind::Status, .status = 503}, 10'000);
        }
        // It waits only when every connection was cut and nothing came of its next try.
        fetchUntil([](const DownloadProgress& progress) { return progress.files == 2; });
    }
    /// Runs into a server that wants to be left alone, and is stopped there.
    void fetchUntilBusy() {
        hub.misbehave({.kind = HubDoubleFault::Kind::Status, .status = 429, .retryAfter = "3000"}, 100);
        fetchUntil([](const DownloadProgress& progress) { return progress.retrySeconds > 100; });
    }
    /// Is stopped where it waits for the server, and this holds.
    void fetchUntil(const std::function<bool(const DownloadProgress&)>& isEnough) {
        std::stop_source stop;
        listener.progressed = [&](const DownloadProgress& progress) {
            last = progress;
            if (progress.state == DownloadProgress::State::Waiting && isEnough(progress)) stop.request_stop();
        };
        EXPECT_FALSE(fetch(stop.get_token()));
        listener.progressed = {};
        hub.forgive();
    }
    /// Why it ended; nothing if it did not fail.
    std::optional<HubFault> fault() {
        try {
            fetch();
        } catch (const HubError& error) {
            message = error.what();
            return error.fault();
        }
        return std::nullopt;
    }
    std::string content(const std::string& file) const { return readFile(folder() / file); }
    bool isThere(const std::string& file) const { return std::filesystem::exists(folder() / file); }
    void expectComplete() const {
        std::size_t files = 0;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder()))
            files += entry.is_regular_file() ? 1 : 0;
        EXPECT_EQ(files, hub.files().size());
        for (const HubDoubleFile& file : hub.files())
            EXPECT_TRUE(isThere(file.path) && content(file.path) == hub.contentOf(file.path)) << file.path;
    }
    std::uint64_t totalBytes() const { return request().bytes(); }

    HubDouble hub;
    TempDir home;
    DownloadOptions options;
    DownloadListener listener;
    std::string message;
    DownloadProgress last;
};

}  // namespace mw::test
