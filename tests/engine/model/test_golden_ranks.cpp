// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Two ranks of the CUDA backend against one: tensor parallel and as a pipeline. Where there is one GPU, they share it.
// Skips where there is none.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "golden_model.h"

namespace mw::test {
namespace {

class TestGoldenRanks : public testing::Test {
 protected:
    void SetUp() override {
        // Ranks that share a GPU must not load kernels while they wait for each other; see makeCudaRanks().
        setenv("CUDA_MODULE_LOADING", "EAGER", 0);
        try {
            m_gpus = static_cast<int>(availableDevices(BackendKind::Cuda).size());
        } catch (const Error&) {
            GTEST_SKIP() << "No GPU here.";
        }
    }

    LoadOptions options(const std::filesystem::path& folder, const Placement& placement) const {
        LoadOptions options = cpuOptions(folder);
        options.backend = BackendKind::Cuda;
        options.batch = 40;
        options.placement = placement;
        for (int rank = 0; rank < placement.devices(); ++rank)
            options.devices.push_back(rank % m_gpus);
        return options;
    }

    int m_gpus = 0;
};

std::vector<Request> requestsOf(const GoldenModel& golden, int count) {
    std::vector<Request> requests;
    for (int i = 0; i < count; ++i)
        requests.push_back(greedyRequest(golden.shortIds, 20 + i % 20));
    return requests;
}

TEST_F(TestGoldenRanks, aPipelineGivesTheAnswersOfOneGpu) {
    for (const auto& [name, form] : {std::pair("head128", "per-expert"), std::pair("gqa4", "fused")}) {
        const GoldenModel golden(name);
        Engine one = loadedEngine(options(golden.folder / form, {1, 1}));
        Engine two = loadedEngine(options(golden.folder / form, {1, 2}));
        EXPECT_EQ(two.model()->plan.devices.size(), 2u);
        EXPECT_EQ(two.logits(golden.longIds), one.logits(golden.longIds)) << name;
        for (const int chats : {1, 2, 20})
            EXPECT_EQ(answersOf(two, requestsOf(golden, chats)), answersOf(one, requestsOf(golden, chats)))
                << name << ", " << chats;
    }
}

TEST_F(TestGoldenRanks, tensorParallelGivesTheLogitsOfOneGpu) {
    for (const auto& [name, form] :
         {std::pair("gqa4", "fused"), std::pair("gqa6", "per-expert"), std::pair("tied", "fused")}) {
        const GoldenModel golden(name);
        Engine one = loadedEngine(options(golden.folder / form, {1, 1}));
        Engine two = loadedEngine(options(golden.folder / form, {2, 1}));
        const std::vector<float> expected = one.logits(golden.longIds), found = two.logits(golden.longIds);
        const auto width = static_cast<std::size_t>(golden.vocabulary);
        std::size_t close = 0;
        for (std::size_t at = 0; at < expected.size(); at += width)
            if (relativeError(std::span(found).subspan(at, width), std::span(expected).subspan(at, width)) <= 0.05)
                ++close;
        // A choice of experts that hangs by a thread falls otherwise when a sum is rounded otherwise.
        EXPECT_GE(static_cast<double>(close), 0.7 * static_cast<double>(golden.longIds.size())) << name;
    }
}

TEST_F(TestGoldenRanks, tensorParallelGivesTheTextOfOneGpu) {
    const GoldenModel golden("tied");
    Engine one = loadedEngine(options(golden.folder / "fused", {1, 1}));
    const std::vector<int> expected = answersOf(one, requestsOf(golden, 1)).front().ids;
    for (const Placement placement : {Placement{2, 1}, Placement{4, 1}, Placement{2, 2}}) {
        Engine several = loadedEngine(options(golden.folder / "fused", placement));
        EXPECT_EQ(answersOf(several, requestsOf(golden, 1)).front().ids, expected)
            << placement.tensorParallel << " x " << placement.pipelineParallel;
    }
}

TEST_F(TestGoldenRanks, repeatThemselvesBitForBit) {
    const GoldenModel golden("tied");
    for (const Placement placement : {Placement{2, 1}, Placement{2, 2}}) {
        std::vector<Answer> before;
        for (int time = 0; time < 2; ++time) {
            Engine engine = loadedEngine(options(golden.folder / "fused", placement));
            Request drawn = greedyRequest(golden.shortIds, 100);
            drawn.sampling = {
                .temperature = 1, .topK = 50, .repetitionPenalty = 1.2f, .seed = 7, .logProbabilities = 3};
            const std::vector<Answer> answers = answersOf(engine, {drawn, greedyRequest(golden.longIds, 50)});
            if (time > 0) {
                EXPECT_EQ(answers, before);
            }
            before = answers;
        }
    }
}

TEST_F(TestGoldenRanks, takeTheMemoryThatThePlanSays) {
    const GoldenModel golden("tied");
    for (const Placement placement : {Placement{2, 1}, Placement{1, 2}, Placement{2, 2}}) {
        const Engine engine = loadedEngine(options(golden.folder / "fused", placement));
        const LoadedModel& model = *engine.model();
        for (std::size_t rank = 0; rank < model.plan.devices.size(); ++rank)
            EXPECT_EQ(model.allocatedBytes.at(rank),
                      model.plan.devices[rank].totalBytes() - model.plan.devices[rank].reserveBytes)
                << rank;
    }
}

}  // namespace
}  // namespace mw::test
