// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "grouped_weights.h"

#include <algorithm>
#include <cstring>

#include "code_order.h"
#include "simd.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "grouped_weights.cpp"
// clang-format off
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
// clang-format on

#include "codes-inl.h"

HWY_BEFORE_NAMESPACE();
namespace mw::cpu::HWY_NAMESPACE {

/// What is stored in e4m3, 2^120 too small; the scales make up for that.
struct Float8Codes {
    static constexpr float kScale = 0x1p120f;
    static constexpr int kBits = 8;

    static HWY_INLINE FloatVector load(const std::uint8_t* row, std::int64_t position) {
        const WordTag d;
        const hn::Rebind<std::uint8_t, FloatTag> narrow;
        const auto bits = hn::PromoteTo(d, hn::LoadU(narrow, row + position));
        const auto sign = hn::ShiftLeft<24>(hn::And(bits, hn::Set(d, 0x80)));
        const auto magnitude = hn::ShiftLeft<20>(hn::And(bits, hn::Set(d, 0x7f)));
        return hn::BitCast(FloatTag(), hn::Or(sign, magnitude));
    }
};

struct Int8Codes {
    static constexpr float kScale = 1;
    static constexpr int kBits = 8;

    static HWY_INLINE FloatVector load(const std::uint8_t* row, std::int64_t position) {
        const hn::Rebind<std::int8_t, FloatTag> narrow;
        const hn::Rebind<std::int32_t, FloatTag> wide;
        const auto codes = hn::LoadU(narrow, reinterpret_cast<const std::int8_t*>(row + position));
        return hn::ConvertTo(FloatTag(), hn::PromoteTo(wide, codes));
    }
};

struct Int4Codes {
    static constexpr float kScale = 1;
    static constexpr int kBits = 4;

    static HWY_INLINE FloatVector load(const std::uint8_t* row, std::int64_t position) {
        const hn::Rebind<std::int32_t, FloatTag> integers;
        const auto codes = hn::BitCast(integers, nibblesAt(row, position));
        return hn::ConvertTo(FloatTag(), hn::Sub(codes, hn::Set(integers, 8)));
    }
};

HWY_INLINE float scaleAt(const float* scale) {
    return *scale;
}
HWY_INLINE float scaleAt(const hwy::float16_t* scale) {
    return halfAt(scale);
}

/// Rows of codes with their scales. Positions are those of code_order.h.
template <typename Codes, typename Scale>
struct GroupedRows {
    const std::uint8_t* values;
    const Scale* scales;
    std::int64_t groupSize;  ///< a whole number of blocks, or longer than the row
    std::int64_t rowBytes, rowGroups;
    static constexpr int kBits = Codes::kBits;

