// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// What has not been run on a GPU yet, and stays off until its tests have passed on one. Off are also the formats in
// pairs (weight_format.cpp).

#pragma once

namespace mw::cuda {

inline constexpr bool kQuantises = false;       ///< codes made while weights are loaded: TestQuantiseOnDevices
inline constexpr bool kMeasuresCublas = false;  ///< cuBLAS where nobody forces it: TestKernelTimes
inline constexpr bool kRoundsTokens = false;    ///< activations in fp8: TestFloat8Activations

}  // namespace mw::cuda
