// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include <array>
#include <cstring>
#include <vector>

#include "code_matrix.h"
#include "octet.h"

namespace mw {

namespace {

constexpr std::int64_t kWordBits = 32;
constexpr std::int64_t kWordBytes = 4;
constexpr std::int64_t kInterleaved = 8;  ///< codes of a word of AWQ
constexpr std::array<std::int64_t, kInterleaved> kInterleavedOutputs = {0, 2, 4, 6, 1, 3, 5, 7};

std::int64_t wordsOf(std::int64_t codes, int bits) {
    return (codes * bits + kWordBits - 1) / kWordBits;
}

/// The words of a tensor [rows, words] that hold codes from `firstCode` on, packed.
class Words {
 public:
    Words(const StoredTensor& tensor, const MatrixSlice& slice)
        : m_stride(slice.columns), m_words(static_cast<std::size_t>(slice.rows * slice.columns)) {
        if (m_words.empty()) return;
        const std::int64_t ofRow = tensor.shape.at(1);
        const auto offset = [&](std::int64_t row, std::int64_t word) {
            return tensor.offset + static_cast<std::uint64_t>((row * ofRow + word) * kWordBytes);
        };
        auto* out = reinterpret_cast<std::byte*>(m_words.data());
        const auto bytes = static_cast<std::size_t>(slice.columns * kWordBytes);
        // Short runs from many rows: the next ones are asked for with them, so that the disk goes straight on.
        if (slice.firstRow == 0) tensor.file->readAhead(tensor.offset, tensor.bytes);
        if (slice.columns == ofRow) {
            tensor.file->read(offset(slice.firstRow, 0), out, bytes * static_cast<std::size_t>(slice.rows));
            return;
        }
        for (std::int64_t row = 0; row < slice.rows; ++row, out += bytes)
            tensor.file->read(offset(slice.firstRow + row, slice.firstColumn), out, bytes);
    }
    const std::uint32_t* row(std::int64_t row) const { return m_words.data() + row * m_stride; }
    std::int64_t stride() const { return m_stride; }  ///< words from one row to the next

 private:
    std::int64_t m_stride;
    std::vector<std::uint32_t> m_words;
};

/// A run of codes: from the bit `firstBit` on of words that lie `wordStride` apart, to bytes that lie `outStride`
/// apart.
struct Run {
    int bits;
    std::int64_t firstBit;
    std::int64_t count;

    void unpack(const std::uint32_t* words, std::int64_t wordStride, std::uint8_t* out, std::int64_t outStride) const {
        std::int64_t done = 0;
        if (bits == 4 && firstBit == 0 && outStride == 1)
            for (; done + 8 <= count; done += 8)
                storeOctet(spreadNibbles(words[done / 8 * wordStride]), out + done);
        if (bits == 8 && firstBit == 0 && outStride == 1)
            for (; done + kWordBytes <= count; done += kWordBytes)
                std::memcpy(out + done, words + done / kWordBytes * wordStride, kWordBytes);
        const std::uint32_t mask = (1U << bits) - 1;
        for (; done < count; ++done) {
            const std::int64_t bit = firstBit + done * bits, in = bit % kWordBits;
            const std::uint32_t* const word = words + bit / kWordBits * wordStride;
            std::uint32_t code = word[0] >> in;
            if (in + bits > kWordBits) code |= word[wordStride] << (kWordBits - in);
            out[done * outStride] = static_cast<std::uint8_t>(code & mask);
        }
    }
};

/// The words that a run of codes touches, and where in them it begins.
struct TouchedWords {
    TouchedWords(int bits, std::int64_t firstCode, std::int64_t codes)
        : first(firstCode * bits / kWordBits),
          count(wordsOf(firstCode + codes, bits) - first),
          run{bits, firstCode * bits - first * kWordBits, codes} {}
    std::int64_t first;
    std::int64_t count;
    Run run;
};

/// Eight inputs of one word at a time, whose bytes then lie side by side.
void readInterleaved(const StoredTensor& tensor, const MatrixSlice& slice, std::uint8_t* out) {
    const std::int64_t firstWord = slice.firstRow / kInterleaved;
    const std::int64_t endRow = slice.firstRow + slice.rows;
    const std::int64_t words = (endRow + kInterleaved - 1) / kInterleaved - firstWord;
    const Words stored(tensor, {slice.firstColumn, slice.columns, firstWord, words});
    for (std::int64_t word = 0; word < words; ++word)
        for (std::int64_t first = 0; first < slice.columns; first += kInterleaved) {
            const std::int64_t inputs = std::min(kInterleaved, slice.columns - first);
            std::array<Octet, kInterleaved> codes{};
            for (std::int64_t i = 0; i < inputs; ++i)
                codes[static_cast<std::size_t>(i)] = spreadNibbles(stored.row(first + i)[word]);
            transpose(codes);
            for (std::int64_t at = 0; at < kInterleaved; ++at) {
                const std::int64_t row =
                    (firstWord + word) * kInterleaved + kInterleavedOutputs[static_cast<std::size_t>(at)];
                if (row < slice.firstRow || row >= endRow) continue;
                const Octet& ofRow = codes[static_cast<std::size_t>(at)];
                std::uint8_t* const target = out + (row - slice.firstRow) * slice.columns + first;
                if (inputs == kInterleaved)
                    storeOctet(ofRow, target);
                else
                    std::memcpy(target, &ofRow, static_cast<std::size_t>(inputs));
            }
        }
}

}  // namespace

void readCodes(const StoredTensor& tensor, CodeOrder order, int bits, const MatrixSlice& slice, std::uint8_t* out) {
    if (order == CodeOrder::Interleaved) {
        readInterleaved(tensor, slice, out);
        return;
    }
    const bool runsOverInputs = order == CodeOrder::RowsOfOutputs || order == CodeOrder::WordsOfInputs;
    const auto touched = runsOverInputs ? TouchedWords(bits, slice.firstColumn, slice.columns)
                                        : TouchedWords(bits, slice.firstRow, slice.rows);
    switch (order) {
        case CodeOrder::RowsOfOutputs: {
            const Words words(tensor, {slice.firstRow, slice.rows, touched.first, touched.count});
            for (std::int64_t row = 0; row < slice.rows; ++row)
                touched.run.unpack(words.row(row), 1, out + row * slice.columns, 1);
            return;
        }
        case CodeOrder::RowsOfInputs: {
            const Words words(tensor, {slice.firstColumn, slice.columns, touched.first, touched.count});
            for (std::int64_t column = 0; column < slice.columns; ++column)
                touched.run.unpack(words.row(column), 1, out + column, slice.columns);
            return;
        }
        case CodeOrder::WordsOfInputs: {
            const Words words(tensor, {touched.first, touched.count, slice.firstRow, slice.rows});
            for (std::int64_t row = 0; row < slice.rows; ++row)
                touched.run.unpack(words.row(0) + row, words.stride(), out + row * slice.columns, 1);
            return;
        }
        case CodeOrder::WordsOfOutputs: {
            const Words words(tensor, {touched.first, touched.count, slice.firstColumn, slice.columns});
            for (std::int64_t column = 0; column < slice.columns; ++column)
                touched.run.unpack(words.row(0) + column, words.stride(), out + column, slice.columns);
            return;
        }
        case CodeOrder::Interleaved:
            return;
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
