// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// The kernels of attention, and of the norm and the router ahead of the experts.

#include "kernel_rows.h"
#include "sm90_norm_route.h"

namespace mw::cuda {

namespace {

bool isFast(const AttentionWork& work) {
    return kernels::fastAttentionSupports(work.args);
}

// --- decode ---------------------------------------------------------------------------------------------------------

cudaError_t launchMmaDecode(const AttentionWork& work, const KernelContext& context) {
    const CudaStep& step = work.step;
    void* const room = context.scratch.take(
        Scratch::Attention,
        kernels::decodeAttentionScratchBytes(step.decodeSequences, work.args.heads, work.args.kv.headDim));
    if (work.inverseFrequencies)
        return kernels::launchRopeStoreAndDecodeAttention(work.args, work.inverseFrequencies, step.decodeIndices,
                                                          step.decodeSequences, room, context.stream);
    return kernels::launchDecodeAttention(work.args, step.decodeIndices, step.decodeSequences, room, context.stream);
}

void reserveMmaDecode(const StepShape& shape, ScratchBytes& bytes) {
    bytes.raise(Scratch::Attention, kernels::decodeAttentionScratchBytes(shape.sequences, shape.heads, shape.headDim));
}

cudaError_t launchGeneralDecode(const AttentionWork& work, const KernelContext& context) {
    const CudaStep& step = work.step;
    if (work.inverseFrequencies) {
        const cudaError_t stored = kernels::launchRopeAndStoreKv({.qkv = work.qkv,
                                                                  .element = work.args.element,
                                                                  .tokens = step.tokens,
                                                                  .heads = work.args.heads,
                                                                  .kv = work.args.kv,
                                                                  .positions = step.positions,
                                                                  .kvSlots = step.kvSlots,
                                                                  .inverseFrequencies = work.inverseFrequencies},
                                                                 context.stream);
        if (stored != cudaSuccess) return stored;
    }
    return kernels::launchGeneralAttention(work.args, step.sequences, 1, 1, context.stream);
}

constexpr KernelRow<AttentionWork> kDecodeRows[] = {
    {.name = "mma",
     .capabilities = kEveryGpu,
     .supports = isFast,
     .reserve = reserveMmaDecode,
     .launch = launchMmaDecode},
    {.name = "general",
     .capabilities = kEveryGpu,
     .supports = [](const AttentionWork&) { return true; },
     .launch = launchGeneralDecode},
};

// --- prefill --------------------------------------------------------------------------------------------------------

constexpr KernelRow<AttentionWork> kPrefillRows[] = {
    {.name = "wgmma",
     .capabilities = kHopper,
     .supports = isFast,
     .launch =
         [](const AttentionWork& work, const KernelContext& context) {
             return kernels::launchSm90PrefillAttention(work.args, work.step.tiles, work.step.prefillTiles,
                                                        context.stream);
         }},
    {.name = "mma",
     .capabilities = kEveryGpu,
     .supports = isFast,
     .launch =
         [](const AttentionWork& work, const KernelContext& context) {
             return kernels::launchPrefillAttention(work.args, work.step.tiles, work.step.prefillTiles, context.stream);
         }},
    {.name = "general",
     .capabilities = kEveryGpu,
     .supports = [](const AttentionWork&) { return true; },
     .launch =
         [](const AttentionWork& work, const KernelContext& context) {
             return kernels::launchGeneralAttention(work.args, work.step.sequences, 2, work.step.longestSequence,
                                                    context.stream);
         }},
};

// --- norm and router ------------------------------------------------------------------------------------------------

constexpr KernelRow<NormAndRoute> kNormAndRouteRows[] = {
    {.name = "fused",
     .capabilities = kHopper,
     .supports = [](const NormAndRoute& work) { return kernels::normRouteSupports(work.norm, work.route); },
     .launch =
         [](const NormAndRoute& work, const KernelContext& context) {
             return kernels::launchAddRmsNormAndRoute(work.norm, work.route, context.stream);
         }},
    {.name = "separate",
     .capabilities = kEveryGpu,
     .supports = [](const NormAndRoute&) { return true; },
     .launch =
         [](const NormAndRoute& work, const KernelContext& context) {
             const cudaError_t normed = kernels::launchAddRmsNorm(work.norm, context.stream);
             return normed != cudaSuccess ? normed : kernels::launchRoute(work.route, context.stream);
         }},
};

}  // namespace

KernelTable<AttentionWork> decodeAttentionKernels() {
    return {"decode_attention", kDecodeRows};
}

KernelTable<AttentionWork> prefillAttentionKernels() {
    return {"prefill_attention", kPrefillRows};
}

KernelTable<NormAndRoute> normAndRouteKernels() {
    return {"norm_and_route", kNormAndRouteRows};
}

}  // namespace mw::cuda
