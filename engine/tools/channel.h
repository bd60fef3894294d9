// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace mw::tools {

/// Hands values from the engine's thread to one that waits for them, in order.
template <typename Value>
class Channel {
 public:
    void push(Value value) {
        {
            const std::lock_guard lock(m_mutex);
            m_values.push_back(std::move(value));
        }
        m_wake.notify_one();
    }

    /// Waits for the next value.
    Value pop() {
        std::unique_lock lock(m_mutex);
        m_wake.wait(lock, [this] { return !m_values.empty(); });
        return take();
    }

    /// The next value, or nothing if none comes within `patience`.
    std::optional<Value> popWithin(std::chrono::milliseconds patience) {
        std::unique_lock lock(m_mutex);
        if (!m_wake.wait_for(lock, patience, [this] { return !m_values.empty(); })) return std::nullopt;
        return take();
    }

 private:
    Value take() {
        Value value = std::move(m_values.front());
        m_values.pop_front();
        return value;
    }

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Value> m_values;
};

}  // namespace mw::tools
