// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "plain_weights.h"

#include "simd.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "plain_weights.cpp"
// clang-format off
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
// clang-format on

#include "multiply-inl.h"

HWY_BEFORE_NAMESPACE();
namespace mw::cpu::HWY_NAMESPACE {

template <typename Element>
struct PlainRows {
    const Element* values;
    std::int64_t columns;

    HWY_INLINE FloatVector load(std::int64_t row, std::int64_t column) const {
        return loadFloats(values + row * columns + column);
    }
    HWY_INLINE FloatVector loadFirst(std::int64_t row, std::int64_t column, std::size_t count) const {
        return loadFirstFloats(values + row * columns + column, count);
    }
};

template <typename Body>
HWY_INLINE void withRows(const Weight& weight, const Body& body) {
    withElementType(weightFormatRow(weight.format).element.value(), [&](const auto* type) HWY_ATTR {
        const auto* values = static_cast<decltype(type)>(weight.values);
        body(PlainRows<std::remove_cvref_t<decltype(*type)>>{values, weight.columns});
    });
}

HWY_NOINLINE void multiplyPlainRows(const Weight& weight, const RowProduct& product) {
    withRows(weight, [&](const auto& rows) HWY_ATTR { multiplyRows(rows, weight.columns, product); });
}

HWY_NOINLINE void expandRowOfPlain(const Weight& weight, std::int64_t row, float* out) {
    withRows(weight, [&](const auto& rows) HWY_ATTR { expandRowOf(rows, row, weight.columns, out); });
}

}  // namespace mw::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace mw::cpu {

HWY_EXPORT(multiplyPlainRows);
HWY_EXPORT(expandRowOfPlain);

void multiplyPlain(const Weight& weight, const RowProduct& product) {
    HWY_DYNAMIC_DISPATCH(multiplyPlainRows)(weight, product);
}

void expandPlainRow(const Weight& weight, std::int64_t row, float* out) {
    HWY_DYNAMIC_DISPATCH(expandRowOfPlain)(weight, row, out);
}

}  // namespace mw::cpu
#endif
