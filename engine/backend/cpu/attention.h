// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <vector>

#include "backend.h"
#include "simd.h"
#include "thread_pool.h"

namespace mw::cpu {

/// Memory that attention reuses from step to step.
struct AttentionScratch {
    explicit AttentionScratch(int threads) : perThread(static_cast<std::size_t>(threads)) {}

    std::vector<AlignedFloats> perThread;  ///< promoted pages, and two partial results
    AlignedFloats partials;                ///< of all chunks, where these are spread over the threads
};

/// See Device::attention().
void attention(ThreadPool& pool, AttentionScratch& scratch, const StepInputs& inputs, Matrix qkv, int heads,
               const KvLayer& kv, Matrix out);

}  // namespace mw::cpu
