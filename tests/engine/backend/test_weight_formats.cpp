// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Operations with weights of every format that a backend runs: made as the loader makes them, compared with what their
// bytes mean.

#include <algorithm>
#include <cmath>
#include <cstring>
#include <tuple>

#include "conversions.h"
#include "float8.h"
#include "held_values.h"
#include "mw/error.h"
#include "operation_test.h"
#include "quantise.h"
#include "weights.h"

namespace mw::test {

namespace {

/// A matrix of weights on a device, and the values that it stands for.
class HeldWeight {
 public:
    HeldWeight(Device& device, WeightFormat format, std::int64_t rows, std::int64_t columns, unsigned seed,
               double scale = 1)
        : m_values(static_cast<std::size_t>(rows * columns)) {
        std::mt19937 generator(seed);
        std::normal_distribution<float> normal(0, static_cast<float>(scale));
        std::vector<float> wanted(m_values.size());
        std::ranges::generate(wanted, [&] { return normal(generator); });
        hold(device, format, rows, columns, wanted);
        // Rounding is small beside the values: the format's own, and no nonsense.
        for (std::size_t i = 0; i < wanted.size(); ++i)
            EXPECT_NEAR(m_values[i], static_cast<double>(wanted[i]), 0.35 * scale);
    }
    HeldWeight(Device& device, WeightFormat format, std::int64_t rows, std::int64_t columns,
               const std::vector<float>& wanted)
        : m_values(wanted.size()) {
        hold(device, format, rows, columns, wanted);
    }

    const Weight& weight() const { return m_weight; }
    double at(std::int64_t row, std::int64_t column) const {
        return m_values[static_cast<std::size_t>(row * m_weight.columns + column)];
    }
    /// x [columns] times rows [first, first + count).
    Doubles times(const Doubles& x, std::int64_t first, std::int64_t count) const {
        Doubles out(static_cast<std::size_t>(count));
        for (std::int64_t row = 0; row < count; ++row)
            for (std::int64_t i = 0; i < m_weight.columns; ++i)
                out[static_cast<std::size_t>(row)] += x[static_cast<std::size_t>(i)] * at(first + row, i);
        return out;
    }

 private:
    void hold(Device& device, WeightFormat format, std::int64_t rows, std::int64_t columns,
              const std::vector<float>& wanted) {
        std::vector<std::byte> bytes(weightBytes(format, rows, columns).total());
        const auto* const in = reinterpret_cast<const std::byte*>(wanted.data());
        if (const Conversion& conversion = conversionOf(StoredLayout::Float32, format); conversion.convert)
            conversion.convert(in, rows, columns, partsAt(bytes.data(), format, rows, columns, 0));
        else
            std::memcpy(bytes.data(), in, wanted.size() * sizeof(float));
        for (std::int64_t i = 0; i < rows; ++i)
            for (std::int64_t j = 0; j < columns; ++j)
                m_values[static_cast<std::size_t>(i * columns + j)] =
                    heldValue(format, partsAt(bytes.data(), format, rows, columns, i), j, columns);

        // Where those of a model are, or the copy engine of GPUs does not find them.
        constexpr auto kAlignment = static_cast<std::uintptr_t>(kLargeWeightAlignment);
        m_memory = device.allocate(bytes.size() + kAlignment, "a test");
        const auto address = reinterpret_cast<std::uintptr_t>(m_memory.data());
        void* const at = static_cast<std::byte*>(m_memory.data()) + (kAlignment - address % kAlignment) % kAlignment;
        device.upload(at, bytes.data(), bytes.size());
        m_weight = Weight::at(at, format, rows, columns);
    }

    Doubles m_values;
    DeviceMemory m_memory;
    Weight m_weight;
};

Doubles rowOf(const Tensor& x, std::int64_t row) {
    const auto begin = x.values().begin() + static_cast<std::ptrdiff_t>(row * x.matrix().columns);
    return {begin, begin + static_cast<std::ptrdiff_t>(x.matrix().columns)};
}

using Parameters = std::tuple<BackendRow, WeightFormat>;

class TestWeightFormats : public OperationTest, public ::testing::WithParamInterface<Parameters> {
 public:
    TestWeightFormats() : OperationTest(std::get<0>(GetParam())) {}

