// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "mw/quality.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cmath>
#include <future>
#include <limits>
#include <memory>
#include <optional>
#include <vector>

#include "mw/engine_loop.h"
#include "small_engine.h"

namespace mw {
namespace {

std::vector<int> someIds(int count) {
    std::vector<int> ids(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i)
        ids[static_cast<std::size_t>(i)] = (3 + 11 * i) % 512;
    return ids;
}

/// What comes of a reading; false where it takes too long.
bool reads(EngineLoop& loop, const std::shared_ptr<QualityText>& text, std::optional<Failure>& failure) {
    std::promise<std::optional<Failure>> end;
    const QualityReading reading(loop, text, [&end](const std::optional<Failure>& how) { end.set_value(how); });
    std::future<std::optional<Failure>> result = end.get_future();
    if (result.wait_for(std::chrono::seconds(60)) != std::future_status::ready) return false;
    failure = result.get();
    return true;
}

void loadSmall(EngineLoop& loop, const LoadOptions& options) {
    std::promise<bool> loaded;
    loop.load(options, [&loaded](const LoadEvent& event) {
        if (!std::holds_alternative<LoadProgress>(event))
            loaded.set_value(std::holds_alternative<LoadCompleted>(event));
    });
    ASSERT_TRUE(loaded.get_future().get());
}

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

TEST(TestQuality, piecesHoldEveryTokenOnceBehindTheFirst) {
    const std::vector<int> ids = someIds(25);
    const auto pieces = qualityPieces(ids, 10);
    ASSERT_EQ(pieces.size(), 3u);
    std::vector<int> all = {ids.front()};
    for (const std::vector<int>& piece : pieces) {
        EXPECT_LE(piece.size(), 10u);
        EXPECT_EQ(piece.front(), ids.front());
        all.insert(all.end(), piece.begin() + 1, piece.end());
    }
    EXPECT_EQ(all, ids);
    EXPECT_TRUE(qualityPieces(someIds(1), 10).empty());
    EXPECT_EQ(qualityPieces(someIds(2), 10).size(), 1u);
}

TEST(TestQuality, severalModelsAreComparedWithTheFirst) {
    QualityText text(qualityPieces(someIds(120), 50));
    const auto readBy = [&](std::optional<WeightFormats> weights) {
        LoadOptions options = test::smallOptions();
        options.weights = std::move(weights);
        Engine engine = test::loaded(options);
        int pieces = 1;
        while (text.readNext(engine))
            ++pieces;
        return pieces;
    };
    EXPECT_EQ(readBy({}), 3);
    EXPECT_EQ(readBy(WeightFormat::Int4), 3);
    EXPECT_EQ(text.comparison().tokens(), 119u);
    const double far = text.comparison().meanDivergence();
    EXPECT_GT(far, 0);
    // The next is compared with the first as well, from the beginning on.
    EXPECT_EQ(readBy({}), 3);
    EXPECT_EQ(text.comparison().tokens(), 119u);
    EXPECT_EQ(text.comparison().meanDivergence(), 0);
    EXPECT_EQ(text.comparison().agreement(), 1);
    EXPECT_EQ(readBy(WeightFormat::Int8), 3);
    EXPECT_LT(text.comparison().meanDivergence(), far);
}

TEST(TestQuality, aReadingWaitsForRequestsThatAreOpen) {
    EngineLoop loop;
    loadSmall(loop, test::smallOptions());
    std::atomic<bool> answered = false;
    loop.submit(test::promptOf(20, 200), [&](const RequestEvent& event) {
        if (isLast(event)) answered = std::holds_alternative<RequestFinished>(event);
    });
    const auto text = std::make_shared<QualityText>(qualityPieces(someIds(120), 50));
    std::optional<Failure> failure;
    ASSERT_TRUE(reads(loop, text, failure));
    EXPECT_TRUE(answered);
    EXPECT_FALSE(failure) << failure->message;
}

TEST(TestQuality, aReadingWithoutAModelFails) {
    EngineLoop loop;
    const auto text = std::make_shared<QualityText>(qualityPieces(someIds(120), 50));
    std::optional<Failure> failure;
    ASSERT_TRUE(reads(loop, text, failure));
    ASSERT_TRUE(failure);
    EXPECT_EQ(failure->code, ErrorCode::InvalidArgument);
}

TEST(TestQuality, anAbandonedReadingIsSilent) {
    EngineLoop loop;
    loadSmall(loop, test::smallOptions());
    const auto text = std::make_shared<QualityText>(qualityPieces(someIds(5000), 50));
    std::atomic<bool> ended = false;
    {
        const QualityReading reading(loop, text, [&](const std::optional<Failure>&) { ended = true; });
    }
    loop.run([](Engine&) { return 0; });  // behind what was posted
    loop.run([](Engine&) { return 0; });
    EXPECT_FALSE(ended);
}

}  // namespace
}  // namespace mw
