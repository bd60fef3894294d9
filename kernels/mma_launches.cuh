// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Which kernels of mma_few_rows.cuh and mma_tiles.cuh compute a product, for one element of the weights. A file for
// each element instantiates it: together they would take minutes to compile.

#pragma once

#include <algorithm>

#include "mma_few_rows.cuh"
#include "mma_tiles.cuh"

namespace mw::kernels {

/// With more it pays to sort the tokens by expert. (fp8 on an H200, tokens/s of 16, 32 and 64 chats: 1195, 1232, 1620
/// by the kernels of few rows, 898, 1342, 2034 by tiles.)
inline constexpr int kFewRows = 16;

/// The products with weights of one element.
struct MmaLaunches {
    cudaError_t (*linear)(const LinearArgs& args, cudaStream_t stream);
    /// Up to kFewRows tokens.
    cudaError_t (*fewGateUp)(const FewRowsArgs& args, cudaStream_t stream);
    cudaError_t (*fewDown)(const FewRowsArgs& args, cudaStream_t stream);
    cudaError_t (*gateUp)(const TilesArgs& args, cudaStream_t stream);
    /// In so many parts of k.
    cudaError_t (*down)(const TilesArgs& args, int parts, cudaStream_t stream);
};

extern const MmaLaunches kMmaBFloat16, kMmaFloat8, kMmaInt8, kMmaInt4, kMmaQ4K, kMmaQ5K, kMmaQ6K, kMmaInt4Zero,
    kMmaInt4ZeroGroup32, kMmaQ4_1, kMmaQ5_1;

inline int deviceAttribute(cudaDeviceAttr attribute) {
    int device = 0, value = 0;
    if (cudaGetDevice(&device) != cudaSuccess || cudaDeviceGetAttribute(&value, attribute, device) != cudaSuccess)
        return 0;
    return value;
}

/// Whether a block can have 160 KB of shared memory and more: 160 KB on A100, 227 KB on H100, 99 KB on GeForce.
inline bool isRoomy() {
    return deviceAttribute(cudaDevAttrMaxSharedMemoryPerBlockOptin) >= 160 * 1024;
}

/// Most rows of a single matrix that the kernels of few rows take: 16 rows beside codes want up to 196 KB of shared
/// memory, more than an A100 has.
inline int mostFewRows(Element element) {
    constexpr int kWanted = 200 * 1024;
    return isCoded(element) && deviceAttribute(cudaDevAttrMaxSharedMemoryPerBlockOptin) < kWanted ? 8 : kFewRows;
}

inline unsigned tilesOf(std::int64_t count, int tile) {
    return static_cast<unsigned>((count + tile - 1) / tile);
}

template <Element kElement>
struct MmaLauncher {
    static constexpr bool kCoded = kIsCoded<kElement>;
    using LargeTiles = TileShape<128, 128, kCoded ? 64 : 32, 2, 2, 3>;
    using MediumTiles = TileShape<64, 64, 64, 2, 2, 3>;
    using NarrowTiles = TileShape<64, 32, 64, 2, 2, 4>;

    template <int Rows, int Stages, Job kJob>
    static cudaError_t launchFewRowsWith(const FewRowsArgs& args, cudaStream_t stream) {
        const std::size_t bytes = FewRowsLayout<Rows, kElement>::bytes(Stages, args.rows * args.perToken);
        const int perMultiprocessor = deviceAttribute(cudaDevAttrMaxSharedMemoryPerMultiprocessor);
        const int blocks = std::clamp(perMultiprocessor / static_cast<int>(bytes + 1024), 1, 2) *
                           std::max(1, deviceAttribute(cudaDevAttrMultiProcessorCount));
        const unsigned tiles = tilesOf(args.columns, kJob == Job::GateUp ? 8 : 16);
        return launch(mma_few_rows_kernel<Rows, Stages, kJob, kElement>,
                      dim3(std::min(tiles, static_cast<unsigned>(blocks))), kFewRowsThreads, bytes, stream, args);
    }

