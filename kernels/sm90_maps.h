// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Tensor maps: how the copy engine of sm_90 sees a bf16 matrix in device memory. All boxes are 64 elements (128 bytes)
// wide and arrive in shared memory under 128-byte swizzle.

#pragma once

#include <cuda.h>
#include <cuda_runtime_api.h>

#include <cstdint>

#include "matmul.h"

namespace mw::kernels::sm90 {

/// Elements of a row in a box.
inline constexpr int kBoxColumns = 64;

/// A matrix [rows, columns]; boxes of `boxRows` rows, at most 256.
cudaError_t makeRowMap(const void* data, std::int64_t rows, std::int64_t columns, int boxRows, CUtensorMap& map);

/// A weight matrix [rows, columns], rows a multiple of 8; for copyWeights(), with 0 as the place.
cudaError_t makeWeightMap(const void* data, std::int64_t rows, std::int64_t columns, int boxRows, CUtensorMap& map);

/// All weight matrices [halves, rows, columns] that there can be: which one is meant, copyWeights() says by its place,
/// see placeOf(). Boxes take `boxRows` rows in groups of eight: with two halves (gate and up) eight rows of the first,
/// the same eight of the second, the next eight of the first ... `boxRows` counts the rows of all halves.
///
/// So the experts of all layers have one map, no kernel has to fetch another in mid-stream, and a table of pointers is
/// all that says where an expert is. The fifth side of the map is the address space, in steps of kPlaceAlignment.
///
/// A box must not lie outside of its matrix altogether: the copy engine then touches the map's first byte, and there is
/// nothing. (A box that only sticks out is filled with zeros, as ever.)
cudaError_t makePlacedMap(int halves, std::int64_t rows, std::int64_t columns, int boxRows, CUtensorMap& map);

/// Whether all experts' matrices are where makePlacedMap() can see them.
bool arePlaceable(const ExpertsArgs& args);

}  // namespace mw::kernels::sm90
