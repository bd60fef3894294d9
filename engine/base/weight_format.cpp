// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "mw/weight_format.h"

#include <array>
#include <string>

#include "code_order.h"
#include "mw/error.h"
#include "weight_parts.h"

namespace mw {

namespace {

constexpr std::array kRows = {
    WeightFormatRow{
        .format = WeightFormat::Float32,
        .name = "fp32",
        .element = Precision::Float32,
        .valueBits = 32,
        .cpu = true,
    },
    WeightFormatRow{
        .format = WeightFormat::BFloat16,
        .name = "bf16",
        .element = Precision::BFloat16,
        .valueBits = 16,
        .cpu = true,
        .cuda = true,
    },
    WeightFormatRow{
        .format = WeightFormat::Float16,
        .name = "fp16",
        .element = Precision::Float16,
        .valueBits = 16,
        .cpu = true,
    },
    WeightFormatRow{
        .format = WeightFormat::Float8,
        .name = "fp8",
        .valueBits = 8,
        .groupSize = kWholeRow,
        .scales = ScaleType::Float32,
        .cpu = true,
        .cuda = true,
    },
    WeightFormatRow{
        .format = WeightFormat::Int8,
        .name = "int8",
        .valueBits = 8,
        .groupSize = 128,
        .scales = ScaleType::Float16,
        .cpu = true,
        .cuda = true,
    },
    WeightFormatRow{
        .format = WeightFormat::Int8Group32,
        .name = "int8-g32",
        .valueBits = 8,
        .groupSize = 32,
        .scales = ScaleType::Float16,
        .cpu = true,
        .cuda = true,
        .offered = false,
    },
    WeightFormatRow{
        .format = WeightFormat::Int4,
        .name = "int4",
        .valueBits = 4,
        .groupSize = 128,
        .scales = ScaleType::Float16,
        .cpu = true,
        .cuda = true,
    },
    WeightFormatRow{
        .format = WeightFormat::Int4Group32,
        .name = "int4-g32",
        .valueBits = 4,
        .groupSize = 32,
        .scales = ScaleType::Float16,
        .cpu = true,
        .cuda = true,
    },
    WeightFormatRow{
        .format = WeightFormat::Q4_K,
        .name = "q4_k",
        .valueBits = 4,
        .groupSize = 32,
        .scales = ScaleType::NestedWithMinimum,
        .cpu = true,
        .cuda = true,
        .offered = false,
    },
    WeightFormatRow{
        .format = WeightFormat::Q5_K,
        .name = "q5_k",
        .valueBits = 5,
        .groupSize = 32,
        .scales = ScaleType::NestedWithMinimum,
        .cpu = true,
        .cuda = true,
        .offered = false,
    },
    WeightFormatRow{
        .format = WeightFormat::Q6_K,
        .name = "q6_k",
        .valueBits = 6,
        .groupSize = 16,
        .scales = ScaleType::Nested,
        .cpu = true,
        .cuda = true,
        .offered = false,
    },
    // The kernels of these four have not been run yet.
    WeightFormatRow{
        .format = WeightFormat::Int4Zero,
        .name = "int4-zero",
        .valueBits = 4,
        .groupSize = 128,
        .scales = ScaleType::Float16WithZero,
        .cpu = true,
        .cuda = false,
        .offered = false,
    },
    WeightFormatRow{
        .format = WeightFormat::Int4ZeroGroup32,
        .name = "int4-zero-g32",
        .valueBits = 4,
        .groupSize = 32,
        .scales = ScaleType::Float16WithZero,
        .cpu = true,
        .cuda = false,
        .offered = false,
    },
    WeightFormatRow{
        .format = WeightFormat::Q4_1,
        .name = "q4_1",
        .valueBits = 4,
        .groupSize = 32,
        .scales = ScaleType::Float16WithMinimum,
        .cpu = true,
        .cuda = false,
        .offered = false,
    },
    WeightFormatRow{
        .format = WeightFormat::Q5_1,
        .name = "q5_1",
        .valueBits = 5,
        .groupSize = 32,
        .scales = ScaleType::Float16WithMinimum,
        .cpu = true,
        .cuda = false,
        .offered = false,
    },
};

std::uint64_t scaleBits(ScaleType type) {
    switch (type) {
        case ScaleType::None:
            return 0;
        case ScaleType::Float32:
        case ScaleType::Float16WithZero:
        case ScaleType::Float16WithMinimum:
            return 32;
        case ScaleType::BFloat16:
        case ScaleType::Float16:
        case ScaleType::NestedWithMinimum:
            return 16;
        case ScaleType::Nested:
            return 8;
    }
    throw Error(ErrorCode::Internal, "Scales of an unknown type: " + std::to_string(static_cast<int>(type)) + ".");
}

std::uint64_t divideUp(std::uint64_t count, std::uint64_t by) {
    return (count + by - 1) / by;
}

std::uint64_t aligned(std::uint64_t bytes) {
    return divideUp(bytes, kWeightAlignment) * kWeightAlignment;
}

std::uint64_t groupsOfRow(const WeightFormatRow& row, std::uint64_t columns) {
    if (row.groupSize == kWholeRow) return columns > 0 ? 1 : 0;
    return row.groupSize == 0 ? 0 : divideUp(columns, static_cast<std::uint64_t>(row.groupSize));
}

}  // namespace

std::span<const WeightFormatRow> weightFormats() {
    return kRows;
}

const WeightFormatRow& weightFormatRow(WeightFormat format) {
    for (const WeightFormatRow& row : kRows)
        if (row.format == format) return row;
    throw Error(ErrorCode::Internal,
                "A weight format without a row: " + std::to_string(static_cast<int>(format)) + ".");
}

std::string_view weightFormatName(WeightFormat format) {
    return weightFormatRow(format).name;
}

WeightFormat parseWeightFormat(std::string_view name) {
    std::string valid;
    for (const WeightFormatRow& row : kRows) {
        if (row.name == name) return row.format;
        valid += (valid.empty() ? "" : ", ") + std::string(row.name);
    }
    throw Error(ErrorCode::InvalidArgument,
                "Unknown weight format '" + std::string(name) + "'; known are " + valid + ".");
}

bool runsOn(WeightFormat format, DeviceKind kind) {
    const WeightFormatRow& row = weightFormatRow(format);
    return kind == DeviceKind::Cpu ? row.cpu : row.cuda;
}

WeightFormat plainFormat(Precision element) {
    for (const WeightFormatRow& row : kRows)
        if (row.element == element) return row.format;
    throw Error(ErrorCode::Internal, "No weight format has elements of " + std::string(precisionName(element)) + ".");
}

WeightBytes rowBytes(const WeightFormatRow& format, std::int64_t columns) {
    constexpr std::uint64_t kSuperScaleBytes = 4;
    const bool nested = isNested(format.scales), inSuperBlocks = nested || isPaired(format.scales);
    const std::uint64_t unit =
        format.element ? 1 : static_cast<std::uint64_t>(inSuperBlocks ? kSuperBlock : kCodeBlock);
    const auto count = static_cast<std::uint64_t>(columns);
    const std::uint64_t held = divideUp(count, unit) * unit;
    return {.values = divideUp(held * static_cast<std::uint64_t>(format.valueBits), 8),
            .scales = groupsOfRow(format, inSuperBlocks ? held : count) * scaleBits(format.scales) / 8,
            .superScales = nested ? held / kSuperBlock * kSuperScaleBytes : 0};
}

WeightBytes rowBytes(WeightFormat format, std::int64_t columns) {
    return rowBytes(weightFormatRow(format), columns);
}

WeightBytes weightBytes(const WeightFormatRow& format, std::int64_t rows, std::int64_t columns) {
    const WeightBytes row = rowBytes(format, columns);
    const auto count = static_cast<std::uint64_t>(rows);
    return {aligned(count * row.values), aligned(count * row.scales), aligned(count * row.superScales)};
}

WeightBytes weightBytes(WeightFormat format, std::int64_t rows, std::int64_t columns) {
    return weightBytes(weightFormatRow(format), rows, columns);
}

WeightParts partsAt(std::byte* data, WeightFormat format, std::int64_t rows, std::int64_t columns, std::int64_t row) {
    const WeightBytes whole = weightBytes(format, rows, columns);
    const WeightBytes ofRow = rowBytes(format, columns);
    const auto before = static_cast<std::uint64_t>(row);
    std::byte* const scales = data + whole.values;
    std::byte* const superScales = scales + whole.scales;
    return {data + before * ofRow.values, whole.scales > 0 ? scales + before * ofRow.scales : nullptr,
            whole.superScales > 0 ? superScales + before * ofRow.superScales : nullptr};
}

double bytesPerValue(const WeightFormatRow& format, std::int64_t columns) {
    const auto group = static_cast<double>(format.groupSize == kWholeRow ? columns : format.groupSize);
    const auto shared = static_cast<double>(scaleBits(format.scales));
    const double superScales = isNested(format.scales) ? 32.0 / kSuperBlock : 0;
    return (format.valueBits + (group > 0 ? shared / group : 0) + superScales) / 8;
}

double bytesPerValue(WeightFormat format, std::int64_t columns) {
    return bytesPerValue(weightFormatRow(format), columns);
}

}  // namespace mw
