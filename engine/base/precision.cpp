// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "mw/precision.h"

#include <array>
#include <string>

#include "mw/error.h"

namespace mw {

namespace {

struct Row {
    Precision precision;
    std::string_view name;
    std::uint64_t bytes;
};

constexpr std::array kRows = {
    Row{Precision::Float32, "fp32", 4},
    Row{Precision::BFloat16, "bf16", 2},
    Row{Precision::Float16, "fp16", 2},
    Row{Precision::Float8, "fp8", 1},
};

constexpr auto kPrecisions = [] {
    std::array<Precision, kRows.size()> precisions{};
    for (std::size_t i = 0; i < precisions.size(); ++i)
        precisions[i] = kRows[i].precision;
    return precisions;
}();

const Row& rowOf(Precision precision) {
    for (const Row& row : kRows)
        if (row.precision == precision) return row;
    throw Error(ErrorCode::Internal, "A precision without a row: " + std::to_string(static_cast<int>(precision)) + ".");
}

}  // namespace

std::span<const Precision> allPrecisions() {
    return kPrecisions;
}

std::uint64_t bytesPerElement(Precision precision) {
    return rowOf(precision).bytes;
}

std::string_view precisionName(Precision precision) {
    return rowOf(precision).name;
}

Precision parsePrecision(std::string_view name) {
    std::string valid;
    for (const Row& row : kRows) {
        if (row.name == name) return row.precision;
        valid += (valid.empty() ? "" : ", ") + std::string(row.name);
    }
    throw Error(ErrorCode::InvalidArgument, "Unknown precision '" + std::string(name) + "'; known are " + valid + ".");
}

}  // namespace mw
