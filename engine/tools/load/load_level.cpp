// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "load_level.h"

#include <algorithm>
#include <cmath>
#include <random>

namespace mw::tools {

namespace {

constexpr std::chrono::milliseconds kLongestWait{50};

double seconds(Clock::duration duration) {
    return std::chrono::duration<double>(duration).count();
}

/// When each request is due, from the beginning on.
std::vector<double> arrivals(const LoadLevel& level) {
    std::vector<double> times(static_cast<std::size_t>(level.requests), 0.0);
    if (level.concurrency > 0) return times;
    std::mt19937 random(1);
    double at = 0;
    for (double& time : times) {
        time = at;
        // By hand and not by a distribution, whose results differ between standard libraries.
        const double share = (static_cast<double>(random()) + 1) / 4294967297.0;
        at -= std::log(share) / level.rate;
    }
    return times;
}

/// Begins and ends of answers, and the tokens between, in order.
double steadyRate(const std::vector<LoadSample>& samples, int& mostAtOnce) {
    struct Change {
        Clock::time_point at;
        int answers = 0, tokens = 0;
    };
    std::vector<Change> changes;
    for (const LoadSample& sample : samples) {
        if (!sample.errorKind.empty() || sample.came.empty()) continue;
        changes.push_back({sample.came.front().at, 1, 0});
        for (std::size_t i = 1; i < sample.came.size(); ++i)
            changes.push_back({sample.came[i].at, 0, sample.came[i].tokens});
        changes.push_back({sample.came.back().at, -1, 0});
    }
    std::ranges::stable_sort(changes, {}, &Change::at);
    int now = 0;
    mostAtOnce = 0;
    for (const Change& change : changes)
        mostAtOnce = std::max(mostAtOnce, now += change.answers);
    double time = 0, tokens = 0;
    now = 0;
    for (std::size_t i = 0; i < changes.size(); ++i) {
        // A token ends the stretch before it; the one that ends an answer was generated beside all others, too.
        if (i > 0 && now == mostAtOnce) {
            time += seconds(changes[i].at - changes[i - 1].at);
            tokens += changes[i].tokens;
        }
        now += changes[i].answers;
    }
    return time > 0 ? tokens / time : 0;
}

}  // namespace

LoadResult runLevel(HttpClient& http, LoadApi& api, const LoadLevel& level, int first, const MakePrompt& prompt,
                    const std::function<bool()>& interrupted) {
    LoadResult result{.level = level, .samples = {}};
    const std::vector<double> due = arrivals(level);
    const auto start = Clock::now();
    int asked = 0, open = 0;
    while (asked < level.requests || open > 0) {
        const auto now = Clock::now();
        auto next = api.turn(now);
        while (asked < level.requests && (level.concurrency == 0 || open < level.concurrency)) {
            const auto at = start + std::chrono::duration_cast<Clock::duration>(
                                        std::chrono::duration<double>(due[static_cast<std::size_t>(asked)]));
            if (at > Clock::now()) {
                next = std::min(next, at);
                break;
            }
            ++open;
            api.ask(first + asked, prompt(first + asked), [&](LoadSample sample) {
                --open;
                result.samples.push_back(std::move(sample));
            });
            ++asked;
        }
        if (interrupted()) {
            result.isInterrupted = true;
            api.cancelAll();
            break;
        }
        const auto patience = std::chrono::ceil<std::chrono::milliseconds>(next - Clock::now());
        http.wait(std::clamp(patience, std::chrono::milliseconds(0), kLongestWait));
    }
    return result;
}

std::optional<double> percentile(std::vector<double> values, double percent) {
    if (values.empty()) return std::nullopt;
    const auto rank = static_cast<std::size_t>(std::ceil(percent / 100 * static_cast<double>(values.size())));
    const auto place =
        values.begin() + static_cast<std::ptrdiff_t>(std::clamp<std::size_t>(rank, 1, values.size()) - 1);
    std::ranges::nth_element(values, place);
    return *place;
}

LoadFigures figuresOf(const LoadResult& result, int generate) {
    LoadFigures figures;
    if (result.samples.empty()) return figures;
    auto begin = Clock::time_point::max(), end = Clock::time_point::min();
    double tokens = 0;
    for (const LoadSample& sample : result.samples) {
        begin = std::min(begin, sample.sent);
        end = std::max(end, sample.ended);
        if (!sample.errorKind.empty()) {
            ++figures.errors[sample.errorKind];
            figures.first.try_emplace(sample.errorKind, sample.error);
            continue;
        }
        ++figures.answered;
        tokens += sample.generatedTokens;
        if (sample.generatedTokens < generate) ++figures.endedEarly;
        if (sample.came.empty()) continue;
        figures.firstTokenMs.push_back(1e3 * seconds(sample.came.front().at - sample.sent));
        for (std::size_t i = 1; i < sample.came.size(); ++i) {
            const double gap = 1e3 * seconds(sample.came[i].at - sample.came[i - 1].at) / sample.came[i].tokens;
            figures.betweenTokensMs.insert(figures.betweenTokensMs.end(),
                                           static_cast<std::size_t>(sample.came[i].tokens), gap);
        }
    }
    if (figures.answered > 0) figures.meanTokens = tokens / figures.answered;
    figures.seconds = seconds(end - begin);
    if (figures.seconds > 0) {
        figures.tokensPerSecond = tokens / figures.seconds;
        figures.requestsPerSecond = figures.answered / figures.seconds;
    }
    figures.steadyTokensPerSecond = steadyRate(result.samples, figures.mostAtOnce);
    return figures;
}

}  // namespace mw::tools
