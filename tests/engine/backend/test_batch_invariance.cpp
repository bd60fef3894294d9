// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// A chat's numbers do not depend on what else is in the step, on how its prompt is cut into steps, nor on threads: bit
// for bit, on the backends that promise it.

#include "backend_rows.h"
#include "cpu_backend.h"

namespace mw::test {

namespace {

using Bytes = std::vector<std::byte>;

Bytes rowsOf(const Tensor& tensor, std::int64_t first, std::int64_t count) {
    const Bytes all = tensor.readBytes();
    const auto rowBytes = static_cast<std::ptrdiff_t>(tensor.matrix().bytes()) / tensor.matrix().rows;
    return {all.begin() + first * rowBytes, all.begin() + (first + count) * rowBytes};
}

class TestBatchInvariance : public ::testing::TestWithParam<Precision> {
 protected:
    static std::unique_ptr<Backend> cpu(int threads) { return makeCpuBackend({.devices = 1, .threads = threads}); }
};

TEST_P(TestBatchInvariance, linearOfOneRowEqualsLinearOfMany) {
    for (const auto& [columns, k] : {std::pair{70, 333}, {33, 64}, {5, 7}}) {
        const auto backend = cpu(2);
        Device& device = backend->device(0);
        const int rows = 29;
        const Tensor x = Tensor::random(device, Precision::Float32, rows, k, 1);
        const Tensor weight = Tensor::random(device, GetParam(), columns, k, 2);
        const Tensor together = Tensor::zeros(device, Precision::Float32, rows, columns);
        device.linear(x.matrix(), weight.weight(), together.matrix());
        for (int count = 1; count <= 13; ++count) {
            const Tensor apart = Tensor::zeros(device, Precision::Float32, rows, columns);
            for (int row = 0; row < rows; row += count) {
                const int some = std::min(count, rows - row);
                device.linear(x.matrix().rowRange(row, some), weight.weight(), apart.matrix().rowRange(row, some));
            }
            EXPECT_EQ(apart.readBytes(), together.readBytes()) << count << " rows at once";
        }
    }
}

TEST_P(TestBatchInvariance, expertsOfOneTokenEqualExpertsOfMany) {
    const auto backend = cpu(2);
    Device& device = backend->device(0);
    const int tokens = 37, hidden = 45, feedForward = 51, experts = 4, perToken = 3;
    const Tensor x = Tensor::random(device, Precision::Float32, tokens, hidden, 1);
    const Tensor router = Tensor::random(device, Precision::Float32, experts, hidden, 2);
    const Tensor gateUp = Tensor::random(device, GetParam(), experts * 2 * feedForward, hidden, 3);
    const Tensor down = Tensor::random(device, GetParam(), experts * hidden, feedForward, 4);
    const ExpertTensors weights(device, gateUp, down, experts);
    const Tensor products = Tensor::zeros(device, Precision::Float32, tokens * perToken, feedForward);
    const auto run = [&](int atOnce) {
        const Tensor out = Tensor::zeros(device, Precision::Float32, tokens, hidden);
        std::vector<std::int32_t> topkIds(static_cast<std::size_t>(tokens * perToken));
        std::vector<float> topkWeights(topkIds.size());
        for (int token = 0; token < tokens; token += atOnce) {
            const int some = std::min(atOnce, tokens - token);
            const Matrix input = x.matrix().rowRange(token, some);
            device.route(input, router.weight(), topkIds.data(), topkWeights.data(), perToken);
            device.experts(input, topkIds.data(), topkWeights.data(), perToken, weights.weights(),
                           products.matrix().rowRange(0, some * perToken), out.matrix().rowRange(token, some));
        }
        return out.readBytes();
    };
    const Bytes together = run(tokens);
    EXPECT_EQ(run(1), together);
    EXPECT_EQ(run(5), together);
}

class TestAttentionInvariance : public TestBatchInvariance {};

TEST_P(TestAttentionInvariance, attentionInChunksEqualsAttentionAtOnce) {
    const int heads = 6, kvHeads = 1, headDim = 34, columns = (heads + 2 * kvHeads) * headDim, tokens = 1100;
    const auto run = [&](int threads, int chunk, bool withNeighbour) {
        const auto backend = cpu(threads);
        Device& device = backend->device(0);
        const int pool = 160;
        const Tensor cache = Tensor::random(device, GetParam(), 2L * pool * kvHeads * kKvPageTokens, headDim, 9);
        const KvLayer kv{cache.matrix().data, GetParam(), pool, kvHeads, headDim};
        const Tensor all = Tensor::random(device, Precision::Float32, tokens, columns, 5);
        Bytes result;
        for (int first = 0; first < tokens; first += chunk) {
            const int some = std::min(chunk, tokens - first);
            std::vector<Step::Sequence> sequences{{first, some}};
            if (withNeighbour) sequences.push_back({77, 3});
            const Step step(sequences, pool);
            const auto rows = static_cast<std::int64_t>(step.tokens.size());
            std::vector<double> values(all.values().begin() + static_cast<std::ptrdiff_t>(first) * columns,
                                       all.values().begin() + static_cast<std::ptrdiff_t>(first + some) * columns);
            values.resize(static_cast<std::size_t>(rows * columns), 0.5);
            const Tensor qkv(device, Precision::Float32, rows, columns, values);
            const Tensor out = Tensor::zeros(device, Precision::Float32, rows, heads * headDim);
            device.execute(step.inputs(), [&] {
                device.ropeAndStoreKv(qkv.matrix(), heads, 1e6, kv);
                device.attention(qkv.matrix(), heads, kv, out.matrix());
            });
            const Bytes part = rowsOf(out, 0, some);
            result.insert(result.end(), part.begin(), part.end());
        }
        return result;
    };
    const Bytes whole = run(2, tokens, false);
    EXPECT_EQ(run(2, 16, false), whole);
    EXPECT_EQ(run(1, 1, false), whole);
    EXPECT_EQ(run(4, 1, false), whole);  // few queries: the chunks of the context are spread over the threads
    EXPECT_EQ(run(3, 100, true), whole);
    EXPECT_EQ(run(2, 7, true), whole);
}

TEST_P(TestBatchInvariance, threadsDoNotChangeResults) {
    const auto run = [&](int threads) {
        const auto backend = cpu(threads);
        Device& device = backend->device(0);
        const int tokens = 50, hidden = 133;
        const Tensor weight = Tensor::zeros(device, GetParam(), 301, hidden);
        device.fillRandom(weight.matrix(), 0.3f, 11);
        const Tensor residual = Tensor::random(device, Precision::Float32, tokens, hidden, 1);
        const Tensor delta = Tensor::random(device, Precision::Float32, tokens, hidden, 2);
        const Tensor norm = Tensor::random(device, GetParam(), 1, hidden, 3);
        const Tensor normed = Tensor::zeros(device, Precision::Float32, tokens, hidden);
        const Tensor out = Tensor::zeros(device, Precision::Float32, tokens, 301);
        device.addRmsNorm(residual.matrix(), delta.matrix(), norm.matrix(), 1e-5f, normed.matrix());
        device.linear(normed.matrix(), weight.weight(), out.matrix());
        Bytes bytes = out.readBytes();
        const Bytes sums = residual.readBytes();
        bytes.insert(bytes.end(), sums.begin(), sums.end());
        return bytes;
    };
    const Bytes one = run(1);
    EXPECT_EQ(run(2), one);
    EXPECT_EQ(run(4), one);
}

INSTANTIATE_TEST_SUITE_P(Precisions, TestBatchInvariance,
                         ::testing::Values(Precision::Float32, Precision::BFloat16, Precision::Float16),
                         [](const auto& parameters) { return std::string(precisionName(parameters.param)); });

INSTANTIATE_TEST_SUITE_P(Precisions, TestAttentionInvariance, ::testing::ValuesIn(allPrecisions()),
                         [](const auto& parameters) { return std::string(precisionName(parameters.param)); });

}  // namespace

}  // namespace mw::test
