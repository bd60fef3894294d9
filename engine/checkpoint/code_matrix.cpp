// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "code_matrix.h"

#include <algorithm>
#include <cstring>
#include <utility>
#include <vector>

namespace mw {

namespace {

void require(const NamedPart& part, std::string_view type, const std::vector<std::int64_t>& shape) {
    if (part.tensor.type != type)
        throw part.error("expected " + std::string(type) + ", found " + std::string(part.tensor.type));
    if (part.tensor.shape != shape)
        throw part.error("expected the shape " + shapeText(shape) + ", found " + shapeText(part.tensor.shape));
}

constexpr std::int64_t kRowsAtOnce = 128;  ///< that are unpacked: whose codes stay in the cache

/// Codes [rows, columns], one behind the other.
CodeTarget packedCodes(std::uint8_t* codes, std::int64_t columns) {
    return {.data = reinterpret_cast<std::byte*>(codes),
            .rowBytes = columns,
            .blockValues = columns,
            .blockBytes = columns};
}

/// Whether a whole number of groups of the file, or parts of one, make one of `held` columns.
bool isMultiple(std::int64_t group, std::int64_t held) {
    return group % held == 0;
}

void lessEachByte(std::byte* bytes, std::int64_t count, int by) {
    for (std::int64_t i = 0; i < count; ++i)
        bytes[i] = static_cast<std::byte>(std::to_integer<int>(bytes[i]) - by);
}

/// Modulo 16.
void lessEachNibble(std::byte* bytes, std::int64_t count, int by) {
    for (std::int64_t i = 0; i < count; ++i) {
        const int both = std::to_integer<int>(bytes[i]);
        bytes[i] = static_cast<std::byte>(((both - by) & 15) | ((both - 16 * by) & 0xf0));
    }
}

}  // namespace

/// Of the groups from `first` on, as many for each row of the slice.
struct CodeMatrix::Groups {
    std::int64_t first = 0;
    std::int64_t count = 0;
    std::vector<float> scales;
    std::vector<std::int16_t> zeros;