    HWY_INLINE FloatVector codes(std::int64_t row, std::int64_t position) const {
        return Codes::load(values + row * rowBytes, position);
    }
    HWY_INLINE float scale(std::int64_t row, std::int64_t group) const {
        return scaleAt(scales + row * rowGroups + group) * Codes::kScale;
    }
};

std::int64_t wholeBlocks(std::int64_t k) {
    return (k + kCodeBlock - 1) / kCodeBlock * kCodeBlock;
}

/// See multiply-inl.h.
template <int kRows, typename Codes, typename Scale>
HWY_INLINE void interleave(const GroupedRows<Codes, Scale>&, const float* const* x, std::int64_t k, float* packed) {
    interleaveCodes<kRows>(Codes::kBits, k, x, k, packed);
}

/// See multiply-inl.h: out[r][column + c] = sum over the groups of scale * (codes . x), each sum in the order of the
/// codes.
template <int kRows, int kColumns, typename Codes, typename Scale>
HWY_INLINE void multiplyTile(const float* packed, const GroupedRows<Codes, Scale>& weight, std::int64_t firstRow,
                             std::int64_t k, float* const* out, std::int64_t column) {
    const FloatTag d;
    const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
    FloatVector totals[kRows][kColumns];
    for (auto& row : totals)
        for (auto& total : row)
            total = hn::Zero(d);
    for (std::int64_t group = 0; group < weight.rowGroups; ++group) {
        FloatVector sums[kRows][kColumns];
        for (auto& row : sums)
            for (auto& sum : row)
                sum = hn::Zero(d);
        const std::int64_t first = group * weight.groupSize, end = std::min(wholeBlocks(k), first + weight.groupSize);
        for (std::int64_t i = first; i < end; i += lanes) {
            FloatVector w[kColumns];
            for (int c = 0; c < kColumns; ++c)
                w[c] = weight.codes(firstRow + c, i);
            for (int r = 0; r < kRows; ++r) {
                const FloatVector value = loadFloats(packed + i * kRows + r * lanes);
                for (int c = 0; c < kColumns; ++c)
                    sums[r][c] = hn::MulAdd(value, w[c], sums[r][c]);
            }
        }
        for (int c = 0; c < kColumns; ++c) {
            const FloatVector scale = hn::Set(d, weight.scale(firstRow + c, group));
            for (int r = 0; r < kRows; ++r)
                totals[r][c] = hn::MulAdd(scale, sums[r][c], totals[r][c]);
        }
    }
    for (int r = 0; r < kRows; ++r)
        for (int c = 0; c < kColumns; ++c)
            out[r][column + c] = sumOfLanes(totals[r][c]);
}

template <typename Codes, typename Scale>
HWY_INLINE GroupedRows<Codes, Scale> groupedRows(const Weight& weight) {
    const WeightFormatRow& format = weightFormatRow(weight.format);
    const WeightBytes row = rowBytes(format, weight.columns);
    return {static_cast<const std::uint8_t*>(weight.values), static_cast<const Scale*>(weight.scales),
            format.groupSize == kWholeRow ? wholeBlocks(weight.columns) : format.groupSize,
            static_cast<std::int64_t>(row.values), static_cast<std::int64_t>(row.scales / sizeof(Scale))};
}

/// Calls body(GroupedRows) of the weight's format.
template <typename Body>
HWY_INLINE void withGroupedRows(const Weight& weight, const Body& body) {
    switch (weight.format) {
        case WeightFormat::Float8:
            return body(groupedRows<Float8Codes, float>(weight));
        case WeightFormat::Int8:
        case WeightFormat::Int8Group32:
            return body(groupedRows<Int8Codes, hwy::float16_t>(weight));
        default:
            return body(groupedRows<Int4Codes, hwy::float16_t>(weight));
    }
}

HWY_NOINLINE void multiplyGroupedRows(const Weight& weight, const RowProduct& product) {
    withGroupedRows(weight, [&](const auto& rows) HWY_ATTR { multiplyRows(rows, weight.columns, product); });
}

HWY_NOINLINE void expandRowOfGrouped(const Weight& weight, std::int64_t row, float* out) {
    withGroupedRows(weight, [&](const auto& rows) HWY_ATTR {
        const auto load = [&](std::int64_t position) HWY_ATTR {
            const auto scale = hn::Set(FloatTag(), rows.scale(row, position / rows.groupSize));
            return hn::Mul(scale, rows.codes(row, position));
        };
        expandCodes(rows.kBits, weight.columns, load, out);
    });
}

}  // namespace mw::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace mw::cpu {

HWY_EXPORT(multiplyGroupedRows);
HWY_EXPORT(expandRowOfGrouped);

void multiplyGrouped(const Weight& weight, const RowProduct& product) {
    HWY_DYNAMIC_DISPATCH(multiplyGroupedRows)(weight, product);
}

void expandGroupedRow(const Weight& weight, std::int64_t row, float* out) {
    HWY_DYNAMIC_DISPATCH(expandRowOfGrouped)(weight, row, out);
}

}  // namespace mw::cpu
#endif
