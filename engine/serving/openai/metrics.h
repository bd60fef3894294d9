// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <array>
#include <chrono>
#include <map>
#include <mutex>
#include <string>

#include "mw/engine_observer.h"

namespace mw::openai {

/// Counts what the engine does for everybody, and what the server answers, and says it in Prometheus' text format.
class Metrics final : public EngineObserver {
 public:
    void requestChanged(const OpenRequest& request, const RequestEvent& event) override;
    void stepCompleted(const StepCompleted& step) override;
    void rested() override;
    void unloaded() override;

    /// An answer of the server: its route, or "other", and its status.
    void answered(const std::string& route, int status);

    /// `connections`, `queued`: as of now.
    std::string text(std::size_t connections, std::size_t queued) const;

 private:
    static constexpr std::array kSeconds = {0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0};

    /// How many values are at most as large as each bound; the last counts all.
    struct Histogram {
        std::array<std::uint64_t, kSeconds.size() + 1> counts{};
        double sum = 0;
        void add(double seconds);
    };

    mutable std::mutex m_mutex;
    std::map<std::pair<std::string, int>, std::uint64_t> m_answers;
    std::map<std::string, std::uint64_t> m_ends;  ///< of requests, by their reason
    std::uint64_t m_promptTokens = 0, m_cachedTokens = 0, m_generatedTokens = 0, m_steps = 0;
    Histogram m_firstToken, m_betweenTokens;
    StepCompleted m_lastStep;
};

}  // namespace mw::openai
