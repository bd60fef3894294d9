// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "conversions.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <vector>

#include "convert.h"
#include "mw/error.h"
#include "nearby_blocks.h"
#include "quantise.h"
#include "repack_blocks.h"
#include "stored_blocks.h"
#include "stored_codes.h"

namespace mw {

namespace {

template <Precision kFrom, Precision kTo>
void convertPlain(const std::byte* in, std::int64_t rows, std::int64_t columns, const WeightParts& out) {
    convertElements(in, kFrom, out.values, kTo, static_cast<std::size_t>(rows * columns));
}

/// The values of a row, or a slice of one, in a layout that is not plain.
void rowValues(StoredLayout layout, const std::byte* in, std::int64_t columns, float* out) {
    if (storedLayoutRow(layout).packed)
        codeValues(layout, in, columns, out);
    else
        blockValues(layout, in, columns, out);
}

/// By way of float32, row by row.
template <StoredLayout kFrom, WeightFormat kTo>
void convertBlocks(const std::byte* in, std::int64_t rows, std::int64_t columns, const WeightParts& out) {
    const WeightFormatRow& format = weightFormatRow(kTo);
    const WeightBytes held = rowBytes(format, columns);
    const std::uint64_t stored = storedRowBytes(kFrom, columns);
    std::vector<float> floats(static_cast<std::size_t>(columns));
    const auto* values = reinterpret_cast<const std::byte*>(floats.data());
    for (std::int64_t i = 0; i < rows; ++i) {
        const auto row = static_cast<std::uint64_t>(i);
        rowValues(kFrom, in + row * stored, columns, floats.data());
        std::byte* target = out.values + row * held.values;
        if (format.element)
            convertElements(values, Precision::Float32, target, *format.element, floats.size());
        else
            quantiseRows(values, Precision::Float32, 1, columns, kTo,
                         {target, out.scales + row * held.scales,
                          out.superScales ? out.superScales + row * held.superScales : nullptr});
    }
}

template <StoredLayout kFrom, WeightFormat... kTo>
constexpr std::array<Conversion, sizeof...(kTo)> fromBlocks() {
    return {Conversion{kFrom, kTo, convertBlocks<kFrom, kTo>}...};
}

template <StoredLayout kFrom>
constexpr auto blockConversions() {
    using enum WeightFormat;
    return fromBlocks<kFrom, Float32, BFloat16, Float16, Float8, Int8, Int8Group32, Int4, Int4Group32, Q4_K, Q5_K, Q6_K,
                      Int4Zero, Int4ZeroGroup32, Q4_1, Q5_1>();
}

/// Codes and scales of plain elements, which the device makes.
constexpr auto quantisations(StoredLayout from, Precision element) {
    using enum WeightFormat;
    constexpr std::array kFormats = {Float8, Int8,     Int8Group32,     Int4, Int4Group32, Q4_K, Q5_K,
                                     Q6_K,   Int4Zero, Int4ZeroGroup32, Q4_1, Q5_1};
    std::array<Conversion, kFormats.size()> rows;
    std::ranges::transform(kFormats, rows.begin(), [&](WeightFormat to) {
        return Conversion{from, to, nullptr, element};
    });
    return rows;
}

template <StoredLayout kFrom, WeightFormat kTo>
void hold(const std::byte* in, std::int64_t rows, std::int64_t columns, const WeightParts& out) {
    holdCodes(kFrom, kTo, in, rows, columns, out);
}

using enum Precision;
using L = StoredLayout;
using F = WeightFormat;

constexpr std::array kConversions = {
    Conversion{L::Float32, F::Float32, nullptr},
    Conversion{L::Float32, F::BFloat16, convertPlain<Float32, BFloat16>},
    Conversion{L::Float32, F::Float16, convertPlain<Float32, Float16>},
    Conversion{L::BFloat16, F::Float32, convertPlain<BFloat16, Float32>},
    Conversion{L::BFloat16, F::BFloat16, nullptr},
    Conversion{L::BFloat16, F::Float16, convertPlain<BFloat16, Float16>},
    Conversion{L::Float16, F::Float32, convertPlain<Float16, Float32>},
    Conversion{L::Float16, F::BFloat16, convertPlain<Float16, BFloat16>},
    Conversion{L::Float16, F::Float16, nullptr},
    // Codes that are held as they are.
    Conversion{L::Codes4Group128, F::Int4, hold<L::Codes4Group128, F::Int4>},
    Conversion{L::Codes4Group128, F::Int4Group32, hold<L::Codes4Group128, F::Int4Group32>},
    Conversion{L::Codes4Group128, F::Int8, hold<L::Codes4Group128, F::Int8>},
    Conversion{L::Codes4Group32, F::Int4Group32, hold<L::Codes4Group32, F::Int4Group32>},
    Conversion{L::Codes4Group128, F::Int4Zero, hold<L::Codes4Group128, F::Int4Zero>},
    Conversion{L::Codes4Group128, F::Int4ZeroGroup32, hold<L::Codes4Group128, F::Int4ZeroGroup32>},
    Conversion{L::Codes4Group32, F::Int4ZeroGroup32, hold<L::Codes4Group32, F::Int4ZeroGroup32>},
    Conversion{L::Codes4ZeroGroup128, F::Int4Zero, hold<L::Codes4ZeroGroup128, F::Int4Zero>},
    Conversion{L::Codes4ZeroGroup128, F::Int4ZeroGroup32, hold<L::Codes4ZeroGroup128, F::Int4ZeroGroup32>},
    Conversion{L::Codes4ZeroGroup128, F::Int8, hold<L::Codes4ZeroGroup128, F::Int8>},
    Conversion{L::Codes4ZeroGroup32, F::Int4ZeroGroup32, hold<L::Codes4ZeroGroup32, F::Int4ZeroGroup32>},
    Conversion{L::Codes8Group128, F::Int8, hold<L::Codes8Group128, F::Int8>},
    Conversion{L::Float8Rows, F::Float8, holdFloat8},
};

constexpr std::array kQuantisations = {
    quantisations(L::Float32, Float32),
    quantisations(L::BFloat16, BFloat16),
    quantisations(L::Float16, Float16),
};

/// Of each layout that is not plain.
constexpr std::array kBlockConversions = {
    blockConversions<L::Codes4ZeroGroup128>(),
    blockConversions<L::Codes4ZeroGroup32>(),
    blockConversions<L::Codes4Group128>(),
    blockConversions<L::Codes4Group32>(),
    blockConversions<L::Codes8Group128>(),
    blockConversions<L::Float8Rows>(),
    blockConversions<L::Dequantised>(),
    blockConversions<L::Q4_0>(),
    blockConversions<L::Q4_1>(),
    blockConversions<L::Q5_0>(),
    blockConversions<L::Q5_1>(),
    blockConversions<L::Q8_0>(),
    blockConversions<L::Q2_K>(),
    blockConversions<L::Q3_K>(),
    blockConversions<L::Q4_K>(),
    blockConversions<L::Q5_K>(),
    blockConversions<L::Q6_K>(),
    blockConversions<L::IQ4_NL>(),
    blockConversions<L::IQ4_XS>(),
};

const Conversion* find(std::span<const Conversion> rows, StoredLayout from, WeightFormat to) {
    const auto found = std::ranges::find_if(rows, [&](const auto& row) { return row.from == from && row.to == to; });
    return found == rows.end() ? nullptr : &*found;
}

const Conversion* findInAny(const auto& tables, StoredLayout from, WeightFormat to) {
    for (const auto& table : tables)
        if (const Conversion* const found = find(std::span<const Conversion>(table), from, to)) return found;
    return nullptr;
}

}  // namespace

const Conversion& conversionOf(StoredLayout from, WeightFormat to) {
    // What is the same numbers, or the same codes, comes before the ways by their values.
    for (const std::span<const Conversion> rows :
         {repackings(), nearbyRepackings(), std::span<const Conversion>(kConversions)})
        if (const Conversion* const found = find(rows, from, to)) return *found;
    if (const Conversion* const found = findInAny(kQuantisations, from, to)) return *found;
    if (const Conversion* const found = findInAny(kBlockConversions, from, to)) return *found;
    throw Error(ErrorCode::Unsupported, "Weights stored as " + std::string(storedLayoutRow(from).name) +
                                            " cannot be held as " + std::string(weightFormatName(to)) + ".");
}

}  // namespace mw
