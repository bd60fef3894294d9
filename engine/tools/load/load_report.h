// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <filesystem>

#include "load_level.h"

namespace mw::tools {

/// What was asked for at one level of a sweep.
struct LoadCell {
    std::string prompt;    ///< "short", "full", or tokens
    int promptTokens = 0;  ///< as made; 0 for the short one, which the server counts
    int generate = 0;
    LoadResult result;
};

/// The figures of one level.
nlohmann::json loadJson(const LoadCell& cell);

void printLoadHead();
void printLoadRow(const LoadCell& cell);

/// The result file that AIME's benchmark writes, with its names: durations in s, rates in tokens/s. `facts` is what the
/// server says of itself. What a server does not say is null. "mean_batch_rates" are sums of the rates of requests that
/// were asked together, as AIME has them, and more than tokens over time; that is "wall_tokens_per_second".
nlohmann::json aimeResult(const LoadCell& cell, const nlohmann::json& facts);

/// Where AIME's benchmark would write it: framework/gpu/model/prompt/requests at once.json.
std::filesystem::path aimePath(const LoadCell& cell, const nlohmann::json& facts);

}  // namespace mw::tools
