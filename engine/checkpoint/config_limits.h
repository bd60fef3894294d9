// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// What configs of any kind may say. Far above any model this program can run, and low enough that products of two sizes
// fit into 64 bits, of one size and a small number into 32.

#pragma once

#include <cstdint>

namespace mw {

inline constexpr std::int64_t kMostHidden = 1 << 17;
inline constexpr std::int64_t kMostLayers = 1024;
inline constexpr std::int64_t kMostFeedForward = 1 << 20;
inline constexpr std::int64_t kMostHeads = 4096;
inline constexpr std::int64_t kMostHeadDim = 1024;
inline constexpr std::int64_t kMostExperts = 1024;
inline constexpr std::int64_t kMostVocabulary = 1 << 22;
inline constexpr std::int64_t kMostContext = 1 << 24;
inline constexpr double kMostTheta = 1e12;

}  // namespace mw
