// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>

#include "file.h"
#include "stored_layout.h"

namespace mw {

/// A row-major matrix [rows, columns] in a file.
struct StoredMatrix {
    const File* file = nullptr;
    std::uint64_t offset = 0;  ///< of the first element
    std::int64_t rows = 0;
    std::int64_t columns = 0;  ///< whole blocks of the layout
    StoredLayout layout = StoredLayout::Float32;
};

/// A rectangle of a matrix; its columns are whole blocks of the layout.
struct MatrixSlice {
    std::int64_t firstRow = 0;
    std::int64_t rows = 0;
    std::int64_t firstColumn = 0;
    std::int64_t columns = 0;
};

/// Takes rows of a slice, packed: its number `first` and those behind it.
using TakeRows = std::function<void(std::int64_t first, std::int64_t rows, const std::byte* packed)>;

/// Reads a slice into `out` [rows, columns], packed, in the layout of the file.
void readMatrix(const StoredMatrix& matrix, const MatrixSlice& slice, std::byte* out);

/// Reads a slice of the transpose of `matrix`, whose blocks are single elements.
void readTransposed(const StoredMatrix& matrix, const MatrixSlice& slice, std::byte* out);

/// Reads a slice of `matrix` with the rows of each head in rotate-half order, where the file has the two rows of each
/// rotated pair side by side: row i and i + headDim / 2 of a head are the file's rows 2i and 2i + 1.
void readRotaryPairs(const StoredMatrix& matrix, std::int64_t headDim, const MatrixSlice& slice, std::byte* out);

}  // namespace mw
