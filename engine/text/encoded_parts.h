// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace mw {

/// Where a text may be cut for encoding: before line ends, so that each part but the first starts with one. Which line
/// ends depends on the lines alone: parts far from a change stay the same.
std::vector<std::string_view> partsOf(std::string_view text);

/// Remembers the ids of texts by the least recently used rule. A conversation is encoded again with each turn, and
/// counted with each pause in typing; of all that, only what is new is worth the tokenizer's time. Any thread.
class EncodedParts {
 public:
    using Encode = std::function<std::vector<int>(std::string_view)>;

    /// Keeps texts and ids of so many bytes.
    explicit EncodedParts(std::size_t mostBytes) : m_mostBytes(mostBytes) {}

    /// The ids of a text, by `encode` where they are not known.
    std::vector<int> idsOf(std::string_view text, const Encode& encode);
    /// Bytes of text that had to be encoded so far.
    std::uint64_t encodedBytes() const;

 private:
    struct Part {
        std::string text;
        std::vector<int> ids;
        std::size_t bytes() const { return text.size() + ids.size() * sizeof(int); }
    };

    std::size_t m_mostBytes;
    mutable std::mutex m_mutex;
    std::list<Part> m_parts;  ///< the last used first
    std::unordered_map<std::string_view, std::list<Part>::iterator> m_known;
    std::size_t m_bytes = 0;
    std::uint64_t m_encodedBytes = 0;
};

}  // namespace mw
