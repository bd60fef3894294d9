// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "matrix_reader.h"

#include <algorithm>
#include <cstring>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace mw {

namespace {

constexpr std::size_t kChunkBytes = 1 << 20;    // stays in the cache between reading and rearranging
constexpr std::size_t kSmallestRead = 4 << 10;  // below, whole rows are read even if only a part is wanted

/// Some rows of a slice, packed: [rows, columns of the slice]. `row` counts from the matrix's first one.
using RowsFunction = std::function<void(std::int64_t row, std::int64_t rows, const std::byte* elements)>;

std::uint64_t elementOffset(const StoredMatrix& matrix, std::int64_t row, std::int64_t column) {
    return matrix.offset + storedBytes(matrix.layout, row * matrix.columns + column);
}

/// Reads rows of a slice into `out`, packed. `span` is scratch space, grown as needed.
void readRows(const StoredMatrix& matrix, const MatrixSlice& slice, std::int64_t row, std::int64_t rows,
              std::vector<std::byte>& span, std::byte* out) {
    const std::size_t pieceBytes = storedBytes(matrix.layout, slice.columns);
    const std::size_t rowBytes = storedBytes(matrix.layout, matrix.columns);
    if (slice.columns == matrix.columns) {
        matrix.file->read(elementOffset(matrix, row, 0), out, static_cast<std::size_t>(rows) * rowBytes);
    } else if (pieceBytes >= kSmallestRead) {
        for (std::int64_t i = 0; i < rows; ++i)
            matrix.file->read(elementOffset(matrix, row + i, slice.firstColumn), out + i * pieceBytes, pieceBytes);
    } else {
        const std::int64_t rowsAtOnce = std::max<std::int64_t>(1, static_cast<std::int64_t>(kChunkBytes / rowBytes));
        for (std::int64_t i = 0; i < rows; i += rowsAtOnce) {
            const std::int64_t count = std::min(rowsAtOnce, rows - i);
            span.resize(static_cast<std::size_t>(count - 1) * rowBytes + pieceBytes);
            matrix.file->read(elementOffset(matrix, row + i, slice.firstColumn), span.data(), span.size());
            for (std::int64_t j = 0; j < count; ++j)
                std::memcpy(out + (i + j) * pieceBytes, span.data() + j * rowBytes, pieceBytes);
        }
    }
}

void readAhead(const StoredMatrix& matrix, const MatrixSlice& slice) {
    const std::uint64_t begin = elementOffset(matrix, slice.firstRow, slice.firstColumn);
    const std::uint64_t end = elementOffset(matrix, slice.firstRow + slice.rows - 1, slice.firstColumn + slice.columns);
    matrix.file->readAhead(begin, end - begin);
}

/// Reads a slice chunk by chunk.
void forEachChunk(const StoredMatrix& matrix, const MatrixSlice& slice, const RowsFunction& use) {
    if (slice.rows == 0 || slice.columns == 0) return;
    readAhead(matrix, slice);
    const std::size_t pieceBytes = storedBytes(matrix.layout, slice.columns);
    const std::int64_t rowsAtOnce =
        std::clamp<std::int64_t>(static_cast<std::int64_t>(kChunkBytes / pieceBytes), 1, slice.rows);
    const auto chunk = std::make_unique_for_overwrite<std::byte[]>(static_cast<std::size_t>(rowsAtOnce) * pieceBytes);
    std::vector<std::byte> span;
    for (std::int64_t done = 0; done < slice.rows; done += rowsAtOnce) {
        const std::int64_t rows = std::min(rowsAtOnce, slice.rows - done);
        readRows(matrix, slice, slice.firstRow + done, rows, span, chunk.get());
        use(slice.firstRow + done, rows, chunk.get());
    }
}

/// out[column * outColumns + row] = in[row * columns + column], in tiles that fit into the innermost cache.
template <typename T>
void transpose(const std::byte* in, std::int64_t rows, std::int64_t columns, std::byte* out, std::int64_t outColumns) {
    constexpr std::int64_t kTile = 32;
    constexpr auto kSize = static_cast<std::int64_t>(sizeof(T));
    for (std::int64_t firstColumn = 0; firstColumn < columns; firstColumn += kTile) {
        for (std::int64_t firstRow = 0; firstRow < rows; firstRow += kTile) {
            const std::int64_t endColumn = std::min(firstColumn + kTile, columns);
            const std::int64_t endRow = std::min(firstRow + kTile, rows);
            for (std::int64_t column = firstColumn; column < endColumn; ++column)
                for (std::int64_t row = firstRow; row < endRow; ++row)
                    std::memcpy(out + (column * outColumns + row) * kSize, in + (row * columns + column) * kSize,
                                kSize);
        }
    }
}

}  // namespace

void readMatrix(const StoredMatrix& matrix, const MatrixSlice& slice, std::byte* out) {
    if (slice.rows == 0 || slice.columns == 0) return;
    readAhead(matrix, slice);
    std::vector<std::byte> span;
    readRows(matrix, slice, slice.firstRow, slice.rows, span, out);
}

void readTransposed(const StoredMatrix& matrix, const MatrixSlice& slice, std::byte* out) {
    const StoredLayoutRow& layout = storedLayoutRow(matrix.layout);
    if (layout.blockValues != 1 || (layout.blockBytes != 2 && layout.blockBytes != 4))
        throw Error(ErrorCode::Internal, "A matrix of " + std::string(layout.name) + " cannot be read transposed.");
    const MatrixSlice stored = {slice.firstColumn, slice.columns, slice.firstRow, slice.rows};
    forEachChunk(matrix, stored, [&](std::int64_t row, std::int64_t rows, const std::byte* elements) {
        std::byte* target = out + storedBytes(matrix.layout, row - stored.firstRow);
        if (layout.blockBytes == 4) {
            transpose<std::uint32_t>(elements, rows, stored.columns, target, slice.columns);
        } else {
            transpose<std::uint16_t>(elements, rows, stored.columns, target, slice.columns);
        }
    });
}

void readRotaryPairs(const StoredMatrix& matrix, std::int64_t headDim, const MatrixSlice& slice, std::byte* out) {
    if (slice.rows == 0) return;
    // The rows of one head are spread over all of the head in the file, so whole heads are read.
    const std::int64_t firstHead = slice.firstRow / headDim;
    const std::int64_t endHead = (slice.firstRow + slice.rows + headDim - 1) / headDim;
    const MatrixSlice heads = {firstHead * headDim, (endHead - firstHead) * headDim, slice.firstColumn, slice.columns};
    const std::size_t rowBytes = storedBytes(matrix.layout, slice.columns);
    forEachChunk(matrix, heads, [&](std::int64_t firstRow, std::int64_t rows, const std::byte* elements) {
        for (std::int64_t i = 0; i < rows; ++i) {
            const std::int64_t head = (firstRow + i) / headDim;
            const std::int64_t inHead = (firstRow + i) % headDim;
            const std::int64_t row = head * headDim + inHead / 2 + (inHead % 2) * (headDim / 2) - slice.firstRow;
            if (row >= 0 && row < slice.rows) std::memcpy(out + row * rowBytes, elements + i * rowBytes, rowBytes);
        }
    });
}

}  // namespace mw