    /// As many stages as the device has shared memory for.
    template <Job kJob>
    static cudaError_t launchFewRows(const FewRowsArgs& args, cudaStream_t stream) {
        constexpr bool kNibbles = kIsCoded<kElement> && bitsOf(kElement) == 4;
        const bool roomy = isRoomy();
        if (args.rows == 1)
            return roomy ? launchFewRowsWith < 1,
                   kNibbles ? 8
                   : kCoded ? 5
                            : 6,
                   kJob > (args, stream) : launchFewRowsWith<1, 4, kJob>(args, stream);
        if (args.rows <= 8 || (kCoded && kJob != Job::Linear))
            return roomy                 ? launchFewRowsWith < 8, kCoded && !kNibbles ? 3 : 4,
                   kJob > (args, stream) : launchFewRowsWith < 8, kCoded && !kNibbles ? 2 : 3, kJob > (args, stream);
        if constexpr (!kCoded)
            if (!roomy) return launchFewRowsWith<16, 2, kJob>(args, stream);
        if constexpr (!kCoded || kJob == Job::Linear)
            return launchFewRowsWith < 16, kCoded && !kNibbles ? 3 : 4, kJob > (args, stream);
        return cudaErrorInvalidValue;
    }

    /// `mostRowTiles`: of grid.x.
    template <typename Shape, Job kJob>
    static cudaError_t launchTiles(const TilesArgs& args, unsigned mostRowTiles, int parts, cudaStream_t stream) {
        const unsigned columnTiles = tilesOf(args.columns, kJob == Job::GateUp ? Shape::kTileM / 2 : Shape::kTileM);
        if (columnTiles > 65535) return cudaErrorInvalidValue;
        return launch(mma_tiles_kernel<Shape, kJob, kElement>,
                      dim3(mostRowTiles, columnTiles, static_cast<unsigned>(parts)), Shape::kThreads,
                      tilesBytes<Shape, kElement>(), stream, args);
    }

    template <Job kJob>
    static cudaError_t launchExpertTiles(const TilesArgs& args, int parts, cudaStream_t stream) {
        const auto rowTiles = [&](int tile) {  // every expert may leave one tile begun
            return static_cast<unsigned>(std::min<std::int64_t>(args.rows, args.rows / tile + args.experts));
        };
        const int tokens = args.rows / args.perToken;
        if (tokens <= 32) return launchTiles<NarrowTiles, kJob>(args, rowTiles(32), parts, stream);
        if (args.rows / args.experts <= 96) return launchTiles<MediumTiles, kJob>(args, rowTiles(64), parts, stream);
        return launchTiles<LargeTiles, kJob>(args, rowTiles(128), parts, stream);
    }

    static cudaError_t launchLinear(const LinearArgs& args, cudaStream_t stream) {
        if (args.rows <= 0 || args.columns <= 0) return cudaSuccess;
        const bool floatOut = args.outElement == Element::Float32;
        const int group = groupOf(args.weightElement);
        if (args.rows <= mostFewRows(kElement))
            return launchFewRows<Job::Linear>({.x = args.x,
                                               .weight = args.weight,
                                               .scales = args.scales,
                                               .superScales = args.superScales,
                                               .out = args.out,
                                               .rows = args.rows,
                                               .columns = args.columns,
                                               .k = args.k,
                                               .floatOut = floatOut,
                                               .group = group},
                                              stream);
        const TilesArgs tiles{.x = args.x,
                              .weight = args.weight,
                              .scales = args.scales,
                              .superScales = args.superScales,
                              .out = args.out,
                              .rows = args.rows,
                              .columns = args.columns,
                              .k = args.k,
                              .perToken = 1,
                              .experts = 1,
                              .floatOut = floatOut,
                              .wideStores = args.columns % 8 == 0 && isAligned16(args.out),
                              .group = group};
        if (args.rows <= 32) return launchTiles<NarrowTiles, Job::Linear>(tiles, 1, 1, stream);
        const unsigned large = tilesOf(args.rows, 128) * tilesOf(args.columns, 128);
        if (large < static_cast<unsigned>(deviceAttribute(cudaDevAttrMultiProcessorCount)) || args.rows <= 64)
            return launchTiles<MediumTiles, Job::Linear>(tiles, tilesOf(args.rows, 64), 1, stream);
        return launchTiles<LargeTiles, Job::Linear>(tiles, tilesOf(args.rows, 128), 1, stream);
    }

    static cudaError_t launchGateUp(const TilesArgs& args, cudaStream_t stream) {
        return launchExpertTiles<Job::GateUp>(args, 1, stream);
    }

    static constexpr MmaLaunches kLaunches = {launchLinear, launchFewRows<Job::GateUp>, launchFewRows<Job::Down>,
                                              launchGateUp, launchExpertTiles<Job::Down>};
};

}  // namespace mw::kernels
