// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace mw {

/// Element type of activations and of the KV cache. What weights are held in is a WeightFormat.
enum class Precision {
    Float32,
    BFloat16,
    Float16,
    Float8,  ///< e4m3, of the KV cache only: what is larger than 448 is stored as 448
};

/// Every precision there is, for those who offer or compare them.
std::span<const Precision> allPrecisions();

/// Bytes per element: 4, 2 or 1.
std::uint64_t bytesPerElement(Precision precision);

/// Short name as used on the command line and on screen: "fp32", "bf16", "fp16", "fp8".
std::string_view precisionName(Precision precision);

/// The inverse of precisionName(). Throws Error(InvalidArgument) naming the valid names.
Precision parsePrecision(std::string_view name);

}  // namespace mw
