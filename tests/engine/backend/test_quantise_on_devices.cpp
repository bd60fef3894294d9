// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Codes and scales that a device makes of plain weights: every byte is that of quantiseRows().

#include <algorithm>
#include <cmath>
#include <cstring>
#include <future>
#include <limits>
#include <tuple>

#include "convert.h"
#include "operation_test.h"
#include "quantise.h"
#include "weight_parts.h"

namespace mw::test {

namespace {

struct Rows {
    std::int64_t rows, columns;
};
/// Whole blocks and groups, and what is none; rows that begin at no multiple of 16 bytes; longer ones than a GPU keeps.
constexpr Rows kRows[] = {{64, 4096}, {3, 14336}, {2, 40000}, {17, 96}, {9, 129}, {5, 300}, {3, 31}, {2, 1}};

using Parameters = std::tuple<BackendRow, WeightFormat>;

class TestQuantiseOnDevices : public OperationTest, public ::testing::WithParamInterface<Parameters> {
 public:
    TestQuantiseOnDevices() : OperationTest(std::get<0>(GetParam())) {}

    static WeightFormat format() { return std::get<1>(GetParam()); }

    /// What the device makes of these numbers, and what it should; `inHostMemory`: they stand in a TransferBuffer.
    void compare(const std::vector<float>& values, std::int64_t columns, Precision element, bool inHostMemory) {
        const std::int64_t rows = std::ssize(values) / columns;
        std::vector<std::byte> plain(values.size() * bytesPerElement(element));
        convertElements(reinterpret_cast<const std::byte*>(values.data()), Precision::Float32, plain.data(), element,
                        values.size());
        const std::uint64_t bytes = weightBytes(format(), rows, columns).total();
        std::vector<std::byte> expected(bytes), found(bytes);
        quantiseRows(plain.data(), element, rows, columns, format(),
                     partsAt(expected.data(), format(), rows, columns, 0));

        DeviceMemory memory;
        TransferBuffer buffer;
        void* source = nullptr;
        if (inHostMemory) {
            buffer = device().allocateTransfer(plain.size());
            source = buffer.data();
            std::memcpy(source, plain.data(), plain.size());
        } else {
            memory = device().allocate(plain.size(), "a test");
            source = memory.data();
            device().upload(source, plain.data(), plain.size());
        }
        const DeviceMemory held = device().allocate(bytes, "a test");
        device().quantise({source, element, rows, columns}, format(),
                          partsAt(static_cast<std::byte*>(held.data()), format(), rows, columns, 0));
        device().download(found.data(), held.data(), bytes);
        const auto differs = std::ranges::mismatch(found, expected).in1;
        EXPECT_EQ(found, expected) << precisionName(element) << " [" << rows << ", " << columns << "], byte "
                                   << differs - found.begin() << " of " << bytes;
    }
};

std::vector<float> normals(const Rows& rows, unsigned seed, float scale = 0.02f) {
    std::mt19937 generator(seed);
    std::normal_distribution<float> normal(0, scale);
    std::vector<float> values(static_cast<std::size_t>(rows.rows * rows.columns));
    std::ranges::generate(values, [&] { return normal(generator); });
    return values;
}

TEST_P(TestQuantiseOnDevices, makesTheBytesOfTheCpu) {
    unsigned seed = 0;
    for (const Rows& rows : kRows)
        for (const Precision element : kPrecisions)
            for (const bool inHostMemory : {true, false})
                compare(normals(rows, ++seed), rows.columns, element, inHostMemory);
}

TEST_P(TestQuantiseOnDevices, makesThemOfWhatIsRare) {
    constexpr float kLargest = std::numeric_limits<float>::max();
    constexpr float kInfinity = std::numeric_limits<float>::infinity();
    const std::vector<float> rare = {0.0f,     -0.0f,     1e-45f,  1e-38f,    3e-37f,     0x1p-24f,     0x1.1p-24f,
                                     0x1p-17f, 1e-6f,     1.0f,    65504.0f,  1e9f,       1e13f,        1e20f,
                                     kLargest, kInfinity, -1e-45f, -kLargest, -kInfinity, std::nanf("")};
    constexpr std::int64_t kColumns = 384;
    std::mt19937 generator(5);
    std::vector<float> values;
    // Rows of one number, or two by turns, of which one may be that of the opposite sign; and rows of all of them.
    for (const float one : rare)
        for (const float other : {one, -one, 0.0f, 1.0f})
            for (std::int64_t i = 0; i < kColumns; ++i)
                values.push_back(i / 7 % 2 == 0 ? one : other);
    for (const bool finite : {true, false})
        for (std::int64_t i = 0; i < 16 * kColumns; ++i) {
            const float value = rare[generator() % rare.size()];
            values.push_back(finite && !std::isfinite(value) ? 0 : value);
        }
    for (const Precision element : kPrecisions)
        compare(values, kColumns, element, true);
}

/// As readers of a checkpoint do.
TEST_P(TestQuantiseOnDevices, takesRowsFromSeveralThreads) {
    const Rows shape{96, 512};
    const std::vector<float> values = normals(shape, 3);
    const std::uint64_t bytes = weightBytes(format(), shape.rows, shape.columns).total();
    std::vector<std::byte> expected(bytes), found(bytes);
    quantiseRows(reinterpret_cast<const std::byte*>(values.data()), Precision::Float32, shape.rows, shape.columns,
                 format(), partsAt(expected.data(), format(), shape.rows, shape.columns, 0));
    const DeviceMemory held = device().allocate(bytes, "a test");
    std::vector<std::future<void>> threads;
    for (std::int64_t first = 0; first < shape.rows; first += 8)
        threads.push_back(std::async(std::launch::async, [&, first] {
            const std::size_t size = static_cast<std::size_t>(8 * shape.columns);
            const TransferBuffer buffer = device().allocateTransfer(size * sizeof(float));
            std::memcpy(buffer.data(), values.data() + first * shape.columns, size * sizeof(float));
            device().quantise(
                {buffer.data(), Precision::Float32, 8, shape.columns}, format(),
                partsAt(static_cast<std::byte*>(held.data()), format(), shape.rows, shape.columns, first));
        }));
    for (std::future<void>& thread : threads)
        thread.get();
    device().download(found.data(), held.data(), bytes);
    EXPECT_EQ(found, expected);
}

std::vector<BackendRow> quantisingRows() {
    std::vector<BackendRow> rows = backendRows();
    rows.push_back(cudaWithKernels("CudaQuantise", {"quantise"}));
    return rows;
}

std::vector<WeightFormat> quantisedFormats() {
    std::vector<WeightFormat> formats;
    for (const WeightFormatRow& row : weightFormats())
        if (isQuantised(row.format)) formats.push_back(row.format);
    return formats;
}

INSTANTIATE_TEST_SUITE_P(Rows, TestQuantiseOnDevices,
                         ::testing::Combine(::testing::ValuesIn(quantisingRows()),
                                            ::testing::ValuesIn(quantisedFormats())),
                         [](const auto& row) {
                             std::string name = std::get<0>(row.param).name + "_" +
                                                std::string(weightFormatName(std::get<1>(row.param)));
                             std::ranges::replace(name, '-', '_');
                             return name;
                         });

}  // namespace
}  // namespace mw::test
