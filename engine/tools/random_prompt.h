// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <random>
#include <vector>

namespace mw::tools {

/// Ids that are the same on every run; prompts of different seeds share no beginning, so that nothing is found in the
/// cache.
inline std::vector<int> randomPrompt(int tokens, int vocabulary, std::uint32_t seed) {
    std::mt19937 random(seed);
    std::vector<int> ids(static_cast<std::size_t>(tokens));
    // By remainder and not by a distribution, whose results differ between standard libraries.
    for (int& id : ids)
        id = static_cast<int>(random() % static_cast<std::uint32_t>(vocabulary));
    return ids;
}

}  // namespace mw::tools
