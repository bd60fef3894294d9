// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Steps that a device may replay from a recording give the same as steps that it runs anew.

#include <algorithm>

#include "backend_rows.h"

namespace mw::test {

namespace {

class TestRecordedSteps : public ::testing::TestWithParam<BackendRow> {
 protected:
    void SetUp() override {
        if (!GetParam().make(1)) GTEST_SKIP() << "No device for " << GetParam().name << " here. " << cudaMissing();
    }
};

/// Nine chats on 16 KV heads are so many pairs that a GPU cuts only long contexts into parts, and so records steps with
/// and without parts.
void followContexts(const BackendRow& row, bool inFloat8) {
    const auto backend = row.make(1);
    Device& device = backend->device(0);
    const int heads = 16, headDim = 128, columns = 3 * heads * headDim, pool = 120;
    const Precision precision = backend->activations();
    const Precision stored = inFloat8 ? Precision::Float8 : precision;
    const Tensor cache = Tensor::random(device, stored, 2L * pool * heads * kKvPageTokens, headDim, 9);
    const KvLayer kv{cache.matrix().data, stored, pool, heads, headDim};

    constexpr int kChats = 9;
    device.prepare({.tokens = kChats,
                    .sequences = kChats,
                    .logitRows = kChats,
                    .pages = pool,
                    .hidden = 64,
                    .feedForward = 64,
                    .heads = heads,
                    .kvHeads = heads,
                    .headDim = headDim,
                    .experts = 1,
                    .expertsPerToken = 1,
                    .vocabulary = 16},
                   device.allocate(64u << 20, "a test"));
    // A recording knows places in memory: they stay the same.
    const Tensor qkv = Tensor::random(device, precision, kChats, columns, 5);
    const Tensor out = Tensor::zeros(device, precision, kChats, 1L * heads * headDim);

    const std::vector<std::byte> cached = cache.readBytes(), given = qkv.readBytes(), nothing = out.readBytes();

    const auto attend = [&](int longest, bool replayable) {
        std::vector<Step::Sequence> chats{{longest, 1}};
        while (chats.size() < kChats)
            chats.push_back({static_cast<int>(chats.size()) * 10, 1});
        const Step step(chats, pool);
        const std::vector<SamplingRow> rows(step.tokens.size());  // a recorded step has a row for each token
        StepInputs inputs = step.inputs();
        inputs.sampling = rows;
        inputs.replayable = replayable;
        for (const auto& [tensor, bytes] : {std::pair(&cache, &cached), {&qkv, &given}, {&out, &nothing}})
            device.upload(tensor->matrix().data, bytes->data(), bytes->size());
        device.execute(inputs, [&] { device.ropeStoreAndAttend(qkv.matrix(), heads, 1e6, kv, out.matrix()); });
        return out.readBytes();
    };
    const auto anew = attend(900, false), shortAnew = attend(100, false);
    EXPECT_TRUE(anew != shortAnew);
    EXPECT_EQ(device.replayedSteps(), 0U);
    for (int i = 0; i < 3; ++i)  // run, recorded, replayed
        EXPECT_TRUE(attend(100, true) == shortAnew) << i;
    EXPECT_EQ(device.replayedSteps(), row.replays ? 1U : 0U);
    for (int i = 0; i < 3; ++i)
        EXPECT_TRUE(attend(900, true) == anew) << i;
    EXPECT_TRUE(attend(100, true) == shortAnew);
    EXPECT_EQ(device.replayedSteps(), row.replays ? 3U : 0U);
}

TEST_P(TestRecordedSteps, followContextsThatGrow) {
    followContexts(GetParam(), false);
    followContexts(GetParam(), true);
}

class TestRecordedExperts : public TestRecordedSteps {};

/// Where an expert is, a replayed step looks up; its weights may even be others.
TEST_P(TestRecordedExperts, areFoundWhereTheyMoved) {
    const auto backend = GetParam().make(1);
    Device& device = backend->device(0);
    constexpr int kHidden = 128, kFeedForward = 192, kExperts = 8, kPerToken = 2;
    const Precision precision = backend->activations();
    const Tensor gateUp = Tensor::random(device, precision, 2L * kExperts * kFeedForward, kHidden, 2, 0.3);
    const Tensor down = Tensor::random(device, precision, 1L * kExperts * kHidden, kFeedForward, 3, 0.3);
    for (const int tokens : {1, 7, 24, 50, 150}) {  // of all ways to multiply on a GPU
        SCOPED_TRACE(tokens);
        ExpertTensors experts(device, gateUp, down, kExperts);
        const Tensor x = Tensor::random(device, precision, tokens, kHidden, 1);
        const Tensor products = Tensor::zeros(device, precision, 1L * tokens * kPerToken, kFeedForward);
        const Tensor out = Tensor::zeros(device, precision, tokens, kHidden);
        std::vector<std::int32_t> topkIds;
        for (int i = 0; i < tokens * kPerToken; ++i)
            topkIds.push_back((i + i / 16) % kExperts);
        const std::vector<float> topkWeights(topkIds.size(), 0.5f);
        const DeviceMemory ids = device.allocate(topkIds.size() * sizeof topkIds[0], "a test");
        const DeviceMemory weights = device.allocate(topkWeights.size() * sizeof topkWeights[0], "a test");
        device.upload(ids.data(), topkIds.data(), ids.bytes());
        device.upload(weights.data(), topkWeights.data(), weights.bytes());

        const Step step(std::vector<Step::Sequence>(static_cast<std::size_t>(tokens), {0, 1}), tokens);
        const std::vector<SamplingRow> rows(step.tokens.size());  // a recorded step has a row for each token
        const auto run = [&](bool replayable) {
            StepInputs inputs = step.inputs();
            inputs.sampling = rows;
            inputs.replayable = replayable;
            const std::vector<std::byte> nothing(out.matrix().bytes());
            device.upload(out.matrix().data, nothing.data(), nothing.size());
            device.execute(inputs, [&] {
                device.experts(x.matrix(), static_cast<const std::int32_t*>(ids.data()),
                               static_cast<const float*>(weights.data()), kPerToken, experts.weights(),
                               products.matrix(), out.matrix());
            });
            return out.readBytes();
        };
        const auto anew = run(false);
        for (int i = 0; i < 3; ++i)  // run, recorded, replayed
            EXPECT_TRUE(run(true) == anew) << i;
        const std::uint64_t before = device.replayedSteps();
        for (const int expert : {0, 5}) {
            experts.move(expert, expert);
            EXPECT_TRUE(run(true) == anew) << "expert " << expert;
        }
        experts.move(0, 3);
        const auto followed = run(true);
        EXPECT_EQ(device.replayedSteps(), before + (GetParam().replays ? 3 : 0));
        EXPECT_TRUE(followed != anew);
        EXPECT_TRUE(run(false) == followed);
        const auto uses = backend->kernelsUsed();  // of what was replayed, too
        EXPECT_EQ(std::ranges::count(uses, tokens, &KernelUse::tokens), GetParam().replays ? 1 : 0);
    }
}

INSTANTIATE_TEST_SUITE_P(Rows, TestRecordedExperts, ::testing::ValuesIn(kernelRows()),
                         [](const auto& parameters) { return parameters.param.name; });

INSTANTIATE_TEST_SUITE_P(Rows, TestRecordedSteps, ::testing::ValuesIn(backendRows()),
                         [](const auto& parameters) { return parameters.param.name; });

}  // namespace

}  // namespace mw::test
