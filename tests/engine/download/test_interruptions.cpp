// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// A download that is interrupted again and again. Its size and the number of interruptions can be chosen:
//
//     MW_DOWNLOAD_MIB=1024 MW_DOWNLOAD_INTERRUPTIONS=200 build/dev/tests/test_download
//     --gtest_filter=TestInterruptions.*

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <random>
#include <set>

#include "child_run.h"
#include "hub_double.h"
#include "journal.h"
#include "mw/download.h"
#include "temp_dir.h"

namespace mw::test {

namespace {

constexpr std::uint64_t kMebi = 1U << 20;
constexpr int kConnections = 4;
constexpr std::uint64_t kInSockets = 512U << 10;  // what the system holds of a connection, and a chunk of the server's

std::uint64_t chosen(const char* variable, std::uint64_t usual) {
    const char* text = std::getenv(variable);
    return text ? std::strtoull(text, nullptr, 10) : usual;
}

enum class Interruption { Cut, Kill, DiskFull, WrongByte, Lie, Busy };

/// What no file may hold, at any time: a final name with other content than the repository's.
void expectNoWrongFile(const HubDouble& hub, const std::filesystem::path& folder) {
    for (const HubDoubleFile& file : hub.files())
        if (std::filesystem::exists(folder / file.path)) {
            ASSERT_TRUE(readFile(folder / file.path) == hub.contentOf(file.path)) << file.path << " is wrong";
        }
}

using PieceOfFile = std::pair<std::string, std::uint64_t>;

/// The pieces of which the journal says that they are there.
std::set<PieceOfFile> journaled(const std::filesystem::path& folder) {
    std::set<PieceOfFile> pieces;
    if (const auto state = readJournal(folder))
        for (const DownloadState::File& file : state->files)
            for (std::size_t piece = 0; piece < file.pieces.size(); ++piece)
                if (file.pieces[piece].state == Piece::State::There) pieces.insert({file.file.path, piece});
    return pieces;
}

}  // namespace

TEST(TestInterruptions, endsCompleteAndRightAndFetchesNothingTwice) {
    const std::uint64_t mebi = chosen("MW_DOWNLOAD_MIB", 64);
    const auto interruptions = static_cast<int>(chosen("MW_DOWNLOAD_INTERRUPTIONS", 30));
    const std::uint64_t piece = mebi >= 512 ? 2 * kMebi : 256U << 10;
    std::vector<HubDoubleFile> files{{.path = "config.json", .bytes = 700, .isLfs = false},
                                     {.path = "tokenizer.model", .bytes = 493'443}};
    const std::uint64_t shards = 8;
    for (std::uint64_t i = 0; i < shards; ++i)
        files.push_back(
            {.path = "model-" + std::to_string(i) + ".safetensors", .bytes = mebi * kMebi / shards - 4099 * i});
    HubDouble hub({}, files);
    std::uint64_t totalBytes = 0;
    for (const HubDoubleFile& file : hub.files())
        totalBytes += file.bytes;

    TempDir home;
    const std::filesystem::path folder = home / "model";
    std::mt19937_64 random(20261130);
    std::map<Interruption, int> counts;
    std::set<PieceOfFile> known;     // which no later run may ask for
    std::set<std::string> doubtful;  // files of which the server sent wrong bytes
    std::uint64_t lostBytes = 0;     // the most that may be fetched twice
    std::size_t seen = 0;
    bool isComplete = false;
    const auto upTo = [&random](std::uint64_t most) { return random() % std::max<std::uint64_t>(most, 1); };
    const auto expectNothingKnownFetched = [&] {
        const std::vector<HubDouble::Sent> sent = hub.sent();
        for (const std::string& file : hub.wrongFiles())
            doubtful.insert(file);
        for (; seen < sent.size(); ++seen)
            for (std::uint64_t at = sent[seen].begin / piece; at * piece < sent[seen].end; ++at)
                ASSERT_TRUE(doubtful.contains(sent[seen].file) || !known.contains({sent[seen].file, at}))
                    << "piece " << at << " of " << sent[seen].file << " was fetched again";
    };
    // So that the interruptions spread over all of it: each lets some share of the bytes pass.
    const std::uint64_t share = totalBytes / static_cast<std::uint64_t>(interruptions + 1);
    int happened = 0;
    while (happened < interruptions && !isComplete) {
        auto kind = static_cast<Interruption>(happened % 6);
        // Of a file that is fetched a second time for it; so not of many.
        if (kind == Interruption::WrongByte && happened % 24 != 3) kind = Interruption::Kill;
        ChildRun::Options options{.pieceBytes = piece, .connections = kConnections};
        HubDoubleFault fault{.kind = HubDoubleFault::Kind::Cut, .after = upTo(share)};
        int expected = 128 + 9;
        // A fault of the server is one that a run gets over; to tell them apart, the run is then killed, too.
        switch (kind) {
            case Interruption::Cut:
                if (upTo(2) == 0) fault.kind = HubDoubleFault::Kind::Reset;
                hub.misbehave(fault);
                break;
            case Interruption::Kill:
                break;
            case Interruption::DiskFull:
                options.diskBytes = share / 2 + upTo(share / 2);
                expected = statusFor(HubFault::DiskFull);
                break;
            case Interruption::WrongByte:
                fault.kind = HubDoubleFault::Kind::WrongByte;
                hub.misbehave(fault);
                break;
            case Interruption::Lie: {
                constexpr HubDoubleFault::Kind kLies[] = {
                    HubDoubleFault::Kind::ShorterLength, HubDoubleFault::Kind::LongerLength,
                    HubDoubleFault::Kind::OtherTotal,    HubDoubleFault::Kind::OtherPart,
                    HubDoubleFault::Kind::Page,          HubDoubleFault::Kind::RangeRefused,
                    HubDoubleFault::Kind::Gone};
                fault.kind = kLies[upTo(std::size(kLies))];
                hub.misbehave(fault);
                break;
            }
            case Interruption::Busy:
                fault = {.kind = HubDoubleFault::Kind::Status, .status = upTo(2) ? 503 : 429, .retryAfter = "0"};
                hub.misbehave(fault);
                break;
        }
        ChildRun child(hub.url(), "somebody/small-mixtral", folder, options);
        if (kind != Interruption::DiskFull) hub.afterBytes(share / 2 + upTo(share / 2), [&child] { child.kill(); });
        const int status = child.wait();
        hub.afterBytes(0, {});
        ++counts[kind];
        ++happened;
        isComplete = status == 0;
        if (!isComplete) {
            ASSERT_EQ(status, expected) << "interruption " << happened;
        }
        // Each connection loses what it has of a piece, and what is on its way.
        lostBytes += kConnections * (piece + kInSockets);
        ASSERT_NO_FATAL_FAILURE(expectNothingKnownFetched());
        ASSERT_NO_FATAL_FAILURE(mebi < 512 || happened % 20 == 0 ? expectNoWrongFile(hub, folder) : void());
        known.merge(journaled(folder));
    }
    hub.forgive();
    if (!isComplete) {
        ChildRun child(hub.url(), "somebody/small-mixtral", folder, {.pieceBytes = piece, .connections = kConnections});
        ASSERT_EQ(child.wait(), 0);
        ASSERT_NO_FATAL_FAILURE(expectNothingKnownFetched());
    }
    ASSERT_NO_FATAL_FAILURE(expectNoWrongFile(hub, folder));
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        names.insert(entry.path().filename().string());
    std::set<std::string> expectedNames;
    std::uint64_t doubtfulBytes = 0;
    for (const HubDoubleFile& file : hub.files())
        expectedNames.insert(file.path);
    for (const std::string& wrong : hub.wrongFiles())
        for (const HubDoubleFile& file : hub.files())
            if (file.path == wrong) doubtfulBytes += file.bytes;
    EXPECT_EQ(names, expectedNames);
    EXPECT_GE(happened, interruptions * 3 / 4) << "the download was through before";
    const std::uint64_t twice = hub.sentBytes() - totalBytes;
    // In doubt, all of a file comes once more; what another interruption then takes is in lostBytes.
    EXPECT_LE(twice, lostBytes + doubtfulBytes);
    std::printf(
        "%d interruptions of %.1f MiB (full disk %d, else killed: after a cut %d, wrong bytes %d, lies %d, a busy "
        "server %d, nothing else %d): "
        "sent %.1f MiB, %.1f MiB of them again, %.1f MiB being the size of files that came with wrong bytes\n",
        happened, static_cast<double>(totalBytes) / kMebi, counts[Interruption::DiskFull], counts[Interruption::Cut],
        counts[Interruption::WrongByte], counts[Interruption::Lie], counts[Interruption::Busy],
        counts[Interruption::Kill], static_cast<double>(hub.sentBytes()) / kMebi, static_cast<double>(twice) / kMebi,
        static_cast<double>(doubtfulBytes) / kMebi);
}

}  // namespace mw::test
