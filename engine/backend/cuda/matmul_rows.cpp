// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// The kernels of `linear` and of `experts`. From where to where a row pays was measured on an H200; see
// docs/performance.md. Where rows may be rounded is the model's to say; those that round them come first.

#include <algorithm>

#include "cublas_rows.h"
#include "kernel_rows.h"
#include "sm90_grouped.h"
#include "sm90_streamed.h"

namespace mw::cuda {

namespace {

using kernels::ExpertsArgs;
using kernels::LinearArgs;

/// Up to so many rows, mma.sync on every GPU streams the weights of a single matrix as fast as wgmma does, and starts
/// faster; and it adds up a token's choices in the product with down, which takes wgmma another kernel.
constexpr int kRowsOfRegisters = 16;
/// Up to so many, mma.sync multiplies codes with nested scales as fast, and exactly: wgmma takes weights in bf16.
constexpr int kTokensOfExactNested = 8;
/// Up to so many, all tokens meet every chosen expert; with more it pays to sort them first. Of codes so few bytes are
/// read that the copies of all tokens beside them cost earlier. Those in e4m3 need not be turned if they meet sorted
/// tokens.
constexpr int kUnsortedTokens = 40, kUnsortedTokensOfCodes = 32, kUnsortedTokensOfFloat8 = 16;

/// As they are, whatever may be done.
template <typename Args>
Args exactly(Args args) {
    args.roundsRows = false;
    return args;
}

void* sharesOfLinear(const KernelContext& context) {
    return context.scratch.take(Scratch::Shares, kernels::streamedScratchBytes(1, 1, 8, 8));
}

void reserveShares(const StepShape& shape, ScratchBytes& bytes) {
    bytes.raise(Scratch::Shares,
                kernels::streamedScratchBytes(shape.experts, shape.expertsPerToken, shape.hidden, shape.feedForward));
}

// --- linear ---------------------------------------------------------------------------------------------------------

TensorMaps::Key keyOf(const LinearArgs& args) {
    return {{args.x, args.weight}, {args.rows, args.columns, args.k}, {args.weightElement}};
}

cudaError_t launchStreamed(const LinearArgs& args, const KernelContext& context) {
    void* const shares = sharesOfLinear(context);
    const kernels::StreamedMaps* maps = nullptr;
    const cudaError_t made = context.maps.find(
        keyOf(args), maps, [&](auto& wanted) { return kernels::makeStreamedLinearMaps(args, wanted); });
    return made != cudaSuccess ? made : kernels::launchStreamedLinear(args, *maps, shares, context.stream);
}

cudaError_t launchGrouped(const LinearArgs& args, const KernelContext& context) {
    void* const shares = sharesOfLinear(context);
    const kernels::GroupedMaps* maps = nullptr;
    const LinearArgs exact = exactly(args);
    const cudaError_t made = context.maps.find(
        keyOf(args), maps, [&](auto& wanted) { return kernels::makeGroupedLinearMaps(exact, nullptr, wanted); });
    return made != cudaSuccess ? made : kernels::launchGroupedLinear(exact, *maps, nullptr, shares, context.stream);
}

cudaError_t launchRounded(const LinearArgs& args, const KernelContext& context) {
    void* const shares = sharesOfLinear(context);
    void* const room = context.scratch.take(Scratch::Rows, kernels::roundedLinearScratchBytes(args.rows, args.k));
    const kernels::GroupedMaps* maps = nullptr;
    const TensorMaps::Key key{
        {room, args.weight}, {args.rows, args.columns, args.k}, {args.weightElement, kernels::Element::Float8}};
    const cudaError_t made =
        context.maps.find(key, maps, [&](auto& wanted) { return kernels::makeGroupedLinearMaps(args, room, wanted); });
    return made != cudaSuccess ? made : kernels::launchGroupedLinear(args, *maps, room, shares, context.stream);
}

void reserveRounded(const StepShape& shape, ScratchBytes& bytes) {
    reserveShares(shape, bytes);
    bytes.raise(Scratch::Rows,
                kernels::roundedLinearScratchBytes(shape.tokens, std::max(shape.hidden, shape.heads * shape.headDim)));
}

const KernelRow<LinearArgs> kLinearRows[] = {
    {.name = "wgmma-fp8",
     .capabilities = kHopper,
     .supports = kernels::roundedSupports,
     .reserve = reserveRounded,
     .launch = launchRounded},
    {.name = "wgmma-streamed",
     .capabilities = kHopper,
     .pays = {kRowsOfRegisters + 1},
     .supports = kernels::streamedSupports,
     .reserve = reserveShares,
     .launch = launchStreamed},
    {.name = "wgmma-grouped",
     .capabilities = kHopper,
     .pays = {kernels::kStreamedTokens + 1},
     .supports = kernels::groupedSupports,
     .reserve = reserveShares,
     .launch = launchGrouped},
    kCublasLinear,
    {.name = "mma",
     .capabilities = kEveryGpu,
     .supports = kernels::mmaSupports,
     .launch = [](const LinearArgs& args,
                  const KernelContext& context) { return kernels::launchMmaLinear(args, context.stream); }},
    {.name = "general",
     .capabilities = kEveryGpu,
     .supports = [](const LinearArgs&) { return true; },
     .launch = [](const LinearArgs& args,
                  const KernelContext& context) { return kernels::launchGeneralLinear(args, context.stream); }},
};

// --- experts --------------------------------------------------------------------------------------------------------

/// What maps of tokens depend on; the weights are found by their places.
TensorMaps::Key keyOf(const ExpertsArgs& args, const void* scratch) {
    return {{args.x, args.products, scratch},
            {args.tokens, args.hidden, args.feedForward},
            {args.gateUpElement, args.downElement}};
}

void* sharesOf(const ExpertsArgs& args, const KernelContext& context) {
    return context.scratch.take(
        Scratch::Shares, kernels::streamedScratchBytes(args.experts, args.perToken, args.hidden, args.feedForward));
}

cudaError_t streamedMaps(const ExpertsArgs& args, const KernelContext& context, void* shares,
                         const kernels::StreamedExpertsMaps*& maps) {
    return context.maps.find(keyOf(args, shares), maps,
                             [&](auto& wanted) { return kernels::makeStreamedExpertsMaps(args, shares, wanted); });
}

bool isNested(const ExpertsArgs& args) {
    return kernels::isNested(args.gateUpElement) || kernels::isNested(args.downElement);
}

bool streamedNestedSupports(const ExpertsArgs& args) {
    return isNested(args) && kernels::streamedSupports(args);
}

bool streamedFlatSupports(const ExpertsArgs& args) {
    return !isNested(args) && kernels::streamedSupports(args);
}

bool streamedGateUpSupports(const ExpertsArgs& args) {
    return args.tokens <= kRowsOfRegisters && !isNested(args) && kernels::streamedSupports(args) &&
           kernels::mmaSupports(args);
}

cudaError_t launchStreamedGateUpAndMmaDown(const ExpertsArgs& args, const KernelContext& context) {
    void* const shares = sharesOf(args, context);
    const kernels::StreamedExpertsMaps* maps = nullptr;
    cudaError_t done = streamedMaps(args, context, shares, maps);
    if (done == cudaSuccess) done = kernels::launchStreamedGateUp(args, maps->gateUp, shares, context.stream);
    return done != cudaSuccess ? done : kernels::launchMmaDown(args, context.stream);
}

bool streamedFourBitsSupports(const ExpertsArgs& args) {
    return kernels::bitsOf(args.gateUpElement) == 4 && streamedFlatSupports(args);
}

bool streamedCodedGateUpSupports(const ExpertsArgs& args) {
    return kernels::isCoded(args.gateUpElement) && streamedGateUpSupports(args);
}

bool streamedPlainSupports(const ExpertsArgs& args) {
    return !kernels::isCoded(args.gateUpElement) && kernels::streamedSupports(args);
}

cudaError_t launchStreamed(const ExpertsArgs& args, const KernelContext& context) {
    void* const shares = sharesOf(args, context);
    const kernels::StreamedExpertsMaps* maps = nullptr;
    const cudaError_t made = streamedMaps(args, context, shares, maps);
    return made != cudaSuccess ? made : kernels::launchStreamedExperts(args, *maps, shares, context.stream);
}

bool sortedSupports(const ExpertsArgs& args) {
    return args.tokens <= kernels::kSortedTokens && kernels::groupedSupports(args);
}

void* roomOfGrouped(const ExpertsArgs& args, const KernelContext& context) {
    return context.scratch.take(
        Scratch::Rows, kernels::groupedScratchBytes(args.tokens, args.perToken, args.hidden, args.feedForward));
}

cudaError_t launchSorted(const ExpertsArgs& args, const KernelContext& context) {
    void *const shares = sharesOf(args, context), *const room = roomOfGrouped(args, context);
    const kernels::StreamedExpertsMaps* maps = nullptr;
    const cudaError_t made = context.maps.find(
        keyOf(args, room), maps, [&](auto& wanted) { return kernels::makeSortedExpertsMaps(args, room, wanted); });
    return made != cudaSuccess ? made
                               : kernels::launchSortedExperts(exactly(args), *maps, room, shares, context.stream);
}

cudaError_t launchGrouped(const ExpertsArgs& args, const KernelContext& context) {
    void *const shares = sharesOf(args, context), *const room = roomOfGrouped(args, context);
    const kernels::GroupedExpertsMaps* maps = nullptr;
    const ExpertsArgs exact = exactly(args);
    const cudaError_t made = context.maps.find(
        keyOf(args, room), maps, [&](auto& wanted) { return kernels::makeGroupedExpertsMaps(exact, room, wanted); });
    return made != cudaSuccess ? made : kernels::launchGroupedExperts(exact, *maps, room, shares, context.stream);
}

cudaError_t launchRounded(const ExpertsArgs& args, const KernelContext& context) {
    void *const shares = sharesOf(args, context), *const room = roomOfGrouped(args, context);
    const kernels::GroupedExpertsMaps* maps = nullptr;
    TensorMaps::Key key = keyOf(args, room);
    std::get<0>(key)[0] = nullptr;  // other maps than those of exact rows, and x is in neither
    const cudaError_t made =
        context.maps.find(key, maps, [&](auto& wanted) { return kernels::makeGroupedExpertsMaps(args, room, wanted); });
    return made != cudaSuccess ? made : kernels::launchGroupedExperts(args, *maps, room, shares, context.stream);
}

void reserveGrouped(const StepShape& shape, ScratchBytes& bytes) {
    reserveShares(shape, bytes);
    bytes.raise(Scratch::Rows,
                kernels::groupedScratchBytes(shape.tokens, shape.expertsPerToken, shape.hidden, shape.feedForward));
}

cudaError_t launchMma(const ExpertsArgs& args, const KernelContext& context) {
    void* const room = context.scratch.take(
        Scratch::Rows, kernels::mmaExpertsScratchBytes(args.tokens, args.perToken, args.experts, args.hidden));
    return kernels::launchMmaExperts(args, room, context.stream);
}

void reserveMma(const StepShape& shape, ScratchBytes& bytes) {
    bytes.raise(Scratch::Rows,
                kernels::mmaExpertsScratchBytes(shape.tokens, shape.expertsPerToken, shape.experts, shape.hidden));
}

bool sortedFloat8Supports(const ExpertsArgs& args) {
    return kernels::splitsTokens(args) && sortedSupports(args);
}

const KernelRow<ExpertsArgs> kExpertsRows[] = {
    {.name = "wgmma-fp8",
     .capabilities = kHopper,
     .supports = kernels::roundedSupports,
     .reserve = reserveGrouped,
     .launch = launchRounded},
    {.name = "wgmma-sorted",
     .capabilities = kHopper,
     .pays = {kUnsortedTokensOfFloat8 + 1, kernels::kSplitTokens},
     .supports = sortedFloat8Supports,
     .reserve = reserveGrouped,
     .launch = launchSorted},
    {.name = "wgmma-streamed",
     .capabilities = kHopper,
     .pays = {2, kUnsortedTokensOfCodes},
     .supports = streamedFourBitsSupports,
     .reserve = reserveShares,
     .launch = launchStreamed},
    {.name = "wgmma-streamed+mma",
     .capabilities = kHopper,
     .pays = {1},
     .supports = streamedCodedGateUpSupports,
     .reserve = reserveShares,
     .launch = launchStreamedGateUpAndMmaDown},
    {.name = "wgmma-streamed+mma",
     .capabilities = kHopper,
     .pays = {2},
     .supports = streamedGateUpSupports,
     .reserve = reserveShares,
     .launch = launchStreamedGateUpAndMmaDown},
    {.name = "wgmma-streamed",
     .capabilities = kHopper,
     .pays = {2, kUnsortedTokensOfCodes},
     .supports = streamedFlatSupports,
     .reserve = reserveShares,
     .launch = launchStreamed},
    {.name = "wgmma-streamed",
     .capabilities = kHopper,
     .pays = {kTokensOfExactNested + 1, kUnsortedTokensOfCodes},
     .supports = streamedNestedSupports,
     .reserve = reserveShares,
     .launch = launchStreamed},
    {.name = "wgmma-streamed",
     .capabilities = kHopper,
     .pays = {2, kUnsortedTokens},
     .supports = streamedPlainSupports,
     .reserve = reserveShares,
     .launch = launchStreamed},
    {.name = "wgmma-sorted",
     .capabilities = kHopper,
     .pays = {kUnsortedTokensOfCodes + 1},
     .supports = sortedSupports,
     .reserve = reserveGrouped,
     .launch = launchSorted},
    {.name = "wgmma-grouped",
     .capabilities = kHopper,
     .pays = {kernels::kSortedTokens + 1},
     .supports = kernels::groupedSupports,
     .reserve = reserveGrouped,
     .launch = launchGrouped},
    kCublasExperts,
    {.name = "mma",
     .capabilities = kEveryGpu,
     .supports = kernels::mmaSupports,
     .reserve = reserveMma,
     .launch = launchMma},
    {.name = "general",
     .capabilities = kEveryGpu,
     .supports = [](const ExpertsArgs&) { return true; },
     .launch = [](const ExpertsArgs& args,
                  const KernelContext& context) { return kernels::launchGeneralExperts(args, context.stream); }},
};

}  // namespace

KernelTable<LinearArgs> linearKernels() {
    return {"linear", kLinearRows};
}

KernelTable<ExpertsArgs> expertsKernels() {
    return {"experts", kExpertsRows};
}

}  // namespace mw::cuda
