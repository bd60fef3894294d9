// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "thread_pool.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>

namespace mw::cpu {

namespace {

constexpr int kNiceness = 5;
constexpr int kSpins = 2000;  // some 20 to 50 microseconds

inline void pause() {
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#endif
}

}  // namespace

void yieldToInteractiveThreads() {
    // On Linux niceness belongs to the thread. Where a sandbox forbids it, the engine still works.
    static_cast<void>(setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), kNiceness));
}

ThreadPool::ThreadPool(int threads) {
    const int workers = std::max(1, threads) - 1;
    m_workers.reserve(static_cast<std::size_t>(workers));
    for (int worker = 1; worker <= workers; ++worker)
        m_workers.emplace_back([this, worker] { workerLoop(worker); });
}

ThreadPool::~ThreadPool() {
    {
        const std::scoped_lock lock(m_mutex);
        m_stop = true;
    }
    m_jobCame.notify_all();
}

void ThreadPool::run(const Job& job) {
    m_job = job;
    m_next.store(0, std::memory_order_relaxed);
    m_state.store((m_state.load(std::memory_order_relaxed) & kNumber) + kNextNumber + kOpen);
    if (m_sleepers.load() > 0) {
        { const std::scoped_lock lock(m_mutex); }  // a worker about to sleep either sees the job or is notified
        m_jobCame.notify_all();
    }
    work(0);
    m_state.fetch_and(~kOpen);
    for (int spin = 0; spin < kSpins; ++spin) {
        if ((m_state.load() & kWorkers) == 0) return;
        pause();
    }
    std::unique_lock lock(m_mutex);
    m_callerSleeps = true;
    m_workersLeft.wait(lock, [&] { return (m_state.load() & kWorkers) == 0; });
    m_callerSleeps = false;
}

void ThreadPool::work(int thread) {
    for (;;) {
        const std::int64_t first = m_next.fetch_add(m_job.grain, std::memory_order_relaxed);
        if (first >= m_job.count) return;
        m_job.call(m_job.context, first, std::min(first + m_job.grain, m_job.count), thread);
    }
}

void ThreadPool::workerLoop(int thread) {
    yieldToInteractiveThreads();
    std::uint64_t seen = 0;
    while (!m_stop) {
        seen = waitForJob(seen);
        if (!join(seen)) continue;
        work(thread);
        leave();
    }
}

/// Returns the number of a job other than `lastSeen`, or `lastSeen` if the pool stops.
std::uint64_t ThreadPool::waitForJob(std::uint64_t lastSeen) {
    const auto came = [&] { return (m_state.load() & kNumber) != lastSeen || m_stop.load(); };
    for (int spin = 0; spin < kSpins; ++spin) {
        if (came()) return m_state.load() & kNumber;
        pause();
    }
    std::unique_lock lock(m_mutex);
    ++m_sleepers;
    m_jobCame.wait(lock, came);
    --m_sleepers;
    return m_state.load() & kNumber;
}

bool ThreadPool::join(std::uint64_t seen) {
    std::uint64_t state = m_state.load();
    while ((state & kNumber) == seen && (state & kOpen))
        if (m_state.compare_exchange_weak(state, state + 1)) return true;
    return false;
}

void ThreadPool::leave() {
    const std::uint64_t state = m_state.fetch_sub(1) - 1;
    if ((state & kWorkers) != 0 || (state & kOpen)) return;
    if (m_callerSleeps.load()) {
        { const std::scoped_lock lock(m_mutex); }
        m_workersLeft.notify_one();
    }
}

}  // namespace mw::cpu
