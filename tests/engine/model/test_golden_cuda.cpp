// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// The CUDA backend against what transformers computes. It multiplies bf16, so a choice of experts that hangs by a
// thread may fall otherwise: every logit is close for nearly all positions, and the greedy text of a model whose
// decisions are clear is the same. Skips where there is no GPU.

#include <gtest/gtest.h>

#include <algorithm>

#include "golden_model.h"

namespace mw::test {
namespace {

LoadOptions cudaOptions(const std::filesystem::path& directory) {
    LoadOptions options = cpuOptions(directory);
    options.backend = BackendKind::Cuda;
    return options;
}

bool hasGpu() {
    try {
        return !availableDevices(BackendKind::Cuda).empty();
    } catch (const Error&) {
        return false;
    }
}

class TestGoldenCuda : public testing::Test {
 protected:
    void SetUp() override {
        if (!hasGpu()) GTEST_SKIP() << "No GPU here.";
    }
};

/// The share of rows of logits whose largest error is within `tolerance` of the largest expected magnitude.
double closeRows(std::span<const float> found, std::span<const float> expected, int vocabulary, double tolerance) {
    const auto width = static_cast<std::size_t>(vocabulary);
    const std::size_t rows = expected.size() / width;
    std::size_t close = 0;
    for (std::size_t row = 0; row < rows; ++row)
        if (relativeError(found.subspan(row * width, width), expected.subspan(row * width, width)) <= tolerance)
            ++close;
    return static_cast<double>(close) / static_cast<double>(rows);
}

TEST_F(TestGoldenCuda, logitsAreCloseToThoseOfTransformers) {
    const std::pair<const char*, const char*> forms[] = {{"head128", "per-expert"},
                                                         {"gqa4", "fused"},
                                                         {"gqa6", "per-expert"},
                                                         {"tied", "fused"},
                                                         {"one-kv-head", "consolidated"}};
    for (const auto& [name, form] : forms) {
        const GoldenModel golden(name);
        Engine engine = loadedEngine(cudaOptions(golden.folder / form));
        EXPECT_EQ(engine.model()->backend, "CUDA");
        EXPECT_GE(closeRows(engine.logits(golden.shortIds), golden.shortLogits, golden.vocabulary, 0.05), 0.8) << name;
        const std::vector<float> all = engine.logits(golden.longIds);
        std::vector<float> found;
        for (const int position : golden.longPositions) {
            const auto row = all.begin() + static_cast<std::ptrdiff_t>(position) * golden.vocabulary;
            found.insert(found.end(), row, row + golden.vocabulary);
        }
        EXPECT_GE(closeRows(found, golden.longLogits, golden.vocabulary, 0.05), 0.7) << name;
    }
}

TEST_F(TestGoldenCuda, greedyTextEqualsThatOfTransformers) {
    const GoldenModel golden("head128");
    Engine engine = loadedEngine(cudaOptions(golden.folder / "per-expert"));
    const int count = static_cast<int>(golden.greedyIds.size());
    EXPECT_EQ(answersOf(engine, {greedyRequest(golden.shortIds, count)}).front().ids, golden.greedyIds);
}

TEST_F(TestGoldenCuda, chatsOfABatchGetTheTextTheyGetAlone) {
    // Recorded steps of every size from 1 to 20 as the chats end one after the other, across all ways to multiply.
    const GoldenModel golden("head128");
    LoadOptions options = cudaOptions(golden.folder / "per-expert");
    options.batch = 80;
    Engine engine = loadedEngine(options);
    const std::vector<int> alone = answersOf(engine, {greedyRequest(golden.shortIds, 60)}).front().ids;
    for (const int chats : {2, 9, 20, 41, 80}) {
        std::vector<Request> requests;
        for (int chat = 0; chat < chats; ++chat)
            requests.push_back(greedyRequest(golden.shortIds, 20 + chat % 40));
        const std::vector<Answer> answers = answersOf(engine, requests);
        for (std::size_t chat = 0; chat < answers.size(); ++chat)
            EXPECT_TRUE(std::ranges::equal(answers[chat].ids, std::span(alone).first(answers[chat].ids.size())))
                << chat << " of " << chats;
    }
}

TEST_F(TestGoldenCuda, repeatsItselfBitForBit) {
    const GoldenModel golden("head128");
    std::vector<Answer> before;
    for (int time = 0; time < 2; ++time) {
        Engine engine = loadedEngine(cudaOptions(golden.folder / "per-expert"));
        Request request = greedyRequest(golden.shortIds, 100);
        request.sampling = {
            .temperature = 1, .topK = 50, .topP = 0.9f, .repetitionPenalty = 1.2f, .seed = 7, .logProbabilities = 3};
        const std::vector<Answer> answers = answersOf(engine, {request, greedyRequest(golden.longIds, 50)});
        if (time > 0) {
            EXPECT_EQ(answers, before);
        }
        before = answers;
    }
}

TEST_F(TestGoldenCuda, takesTheMemoryThatThePlanSays) {
    const GoldenModel golden("head128");
    for (const int batch : {1, 64, 200}) {
        LoadOptions options = cudaOptions(golden.folder / "per-expert");
        options.batch = batch;
        const Engine engine = loadedEngine(options);
        const LoadedModel& model = *engine.model();
        const DevicePlan& plan = model.plan.devices.at(0);
        EXPECT_EQ(model.allocatedBytes.at(0), plan.totalBytes() - plan.reserveBytes) << batch;
    }
}

}  // namespace
}  // namespace mw::test
