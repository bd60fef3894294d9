// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "mw/rope.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace mw {

namespace {

/// The dimension that turns so many times in the original context.
double dimensionOf(double turns, const Rope& rope, int headDim) {
    return headDim * std::log(rope.scaling.originalContext / (turns * 2 * std::numbers::pi)) /
           (2 * std::log(rope.theta));
}

/// YaRN: each frequency between itself and its part, by where it lies on the ramp.
void interpolate(std::vector<float>& frequencies, const Rope& rope, int headDim) {
    const RopeScaling& scaling = rope.scaling;
    double low = dimensionOf(scaling.betaFast, rope, headDim), high = dimensionOf(scaling.betaSlow, rope, headDim);
    if (scaling.truncate) {
        low = std::floor(low);
        high = std::ceil(high);
    }
    low = std::max(low, 0.0);
    high = std::min(high, headDim - 1.0);
    if (low == high) high += 0.001;  // no division by zero
    for (std::size_t i = 0; i < frequencies.size(); ++i) {
        const float ramp =
            std::clamp((static_cast<float>(i) - static_cast<float>(low)) / static_cast<float>(high - low), 0.0f, 1.0f);
        const float kept = 1.0f - ramp;
        const float power = 1.0f / frequencies[i];
        const float divided = 1.0f / (static_cast<float>(scaling.factor) * power);
        frequencies[i] = divided * (1.0f - kept) + frequencies[i] * kept;
    }
}

}  // namespace

std::vector<float> inverseFrequencies(const Rope& rope, int headDim) {
    std::vector<float> frequencies(static_cast<std::size_t>(headDim) / 2);
    for (std::size_t i = 0; i < frequencies.size(); ++i) {
        const float exponent = static_cast<float>(2 * i) / static_cast<float>(headDim);
        frequencies[i] =
            1.0f / static_cast<float>(std::pow(static_cast<double>(static_cast<float>(rope.theta)), exponent));
    }
    if (rope.scaling.yarn)
        interpolate(frequencies, rope, headDim);
    else
        for (float& frequency : frequencies)
            frequency /= static_cast<float>(rope.scaling.factor);
    return frequencies;
}

}  // namespace mw
