// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "nested_weights.h"

#include <cstring>

#include "code_order.h"
#include "simd.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "nested_weights.cpp"
// clang-format off
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
// clang-format on

#include "codes-inl.h"

HWY_BEFORE_NAMESPACE();
namespace mw::cpu::HWY_NAMESPACE {

/// The blocks of a super-block, or halves of blocks of Q6_K: value = step * code - least.
struct Groups {
    static constexpr std::int64_t kMost = kSuperBlock / 16;
    HWY_ALIGN float steps[kMost];
    HWY_ALIGN float leasts[kMost];
};

/// Rows of codes with nested scales, or pairs of them. Positions are those of code_order.h for 4 bits, also of codes of
/// more, whose other bits lie behind them. Each number that is computed of a value, but the last, is exact.
template <int kBits, ScaleType kScales, std::int64_t kGroup>
struct NestedRows {
    const std::uint8_t* values;
    const std::uint8_t* scales;
    const std::uint8_t* superScales;
    std::int64_t superBlocks;  ///< of a row

    static constexpr bool kHasLeasts = kScales != ScaleType::Nested;  ///< else 32 of a code are 0
    static constexpr std::int64_t kLanes = HWY_LANES(float);

    HWY_INLINE Groups groups(std::int64_t row, std::int64_t superBlock) const {
        Groups groups;
        const std::int64_t at = row * superBlocks + superBlock;
        if constexpr (isPaired(kScales)) {
            readPairs(scales + at * (kSuperBlock / kGroup) * kPairBytes, groups);
            return groups;
        }
        const std::uint8_t* const scale = scales + 16 * at;  // a byte for each of 16 groups, or two of 8
        const float d = halfAt(superScales + 4 * at);
        if constexpr (kHasLeasts) {
            const hn::CappedTag<float, 8> f;
            const hn::Rebind<std::uint16_t, decltype(f)> pairs;
            const hn::Rebind<std::uint32_t, decltype(f)> words;
            const hn::Rebind<std::int32_t, decltype(f)> integers;
            const auto dmin = hn::Set(f, halfAt(superScales + 4 * at + 2));
            const auto number = [&](auto bits) HWY_ATTR { return hn::ConvertTo(f, hn::BitCast(integers, bits)); };
            for (std::size_t i = 0; i < 8; i += hn::Lanes(f)) {
                std::uint16_t both[8];
                std::memcpy(both, scale + 2 * i, 2 * hn::Lanes(f));
                const auto bits = hn::PromoteTo(words, hn::LoadU(pairs, both));
                hn::Store(hn::Mul(hn::Set(f, d), number(hn::And(bits, hn::Set(words, 255)))), f, groups.steps + i);
                hn::Store(hn::Mul(dmin, number(hn::ShiftRight<8>(bits))), f, groups.leasts + i);
            }
        } else {
            const FloatTag f;
            const hn::Rebind<std::int8_t, FloatTag> bytes;
            const hn::Rebind<std::int32_t, FloatTag> integers;
            for (std::int64_t i = 0; i < Groups::kMost; i += kLanes) {
                const auto codes = hn::LoadU(bytes, reinterpret_cast<const std::int8_t*>(scale + i));
                const auto numbers = hn::ConvertTo(f, hn::PromoteTo(integers, codes));
                hn::Store(hn::Mul(hn::Set(f, d), numbers), f, groups.steps + i);
            }
        }
        return groups;
    }

    /// The values from `position` of a row on, which is in a super-block with these groups.
    HWY_INLINE FloatVector load(std::int64_t row, const Groups& groups, std::int64_t position) const {
        const FloatTag f;
        const FloatVector code = hn::ConvertTo(f, codes(row, position));
        const std::int64_t block = position % kSuperBlock / kCodeBlock;
        if constexpr (kHasLeasts)
            return hn::MulSub(hn::Set(f, groups.steps[block]), code, hn::Set(f, groups.leasts[block]));
        // Of four codes two each are of the same half of a block.
        const float* const steps = groups.steps + 2 * block;
        if constexpr (kLanes < 4) return hn::Mul(hn::Set(f, steps[position % 4 / 2]), code);
        const WordTag w;
        const auto isOfSecond = hn::Ne(hn::And(hn::Iota(w, 0), hn::Set(w, 2)), hn::Zero(w));
        return hn::Mul(hn::IfThenElse(hn::RebindMask(f, isOfSecond), hn::Set(f, steps[1]), hn::Set(f, steps[0])), code);
    }

