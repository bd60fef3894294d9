// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <string>

namespace mw {

/// Which kernels computed an operation of a step. Where an operation has several shapes of one number of tokens, there
/// may be several.
struct KernelUse {
    std::string operation;  ///< "linear", "experts", "decode_attention", "prefill_attention", "norm_and_route"
    int tokens = 0;         ///< that the operation took at once
    std::string kernels;    ///< a name that LoadOptions::kernels takes, too

    bool operator==(const KernelUse&) const = default;
};

/// How fast a library computed an operation of one shape, and how fast own kernels did: what decides between them on
/// GPUs for which it is not known beforehand.
struct KernelMeasurement {
    std::string operation;           ///< as of KernelUse
    std::string shape;               ///< of the weights: "4096 x 14336"
    double libraryMilliseconds = 0;  ///< cuBLAS
    double ownMilliseconds = 0;
    bool remembered = false;  ///< from an earlier load

    bool operator==(const KernelMeasurement&) const = default;
};

}  // namespace mw
