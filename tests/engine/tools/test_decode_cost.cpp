// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "decode_cost.h"

#include <gtest/gtest.h>

namespace mw::tools {
namespace {

TEST(TestDecodeCost, expertsOfSeveralTokensOverlap) {
    const ModelConfig& model = mixtral8x7B();
    EXPECT_NEAR(expectedExperts(model, 1), 2, 1e-9);
    EXPECT_NEAR(expectedExperts(model, 4), 5.47, 0.005);
    EXPECT_NEAR(expectedExperts(model, 16), 7.92, 0.005);
    EXPECT_NEAR(expectedExperts(model, 1000), 8, 1e-9);
}

TEST(TestDecodeCost, aSingleChatReadsTheActiveParameters) {
    PlanRequest request;
    request.model = mixtral8x7B();
    const double bytes = decodeStepBytes(request, 1, 0);
    // Of the active parameters, the embedding is not read; norms and routers are twice as wide.
    const double expected = 2.0 * (12'879'925'248.0 - 32000.0 * 4096);
    EXPECT_NEAR(bytes / expected, 1, 0.001);
    // At 4.70 TB/s that is the published limit of 184 tokens per second.
    EXPECT_NEAR(4.70e12 / bytes, 184, 1);
}

TEST(TestDecodeCost, theCacheCountsForEveryChat) {
    PlanRequest request;
    request.model = mixtral8x7B();
    EXPECT_NEAR(decodeStepBytes(request, 3, 1000) - decodeStepBytes(request, 3, 0), 3 * 131072.0 * 1000, 1e3);
}

}  // namespace
}  // namespace mw::tools
