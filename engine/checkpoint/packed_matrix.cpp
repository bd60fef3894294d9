// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "packed_matrix.h"

#include <algorithm>
#include <vector>

namespace mw {

void PackedMatrix::readInParts(const MatrixSlice& slice, std::int64_t rowsAtOnce, const TakeRows& take) const {
    std::vector<std::byte> some;
    for (std::int64_t first = 0; first < slice.rows; first += rowsAtOnce) {
        MatrixSlice part = slice;
        part.firstRow = slice.firstRow + first;
        part.rows = std::min(rowsAtOnce, slice.rows - first);
        some.resize(static_cast<std::size_t>(part.rows) * storedRowBytes(layout(), part.columns));
        read(part, some.data());
        take(first, part.rows, some.data());
    }
}

}  // namespace mw
