// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// What a server answers to one connection, and what follows from it.

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>
#include <utility>

#include "fetcher.h"
#include "repository.h"

namespace mw {

namespace {

constexpr int kMostHops = 5;
constexpr int kMostStrikes = 5;
constexpr int kMostDoublings = 6;
constexpr int kStrikesForNoParts = 2;
constexpr const char* kNoParts = "the server does not hand out parts";

std::optional<std::uint64_t> numberOf(std::string_view text) {
    std::uint64_t number = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failed != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
    return number;
}

struct ContentRange {
    std::uint64_t first = 0, last = 0, total = 0;
};

/// "bytes 0-1023/4096"
std::optional<ContentRange> parseRange(std::string_view text) {
    if (!text.starts_with("bytes ")) return std::nullopt;
    text.remove_prefix(6);
    const std::size_t dash = text.find('-'), slash = text.find('/');
    if (dash == std::string_view::npos || slash == std::string_view::npos || slash < dash) return std::nullopt;
    const auto first = numberOf(text.substr(0, dash));
    const auto last = numberOf(text.substr(dash + 1, slash - dash - 1));
    const auto total = numberOf(text.substr(slash + 1));
    if (!first || !last || !total || *last < *first) return std::nullopt;
    return ContentRange{*first, *last, *total};
}

/// The checksum that a server calls a file by; empty where the tag is none.
std::string_view checksumIn(std::string_view tag) {
    if (tag.starts_with("W/")) tag.remove_prefix(2);
    if (tag.size() > 2 && tag.front() == '"' && tag.back() == '"') tag = tag.substr(1, tag.size() - 2);
    return isFigures(tag, 64) || isFigures(tag, 40) ? tag : std::string_view();
}

/// Whether the server calls the file by another checksum of the kind that is known.
bool isOther(std::string_view tag, const HubFile& file) {
    const std::string_view checksum = checksumIn(tag);
    const std::string& expected = digestOf(file);
    return checksum.size() == expected.size() && checksum != expected;
}

bool isPage(std::string_view type, const std::string& path) {
    return type.starts_with("text/html") && !path.ends_with(".html") && !path.ends_with(".htm");
}

}  // namespace

void Fetcher::begin(Lane& lane) {
    const Target& target = m_targets[lane.file];
    const HubFile& file = m_state.files[lane.file].file;
    lane.url = target.location.empty() ? m_link.fileUrl(m_state.request.repository, m_state.request.commit, file.path)
                                       : target.location;
    lane.wantsAll = lane.position == 0 && lane.end == file.bytes;
    lane.isGood = lane.isOver = false;
    lane.objection.clear();
    lane.came = 0;
    std::vector<std::string> fields = m_link.fieldsFor(lane.url);
    if (!lane.wantsAll)
        fields.push_back("Range: bytes=" + std::to_string(lane.position) + '-' + std::to_string(lane.end - 1));
    // libcurl may not be left by an exception.
    lane.call = m_link.http().begin({.url = lane.url,
                                     .accept = "*/*",
                                     .fields = std::move(fields),
                                     .stall = m_options.hub.stall,
                                     .onHead = [this, &lane](const HttpHead& head) { hearHead(lane, head); },
                                     .onPiece =
                                         [this, &lane](std::string_view data) {
                                             try {
                                                 hearBody(lane, data);
                                             } catch (...) {
                                                 lane.failure = std::current_exception();
                                             }
                                         },
                                     .done = [this, &lane](const HttpReply& reply) { hearEnd(lane, reply); }});
}

void Fetcher::hearHead(Lane& lane, const HttpHead& head) {
    if (head.status != 200 && head.status != 206) return;
    lane.objection = objectionTo(lane, head);
    lane.isGood = lane.objection.empty();
    lane.isOver = !lane.isGood;
}

/// Why an answer is not what was asked for; empty if it is.
std::string Fetcher::objectionTo(Lane& lane, const HttpHead& head) const {
    const HubFile& file = m_state.files[lane.file].file;
    if (isPage(head["content-type"], file.path))
        return "a web page came in its place (does this network want you to sign in first?)";
    // Others call files by names of their own, which look the same.
    if (m_link.isOwn(lane.url) && (isOther(head["x-linked-etag"], file) || isOther(head["etag"], file)))
        return "the server has another file under this name than the hub lists";
    if (head.status == 206) {
        const std::optional<ContentRange> range = parseRange(head["content-range"]);
        if (!range || range->first != lane.position) return "the server sent another part than was asked for";
        if (range->total != file.bytes) return "the server says that it has another length than the hub lists";
        return {};
    }
    const std::optional<std::uint64_t> length = numberOf(head["content-length"]);
    if (length && *length != file.bytes) return "the server says that it has another length than the hub lists";
    return lane.wantsAll ? "" : kNoParts;
}

void Fetcher::hearBody(Lane& lane, std::string_view data) {
    if (!lane.isGood || lane.isOver || lane.failure) return;
    lane.tries = 0;
    lane.came += data.size();
    data = data.substr(0, std::min<std::uint64_t>(data.size(), lane.end - lane.position));
    PartFile& part = *m_targets[lane.file].part;
    while (!data.empty()) {
        const std::uint64_t toBoundary = m_state.pieceBytes - lane.position % m_state.pieceBytes;
        const std::string_view share = data.substr(0, std::min<std::uint64_t>(data.size(), toBoundary));
        part.write(lane.position, share);
        lane.piece.add(share.data(), share.size());
        lane.position += share.size();
        data.remove_prefix(share.size());
        if (lane.position % m_state.pieceBytes == 0 || lane.position == m_state.files[lane.file].file.bytes)
            completePiece(lane);
    }
    lane.isOver = lane.position == lane.end;  // whatever else may come
}

/// The span is complete though more comes, or the answer was not what was asked for.
void Fetcher::breakOff(Lane& lane) {
    if (lane.call != 0) m_link.http().cancel(lane.call);
    lane.call = 0;
    lane.isOver = false;
    if (lane.objection.empty()) return release(lane);
    Target& target = m_targets[lane.file];
    if (lane.objection == kNoParts && target.strikes >= kStrikesForNoParts) {
        target.hasRanges = false;  // from now on it is fetched from its beginning, by one connection
        return release(lane);
    }
    strike(lane, std::move(lane.objection));
}

void Fetcher::hearEnd(Lane& lane, const HttpReply& reply) {
    lane.call = 0;
    lane.isOver = false;
    if (lane.failure) return;
    if (!lane.objection.empty()) {
        lane.isOver = true;  // for breakOff(), not from within the client
        return;
    }
    if (lane.position == lane.end) return release(lane);
    const int status = reply.status;
    const HubFile& file = m_state.files[lane.file].file;
    const bool isHubs = m_targets[lane.file].location.empty();
    if (isRedirection(status)) return follow(lane, reply);
    if (status == 200 || status == 206) {
        if (lane.came == 0) return strike(lane, "an answer came without content");
        return tryLater(lane, hostOf(lane.url) + " sent less than it said");
    }
    if (status == 0) {
        // What a hub leads to may have gone; it may know another place.
        if (lane.tries > 0) m_targets[lane.file].location.clear();
        return tryLater(lane, hostOf(lane.url) + ": " + reply.failure);
    }
    if (status == 408 || status == 429 || status >= 500)
        return tryLater(lane, hostOf(lane.url) + " is busy (" + std::to_string(status) + ')', retryAfter(reply.head));
    if (!isHubs) {
        // Addresses with a signature hold for an hour or so.
        m_targets[lane.file].location.clear();
        return strike(lane, hostOf(lane.url) + " does not hand it out (" + std::to_string(status) + ')');
    }
    if (status == 401 || status == 403 || status == 404 || status == 410 || status == 451) {
        lane.failure = std::make_exception_ptr(refusalOf(reply, m_link, m_state.request.repository, file.path));
        return;
    }
    strike(lane, status == 416 ? std::string("the server has less of it than the hub lists (416)")
                               : "the server answers " + std::to_string(status));
}

void Fetcher::follow(Lane& lane, const HttpReply& reply) {
    const HubFile& file = m_state.files[lane.file].file;
    Target& target = m_targets[lane.file];
    if (++lane.hops > kMostHops) {
        lane.hops = 0;
        target.location.clear();
        return strike(lane, "the hub leads in circles");
    }
    if (isOther(reply.head["x-linked-etag"], file))
        return strike(lane, "the server has another file under this name than the hub lists");
    if (const auto length = numberOf(reply.head["x-linked-size"]); length && *length != file.bytes)
        return strike(lane, "the server says that it has another length than the hub lists");
    try {
        target.location = m_link.redirected(lane.url, reply.head["location"]);
    } catch (const HubError& error) {
        strike(lane, error.what());
    }
}

/// Goes on where it was, after a while that grows with each try in vain; or after what the server asks for, which all
/// connections heed.
void Fetcher::tryLater(Lane& lane, const std::string& trouble, std::optional<std::chrono::seconds> pause) {
    m_trouble = trouble;
    lane.hops = 0;
    const auto now = Clock::now();
    lane.notBefore =
        now + (lane.came > 0 && !pause ? m_options.hub.retry / 8
                                       : m_options.hub.retry * (1 << std::min(lane.tries++, kMostDoublings)));
    if (pause) m_hold = std::max(m_hold, now + *pause);
    if (!m_targets[lane.file].hasRanges) restart(lane);
}

void Fetcher::strike(Lane& lane, std::string objection) {
    Target& target = m_targets[lane.file];
    const HubFile& file = m_state.files[lane.file].file;
    lane.objection.clear();
    lane.came = 0;
    target.location.clear();
    if (++target.strikes >= kMostStrikes) {
        lane.failure = std::make_exception_ptr(HubError(HubFault::Content, file.path + ": " + objection,
                                                        {(m_folder.path() / file.path).string(), {}, {}}));
        return;
    }
    tryLater(lane, file.path + ": " + objection);
}

/// A server without ranges sends all of it once more.
void Fetcher::restart(Lane& lane) {
    std::fill(m_targets[lane.file].taken.begin(), m_targets[lane.file].taken.end(), true);
    lane.position = 0;
    lane.piece = Digest();
}

}  // namespace mw
