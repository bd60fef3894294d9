// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "added_texts.h"

namespace mw {

namespace {

std::uint64_t step(std::uint32_t node, char byte) {
    return std::uint64_t{node} << 8 | static_cast<unsigned char>(byte);
}

}  // namespace

void AddedTexts::add(std::string_view text, int id) {
    std::uint32_t node = 0;
    for (const char byte : text) {
        const auto [next, isNew] = m_next.emplace(step(node, byte), static_cast<std::uint32_t>(m_ids.size()));
        if (isNew) m_ids.push_back(-1);
        node = next->second;
    }
    if (node != 0) m_ids[node] = id;
}

std::optional<AddedTexts::Found> AddedTexts::findIn(std::string_view text) const {
    if (empty()) return std::nullopt;
    for (std::size_t at = 0; at < text.size(); ++at) {
        std::optional<Found> found;
        std::uint32_t node = 0;
        for (std::size_t i = at; i < text.size(); ++i) {
            const auto next = m_next.find(step(node, text[i]));
            if (next == m_next.end()) break;
            node = next->second;
            if (m_ids[node] >= 0) found = Found{at, i + 1 - at, m_ids[node]};
        }
        if (found) return found;
    }
    return std::nullopt;
}

}  // namespace mw
