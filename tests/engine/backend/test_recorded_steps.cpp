// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Steps that a device may replay from a recording give the same as steps that it runs anew.

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
TEST_P(TestRecordedSteps, followContextsThatGrow) {
    const auto backend = GetParam().make(1);
    Device& device = backend->device(0);
    const int heads = 16, headDim = 128, columns = 3 * heads * headDim, pool = 120;
    const Precision precision = backend->activations();
    const Tensor cache = Tensor::random(device, precision, 2L * pool * heads * kKvPageTokens, headDim, 9);
    const KvLayer kv{cache.matrix().data, precision, pool, heads, headDim};

    constexpr int kChats = 9;
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
    EXPECT_EQ(device.replayedSteps(), GetParam().replays ? 1U : 0U);
    for (int i = 0; i < 3; ++i)
        EXPECT_TRUE(attend(900, true) == anew) << i;
    EXPECT_TRUE(attend(100, true) == shortAnew);
    EXPECT_EQ(device.replayedSteps(), GetParam().replays ? 3U : 0U);
}

INSTANTIATE_TEST_SUITE_P(Rows, TestRecordedSteps, ::testing::ValuesIn(backendRows()),
                         [](const auto& parameters) { return parameters.param.name; });

}  // namespace

}  // namespace mw::test
