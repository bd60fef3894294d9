// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Models in GGUF files compute what the same weights do elsewhere; see tests/data/gguf/README.md.

#include <gtest/gtest.h>

#include "golden_model.h"
#include "npy.h"

namespace mw::test {
namespace {

const std::filesystem::path kGguf = std::filesystem::path(MW_TEST_DATA) / "gguf";
constexpr double kTolerance = 1e-4;

TEST(TestGoldenGguf, equalsTransformersWithExpertsMergedOrEachInTensorsOfItsOwn) {
    const GoldenModel golden("gqa4");
    for (const char* form : {"merged", "parts"})
        for (const int devices : {1, 2}) {
            Engine engine = loadedEngine(cpuOptions(kGguf / form, devices));
            EXPECT_LE(relativeError(engine.logits(golden.shortIds), golden.shortLogits), kTolerance)
                << form << " on " << devices;
            const int count = static_cast<int>(golden.greedyIds.size());
            EXPECT_EQ(answersOf(engine, {greedyRequest(golden.shortIds, count)}).front().ids, golden.greedyIds) << form;
        }
}

TEST(TestGoldenGguf, equalsTheReferenceInEveryTypeOfBlock) {
    const auto ids = readNpy<std::int32_t>(kGguf / "mixed/ids.npy").values;
    const auto logits = readNpy<float>(kGguf / "mixed/logits.npy").values;
    LoadOptions options = cpuOptions(kGguf / "mixed");
    options.weights = WeightFormat::Float32;
    Engine exact = loadedEngine(options);
    EXPECT_LE(relativeError(exact.logits({ids.begin(), ids.end()}), logits), kTolerance);

    // As stored is rounded to bf16, and near.
    options.weights.reset();
    Engine rounded = loadedEngine(options);
    EXPECT_EQ(rounded.model()->plan.request.weights.experts, WeightFormat::BFloat16);
    const double error = relativeError(rounded.logits({ids.begin(), ids.end()}), logits);
    EXPECT_LE(error, 0.05);
    EXPECT_GT(error, kTolerance);
}

TEST(TestGoldenGguf, equalsTheReferenceInFilesOfLlamaCppsQuantiser) {
    for (const std::string stem : {"every-type", "groups-of-32"}) {
        const auto ids = readNpy<std::int32_t>(kGguf / "llama-cpp" / (stem + "-ids.npy")).values;
        const auto logits = readNpy<float>(kGguf / "llama-cpp" / (stem + "-logits.npy")).values;
        LoadOptions options = cpuOptions(kGguf / "llama-cpp" / (stem + ".gguf"));
        options.weights = WeightFormat::Float32;
        Engine engine = loadedEngine(options);
        EXPECT_LE(relativeError(engine.logits({ids.begin(), ids.end()}), logits), kTolerance) << stem;
    }
}

TEST(TestGoldenGguf, holdsBlocksOfCodesAsTheyAreOnTheCpu) {
    const auto ids = readNpy<std::int32_t>(kGguf / "llama-cpp/groups-of-32-ids.npy").values;
    const auto logits = readNpy<float>(kGguf / "llama-cpp/groups-of-32-logits.npy").values;
    for (const int devices : {1, 2}) {
        Engine engine = loadedEngine(cpuOptions(kGguf / "llama-cpp/groups-of-32.gguf", devices));
        const WeightFormats& held = engine.model()->plan.request.weights;
        EXPECT_EQ(describeFormats(held), "int8-g32 (embedding fp32)");
        EXPECT_LE(relativeError(engine.logits({ids.begin(), ids.end()}), logits), kTolerance) << devices;
    }
}

TEST(TestGoldenGguf, continuesATextAsLlamaCppDoes) {
    const GoldenModel golden("gqa4");
    const auto expected = readNpy<std::int32_t>(kGguf / "llama-cpp/gqa4_greedy_ids.npy").values;
    ASSERT_EQ(expected.size(), 100U);
    LoadOptions options = cpuOptions(kGguf / "merged");
    options.kvPrecision = Precision::Float32;
    for (const auto weights : {WeightFormat::BFloat16, WeightFormat::Float32}) {
        options.weights = weights;
        Engine engine = loadedEngine(options);
        EXPECT_EQ(answersOf(engine, {greedyRequest(golden.shortIds, 100)}).front().ids,
                  std::vector<int>(expected.begin(), expected.end()))
            << weightFormatName(weights);
    }
}

}  // namespace
}  // namespace mw::test
