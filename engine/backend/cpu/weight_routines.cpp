// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "weight_routines.h"

#include <array>
#include <string>

#include "grouped_weights.h"
#include "mw/error.h"
#include "nested_weights.h"
#include "plain_weights.h"

namespace mw::cpu {

namespace {

constexpr std::array kRows = {
    WeightRoutines{WeightFormat::Float32, multiplyPlain, expandPlainRow},
    WeightRoutines{WeightFormat::BFloat16, multiplyPlain, expandPlainRow},
    WeightRoutines{WeightFormat::Float16, multiplyPlain, expandPlainRow},
    WeightRoutines{WeightFormat::Float8, multiplyGrouped, expandGroupedRow},
    WeightRoutines{WeightFormat::Int8, multiplyGrouped, expandGroupedRow},
    WeightRoutines{WeightFormat::Int8Group32, multiplyGrouped, expandGroupedRow},
    WeightRoutines{WeightFormat::Int4, multiplyGrouped, expandGroupedRow},
    WeightRoutines{WeightFormat::Int4Group32, multiplyGrouped, expandGroupedRow},
    WeightRoutines{WeightFormat::Q4_K, multiplyNested, expandNestedRow},
    WeightRoutines{WeightFormat::Q5_K, multiplyNested, expandNestedRow},
    WeightRoutines{WeightFormat::Q6_K, multiplyNested, expandNestedRow},
    WeightRoutines{WeightFormat::Int4Zero, multiplyNested, expandNestedRow},
    WeightRoutines{WeightFormat::Int4ZeroGroup32, multiplyNested, expandNestedRow},
    WeightRoutines{WeightFormat::Q4_1, multiplyNested, expandNestedRow},
    WeightRoutines{WeightFormat::Q5_1, multiplyNested, expandNestedRow},
};

}  // namespace

const WeightRoutines& routinesFor(WeightFormat format) {
    for (const WeightRoutines& row : kRows)
        if (row.format == format) return row;
    throw Error(ErrorCode::Unsupported,
                "The CPU backend does not compute with " + std::string(weightFormatName(format)) + " weights.");
}

}  // namespace mw::cpu
