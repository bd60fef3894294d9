// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "scaled_rows.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstring>

#include "convert.h"

namespace mw {

namespace {

/// Every `step`-th of so many bytes of numbers.
void multiply(std::byte* numbers, std::uint64_t bytes, Precision precision, float factor, std::size_t step = 1) {
    std::array<float, 512> values;
    auto* const asBytes = reinterpret_cast<std::byte*>(values.data());
    const std::uint64_t size = bytesPerElement(precision), most = values.size() * size;
    for (std::uint64_t at = 0; at < bytes; at += most) {
        const std::size_t count = std::min(bytes - at, most) / size;
        convertElements(numbers + at, precision, asBytes, Precision::Float32, count);
        for (std::size_t i = 0; i < count; i += step)
            values[i] *= factor;
        convertElements(asBytes, Precision::Float32, numbers + at, precision, count);
    }
}

}  // namespace

void multiplyRows(const WeightParts& rows, WeightFormat format, std::int64_t count, std::int64_t columns,
                  int exponent) {
    const WeightFormatRow& row = weightFormatRow(format);
    const WeightBytes bytes = rowBytes(row, columns);
    const auto all = static_cast<std::uint64_t>(count);
    const float factor = std::ldexp(1.0f, exponent);
    switch (row.scales) {
        case ScaleType::None:
            return multiply(rows.values, all * bytes.values, *row.element, factor);
        case ScaleType::Float32:
            return multiply(rows.scales, all * bytes.scales, Precision::Float32, factor);
        case ScaleType::BFloat16:
            return multiply(rows.scales, all * bytes.scales, Precision::BFloat16, factor);
        case ScaleType::Float16:
        case ScaleType::Float16WithMinimum:
            return multiply(rows.scales, all * bytes.scales, Precision::Float16, factor);
        case ScaleType::Float16WithZero:
            return multiply(rows.scales, all * bytes.scales, Precision::Float16, factor, 2);
        case ScaleType::Nested:
        case ScaleType::NestedWithMinimum:
            return multiply(rows.superScales, all * bytes.superScales, Precision::Float16, factor);
    }
}

}  // namespace mw
