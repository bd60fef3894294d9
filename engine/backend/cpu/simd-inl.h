// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Loads of any precision as float32 vectors. Included once per instruction set.

#if defined(MW_CPU_SIMD_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef MW_CPU_SIMD_INL_H
#undef MW_CPU_SIMD_INL_H
#else
#define MW_CPU_SIMD_INL_H
#endif

#include <hwy/highway.h>

#include <cstdint>
#include <cstring>
#include <type_traits>

#include "mw/model.h"

HWY_BEFORE_NAMESPACE();
namespace mw::cpu::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using FloatTag = hn::ScalableTag<float>;
using FloatVector = hn::Vec<FloatTag>;

/// An element of Precision::Float8, as float8.h has it.
struct Float8 {
    std::uint8_t bits;
};

/// Consecutive elements, promoted in registers.
template <typename D, typename Element>
HWY_INLINE hn::Vec<D> promote(D d, const Element* from) {
    if constexpr (sizeof(Element) == sizeof(float)) {
        return hn::LoadU(d, from);
    } else if constexpr (std::is_same_v<Element, Float8>) {
        const hn::Rebind<std::uint8_t, D> narrow;
        const hn::Rebind<std::uint32_t, D> wide;
        const auto bits = hn::PromoteTo(wide, hn::LoadU(narrow, reinterpret_cast<const std::uint8_t*>(from)));
        const auto magnitude = hn::And(bits, hn::Set(wide, 0x7f));
        const auto sign = hn::ShiftLeft<24>(hn::Xor(bits, magnitude));
        // In place, the exponent is 120 too small.
        const auto number = hn::Mul(hn::BitCast(d, hn::Or(sign, hn::ShiftLeft<20>(magnitude))), hn::Set(d, 0x1p120f));
        return hn::IfThenElse(hn::RebindMask(d, hn::Eq(magnitude, hn::Set(wide, 0x7f))), hn::NaN(d), number);
    } else {
        const hn::Rebind<Element, D> half;
        return hn::PromoteTo(d, hn::LoadU(half, from));
    }
}

template <typename Element>
HWY_INLINE FloatVector loadFloats(const Element* from) {
    return promote(FloatTag(), from);
}

/// The first `count` elements, zeros behind them; does not read further.
template <typename Element>
HWY_INLINE FloatVector loadFirstFloats(const Element* from, std::size_t count) {
    HWY_ALIGN Element padded[HWY_LANES(float)] = {};
    std::memcpy(static_cast<void*>(padded), from, count * sizeof(Element));
    return loadFloats(padded);
}

/// Calls `body` with a null pointer of the element type that `precision` stands for, in weights.
template <typename Body>
HWY_INLINE void withElementType(Precision precision, const Body& body) {
    switch (precision) {
        case Precision::Float32:
            return body(static_cast<const float*>(nullptr));
        case Precision::BFloat16:
            return body(static_cast<const hwy::bfloat16_t*>(nullptr));
        case Precision::Float16:
            return body(static_cast<const hwy::float16_t*>(nullptr));
        case Precision::Float8:
            return;  // see withKvType()
    }
}

/// The same for elements of a KV cache.
template <typename Body>
HWY_INLINE void withKvType(Precision precision, const Body& body) {
    if (precision == Precision::Float8) return body(static_cast<const Float8*>(nullptr));
    withElementType(precision, body);
}

HWY_INLINE float sumOfLanes(FloatVector v) {
    return hn::GetLane(hn::SumOfLanes(FloatTag(), v));
}

}  // namespace mw::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
