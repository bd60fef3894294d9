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
        case Precision::Float8:
            return kernels::Element::Float8;
    }
    return kernels::Element::Float32;
}

/// Of weights. Throws Error(Unsupported) for a format that kernels do not know.
inline kernels::Element elementOf(WeightFormat format) {
    switch (format) {
        case WeightFormat::Float32:
            return kernels::Element::Float32;
        case WeightFormat::BFloat16:
            return kernels::Element::BFloat16;
        case WeightFormat::Float16:
            return kernels::Element::Float16;
        case WeightFormat::Float8:
            return kernels::Element::Float8;
        case WeightFormat::Int8:
            return kernels::Element::Int8;
        case WeightFormat::Int8Group32:
            return kernels::Element::Int8Group32;
        case WeightFormat::Int4:
            return kernels::Element::Int4;
        case WeightFormat::Int4Group32:
            return kernels::Element::Int4Group32;
        case WeightFormat::Q4_K:
            return kernels::Element::Q4_K;
        case WeightFormat::Q5_K:
            return kernels::Element::Q5_K;
        case WeightFormat::Q6_K:
            return kernels::Element::Q6_K;
        case WeightFormat::Int4Zero:
            return kernels::Element::Int4Zero;
        case WeightFormat::Int4ZeroGroup32:
            return kernels::Element::Int4ZeroGroup32;
        case WeightFormat::Q4_1:
            return kernels::Element::Q4_1;
        case WeightFormat::Q5_1:
            return kernels::Element::Q5_1;
    }
    throw Error(ErrorCode::Unsupported,
                "The CUDA backend does not take " + std::string(weightFormatName(format)) + " weights.");
}

}  // namespace mw::cuda
