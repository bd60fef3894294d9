// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Every logit of the CUDA backend, on one GPU and on two ranks, against what transformers computes. It multiplies bf16,
// so a choice of experts that hangs by a thread may fall otherwise, for that token and in what later ones see of it.
// Where no choice did, the logits are compared with those of transformers; behind one that did, with those of the CPU
// backend made to choose the same, after the choice was found to be nearly a tie there.

#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>

#include "golden_model.h"
#include "gpu_driver.h"
#include "watched_routing.h"

namespace mw::test {
namespace {

/// Of a row, relative to its largest magnitude.
constexpr double kTolerance = 0.05;
/// How far an expert may be behind the one that it was chosen for, relative to the largest router logit of the token.
constexpr double kTie = 0.03;

struct Form {
    const char* model;
    const char* form;
    bool divides;  ///< over two ranks; else it has but one KV head
};
constexpr Form kForms[] = {{"head128", "per-expert", false},
                           {"gqa4", "fused", true},
                           {"gqa6", "per-expert", true},
                           {"tied", "fused", true},
                           {"one-kv-head", "consolidated", false}};

class TestRouterTies : public testing::TestWithParam<Placement> {
 protected:
    void SetUp() override {
        if (gpusOfDriver() == 0) GTEST_SKIP() << "No GPU here.";
    }
};

/// `logits` and `positions` are those of transformers.
void compareRows(const GoldenModel& golden, const LoadOptions& reference, const RoutedLogits& found,
                 const std::vector<int>& ids, const std::vector<int>& positions, const std::vector<float>& logits) {
    const RoutedLogits expected = routedLogits(reference, ids, found.choices);
    const auto width = static_cast<std::size_t>(golden.vocabulary);
    const auto rowOf = [&](const std::vector<float>& all, std::size_t row) {
        return std::span(all).subspan(row * width, width);
    };
    bool choseOtherwise = false;
    int otherwise = 0;
    double worstRow = 0, worstTie = 0;
    ASSERT_EQ(found.logits.size(), ids.size() * width);
    for (std::size_t token = 0; token < ids.size(); ++token) {
        const double concession = expected.concessions[token];
        EXPECT_LE(concession, kTie) << "token " << token << " went to another expert";
        choseOtherwise = choseOtherwise || concession > 0;
        otherwise += concession > 0 ? 1 : 0;
        const auto known = std::ranges::find(positions, static_cast<int>(token));
        const bool useGolden = !choseOtherwise && known != positions.end();
        const double error = relativeError(
            rowOf(found.logits, token), useGolden ? rowOf(logits, static_cast<std::size_t>(known - positions.begin()))
                                                  : rowOf(expected.logits, token));
        EXPECT_LE(error, kTolerance) << "token " << token;
        worstRow = std::max(worstRow, error);
        worstTie = std::max(worstTie, concession);
    }
    std::printf("%s, %zu tokens: largest error of a row %.4f, %d tokens went to another expert, by at most %.4f\n",
                golden.folder.filename().c_str(), ids.size(), worstRow, otherwise, worstTie);
}

TEST_P(TestRouterTies, everyLogitIsCloseToThoseOfTransformers) {
    for (const auto& [name, form, divides] : kForms) {
        if (GetParam().tensorParallel > 1 && !divides) continue;
        SCOPED_TRACE(name);
        const GoldenModel golden(name);
        const LoadOptions cuda = cudaOptions(golden.folder / form, GetParam());
        const LoadOptions cpu = cpuOptions(golden.folder / form);
        std::vector<int> all(golden.shortIds.size());
        for (std::size_t i = 0; i < all.size(); ++i)
            all[i] = static_cast<int>(i);
        compareRows(golden, cpu, routedLogits(cuda, golden.shortIds), golden.shortIds, all, golden.shortLogits);
        compareRows(golden, cpu, routedLogits(cuda, golden.longIds), golden.longIds, golden.longPositions,
                    golden.longLogits);
    }
}

INSTANTIATE_TEST_SUITE_P(Placements, TestRouterTies, testing::Values(Placement{1, 1}, Placement{2, 1}),
                         [](const auto& row) { return row.param.tensorParallel == 1 ? "OneGpu" : "TwoRanks"; });

// --- the ruler itself, on the CPU -----------------------------------------------------------------------------------

TEST(TestWatchedRouting, givesTheLogitsOfTransformersWhereNothingIsForced) {
    const GoldenModel golden("gqa4");
    const LoadOptions options = cpuOptions(golden.folder / "fused");
    const RoutedLogits own = routedLogits(options, golden.shortIds);
    EXPECT_LE(relativeError(own.logits, golden.shortLogits), 1e-4);
    const RoutedLogits again = routedLogits(options, golden.shortIds, own.choices);
    EXPECT_LE(relativeError(again.logits, golden.shortLogits), 1e-4);
    EXPECT_EQ(std::ranges::max(again.concessions), 0);
    EXPECT_EQ(again.choices, own.choices);
}

TEST(TestWatchedRouting, feelsAChoiceThatFellOtherwise) {
    const GoldenModel golden("gqa4");
    const LoadOptions options = cpuOptions(golden.folder / "fused");
    const RoutedLogits own = routedLogits(options, golden.shortIds);
    constexpr std::size_t kToken = 20;
    RouterChoices choices = own.choices;
    const std::size_t k = choices[1].size() / golden.shortIds.size();
    const std::span<std::int32_t> chosen(choices[1].data() + kToken * k, k);
    std::int32_t other = 0;
    while (std::ranges::find(chosen, other) != chosen.end())
        ++other;
    chosen.back() = other;
    const RoutedLogits forced = routedLogits(options, golden.shortIds, choices);
    const auto width = static_cast<std::size_t>(golden.vocabulary);
    const auto error = [&](std::size_t token) {
        return relativeError(std::span(forced.logits).subspan(token * width, width),
                             std::span(own.logits).subspan(token * width, width));
    };
    EXPECT_LE(error(kToken - 1), 1e-5);
    EXPECT_GT(error(kToken), 0.01);
    EXPECT_EQ(forced.concessions[kToken - 1], 0);
    EXPECT_GT(forced.concessions[kToken], 0);
}

}  // namespace
}  // namespace mw::test
