// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <string>

#include "element.h"
#include "mw/error.h"
#include "mw/precision.h"
#include "mw/weight_format.h"

namespace mw::cuda {

constexpr kernels::Element elementOf(Precision precision) {
    switch (precision) {
        case Precision::Float32:
            return kernels::Element::Float32;
        case Precision::BFloat16:
            return kernels::Element::BFloat16;
        case Precision::Float16:
            return kernels::Element::Float16;
    }
    return kernels::Element::Float32;
}

/// Throws Error(Unsupported) for a format whose values are no plain elements.
inline kernels::Element elementOf(WeightFormat format) {
    const WeightFormatRow& row = weightFormatRow(format);
    if (!row.element)
        throw Error(ErrorCode::Unsupported, "The CUDA backend does not take " + std::string(row.name) + " weights.");
    return elementOf(*row.element);
}

}  // namespace mw::cuda
