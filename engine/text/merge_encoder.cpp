// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "merge_encoder.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <queue>
#include <string>
#include <unordered_map>

#include "utf8.h"

namespace mw {

namespace {

/// One piece of a text while it is merged. Those that were merged into their left neighbour have no id.
struct Symbol {
    int id = 0;
    int left = -1;   ///< number of the neighbour, -1 at the end of the text
    int right = -1;  ///< the same
};
constexpr int kMergedAway = -1;

/// A pair that may be merged, unless one of its pieces was merged otherwise meanwhile.
struct Candidate {
    int rank = 0;
    int at = 0;  ///< number of its left symbol
    int result = 0;
    bool operator>(const Candidate& other) const { return rank != other.rank ? rank > other.rank : at > other.at; }
};

struct Rule {
    int rank = 0;
    int result = 0;
};

std::uint64_t pairKey(int left, int right) {
    return std::uint64_t{static_cast<std::uint32_t>(left)} << 32 | static_cast<std::uint32_t>(right);
}

}  // namespace

struct MergeEncoder::Impl {
    std::unordered_map<std::string, int> characters;  ///< pieces of one character
    std::array<int, 256> bytes{};
    std::unordered_map<std::uint64_t, Rule> rules;
    int space = 0;
    bool splitsWords = false;
    bool linesStandAlone = true;

    void add(std::vector<int>& ids, std::string_view character) const;
    void merge(std::vector<int>& ids, std::size_t first) const;
};

MergeEncoder::MergeEncoder(const std::vector<Piece>& pieces, const std::vector<Merge>& merges, bool splitsWords)
    : m_impl(std::make_unique<Impl>()) {
    m_impl->splitsWords = splitsWords;
    for (std::size_t id = 0; id < pieces.size(); ++id) {
        const Piece& piece = pieces[id];
        if (piece.type == PieceType::Byte)
            m_impl->bytes[std::stoul(piece.text.substr(3, 2), nullptr, 16)] = static_cast<int>(id);
        else if (piece.type == PieceType::Normal || piece.type == PieceType::UserDefined)
            if (static_cast<std::size_t>(utf8CharacterLength(piece.text)) == piece.text.size())
                m_impl->characters.emplace(piece.text, static_cast<int>(id));
    }
    const auto hasLineEnd = [&](int id) {
        const Piece& piece = pieces[static_cast<std::size_t>(id)];
        return id == m_impl->bytes['\n'] || piece.text.find('\n') != std::string::npos;
    };
    m_impl->rules.reserve(merges.size());
    for (std::size_t rank = 0; rank < merges.size(); ++rank) {
        const auto& [left, right, result] = merges[rank];
        if (pieces[static_cast<std::size_t>(result)].type == PieceType::Control) continue;
        m_impl->rules[pairKey(left, right)] = {static_cast<int>(rank), result};
        if (hasLineEnd(left) || hasLineEnd(right)) m_impl->linesStandAlone = false;
    }
}

MergeEncoder::~MergeEncoder() = default;

bool MergeEncoder::linesStandAlone() const {
    return m_impl->linesStandAlone;
}

/// A character as its piece, or as its bytes.
void MergeEncoder::Impl::add(std::vector<int>& ids, std::string_view character) const {
    if (const auto piece = characters.find(std::string(character)); piece != characters.end()) {
        ids.push_back(piece->second);
        return;
    }
    for (const char byte : character)
        ids.push_back(bytes[static_cast<unsigned char>(byte)]);
}

/// Merges `ids` from `first` on, in place.
void MergeEncoder::Impl::merge(std::vector<int>& ids, std::size_t first) const {
    const int count = static_cast<int>(ids.size() - first);
    if (count < 2) return;
    std::vector<Symbol> symbols(static_cast<std::size_t>(count));
    std::priority_queue<Candidate, std::vector<Candidate>, std::greater<>> candidates;
    const auto at = [&symbols](int number) -> Symbol& { return symbols[static_cast<std::size_t>(number)]; };
    const auto consider = [&](int left, int right) {
        if (left < 0 || right < 0) return;
        const auto rule = rules.find(pairKey(at(left).id, at(right).id));
        if (rule != rules.end()) candidates.push({rule->second.rank, left, rule->second.result});
    };
    for (int i = 0; i < count; ++i)
        at(i) = {ids[first + static_cast<std::size_t>(i)], i - 1, i + 1 < count ? i + 1 : -1};
    for (int i = 0; i + 1 < count; ++i)
        consider(i, i + 1);
    while (!candidates.empty()) {
        const Candidate best = candidates.top();
        candidates.pop();
        Symbol& left = at(best.at);
        if (left.id == kMergedAway || left.right < 0) continue;
        Symbol& right = at(left.right);
        const auto rule = rules.find(pairKey(left.id, right.id));
        if (rule == rules.end() || rule->second.result != best.result) continue;
        left.id = best.result;
        right.id = kMergedAway;
        left.right = right.right;
        if (left.right >= 0) at(left.right).left = best.at;
        consider(left.left, best.at);
        consider(best.at, left.right);
    }
    ids.resize(first);
    for (const Symbol& symbol : symbols)
        if (symbol.id != kMergedAway) ids.push_back(symbol.id);
}

std::vector<int> MergeEncoder::encode(std::string_view text, bool spaced) const {
    constexpr std::string_view kSpaceSymbol = "\xE2\x96\x81";  // "▁", how pieces spell a space
    std::vector<int> ids;
    if (text.empty()) return ids;
    ids.reserve(text.size() + 1);
    std::size_t word = 0;
    if (spaced) m_impl->add(ids, kSpaceSymbol);
    while (!text.empty()) {
        const int length = utf8CharacterLength(text);
        const std::size_t taken = length > 0 ? static_cast<std::size_t>(length) : 1;
        std::string_view character = length > 0 ? text.substr(0, taken) : kReplacementCharacter;
        if (character == " ") character = kSpaceSymbol;
        if (m_impl->splitsWords && character == kSpaceSymbol) {
            m_impl->merge(ids, word);
            word = ids.size();
        }
        m_impl->add(ids, character);
        text.remove_prefix(taken);
    }
    m_impl->merge(ids, word);
    return ids;
}

}  // namespace mw
