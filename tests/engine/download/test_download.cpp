// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <future>
#include <set>

#include "child_run.h"
#include "download_bench.h"
#include "journal.h"
#include "target_folder.h"

namespace mw::test {

TEST(TestDownload, fetchesAllOfARepository) {
    DownloadBench bench({}, {{.path = "config.json", .bytes = 700, .isLfs = false},
                             {.path = "empty.txt", .bytes = 0, .isLfs = false},
                             {.path = "one-piece.safetensors", .bytes = 64U << 10},
                             {.path = "sub/folder/model.safetensors", .bytes = 3'000'000}});
    EXPECT_TRUE(bench.fetch());
    bench.expectComplete();
    EXPECT_EQ(bench.hub.sentBytes(), bench.totalBytes());
}

TEST(TestDownload, tellsHowFarItIs) {
    DownloadBench bench;
    std::vector<DownloadProgress> told;
    bench.listener.progressed = [&told](const DownloadProgress& progress) { told.push_back(progress); };
    EXPECT_TRUE(bench.fetch());
    ASSERT_GE(told.size(), 2U);
    EXPECT_EQ(told.front().bytes, 0U);
    EXPECT_EQ(told.back().bytes, bench.totalBytes());
    EXPECT_EQ(told.back().totalBytes, bench.totalBytes());
    EXPECT_EQ(told.back().files, 4);
    EXPECT_TRUE(
        std::is_sorted(told.begin(), told.end(), [](const auto& a, const auto& b) { return a.bytes < b.bytes; }));
}

TEST(TestDownload, usesSeveralConnections) {
    DownloadBench bench({}, {{.path = "model.safetensors", .bytes = 8'000'000}});
    EXPECT_TRUE(bench.fetch());
    std::set<std::string> ranges;
    for (const HubDouble::Request& request : bench.hub.requests())
        if (!request.isHub) ranges.insert(request.range);
    EXPECT_GE(ranges.size(), 4U);
    bench.expectComplete();
}

TEST(TestDownload, showsTheTokenToTheHubOnly) {
    DownloadBench bench({.token = "hf_secret"});
    bench.options.hub.token = "hf_secret";
    EXPECT_TRUE(bench.fetch());
    bench.expectComplete();
    int hubs = 0, others = 0;
    for (const HubDouble::Request& request : bench.hub.requests()) {
        EXPECT_EQ(request.authorization, request.isHub ? "Bearer hf_secret" : "") << request.path;
        ++(request.isHub ? hubs : others);
    }
    EXPECT_GE(hubs, 4);
    EXPECT_GE(others, 3);
}

TEST(TestDownload, writesTheTokenNowhere) {
    DownloadBench bench({.token = "hf_secret"});
    bench.options.hub.token = "hf_secret";
    bench.fetchSome();
    ASSERT_TRUE(bench.isThere(".mixtral-download"));
    EXPECT_EQ(bench.content(".mixtral-download").find("hf_secret"), std::string::npos);
    bench.options.hub.token = "hf_wrong";
    EXPECT_EQ(bench.fault(), HubFault::NeedsToken);
    EXPECT_EQ(bench.message.find("hf_"), std::string::npos) << bench.message;
}

TEST(TestDownload, goesOnAfterAStop) {
    DownloadBench bench;
    bench.fetchSome();
    const auto unfinished = unfinishedDownload(bench.folder());
    ASSERT_TRUE(unfinished);
    EXPECT_EQ(unfinished->files, bench.hub.listed());
    EXPECT_EQ(unfinished->commit, bench.hub.commit());
    EXPECT_EQ(unfinished->folder, bench.folder());
    const std::uint64_t kept = fetchedBytes(bench.folder());
    EXPECT_GT(kept, 100'000U);
    const std::uint64_t sentBefore = bench.hub.sentBytes();
    EXPECT_TRUE(download(*unfinished, bench.options, {}, {}));
    bench.expectComplete();
    EXPECT_FALSE(unfinishedDownload(bench.folder()));
    EXPECT_EQ(bench.hub.sentBytes() - sentBefore, bench.totalBytes() - kept);
}

TEST(TestDownload, goesOnWithPiecesOfAnotherSize) {
    DownloadBench bench;
    bench.fetchSome();
    for (const std::uint64_t pieceBytes : {48U << 10, 80U << 10}) {
        bench.options.pieceBytes = pieceBytes;
        EXPECT_FALSE(bench.fault()) << bench.message;
        bench.expectComplete();
        std::filesystem::remove(bench.folder() / "model-1.safetensors");
        bench.hub.misbehave({.kind = HubDoubleFault::Kind::Cut, .after = 300'000}, 1);
        bench.fetchUntilBusy();
    }
}

TEST(TestDownload, tellsWhatIsThereOfAPartThatWasCut) {
    DownloadBench bench;
    bench.options.connections = 1;  // which fetches the beginning first
    bench.fetchSome();
    ASSERT_TRUE(bench.isThere("model-1.safetensors.part"));
    std::filesystem::resize_file(bench.folder() / "model-1.safetensors.part", 70'000);
    std::filesystem::remove(bench.folder() / "model-2.safetensors.part");
    std::optional<DownloadProgress> first;
    bench.listener.progressed = [&first](const DownloadProgress& progress) {
        if (!first) first = progress;
    };
    EXPECT_TRUE(bench.fetch());
    bench.expectComplete();
    ASSERT_TRUE(first);
    EXPECT_EQ(first->bytes, 700 + 40'000 + bench.options.pieceBytes);
}

TEST(TestDownload, stopsWhileItWaits) {
    DownloadBench bench;
    const auto begun = std::chrono::steady_clock::now();
    bench.fetchUntilBusy();
    EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(60));
    EXPECT_NE(bench.last.trouble.find("429"), std::string::npos) << bench.last.trouble;
}

TEST(TestDownload, fetchesOnlyWhatIsMissing) {
    DownloadBench bench;
    EXPECT_TRUE(bench.fetch());
    std::filesystem::remove(bench.folder() / "model-2.safetensors");
    const std::uint64_t before = bench.hub.sentBytes();
    EXPECT_TRUE(bench.fetch());
    bench.expectComplete();
    EXPECT_EQ(bench.hub.sentBytes() - before, 900'001U);
}

TEST(TestDownload, replacesNoFileThatIsThere) {
    for (const char* content : {"mine", "the same length as that of the hub?"}) {
        DownloadBench bench({}, {{.path = "config.json", .content = "the same length as that of the hub!"}});
        std::filesystem::create_directories(bench.folder());
        writeFile(bench.folder() / "config.json", content);
        EXPECT_EQ(bench.fault(), HubFault::Disk);
        EXPECT_EQ(bench.content("config.json"), content);
        EXPECT_NE(bench.message.find("move it away"), std::string::npos) << bench.message;
    }
}

TEST(TestDownload, replacesNoFileThatCameMeanwhile) {
    DownloadBench bench;
    bench.listener.progressed = [&bench](const DownloadProgress&) {
        writeFile(bench.folder() / "model-1.safetensors", "mine");
    };
    EXPECT_EQ(bench.fault(), HubFault::Disk);
    EXPECT_EQ(bench.content("model-1.safetensors"), "mine");
}

TEST(TestDownload, touchesNoPartOfAnotherProgram) {
    DownloadBench bench;
    std::filesystem::create_directories(bench.folder());
    writeFile(bench.folder() / "config.json.part", "of another program");
    EXPECT_EQ(bench.fault(), HubFault::Disk);
    EXPECT_EQ(bench.content("config.json.part"), "of another program");
}

TEST(TestDownload, followsNoLinkOutOfTheFolder) {
    DownloadBench bench;
    std::filesystem::create_directories(bench.folder());
    std::filesystem::create_directories(bench.home / "elsewhere");
    std::filesystem::create_directory_symlink(bench.home / "elsewhere", bench.folder() / "sub");
    EXPECT_EQ(bench.fault(), HubFault::Disk);
    EXPECT_TRUE(std::filesystem::is_empty(bench.home / "elsewhere"));

    DownloadBench other;
    std::filesystem::create_directories(other.folder());
    writeFile(other.home / "mine", "mine");
    std::filesystem::create_symlink(other.home / "mine", other.folder() / "config.json");
    EXPECT_EQ(other.fault(), HubFault::Disk);
    EXPECT_EQ(readFile(other.home / "mine"), "mine");
}

TEST(TestDownload, writesWhereItMay) {
    DownloadBench bench;
    writeFile(bench.home / "model", "a file");
    EXPECT_EQ(bench.fault(), HubFault::Disk);
}

TEST(TestDownload, isAloneInItsFolder) {
    DownloadBench bench;
    bench.hub.misbehave({.kind = HubDoubleFault::Kind::Status, .status = 503, .retryAfter = "3000"}, 8);
    std::stop_source stop;
    std::promise<void> waits;
    bench.listener.progressed = [&, told = false](const DownloadProgress& progress) mutable {
        if (!std::exchange(told, told || progress.state == DownloadProgress::State::Waiting) &&
            progress.state == DownloadProgress::State::Waiting)
            waits.set_value();
    };
    std::thread first([&] { bench.fetch(stop.get_token()); });
    waits.get_future().wait();
    DownloadListener none;
    try {
        download(bench.request(), bench.options, none, {});
        ADD_FAILURE() << "two fetch into one folder";
    } catch (const HubError& error) {
        EXPECT_EQ(error.fault(), HubFault::InUse);
    }
    EXPECT_THROW(discardDownload(bench.folder()), HubError);
    stop.request_stop();
    first.join();
}

TEST(TestDownload, leavesNothingOfADiscardedOne) {
    DownloadBench bench;
    bench.fetchSome();
    writeFile(bench.folder() / "notes.txt", "mine");
    discardDownload(bench.folder());
    EXPECT_FALSE(unfinishedDownload(bench.folder()));
    EXPECT_TRUE(bench.isThere("notes.txt"));
    for (const auto& entry : std::filesystem::recursive_directory_iterator(bench.folder()))
        EXPECT_FALSE(entry.path().string().ends_with(".part")) << entry.path();
    discardDownload(bench.home / "nothing");
    EXPECT_FALSE(std::filesystem::exists(bench.home / "nothing"));
}

TEST(TestDownload, keepsWhatAnotherChoiceHasInCommon) {
    DownloadBench bench;
    bench.fetchSome();
    DownloadRequest fewer = bench.request();
    std::erase_if(fewer.files, [](const HubFile& file) { return file.path == "model-2.safetensors"; });
    EXPECT_TRUE(download(fewer, bench.options, {}, {}));
    EXPECT_FALSE(bench.isThere("model-2.safetensors.part"));
    EXPECT_EQ(bench.content("model-1.safetensors"), bench.hub.contentOf("model-1.safetensors"));
}

TEST(TestDownload, refusesWhatDoesNotFitOnTheDisk) {
    DownloadBench bench;
    DownloadRequest request = bench.request();
    request.files[2].bytes = 1ULL << 49;
    bench.options.pieceBytes = 1ULL << 40;
    try {
        download(request, bench.options, {}, {});
        ADD_FAILURE() << "512 TiB fit on this disk";
    } catch (const HubError& error) {
        EXPECT_EQ(error.fault(), HubFault::DiskFull);
        EXPECT_NE(std::string(error.what()).find("missing"), std::string::npos) << error.what();
    }
    EXPECT_EQ(bench.hub.requests().size(), 0U);
}

TEST(TestDownload, needsNoRoomForWhatIsThere) {
    DownloadBench bench;
    DownloadRequest request = bench.request();
    request.files[2].bytes = 1ULL << 42;
    bench.options.pieceBytes = 1ULL << 40;
    {
        const TargetFolder folder(bench.folder());
        const std::filesystem::path large = bench.folder() / request.files[2].path;
        writeFile(large, "");
        std::error_code failed;
        std::filesystem::resize_file(large, request.files[2].bytes, failed);  // with nothing of it on the disk
        if (failed || freeBytes(bench.folder()).value_or(0) > request.files[2].bytes)
            GTEST_SKIP() << "no disk on which 4 TiB need not fit";
        DownloadState state(request, bench.options.pieceBytes);
        state.files[2].isWhole = true;
        Journal(folder, state);
    }
    EXPECT_TRUE(download(request, bench.options, {}, {}));
    EXPECT_EQ(bench.content("model-2.safetensors"), bench.hub.contentOf("model-2.safetensors"));
}

TEST(TestJournal, saysWhatItWasTold) {
    using enum Piece::State;
    const TempDir home;
    const TargetFolder folder(home.path());
    const HubFile file{.path = "model.safetensors", .bytes = 5000, .sha256 = std::string(64, 'a')};
    DownloadState state({"a/b", "main", std::string(40, 'c'), {file}, {}}, 1024);
    const std::string sum(64, '1');
    const auto read = [&home] {
        const std::optional<DownloadState> found = readJournal(home.path());
        std::vector<Piece::State> states;
        for (const Piece& piece : found.value().files.at(0).pieces)
            states.push_back(piece.state);
        return states;
    };
    using States = std::vector<Piece::State>;
    state.files[0].pieces[0] = {There, sum};
    state.files[0].pieces[1] = {Doubtful, sum};
    Journal journal(folder, state);
    EXPECT_EQ(read(), (States{There, Doubtful, Missing, Missing, Missing}));
    journal.pieceCame(0, 3, sum);
    journal.pieceMissing(0, 0);
    EXPECT_EQ(read(), (States{Missing, Doubtful, Missing, There, Missing}));
    EXPECT_EQ(readJournal(home.path())->fetchedBytes(), 1024U);
    journal.filePiecesDoubtful(0);
    EXPECT_EQ(read(), (States{Missing, Doubtful, Missing, Doubtful, Missing}));
    journal.filePiecesMissing(0);
    EXPECT_EQ(read(), States(5, Missing));
    journal.fileWhole(0);
    EXPECT_TRUE(readJournal(home.path())->files[0].isWhole);
    EXPECT_EQ(readJournal(home.path())->fetchedBytes(), 5000U);
}

TEST(TestDownload, readsAJournalThatWasCut) {
    DownloadBench bench;
    bench.fetchSome();
    const std::string journal = bench.content(".mixtral-download");
    for (std::size_t cut = 0; cut <= journal.size(); cut += cut < 1000 ? 97 : 31) {
        writeFile(bench.folder() / ".mixtral-download", journal.substr(0, cut));
        const auto state = readJournal(bench.folder());
        if (state) {
            EXPECT_LE(state->fetchedBytes(), bench.totalBytes());
        }
    }
    writeFile(bench.folder() / ".mixtral-download", journal.substr(0, journal.size() - 7));
    EXPECT_TRUE(bench.fetch());
    bench.expectComplete();
}

}  // namespace mw::test
