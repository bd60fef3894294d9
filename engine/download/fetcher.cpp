// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "fetcher.h"

#include <fcntl.h>

#include <algorithm>
#include <numeric>
#include <utility>

#include "repository.h"

namespace mw {

namespace {

constexpr std::uint64_t kSpanPieces = 16;  // of one request: it costs a round trip, and more where connections are far
constexpr int kMostRounds = 3;
constexpr std::chrono::milliseconds kTellEvery{100};
constexpr std::chrono::milliseconds kLongestLook{500};

/// "12.3 GB"
std::string inGigabytes(std::uint64_t bytes) {
    const std::uint64_t tenths = (bytes + 50'000'000) / 100'000'000;
    return std::to_string(tenths / 10) + '.' + std::to_string(tenths % 10) + " GB";
}

DownloadState stateFor(const DownloadRequest& request, const DownloadOptions& options) {
    requireApart(request.files);
    if (!isFigures(request.commit, 40)) throw HubError(HubFault::Address, "a download is of one commit");
    return {request, std::max<std::uint64_t>(options.pieceBytes, 1U << 10)};
}

}  // namespace

Fetcher::Fetcher(const DownloadRequest& request, const DownloadOptions& options, const DownloadListener& listener)
    : m_options(options),
      m_listener(listener),
      m_folder(request.folder),
      m_state(stateFor(request, options)),
      m_link(options.hub),
      m_targets(request.files.size()),
      m_order(request.files.size()),
      m_lanes(static_cast<std::size_t>(std::clamp(options.connections, 1, 16))),
      m_checker(m_folder, [waker = m_link.http().waker()] { waker->wake(); }) {
    // The small ones first: config and tokenizer say soonest whether this is what was wanted.
    std::iota(m_order.begin(), m_order.end(), std::size_t{0});
    const auto isLarge = [this](std::size_t file) { return m_state.files[file].pieces.size() > 1; };
    std::stable_partition(m_order.begin(), m_order.end(), [&](std::size_t file) { return !isLarge(file); });
    for (std::size_t file = 0; file < m_targets.size(); ++file)
        m_targets[file].taken.resize(m_state.files[file].pieces.size());
}

bool Fetcher::run(const std::stop_token& stop) {
    const std::stop_callback wake(stop, [waker = m_link.http().waker()] { waker->wake(); });
    lookAround();
    requireRoom();
    tell(true);
    while (!isAllWhole()) {
        if (stop.stop_requested()) return false;
        for (const FileChecker::Result& result : m_checker.take())
            take(result);
        checkWhatIsComplete();
        assign();
        m_link.http().wait(untilNextStart());
        for (Lane& lane : m_lanes) {
            if (lane.failure) std::rethrow_exception(lane.failure);
            if (lane.isOver) breakOff(lane);
        }
        tell(false);
    }
    tell(true);
    m_folder.remove(std::string(kJournalName));
    return true;
}

/// What lies in the folder, and what the journal of a run before says of it.
void Fetcher::lookAround() {
    const std::optional<DownloadState> before = readJournal(m_folder.path());
    if (before) {
        m_state.takeOver(*before);
        for (const DownloadState::File& file : before->files)
            if (std::ranges::none_of(m_state.files, [&](const auto& kept) { return kept.file == file.file; }))
                m_folder.remove(partNameOf(file.file));
    }
    for (std::size_t index = 0; index < m_targets.size(); ++index) {
        DownloadState::File& file = m_state.files[index];
        const std::filesystem::path path = m_folder.path() / file.file.path;
        const auto isKnown = [&file](const DownloadState::File& known) { return known.file == file.file; };
        const bool wasBegun = before && std::ranges::any_of(before->files, isKnown);
        if (const auto bytes = m_folder.bytesOf(file.file.path)) {
            if (*bytes != file.file.bytes)
                throw HubError(HubFault::Disk,
                               path.string() +
                                   ": is there already, and is another file than that of the repository; "
                                   "move it away",
                               {path.string(), {}, {}});
            m_targets[index].stage = file.isWhole ? Target::Stage::Whole : Target::Stage::CheckingNamed;
            if (!file.isWhole)
                m_checker.check(
                    {.file = index, .name = file.file.path, .expected = file.file, .pieceBytes = 0, .pieces = {}});
            continue;
        }
        file.isWhole = false;
        const std::optional<std::uint64_t> part = m_folder.bytesOf(partNameOf(file.file));
        if (part && !wasBegun)
            throw HubError(HubFault::Disk,
                           path.string() + std::string(kPartEnding) +
                               ": is there already, and was not begun here; "
                               "move it away",
                           {path.string(), {}, {}});
        for (std::size_t piece = 0; piece < file.pieces.size(); ++piece)
            if (piece * m_state.pieceBytes + m_state.bytesOfPiece(file, piece) > part.value_or(0))
                file.pieces[piece] = {};
        m_targets[index].isMending =
            std::ranges::any_of(file.pieces, [](const Piece& piece) { return piece.state == Piece::State::Doubtful; });
    }
    m_journal = std::make_unique<Journal>(m_folder, m_state);
}

void Fetcher::requireRoom() const {
    std::uint64_t needed = 0;
    for (std::size_t index = 0; index < m_targets.size(); ++index) {
        const DownloadState::File& file = m_state.files[index];
        if (m_targets[index].stage != Target::Stage::Fetching) continue;
        std::uint64_t there = m_folder.allocatedBytes(partNameOf(file.file));
        std::uint64_t fetched = 0;
        for (std::size_t piece = 0; piece < file.pieces.size(); ++piece)
            if (file.pieces[piece].state != Piece::State::Missing) fetched += m_state.bytesOfPiece(file, piece);
        there = std::max(there, fetched);  // less is allocated where file systems compress
        needed += file.file.bytes - std::min(there, file.file.bytes);
    }
    const std::optional<std::uint64_t> free = freeBytes(m_folder.path());
    if (free && needed > *free)
        throw HubError(HubFault::DiskFull,
                       m_folder.path().string() + ": " + inGigabytes(needed) + " are still to be written and " +
                           inGigabytes(*free) + " are free on this disk: " + inGigabytes(needed - *free) + " missing",
                       {m_folder.path().string(), {}, {}});
}

void Fetcher::assign() {
    for (Lane& lane : m_lanes) {
        for (const std::size_t file : m_order) {
            if (lane.isTaken) break;
            assign(lane, file);
        }
        if (lane.isTaken && lane.call == 0 && Clock::now() >= std::max(lane.notBefore, m_hold)) begin(lane);
    }
}

/// Gives the lane the next pieces of this file that nobody has; false if there are none.
bool Fetcher::assign(Lane& lane, std::size_t index) {
    Target& target = m_targets[index];
    DownloadState::File& file = m_state.files[index];
    if (target.stage != Target::Stage::Fetching) return false;
    const bool isAlone = target.isMending || !target.hasRanges;
    if (isAlone && isUsed(index)) return false;
    if (target.isMending && target.hasChanged) return false;  // is to be checked first
    const auto isFree = [&](std::size_t piece) {
        return file.pieces[piece].state != Piece::State::There && !target.taken[piece];
    };
    std::size_t first = 0;
    while (first < file.pieces.size() && !isFree(first))
        ++first;
    if (first == file.pieces.size()) return false;
    std::size_t last = first + 1;
    const std::size_t most = target.isMending ? 1 : kSpanPieces;
    while (last < file.pieces.size() && last - first < most && isFree(last))
        ++last;
    if (!target.hasRanges) {
        first = 0;
        last = file.pieces.size();
    }
    lane = Lane();
    lane.isTaken = true;
    lane.file = index;
    lane.position = first * m_state.pieceBytes;
    lane.end = std::min(last * m_state.pieceBytes, file.file.bytes);
    std::fill(target.taken.begin() + static_cast<std::ptrdiff_t>(first),
              target.taken.begin() + static_cast<std::ptrdiff_t>(last), true);
    if (!target.part) target.part = std::make_unique<PartFile>(m_folder, file.file);
    return true;
}

void Fetcher::release(Lane& lane) {
    Target& target = m_targets[lane.file];
    if (lane.call != 0) m_link.http().cancel(lane.call);
    const std::size_t pieces = m_state.files[lane.file].pieces.size();
    for (std::size_t piece = pieceOf(lane.position); piece * m_state.pieceBytes < lane.end && piece < pieces; ++piece)
        target.taken[piece] = false;
    lane = Lane();
}

bool Fetcher::isUsed(std::size_t file) const {
    return std::ranges::any_of(m_lanes, [file](const Lane& lane) { return lane.isTaken && lane.file == file; });
}

bool Fetcher::isAllWhole() const {
    return std::ranges::all_of(m_targets, [](const Target& t) { return t.stage == Target::Stage::Whole; });
}

/// A piece is complete in the file: onto the disk, and only then into the journal.
void Fetcher::completePiece(Lane& lane) {
    Target& target = m_targets[lane.file];
    const std::size_t index = pieceOf(lane.position - 1);
    Piece& piece = m_state.files[lane.file].pieces[index];
    target.part->sync();
    const std::string sha256 = lane.piece.take();
    if (target.isMending && piece.sha256 != sha256) target.hasChanged = true;
    piece = {Piece::State::There, sha256};
    m_journal->pieceCame(lane.file, index, sha256);
    target.taken[index] = false;
    target.strikes = 0;
}

void Fetcher::checkWhatIsComplete() {
    for (std::size_t index = 0; index < m_targets.size(); ++index) {
        Target& target = m_targets[index];
        DownloadState::File& file = m_state.files[index];
        if (target.stage != Target::Stage::Fetching || isUsed(index)) continue;
        const bool isComplete =
            std::ranges::all_of(file.pieces, [](const Piece& p) { return p.state == Piece::State::There; });
        // In doubt, one other piece may have been all; it may also have come in a run before, which was broken off.
        if (!isComplete && !(target.isMending && target.hasChanged)) continue;
        if (!target.part) target.part = std::make_unique<PartFile>(m_folder, file.file);
        target.stage = Target::Stage::Checking;
        m_checker.check({.file = index,
                         .name = partNameOf(file.file),
                         .expected = file.file,
                         .pieceBytes = m_state.pieceBytes,
                         .pieces = file.pieces});
    }
}

void Fetcher::take(const FileChecker::Result& result) {
    if (result.failure) std::rethrow_exception(result.failure);
    Target& target = m_targets[result.file];
    DownloadState::File& file = m_state.files[result.file];
    if (target.stage == Target::Stage::CheckingNamed) {
        const std::filesystem::path path = m_folder.path() / file.file.path;
        if (!result.isRight)
            throw HubError(HubFault::Disk,
                           path.string() +
                               ": is there already, and its checksum is not that of the repository's file; "
                               "move it away",
                           {path.string(), {}, {}});
        return finish(result.file);
    }
    if (result.isRight) {
        target.part->sync();
        target.part.reset();
        m_folder.rename(partNameOf(file.file), file.file.path);
        return finish(result.file);
    }
    target.stage = Target::Stage::Fetching;
    if (!result.damaged.empty()) {
        for (const std::size_t piece : result.damaged) {
            m_journal->pieceMissing(result.file, piece);
            file.pieces[piece] = {};
        }
        return;
    }
    const bool isLeft =
        std::ranges::any_of(file.pieces, [](const Piece& piece) { return piece.state == Piece::State::Doubtful; });
    const bool hadChanged = std::exchange(target.hasChanged, false);
    if (target.isMending && isLeft) return;
    // If none was another, this is what the server has; unless some of them came in a run before.
    if (target.isMending && !hadChanged && target.rounds > 0) giveUp(result.file);
    doubt(result.file);
}

void Fetcher::doubt(std::size_t index) {
    Target& target = m_targets[index];
    if (++target.rounds > kMostRounds) giveUp(index);
    target.isMending = true;
    m_journal->filePiecesDoubtful(index);
    for (Piece& piece : m_state.files[index].pieces)
        piece.state = Piece::State::Doubtful;
}

void Fetcher::finish(std::size_t index) {
    m_journal->fileWhole(index);
    m_state.files[index].isWhole = true;
    m_targets[index].stage = Target::Stage::Whole;
}

/// The server keeps to what is not what the hub listed.
void Fetcher::giveUp(std::size_t index) {
    const HubFile& file = m_state.files[index].file;
    m_journal->filePiecesMissing(index);
    m_targets[index].part.reset();
    m_folder.remove(partNameOf(file));
    throw HubError(HubFault::Content,
                   file.path + ": what the server sends is not the file that the hub lists; its " +
                       (file.sha256.empty() ? "git checksum" : "SHA-256") + " is wrong. It was thrown away",
                   {(m_folder.path() / file.path).string(), {}, {}});
}

std::chrono::milliseconds Fetcher::untilNextStart() const {
    auto until = kLongestLook;
    const auto now = Clock::now();
    for (const Lane& lane : m_lanes)
        if (lane.isTaken && lane.call == 0)
            until =
                std::min(until, std::chrono::ceil<std::chrono::milliseconds>(std::max(lane.notBefore, m_hold) - now));
    return std::max(until, std::chrono::milliseconds(0));
}

void Fetcher::tell(bool now) {
    const auto time = Clock::now();
    if (!m_listener.progressed || (!now && time - m_told < kTellEvery)) return;
    m_told = time;
    DownloadProgress progress{.bytes = m_state.fetchedBytes(), .totalBytes = m_state.request.bytes()};
    progress.totalFiles = static_cast<int>(m_targets.size());
    for (const Target& target : m_targets)
        progress.files += target.stage == Target::Stage::Whole ? 1 : 0;
    bool isWaiting = false, isFetching = false;
    for (const Lane& lane : m_lanes) {
        if (!lane.isTaken) continue;
        if (!m_targets[lane.file].isMending) progress.bytes += lane.position % m_state.pieceBytes;
        progress.file = m_state.files[lane.file].file.path;
        (lane.call == 0 ? isWaiting : isFetching) = true;
        if (lane.call == 0 || lane.tries > 0)
            progress.retrySeconds =
                std::max(0.0, std::chrono::duration<double>(std::max(lane.notBefore, m_hold) - time).count());
    }
    // A try that has not brought a byte yet is still waiting for the server.
    const bool isTrying =
        std::ranges::all_of(m_lanes, [](const Lane& lane) { return !lane.isTaken || lane.tries > 0; });
    if (isFetching && !isTrying) {
        progress.state = DownloadProgress::State::Fetching;
    } else if (isWaiting || isFetching) {
        progress.state = DownloadProgress::State::Waiting;
        progress.trouble = m_trouble;
    } else if (m_checker.isBusy()) {
        progress.state = DownloadProgress::State::Checking;
        for (std::size_t file = 0; file < m_targets.size(); ++file)
            if (m_targets[file].stage != Target::Stage::Whole) progress.file = m_state.files[file].file.path;
    }
    progress.bytes = std::min(progress.bytes, progress.totalBytes);
    m_listener.progressed(progress);
}

}  // namespace mw
