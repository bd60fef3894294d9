// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <optional>

#include "packed_matrix.h"
#include "scales.h"

namespace mw {

/// How the codes of a matrix [out, in] lie in the 32-bit words of a tensor, where codes are run together, lowest bits
/// first.
enum class CodeOrder {
    RowsOfOutputs,   ///< [out, words]: those of the inputs of an output
    RowsOfInputs,    ///< [in, words]: those of the outputs of an input
    WordsOfInputs,   ///< [words, out]: those of the inputs of an output, down a column
    WordsOfOutputs,  ///< [words, in]: those of the outputs of an input, down a column
    Interleaved,     ///< [in, words]: of 8 outputs in a word those 0, 2, 4, 6, 1, 3, 5, 7
};

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
    void readBlocks(const MatrixSlice& slice, const Groups& groups, std::byte* out) const;
    void readValues(const MatrixSlice& slice, const Groups& groups, std::byte* out) const;

    CodeParts m_parts;
    bool m_reordered = false;
    StoredLayout m_layout = StoredLayout::Dequantised;
};

/// Where codes of a slice go: rows of blocks, whose codes may have something before them.
struct CodeTarget {
    std::uint8_t* data = nullptr;  ///< of the first code
    std::int64_t rowBytes = 0;
    std::int64_t blockValues = 0, blockBytes = 0;
    std::uint8_t less = 0;  ///< what is taken from each code

    /// Stores codes of a row from `column` on.
    void put(std::int64_t row, std::int64_t column, std::int64_t count, const std::uint8_t* codes) const;
};

/// Reads the codes of a slice of a matrix [out, in].
void readCodes(const StoredTensor& tensor, CodeOrder order, int bits, const MatrixSlice& slice,
               const CodeTarget& target);

/// The shape of the tensor with the codes of a matrix [out, in].
std::vector<std::int64_t> codesShape(CodeOrder order, int bits, std::int64_t rows, std::int64_t columns);

}  // namespace mw
