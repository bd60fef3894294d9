// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "scheduler.h"

#include <algorithm>
#include <cassert>

namespace mw {

Scheduler::Scheduler(const SchedulerLimits& limits) : m_limits(limits), m_pool(limits.pages) {}

Sequence& Scheduler::add(Sequence sequence) {
    assert(sequence.promptTokens > 0 && pagesFor(sequence.promptTokens + sequence.maxTokens) <= m_limits.pages);
    m_waiting.push_back(std::make_unique<Sequence>(std::move(sequence)));
    return *m_waiting.back();
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
    std::vector<int> pages = m_pool.takeKnown(reusable);
    const int missing = pagesFor(sequence.promptTokens + sequence.maxTokens) - static_cast<int>(pages.size());
    if (missing > m_pool.available()) {
        m_pool.release(pages);
        return false;
    }
    sequence.cachedTokens = static_cast<int>(pages.size()) * kKvPageTokens;
    sequence.computed = sequence.cachedTokens;
    const std::vector<int> fresh = m_pool.take(missing);
    pages.insert(pages.end(), fresh.begin(), fresh.end());
    sequence.pages = std::move(pages);
    return true;
}

std::vector<ScheduledTokens> Scheduler::next(std::vector<Sequence*>& admitted) {
    while (!m_waiting.empty() && running() < m_limits.batch && admit(*m_waiting.front())) {
        m_running.push_back(std::move(m_waiting.front()));
        m_waiting.pop_front();
        admitted.push_back(m_running.back().get());
    }
    std::vector<ScheduledTokens> step;
    int prefillRoom = m_limits.prefillChunkTokens;
    for (const auto& sequence : m_running) {
        const int open = static_cast<int>(sequence->tokens.size()) - sequence->computed;
        const bool decodes = open == 1 && sequence->generatedTokens() > 0;
        const int tokens = decodes ? 1 : std::min(open, prefillRoom);
        if (tokens == 0) continue;
        if (!decodes) prefillRoom -= tokens;
        step.push_back({sequence.get(), sequence->computed, tokens, tokens == open});
    }
    return step;
}

void Scheduler::completed(std::span<const ScheduledTokens> step) {
    for (const auto& [sequence, firstPosition, tokens, sampled] : step) {
        sequence->computed = firstPosition + tokens;
        const int firstPage = firstPosition / kKvPageTokens;
        const int wholePages = sequence->computed / kKvPageTokens;
        for (int page = firstPage; page < wholePages; ++page)
            m_pool.publish(sequence->pages, page, sequence->tokens);
    }
}

}  // namespace mw
