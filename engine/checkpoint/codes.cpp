// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "codes.h"

#include <algorithm>

namespace mw {

namespace {

constexpr std::int64_t kWordBits = 32;
constexpr std::int64_t kWordBytes = 4;

std::int64_t wordsOf(std::int64_t codes, int bits) {
    return (codes * bits + kWordBits - 1) / kWordBits;
}

/// A run of codes: from the bit `firstBit` on of words that lie `wordStride` apart, to bytes that lie `outStride`
/// apart.
struct Run {
    int bits;
    std::int64_t firstBit;
    std::int64_t count;

    void unpack(const std::uint32_t* words, std::int64_t wordStride, std::uint8_t* out, std::int64_t outStride) const {
        const std::uint32_t mask = (1U << bits) - 1;
        for (std::int64_t done = 0; done < count; ++done) {
            const std::int64_t bit = firstBit + done * bits, in = bit % kWordBits;
            const std::uint32_t* const word = words + bit / kWordBits * wordStride;
            std::uint32_t code = word[0] >> in;
            if (in + bits > kWordBits) code |= word[wordStride] << (kWordBits - in);
            out[done * outStride] = static_cast<std::uint8_t>(code & mask);
        }
    }
};

}  // namespace

CodesOfSlice::CodesOfSlice(const StoredTensor& tensor, CodeOrder order, int bits, const MatrixSlice& slice)
    : m_order(order), m_bits(bits), m_slice(slice) {
    // Runs of codes go over the inputs of an output, or over the outputs of an input. Of the words that a run touches
    // the first one begins at code firstWord * kWordBits / bits.
    const bool overInputs = order == CodeOrder::RowsOfOutputs || order == CodeOrder::WordsOfInputs;
    const std::int64_t firstCode = overInputs ? slice.firstColumn : slice.firstRow;
    const std::int64_t endCode = firstCode + (overInputs ? slice.columns : slice.rows);
    const std::int64_t firstWord = firstCode * bits / kWordBits, count = wordsOf(endCode, bits) - firstWord;
    m_firstBit = firstCode * bits - firstWord * kWordBits;
    switch (order) {
        case CodeOrder::RowsOfOutputs:
            readWords(tensor, {slice.firstRow, slice.rows, firstWord, count});
            break;
        case CodeOrder::RowsOfInputs:
        case CodeOrder::Interleaved:
            readWords(tensor, {slice.firstColumn, slice.columns, firstWord, count});
            break;
        case CodeOrder::WordsOfInputs:
            readWords(tensor, {firstWord, count, slice.firstRow, slice.rows});
            break;
        case CodeOrder::WordsOfOutputs:
            readWords(tensor, {firstWord, count, slice.firstColumn, slice.columns});
            break;
    }
}

void CodesOfSlice::readWords(const StoredTensor& tensor, const MatrixSlice& words) {
    const std::int64_t ofRow = tensor.shape.at(1), ofLine = static_cast<std::int64_t>(std::size(Line().words));
    const std::int64_t lines = (words.columns + ofLine - 1) / ofLine;  // of a row that is read by itself
    m_stride = words.columns == ofRow ? ofRow : lines * ofLine;
    m_lines = std::make_unique_for_overwrite<Line[]>(static_cast<std::size_t>(words.rows * m_stride / ofLine + 1));
    m_words = m_lines[0].words;
    if (words.rows == 0 || words.columns == 0) return;
    const auto offset = [&](std::int64_t row, std::int64_t word) {
        return tensor.offset + static_cast<std::uint64_t>((row * ofRow + word) * kWordBytes);
    };
    auto* out = reinterpret_cast<std::byte*>(m_lines.get());
    const auto bytes = static_cast<std::size_t>(words.columns * kWordBytes);
    // Short runs from many rows: the next ones are asked for with them, so that the disk goes straight on.
    if (words.firstRow == 0) tensor.file->readAhead(tensor.offset, tensor.bytes);
    if (words.columns == ofRow) {
        tensor.file->read(offset(words.firstRow, 0), out, bytes * static_cast<std::size_t>(words.rows));
        return;
    }
    for (std::int64_t row = 0; row < words.rows; ++row, out += m_stride * kWordBytes)
        tensor.file->read(offset(words.firstRow + row, words.firstColumn), out, bytes);
}

void CodesOfSlice::unpack(std::int64_t first, std::int64_t rows, const CodeTarget& target) const {
    const bool isAligned = m_firstBit == 0 && areWholeVectors(m_bits, m_slice.columns, target);
    if (m_order == CodeOrder::Interleaved || (m_order == CodeOrder::RowsOfInputs && m_bits == 4)) {
        constexpr std::int64_t kOfWord = 8;
        const std::int64_t ahead = m_slice.firstRow % kOfWord + first;  // of the rows, in the words that were read
        unpackWordsOfOutputs({words(0) + ahead / kOfWord, m_stride}, m_order == CodeOrder::Interleaved, ahead % kOfWord,
                             rows, m_slice.columns, target);
    } else if (m_order == CodeOrder::WordsOfInputs && isAligned) {
        unpackWordsOfInputs(m_bits, {words(0) + first, m_stride}, rows, m_slice.columns, target);
    } else if (m_order == CodeOrder::RowsOfOutputs && isAligned && m_bits != 3) {
        unpackRowsOfOutputs(m_bits, {words(first), m_stride}, rows, m_slice.columns, target);
    } else {
        unpackRuns(first, rows, target);
    }
}

void CodesOfSlice::unpackRuns(std::int64_t first, std::int64_t rows, const CodeTarget& target) const {
    const std::int64_t columns = m_slice.columns;
    std::vector<std::uint8_t> codes(static_cast<std::size_t>(columns));
    const auto put = [&](std::int64_t row) { target.put(row, 0, columns, codes.data()); };
    switch (m_order) {
        case CodeOrder::RowsOfOutputs:
        case CodeOrder::WordsOfInputs: {
            const bool isRow = m_order == CodeOrder::RowsOfOutputs;
            const Run run = {m_bits, m_firstBit, columns};
            for (std::int64_t row = 0; row < rows; ++row) {
                run.unpack(isRow ? words(first + row) : words(0) + first + row, isRow ? 1 : m_stride, codes.data(), 1);
                put(row);
            }
            break;
        }
        case CodeOrder::RowsOfInputs:
        case CodeOrder::WordsOfOutputs: {
            // Of each output the codes of all inputs are as many bits on in a run of their own.
            const bool isRow = m_order == CodeOrder::RowsOfInputs;
            for (std::int64_t row = 0; row < rows; ++row) {
                const std::int64_t bit = m_firstBit + (first + row) * m_bits;
                const Run one = {m_bits, bit % kWordBits, 1};
                for (std::int64_t column = 0; column < columns; ++column)
                    one.unpack(isRow ? words(column) + bit / kWordBits : words(bit / kWordBits) + column,
                               isRow ? 1 : m_stride, &codes[static_cast<std::size_t>(column)], 1);
                put(row);
            }
            break;
        }
        case CodeOrder::Interleaved:
            break;  // in words of 4 bits always
    }
}

std::vector<std::int64_t> codesShape(CodeOrder order, int bits, std::int64_t rows, std::int64_t columns) {
    switch (order) {
        case CodeOrder::RowsOfOutputs:
            return {rows, wordsOf(columns, bits)};
        case CodeOrder::RowsOfInputs:
        case CodeOrder::Interleaved:
            return {columns, wordsOf(rows, bits)};
        case CodeOrder::WordsOfInputs:
            return {wordsOf(columns, bits), rows};
        case CodeOrder::WordsOfOutputs:
            return {wordsOf(rows, bits), columns};
    }
    return {};
}

}  // namespace mw
