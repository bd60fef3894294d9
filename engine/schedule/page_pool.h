// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <list>
#include <span>
#include <unordered_map>
#include <vector>

#include "mw/plan.h"

namespace mw {

/// Accounts for the pages of the KV cache: which are held, which are free, and which free ones still hold the keys and
/// values of a known run of tokens, so that a later prompt with the same beginning need not compute them again.
///
/// A page's content depends on all tokens before it, so known pages form a tree: a page is found by the content that
/// precedes it and its own 16 tokens. Tokens are compared, not only their hash.
class PagePool {
 public:
    explicit PagePool(int pages);

    int pages() const { return static_cast<int>(m_pages.size()); }
    int held() const { return pages() - available(); }
    int cached() const { return static_cast<int>(m_reusable.size()); }
    /// Pages that take() may hand out: free ones, with or without known content.
    int available() const { return static_cast<int>(m_blank.size() + m_reusable.size()); }

    /// Holds and returns the pages of the longest known beginning of `tokens`, whole pages only.
    std::vector<int> takeCachedPrefix(std::span<const int> tokens);

    /// Holds `count` pages without content; where blank ones run out, the least recently used known ones are forgotten.
    /// count <= available().
    std::vector<int> take(int count);

    /// Says that pages[index] now holds tokens [16 index, 16 index + 16) of `tokens`; the pages before it are known.
    void cachePrefix(std::span<const int> pages, int index, std::span<const int> tokens);

    /// Lets go of pages, in the order of a sequence. Known ones stay findable until their room is needed.
    void release(std::span<const int> pages);

 private:
    using ContentId = std::uint64_t;  ///< names the content of a page and all before it; 0: nothing before it
    struct Key {
        ContentId before = 0;
        std::array<int, kKvPageTokens> tokens{};
        bool operator==(const Key&) const = default;
    };
    struct KeyHash {
        std::size_t operator()(const Key& key) const;
    };
    struct Known {
        int page = 0;
        ContentId content = 0;
    };
    struct Page {
        int holders = 0;
        ContentId content = 0;              ///< what it holds, also if another page is the known one for it; 0: unknown
        bool known = false;                 ///< m_known points here
        Key key;                            ///< valid if known
        std::list<int>::iterator reusable;  ///< place in m_reusable; valid if known and not held
    };

    static Key keyOf(ContentId before, std::span<const int> tokens, int index);
    void hold(int page);
    void forget(int page);

    std::vector<Page> m_pages;
    std::vector<int> m_blank;   ///< free, content unknown
    std::list<int> m_reusable;  ///< free, content known; least recently used first
    std::unordered_map<Key, Known, KeyHash> m_known;
    ContentId m_lastContent = 0;
};

}  // namespace mw
