// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <string>

namespace mw::cuda {

/// Why a GPU cannot be used, for people; empty if it can. `gpu`: its rank and name, as in "GPU 0 (NVIDIA L4)";
/// `noCode`: what CUDA says where it finds no code of this build for the GPU, else empty.
inline std::string refusalOf(const std::string& gpu, int major, int minor, const std::string& noCode) {
    const std::string capability = std::to_string(major) + "." + std::to_string(minor);
    if (major < 8)
        return gpu + " is too old: its compute capability is " + capability +
               ", the CUDA backend needs 8.0, Ampere, or newer.";
    if (!noCode.empty())
        return gpu + " cannot be used: this build has no code for compute capability " + capability + " (" + noCode +
               "). The packages have for all from 8.0 on; a build from source has for the GPUs of its machine, see "
               "MW_CUDA_ARCHITECTURES.";
    return {};
}

}  // namespace mw::cuda