 private:
    static constexpr std::int64_t kPairBytes = 4;

    /// Of the groups of a super-block, from their pairs of fp16.
    static HWY_INLINE void readPairs(const std::uint8_t* pairs, Groups& groups) {
        constexpr std::int64_t kBlocks = kGroup / kCodeBlock, kCount = kSuperBlock / kGroup;
        const hn::CappedTag<float, kCount> f;
        const hn::Rebind<std::uint32_t, decltype(f)> words;
        const hn::Rebind<std::uint16_t, decltype(f)> halves;
        const hn::Rebind<hwy::float16_t, decltype(f)> numbers;
        for (std::int64_t i = 0; i < kCount; i += static_cast<std::int64_t>(hn::Lanes(f))) {
            std::uint32_t both[kCount];
            std::memcpy(both, pairs + kPairBytes * i, kPairBytes * hn::Lanes(f));
            const auto bits = hn::LoadU(words, both);
            const auto number = [&](auto half) HWY_ATTR {
                return hn::PromoteTo(f, hn::BitCast(numbers, hn::TruncateTo(halves, half)));
            };
            const auto step = number(bits), second = number(hn::ShiftRight<16>(bits));
            hn::StoreU(step, f, groups.steps + i);
            hn::StoreU(kScales == ScaleType::Float16WithZero ? hn::Mul(step, second) : hn::Neg(second), f,
                       groups.leasts + i);
        }
        for (std::int64_t block = kSuperBlock / kCodeBlock - 1; kBlocks > 1 && block >= 0; --block) {
            groups.steps[block] = groups.steps[block / kBlocks];
            groups.leasts[block] = groups.leasts[block / kBlocks];
        }
    }

    using Integers = hn::Vec<hn::Rebind<std::int32_t, FloatTag>>;

