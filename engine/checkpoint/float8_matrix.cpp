// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "float8_matrix.h"

#include <algorithm>
#include <cstring>
#include <utility>
#include <vector>

#include "float8.h"

namespace mw {

namespace {

std::int64_t divideUp(std::int64_t count, std::int64_t by) {
    return (count + by - 1) / by;
}

}  // namespace

Float8Matrix::Float8Matrix(NamedPart codes, NamedPart scales, std::int64_t blockRows, std::int64_t blockColumns)
    : m_codes(std::move(codes)),
      m_scales(std::move(scales)),
      m_rows(m_codes.tensor.shape.at(0)),
      m_columns(m_codes.tensor.shape.at(1)),
      m_blockRows(blockRows),
      m_blockColumns(blockColumns),
      m_blocks(divideUp(m_columns, blockColumns)) {
    const std::int64_t expected = divideUp(m_rows, blockRows) * m_blocks;
    if (elementCount(m_scales.part().tensor) != static_cast<std::uint64_t>(expected))
        throw m_scales.part().error("expected " + std::to_string(expected) + " scales for " + inQuotes(m_codes.name) +
                                    " " + shapeText(m_codes.tensor.shape) + ", found " +
                                    shapeText(m_scales.part().tensor.shape));
    m_scales.check();
}

StoredLayout Float8Matrix::layout() const {
    return m_blocks == 1 ? StoredLayout::Float8Rows : StoredLayout::Dequantised;
}

void Float8Matrix::read(const MatrixSlice& slice, std::byte* out) const {
    const StoredTensor& tensor = m_codes.tensor;
    const StoredMatrix matrix = {tensor.file.get(), tensor.offset, m_rows, m_columns, StoredLayout::Float8Rows};
    const auto columns = static_cast<std::size_t>(slice.columns);
    std::vector<std::byte> codes(static_cast<std::size_t>(slice.rows) * columns);
    readMatrix(matrix, slice, codes.data());
    if (slice.rows == 0) return;
    const auto isNan = [](std::byte code) { return (code & std::byte{0x7f}) == std::byte{0x7f}; };
    if (const auto nan = std::ranges::find_if(codes, isNan); nan != codes.end()) {
        const auto at = static_cast<std::uint64_t>(nan - codes.begin());
        throw m_codes.error(
            "expected numbers, found NaN",
            (static_cast<std::uint64_t>(slice.firstRow) + at / columns) * static_cast<std::uint64_t>(m_columns) +
                static_cast<std::uint64_t>(slice.firstColumn) + at % columns);
    }
    const std::int64_t firstScaled = slice.firstRow / m_blockRows;
    const std::int64_t scaledRows = (slice.firstRow + slice.rows - 1) / m_blockRows + 1 - firstScaled;
    std::vector<float> scales(static_cast<std::size_t>(scaledRows * m_blocks));
    m_scales.read(static_cast<std::uint64_t>(firstScaled * m_blocks), scales.size(), scales.data());
    for (std::int64_t i = 0; i < slice.rows; ++i) {
        const float* const scale = scales.data() + ((slice.firstRow + i) / m_blockRows - firstScaled) * m_blocks;
        const std::byte* const from = codes.data() + static_cast<std::size_t>(i) * columns;
        if (m_blocks == 1) {
            std::memcpy(out, scale, sizeof(float));
            std::memcpy(out + sizeof(float), from, columns);
            out += sizeof(float) + columns;
            continue;
        }
        for (std::int64_t column = 0; column < slice.columns; ++column, out += sizeof(float)) {
            const float value = fromFloat8(std::to_integer<std::uint8_t>(from[column])) *
                                scale[(slice.firstColumn + column) / m_blockColumns];
            std::memcpy(out, &value, sizeof value);
        }
    }
}

}  // namespace mw
