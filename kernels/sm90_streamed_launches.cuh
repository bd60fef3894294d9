// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Which kernel of sm90_streamed_tiles.cuh computes a product, for one element of the weights. A file for each element
// instantiates it: together they would take minutes to compile.

#pragma once

#include <algorithm>

#include "sm90_streamed.h"
#include "sm90_streamed_tiles.cuh"

namespace mw::kernels::streamed {

constexpr int kMostBlocks = 256;  // for the size of the scratch

inline int multiprocessors() {
    int device = 0, count = 1;
    cudaGetDevice(&device);
    cudaDeviceGetAttribute(&count, cudaDevAttrMultiProcessorCount, device);
    return std::min(count, kMostBlocks);
}

/// The products with weights of one element.
struct StreamedLaunches {
    int chunk;       ///< columns along k
    int upperBytes;  ///< of a row of a chunk, of the upper bits of its codes
    int (*unitRows)(int width, Product kind);
    cudaError_t (*launch)(Product kind, const Job& job, int width, const StreamedMaps& maps, cudaStream_t stream);
};

extern const StreamedLaunches kStreamedBFloat16, kStreamedFloat8, kStreamedInt8, kStreamedInt8Group32, kStreamedInt4,
    kStreamedInt4Group32, kStreamedQ4K, kStreamedQ5K, kStreamedQ6K, kStreamedInt4Zero, kStreamedInt4ZeroGroup32,
    kStreamedQ4_1, kStreamedQ5_1;

template <Element kWeight>
struct StreamedLauncher {
    template <int Width, Product Kind>
    static cudaError_t launchTile(const Job& job, const StreamedMaps& maps, cudaStream_t stream) {
        using T = Tile<Width, Kind, kWeight>;
        return kernels::launch(streamed_kernel<Width, Kind, kWeight>, dim3(static_cast<unsigned>(multiprocessors())),
                               dim3(T::kThreads), T::kSharedBytes, stream, maps.weight, maps.upper, maps.x, job);
    }

    template <Product Kind>
    static cudaError_t launchKind(const Job& job, int width, const StreamedMaps& maps, cudaStream_t stream) {
        if constexpr (!kIsSorted<Kind>) {
            if (width == 8) return launchTile<8, Kind>(job, maps, stream);
            if (width == 16) return launchTile<16, Kind>(job, maps, stream);
        }
        if (width == 32) return launchTile<32, Kind>(job, maps, stream);
        return width == 64 ? launchTile<64, Kind>(job, maps, stream) : cudaErrorInvalidValue;
    }

    template <Product Kind>
    static cudaError_t launchSplit(const Job& job, int width, const StreamedMaps& maps, cudaStream_t stream) {
        if constexpr (kWeight == Element::Float8) {
            if (width == kSplitWidth) return launchTile<kSplitWidth, Kind>(job, maps, stream);
        }
        return cudaErrorInvalidValue;
    }

    static cudaError_t launch(Product kind, const Job& job, int width, const StreamedMaps& maps, cudaStream_t stream) {
        switch (kind) {
            case Product::Linear:
                return launchKind<Product::Linear>(job, width, maps, stream);
            case Product::GateUp:
                return launchKind<Product::GateUp>(job, width, maps, stream);
            case Product::Down:
                return launchKind<Product::Down>(job, width, maps, stream);
            case Product::SortedGateUp:
                return launchKind<Product::SortedGateUp>(job, width, maps, stream);
            case Product::SortedDown:
                return launchKind<Product::SortedDown>(job, width, maps, stream);
            case Product::SplitGateUp:
                return launchSplit<Product::SplitGateUp>(job, width, maps, stream);
            case Product::SplitDown:
                return launchSplit<Product::SplitDown>(job, width, maps, stream);
        }
        return cudaErrorInvalidValue;
    }

    static constexpr StreamedLaunches kLaunches = {Cut<kWeight>::kColumns, Cut<kWeight>::kUpperBytes,
                                                   Cut<kWeight>::rows, launch};
};

}  // namespace mw::kernels::streamed
