// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "conversions.h"

#include <array>
#include <string>
#include <vector>

#include "convert.h"
#include "mw/error.h"
#include "quantise.h"
#include "stored_blocks.h"
#include "stored_codes.h"

namespace mw {

namespace {

template <Precision kFrom, Precision kTo>
void convertPlain(const std::byte* in, std::int64_t rows, std::int64_t columns, const WeightParts& out) {
    convertElements(in, kFrom, out.values, kTo, static_cast<std::size_t>(rows * columns));
}

template <Precision kFrom, WeightFormat kTo>
void quantise(const std::byte* in, std::int64_t rows, std::int64_t columns, const WeightParts& out) {
    quantiseRows(in, kFrom, rows, columns, kTo, out);
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
            quantiseRows(values, Precision::Float32, 1, columns, kTo, {target, out.scales + row * held.scales, {}});
    }
}

template <StoredLayout kFrom>
void repackCodes(const std::byte* in, std::int64_t rows, std::int64_t columns, const WeightParts& out) {
    repackAsInt8(kFrom, in, rows, columns, out);
}

template <StoredLayout kFrom>
constexpr std::array<Conversion, 8> blockConversions() {
    using enum WeightFormat;
    return {Conversion{kFrom, Float32, convertBlocks<kFrom, Float32>},
            Conversion{kFrom, BFloat16, convertBlocks<kFrom, BFloat16>},
            Conversion{kFrom, Float16, convertBlocks<kFrom, Float16>},
            Conversion{kFrom, Float8, convertBlocks<kFrom, Float8>},
            Conversion{kFrom, Int8, convertBlocks<kFrom, Int8>},
            Conversion{kFrom, Int8Group32, holdsCodes(kFrom) ? repackCodes<kFrom> : convertBlocks<kFrom, Int8Group32>},
            Conversion{kFrom, Int4, convertBlocks<kFrom, Int4>},
            Conversion{kFrom, Int4Group32, kFrom == StoredLayout::Q4_0 ? repackQ4 : convertBlocks<kFrom, Int4Group32>}};
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
    Conversion{L::Float32, F::Float8, quantise<Float32, F::Float8>},
    Conversion{L::Float32, F::Int8, quantise<Float32, F::Int8>},
    Conversion{L::Float32, F::Int8Group32, quantise<Float32, F::Int8Group32>},
    Conversion{L::Float32, F::Int4, quantise<Float32, F::Int4>},
    Conversion{L::Float32, F::Int4Group32, quantise<Float32, F::Int4Group32>},
    Conversion{L::BFloat16, F::Float8, quantise<BFloat16, F::Float8>},
    Conversion{L::BFloat16, F::Int8, quantise<BFloat16, F::Int8>},
    Conversion{L::BFloat16, F::Int8Group32, quantise<BFloat16, F::Int8Group32>},
    Conversion{L::BFloat16, F::Int4, quantise<BFloat16, F::Int4>},
    Conversion{L::BFloat16, F::Int4Group32, quantise<BFloat16, F::Int4Group32>},
    Conversion{L::Float16, F::Float8, quantise<Float16, F::Float8>},
    Conversion{L::Float16, F::Int8, quantise<Float16, F::Int8>},
    Conversion{L::Float16, F::Int8Group32, quantise<Float16, F::Int8Group32>},
    Conversion{L::Float16, F::Int4, quantise<Float16, F::Int4>},
    Conversion{L::Float16, F::Int4Group32, quantise<Float16, F::Int4Group32>},
    // Codes that are held as they are, before the ways by their values below.
    Conversion{L::Codes4Group128, F::Int4, hold<L::Codes4Group128, F::Int4>},
    Conversion{L::Codes4Group128, F::Int4Group32, hold<L::Codes4Group128, F::Int4Group32>},
    Conversion{L::Codes4Group128, F::Int8, hold<L::Codes4Group128, F::Int8>},
    Conversion{L::Codes4Group32, F::Int4Group32, hold<L::Codes4Group32, F::Int4Group32>},
    Conversion{L::Codes8Group128, F::Int8, hold<L::Codes8Group128, F::Int8>},
    Conversion{L::Float8Rows, F::Float8, holdFloat8},
};

/// Of each layout that is not plain.
constexpr std::array kBlockConversions = {
    blockConversions<L::Codes4Group128>(), blockConversions<L::Codes4Group32>(), blockConversions<L::Codes8Group128>(),
    blockConversions<L::Float8Rows>(),     blockConversions<L::Dequantised>(),   blockConversions<L::Q4_0>(),
    blockConversions<L::Q4_1>(),           blockConversions<L::Q5_0>(),          blockConversions<L::Q5_1>(),
    blockConversions<L::Q8_0>(),           blockConversions<L::Q2_K>(),          blockConversions<L::Q3_K>(),
    blockConversions<L::Q4_K>(),           blockConversions<L::Q5_K>(),          blockConversions<L::Q6_K>(),
    blockConversions<L::IQ4_NL>(),         blockConversions<L::IQ4_XS>(),
};

}  // namespace

const Conversion& conversionOf(StoredLayout from, WeightFormat to) {
    for (const Conversion& row : kConversions)
        if (row.from == from && row.to == to) return row;
    for (const auto& layout : kBlockConversions)
        for (const Conversion& row : layout)
            if (row.from == from && row.to == to) return row;
    throw Error(ErrorCode::Unsupported, "Weights stored as " + std::string(storedLayoutRow(from).name) +
                                            " cannot be held as " + std::string(weightFormatName(to)) + ".");
}

}  // namespace mw