    void SetUp() override {
        OperationTest::SetUp();
        if (m_backend && !runsOn(format(), m_backend->kind()))
            GTEST_SKIP() << weightFormatName(format()) << " weights are not run there.";
    }

    static WeightFormat format() { return std::get<1>(GetParam()); }
    /// Compares the experts' sum with what it should be.
    void mixExperts(int tokens, int hidden, int feedForward);
    double tolerance(std::int64_t terms) const {
        return m_row.tolerance * std::max(1.0, std::sqrt(static_cast<double>(terms)) / 4);
    }
};

// Rows that are whole groups of most formats and rows that are not, and more of them than one tile; as many rows of x
// as each kernel takes.
struct Shape {
    int rows, columns, k;
};
constexpr Shape kShapes[] = {{1, 1, 1},      {1, 7, 128},    {3, 130, 100},   {7, 33, 257},   {19, 64, 512},
                             {2, 9, 4096},   {1, 72, 2560},  {8, 24, 768},    {11, 130, 512}, {16, 16, 1280},
                             {33, 200, 512}, {65, 136, 768}, {130, 264, 256}, {40, 400, 1024}};

TEST_P(TestWeightFormats, multiply) {
    for (const auto& [rows, columns, k] : kShapes) {
        const Tensor x = Tensor::random(device(), activations(), rows, k, 1);
        const HeldWeight weight(device(), format(), columns, k, 2);
        const Tensor out = Tensor::zeros(device(), Precision::Float32, rows, columns);
        device().linear(x.matrix(), weight.weight(), out.matrix());
        Doubles expected;
        for (int row = 0; row < rows; ++row)
            for (const double value : weight.times(rowOf(x, row), 0, columns))
                expected.push_back(value);
        EXPECT_LT(relativeError(out.read(), expected), tolerance(k)) << rows << "x" << columns << "x" << k;
    }
}

TEST_P(TestWeightFormats, multiplyWithARangeOfRows) {
    const Tensor x = Tensor::random(device(), activations(), 2, 300, 1);
    const HeldWeight weight(device(), format(), 50, 300, 2);
    const Tensor out = Tensor::zeros(device(), Precision::Float32, 2, 20);
    device().linear(x.matrix(), weight.weight().rowRange(16, 20), out.matrix());
    Doubles expected = weight.times(rowOf(x, 0), 16, 20);
    for (const double value : weight.times(rowOf(x, 1), 16, 20))
        expected.push_back(value);
    EXPECT_LT(relativeError(out.read(), expected), tolerance(300));
}

/// Every value that has a code of its own, at every place of a block: rare ones are not met by random weights.
TEST_P(TestWeightFormats, multiplyByEveryCode) {
    constexpr std::int64_t kColumns = 256;
    std::vector<float> codes;
    if (format() == WeightFormat::Float8)
        for (int code = 0; code < 256; ++code)
            codes.push_back((code & 0x7f) == 0x7f ? 0 : fromFloat8(static_cast<std::uint8_t>(code)));
    else if (const int bits = weightFormatRow(format()).valueBits; bits < 8)
        for (int code = -(1 << (bits - 1)); code < 1 << (bits - 1); ++code)
            codes.push_back(static_cast<float>(code));
    else
        for (int code = -127; code < 128; ++code)
            codes.push_back(static_cast<float>(code));
    const auto rows = static_cast<std::int64_t>(std::max<std::size_t>(codes.size(), 32));
    std::vector<float> values;
    for (std::int64_t row = 0; row < rows; ++row)
        for (std::int64_t column = 0; column < kColumns; ++column)
            values.push_back(codes[static_cast<std::size_t>(row + column) % codes.size()]);
    // All scales are 1: in each group, or row, is the largest code of the format.
    if (weightFormatRow(format()).valueBits == 8 && format() != WeightFormat::Float8) {
        const auto size = static_cast<std::size_t>(weightFormatRow(format()).groupSize);
        for (std::size_t group = 0; group < values.size() / size; ++group)
            values[size * group + group % size] = 127;
    }
    const HeldWeight weight(device(), format(), rows, kColumns, values);
    // But for nested ones: with these no value is a whole number, and all have 24 bits.
    const bool isNear = isNested(weightFormatRow(format()).scales);  // those of pairs are in the range of the codes
    for (std::int64_t row = 0; row < rows; ++row)
        for (std::int64_t column = 0; column < kColumns; ++column) {
            float& value = values[static_cast<std::size_t>(row * kColumns + column)];
            const auto held = static_cast<float>(weight.at(row, column));
            ASSERT_NEAR(held, value, isNear ? 1 : 0);
            value = held;
        }
    Doubles ones(kColumns * kColumns);
    for (std::int64_t i = 0; i < kColumns; ++i)
        ones[static_cast<std::size_t>(i * kColumns + i)] = 1;
    const Doubles expected = [&] {
        Doubles all;
        for (std::int64_t column = 0; column < kColumns; ++column)
            for (std::int64_t row = 0; row < rows; ++row)
                all.push_back(static_cast<double>(values[static_cast<std::size_t>(row * kColumns + column)]));
        return all;
    }();
    // With few rows of x and with many, which are other kernels on GPUs.
    for (const std::int64_t count : {std::int64_t{1}, std::int64_t{16}, kColumns}) {
        for (std::int64_t first = 0; first < kColumns; first += count) {
            const auto begin = ones.begin() + static_cast<std::ptrdiff_t>(first * kColumns);
            const Tensor x(device(), activations(), count, kColumns,
                           Doubles(begin, begin + static_cast<std::ptrdiff_t>(count * kColumns)));
            const Tensor out = Tensor::zeros(device(), Precision::Float32, count, rows);
            device().linear(x.matrix(), weight.weight(), out.matrix());
            const auto from = expected.begin() + static_cast<std::ptrdiff_t>(first * rows);
            const Doubles wanted(from, from + static_cast<std::ptrdiff_t>(count * rows));
            // Beside many rows GPUs multiply nested scales into the weights, in bf16.
            constexpr std::int64_t kMostExactly = 16;
            if (isNear && m_backend->kind() == DeviceKind::Cuda && count > kMostExactly)
                ASSERT_LT(relativeError(out.read(), wanted), 0.01);
            else
                ASSERT_EQ(out.read(), wanted) << count << " rows of x from " << first;
        }
    }
}

TEST_P(TestWeightFormats, embed) {
    if (m_backend->kind() == DeviceKind::Cuda && isQuantised(format()))
        GTEST_SKIP() << "GPUs read embeddings of plain elements only; no model has others.";
    const HeldWeight table(device(), format(), 11, 300, 3);
    const Step step({{0, 7}, {3, 2}}, 4);
    const auto tokens = static_cast<std::int64_t>(step.tokens.size());
    const Tensor out = Tensor::zeros(device(), Precision::Float32, tokens, 300);
    execute(step, [&] { device().embed(table.weight(), out.matrix()); });
    Doubles expected;
    for (const int token : step.tokens)
        for (std::int64_t column = 0; column < 300; ++column)
            expected.push_back(table.at(token, column));
    EXPECT_LT(relativeError(out.read(), expected), 1e-7);
}

TEST_P(TestWeightFormats, mixExperts) {
    mixExperts(9, 128, 192);  // whole groups of none
    for (const int tokens : {1, 5, 16, 20, 36, 60, 90, 150})
        mixExperts(tokens, 256, 512);
    mixExperts(24, 1024, 768);  // more of a row than its scales are read at once
}

void TestWeightFormats::mixExperts(int tokens, int hidden, int feedForward) {
    constexpr int kExperts = 3, kPerToken = 2;
    const Tensor x = Tensor::random(device(), activations(), tokens, hidden, 1);
    std::vector<HeldWeight> gateUps, downs;
    std::vector<ExpertPlace> places;
    for (unsigned expert = 0; expert < kExperts; ++expert) {
        gateUps.emplace_back(device(), format(), 2 * feedForward, hidden, 10 + expert, 0.3);
        downs.emplace_back(device(), format(), hidden, feedForward, 20 + expert, 0.3);
        const Weight& up = gateUps.back().weight();
        const Weight& down = downs.back().weight();
        places.push_back({up.values, up.scales, up.superScales, down.values, down.scales, down.superScales});
    }
    const DeviceMemory table = device().allocate(places.size() * sizeof(ExpertPlace), "a test");
    device().upload(table.data(), places.data(), table.bytes());
    std::vector<std::int32_t> topkIds;
    std::vector<float> topkWeights;
    for (int token = 0; token < tokens; ++token)
        for (int choice = 0; choice < kPerToken; ++choice) {
            topkIds.push_back((token + choice) % kExperts);
            topkWeights.push_back(choice == 0 ? 0.75f : 0.25f);
        }
    const DeviceMemory ids = device().allocate(topkIds.size() * sizeof topkIds[0], "a test");
    const DeviceMemory weights = device().allocate(topkWeights.size() * sizeof topkWeights[0], "a test");
    device().upload(ids.data(), topkIds.data(), ids.bytes());
    device().upload(weights.data(), topkWeights.data(), weights.bytes());
    const Tensor products = Tensor::zeros(device(), activations(), tokens * kPerToken, feedForward);
    const Tensor out = Tensor::zeros(device(), activations(), tokens, hidden);
    device().experts(
        x.matrix(), static_cast<const std::int32_t*>(ids.data()), static_cast<const float*>(weights.data()), kPerToken,
        {gateUps[0].weight(), downs[0].weight(), kExperts, static_cast<const ExpertPlace*>(table.data()), places},
        products.matrix(), out.matrix());

    Doubles expected;
    for (int token = 0; token < tokens; ++token) {
        Doubles sum(static_cast<std::size_t>(hidden));
        for (int choice = 0; choice < kPerToken; ++choice) {
            const auto at = static_cast<std::size_t>(token * kPerToken + choice);
            const auto expert = static_cast<std::size_t>(topkIds[at]);
            Doubles gate = gateUps[expert].times(rowOf(x, token), 0, feedForward);
            const Doubles up = gateUps[expert].times(rowOf(x, token), feedForward, feedForward);
            for (std::size_t i = 0; i < gate.size(); ++i)
                gate[i] = gate[i] / (1 + std::exp(-gate[i])) * up[i];
            const Doubles part = downs[expert].times(gate, 0, hidden);
            for (std::size_t i = 0; i < sum.size(); ++i)
                sum[i] += static_cast<double>(topkWeights[at]) * part[i];
        }
        expected.insert(expected.end(), sum.begin(), sum.end());
    }
    EXPECT_LT(relativeError(out.read(), expected), tolerance(hidden + feedForward))
        << tokens << " tokens of " << hidden << " x " << feedForward;
}

std::vector<WeightFormat> allFormats() {
    std::vector<WeightFormat> formats;
    for (const WeightFormatRow& row : weightFormats())
        formats.push_back(row.format);
    return formats;
}

INSTANTIATE_TEST_SUITE_P(Rows, TestWeightFormats,
                         ::testing::Combine(::testing::ValuesIn(backendRows()), ::testing::ValuesIn(allFormats())),
                         [](const auto& row) {
                             std::string name(weightFormatName(std::get<1>(row.param)));
                             std::ranges::replace(name, '-', '_');
                             return std::get<0>(row.param).name + "_" + name;
                         });

}  // namespace

}  // namespace mw::test
