// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Rotation, the KV cache and attention against a plain double-precision reference: rows of backend x precision x shape.

#include <algorithm>
#include <cmath>
#include <tuple>

#include "operation_test.h"

namespace mw::test {

namespace {

struct AttentionShape {
    std::string name;
    int heads, kvHeads, headDim;
    std::vector<Step::Sequence> sequences;
};
void PrintTo(const AttentionShape& s, std::ostream* out) {
    *out << s.name;
}

const AttentionShape kAttentionShapes[] = {
    {"OneToken", 2, 1, 32, {{0, 1}}},
    {"GroupOf6", 12, 2, 128, {{0, 5}, {37, 1}, {15, 2}}},
    {"OddHeadDim", 6, 3, 42, {{0, 19}, {100, 3}}},
    {"SmallHeads", 4, 4, 6, {{0, 33}}},
    {"HeadDim64", 8, 2, 64, {{16, 16}, {0, 1}, {31, 1}}},
    {"DecodeOfGroup4", 8, 2, 128, {{0, 1}, {15, 1}, {16, 1}, {300, 1}}},
    {"DecodeOfGroup6", 12, 2, 128, {{64, 1}, {1, 1}}},
    {"DecodeOfGroup12", 12, 1, 128, {{70, 1}}},
    {"DecodeOfManyHeads", 16, 16, 128, {{900, 1}, {150, 1}, {161, 1}, {1, 1}}},
    {"DecodeOfManyShort", 16, 16, 128, {{20, 1}, {100, 1}, {0, 1}, {15, 1}, {31, 1}, {1, 1}, {63, 1}, {40, 1}, {5, 1}}},
    {"DecodeOfManyAndOneLong",
     16,
     16,
     128,
     {{20, 1}, {900, 1}, {0, 1}, {15, 1}, {31, 1}, {1, 1}, {63, 1}, {40, 1}, {5, 1}}},
    {"LongContext", 4, 1, 32, {{1500, 1}, {530, 9}}},
    {"Ranked", 3, 1, 80, {{511, 2}, {1023, 1}}},
};

using AttentionParameters = std::tuple<BackendRow, Precision, AttentionShape>;
class TestAttention : public OperationTest, public ::testing::WithParamInterface<AttentionParameters> {
 public:
    TestAttention() : OperationTest(std::get<0>(GetParam())) {}
};

/// One head of one token, rotated by its position.
Doubles rotated(const Tensor& qkv, std::int64_t token, std::int64_t first, int headDim, int position, double theta) {
    Doubles out(static_cast<std::size_t>(headDim));
    const int half = headDim / 2;
    for (int i = 0; i < half; ++i) {
        // The angle is float32 by definition; see ropeAndStoreKv.
        const float power =
            static_cast<float>(std::pow(theta, static_cast<float>(2 * i) / static_cast<float>(headDim)));
        const double angle = static_cast<double>(static_cast<float>(position) * (1.0f / power));
        const double a = qkv.at(token, first + i), b = qkv.at(token, first + half + i);
        out[static_cast<std::size_t>(i)] = a * std::cos(angle) - b * std::sin(angle);
        out[static_cast<std::size_t>(half + i)] = b * std::cos(angle) + a * std::sin(angle);
    }
    return out;
}

TEST_P(TestAttention, rotatesStoresAndAttends) {
    const auto& [row, precision, s] = GetParam();
    const double theta = 1e6;
    const int columns = (s.heads + 2 * s.kvHeads) * s.headDim;
    const int pool = 300;
    const Tensor cache = Tensor::zeros(device(), precision, 2L * pool * s.kvHeads * kKvPageTokens, s.headDim);
    const KvLayer kv{cache.matrix().data, precision, pool, s.kvHeads, s.headDim};

    // The whole sequences first, so that the context is there; then the wanted part of each, which is what is compared.
    std::vector<Step::Sequence> whole;
    for (const Step::Sequence& sequence : s.sequences)
        whole.push_back({0, sequence.firstPosition + sequence.tokens});
    const Step prefill(whole, pool);
    const Step step(s.sequences, pool);
    ASSERT_EQ(prefill.pages, step.pages);
    const auto allTokens = static_cast<std::int64_t>(prefill.tokens.size());
    const auto tokens = static_cast<std::int64_t>(step.tokens.size());
    const Tensor all = Tensor::random(device(), activations(), allTokens, columns, 5);
    const Tensor part = Tensor::zeros(device(), activations(), tokens, columns);
    const Tensor out = Tensor::zeros(device(), activations(), tokens, 1L * s.heads * s.headDim);

    Doubles wanted;
    for (std::size_t i = 0; i < s.sequences.size(); ++i) {
        const auto begin = all.values().begin() +
                           (prefill.sequences[i].firstToken + s.sequences[i].firstPosition) * std::ptrdiff_t{columns};
        wanted.insert(wanted.end(), begin, begin + s.sequences[i].tokens * std::ptrdiff_t{columns});
    }
    const Tensor qkv(device(), activations(), tokens, columns, wanted);
    const Tensor others = Tensor::random(device(), activations(), tokens, columns, 6);
    execute(prefill, [&] { device().ropeAndStoreKv(all.matrix(), s.heads, theta, kv); });
    const std::vector<std::byte> stored = cache.readBytes();
    // Other keys and values first, so that it shows whether the right ones are stored.
    execute(step, [&] { device().ropeStoreAndAttend(others.matrix(), s.heads, theta, kv, out.matrix()); });
    EXPECT_NE(cache.readBytes(), stored);
    execute(step, [&] { device().ropeStoreAndAttend(qkv.matrix(), s.heads, theta, kv, out.matrix()); });
    EXPECT_EQ(cache.readBytes(), stored);

    Doubles expected;
    for (std::size_t i = 0; i < s.sequences.size(); ++i)
        for (int token = 0; token < s.sequences[i].tokens; ++token)
            for (int head = 0; head < s.heads; ++head) {
                const int position = s.sequences[i].firstPosition + token;
                const std::int64_t base = prefill.sequences[i].firstToken;
                const Doubles query = rotated(all, base + position, 1L * head * s.headDim, s.headDim, position, theta);
                const int kvHead = head / (s.heads / s.kvHeads);
                Doubles scores;
                for (int other = 0; other <= position; ++other) {
                    const Doubles key =
                        rotated(all, base + other, 1L * (s.heads + kvHead) * s.headDim, s.headDim, other, theta);
                    double score = 0;
                    for (std::size_t d = 0; d < key.size(); ++d)
                        score += query[d] * rounded(precision, key[d]);
                    scores.push_back(score / std::sqrt(s.headDim));
                }
                const double largest = *std::ranges::max_element(scores);
                double sum = 0;
                for (double& score : scores)
                    sum += score = std::exp(score - largest);
                for (int d = 0; d < s.headDim; ++d) {
                    double value = 0;
                    for (int other = 0; other <= position; ++other)
                        value += scores[static_cast<std::size_t>(other)] / sum *
                                 rounded(precision,
                                         all.at(base + other, 1L * (s.heads + s.kvHeads + kvHead) * s.headDim + d));
                    expected.push_back(value);
                }
            }
    // A key that float32 rounds to the other side of a value of few bits moves a score by a step of that precision.
    const double storage = precision == Precision::Float32    ? 0
                           : precision == Precision::BFloat16 ? 4e-4
                           : precision == Precision::Float16  ? 5e-5
                                                              : 6e-3;
    EXPECT_LT(relativeError(out.read(), expected), 10 * row.tolerance + storage);
}

class TestScaledRope : public OperationTest, public ::testing::WithParamInterface<BackendRow> {
 public:
    TestScaledRope() : OperationTest(GetParam()) {}
};

TEST_P(TestScaledRope, turnsByScaledFrequencies) {
    constexpr int kHeads = 2, kHeadDim = 64, kTokens = 20;
    const int columns = (kHeads + 2) * kHeadDim;
    std::vector<RopeScaling> scalings = {{.factor = 2.5}, {.factor = 4, .yarn = true, .originalContext = 4096}};
    if (activations() == Precision::Float32)
        scalings.push_back({.factor = 4, .yarn = true, .originalContext = 4096, .attentionFactor = 1.14});
    for (const RopeScaling& scaling : scalings) {
        const Rope rope(1e4, scaling);
        const std::vector<float> frequencies = inverseFrequencies(rope, kHeadDim);
        const Step step({{1000, kTokens}}, 80);
        const Tensor cache = Tensor::zeros(device(), activations(), 2L * 80 * kKvPageTokens, kHeadDim);
        const Tensor qkv = Tensor::random(device(), activations(), kTokens, columns, 9);
        execute(step, [&] {
            device().ropeAndStoreKv(qkv.matrix(), kHeads, rope, {cache.matrix().data, activations(), 80, 1, kHeadDim});
        });
        Doubles expected;
        for (int token = 0; token < kTokens; ++token)
            for (int column = 0; column < columns; ++column) {
                const int first = column / kHeadDim * kHeadDim, half = kHeadDim / 2, i = column % half;
                const double a = qkv.at(token, first + i), b = qkv.at(token, first + half + i);
                const double angle =
                    static_cast<double>(static_cast<float>(1000 + token) * frequencies[static_cast<std::size_t>(i)]);
                const double turned = column % kHeadDim < half ? a * std::cos(angle) - b * std::sin(angle)
                                                               : b * std::cos(angle) + a * std::sin(angle);
                const bool isValue = column >= (kHeads + 1) * kHeadDim;
                expected.push_back(isValue ? qkv.at(token, column) : turned * scaling.attentionFactor);
            }
        EXPECT_LT(relativeError(qkv.read(), expected), activations() == Precision::Float32 ? 1e-5 : 1e-2)
            << scaling.factor;
    }
}

INSTANTIATE_TEST_SUITE_P(Rows, TestScaledRope, ::testing::ValuesIn(backendRows()),
                         [](const auto& parameters) { return parameters.param.name; });

class TestLargeScores : public OperationTest, public ::testing::WithParamInterface<BackendRow> {
 public:
    TestLargeScores() : OperationTest(GetParam()) {}
};

TEST_P(TestLargeScores, stayFiniteWhereverTheLargestIs) {
    // exp() of a difference to anything but the largest score of all pages would overflow, or be 0 everywhere.
    constexpr int kHeads = 2, kHeadDim = 32, kPool = 40;
    constexpr double kScale = 40;  // scores of +-40 * 40 / sqrt(32) = 283
    for (const Step::Sequence& wanted : {Step::Sequence{79, 1}, Step::Sequence{70, 10}, Step::Sequence{599, 1}})
        for (const int largest : {-1, 0, 15, 16, 40, 64, 70, 511, 512, 599}) {
            // Only the dimensions that turn slowest are used, so that a score is that of the values as they are.
            const int slow = kHeadDim / 2 - 1;
            const int tokens = wanted.firstPosition + wanted.tokens, columns = (kHeads + 2) * kHeadDim;
            Doubles values(static_cast<std::size_t>(tokens) * columns);
            for (int token = 0; token < tokens; ++token) {
                double* row = values.data() + static_cast<std::ptrdiff_t>(token) * columns;
                for (int head = 0; head < kHeads; ++head)
                    row[head * kHeadDim + slow] = kScale;
                row[kHeads * kHeadDim + slow] = token == largest ? kScale : -kScale;
                for (int d = 0; d < kHeadDim; ++d)
                    row[(kHeads + 1) * kHeadDim + d] = token == largest ? d : token % 3;
            }
            const Step step({{0, tokens}}, kPool), last({wanted}, kPool);
            const Tensor cache = Tensor::zeros(device(), activations(), 2L * kPool * kKvPageTokens, kHeadDim);
            const KvLayer kv{cache.matrix().data, activations(), kPool, 1, kHeadDim};
            const Tensor all(device(), activations(), tokens, columns, values);
            const Tensor part(device(), activations(), wanted.tokens, columns,
                              {values.end() - static_cast<std::ptrdiff_t>(wanted.tokens) * columns, values.end()});
            const Tensor out = Tensor::zeros(device(), activations(), wanted.tokens, kHeads * kHeadDim);
            execute(step, [&] { device().ropeAndStoreKv(all.matrix(), kHeads, 1e6, kv); });
            execute(last, [&] { device().ropeStoreAndAttend(part.matrix(), kHeads, 1e6, kv, out.matrix()); });

            Doubles expected;
            for (int token = 0; token < wanted.tokens; ++token)
                for (int head = 0; head < kHeads; ++head)
                    for (int d = 0; d < kHeadDim; ++d) {
                        const int position = wanted.firstPosition + token;
                        // Without a largest score all count alike.
                        double mean = 0;
                        for (int other = 0; other <= position; ++other)
                            mean += static_cast<double>(other % 3) / (position + 1);
                        expected.push_back(largest < 0 || largest > position ? mean : d);
                    }
            EXPECT_LT(relativeError(out.read(), expected), 0.02) << largest << " of " << tokens;
        }
}

INSTANTIATE_TEST_SUITE_P(Rows, TestLargeScores, ::testing::ValuesIn(backendRows()),
                         [](const auto& parameters) { return parameters.param.name; });

std::string nameOfAttention(const ::testing::TestParamInfo<AttentionParameters>& parameters) {
    const auto& [row, precision, s] = parameters.param;
    return rowName(row, precision, s.name);
}

std::vector<BackendRow> attentionRows() {
    std::vector<BackendRow> rows = backendRows();
    rows.push_back(cudaWithKernels("CudaMma", {"mma"}));
    rows.push_back(cudaWithKernels("CudaGeneral", {"general"}));
    return rows;
}

INSTANTIATE_TEST_SUITE_P(Rows, TestAttention,
                         ::testing::Combine(::testing::ValuesIn(attentionRows()), ::testing::ValuesIn(allPrecisions()),
                                            ::testing::ValuesIn(kAttentionShapes)),
                         nameOfAttention);

}  // namespace

}  // namespace mw::test
