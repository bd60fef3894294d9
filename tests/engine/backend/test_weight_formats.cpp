// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Operations with weights of every format that a backend runs: made as the loader makes them, compared with what their
// bytes mean; of those in fp8 also with activations in fp8.

#include <algorithm>
#include <cmath>
#include <tuple>

#include "conversions.h"
#include "float8.h"
#include "held_values.h"
#include "mw/error.h"
#include "operation_test.h"
#include "quantise.h"
#include "weight_parts.h"
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
        // Where those of a model are, or the copy engine of GPUs does not find them.
        constexpr auto kAlignment = static_cast<std::uintptr_t>(kLargeWeightAlignment);
        std::vector<std::byte> bytes(weightBytes(format, rows, columns).total());
        m_memory = device.allocate(bytes.size() + kAlignment, "a test");
        const auto address = reinterpret_cast<std::uintptr_t>(m_memory.data());
        auto* const at = static_cast<std::byte*>(m_memory.data()) + (kAlignment - address % kAlignment) % kAlignment;
        m_weight = Weight::at(at, format, rows, columns);
        const Tensor plain(device, Precision::Float32, rows, columns, {wanted.begin(), wanted.end()});
        const Conversion& conversion = conversionOf(StoredLayout::Float32, format);
        if (conversion.quantised) {
            device.quantise(plain.matrix(), format, partsAt(at, format, rows, columns, 0));
            device.download(bytes.data(), at, bytes.size());
        } else {
            bytes = plain.readBytes();
            if (conversion.convert) {
                std::vector<std::byte> converted(weightBytes(format, rows, columns).total());
                conversion.convert(bytes.data(), rows, columns, partsAt(converted.data(), format, rows, columns, 0));
                bytes = std::move(converted);
            }
            device.upload(at, bytes.data(), bytes.size());
        }
        for (std::int64_t i = 0; i < rows; ++i)
            for (std::int64_t j = 0; j < columns; ++j)
                m_values[static_cast<std::size_t>(i * columns + j)] =
                    heldValue(format, partsAt(bytes.data(), format, rows, columns, i), j, columns);
    }

    Doubles m_values;
    DeviceMemory m_memory;
    Weight m_weight;
};

Doubles rowOf(const Tensor& x, std::int64_t row) {
    const auto begin = x.values().begin() + static_cast<std::ptrdiff_t>(row * x.matrix().columns);
    return {begin, begin + static_cast<std::ptrdiff_t>(x.matrix().columns)};
}

/// A row as Activations::Float8 makes it.
Doubles roundedRow(const Doubles& row) {
    float largest = 0;
    for (const double value : row)
        largest = std::max(largest, std::abs(static_cast<float>(value)));
    const float scale = largest / kLargestFloat8, inverse = largest > 0 ? kLargestFloat8 / largest : 0;
    Doubles out;
    for (const double value : row)
        out.push_back(rounded(Precision::Float8, static_cast<double>(static_cast<float>(value) * inverse)) *
                      static_cast<double>(scale));
    return out;
}

/// Root of the mean square difference, relative to that of what is expected.
double meanError(const Doubles& actual, const Doubles& expected) {
    double error = 0, all = 0;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        error += (actual[i] - expected[i]) * (actual[i] - expected[i]);
        all += expected[i] * expected[i];
    }
    return std::sqrt(error / all);
}

/// Operands of Device::experts(), each token of which chooses two of three.
class ExpertsCase {
 public:
    ExpertsCase(Device& device, WeightFormat format, Precision activations, int tokens, int hidden, int feedForward);

    std::vector<double> run(Activations activations = Activations::Exact) const;
    /// `rounds`: with activations in fp8.
    Doubles expected(bool rounds = false) const;

 private:
    static constexpr int kExperts = 3, kPerToken = 2;

    Device& m_device;
    int m_tokens, m_hidden, m_feedForward;
    Tensor m_x;
    std::vector<HeldWeight> m_gateUps, m_downs;
    std::vector<ExpertPlace> m_places;
    std::vector<std::int32_t> m_topkIds;
    std::vector<float> m_topkWeights;
    DeviceMemory m_table, m_ids, m_weights;
    Tensor m_products, m_out;
};

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
    const ExpertsCase mix(device(), format(), activations(), tokens, hidden, feedForward);
    EXPECT_LT(relativeError(mix.run(), mix.expected()), tolerance(hidden + feedForward))
        << tokens << " tokens of " << hidden << " x " << feedForward;
}

