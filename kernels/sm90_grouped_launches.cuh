// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// The kernels of sm90_grouped_tiles.cuh, for one element of the weights and one of the tokens. A file for each
// instantiates them.

#pragma once

#include "sm90_grouped_tiles.cuh"

namespace mw::kernels::grouped {

/// The products with weights of one element.
struct GroupedLaunches {
    int columns;      ///< of a stage
    int boxBytes;     ///< of a row of the weights in a stage
    int upperBytes;   ///< likewise, of the upper bits of codes
    int weightBytes;  ///< of a stage
    cudaError_t (*clusters)(int blocks, int& clusters);
    cudaError_t (*gateUp)(const Job& job, const GroupedMaps& maps, cudaStream_t stream);
    cudaError_t (*down)(const Job& job, const GroupedMaps& maps, cudaStream_t stream);    ///< or Linear, bf16
    cudaError_t (*floats)(const Job& job, const GroupedMaps& maps, cudaStream_t stream);  ///< Linear, float32
};

extern const GroupedLaunches kGroupedBFloat16, kGroupedFloat8, kGroupedInt8, kGroupedInt8Group32, kGroupedInt4,
    kGroupedInt4Group32, kGroupedQ4K, kGroupedQ5K, kGroupedQ6K, kGroupedInt4Zero, kGroupedInt4ZeroGroup32, kGroupedQ4_1,
    kGroupedQ5_1;
extern const GroupedLaunches kGroupedFloat8Tokens;  ///< and weights in fp8

template <Element kWeight, Element kTokens = Element::BFloat16>
struct GroupedLauncher {
    using R = Room<kWeight, kTokens>;

    /// Pairs of blocks that find room at once: a group of multiprocessors with an odd number of them leaves one idle.
    static cudaError_t countClusters(int blocks, int& clusters) {
        const auto kernel = reinterpret_cast<const void*>(grouped_kernel<true, __nv_bfloat16, kWeight, kTokens>);
        const cudaError_t raised = cudaFuncSetAttribute(kernel, cudaFuncAttributeMaxDynamicSharedMemorySize, R::kBytes);
        if (raised != cudaSuccess) return raised;
        cudaLaunchAttribute shape{};
        shape.id = cudaLaunchAttributeClusterDimension;
        shape.val.clusterDim.x = kCluster;
        shape.val.clusterDim.y = shape.val.clusterDim.z = 1;
        cudaLaunchConfig_t config{};
        config.gridDim = dim3(static_cast<unsigned>(blocks / kCluster * kCluster));
        config.blockDim = dim3(kThreads);
        config.dynamicSmemBytes = R::kBytes;
        config.attrs = &shape;
        config.numAttrs = 1;
        const cudaError_t counted = cudaOccupancyMaxActiveClusters(&clusters, kernel, &config);
        return counted == cudaSuccess && clusters <= 0 ? cudaErrorInvalidConfiguration : counted;
    }

    template <bool Gated, typename T>
    static cudaError_t run(const Job& job, const GroupedMaps& maps, cudaStream_t stream) {
        return launch(grouped_kernel<Gated, T, kWeight, kTokens>, dim3(static_cast<unsigned>(maps.clusters * kCluster)),
                      dim3(kThreads), R::kBytes, stream, maps, job);
    }

    static constexpr GroupedLaunches kLaunches = {R::kColumns,
                                                  R::kRowBytes,
                                                  R::kUpperBytes,
                                                  R::kWeightBytes,
                                                  countClusters,
                                                  run<true, __nv_bfloat16>,
                                                  run<false, __nv_bfloat16>,
                                                  run<false, float>};
};

}  // namespace mw::kernels::grouped
