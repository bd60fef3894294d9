// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cuda_runtime_api.h>

#include <cstdint>

#include "element.h"

namespace mw::kernels {

inline constexpr int kMostAlternatives = 20;

/// What SampleArgs::used says of a token: whether it is in the prompt or the answer, and how often in the answer, at
/// most so many times.
inline constexpr std::uint16_t kUsedAtAll = 0x8000, kMostUses = 0x7fff;

/// How to draw the token of one row, in the order of mw::SamplingOptions.
struct SampleRow {
    float temperature = 0;  ///< 0: the most likely token
    int topK = 0;           ///< 0: off
    float topP = 1;         ///< 1: off
    float minP = 0;         ///< 0: off
    float repetitionPenalty = 1;
    float presencePenalty = 0, frequencyPenalty = 0;
    int logProbabilities = 0;  ///< alternatives to report, at most kMostAlternatives
    std::uint64_t seed = 0;
    std::uint64_t position = 0;
    int used = -1;       ///< index of this row's uses in SampleArgs::used; -1: no penalties
    int lastToken = -1;  ///< row of SampleArgs::tokens whose token is one more of the answer; -1: none
};

struct SampleResult {
    int token = 0;
    int finite = 1;  ///< 0: the row had NaN or infinity
    float logProbability = 0;
    int alternatives = 0;
    int alternativeTokens[kMostAlternatives] = {};
    float alternativeLogProbabilities[kMostAlternatives] = {};
};

struct SampleArgs {
    const float* logits = nullptr;  ///< [rows, vocabulary]; left as they are
    int rows = 0, vocabulary = 0;
    const SampleRow* options = nullptr;   ///< [rows], device memory
    const std::uint16_t* used = nullptr;  ///< [any, usedTokens], see kUsedAtAll
    int usedTokens = 0;                   ///< at least vocabulary
    const int* tokens = nullptr;          ///< ids of the step as in EmbedArgs, for SampleRow::lastToken
    const int* drawnBefore = nullptr;     ///< as EmbedArgs::drawn
    int* drawn = nullptr;                 ///< [rows], the drawn token (0 where the row is not finite)
    SampleResult* results = nullptr;      ///< [rows], may be pinned host memory
    void* scratch = nullptr;              ///< sampleScratchBytes()
};

std::size_t sampleScratchBytes(int rows, int vocabulary);

/// Draws one token per row, all on the device. One row's result depends on nothing but its logits, options, seed,
/// position and used tokens: the uniform number is that of Philox 4x32-10 with counter (position, 0, 0), key seed, and
/// 53 bits, as in the CPU backend's uniformDraw(). Equal logits: the lower id first.
cudaError_t launchSample(const SampleArgs& args, cudaStream_t stream);

}  // namespace mw::kernels
