// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "sm90_maps.h"

#include <algorithm>
#include <array>

namespace mw::kernels::sm90 {

namespace {

using Encode = decltype(&cuTensorMapEncodeTiled);

/// The driver's function, without linking the driver: this library also loads where there is none.
Encode encoder() {
    void* function = nullptr;
    cudaDriverEntryPointQueryResult found{};
    const cudaError_t result =
        cudaGetDriverEntryPointByVersion("cuTensorMapEncodeTiled", &function, 12000, cudaEnableDefault, &found);
    return result == cudaSuccess && found == cudaDriverEntryPointSuccess ? reinterpret_cast<Encode>(function) : nullptr;
}

template <std::size_t Rank>
cudaError_t encode(const void* data, CUtensorMapDataType type, CUtensorMapSwizzle swizzle,
                   const std::array<cuuint64_t, Rank>& sizes, const std::array<cuuint64_t, Rank - 1>& strideBytes,
                   const std::array<cuuint32_t, Rank>& box, CUtensorMap& map) {
    static const Encode function = encoder();
    if (!function) return cudaErrorNotSupported;
    std::array<cuuint32_t, Rank> steps{};
    steps.fill(1);
    // Lines of 128 bytes are a row of a box. Fetching 256 into L2 at a time reads as much, but a stream of weights
    // comes with 4.2 instead of 4.55 TB/s (H200).
    const CUresult result = function(&map, type, Rank, const_cast<void*>(data), sizes.data(), strideBytes.data(),
                                     box.data(), steps.data(), CU_TENSOR_MAP_INTERLEAVE_NONE, swizzle,
                                     CU_TENSOR_MAP_L2_PROMOTION_L2_128B, CU_TENSOR_MAP_FLOAT_OOB_FILL_NONE);
    return result == CUDA_SUCCESS ? cudaSuccess : cudaErrorInvalidValue;
}

}  // namespace

cudaError_t makeRowMap(const void* data, std::int64_t rows, std::int64_t columns, int boxRows, CUtensorMap& map) {
    const auto width = static_cast<cuuint64_t>(columns);
    return encode<2>(data, CU_TENSOR_MAP_DATA_TYPE_BFLOAT16, CU_TENSOR_MAP_SWIZZLE_128B,
                     {width, static_cast<cuuint64_t>(rows)}, {width * 2},
                     {kBoxColumns, static_cast<cuuint32_t>(boxRows)}, map);
}

cudaError_t makeFloat8Map(const void* data, std::int64_t rows, std::int64_t columns, std::int64_t pitch, int boxRows,
                          CUtensorMap& map) {
    return encode<2>(data, CU_TENSOR_MAP_DATA_TYPE_UINT8, CU_TENSOR_MAP_SWIZZLE_128B,
                     {static_cast<cuuint64_t>(columns), static_cast<cuuint64_t>(rows)},
                     {static_cast<cuuint64_t>(pitch)}, {kBoxBytes, static_cast<cuuint32_t>(boxRows)}, map);
}

namespace {

/// `places`: matrices, one every kPlaceAlignment bytes; they overlap.
cudaError_t encodeWeights(const void* data, cuuint64_t places, int halves, std::int64_t rows, const WeightBox& box,
                          CUtensorMap& map) {
    const auto width = static_cast<cuuint64_t>(box.rowBytes);
    const auto height = static_cast<cuuint64_t>(rows);
    const CUtensorMapSwizzle swizzle = box.bytes == 16   ? CU_TENSOR_MAP_SWIZZLE_NONE
                                       : box.bytes == 32 ? CU_TENSOR_MAP_SWIZZLE_32B
                                       : box.bytes == 64 ? CU_TENSOR_MAP_SWIZZLE_64B
                                                         : CU_TENSOR_MAP_SWIZZLE_128B;
    return encode<5>(data, CU_TENSOR_MAP_DATA_TYPE_UINT8, swizzle,
                     {width, 8, static_cast<cuuint64_t>(halves), height / 8, places},
                     {width, height * width, 8 * width, kPlaceAlignment},
                     {static_cast<cuuint32_t>(box.bytes), 8, static_cast<cuuint32_t>(halves),
                      static_cast<cuuint32_t>(box.rows / 8 / halves), 1},
                     map);
}

/// Steps of kPlaceAlignment in the addresses of a process, which have 47 bits.
constexpr cuuint64_t kPlaces = cuuint64_t{1} << 31;

}  // namespace

cudaError_t makeWeightMap(const void* data, std::int64_t rows, const WeightBox& box, CUtensorMap& map) {
    return encodeWeights(data, 1, 1, rows, box, map);
}

cudaError_t makePlacedMap(int halves, std::int64_t rows, const WeightBox& box, CUtensorMap& map) {
    // Place 0 is not the null pointer, which makes no map, but one step further: nothing is ever there.
    return encodeWeights(reinterpret_cast<const void*>(kPlaceAlignment), kPlaces - 1, halves, rows, box, map);
}

bool arePlaceable(const ExpertsArgs& args) {
    const auto placeable = [](const void* matrix) {
        const auto address = reinterpret_cast<std::uintptr_t>(matrix);
        return matrix && address % kPlaceAlignment == 0 && address / kPlaceAlignment < kPlaces;
    };
    return std::all_of(args.hostPlaces, args.hostPlaces + args.experts, [&](const ExpertPlace& place) {
        return placeable(place.gateUpValues) && placeable(place.downValues);
    });
}

}  // namespace mw::kernels::sm90
