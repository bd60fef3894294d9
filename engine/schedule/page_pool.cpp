// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "page_pool.h"

#include <algorithm>
#include <cassert>
#include <numeric>

namespace mw {

std::size_t PagePool::KeyHash::operator()(const Key& key) const {
    // FNV-1a over 64-bit words; only speed depends on its quality, since keys are compared.
    std::uint64_t hash = 0xcbf29ce484222325u ^ key.before;
    for (const int token : key.tokens)
        hash = (hash ^ static_cast<std::uint32_t>(token)) * 0x100000001b3u;
    return hash ^ (hash >> 32);
}

PagePool::PagePool(int pages) : m_pages(static_cast<std::size_t>(pages)), m_blank(static_cast<std::size_t>(pages)) {
    std::iota(m_blank.rbegin(), m_blank.rend(), 0);
}

PagePool::Key PagePool::keyOf(ContentId before, std::span<const int> tokens, int index) {
    Key key{.before = before, .tokens = {}};
    std::ranges::copy(tokens.subspan(static_cast<std::size_t>(index) * kKvPageTokens, kKvPageTokens),
                      key.tokens.begin());
    return key;
}

void PagePool::hold(int page) {
    Page& entry = m_pages[page];
    if (entry.holders++ == 0 && entry.known) m_reusable.erase(entry.reusable);
}

void PagePool::forget(int page) {
    Page& entry = m_pages[page];
    if (entry.known) m_known.erase(entry.key);
    entry.known = false;
    entry.content = 0;
}

std::vector<int> PagePool::takeCachedPrefix(std::span<const int> tokens) {
    std::vector<int> found;
    ContentId before = 0;
    const int wholePages = static_cast<int>(tokens.size()) / kKvPageTokens;
    for (int index = 0; index < wholePages; ++index) {
        const auto match = m_known.find(keyOf(before, tokens, index));
        if (match == m_known.end()) break;
        hold(match->second.page);
        found.push_back(match->second.page);
        before = match->second.content;
    }
    return found;
}

std::vector<int> PagePool::take(int count) {
    assert(count <= available());
    std::vector<int> taken;
    taken.reserve(static_cast<std::size_t>(count));
    while (static_cast<int>(taken.size()) < count) {
        int page = 0;
        if (!m_blank.empty()) {
            page = m_blank.back();
            m_blank.pop_back();
        } else {
            page = m_reusable.front();
            m_reusable.pop_front();
            forget(page);
        }
        m_pages[page].holders = 1;
        taken.push_back(page);
    }
    return taken;
}

void PagePool::cachePrefix(std::span<const int> pages, int index, std::span<const int> tokens) {
    Page& entry = m_pages[pages[index]];
    if (entry.content != 0) return;
    const ContentId before = index == 0 ? 0 : m_pages[pages[index - 1]].content;
    const Key key = keyOf(before, tokens, index);
    const auto [place, isNew] = m_known.try_emplace(key, Known{pages[index], m_lastContent + 1});
    if (isNew) {
        ++m_lastContent;
        entry.known = true;
        entry.key = key;
    }
    // Where two requests compute the same content at once, the second copy stays private but continues the same chain.
    entry.content = place->second.content;
}

void PagePool::release(std::span<const int> pages) {
    // Last page first: the end of a conversation is worth less to others than its beginning, so it is evicted first.
    for (auto page = pages.rbegin(); page != pages.rend(); ++page) {
        Page& entry = m_pages[*page];
        assert(entry.holders > 0);
        if (--entry.holders > 0) continue;
        if (entry.known) {
            entry.reusable = m_reusable.insert(m_reusable.end(), *page);
        } else {
            entry.content = 0;
            m_blank.push_back(*page);
        }
    }
}

}  // namespace mw
