// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "scheduler.h"

#include <algorithm>
#include <cassert>

namespace mw {

namespace {

/// An answer of so many tokens is being read; one that has just begun can wait a little for prompts that came with it.
constexpr int kReadTokens = 16;

}  // namespace

Scheduler::Scheduler(const SchedulerLimits& limits) : m_limits(limits), m_pool(limits.pages) {
    if (m_limits.prefillBesideAnswersTokens == 0) m_limits.prefillBesideAnswersTokens = m_limits.prefillChunkTokens;
}

Sequence& Scheduler::add(Sequence sequence) {
    assert(sequence.promptTokens > 0 && pagesFor(sequence.promptTokens + sequence.maxTokens) <= m_limits.pages);
    m_waiting.push_back(std::make_unique<Sequence>(std::move(sequence)));
    return *m_waiting.back();
}

void Scheduler::keepPlaces(int places) {
    m_keptPlaces = std::clamp(places, 0, m_limits.batch - 1);
    std::ranges::stable_partition(m_running, [this](const auto& sequence) { return !yields(*sequence); });
}

void Scheduler::remove(RequestId id) {
    const auto hasId = [id](const auto& sequence) { return sequence->id == id; };
    if (const auto found = std::ranges::find_if(m_running, hasId); found != m_running.end()) {
        m_pool.release((*found)->pages);
        m_running.erase(found);
        return;
    }
    std::erase_if(m_waiting, hasId);
}

bool Scheduler::admit(Sequence& sequence) {
    // The newest token is always computed, since its logits are wanted.
    const auto reusable = std::span(sequence.tokens).first(sequence.tokens.size() - 1);
    std::vector<int> pages = sequence.readsAll ? std::vector<int>() : m_pool.takeCachedPrefix(reusable);
    const int missing = pagesFor(sequence.promptTokens + sequence.maxTokens) - static_cast<int>(pages.size());
    if (missing > m_pool.available()) {
        m_pool.release(pages);
        return false;
    }
    sequence.cachedTokens = static_cast<int>(pages.size()) * kKvPageTokens;
    sequence.computed = sequence.cachedTokens;
    sequence.prefixCachedPages = static_cast<int>(pages.size());
    const std::vector<int> fresh = m_pool.take(missing);
    pages.insert(pages.end(), fresh.begin(), fresh.end());
    sequence.pages = std::move(pages);
    return true;
}

/// Whether what is kept is still free with this one beside the other served ones. One alone may take more pages than
/// their share, or it would wait for ever.
bool Scheduler::leavesKept(const Sequence& sequence) const {
    if (!yields(sequence)) return true;
    int served = 0;
    std::int64_t pages = pagesFor(sequence.promptTokens + sequence.maxTokens);
    for (const auto& other : m_running) {
        if (!other->served) continue;
        ++served;
        pages += static_cast<std::int64_t>(other->pages.size());
    }
    const int places = m_limits.batch - m_keptPlaces;
    return served == 0 || (served < places && pages * m_limits.batch <= std::int64_t{m_limits.pages} * places);
}

bool Scheduler::admitNext(std::vector<Sequence*>& admitted) {
    if (m_waiting.empty() || running() >= m_limits.batch) return false;
    const auto comesFirst = [this](const auto& sequence) { return !yields(*sequence); };
    auto next = std::ranges::find_if(m_waiting, comesFirst);
    if (next == m_waiting.end()) next = m_waiting.begin();
    if (!leavesKept(**next) || !admit(**next)) return false;
    admitted.push_back(next->get());
    const auto place = yields(**next) ? m_running.end() : std::ranges::find_if_not(m_running, comesFirst);
    m_running.insert(place, std::move(*next));
    m_waiting.erase(next);
    return true;
}

std::vector<ScheduledTokens> Scheduler::next(std::vector<Sequence*>& admitted) {
    while (admitNext(admitted))
        ;
    std::vector<ScheduledTokens> step;
    const bool answersAreRead =
        std::ranges::any_of(m_running, [](const auto& sequence) { return sequence->drawnTokens() >= kReadTokens; });
    int prefillRoom = answersAreRead ? m_limits.prefillBesideAnswersTokens : m_limits.prefillChunkTokens;
    for (const auto& sequence : m_running) {
        if (sequence->drawnTokens() >= sequence->maxTokens) continue;  // only its last token is on its way
        const int known = static_cast<int>(sequence->tokens.size()) + (sequence->awaitsToken ? 1 : 0);
        const int open = known - sequence->computed;
        const bool decodes = open == 1 && sequence->drawnTokens() > 0;
        const int tokens = decodes ? 1 : std::min(open, prefillRoom);
        if (tokens == 0) continue;
        if (!decodes) prefillRoom -= tokens;
        step.push_back({sequence.get(), sequence->computed, tokens, tokens == open, sequence->awaitsToken});
    }
    return step;
}

void Scheduler::launched(std::span<const ScheduledTokens> step) {
    for (const ScheduledTokens& part : step) {
        part.sequence->computed = part.firstPosition + part.tokens;
        part.sequence->awaitsToken = part.sampled;
        cachePrefix(*part.sequence);
    }
}

void Scheduler::append(Sequence& sequence, int token) {
    sequence.tokens.push_back(token);
    // If the next step is in line already, the sequence awaits that one's token now.
    sequence.awaitsToken = sequence.computed == static_cast<int>(sequence.tokens.size());
    cachePrefix(sequence);
}

void Scheduler::cachePrefix(Sequence& sequence) {
    const int wholePages = std::min(sequence.computed, static_cast<int>(sequence.tokens.size())) / kKvPageTokens;
    for (; sequence.prefixCachedPages < wholePages; ++sequence.prefixCachedPages)
        m_pool.cachePrefix(sequence.pages, sequence.prefixCachedPages, sequence.tokens);
}

}  // namespace mw
