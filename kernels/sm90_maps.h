// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Tensor maps: how the copy engine of sm_90 sees a matrix in device memory. Boxes are 64 elements of bf16 wide, or as
// many bytes of codes as asked for, and arrive in shared memory under a swizzle of that width.

#pragma once

#include <cuda.h>
#include <cuda_runtime_api.h>

#include <cstdint>

#include "matmul.h"

namespace mw::kernels::sm90 {

/// Elements of bf16 of a row in a box, and their bytes.
inline constexpr int kBoxColumns = 64;
inline constexpr int kBoxBytes = kBoxColumns * 2;

/// A matrix of bf16 [rows, columns]; boxes of `boxRows` rows, at most 256.
cudaError_t makeRowMap(const void* data, std::int64_t rows, std::int64_t columns, int boxRows, CUtensorMap& map);

/// A matrix of e4m3 [rows, columns], a row every `pitch` bytes; boxes of kBoxBytes columns and `boxRows` rows.
cudaError_t makeFloat8Map(const void* data, std::int64_t rows, std::int64_t columns, std::int64_t pitch, int boxRows,
                          CUtensorMap& map);

/// The rows of a weight matrix, of any element, and how much of them a box takes.
struct WeightBox {
    std::int64_t rowBytes;  ///< a multiple of 16
    int rows;
    int bytes = kBoxBytes;  ///< of each: 16, 32, 64 or 128
};

/// Whether rows of so many weights can be copied.
constexpr bool isCopyable(Element weight, int columns) {
    return weight == Element::BFloat16 ? columns % 8 == 0 : isCoded(weight) && columns % kCodedMultiple == 0;
}

/// A weight matrix of so many rows, a multiple of 8; for copyWeights(), with 0 as the place.
cudaError_t makeWeightMap(const void* data, std::int64_t rows, const WeightBox& box, CUtensorMap& map);

/// All weight matrices [halves, rows] of such rows that there can be: which one is meant, copyWeights() says by its
/// place, see placeOf(). Boxes take their rows in groups of eight: with two halves (gate and up) eight rows of the
/// first, the same eight of the second, the next eight of the first ... box.rows counts the rows of all halves.
///
/// So the experts of all layers have one map, no kernel has to fetch another in mid-stream, and a table of pointers is
/// all that says where an expert is. The fifth side of the map is the address space, in steps of kPlaceAlignment.
///
/// A box must not lie outside of its matrix altogether: the copy engine then touches the map's first byte, and there is
/// nothing. (A box that only sticks out is filled with zeros, as ever.)
cudaError_t makePlacedMap(int halves, std::int64_t rows, const WeightBox& box, CUtensorMap& map);

/// Whether all experts' matrices are where makePlacedMap() can see them.
bool arePlaceable(const ExpertsArgs& args);

}  // namespace mw::kernels::sm90