    std::size_t at(std::int64_t row, std::int64_t group) const {
        return static_cast<std::size_t>(row * count + group - first);
    }
};

CodeMatrix::CodeMatrix(CodeParts parts) : m_parts(std::move(parts)) {
    checkShapes();
    m_reordered = isReordered();
    m_layout = chooseLayout();
}

void CodeMatrix::checkShapes() const {
    const auto& [rows, columns, bits, group, codes, order, scales, scalesOfOutputs, zeros, zeroOrder, zeroMore,
                 symmetric, groupOf] = m_parts;
    const auto shape = [](bool byOutputs, std::int64_t outputs, std::int64_t others) {
        return byOutputs ? std::vector{outputs, others} : std::vector{others, outputs};
    };
    require(codes, "I32", codesShape(order, bits, rows, columns));
    if (group <= 0 || columns % group != 0)
        throw codes.error("its " + std::to_string(columns) + " inputs are not whole groups of " +
                          std::to_string(group));
    require(scales, scales.tensor.type, shape(scalesOfOutputs, rows, groups()));
    (void)Scales(scales);  // of which type they are
    if (zeros) require(*zeros, "I32", codesShape(zeroOrder, bits, rows, groups()));
    if (groupOf) require(*groupOf, "I32", {columns});
}

std::vector<std::int32_t> CodeMatrix::groupsOf(const MatrixSlice& slice) const {
    std::vector<std::int32_t> result(static_cast<std::size_t>(slice.columns));
    const bool isStored = m_parts.groupOf && m_reordered;
    if (!isStored) {
        for (std::size_t i = 0; i < result.size(); ++i)
            result[i] = static_cast<std::int32_t>((slice.firstColumn + static_cast<std::int64_t>(i)) / m_parts.group);
        return result;
    }
    const NamedPart& part = *m_parts.groupOf;
    part.tensor.file->read(part.tensor.offset + static_cast<std::uint64_t>(slice.firstColumn) * sizeof(std::int32_t),
                           reinterpret_cast<std::byte*>(result.data()), result.size() * sizeof(std::int32_t));
    for (std::size_t i = 0; i < result.size(); ++i)
        if (result[i] < 0 || result[i] >= groups())
            throw part.error(
                "expected groups from 0 to " + std::to_string(groups() - 1) + ", found " + std::to_string(result[i]),
                static_cast<std::uint64_t>(slice.firstColumn) + i);
    return result;
}

bool CodeMatrix::isReordered() const {
    if (!m_parts.groupOf) return false;
    constexpr std::int64_t kSome = 4096;
    CodeMatrix stored = *this;
    stored.m_reordered = true;
    bool differs = false;
    for (std::int64_t first = 0; first < m_parts.columns; first += kSome) {
        const MatrixSlice some = {0, 0, first, std::min(kSome, m_parts.columns - first)};
        differs = stored.groupsOf(some) != groupsOf(some) || differs;
    }
    return differs;
}

StoredLayout CodeMatrix::chooseLayout() const {
    const int most = (1 << m_parts.bits) - 1;
    const bool isUsual = !m_parts.zeros || m_parts.symmetric;
    const int leastZero = isUsual ? usualZero() : m_parts.zeroMore;
    const int mostZero = isUsual ? usualZero() : most + m_parts.zeroMore;
    const auto fits = [&](int bits) { return -mostZero >= -(1 << (bits - 1)) && most - leastZero < 1 << (bits - 1); };
    // One scale for all columns is one for each group of them.
    const std::int64_t group = m_parts.group == m_parts.columns ? 0 : m_parts.group;
    const auto areWhole = [&](std::int64_t held) {
        return isMultiple(group, held) && isMultiple(m_parts.columns, held);
    };
    if (m_reordered) return StoredLayout::Dequantised;
    if (fits(4) && areWhole(128)) return StoredLayout::Codes4Group128;
    if (fits(4) && areWhole(32)) return StoredLayout::Codes4Group32;
    if (m_parts.bits == 4 && areWhole(128)) return StoredLayout::Codes4ZeroGroup128;
    if (m_parts.bits == 4 && areWhole(32)) return StoredLayout::Codes4ZeroGroup32;
    if (fits(8) && areWhole(128)) return StoredLayout::Codes8Group128;
    return StoredLayout::Dequantised;
}

CodeMatrix::Groups CodeMatrix::readGroups(const MatrixSlice& slice) const {
    Groups result;
    result.first = m_reordered ? 0 : slice.firstColumn / m_parts.group;
    const std::int64_t end = m_reordered ? groups() : (slice.firstColumn + slice.columns - 1) / m_parts.group + 1;
    result.count = end - result.first;
    const auto size = static_cast<std::size_t>(slice.rows * result.count);
    result.scales.resize(size);
    const Scales scales(m_parts.scales);
    const auto place = [](std::int64_t row, std::int64_t ofRow, std::int64_t at) {
        return static_cast<std::uint64_t>(row * ofRow + at);
    };
    if (slice.firstRow == 0)
        m_parts.scales.tensor.file->readAhead(m_parts.scales.tensor.offset, m_parts.scales.tensor.bytes);
    if (m_parts.scalesOfOutputs && result.count == groups()) {
        scales.read(place(slice.firstRow, groups(), 0), size, result.scales.data());
    } else if (m_parts.scalesOfOutputs) {
        for (std::int64_t row = 0; row < slice.rows; ++row)
            scales.read(place(slice.firstRow + row, groups(), result.first), static_cast<std::uint64_t>(result.count),
                        result.scales.data() + row * result.count);
    } else {
        // Some groups at a time, whose numbers for an output then lie side by side.
        constexpr std::int64_t kAtOnce = 16;
        std::vector<float> some(static_cast<std::size_t>(kAtOnce * slice.rows));
        for (std::int64_t first = result.first; first < end; first += kAtOnce) {
            const std::int64_t now = std::min(kAtOnce, end - first);
            for (std::int64_t i = 0; i < now; ++i)
                scales.read(place(first + i, m_parts.rows, slice.firstRow), static_cast<std::uint64_t>(slice.rows),
                            some.data() + i * slice.rows);
            for (std::int64_t row = 0; row < slice.rows; ++row) {
                float* const ofRow = result.scales.data() + result.at(row, first);
                for (std::int64_t i = 0; i < now; ++i)
                    ofRow[i] = some[static_cast<std::size_t>(i * slice.rows + row)];
            }
        }
    }
    result.zeros.assign(size, static_cast<std::int16_t>(usualZero()));
    if (!m_parts.zeros) return result;
    std::vector<std::uint8_t> zeros(size);
    CodesOfSlice(m_parts.zeros->tensor, m_parts.zeroOrder, m_parts.bits,
                 {slice.firstRow, slice.rows, result.first, result.count})
        .unpack(0, slice.rows, packedCodes(zeros.data(), result.count));
    const auto more = static_cast<std::int16_t>(m_parts.zeroMore), usual = static_cast<std::int16_t>(usualZero());
    std::ranges::transform(zeros, result.zeros.begin(),
                           [&](std::uint8_t zero) { return static_cast<std::int16_t>(zero + more); });
    if (!m_parts.symmetric) return result;
    const auto other = std::ranges::find_if(result.zeros, [&](std::int16_t zero) { return zero != usual; });
    if (other != result.zeros.end())
        throw m_parts.zeros->error("expected the zero point " + std::to_string(usual) +
                                   " everywhere, since the config calls the model symmetric, found " +
                                   std::to_string(*other) + " for output " +
                                   std::to_string(slice.firstRow + (other - result.zeros.begin()) / result.count));
    return result;
}

void CodeMatrix::read(const MatrixSlice& slice, std::byte* out) const {
    const auto rowBytes = static_cast<std::int64_t>(storedRowBytes(m_layout, slice.columns));
    readInParts(slice, kRowsAtOnce, [&](std::int64_t first, std::int64_t rows, const std::byte* packed) {
        std::memcpy(out + first * rowBytes, packed, static_cast<std::size_t>(rows * rowBytes));
    });
}

void CodeMatrix::readInParts(const MatrixSlice& slice, std::int64_t rowsAtOnce, const TakeRows& take) const {
    if (slice.rows == 0 || slice.columns == 0) return;
    const Groups groups = readGroups(slice);
    const bool areValues = m_layout == StoredLayout::Dequantised;
    const std::vector<std::int32_t> groupOf = areValues ? groupsOf(slice) : std::vector<std::int32_t>();
    // Where rows lie one behind the other, so many are read as are unpacked, and stay in the cache meanwhile.
    const bool liesAcross = m_parts.order != CodeOrder::RowsOfOutputs;
    std::optional<CodesOfSlice> codes;
    std::vector<std::byte> some(static_cast<std::size_t>(std::min(rowsAtOnce, slice.rows)) *
                                storedRowBytes(m_layout, slice.columns));
    for (std::int64_t first = 0; first < slice.rows; first += rowsAtOnce) {
        const std::int64_t rows = std::min(rowsAtOnce, slice.rows - first);
        const MatrixSlice part = {slice.firstRow + first, rows, slice.firstColumn, slice.columns};
        if (!codes || !liesAcross)
            codes.emplace(m_parts.codes.tensor, m_parts.order, m_parts.bits, liesAcross ? slice : part);
        const std::int64_t inCodes = liesAcross ? first : 0;
        if (areValues)
            unpackValues(*codes, inCodes, groupOf, groups, first, rows, some.data());
        else
            unpackBlocks(*codes, inCodes, slice, groups, first, rows, some.data());
        take(first, rows, some.data());
    }
}

void CodeMatrix::unpackBlocks(const CodesOfSlice& codes, std::int64_t inCodes, const MatrixSlice& slice,
                              const Groups& groups, std::int64_t first, std::int64_t rows, std::byte* out) const {
    const StoredLayoutRow& layout = storedLayoutRow(m_layout);
    const std::int64_t header = layout.bytesBeforeCodes();
    const int bits = weightFormatRow(layout.held).valueBits;
    constexpr int kHeldZero = 8;  // of 4 bits
    const bool keepsZeros = header > static_cast<std::int64_t>(sizeof(float));
    const bool hasOneZero = !m_parts.zeros || m_parts.symmetric;
    const int less = keepsZeros || !hasOneZero ? 0 : bits == 4 ? usualZero() - kHeldZero : usualZero();
    codes.unpack(inCodes, rows,
                 {.data = out + header,
                  .rowBytes = static_cast<std::int64_t>(storedRowBytes(m_layout, slice.columns)),
                  .blockValues = layout.blockValues,
                  .blockBytes = layout.blockBytes,
                  .bits = bits,
                  .less = static_cast<std::uint8_t>(less)});
    // Groups are whole blocks.
    const std::int64_t blocks = slice.columns / layout.blockValues, ofGroup = m_parts.group / layout.blockValues;
    const std::int64_t firstOfGroup = slice.firstColumn % m_parts.group / layout.blockValues;
    for (std::int64_t row = first; row < first + rows; ++row) {
        std::size_t at = groups.at(row, slice.firstColumn / m_parts.group);
        std::int64_t inGroup = firstOfGroup;
        for (std::int64_t block = 0; block < blocks; ++block, out += layout.blockBytes) {
            const float numbers[] = {groups.scales[at], static_cast<float>(groups.zeros[at])};
            std::memcpy(out, numbers, sizeof numbers[0]);
            if (keepsZeros)
                std::memcpy(out + sizeof numbers[0], &numbers[1], sizeof numbers[1]);
            else if (!hasOneZero && bits == 4)
                lessEachNibble(out + header, layout.blockBytes - header, groups.zeros[at] - kHeldZero);
            else if (!hasOneZero)
                lessEachByte(out + header, layout.blockBytes - header, groups.zeros[at]);
            if (++inGroup < ofGroup) continue;
            inGroup = 0;
            ++at;
        }
    }
}

void CodeMatrix::unpackValues(const CodesOfSlice& codes, std::int64_t inCodes, const std::vector<std::int32_t>& groupOf,
                              const Groups& groups, std::int64_t first, std::int64_t rows, std::byte* out) const {
    const std::size_t columns = groupOf.size();
    std::vector<std::uint8_t> some(static_cast<std::size_t>(rows) * columns);
    codes.unpack(inCodes, rows, packedCodes(some.data(), std::ssize(groupOf)));
    for (std::int64_t row = 0; row < rows; ++row) {
        const std::uint8_t* const from = some.data() + static_cast<std::size_t>(row) * columns;
        for (std::size_t column = 0; column < columns; ++column, out += sizeof(float)) {
            const std::size_t at = groups.at(first + row, groupOf[column]);
            const float value = static_cast<float>(from[column] - groups.zeros[at]) * groups.scales[at];
            std::memcpy(out, &value, sizeof value);
        }
    }
}

}  // namespace mw