ExpertsCase::ExpertsCase(Device& device, WeightFormat format, Precision activations, int tokens, int hidden,
                         int feedForward)
    : m_device(device),
      m_tokens(tokens),
      m_hidden(hidden),
      m_feedForward(feedForward),
      m_x(Tensor::random(device, activations, tokens, hidden, 1)),
      m_products(Tensor::zeros(device, activations, tokens * kPerToken, feedForward)),
      m_out(Tensor::zeros(device, activations, tokens, hidden)) {
    for (unsigned expert = 0; expert < kExperts; ++expert) {
        m_gateUps.emplace_back(device, format, 2 * feedForward, hidden, 10 + expert, 0.3);
        m_downs.emplace_back(device, format, hidden, feedForward, 20 + expert, 0.3);
        const Weight& up = m_gateUps.back().weight();
        const Weight& down = m_downs.back().weight();
        m_places.push_back({up.values, up.scales, up.superScales, down.values, down.scales, down.superScales});
    }
    m_table = device.allocate(m_places.size() * sizeof(ExpertPlace), "a test");
    device.upload(m_table.data(), m_places.data(), m_table.bytes());
    for (int token = 0; token < tokens; ++token)
        for (int choice = 0; choice < kPerToken; ++choice) {
            m_topkIds.push_back((token + choice) % kExperts);
            m_topkWeights.push_back(choice == 0 ? 0.75f : 0.25f);
        }
    m_ids = device.allocate(m_topkIds.size() * sizeof m_topkIds[0], "a test");
    m_weights = device.allocate(m_topkWeights.size() * sizeof m_topkWeights[0], "a test");
    device.upload(m_ids.data(), m_topkIds.data(), m_ids.bytes());
    device.upload(m_weights.data(), m_topkWeights.data(), m_weights.bytes());
}

std::vector<double> ExpertsCase::run(Activations activations) const {
    m_device.experts(m_x.matrix(), static_cast<const std::int32_t*>(m_ids.data()),
                     static_cast<const float*>(m_weights.data()), kPerToken,
                     {m_gateUps[0].weight(), m_downs[0].weight(), kExperts,
                      static_cast<const ExpertPlace*>(m_table.data()), m_places},
                     m_products.matrix(), m_out.matrix(), activations);
    return m_out.read();
}

Doubles ExpertsCase::expected(bool rounds) const {
    const auto operand = [&](const Doubles& row) { return rounds ? roundedRow(row) : row; };
    Doubles expected;
    for (int token = 0; token < m_tokens; ++token) {
        const Doubles x = operand(rowOf(m_x, token));
        Doubles sum(static_cast<std::size_t>(m_hidden));
        for (int choice = 0; choice < kPerToken; ++choice) {
            const auto at = static_cast<std::size_t>(token * kPerToken + choice);
            const auto expert = static_cast<std::size_t>(m_topkIds[at]);
            Doubles gate = m_gateUps[expert].times(x, 0, m_feedForward);
            const Doubles up = m_gateUps[expert].times(x, m_feedForward, m_feedForward);
            for (std::size_t i = 0; i < gate.size(); ++i)
                gate[i] = gate[i] / (1 + std::exp(-gate[i])) * up[i];
            const Doubles part = m_downs[expert].times(operand(gate), 0, m_hidden);
            for (std::size_t i = 0; i < sum.size(); ++i)
                sum[i] += static_cast<double>(m_topkWeights[at]) * part[i];
        }
        expected.insert(expected.end(), sum.begin(), sum.end());
    }
    return expected;
}

/// Activations in fp8, in shapes that GPUs take so, too.
class TestFloat8Activations : public OperationTest, public ::testing::WithParamInterface<BackendRow> {
 protected:
    TestFloat8Activations() : OperationTest(GetParam()) {}

    void SetUp() override {
        OperationTest::SetUp();
        if (m_backend && onGpu() && !hasKernel()) GTEST_SKIP() << "This GPU does not multiply activations in fp8.";
    }

    /// Whether it was taken.
    bool hasKernel() {
        const HeldWeight weight(device(), WeightFormat::Float8, 8, 256, 1);
        const Tensor x = Tensor::random(device(), activations(), 1, 256, 1);
        const Tensor out = Tensor::zeros(device(), Precision::Float32, 1, 8);
        device().linear(x.matrix(), weight.weight(), out.matrix(), Activations::Float8);
        return std::ranges::count(m_backend->kernelsUsed(), "wgmma-fp8", &KernelUse::kernels) > 0;
    }

    bool onGpu() const { return m_backend->kind() == DeviceKind::Cuda; }
};

// Rows for every width of a tile and between, columns that are whole tiles and that are not, and as much of a row as a
// thread has once, often, and in registers at all.
constexpr Shape kRoundedShapes[] = {{1, 8, 256},     {7, 72, 512},    {33, 136, 512}, {64, 24, 768},
                                    {65, 128, 1280}, {130, 264, 256}, {200, 40, 512}, {257, 48, 512},
                                    {19, 16, 4352},  {3, 8, 14336},   {2, 8, 16384}};

