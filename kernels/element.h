// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

namespace mw::kernels {

/// Element type of a matrix in device memory. Those behind Float16 are codes of weights, which need scales: float32 for
/// each row of Float8, fp16 for each group of 128 or 32 columns of the others.
enum class Element { Float32, BFloat16, Float16, Float8, Int8, Int4, Int4Group32 };

constexpr bool isCoded(Element element) {
    return element > Element::Float16;
}

template <Element kElement>
inline constexpr bool kIsCoded = isCoded(kElement);

/// Columns that share a scale; 0: all of a row.
constexpr int groupOf(Element element) {
    return element == Element::Float8 ? 0 : element == Element::Int4Group32 ? 32 : 128;
}

}  // namespace mw::kernels
