// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "mw/quality.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace mw {
namespace {

/// Logits of these probabilities, shifted as a model's may be.
std::vector<float> logitsOf(std::vector<double> probabilities, double shift) {
    std::vector<float> logits;
    for (const double probability : probabilities)
        logits.push_back(static_cast<float>(std::log(probability) + shift));
    return logits;
}

TEST(TestQuality, figuresAreThoseComputedByHand) {
    QualityComparison comparison;
    comparison.add(logitsOf({0.5, 0.25, 0.25}, 100), logitsOf({0.25, 0.5, 0.25}, -50), 0);
    comparison.add(logitsOf({0.2, 0.2, 0.6}, 3), logitsOf({0.2, 0.2, 0.6}, 0), 1);
    EXPECT_EQ(comparison.tokens(), 2u);
    EXPECT_NEAR(comparison.referencePerplexity(), std::sqrt(1 / (0.5 * 0.2)), 1e-4);
    EXPECT_NEAR(comparison.perplexity(), std::sqrt(1 / (0.25 * 0.2)), 1e-4);
    // 0.5 log (0.5 / 0.25) + 0.25 log (0.25 / 0.5) = 0.25 log 2, and nothing for equals.
    EXPECT_NEAR(comparison.meanDivergence(), 0.125 * std::log(2.0), 1e-5);
    EXPECT_EQ(comparison.agreement(), 0.5);
}

TEST(TestQuality, ninetyNineOfAHundredStayBelow) {
    QualityComparison comparison;
    for (int i = 0; i < 200; ++i) {
        const double far = i == 17 || i == 101 || i == 150 ? 0.01 : 0.5;
        comparison.add(logitsOf({0.5, 0.5}, 0), logitsOf({far, 1 - far}, 0), 0);
    }
    EXPECT_GT(comparison.divergence99(), 1);  // three of two hundred are more than one of a hundred
    for (int i = 0; i < 200; ++i)
        comparison.add(logitsOf({0.5, 0.5}, 0), logitsOf({0.5, 0.5}, 0), 0);
    EXPECT_NEAR(comparison.divergence99(), 0, 1e-6);
}

TEST(TestQuality, hidesNoNonsense) {
    QualityComparison empty;
    EXPECT_TRUE(std::isnan(empty.perplexity()) && std::isnan(empty.meanDivergence()) &&
                std::isnan(empty.divergence99()) && std::isnan(empty.agreement()));
    QualityComparison broken;
    const float nan = std::numeric_limits<float>::quiet_NaN();
    broken.add(logitsOf({0.5, 0.5}, 0), std::vector<float>{nan, 0}, 0);
    EXPECT_TRUE(std::isnan(broken.perplexity()));
    EXPECT_TRUE(std::isnan(broken.meanDivergence()));
}

}  // namespace
}  // namespace mw
