// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "fit.h"

#include <algorithm>
#include <utility>

namespace mw::aime {

namespace {

/// No text has longer tokens on average. What is longer than that is not counted: it is somebody else's time.
constexpr std::size_t kMostBytesOfToken = 16;
/// Control tokens and tags that a format puts around a turn.
constexpr std::size_t kMostTokensAroundTurn = 32;

std::size_t bytesOf(std::span<const Message> messages) {
    std::size_t bytes = 0;
    for (const Message& message : messages)
        bytes += message.content.size();
    return bytes;
}

/// The last characters of a text, at most `bytes` in all.
std::string endOf(const std::string& text, std::size_t bytes) {
    if (bytes >= text.size()) return text;
    std::size_t begin = text.size() - bytes;
    while (begin < text.size() && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80)
        ++begin;
    return text.substr(begin);
}

}  // namespace

FittedConversation fitted(std::vector<Message> messages, int room, const CountTokens& count) {
    FittedConversation result{std::move(messages)};
    std::vector<Message>& kept = result.messages;
    const auto spacious = static_cast<std::size_t>(std::max(room, 1));
    // A token is at least a byte.
    if (bytesOf(kept) + kept.size() * kMostTokensAroundTurn <= spacious) return result;

    const std::size_t first = !kept.empty() && kept.front().role == Role::System ? 1 : 0;
    const auto withoutPairs = [&](std::size_t pairs) {
        std::vector<Message> some(kept.begin(), kept.begin() + static_cast<std::ptrdiff_t>(first));
        some.insert(some.end(), kept.begin() + static_cast<std::ptrdiff_t>(first + 2 * pairs), kept.end());
        return some;
    };
    const auto fits = [&](std::span<const Message> some) {
        return bytesOf(some) <= spacious * kMostBytesOfToken && count(some) <= room;
    };
    // The last question stays, and an answer that is to be continued with its question.
    const std::size_t turns = kept.size() - first;
    const std::size_t mostPairs = turns > 0 ? (turns - 1) / 2 : 0;
    std::size_t least = 0, most = mostPairs;
    while (least < most) {
        const std::size_t middle = (least + most) / 2;
        if (fits(withoutPairs(middle)))
            most = middle;
        else
            least = middle + 1;
    }
    kept = withoutPairs(least);
    result.droppedMessages = static_cast<int>(2 * least);
    if (least < mostPairs || fits(kept)) return result;

    for (std::size_t i = first; i < kept.size(); ++i) {
        std::string& content = kept[i].content;
        const std::size_t others = bytesOf(kept) - content.size();
        const std::size_t countable = spacious * kMostBytesOfToken;
        content = endOf(content, countable > others ? countable - others : 0);
        result.isCut = true;
        while (!content.empty()) {
            const int tokens = count(kept);
            if (tokens <= room) return result;
            // As many bytes as would fit if all its tokens were of one length, and a little less.
            const auto share = static_cast<double>(room) / tokens;
            content = endOf(content, static_cast<std::size_t>(static_cast<double>(content.size()) * share * 0.98));
        }
    }
    return result;
}

}  // namespace mw::aime