    HWY_INLINE Integers codes(std::int64_t row, std::int64_t position) const {
        const WordTag d;
        const hn::Rebind<std::int32_t, FloatTag> integers;
        const std::uint8_t* const lower = values + row * superBlocks * (kSuperBlock * kBits / 8);
        const auto low = nibblesAt(lower, position);
        if constexpr (kBits == 4) {
            return hn::BitCast(integers, low);
        } else {
            constexpr std::uint32_t kEach = kBits - 4;
            constexpr std::int64_t kBlocks = 4 / kEach;  // whose bits are in a word
            static constexpr std::uint32_t kUpperShifts[] = {
                0, kEach, 2 * kEach, 3 * kEach, 16, 16 + kEach, 16 + 2 * kEach, 16 + 3 * kEach,
                0, kEach, 2 * kEach, 3 * kEach, 16, 16 + kEach, 16 + 2 * kEach, 16 + 3 * kEach};
            const std::int64_t block = position / kCodeBlock, lane = position % kCodeBlock / 8;
            const auto upper = wordsAt(lower + superBlocks * (kSuperBlock / 2), block / kBlocks * 4 + lane);
            const auto shifts = hn::Add(hn::LoadU(d, kUpperShifts + position % 8),
                                        hn::Set(d, static_cast<std::uint32_t>(block % kBlocks) * 4 * kEach));
            const auto high = hn::And(hn::Shr(upper, shifts), hn::Set(d, (1U << kEach) - 1));
            const auto code = hn::BitCast(integers, hn::Or(low, hn::ShiftLeft<4>(high)));
            if constexpr (kHasLeasts) return code;
            return hn::Sub(code, hn::Set(integers, 32));
        }
    }
};

/// See multiply-inl.h.
template <int kRows, int kBits, ScaleType kScales, std::int64_t kGroup>
HWY_INLINE void interleave(const NestedRows<kBits, kScales, kGroup>& weight, const float* const* x, std::int64_t k,
                           float* packed) {
    interleaveCodes<kRows>(4, weight.superBlocks * kSuperBlock, x, k, packed);
}

/// See multiply-inl.h; each sum in the order of the codes.
template <int kRows, int kColumns, int kBits, ScaleType kScales, std::int64_t kGroup>
HWY_INLINE void multiplyTile(const float* packed, const NestedRows<kBits, kScales, kGroup>& weight,
                             std::int64_t firstRow, std::int64_t, float* const* out, std::int64_t column) {
    const FloatTag d;
    const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
    FloatVector sums[kRows][kColumns];
    for (auto& row : sums)
        for (auto& sum : row)
            sum = hn::Zero(d);
    for (std::int64_t superBlock = 0; superBlock < weight.superBlocks; ++superBlock) {
        Groups groups[kColumns];
        for (int c = 0; c < kColumns; ++c)
            groups[c] = weight.groups(firstRow + c, superBlock);
        const std::int64_t first = superBlock * kSuperBlock;
        for (std::int64_t block = first; block < first + kSuperBlock; block += kCodeBlock)
            for (std::int64_t i = block; i < block + kCodeBlock; i += lanes) {
                FloatVector w[kColumns];
                for (int c = 0; c < kColumns; ++c)
                    w[c] = weight.load(firstRow + c, groups[c], i);
                for (int r = 0; r < kRows; ++r) {
                    const FloatVector value = loadFloats(packed + i * kRows + r * lanes);
                    for (int c = 0; c < kColumns; ++c)
                        sums[r][c] = hn::MulAdd(value, w[c], sums[r][c]);
                }
            }
    }
    for (int r = 0; r < kRows; ++r)
        for (int c = 0; c < kColumns; ++c)
            out[r][column + c] = sumOfLanes(sums[r][c]);
}

/// Calls body(NestedRows) of the weight's format.
template <typename Body>
HWY_INLINE void withNestedRows(const Weight& weight, const Body& body) {
    const auto* const values = static_cast<const std::uint8_t*>(weight.values);
    const auto* const scales = static_cast<const std::uint8_t*>(weight.scales);
    const auto* const superScales = static_cast<const std::uint8_t*>(weight.superScales);
    const std::int64_t superBlocks = (weight.columns + kSuperBlock - 1) / kSuperBlock;
    using enum ScaleType;
    switch (weight.format) {
        case WeightFormat::Q4_K:
            return body(NestedRows<4, NestedWithMinimum, 32>{values, scales, superScales, superBlocks});
        case WeightFormat::Q5_K:
            return body(NestedRows<5, NestedWithMinimum, 32>{values, scales, superScales, superBlocks});
        case WeightFormat::Int4Zero:
            return body(NestedRows<4, Float16WithZero, 128>{values, scales, superScales, superBlocks});
        case WeightFormat::Int4ZeroGroup32:
            return body(NestedRows<4, Float16WithZero, 32>{values, scales, superScales, superBlocks});
        case WeightFormat::Q4_1:
            return body(NestedRows<4, Float16WithMinimum, 32>{values, scales, superScales, superBlocks});
        case WeightFormat::Q5_1:
            return body(NestedRows<5, Float16WithMinimum, 32>{values, scales, superScales, superBlocks});
        default:
            return body(NestedRows<6, Nested, 16>{values, scales, superScales, superBlocks});
    }
}

HWY_NOINLINE void multiplyNestedRows(const Weight& weight, const RowProduct& product) {
    withNestedRows(weight, [&](const auto& rows) HWY_ATTR { multiplyRows(rows, weight.columns, product); });
}

HWY_NOINLINE void expandRowOfNested(const Weight& weight, std::int64_t row, float* out) {
    withNestedRows(weight, [&](const auto& rows) HWY_ATTR {
        Groups groups;
        const auto load = [&](std::int64_t position) HWY_ATTR {
            if (position % kSuperBlock == 0) groups = rows.groups(row, position / kSuperBlock);
            return rows.load(row, groups, position);
        };
        expandCodes(4, weight.columns, load, out);
    });
}

}  // namespace mw::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace mw::cpu {

HWY_EXPORT(multiplyNestedRows);
HWY_EXPORT(expandRowOfNested);

void multiplyNested(const Weight& weight, const RowProduct& product) {
    HWY_DYNAMIC_DISPATCH(multiplyNestedRows)(weight, product);
}

void expandNestedRow(const Weight& weight, std::int64_t row, float* out) {
    HWY_DYNAMIC_DISPATCH(expandRowOfNested)(weight, row, out);
}

}  // namespace mw::cpu
#endif
