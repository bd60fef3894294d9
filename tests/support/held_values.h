// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// What the bytes of a weight mean in each format, by its definition and slowly.

#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "code_order.h"
#include "convert.h"
#include "mw/weight_format.h"
#include "weight_parts.h"

namespace mw::test {

inline double plainValue(Precision precision, const std::byte* from, std::int64_t index) {
    float value = 0;
    convertElements(from + static_cast<std::size_t>(index) * bytesPerElement(precision), precision,
                    reinterpret_cast<std::byte*>(&value), Precision::Float32, 1);
    return static_cast<double>(value);
}

/// `count` bits of what begins at `from`, of one byte.
inline int bitsAt(const std::byte* from, std::int64_t bit, int count) {
    return std::to_integer<int>(from[bit / 8]) >> bit % 8 & ((1 << count) - 1);
}

/// The code of a column, as the bits that are stored. `held` columns are those of the row with what fills it up.
inline int codeAt(int bits, const std::byte* values, std::int64_t column, std::int64_t held) {
    const int lower = bits == 8 ? 8 : 4;  // the others lie elsewhere
    std::int64_t position = 0;
    while (columnOfCode(lower, position) != column % kCodeBlock)
        ++position;
    const int code = bitsAt(values, (column / kCodeBlock * kCodeBlock + position) * lower, lower);
    return bits == lower ? code : code | bitsAt(values + held / 2, upperBitsOf(bits, column), bits - 4) << 4;
}

inline double float8Value(int bits) {
    const int exponent = bits >> 3 & 15, mantissa = bits & 7;
    const double magnitude = exponent == 0 ? std::ldexp(mantissa, -9) : std::ldexp(8 + mantissa, exponent - 10);
    return bits & 0x80 ? -magnitude : magnitude;
}

/// The value in column `column` of a row of `columns` whose parts begin at `parts`.
inline double heldValue(WeightFormat format, const WeightParts& parts, std::int64_t column, std::int64_t columns) {
    using enum Precision;
    const WeightFormatRow& row = weightFormatRow(format);
    if (row.element) return plainValue(*row.element, parts.values, column);
    if (isNested(row.scales)) {
        const std::int64_t held = (columns + kSuperBlock - 1) / kSuperBlock * kSuperBlock;
        const std::int64_t group = column / row.groupSize, superBlock = column / kSuperBlock;
        const int code = codeAt(row.valueBits, parts.values, column, held);
        const double d = plainValue(Float16, parts.superScales, 2 * superBlock);
        if (row.scales == ScaleType::Nested) return d * static_cast<std::int8_t>(parts.scales[group]) * (code - 32);
        const double dmin = plainValue(Float16, parts.superScales, 2 * superBlock + 1);
        return d * std::to_integer<int>(parts.scales[2 * group]) * code -
               dmin * std::to_integer<int>(parts.scales[2 * group + 1]);
    }
    if (isPaired(row.scales)) {
        const std::int64_t held = (columns + kSuperBlock - 1) / kSuperBlock * kSuperBlock;
        const int code = codeAt(row.valueBits, parts.values, column, held);
        const std::int64_t at = 2 * (column / row.groupSize);
        const double scale = plainValue(Float16, parts.scales, at), second = plainValue(Float16, parts.scales, at + 1);
        return row.scales == ScaleType::Float16WithZero ? scale * (code - second) : scale * code + second;
    }
    const int code = codeAt(row.valueBits, parts.values, column, columns);
    if (format == WeightFormat::Float8) return float8Value(code) * plainValue(Float32, parts.scales, 0);
    const int number = row.valueBits == 8 ? static_cast<std::int8_t>(code) : code - 8;
    return number * plainValue(Float16, parts.scales, column / row.groupSize);
}

}  // namespace mw::test
