// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// What is to be done around products of experts that a library computes, one call for each expert: their tokens beside
// each other, the activation, and the sum.

#pragma once

#include <cuda_runtime_api.h>

#include <cstddef>

#include "matmul.h"

namespace mw::kernels {

/// Slots (token * perToken + choice) in the order of the experts, then of the tokens; device memory.
struct SortedSlots {
    int* counts = nullptr;   ///< [experts]
    int* offsets = nullptr;  ///< [experts] into slots
    int* slots = nullptr;    ///< [tokens * perToken]
    int* places = nullptr;   ///< [tokens * perToken]: where a slot is in that order
    void* rows = nullptr;    ///< [tokens * perToken, hidden] in that order: of x, then of the experts' outputs
    void* gateUp = nullptr;  ///< [gateUpRows, 2 * feedForward], of one expert at a time
    int gateUpRows = 0;

    /// In memory of bytes().
    SortedSlots(void* memory, const ExpertsArgs& args);
    /// Not more than mmaExpertsScratchBytes() and 4 bytes for each slot.
    static std::size_t bytes(int tokens, int perToken, int experts, int hidden);
};

/// bf16; hidden and feedForward multiples of 8, what is aligned to 16 bytes.
bool sortedSlotsSupport(const ExpertsArgs& args);

/// Sorts, and copies x to `sorted.rows`.
cudaError_t launchSortSlots(const ExpertsArgs& args, const SortedSlots& sorted, cudaStream_t stream);

/// products [rows, feedForward] = silu(gate) * up of gateUp [rows, 2 * feedForward].
cudaError_t launchSwiGlu(const void* gateUp, void* products, int rows, int feedForward, cudaStream_t stream);

/// out = sum over a token's choices, in their order, of weight * its row of `sorted.rows`; float32 sums.
cudaError_t launchCombineSlots(const ExpertsArgs& args, const SortedSlots& sorted, cudaStream_t stream);

}  // namespace mw::kernels
