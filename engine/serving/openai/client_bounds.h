// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <map>
#include <mutex>
#include <string>

namespace mw::openai {

/// Keeps one client from filling the queue that all share. Thread-safe.
class ClientBounds {
 public:
    explicit ClientBounds(int most) : m_most(most) {}

    /// Whether a client may have so many requests more open; if so, they count until leave().
    bool enter(const std::string& client, int requests) {
        const std::lock_guard lock(m_mutex);
        int& open = m_open[client];
        if (open + requests > m_most) {
            if (open == 0) m_open.erase(client);
            return false;
        }
        open += requests;
        m_all += requests;
        return true;
    }

    void leave(const std::string& client, int requests) {
        const std::lock_guard lock(m_mutex);
        m_all -= requests;
        if ((m_open[client] -= requests) <= 0) m_open.erase(client);
    }

    int most() const { return m_most; }
    int all() const {
        const std::lock_guard lock(m_mutex);
        return m_all;
    }

 private:
    int m_most;
    mutable std::mutex m_mutex;
    std::map<std::string, int> m_open;
    int m_all = 0;
};

}  // namespace mw::openai
