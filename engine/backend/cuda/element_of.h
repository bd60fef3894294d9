// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "element.h"
#include "mw/model.h"

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

}  // namespace mw::cuda
