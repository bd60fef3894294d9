// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Each operation against a plain double-precision reference: rows of backend x precision x shape.

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

#include "mw/error.h"
#include "operation_test.h"

namespace mw::test {

namespace {

/// How far a sum of `terms` products may be off.
double toleranceOfSum(const BackendRow& backend, std::int64_t terms) {
    return backend.tolerance * std::max(1.0, std::sqrt(static_cast<double>(terms)) / 4);
}

Doubles product(const Doubles& x, std::int64_t rows, const Tensor& weight, std::int64_t first, std::int64_t columns) {
    const std::int64_t k = weight.matrix().columns;
    Doubles out(static_cast<std::size_t>(rows * columns));
    for (std::int64_t row = 0; row < rows; ++row)
        for (std::int64_t column = 0; column < columns; ++column)
            for (std::int64_t i = 0; i < k; ++i)
                out[static_cast<std::size_t>(row * columns + column)] +=
                    x[static_cast<std::size_t>(row * k + i)] * weight.at(first + column, i);
    return out;
}

// --- linear -----------------------------------------------------------------------------------------------------

struct LinearShape {
    int rows, columns, k;
};
void PrintTo(const LinearShape& s, std::ostream* out) {
    *out << s.rows << "x" << s.columns << "x" << s.k;
}

const LinearShape kLinearShapes[] = {{1, 1, 1},     {1, 5, 3},     {1, 64, 128},   {2, 7, 33},
                                     {3, 130, 100}, {6, 4, 16},    {7, 33, 17},    {13, 9, 255},
                                     {16, 96, 64},  {97, 50, 40},  {1, 300, 4096}, {17, 72, 64},
                                     {40, 96, 128}, {64, 136, 64}, {65, 200, 64},  {300, 264, 192}};

using LinearParameters = std::tuple<BackendRow, Precision, LinearShape>;
class TestLinear : public OperationTest, public ::testing::WithParamInterface<LinearParameters> {
 public:
    TestLinear() : OperationTest(std::get<0>(GetParam())) {}
};

TEST_P(TestLinear, equalsReference) {
    const auto [row, precision, shape] = GetParam();
    const Tensor x = Tensor::random(device(), activations(), shape.rows, shape.k, 1);
    const Tensor weight = Tensor::random(device(), precision, shape.columns, shape.k, 2);
    const Tensor out = Tensor::zeros(device(), Precision::Float32, shape.rows, shape.columns);
    device().linear(x.matrix(), weight.weight(), out.matrix());
    EXPECT_LT(relativeError(out.read(), product(x.values(), shape.rows, weight, 0, shape.columns)),
              toleranceOfSum(row, shape.k));
}

std::string nameOfLinear(const ::testing::TestParamInfo<LinearParameters>& parameters) {
    const auto& [row, precision, s] = parameters.param;
    return rowName(row, precision,
                   std::to_string(s.rows) + "x" + std::to_string(s.columns) + "x" + std::to_string(s.k));
}

INSTANTIATE_TEST_SUITE_P(Rows, TestLinear,
                         ::testing::Combine(::testing::ValuesIn(kernelRows()), ::testing::ValuesIn(kPrecisions),
                                            ::testing::ValuesIn(kLinearShapes)),
                         nameOfLinear);

// --- experts ----------------------------------------------------------------------------------------------------

struct ExpertsShape {
    int tokens, hidden, feedForward, experts, perToken;
    bool onlyFirst = false;  ///< all tokens choose the first experts, the others get none
    std::uint64_t alignment = ExpertTensors::kAlignment;
};
void PrintTo(const ExpertsShape& s, std::ostream* out) {
    *out << s.tokens << "x" << s.hidden << "x" << s.feedForward;
}

const ExpertsShape kExpertsShapes[] = {
    {1, 64, 128, 8, 2},           {1, 33, 17, 4, 2},        {5, 40, 24, 8, 2},    {40, 48, 56, 4, 3},
    {9, 20, 36, 8, 2, true},      {230, 32, 20, 2, 2},      {16, 256, 512, 8, 1}, {32, 64, 136, 8, 2},
    {64, 128, 72, 8, 2},          {90, 64, 64, 8, 2, true}, {128, 72, 64, 4, 2},  {300, 64, 128, 8, 2},
    {200, 64, 64, 4, 1},          {20, 128, 192, 8, 2},     {100, 128, 64, 8, 2}, {3, 64, 128, 8, 2, false, 16},
    {70, 64, 64, 8, 2, false, 16}};

using ExpertsParameters = std::tuple<BackendRow, Precision, ExpertsShape>;
class TestExperts : public OperationTest, public ::testing::WithParamInterface<ExpertsParameters> {
 public:
    TestExperts() : OperationTest(std::get<0>(GetParam())) {}
};

TEST_P(TestExperts, equalsReference) {
    const auto& [row, precision, s] = GetParam();
    const Tensor x = Tensor::random(device(), activations(), s.tokens, s.hidden, 1);
    const Tensor gateUp = Tensor::random(device(), precision, 2L * s.experts * s.feedForward, s.hidden, 2, 0.3);
    const Tensor down = Tensor::random(device(), precision, 1L * s.experts * s.hidden, s.feedForward, 3, 0.3);
    const ExpertTensors experts(device(), gateUp, down, s.experts, s.alignment);
    const Tensor products = Tensor::zeros(device(), activations(), 1L * s.tokens * s.perToken, s.feedForward);
    const Tensor out = Tensor::zeros(device(), activations(), s.tokens, s.hidden);

    std::mt19937 generator(4);
    std::vector<std::int32_t> topkIds;
    std::vector<float> topkWeights;
    for (int token = 0; token < s.tokens; ++token) {
        std::vector<std::int32_t> order(static_cast<std::size_t>(s.experts));
        for (int i = 0; i < s.experts; ++i)
            order[static_cast<std::size_t>(i)] = i;
        if (!s.onlyFirst) std::shuffle(order.begin(), order.end(), generator);
        for (int i = 0; i < s.perToken; ++i) {
            topkIds.push_back(order[static_cast<std::size_t>(i)]);
            topkWeights.push_back(0.1f + 0.7f / static_cast<float>(i + 1));
        }
    }
    const DeviceMemory ids = device().allocate(topkIds.size() * sizeof topkIds[0], "a test");
    const DeviceMemory weights = device().allocate(topkWeights.size() * sizeof topkWeights[0], "a test");
    device().upload(ids.data(), topkIds.data(), ids.bytes());
    device().upload(weights.data(), topkWeights.data(), weights.bytes());
    device().experts(x.matrix(), static_cast<const std::int32_t*>(ids.data()),
                     static_cast<const float*>(weights.data()), s.perToken, experts.weights(), products.matrix(),
                     out.matrix());

    Doubles expected(static_cast<std::size_t>(s.tokens * s.hidden));
    for (int token = 0; token < s.tokens; ++token) {
        const auto begin = x.values().begin() + static_cast<std::ptrdiff_t>(token) * s.hidden;
        const Doubles input(begin, begin + s.hidden);
        for (int choice = 0; choice < s.perToken; ++choice) {
            const auto at = static_cast<std::size_t>(token * s.perToken + choice);
            const std::int64_t expert = topkIds[at];
            Doubles gate = product(input, 1, gateUp, expert * 2 * s.feedForward, s.feedForward);
            const Doubles up = product(input, 1, gateUp, expert * 2 * s.feedForward + s.feedForward, s.feedForward);
            for (std::size_t i = 0; i < gate.size(); ++i)
                gate[i] = gate[i] / (1 + std::exp(-gate[i])) * up[i];
            const Doubles part = product(gate, 1, down, expert * s.hidden, s.hidden);
            for (int i = 0; i < s.hidden; ++i)
                expected[static_cast<std::size_t>(token * s.hidden + i)] +=
                    static_cast<double>(topkWeights[at]) * part[static_cast<std::size_t>(i)];
        }
    }
    EXPECT_LT(relativeError(out.read(), expected), toleranceOfSum(row, s.hidden + s.feedForward));
}

std::string nameOfExperts(const ::testing::TestParamInfo<ExpertsParameters>& parameters) {
    const auto& [row, precision, s] = parameters.param;
    return rowName(row, precision,
                   std::to_string(s.tokens) + "x" + std::to_string(s.hidden) + "x" + std::to_string(s.feedForward) +
                       "x" + std::to_string(s.experts) + "x" + std::to_string(s.perToken) +
                       (s.alignment < ExpertTensors::kAlignment ? "_Unaligned" : ""));
}

INSTANTIATE_TEST_SUITE_P(Rows, TestExperts,
                         ::testing::Combine(::testing::ValuesIn(kernelRows()), ::testing::ValuesIn(kPrecisions),
                                            ::testing::ValuesIn(kExpertsShapes)),
                         nameOfExperts);

// --- the rest ---------------------------------------------------------------------------------------------------

using RowParameters = std::tuple<BackendRow, Precision, int>;
class TestRows : public OperationTest, public ::testing::WithParamInterface<RowParameters> {
 public:
    TestRows() : OperationTest(std::get<0>(GetParam())) {}
};

TEST_P(TestRows, embedsTheTokens) {
    const auto& [row, precision, columns] = GetParam();
    const Step step({{0, 30}}, 8);
    const Tensor table = Tensor::random(device(), precision, 11, columns, 1);
    const Tensor out = Tensor::zeros(device(), Precision::Float32, 30, columns);
    execute(step, [&] { device().embed(table.weight(), out.matrix()); });
    Doubles expected;
    for (const int token : step.tokens)
        for (int i = 0; i < columns; ++i)
            expected.push_back(table.at(token, i));
    EXPECT_EQ(out.read(), expected);
}

TEST_P(TestRows, addsAndNormalises) {
    const auto& [row, precision, columns] = GetParam();
    const int tokens = 9;
    for (const bool withDelta : {false, true}) {
        const Tensor residual = Tensor::random(device(), Precision::Float32, tokens, columns, 1);
        const Tensor delta = Tensor::random(device(), activations(), tokens, columns, 2);
        const Tensor weight = Tensor::random(device(), precision, 1, columns, 3);
        const Tensor out = Tensor::zeros(device(), activations(), tokens, columns);
        device().addRmsNorm(residual.matrix(), withDelta ? delta.matrix() : Matrix{}, weight.matrix(), 1e-5f,
                            out.matrix());
        Doubles sums, expected;
        for (int token = 0; token < tokens; ++token) {
            double squares = 0;
            for (int i = 0; i < columns; ++i) {
                sums.push_back(residual.at(token, i) + (withDelta ? delta.at(token, i) : 0));
                squares += sums.back() * sums.back();
            }
            for (int i = 0; i < columns; ++i)
                expected.push_back(sums[static_cast<std::size_t>(token * columns + i)] /
                                   std::sqrt(squares / columns + 1e-5) * weight.at(0, i));
        }
        EXPECT_LT(relativeError(residual.read(), sums), row.tolerance);
        EXPECT_LT(relativeError(out.read(), expected), row.tolerance);
    }
}

TEST_P(TestRows, adds) {
    const auto& [row, precision, columns] = GetParam();
    const Tensor residual = Tensor::random(device(), Precision::Float32, 5, columns, 1);
    const Tensor delta = Tensor::random(device(), activations(), 5, columns, 2);
    device().add(residual.matrix(), delta.matrix());
    Doubles expected = residual.values();
    for (std::size_t i = 0; i < expected.size(); ++i)
        expected[i] += delta.values()[i];
    EXPECT_LT(relativeError(residual.read(), expected), row.tolerance);
}

TEST_P(TestRows, routesToTheLargestLogits) {
    const auto& [row, precision, columns] = GetParam();
    const int tokens = 12, experts = 8, perToken = 3;
    const Tensor x = Tensor::random(device(), activations(), tokens, columns, 1);
    const Tensor router = Tensor::random(device(), precision, experts, columns, 2, 0.3);
    const DeviceMemory ids = device().allocate(tokens * perToken * sizeof(std::int32_t), "a test");
    const DeviceMemory weights = device().allocate(tokens * perToken * sizeof(float), "a test");
    device().route(x.matrix(), router.weight(), static_cast<std::int32_t*>(ids.data()),
                   static_cast<float*>(weights.data()), perToken);
    std::vector<std::int32_t> topkIds(tokens * perToken);
    std::vector<float> topkWeights(tokens * perToken);
    device().download(topkIds.data(), ids.data(), ids.bytes());
    device().download(topkWeights.data(), weights.data(), weights.bytes());

    const Doubles logits = product(x.values(), tokens, router, 0, experts);
    for (int token = 0; token < tokens; ++token) {
        const auto logit = [&](std::int32_t expert) {
            return logits[static_cast<std::size_t>(token * experts + expert)];
        };
        std::vector<std::int32_t> order(experts);
        for (int i = 0; i < experts; ++i)
            order[static_cast<std::size_t>(i)] = i;
        std::ranges::stable_sort(order, [&](auto a, auto b) { return logit(a) > logit(b); });
        double sum = 0;
        for (int i = 0; i < perToken; ++i)
            sum += std::exp(logit(order[static_cast<std::size_t>(i)]));
        for (int i = 0; i < perToken; ++i) {
            const auto at = static_cast<std::size_t>(token * perToken + i);
            EXPECT_EQ(topkIds[at], order[static_cast<std::size_t>(i)]);
            EXPECT_NEAR(static_cast<double>(topkWeights[at]), std::exp(logit(topkIds[at])) / sum, 10 * row.tolerance);
        }
    }
}

TEST_P(TestRows, fillsWithTheSameRandomValues) {
    const auto& [row, precision, columns] = GetParam();
    const Tensor first = Tensor::zeros(device(), precision, 700, columns);
    const Tensor second = Tensor::zeros(device(), precision, 700, columns);
    device().fillRandom(first.matrix(), 0.5f, 42);
    device().fillRandom(second.matrix(), 0.5f, 42);
    EXPECT_EQ(first.readBytes(), second.readBytes());
    device().fillRandom(second.matrix(), 0.5f, 43);
    EXPECT_NE(first.readBytes(), second.readBytes());

    double sum = 0, squares = 0, largest = 0;
    const Doubles values = first.read();
    for (const double value : values) {
        sum += value;
        squares += value * value;
        largest = std::max(largest, std::abs(value));
    }
    const auto count = static_cast<double>(values.size());
    EXPECT_LE(largest, 0.5);
    EXPECT_NEAR(sum / count, 0, 5 * 0.29 / std::sqrt(count));
    EXPECT_NEAR(squares / count, 0.25 / 3, 0.005 + 0.4 / std::sqrt(count));
}

std::string nameOfRows(const ::testing::TestParamInfo<RowParameters>& parameters) {
    const auto& [row, precision, columns] = parameters.param;
    return rowName(row, precision, std::to_string(columns));
}

INSTANTIATE_TEST_SUITE_P(Rows, TestRows,
                         ::testing::Combine(::testing::ValuesIn(backendRows()), ::testing::ValuesIn(kPrecisions),
                                            ::testing::Values(1, 6, 31, 256, 1000)),
                         nameOfRows);

class TestDevice : public OperationTest, public ::testing::WithParamInterface<BackendRow> {
 public:
    TestDevice() : OperationTest(GetParam()) {}
};

TEST_P(TestDevice, normalisesAndRoutesAsTheTwoOperationsDo) {
    const int perToken = 2;
    for (const auto& [tokens, columns, experts] :
         {std::tuple(3, 100L, 5), std::tuple(3, 4096L, 8), std::tuple(64, 4096L, 8), std::tuple(65, 6144L, 8),
          std::tuple(1, 6144L, 5), std::tuple(2, 6144L, 9)}) {
        const auto choices = static_cast<std::size_t>(tokens * perToken);
        const Tensor residual = Tensor::random(device(), Precision::Float32, tokens, columns, 1);
        const Tensor sameResidual = Tensor::random(device(), Precision::Float32, tokens, columns, 1);
        const Tensor delta = Tensor::random(device(), activations(), tokens, columns, 2);
        const Tensor weight = Tensor::random(device(), Precision::Float32, 1, columns, 3);
        const Tensor router = Tensor::random(device(), Precision::Float32, experts, columns, 4, 0.1);
        const Tensor normed = Tensor::zeros(device(), activations(), tokens, columns);
        const Tensor sameNormed = Tensor::zeros(device(), activations(), tokens, columns);
        const DeviceMemory ids = device().allocate(2 * choices * sizeof(std::int32_t), "a test");
        const DeviceMemory weights = device().allocate(2 * choices * sizeof(float), "a test");
        auto* const id = static_cast<std::int32_t*>(ids.data());
        auto* const share = static_cast<float*>(weights.data());
        device().addRmsNormAndRoute(residual.matrix(), delta.matrix(), weight.matrix(), 1e-5f, normed.matrix(),
                                    router.weight(), id, share, perToken);
        device().addRmsNorm(sameResidual.matrix(), delta.matrix(), weight.matrix(), 1e-5f, sameNormed.matrix());
        device().route(sameNormed.matrix(), router.weight(), id + tokens * perToken, share + tokens * perToken,
                       perToken);
        EXPECT_EQ(residual.readBytes(), sameResidual.readBytes());
        // A sum in another order may move a value to the next one of its precision.
        const double step = activations() == Precision::Float32 ? 0 : 4e-3;
        EXPECT_LT(relativeError(normed.read(), sameNormed.read()), GetParam().tolerance + step);
        std::vector<std::int32_t> topkIds(2 * choices);
        std::vector<float> topkWeights(2 * choices);
        device().download(topkIds.data(), ids.data(), ids.bytes());
        device().download(topkWeights.data(), weights.data(), weights.bytes());
        for (std::size_t i = 0; i < choices; ++i) {
            EXPECT_EQ(topkIds[i], topkIds[i + choices]) << tokens << ", " << columns << ", " << experts;
            EXPECT_NEAR(topkWeights[i], topkWeights[i + choices], 10 * (GetParam().tolerance + step));
        }
    }
}

TEST_P(TestDevice, routesEqualLogitsToTheLowerExpert) {
    const Tensor x(device(), activations(), 1, 2, {1, 1});
    const Tensor router(device(), Precision::Float32, 4, 2, {0, 1, 1, 1, 2, 0, 1, 1});
    const DeviceMemory ids = device().allocate(3 * sizeof(std::int32_t), "a test");
    const DeviceMemory weights = device().allocate(3 * sizeof(float), "a test");
    device().route(x.matrix(), router.weight(), static_cast<std::int32_t*>(ids.data()),
                   static_cast<float*>(weights.data()), 3);
    std::vector<std::int32_t> topkIds(3);
    device().download(topkIds.data(), ids.data(), ids.bytes());
    EXPECT_EQ(topkIds, (std::vector<std::int32_t>{1, 2, 3}));
}

TEST_P(TestDevice, keepsExtremeGatesFinite) {
    // A gate far below zero: silu is zero and stays a number.
    const Tensor x(device(), activations(), 1, 1, {1});
    for (const double gate : {-1e4, -200.0, -90.0, 90.0, 1e4}) {
        const Tensor gateUp(device(), Precision::Float32, 2, 1, {gate, 1});
        const Tensor down(device(), Precision::Float32, 1, 1, {1});
        const ExpertTensors experts(device(), gateUp, down, 1);
        const Tensor products = Tensor::zeros(device(), activations(), 1, 1);
        const Tensor out = Tensor::zeros(device(), activations(), 1, 1);
        const DeviceMemory ids = device().allocate(sizeof(std::int32_t), "a test");
        const Tensor weights(device(), Precision::Float32, 1, 1, {1});
        device().experts(x.matrix(), static_cast<const std::int32_t*>(ids.data()),
                         static_cast<const float*>(weights.matrix().data), 1, experts.weights(), products.matrix(),
                         out.matrix());
        EXPECT_NEAR(out.read()[0], rounded(activations(), std::max(gate, 0.0)), 1e-30);
    }
}

TEST_P(TestDevice, clearsMemoryBeforeItIsUsed) {
    constexpr std::int64_t kColumns = 1000;
    const DeviceMemory memory = device().allocate(512u << 20, "a test");  // a GPU is busy with that for a while
    auto* const end = static_cast<std::byte*>(memory.data()) + memory.bytes() - kColumns * sizeof(float);
    device().fillRandom({end, Precision::Float32, 1, kColumns}, 1, 1);
    const DeviceMemory other = device().allocate(8, "a test");
    const std::int64_t zero = 0;
    device().upload(other.data(), &zero, sizeof zero);  // goes after all clearing
    std::vector<float> values(kColumns);
    device().download(values.data(), end, kColumns * sizeof(float));
    EXPECT_LT(std::ranges::count(values, 0.0f), 10);
}

TEST_P(TestDevice, gathersTheRowsWithLogits) {
    Step step({{0, 5}, {9, 3}}, 8);
    for (const int row : {4, 7, 5})
        step.sampling.push_back({.tokenRow = row, .options = {}, .position = 0, .history = {}});
    const Tensor x = Tensor::random(device(), activations(), 8, 37, 1);
    const Tensor out = Tensor::zeros(device(), activations(), 3, 37);
    execute(step, [&] { device().gatherLogitRows(x.matrix(), out.matrix()); });
    Doubles expected;
    for (const int row : {4, 7, 5})
        for (int i = 0; i < 37; ++i)
            expected.push_back(x.at(row, i));
    EXPECT_EQ(out.read(), expected);
}

TEST_P(TestDevice, findsWhatIsNotFinite) {
    for (const double bad : {1.0, std::nan(""), HUGE_VAL, -HUGE_VAL}) {
        Doubles values(77, 0.5);
        values[76] = bad;
        const Tensor x(device(), Precision::Float32, 7, 11, values);
        EXPECT_EQ(device().allFinite(x.matrix()), bad == 1.0);
    }
}

TEST_P(TestDevice, carriesNotANumberThroughAttention) {
    for (const auto& [precision, headDim] :
         {std::pair{Precision::Float32, 32}, {activations(), 128}, {Precision::Float8, 128}, {Precision::Float8, 32}}) {
        const Tensor cache = Tensor::zeros(device(), precision, 8L * 2 * kKvPageTokens, headDim);
        const KvLayer kv{cache.matrix().data, precision, 8, 1, headDim};
        Doubles values(20UL * 3 * headDim, 0.1);
        values[3 * 3 * headDim + headDim] = std::nan("");  // in the key of token 3
        const Tensor qkv(device(), activations(), 20, 3L * headDim, values);
        const Tensor out = Tensor::zeros(device(), activations(), 20, headDim);
        execute(Step({{0, 20}}, 8), [&] {
            device().ropeAndStoreKv(qkv.matrix(), 1, 1e6, kv);
            device().attention(qkv.matrix(), 1, kv, out.matrix());
        });
        EXPECT_TRUE(device().allFinite(out.matrix().rowRange(0, 3)));
        for (int token = 3; token < 20; ++token)
            EXPECT_FALSE(device().allFinite(out.matrix().rowRange(token, 1)))
                << token << " in " << precisionName(precision);
    }
}

TEST_P(TestDevice, refusesTokensBeyondTheVocabulary) {
    Step step({{0, 3}}, 8);
    const Tensor table = Tensor::random(device(), Precision::Float32, 11, 4, 1);
    const Tensor out = Tensor::zeros(device(), Precision::Float32, 3, 4);
    for (const int token : {-1, 11, 1 << 30}) {
        step.tokens[1] = token;
        EXPECT_THROW(execute(step, [&] { device().embed(table.weight(), out.matrix()); }), Error) << token;
    }
}

TEST_P(TestDevice, countsTheMemoryItGives) {
    const std::uint64_t before = device().allocatedBytes();
    {
        const DeviceMemory small = device().allocate(100, "a test");
        const DeviceMemory large = device().allocate((5 << 20) + 3, "a test");
        EXPECT_EQ(device().allocatedBytes(), before + 100 + (5 << 20) + 3);
        std::vector<char> bytes(large.bytes(), 1);
        device().download(bytes.data(), large.data(), large.bytes());
        EXPECT_TRUE(std::ranges::all_of(bytes, [](char byte) { return byte == 0; }));
        EXPECT_EQ(reinterpret_cast<std::uintptr_t>(small.data()) % 64, 0U);
        EXPECT_EQ(reinterpret_cast<std::uintptr_t>(large.data()) % 64, 0U);
    }
    EXPECT_EQ(device().allocatedBytes(), before);
}

TEST_P(TestDevice, saysWhatMemoryIsMissing) {
    const std::uint64_t wanted = 1ULL << 50;
    try {
        static_cast<void>(device().allocate(wanted, "the KV cache"));
        FAIL() << "took a pebibyte";
    } catch (const OutOfMemory& error) {
        EXPECT_NE(std::string(error.what()).find("the KV cache"), std::string::npos) << error.what();
        ASSERT_EQ(error.shortages().size(), 1U);
        EXPECT_EQ(error.shortages()[0].neededBytes, wanted);
        EXPECT_GT(error.shortages()[0].freeBytes, 0U);
        EXPECT_LT(error.shortages()[0].freeBytes, wanted);
    }
}

INSTANTIATE_TEST_SUITE_P(Rows, TestDevice, ::testing::ValuesIn(backendRows()),
                         [](const auto& parameters) { return parameters.param.name; });

}  // namespace

}  // namespace mw::test
