// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Integer codes in the words of tensors, as quantisation tools put them there.

#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "matrix_reader.h"
#include "stored_tensor.h"
#include "unpack_codes.h"

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

/// The shape of the tensor with the codes of a matrix [out, in].
std::vector<std::int64_t> codesShape(CodeOrder order, int bits, std::int64_t rows, std::int64_t columns);

/// The codes of a slice of a matrix [out, in]. Their words are read at once, since they may lie across the file.
class CodesOfSlice {
 public:
    CodesOfSlice(const StoredTensor& tensor, CodeOrder order, int bits, const MatrixSlice& slice);

    /// Unpacks rows of the slice, from `first` on.
    void unpack(std::int64_t first, std::int64_t rows, const CodeTarget& target) const;

 private:
    /// Of the processor's cache, so that short runs of words are not in two of them.
    struct alignas(64) Line {
        std::uint32_t words[16];
    };

    void readWords(const StoredTensor& tensor, const MatrixSlice& words);
    const std::uint32_t* words(std::int64_t row) const { return m_words + row * m_stride; }
    void unpackRuns(std::int64_t first, std::int64_t rows, const CodeTarget& target) const;

    CodeOrder m_order;
    int m_bits;
    MatrixSlice m_slice;
    std::int64_t m_firstBit = 0;  ///< of each run of codes, in the words that were read
    std::int64_t m_stride = 0;    ///< words from one row of them to the next
    std::unique_ptr<Line[]> m_lines;
    const std::uint32_t* m_words = nullptr;  ///< in them
};

}  // namespace mw
