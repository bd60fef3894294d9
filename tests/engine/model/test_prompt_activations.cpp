// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Prompts read with activations in fp8: which steps are, and what it costs. What is computed then is said by the tests
// of the operations.

#include <gtest/gtest.h>

#include <span>

#include "golden_model.h"
#include "mw/error.h"

namespace mw::test {
namespace {

class TestPromptActivations : public testing::Test {
 protected:
    /// Logits [tokens, vocabulary] after a prompt that is read in one step.
    std::vector<float> logits(std::span<const int> ids, Activations activations) const {
        Engine engine = loadedEngine(options(activations));
        return engine.logits({ids.begin(), ids.end()});
    }

    LoadOptions options(Activations activations) const {
        LoadOptions options = cpuOptions(m_golden.folder / "fused");
        options.weights = WeightFormat::Float8;
        options.promptActivations = activations;
        options.prefillChunkTokens = 512;
        return options;
    }

    const GoldenModel m_golden{"gqa4"};
};

TEST_F(TestPromptActivations, longPromptsAreRoundedAndStayClose) {
    const auto prompt = std::span(m_golden.longIds).first(300);
    const std::vector<float> exact = logits(prompt, Activations::Exact), rounded = logits(prompt, Activations::Float8);
    const double error = middleError(rounded, exact, m_golden.vocabulary);
    EXPECT_GT(error, 0.005);
    EXPECT_LT(error, 0.3);  // of random weights, where nothing is likely and every bit counts
    EXPECT_EQ(logits(prompt, Activations::Float8), rounded);
}

TEST_F(TestPromptActivations, shortPromptsAreExact) {
    for (const std::size_t tokens : {1, 5, 128})
        EXPECT_EQ(logits(std::span(m_golden.longIds).first(tokens), Activations::Float8),
                  logits(std::span(m_golden.longIds).first(tokens), Activations::Exact))
            << tokens;
    EXPECT_NE(logits(std::span(m_golden.longIds).first(129), Activations::Float8),
              logits(std::span(m_golden.longIds).first(129), Activations::Exact));
}

TEST_F(TestPromptActivations, answersAreExact) {
    // Of prompts that are read in short steps nothing else is left to be rounded, and of many at once no more.
    std::vector<Request> requests;
    for (std::size_t first = 0; first < 8; ++first) {
        const auto prompt = std::span(m_golden.longIds).subspan(40 * first, 60);
        requests.push_back(greedyRequest({prompt.begin(), prompt.end()}, 20));
    }
    const auto answers = [&](Activations activations, int chunk) {
        LoadOptions wanted = options(activations);
        wanted.prefillChunkTokens = chunk;
        Engine engine = loadedEngine(wanted);
        return answersOf(engine, requests);
    };
    EXPECT_EQ(answers(Activations::Float8, 100), answers(Activations::Exact, 100));
    EXPECT_NE(answers(Activations::Float8, 480), answers(Activations::Exact, 480));
}

TEST_F(TestPromptActivations, areRefusedBesideOtherWeights) {
    for (const WeightFormat format : {WeightFormat::BFloat16, WeightFormat::Int4}) {
        LoadOptions wanted = options(Activations::Float8);
        wanted.weights = format;
        try {
            loadedEngine(wanted);
            FAIL() << weightFormatName(format);
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::Unsupported);
            EXPECT_NE(std::string(error.what()).find("weights in fp8"), std::string::npos) << error.what();
            EXPECT_NE(std::string(error.what()).find(weightFormatName(format)), std::string::npos) << error.what();
        }
    }
}

}  // namespace
}  // namespace mw::test
