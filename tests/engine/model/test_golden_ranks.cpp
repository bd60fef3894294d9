// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Two ranks of the CUDA backend against one: tensor parallel and as a pipeline. Where there is one GPU, they share it.
// Skips where there is none.

#include <gtest/gtest.h>

#include "golden_model.h"
#include "gpu_driver.h"

namespace mw::test {
namespace {

class TestGoldenRanks : public testing::Test {
 protected:
    void SetUp() override {
        if (gpusOfDriver() == 0) GTEST_SKIP() << "No GPU here.";
    }

    static LoadOptions options(const std::filesystem::path& folder, const Placement& placement) {
        LoadOptions options = cudaOptions(folder, placement);
        options.batch = 40;
        return options;
    }
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

TEST_F(TestGoldenRanks, everyInterconnectGivesTheSameAnswers) {
    // A sum of two has one rounding, whoever adds.
    const GoldenModel golden("tied");
    std::vector<Answer> expected;
    for (const auto& [interconnect, name] :
         {std::pair(Interconnect::Direct, "direct access to the other GPUs' memory"),
          std::pair(Interconnect::HostMemory, "host memory"), std::pair(Interconnect::Nccl, "NCCL")}) {
        if (interconnect == Interconnect::Nccl && gpusOfDriver() < 2) continue;  // it refuses ranks that share a GPU
        LoadOptions several = options(golden.folder / "fused", {2, 1});
        several.interconnect = interconnect;
        Engine two = loadedEngine(several);
        EXPECT_EQ(two.model()->interconnect, name);
        const std::vector<Answer> answers = answersOf(two, requestsOf(golden, 3));
        if (expected.empty()) expected = answers;
        EXPECT_EQ(answers, expected) << name;
    }
}

TEST_F(TestGoldenRanks, repeatThemselvesBitForBit) {
    const GoldenModel golden("tied");
    for (const Placement placement : {Placement{2, 1}, Placement{2, 2}}) {
        std::vector<Answer> before;
        for (const bool record : {true, true, false}) {
            LoadOptions loaded = options(golden.folder / "fused", placement);
            loaded.recordSteps = record;
            StepTally tally;
            Engine engine = loadedEngine(loaded, &tally);
            Request drawn = greedyRequest(golden.shortIds, 100);
            drawn.sampling = {
                .temperature = 1, .topK = 50, .repetitionPenalty = 1.2f, .seed = 7, .logProbabilities = 3};
            const std::vector<Answer> answers = answersOf(engine, {drawn, greedyRequest(golden.longIds, 50)});
            if (!before.empty()) {
                EXPECT_EQ(answers, before);
            }
            if (record)
                EXPECT_GE(tally.replayed, 60) << "of " << tally.steps << " steps";
            else
                EXPECT_EQ(tally.replayed, 0);
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
