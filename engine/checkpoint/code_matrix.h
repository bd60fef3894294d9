// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <optional>

#include "codes.h"
#include "packed_matrix.h"
#include "scales.h"

namespace mw {

/// The tensors of a matrix of integer codes, and what a tool means by them.
struct CodeParts {
    std::int64_t rows = 0;     ///< outputs
    std::int64_t columns = 0;  ///< inputs, whole groups
    int bits = 0;              ///< 3, 4 or 8
    std::int64_t group = 0;    ///< inputs that share a scale and a zero point

    NamedPart codes;
    CodeOrder order = CodeOrder::RowsOfOutputs;
    NamedPart scales;
    bool scalesOfOutputs = false;  ///< [out, groups], else [groups, out]

    /// Absent: the zero point is half of what the bits can say.
    std::optional<NamedPart> zeros;
    CodeOrder zeroOrder = CodeOrder::RowsOfInputs;  ///< with groups in place of inputs
    int zeroMore = 0;                               ///< to add to zero points as they are stored
    bool symmetric = false;                         ///< all zero points have to be that of absent ones

    /// I32 [columns]: the group of each input; absent where groups follow each other.
    std::optional<NamedPart> groupOf;
};

/// A matrix of integers with scales and zero points for groups of inputs: value = (code - zero point) * scale.
class CodeMatrix : public PackedMatrix {
 public:
    /// Throws Error if a tensor has not the type and shape that the others call for, or an input a group that is none.
    explicit CodeMatrix(CodeParts parts);

    StoredLayout layout() const override { return m_layout; }
    void read(const MatrixSlice& slice, std::byte* out) const override;
    void readInParts(const MatrixSlice& slice, std::int64_t rowsAtOnce, const TakeRows& take) const override;

 private:
    struct Groups;  // scales and zero points of the rows of a slice

    void checkShapes() const;
    /// Whether the file's groups of inputs are others than one behind the other.
    bool isReordered() const;
    StoredLayout chooseLayout() const;
    int usualZero() const { return 1 << (m_parts.bits - 1); }
    std::int64_t groups() const { return m_parts.columns / m_parts.group; }
    /// The group of each column of a slice.
    std::vector<std::int32_t> groupsOf(const MatrixSlice& slice) const;
    Groups readGroups(const MatrixSlice& slice) const;
    /// Rows of a slice from `first` on, which are those of `codes` from `inCodes` on.
    void unpackBlocks(const CodesOfSlice& codes, std::int64_t inCodes, const MatrixSlice& slice, const Groups& groups,
                      std::int64_t first, std::int64_t rows, std::byte* out) const;
    /// `groupOf`: of each column.
    void unpackValues(const CodesOfSlice& codes, std::int64_t inCodes, const std::vector<std::int32_t>& groupOf,
                      const Groups& groups, std::int64_t first, std::int64_t rows, std::byte* out) const;

    CodeParts m_parts;
    bool m_reordered = false;
    StoredLayout m_layout = StoredLayout::Dequantised;
};

}  // namespace mw
