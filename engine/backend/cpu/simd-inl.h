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

#include <cstring>

#include "mw/model.h"

HWY_BEFORE_NAMESPACE();
namespace mw::cpu::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using FloatTag = hn::ScalableTag<float>;
using FloatVector = hn::Vec<FloatTag>;

/// Vectors of consecutive elements, promoted in registers.
template <typename Element>
HWY_INLINE FloatVector loadFloats(const Element* from) {
    const FloatTag d;
    if constexpr (sizeof(Element) == sizeof(float)) {
        return hn::LoadU(d, from);
    } else {
        const hn::Rebind<Element, FloatTag> half;
        return hn::PromoteTo(d, hn::LoadU(half, from));
    }
}

/// The first `count` elements, zeros behind them; does not read further.
template <typename Element>
HWY_INLINE FloatVector loadFirstFloats(const Element* from, std::size_t count) {
    HWY_ALIGN Element padded[HWY_LANES(float)] = {};
    std::memcpy(static_cast<void*>(padded), from, count * sizeof(Element));
    return loadFloats(padded);
}

/// Calls `body` with a null pointer of the element type that `precision` stands for.
template <typename Body>
HWY_INLINE void withElementType(Precision precision, const Body& body) {
    switch (precision) {
        case Precision::Float32:
            return body(static_cast<const float*>(nullptr));
        case Precision::BFloat16:
            return body(static_cast<const hwy::bfloat16_t*>(nullptr));
        case Precision::Float16:
            return body(static_cast<const hwy::float16_t*>(nullptr));
    }
}

HWY_INLINE float sumOfLanes(FloatVector v) {
    return hn::GetLane(hn::SumOfLanes(FloatTag(), v));
}

}  // namespace mw::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
