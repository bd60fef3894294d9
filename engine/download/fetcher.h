// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <chrono>
#include <exception>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "digest.h"
#include "file_checker.h"
#include "hub_link.h"
#include "journal.h"
#include "mw/download.h"
#include "part_file.h"

namespace mw {

/// One run of a download: keeps its connections busy with pieces that are missing, on the thread that calls run().
///
/// A connection gets a span of pieces, and its request names the span's bytes. What comes is written at its place;
/// each piece that is complete goes to the disk and then into the journal. Where a connection breaks, it goes on at the
/// byte that it had come to. A file of which all pieces are there is checked as a whole, and only then gets its name.
/// Where the checksum is wrong, the pieces are compared with what they were when they came: those that changed on the
/// disk are fetched again. If none did, the server sent something wrong, and nobody knows where: the pieces are in
/// doubt, and are fetched again one by one until the checksum is right.
class Fetcher {
 public:
    Fetcher(const DownloadRequest& request, const DownloadOptions& options, const DownloadListener& listener);

    /// As download().
    bool run(const std::stop_token& stop);

 private:
    using Clock = std::chrono::steady_clock;

    struct Target {
        enum class Stage { Fetching, Checking, CheckingNamed, Whole };
        Stage stage = Stage::Fetching;
        std::vector<bool> taken;  ///< pieces that a connection has
        std::unique_ptr<PartFile> part;
        std::string location;     ///< where its bytes are, as far as the hub has said
        bool hasRanges = true;    ///< the server hands out parts
        bool isMending = false;   ///< its pieces are in doubt
        bool hasChanged = false;  ///< and one turned out to be another
        int rounds = 0;           ///< of doubt
        int strikes = 0;          ///< answers in a row that made no sense
    };

    /// A connection, and what it fetches.
    struct Lane {
        bool isTaken = false;
        std::size_t file = 0;
        std::uint64_t position = 0;  ///< of the next byte
        std::uint64_t end = 0;       ///< behind the last
        Digest piece;                ///< of the piece that `position` is in, up to there
        HttpClient::Call call = 0;
        std::string url;
        bool wantsAll = false;  ///< asked without a range
        bool isGood = false;    ///< the answer is what was asked for
        bool isOver = false;    ///< all came, or what comes is of no use: to be broken off
        std::string objection;  ///< what is wrong with the answer
        std::exception_ptr failure;
        std::uint64_t came = 0;  ///< bytes of this answer
        int hops = 0;
        int tries = 0;  ///< without a byte
        Clock::time_point notBefore{};
    };

    void lookAround();
    void requireRoom() const;
    void assign();
    bool assign(Lane& lane, std::size_t file);
    void begin(Lane& lane);
    void hearHead(Lane& lane, const HttpHead& head);
    std::string objectionTo(Lane& lane, const HttpHead& head) const;
    void hearBody(Lane& lane, std::string_view data);
    void completePiece(Lane& lane);
    void hearEnd(Lane& lane, const HttpReply& reply);
    void breakOff(Lane& lane);
    void follow(Lane& lane, const HttpReply& reply);
    void tryLater(Lane& lane, const std::string& trouble, std::optional<std::chrono::seconds> pause = {});
    void strike(Lane& lane, std::string objection);
    void release(Lane& lane);
    void checkWhatIsComplete();
    void take(const FileChecker::Result& result);
    void doubt(std::size_t file);
    void finish(std::size_t file);
    [[noreturn]] void giveUp(std::size_t file);
    bool isAllWhole() const;
    bool isUsed(std::size_t file) const;
    std::uint64_t pieceOf(std::uint64_t position) const { return position / m_state.pieceBytes; }
    void restart(Lane& lane);
    void tell(bool now);
    std::chrono::milliseconds untilNextStart() const;

    const DownloadOptions m_options;
    const DownloadListener& m_listener;
    TargetFolder m_folder;
    DownloadState m_state;
    std::unique_ptr<Journal> m_journal;
    HubLink m_link;
    std::vector<Target> m_targets;  ///< as the files of the state
    std::vector<std::size_t> m_order;
    std::vector<Lane> m_lanes;
    FileChecker m_checker;
    std::string m_trouble;
    Clock::time_point m_hold{};  ///< no request before, on any connection
    Clock::time_point m_told{};
};

}  // namespace mw
