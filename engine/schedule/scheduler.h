// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <deque>
#include <memory>
#include <span>
#include <vector>

#include "mw/options.h"
#include "page_pool.h"

namespace mw {

/// The tokens of one request on their way through the model.
struct Sequence {
    RequestId id = 0;
    std::vector<int> tokens;  ///< prompt, then the answer so far
    int promptTokens = 0;
    int maxTokens = 0;  ///< of the answer
    SamplingOptions sampling;
    bool readsAll = false;  ///< takes nothing of its prompt from the cache, since what follows each token is wanted
    bool served = false;    ///< leaves the places that are kept, see Scheduler::keepPlaces()

    // Kept by the scheduler.
    int computed = 0;           ///< tokens whose keys and values are in the pages
    int prefixCachedPages = 0;  ///< whole pages that later prompts can find
    bool awaitsToken = false;   ///< the next token is drawn already, but not known on the host yet
    int cachedTokens = 0;       ///< of `computed`, found in the cache at admission
    std::vector<int> pages;     ///< reserved for the whole prompt and answer

    int generatedTokens() const { return static_cast<int>(tokens.size()) - promptTokens; }
    /// With the one that is on its way.
    int drawnTokens() const { return generatedTokens() + (awaitsToken ? 1 : 0); }
};

/// The share of one sequence in a step.
struct ScheduledTokens {
    Sequence* sequence = nullptr;
    int firstPosition = 0;
    int tokens = 0;
    bool sampled = false;  ///< the last of them is the newest token, so the next one is drawn
    bool awaited = false;  ///< its only token is the one that the sequence awaits
};

struct SchedulerLimits {
    int pages = 0;               ///< of the KV cache
    int batch = 0;               ///< sequences running at once
    int prefillChunkTokens = 0;  ///< prompt tokens in one step
    /// The same while answers are being read: a step then has to be short, or they would stutter. 0: no difference.
    int prefillBesideAnswersTokens = 0;
};

/// Forms the batch of each step: one token for every answer in progress, and a chunk of the prompts that wait.
///
/// A sequence runs only once all pages that it can ever need are its own, so a running chat is never stopped for lack
/// of memory. Waiting ones are admitted in the order in which they came; none is overtaken, so none starves. Only where
/// places are kept, served ones let all others pass.
class Scheduler {
 public:
    explicit Scheduler(const SchedulerLimits& limits);

    /// Pages that a sequence of this many tokens reserves.
    static int pagesFor(int tokens) { return (tokens + kKvPageTokens - 1) / kKvPageTokens; }

    /// Queues a sequence; pagesFor(promptTokens + maxTokens) must not exceed the limit. Returns it, owned by the
    /// scheduler.
    Sequence& add(Sequence sequence);

    /// From now on, served sequences leave this many places of the batch and their share of the pages to others, who
    /// also come first where both wait, and whose prompts are read first. One place is always left to served ones.
    /// Those that run go on.
    void keepPlaces(int places);

    /// Ends a sequence, running or waiting, and releases its pages.
    void remove(RequestId id);

    /// Admits what fits and plans the next step; empty if nothing is open. Sequences admitted by this call are appended
    /// to `admitted`.
    std::vector<ScheduledTokens> next(std::vector<Sequence*>& admitted);

    /// Records that the step is computed, or in line to be: whole pages become known to later prompts, whose steps come
    /// after it, and sequences that draw a token await it.
    void launched(std::span<const ScheduledTokens> step);

    /// The token that the sequence awaited.
    void append(Sequence& sequence, int token);

    int running() const { return static_cast<int>(m_running.size()); }
    int waiting() const { return static_cast<int>(m_waiting.size()); }
    PagePool& pool() { return m_pool; }
    const PagePool& pool() const { return m_pool; }

 private:
    bool yields(const Sequence& sequence) const { return sequence.served && m_keptPlaces > 0; }
    bool leavesKept(const Sequence& sequence) const;
    bool admit(Sequence& sequence);
    bool admitNext(std::vector<Sequence*>& admitted);
    void cachePrefix(Sequence& sequence);

    SchedulerLimits m_limits;
    int m_keptPlaces = 0;
    PagePool m_pool;
    std::deque<std::unique_ptr<Sequence>> m_waiting;
    std::vector<std::unique_ptr<Sequence>> m_running;  ///< in the order of admission; those that yield come last
};

}  // namespace mw
