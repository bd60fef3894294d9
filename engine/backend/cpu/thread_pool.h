// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

namespace mw::cpu {

/// Lowers the priority of the calling thread, so that a busy engine never makes a window wait for a core.
void yieldToInteractiveThreads();

/// The threads of one virtual device: its own, which calls, and the workers. Between jobs the workers spin for some
/// microseconds, as the next job usually comes at once, and then sleep.
class ThreadPool {
 public:
    /// `threads` in all, the caller among them; at least 1.
    explicit ThreadPool(int threads);
    ~ThreadPool();
    ThreadPool(const ThreadPool&) = delete;
    ThreadPool& operator=(const ThreadPool&) = delete;

    int threads() const { return static_cast<int>(m_workers.size()) + 1; }

    /// Calls body(first, last, thread) until [0, count) is covered, in pieces of at most `grain`, on any of the
    /// threads, and returns when all is done. `thread` in [0, threads()) is exclusive while the body runs: it picks
    /// scratch memory. The body must not throw. One call at a time.
    template <typename Body>
    void parallelFor(std::int64_t count, std::int64_t grain, const Body& body) {
        if (count <= 0) return;
        if (m_workers.empty() || count <= grain) {
            body(std::int64_t{0}, count, 0);
            return;
        }
        run({[](const void* context, std::int64_t first, std::int64_t last, int thread) {
                 (*static_cast<const Body*>(context))(first, last, thread);
             },
             &body, count, grain});
    }

 private:
    struct Job {
        void (*call)(const void* context, std::int64_t first, std::int64_t last, int thread) = nullptr;
        const void* context = nullptr;
        std::int64_t count = 0;
        std::int64_t grain = 1;
    };

    void run(const Job& job);
    void work(int thread);
    void workerLoop(int thread);
    std::uint64_t waitForJob(std::uint64_t lastSeen);
    bool join(std::uint64_t seen);
    void leave();

    // The state word: number of the job, whether it is open, and how many workers are in it. A worker that comes late
    // finds the job closed and stays out, so nobody waits for a worker that got no core.
    static constexpr std::uint64_t kWorkers = 0xffff;
    static constexpr std::uint64_t kOpen = 0x10000;
    static constexpr std::uint64_t kNumber = ~(kOpen | kWorkers);
    static constexpr std::uint64_t kNextNumber = kOpen << 1;

    Job m_job;
    alignas(64) std::atomic<std::uint64_t> m_state = 0;
    alignas(64) std::atomic<std::int64_t> m_next = 0;
    alignas(64) std::atomic<int> m_sleepers = 0;
    std::atomic<bool> m_callerSleeps = false;
    std::atomic<bool> m_stop = false;
    std::mutex m_mutex;
    std::condition_variable m_jobCame;
    std::condition_variable m_workersLeft;
    std::vector<std::jthread> m_workers;
};

}  // namespace mw::cpu
