// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "encoded_parts.h"

#include <utility>

namespace mw {

namespace {

constexpr std::size_t kLargestPart = 1 << 14;
constexpr std::size_t kLinesOfAPart = 8;  // on average

}  // namespace

std::vector<std::string_view> partsOf(std::string_view text) {
    std::vector<std::string_view> parts;
    std::size_t start = 0, line = 0;
    for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n', end + 1)) {
        const bool chosen = std::hash<std::string_view>()(text.substr(line, end - line)) % kLinesOfAPart == 0;
        line = end;
        if (end == start || (!chosen && end - start < kLargestPart)) continue;
        parts.push_back(text.substr(start, end - start));
        start = end;
    }
    parts.push_back(text.substr(start));
    return parts;
}

std::vector<int> EncodedParts::idsOf(std::string_view text, const Encode& encode) {
    const std::lock_guard lock(m_mutex);
    if (const auto known = m_known.find(text); known != m_known.end()) {
        m_parts.splice(m_parts.begin(), m_parts, known->second);
        return known->second->ids;
    }
    m_encodedBytes += text.size();
    Part part{std::string(text), encode(text)};
    std::vector<int> ids = part.ids;
    if (part.bytes() > m_mostBytes) return ids;
    m_bytes += part.bytes();
    m_parts.push_front(std::move(part));
    m_known.emplace(m_parts.front().text, m_parts.begin());
    while (m_bytes > m_mostBytes) {
        m_bytes -= m_parts.back().bytes();
        m_known.erase(m_parts.back().text);
        m_parts.pop_back();
    }
    return ids;
}

std::uint64_t EncodedParts::encodedBytes() const {
    const std::lock_guard lock(m_mutex);
    return m_encodedBytes;
}

}  // namespace mw