TEST_P(TestFloat8Activations, multiply) {
    for (const auto& [rows, columns, k] : kRoundedShapes) {
        SCOPED_TRACE(std::to_string(rows) + "x" + std::to_string(columns) + "x" + std::to_string(k));
        Doubles values = Tensor::random(device(), activations(), rows, k, 1).values();
        for (std::size_t i = 0; i < values.size(); ++i)  // a scale that another row's would spoil
            values[i] *= std::ldexp(1, static_cast<int>(i / static_cast<std::size_t>(k) % 9) - 4);
        const Tensor x(device(), activations(), rows, k, values);
        const HeldWeight weight(device(), WeightFormat::Float8, columns, k, 2);
        const Tensor out = Tensor::zeros(device(), Precision::Float32, rows, columns);
        device().linear(x.matrix(), weight.weight(), out.matrix(), Activations::Float8);
        Doubles expected, exact;
        for (int row = 0; row < rows; ++row) {
            for (const double value : weight.times(roundedRow(rowOf(x, row)), 0, columns))
                expected.push_back(value);
            for (const double value : weight.times(rowOf(x, row), 0, columns))
                exact.push_back(value);
        }
        // The tensor cores keep some 13 binary digits of a sum.
        EXPECT_LT(meanError(out.read(), expected), onGpu() ? 2e-3 : 1e-5);
        EXPECT_LT(relativeError(out.read(), expected), onGpu() ? 5e-3 : 1e-5);
        EXPECT_GT(meanError(out.read(), exact), 0.01);

        const Tensor narrow = Tensor::zeros(device(), activations(), rows, columns);
        device().linear(x.matrix(), weight.weight(), narrow.matrix(), Activations::Float8);
        EXPECT_LT(meanError(narrow.read(), expected), onGpu() ? 4e-3 : 1e-5);
    }
}

TEST_P(TestFloat8Activations, mixExperts) {
    for (const auto& [tokens, hidden, feedForward] :
         {Shape{1, 256, 512}, {5, 512, 256}, {20, 256, 512}, {60, 256, 768}, {150, 256, 512}, {300, 256, 256}}) {
        SCOPED_TRACE(std::to_string(tokens) + " tokens of " + std::to_string(hidden) + " x " +
                     std::to_string(feedForward));
        const ExpertsCase mix(device(), WeightFormat::Float8, activations(), tokens, hidden, feedForward);
        const std::vector<double> found = mix.run(Activations::Float8);
        // GPUs round products to bf16 before, so that some of them come to lie on the other side of a code.
        EXPECT_LT(meanError(found, mix.expected(true)), onGpu() ? 0.02 : 2e-3);
        EXPECT_GT(meanError(found, mix.expected()), 0.025);
        EXPECT_EQ(mix.run(Activations::Float8), found);
        mix.run();  // what is rounded and what is not are kept apart
        EXPECT_EQ(mix.run(Activations::Float8), found);
    }
}

TEST_P(TestFloat8Activations, areExactBesideOtherWeights) {
    for (const WeightFormat format : {WeightFormat::BFloat16, WeightFormat::Int8, WeightFormat::Int4}) {
        const Tensor x = Tensor::random(device(), activations(), 200, 512, 1);
        const HeldWeight weight(device(), format, 72, 512, 2);
        const Tensor out = Tensor::zeros(device(), Precision::Float32, 200, 72);
        device().linear(x.matrix(), weight.weight(), out.matrix());
        const std::vector<double> exact = out.read();
        device().linear(x.matrix(), weight.weight(), out.matrix(), Activations::Float8);
        EXPECT_EQ(out.read(), exact) << weightFormatName(format);
        const ExpertsCase mix(device(), format, activations(), 150, 256, 256);
        EXPECT_EQ(mix.run(Activations::Float8), mix.run()) << weightFormatName(format);
    }
}

TEST_P(TestFloat8Activations, keepWhatIsNotFinite) {
    constexpr int kRows = 6, kColumns = 8, kInner = 256;
    Doubles values(kRows * kInner, 1.0);
    const auto fill = [&](int row, double value) {
        std::fill_n(values.begin() + std::ptrdiff_t{row} * kInner, kInner, value);
    };
    fill(0, 0);
    fill(1, 0x1p-120);  // whose inverse is not finite
    values[2 * kInner + 7] = std::nan("");
    values[3 * kInner + 200] = HUGE_VAL;
    fill(4, 3e30);
    const Tensor x(device(), activations(), kRows, kInner, values);
    const HeldWeight weight(device(), WeightFormat::Float8, kColumns, kInner, 2);
    const Tensor out = Tensor::zeros(device(), Precision::Float32, kRows, kColumns);
    device().linear(x.matrix(), weight.weight(), out.matrix(), Activations::Float8);
    const std::vector<double> found = out.read();
    for (int column = 0; column < kColumns; ++column) {
        const auto at = [&](int row) { return found[static_cast<std::size_t>(row * kColumns + column)]; };
        EXPECT_EQ(at(0), 0);
        EXPECT_EQ(at(1), 0);
        EXPECT_FALSE(std::isfinite(at(2)));
        EXPECT_FALSE(std::isfinite(at(3)));
        EXPECT_NEAR(at(4) / x.at(4, 0), at(5), 1e-4 * std::abs(at(5)));
        EXPECT_NE(at(5), 0);
    }
}

INSTANTIATE_TEST_SUITE_P(Rows, TestFloat8Activations, ::testing::ValuesIn(backendRows()),
                         [](const auto& row) { return row.param.name; });

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
