// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Matrix products of few tokens (1 to 64) on Hopper, at the speed of memory; see sm90_streamed.cu. Activations are
// bf16, weights bf16 or codes.

#pragma once

#include <cuda.h>
#include <cuda_runtime_api.h>

#include <cstddef>
#include <cstdint>

#include "matmul.h"

namespace mw::kernels {

/// Most tokens of one launch.
inline constexpr int kStreamedTokens = 64;

/// Views of a weight matrix and of the tokens for the copy engine. They depend on addresses and shapes only and can be
/// kept for as long as the memory lives. Width of a tile of tokens: streamedWidth().
struct StreamedMaps {
    CUtensorMap weight;
    CUtensorMap upper;  ///< where codes have bits that lie behind the others of their row
    CUtensorMap x;
};

/// Columns of the tensor-core tile for so many tokens: 8, 16, 32 or 64.
int streamedWidth(int tokens);

/// Whether elements and shape suit: multiples of 8 along both sides of the weights, rows of codes of kCodedMultiple, at
/// most kStreamedTokens, and experts aligned to kPlaceAlignment. The device has to be of compute capability 9.0.
bool streamedSupports(const LinearArgs& args);
bool streamedSupports(const ExpertsArgs& args);

/// Bytes of scratch for any launch of so many experts and such sizes; zeroed once before the first use, then left
/// ready.
std::size_t streamedScratchBytes(int experts, int perToken, int hidden, int feedForward);

/// A number in that scratch for kernels of the same stream that leave it at zero, too.
int* spareCounter(void* scratch);

/// See launchGeneralLinear(). `scratch` may serve all launches of a stream.
cudaError_t makeStreamedLinearMaps(const LinearArgs& args, StreamedMaps& maps);
cudaError_t launchStreamedLinear(const LinearArgs& args, const StreamedMaps& maps, void* scratch, cudaStream_t stream);

/// See launchGeneralExperts(). `products` is not used.
struct StreamedExpertsMaps {
    StreamedMaps gateUp, down;
};
cudaError_t makeStreamedExpertsMaps(const ExpertsArgs& args, void* scratch, StreamedExpertsMaps& maps);
cudaError_t launchStreamedExperts(const ExpertsArgs& args, const StreamedExpertsMaps& maps, void* scratch,
                                  cudaStream_t stream);

/// Gate and up alone: args.products [tokens * perToken, feedForward], in the order of the choices, as launchMmaDown()
/// takes them.
cudaError_t launchStreamedGateUp(const ExpertsArgs& args, const StreamedMaps& maps, void* scratch, cudaStream_t stream);

/// Gate, up and down of tokens that are sorted by expert already (see sm90_grouped.cu, which does so): `rows` [tokens *
/// perToken, hidden] holds them and then the experts' outputs, `counts` [experts] how many there are of each, in device
/// memory; args.products is used. At most kSortedTokens tokens. Where splitsTokens(), the tokens are to be split
/// (sm90_split.cuh), with scales [hidden / 128, splitStride()] where `splitScales` begins, splitScaleBytes() in all.
inline constexpr int kSortedTokens = 128;
cudaError_t makeStreamedSortedMaps(const ExpertsArgs& args, const void* rows, StreamedExpertsMaps& maps);
cudaError_t launchStreamedSorted(const ExpertsArgs& args, void* rows, const int* counts, float* splitScales,
                                 const StreamedExpertsMaps& maps, void* scratch, cudaStream_t stream);

/// Most tokens, and choices of experts, that are split.
inline constexpr int kSplitTokens = 64, kSplitChoices = 256;
/// Whether the weights are in e4m3, for which sorted tokens are split, and the tokens few enough.
bool splitsTokens(const ExpertsArgs& args);
int splitStride(int tokens, int perToken);
std::size_t splitScaleBytes(int tokens, int perToken, int hidden, int feedForward);

}  // namespace mw::kernels
