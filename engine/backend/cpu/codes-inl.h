// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// What products with codes share, whatever their scales are: included once per instruction set, as multiply-inl.h is.

#if defined(MW_CPU_CODES_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef MW_CPU_CODES_INL_H
#undef MW_CPU_CODES_INL_H
#else
#define MW_CPU_CODES_INL_H
#endif

#include <cstdint>
#include <cstring>

#include "code_order.h"
#include "multiply-inl.h"

HWY_BEFORE_NAMESPACE();
namespace mw::cpu::HWY_NAMESPACE {

using WordTag = hn::Rebind<std::uint32_t, FloatTag>;

/// The fp16 number at `at`, which need not be aligned.
HWY_INLINE float halfAt(const void* at) {
    const hn::CappedTag<float, 1> one;
    const hn::Rebind<hwy::float16_t, decltype(one)> half;
    hwy::float16_t value;
    std::memcpy(&value, at, sizeof value);
    return hn::GetLane(hn::PromoteTo(one, hn::LoadU(half, &value)));
}

/// A word for each eight lanes, from `word` of those at `from` on.
HWY_INLINE hn::Vec<WordTag> wordsAt(const std::uint8_t* from, std::int64_t word) {
    const WordTag d;
    constexpr std::size_t kLanes = HWY_LANES(float);
    static_assert(kLanes <= 16);
    const auto at = [&](std::int64_t i) {
        std::uint32_t bits;
        std::memcpy(&bits, from + 4 * i, sizeof bits);
        return bits;
    };
#if HWY_TARGET != HWY_SCALAR
    if constexpr (kLanes == 16) {
        const hn::Half<WordTag> half;
        return hn::Combine(d, hn::Set(half, at(word + 1)), hn::Set(half, at(word)));
    }
#endif
    return hn::Set(d, at(word));
}

/// Codes of 4 bits from `position` of a row on.
HWY_INLINE hn::Vec<WordTag> nibblesAt(const std::uint8_t* row, std::int64_t position) {
    const WordTag d;
    static constexpr std::uint32_t kShifts[] = {0, 4, 8, 12, 16, 20, 24, 28, 0, 4, 8, 12, 16, 20, 24, 28};
    return hn::And(hn::Shr(wordsAt(row, position / 8), hn::LoadU(d, kShifts + position % 8)), hn::Set(d, 15));
}

/// interleave() of multiply-inl.h for `columns` codes, whole blocks, that lie as those of `bits` do.
template <int kRows>
HWY_INLINE void interleaveCodes(int bits, std::int64_t columns, const float* const* x, std::int64_t k, float* packed) {
    constexpr std::int64_t kLanes = HWY_LANES(float);
    for (std::int64_t block = 0; block < columns; block += kCodeBlock)
        for (std::int64_t position = 0; position < kCodeBlock; ++position) {
            const std::int64_t column = block + columnOfCode(bits, position), at = block + position;
            float* const to = packed + at / kLanes * kLanes * kRows + at % kLanes;
            for (int r = 0; r < kRows; ++r)
                to[r * kLanes] = column < k ? x[r][column] : 0;
        }
}

/// A row's values in the order of its columns. load(position): the values there, in the order of the codes.
template <typename Load>
HWY_INLINE void expandCodes(int bits, std::int64_t columns, const Load& load, float* out) {
    const FloatTag d;
    HWY_ALIGN float block[kCodeBlock];
    for (std::int64_t first = 0; first < columns; first += kCodeBlock) {
        for (std::int64_t i = 0; i < kCodeBlock; i += static_cast<std::int64_t>(hn::Lanes(d)))
            hn::Store(load(first + i), d, block + i);
        for (std::int64_t i = 0; i < kCodeBlock; ++i)
            if (const std::int64_t column = first + columnOfCode(bits, i); column < columns) out[column] = block[i];
    }
}

}  // namespace mw::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
