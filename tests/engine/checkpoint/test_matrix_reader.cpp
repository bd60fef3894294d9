// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Slices of matrices by the definition of each way to read them. The matrices are several times as large as what is
// read at once, and every value in them tells its own place.

#include "matrix_reader.h"

#include <gtest/gtest.h>

#include <cstring>
#include <functional>
#include <vector>

#include "temp_dir.h"

namespace mw::test {
namespace {

using Value = std::uint32_t;

struct Slice {
    const char* what;
    MatrixSlice slice;
};

class TestMatrixReader : public testing::Test {
 protected:
    /// A matrix in a file, behind `kBefore` bytes that are none of it; the value at (r, c) is r * columns + c.
    StoredMatrix stored(std::int64_t rows, std::int64_t columns) {
        std::string bytes(kBefore + static_cast<std::size_t>(rows * columns) * sizeof(Value), '\xff');
        for (std::int64_t i = 0; i < rows * columns; ++i) {
            const auto value = static_cast<Value>(i);
            std::memcpy(bytes.data() + kBefore + static_cast<std::size_t>(i) * sizeof value, &value, sizeof value);
        }
        writeFile(m_folder / "matrix", bytes);
        m_file.emplace(m_folder / "matrix");
        return {&*m_file, kBefore, rows, columns, StoredLayout::Float32};
    }

    using Read = std::function<void(const MatrixSlice&, std::byte*)>;
    using PlaceOf = std::function<std::int64_t(std::int64_t row, std::int64_t column)>;

    /// Compares all of a slice with the value that belongs at each of its places.
    static void expectSlice(const MatrixSlice& slice, const Read& read, const PlaceOf& placeOf) {
        std::vector<Value> values(static_cast<std::size_t>(slice.rows * slice.columns));
        read(slice, reinterpret_cast<std::byte*>(values.data()));
        for (std::int64_t row = 0; row < slice.rows; ++row)
            for (std::int64_t column = 0; column < slice.columns; ++column)
                ASSERT_EQ(values[static_cast<std::size_t>(row * slice.columns + column)],
                          placeOf(slice.firstRow + row, slice.firstColumn + column))
                    << "row " << row << ", column " << column << " of the slice";
    }

 private:
    static constexpr std::size_t kBefore = 24;
    TempDir m_folder;
    std::optional<File> m_file;
};

TEST_F(TestMatrixReader, readsRowsWholeAndInPart) {
    const StoredMatrix matrix = stored(1100, 1100);  // 4.8 MB, rows of 4.4 kB
    for (const auto& [what, slice] : {Slice{"whole", {0, 1100, 0, 1100}}, Slice{"whole rows", {7, 1000, 0, 1100}},
                                      Slice{"wide pieces", {5, 900, 20, 1060}},
                                      Slice{"narrow pieces", {5, 1090, 1000, 30}}, Slice{"last", {1099, 1, 1099, 1}}}) {
        SCOPED_TRACE(what);
        expectSlice(
            slice, [&](const MatrixSlice& part, std::byte* out) { readMatrix(matrix, part, out); },
            [](std::int64_t row, std::int64_t column) { return row * 1100 + column; });
    }
}

TEST_F(TestMatrixReader, readsTheTranspose) {
    const StoredMatrix matrix = stored(1300, 700);  // its transpose has 700 rows of 1300
    for (const auto& [what, slice] : {Slice{"whole", {0, 700, 0, 1300}}, Slice{"a part", {3, 600, 150, 1111}},
                                      Slice{"few rows", {650, 5, 1, 1299}}, Slice{"few columns", {0, 700, 1290, 3}}}) {
        SCOPED_TRACE(what);
        expectSlice(
            slice, [&](const MatrixSlice& part, std::byte* out) { readTransposed(matrix, part, out); },
            [](std::int64_t row, std::int64_t column) { return column * 700 + row; });
    }
}

TEST_F(TestMatrixReader, readsRotaryPairsByHalves) {
    constexpr std::int64_t kHeadDim = 6;
    const StoredMatrix matrix = stored(200 * kHeadDim, 600);  // 2.9 MB
    for (const auto& [what, slice] :
         {Slice{"whole", {0, 1200, 0, 600}}, Slice{"from the middle of a head", {9, 1100, 0, 600}},
          Slice{"some columns", {600, 600, 100, 450}}}) {
        SCOPED_TRACE(what);
        expectSlice(
            slice, [&](const MatrixSlice& part, std::byte* out) { readRotaryPairs(matrix, kHeadDim, part, out); },
            [](std::int64_t row, std::int64_t column) {
                const std::int64_t head = row / kHeadDim, inHead = row % kHeadDim, half = kHeadDim / 2;
                const std::int64_t storedRow = head * kHeadDim + 2 * (inHead % half) + inHead / half;
                return storedRow * 600 + column;
            });
    }
}

}  // namespace
}  // namespace mw::test
