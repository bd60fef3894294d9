// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "conversions.h"

#include <array>
#include <string>

#include "convert.h"
#include "mw/error.h"
#include "quantise.h"

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
    Conversion{L::Float32, F::Int4, quantise<Float32, F::Int4>},
    Conversion{L::Float32, F::Int4Group32, quantise<Float32, F::Int4Group32>},
    Conversion{L::BFloat16, F::Float8, quantise<BFloat16, F::Float8>},
    Conversion{L::BFloat16, F::Int8, quantise<BFloat16, F::Int8>},
    Conversion{L::BFloat16, F::Int4, quantise<BFloat16, F::Int4>},
    Conversion{L::BFloat16, F::Int4Group32, quantise<BFloat16, F::Int4Group32>},
    Conversion{L::Float16, F::Float8, quantise<Float16, F::Float8>},
    Conversion{L::Float16, F::Int8, quantise<Float16, F::Int8>},
    Conversion{L::Float16, F::Int4, quantise<Float16, F::Int4>},
    Conversion{L::Float16, F::Int4Group32, quantise<Float16, F::Int4Group32>},
};

}  // namespace

const Conversion& conversionOf(StoredLayout from, WeightFormat to) {
    for (const Conversion& row : kConversions)
        if (row.from == from && row.to == to) return row;
    throw Error(ErrorCode::Unsupported, "Weights stored as " + std::string(storedLayoutRow(from).name) +
                                            " cannot be held as " + std::string(weightFormatName(to)) + ".");
}

}  // namespace mw
