// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "device_threads.h"

#include <utility>

namespace mw {

DeviceThreads::DeviceThreads(int count, std::function<void(int)> started) : m_started(std::move(started)) {
    for (int rank = 0; rank < count; ++rank)
        m_threads.emplace_back([this, rank](const std::stop_token& stop) { serve(rank, stop); });
}

void DeviceThreads::run(const std::function<void(int)>& work, const Ended& ended) {
    std::unique_lock lock(m_mutex);
    m_work = &work;
    m_ended = &ended;
    m_busy = static_cast<int>(m_threads.size());
    m_failure = nullptr;
    ++m_round;
    m_workCame.notify_all();
    m_workDone.wait(lock, [&] { return m_busy == 0; });
    if (m_failure) std::rethrow_exception(std::exchange(m_failure, nullptr));
}

void DeviceThreads::serve(int rank, const std::stop_token& stop) {
    m_started(rank);
    std::uint64_t seen = 0;
    std::unique_lock lock(m_mutex);
    while (m_workCame.wait(lock, stop, [&] { return m_round != seen; })) {
        seen = m_round;
        const std::function<void(int)>& work = *m_work;
        const Ended& ended = *m_ended;
        lock.unlock();
        std::exception_ptr failure;
        try {
            work(rank);
        } catch (...) {
            failure = std::current_exception();
        }
        lock.lock();
        if (failure && !m_failure) m_failure = failure;
        ended(rank, failure != nullptr);
        failure = nullptr;  // not to be freed after run() has returned
        if (--m_busy == 0) m_workDone.notify_all();
    }
}

}  // namespace mw
