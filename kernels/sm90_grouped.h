// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Matrix products of many tokens (from some 65 on) on Hopper, at the speed of the tensor cores; see sm90_grouped.cu and
// sm90_grouped_tiles.cuh. Activations are bf16, or are made e4m3 where args.roundsRows, weights bf16 or codes.

#pragma once

#include <cuda.h>
#include <cuda_runtime_api.h>

#include <cstddef>

#include "matmul.h"
#include "sm90_streamed.h"

namespace mw::kernels {

/// Widths of a tile of tokens: 32, 64, ... 256.
inline constexpr int kGroupedWidths = 8;

/// Views of a weight matrix and of the tokens for the copy engine, one for each width of a tile. They depend on
/// addresses, shapes and the device only and can be kept for as long as the memory lives.
struct GroupedMaps {
    CUtensorMap weight;
    CUtensorMap upper;  ///< where codes have bits that lie behind the others of their row
    CUtensorMap x[kGroupedWidths];
    int clusters;  ///< pairs of blocks that the device runs at once
};

/// Whether elements, alignment and shape suit: multiples of 8 along both sides of the weights, rows of codes of
/// kCodedMultiple, experts aligned to kPlaceAlignment (Linear: float32 output, too). The device has to be of compute
/// capability 9.0.
bool groupedSupports(const LinearArgs& args);
bool groupedSupports(const ExpertsArgs& args);

/// Whether rows can be rounded to e4m3 (args.roundsRows): those of at most kMostRoundedColumns, beside weights in e4m3.
bool roundedSupports(const LinearArgs& args);
bool roundedSupports(const ExpertsArgs& args);

/// Bytes of scratch, aligned to 256, for rows that are rounded. It needs no preparation.
std::size_t roundedLinearScratchBytes(int rows, int k);

/// See launchGeneralLinear(). `scratch` is roundedLinearScratchBytes(), or nothing where rows are not rounded,
/// `streamed` is streamedScratchBytes() of anything, ready as sm90_streamed.h says.
cudaError_t makeGroupedLinearMaps(const LinearArgs& args, void* scratch, GroupedMaps& maps);
cudaError_t launchGroupedLinear(const LinearArgs& args, const GroupedMaps& maps, void* scratch, void* streamed,
                                cudaStream_t stream);

/// Bytes of scratch, aligned to 256, for launches of up to so many tokens. It needs no preparation.
std::size_t groupedScratchBytes(int tokens, int perToken, int hidden, int feedForward);

/// See launchGeneralExperts(). `scratch` is groupedScratchBytes(), `streamed` is streamedScratchBytes(), ready as
/// sm90_streamed.h says. The output of an expert is rounded to bf16 before it is weighted; the weighted sum is of
/// float32. `products` holds its rows in the order of the experts; where they are rounded, codes are left there.
struct GroupedExpertsMaps {
    GroupedMaps gateUp, down;
};
cudaError_t makeGroupedExpertsMaps(const ExpertsArgs& args, void* scratch, GroupedExpertsMaps& maps);
cudaError_t launchGroupedExperts(const ExpertsArgs& args, const GroupedExpertsMaps& maps, void* scratch, void* streamed,
                                 cudaStream_t stream);

/// The same for at most kSortedTokens tokens, for which the weights are streamed.
cudaError_t makeSortedExpertsMaps(const ExpertsArgs& args, void* scratch, StreamedExpertsMaps& maps);
cudaError_t launchSortedExperts(const ExpertsArgs& args, const StreamedExpertsMaps& maps, void* scratch, void* streamed,
                                cudaStream_t stream);

}  // namespace mw::kernels
