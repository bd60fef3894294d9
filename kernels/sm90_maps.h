// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Tensor maps: how the copy engine of sm_90 sees a bf16 matrix in device memory. All boxes are 64 elements (128 bytes)
// wide and arrive in shared memory under 128-byte swizzle.

#pragma once

#include <cuda.h>
#include <cuda_runtime_api.h>

#include <cstdint>

namespace mw::kernels::sm90 {

/// Elements of a row in a box.
inline constexpr int kBoxColumns = 64;

/// A matrix [rows, columns]; boxes of `boxRows` rows, at most 256.
cudaError_t makeRowMap(const void* data, std::int64_t rows, std::int64_t columns, int boxRows, CUtensorMap& map);

/// Weights [experts, halves, rows, columns]; boxes take `boxRows` rows of an expert, in groups of eight: with two
/// halves (gate and up) eight rows of the first, the same eight of the second, the next eight of the first ...
/// `boxRows` counts the rows of all halves. rows is a multiple of 8.
cudaError_t makeWeightMap(const void* data, std::int64_t experts, int halves, std::int64_t rows, std::int64_t columns,
                          int boxRows, CUtensorMap& map);

}  // namespace mw::kernels::sm90
