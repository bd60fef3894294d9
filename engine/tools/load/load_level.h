// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "load_api.h"

namespace mw::tools {

/// How requests come: so many at once, one for each that ends; or so many a second on average, whatever becomes of
/// them, at times as chance would have it (a Poisson process, the same in every run).
struct LoadLevel {
    int concurrency = 0;  ///< 0: by rate
    double rate = 0;      ///< requests a second
    int requests = 0;     ///< in all
};

struct LoadResult {
    LoadLevel level;
    std::vector<LoadSample> samples;  ///< as they ended
    bool isInterrupted = false;       ///< some were not asked, or not answered
};

using MakePrompt = std::function<LoadPrompt(int number)>;

/// Makes the load of one level, numbering its requests from `first` on. `interrupted` is asked now and then, and ends
/// it.
LoadResult runLevel(HttpClient& http, LoadApi& api, const LoadLevel& level, int first, const MakePrompt& prompt,
                    const std::function<bool()>& interrupted);

/// The value below which `percent` of `values` lie: the nearest that is there. Nothing of none.
std::optional<double> percentile(std::vector<double> values, double percent);

/// What the clients saw.
struct LoadFigures {
    int answered = 0;
    std::map<std::string, int> errors;         ///< by kind
    std::map<std::string, std::string> first;  ///< error of each kind, in full
    double seconds = 0;                        ///< from the first request to the last end
    double tokensPerSecond = 0;                ///< generated, of all, over that time
    double requestsPerSecond = 0;              ///< answered
    /// While as many answers came as ever did at once, which leaves out how the load begins and ends; 0 if that was for
    /// no time at all.
    double steadyTokensPerSecond = 0;
    int mostAtOnce = 0;                   ///< answers that came at once
    int endedEarly = 0;                   ///< answers of fewer tokens than were asked for
    double meanTokens = 0;                ///< generated, of an answer
    std::vector<double> firstTokenMs;     ///< of each answer
    std::vector<double> betweenTokensMs;  ///< of all answers. Tokens that came together share the time before them.
};

/// `generate`: tokens that were asked for.
LoadFigures figuresOf(const LoadResult& result, int generate);

}  // namespace mw::tools
