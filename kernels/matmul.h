// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cuda_runtime_api.h>

#include <cstdint>

#include "element.h"

namespace mw::kernels {

/// out [rows, columns] = x [rows, k] * transposed weight [columns, k]; float32 sums.
struct LinearArgs {
    const void* x = nullptr;
    Element xElement = Element::BFloat16;
    const void* weight = nullptr;
    Element weightElement = Element::BFloat16;
    const void* scales = nullptr;       ///< of codes
    const void* superScales = nullptr;  ///< of nested scales
    void* out = nullptr;
    Element outElement = Element::BFloat16;
    int rows = 0, columns = 0, k = 0;
    /// Whether rows of x may be rounded to e4m3, with a scale each, before they are multiplied with weights that are.
    bool roundsRows = false;
};

/// Where the weights of one expert are. A layer has a table of them in device memory, an entry for each expert, which
/// kernels read anew in every launch: so entries may change between steps, also between those that are replayed from a
/// recording. They must not change while a step is at work, nor to a place that is aligned to less.
struct ExpertPlace {
    const void* gateUpValues = nullptr;  ///< [2 (gate, up), feedForward, hidden]
    const void* gateUpScales = nullptr;  ///< null where the format has none
    const void* gateUpSuperScales = nullptr;
    const void* downValues = nullptr;  ///< [hidden, feedForward]
    const void* downScales = nullptr;
    const void* downSuperScales = nullptr;
};

/// To what each matrix of an expert must be aligned so that the copy engine of sm_90 finds it. Large allocations are.
inline constexpr std::uintptr_t kPlaceAlignment = 64 * 1024;

/// The experts of a layer: out [tokens, hidden] = sum over each token's choices, in their order, of
/// weight * down(silu(gate(x)) * up(x)).
struct ExpertsArgs {
    const void* x = nullptr;                ///< [tokens, hidden]
    Element element = Element::BFloat16;    ///< of x, products and out
    const std::int32_t* topkIds = nullptr;  ///< [tokens, perToken]
    const float* topkWeights = nullptr;     ///< [tokens, perToken]
    int perToken = 2, experts = 8;
    const ExpertPlace* places = nullptr;      ///< [experts], device memory
    const ExpertPlace* hostPlaces = nullptr;  ///< the same in host memory, to look at alignment
    Element gateUpElement = Element::BFloat16, downElement = Element::BFloat16;
    void* products = nullptr;  ///< scratch [tokens * perToken, feedForward]
    void* out = nullptr;       ///< [tokens, hidden]
    int tokens = 0, hidden = 0, feedForward = 0;
    bool roundsRows = false;  ///< see LinearArgs; those of x, and of products
};

/// Any shape and any mixture of elements; correct, not fast.
cudaError_t launchGeneralLinear(const LinearArgs& args, cudaStream_t stream);
cudaError_t launchGeneralExperts(const ExpertsArgs& args, cudaStream_t stream);

struct RouteArgs {
    const void* x = nullptr;  ///< [tokens, hidden]
    Element element = Element::BFloat16;
    const void* router = nullptr;  ///< [experts, hidden]
    Element routerElement = Element::Float32;
    std::int32_t* topkIds = nullptr;                        ///< [tokens, perToken]
    float* topkWeights = nullptr;                           ///< [tokens, perToken]
    int tokens = 0, hidden = 0, experts = 0, perToken = 0;  ///< experts <= 64
};
/// The perToken largest logits x * router (float32), softmax over them. Equal logits: the lower expert first. A token
/// with NaN logits still gets valid, distinct experts, and weights that are NaN.
cudaError_t launchRoute(const RouteArgs& args, cudaStream_t stream);

/// Tensor cores (mma.sync, sm_80 on) for bf16 activations; k and hidden and feedForward multiples of 64, those of codes
/// of 256; any number of rows: as launchGeneralLinear() (float32 or same-element output) and launchGeneralExperts().
/// `scratch` is mmaExpertsScratchBytes() of device memory for the lists of tokens of each expert and their outputs.
bool mmaSupports(const LinearArgs& args);
bool mmaSupports(const ExpertsArgs& args);
cudaError_t launchMmaLinear(const LinearArgs& args, cudaStream_t stream);
std::size_t mmaExpertsScratchBytes(int tokens, int perToken, int experts, int hidden);
cudaError_t launchMmaExperts(const ExpertsArgs& args, void* scratch, cudaStream_t stream);

/// Sorts slots (token * perToken + choice) by their expert, those of an expert in their order: counts and offsets
/// [experts], sorted [slots].
cudaError_t launchExpertLists(const std::int32_t* topkIds, int slots, int experts, int* counts, int* offsets,
                              int* sorted, cudaStream_t stream);

/// Down alone, and the sum over a token's choices; up to 16 tokens. Products are in the order of the choices.
cudaError_t launchMmaDown(const ExpertsArgs& args, cudaStream_t stream);

}  // namespace mw::kernels
