// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "packed_matrix.h"
#include "scales.h"

namespace mw {

/// A matrix [out, in] of e4m3 codes with a scale for each rectangle of it: for all, each row, or each block.
/// value = code * scale.
class Float8Matrix : public PackedMatrix {
 public:
    /// `scales` holds one number per rectangle of `blockRows` and `blockColumns`, row by row; the last ones may be
    /// smaller. Throws Error if they are others than the codes need, or no positive numbers.
    Float8Matrix(NamedPart codes, NamedPart scales, std::int64_t blockRows, std::int64_t blockColumns);

    StoredLayout layout() const override;
    void read(const MatrixSlice& slice, std::byte* out) const override;

 private:
    NamedPart m_codes;
    Scales m_scales;
    std::int64_t m_rows, m_columns;
    std::int64_t m_blockRows, m_blockColumns;
    std::int64_t m_blocks;  ///< in a row
};

}  // namespace mw
