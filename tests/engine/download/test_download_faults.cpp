// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include <fstream>

#include "child_run.h"
#include "download_bench.h"

namespace mw::test {

namespace {

using Kind = HubDoubleFault::Kind;

/// Changes one byte of a file in place.
void damage(const std::filesystem::path& file, std::streamoff at) {
    std::fstream stream(file, std::ios::binary | std::ios::in | std::ios::out);
    stream.seekg(at);
    const char was = static_cast<char>(stream.get());
    stream.seekp(at);
    stream.put(static_cast<char>(was ^ 1));
    ASSERT_TRUE(stream.flush());
}

}  // namespace

struct FaultRow {
    const char* name;
    HubDoubleFault fault;
    int times;
    bool sendsAgain;  ///< bytes that were sent before
};

class TestDownloadFault : public testing::TestWithParam<FaultRow> {};

TEST_P(TestDownloadFault, isOvercome) {
    DownloadBench bench;
    bench.hub.misbehave(GetParam().fault, GetParam().times);
    EXPECT_TRUE(bench.fetch());
    bench.expectComplete();
    if (!GetParam().sendsAgain) {
        EXPECT_EQ(bench.hub.sentBytes(), bench.totalBytes());
    }
}

INSTANTIATE_TEST_SUITE_P(
    Faults, TestDownloadFault,
    testing::Values(
        FaultRow{"cut", {.kind = Kind::Cut, .after = 100'000}, 6, false},
        FaultRow{"cutAtOnce", {.kind = Kind::Cut, .after = 0}, 9, false},
        FaultRow{"reset", {.kind = Kind::Reset, .after = 70'000}, 6, true},
        FaultRow{"stall", {.kind = Kind::Stall, .after = 1'000}, 3, false},
        FaultRow{"shorter", {.kind = Kind::ShorterLength}, 4, true},
        FaultRow{"longer", {.kind = Kind::LongerLength}, 4, true},
        FaultRow{"otherTotal", {.kind = Kind::OtherTotal}, 3, true},
        FaultRow{"otherPart", {.kind = Kind::OtherPart}, 4, true}, FaultRow{"whole", {.kind = Kind::Whole}, 2, true},
        FaultRow{"page", {.kind = Kind::Page}, 4, false}, FaultRow{"otherFile", {.kind = Kind::OtherFile}, 1, true},
        FaultRow{"416", {.kind = Kind::RangeRefused}, 4, false},
        FaultRow{"500", {.kind = Kind::Status, .status = 500}, 6, false},
        FaultRow{"429", {.kind = Kind::Status, .status = 429, .retryAfter = "1"}, 2, false},
        FaultRow{
            "429Date", {.kind = Kind::Status, .status = 429, .retryAfter = "Sun, 06 Nov 1994 08:49:37 GMT"}, 2, false}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(TestDownloadFaults, heedsWhatABusyServerAsksFor) {
    DownloadBench bench;
    bench.hub.misbehave({.kind = Kind::Status, .status = 429, .retryAfter = "1"}, 1);
    const auto begun = std::chrono::steady_clock::now();
    EXPECT_TRUE(bench.fetch());
    EXPECT_GE(std::chrono::steady_clock::now() - begun, std::chrono::seconds(1));
}

TEST(TestDownloadFaults, asksTheHubAgainWhereASignatureIsTooOld) {
    DownloadBench bench;
    bench.hub.misbehaveWith("model-1.safetensors", {.kind = Kind::Gone}, 3);
    EXPECT_TRUE(bench.fetch());
    bench.expectComplete();
    EXPECT_EQ(bench.hub.sentBytes(), bench.totalBytes());
}

TEST(TestDownloadFaults, outlivesAServerThatIsAway) {
    DownloadBench bench;
    bench.fetchSome();
    bench.hub.close();
    bool waited = false;
    bench.listener.progressed = [&](const DownloadProgress& progress) {
        if (waited || progress.state != DownloadProgress::State::Waiting || progress.trouble.empty()) return;
        waited = true;
        bench.hub.reopen();
    };
    EXPECT_TRUE(bench.fetch());
    EXPECT_TRUE(waited);
    bench.expectComplete();
}

TEST(TestDownloadFaults, fetchesFromAServerWithoutParts) {
    DownloadBench bench({.answersRanges = false}, {{.path = "small.json", .bytes = 100, .isLfs = false},
                                                   {.path = "model.safetensors", .bytes = 3'000'000}});
    bench.hub.misbehaveWith("model.safetensors", {.kind = Kind::Cut, .after = 90'000}, 1);
    EXPECT_TRUE(bench.fetch());
    bench.expectComplete();
}

TEST(TestDownloadFaults, takesNoMoreThanItAskedFor) {
    DownloadBench bench({}, {{.path = "model.safetensors", .bytes = 1'000'000}});
    bench.options.pieceBytes = 16U << 10;
    bench.options.connections = 1;
    bench.hub.misbehave({.kind = Kind::LongerPart}, 3);
    EXPECT_TRUE(bench.fetch());
    bench.expectComplete();
}

/// What stores call their files by need not be a checksum, though it may look like one.
TEST(TestDownloadFaults, heedsNoTagOfAStore) {
    DownloadBench bench({.storeTag = std::string(64, 'e')});
    EXPECT_TRUE(bench.fetch());
    bench.expectComplete();
    EXPECT_EQ(bench.hub.sentBytes(), bench.totalBytes());
}

TEST(TestDownloadFaults, asksTheHubAgainWhereAStoreHasMoved) {
    DownloadBench bench;
    bench.options.connections = 1;
    bench.hub.misbehaveWith("model-1.safetensors", {.kind = Kind::Stall, .after = 100'000}, 1);
    const auto begun = std::chrono::steady_clock::now();
    std::stop_source stop;
    bool moved = false;
    bench.listener.progressed = [&](const DownloadProgress& progress) {
        if (!moved && progress.file == "model-1.safetensors" && progress.bytes >= 40'700 + 100'000) {
            moved = true;
            bench.hub.moveStore();
        }
        if (std::chrono::steady_clock::now() - begun > std::chrono::seconds(60)) stop.request_stop();
    };
    EXPECT_TRUE(bench.fetch(stop.get_token()));
    EXPECT_TRUE(moved);
    bench.expectComplete();
}

/// Faults of a server count where nothing comes between them, not over all of a large file.
TEST(TestDownloadFaults, forgetsFaultsOnceSomethingCame) {
    DownloadBench bench({}, {{.path = "model.safetensors", .bytes = 1'000'000}});
    bench.options.pieceBytes = 16U << 10;  // of which a span is not all of a file
    bench.options.connections = 1;
    for (int span = 0; span < 4; ++span) {
        bench.hub.misbehave({.kind = Kind::Page}, 3);
        bench.hub.misbehave({.kind = Kind::None}, 1);
    }
    EXPECT_TRUE(bench.fetch()) << bench.message;
    bench.expectComplete();
}

/// Whatever a server keeps sending, the file does not get its name, and the message says what is wrong.
TEST(TestDownloadFaults, keepsNoWrongFile) {
    const std::pair<Kind, const char*> rows[] = {{Kind::Page, "web page"},    {Kind::OtherTotal, "length"},
                                                 {Kind::OtherPart, "part"},   {Kind::OtherLink, "another file"},
                                                 {Kind::RangeRefused, "416"}, {Kind::OtherFile, "SHA-256"}};
    for (const auto& [kind, word] : rows) {
        DownloadBench bench;
        bench.options.pieceBytes = 16U << 10;  // of which a span is not all of a file
        bench.hub.misbehaveWith("model-1.safetensors", {.kind = kind}, 1000);
        EXPECT_EQ(bench.fault(), HubFault::Content) << word;
        EXPECT_NE(bench.message.find(word), std::string::npos) << bench.message;
        EXPECT_NE(bench.message.find("model-1.safetensors"), std::string::npos) << bench.message;
        EXPECT_FALSE(bench.isThere("model-1.safetensors")) << word;
        bench.hub.forgive();
        EXPECT_TRUE(bench.fetch());
        bench.expectComplete();
    }
}

TEST(TestDownloadFaults, keepsNoFileThatChangedMeanwhile) {
    DownloadBench bench;
    const DownloadRequest request = bench.request();
    bench.hub.change("model-2.safetensors");
    try {
        download(request, bench.options, {}, {});
        ADD_FAILURE() << "a file that changed was kept";
    } catch (const HubError& error) {
        EXPECT_EQ(error.fault(), HubFault::Content);
        EXPECT_NE(std::string(error.what()).find("thrown away"), std::string::npos) << error.what();
    }
    EXPECT_FALSE(bench.isThere("model-2.safetensors"));
    EXPECT_FALSE(bench.isThere("model-2.safetensors.part"));
}

TEST(TestDownloadFaults, mendsWrongBytesPieceByPiece) {
    DownloadBench bench;
    bench.hub.misbehaveWith("model-1.safetensors", {.kind = Kind::WrongByte, .after = 1000}, 1);
    EXPECT_TRUE(bench.fetch());
    bench.expectComplete();
    EXPECT_LE(bench.hub.sentBytes(), bench.totalBytes() + 1'000'000);
}

TEST(TestDownloadFaults, mendsWrongBytesInAnotherRun) {
    DownloadBench bench({}, {{.path = "model.safetensors", .bytes = 2'000'000}});
    // Two spans, one of them wrong; then three pieces of those in doubt.
    bench.hub.misbehave({.kind = Kind::WrongByte, .after = 700'000}, 1);
    bench.hub.misbehave({.kind = Kind::None}, 4);
    bench.fetchUntilBusy();
    EXPECT_EQ(bench.hub.sentBytes(), 2'000'000 + 3 * bench.options.pieceBytes);
    EXPECT_FALSE(bench.isThere("model.safetensors"));
    EXPECT_TRUE(bench.fetch());
    bench.expectComplete();
    EXPECT_LE(bench.hub.sentBytes(), 4'000'000U);
}

TEST(TestDownloadFaults, fetchesOnlyThePieceThatTheDiskLost) {
    DownloadBench bench({}, {{.path = "model.safetensors", .bytes = 2'000'000}});
    bench.hub.misbehave({.kind = Kind::Cut, .after = 400'000}, 2);
    bench.fetchUntilBusy();
    const std::uint64_t kept = fetchedBytes(bench.folder());
    ASSERT_GT(kept, 500'000U);
    damage(bench.folder() / "model.safetensors.part", 1234);
    const std::uint64_t before = bench.hub.sentBytes();
    EXPECT_TRUE(bench.fetch());
    bench.expectComplete();
    // A piece may have come after the last time that the number was written down.
    EXPECT_LE(bench.hub.sentBytes() - before, 2'000'000 - kept + bench.options.pieceBytes);
    EXPECT_GE(bench.hub.sentBytes() - before, bench.options.pieceBytes);
}

TEST(TestDownloadFaults, goesOnWhenTheDiskHasRoomAgain) {
    DownloadBench bench;
    const auto run = [&bench](std::optional<std::uint64_t> diskBytes) {
        return ChildRun(bench.hub.url(), "somebody/small-mixtral", bench.folder(),
                        {.pieceBytes = bench.options.pieceBytes, .diskBytes = diskBytes})
            .wait();
    };
    EXPECT_EQ(run(0), statusFor(HubFault::DiskFull));
    EXPECT_EQ(run(700'000), statusFor(HubFault::DiskFull));
    EXPECT_GT(fetchedBytes(bench.folder()), 200'000U);
    EXPECT_EQ(run({}), 0);
    bench.expectComplete();
}

TEST(TestDownloadFaults, asksForATokenWhereOneIsNeeded) {
    DownloadBench bench({.token = "hf_secret"});
    EXPECT_EQ(bench.fault(), HubFault::NeedsToken);
    EXPECT_NE(bench.message.find("give a token"), std::string::npos) << bench.message;
}

TEST(TestDownloadFaults, namesAFileThatIsGone) {
    DownloadBench bench;
    DownloadRequest request = bench.request();
    request.files.push_back({.path = "gone.json", .bytes = 3, .gitBlob = std::string(40, 'a')});
    try {
        download(request, bench.options, {}, {});
        ADD_FAILURE() << "a file was found that is not there";
    } catch (const HubError& error) {
        EXPECT_EQ(error.fault(), HubFault::NotFound);
        EXPECT_NE(std::string(error.what()).find("gone.json"), std::string::npos) << error.what();
    }
}

}  // namespace mw::test
