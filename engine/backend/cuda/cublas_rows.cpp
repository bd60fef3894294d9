// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "cublas_rows.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "cublas.h"
#include "sorted_slots.h"

namespace mw::cuda {

namespace {

using kernels::Element;
using kernels::ExpertsArgs;
using kernels::LinearArgs;

/// Fewer rows are left to kernels that do without the host, also where cuBLAS is forced.
constexpr int kFewestRows = 64;
/// From so many on it may be the faster one, and is measured.
constexpr int kRowsThatMayPay = 512;

bool isAligned(const void* pointer) {
    return reinterpret_cast<std::uintptr_t>(pointer) % 16 == 0;
}

std::string describe(int rows, int columns) {
    return std::to_string(rows) + " x " + std::to_string(columns);
}

void reserveWorkspace(const StepShape&, ScratchBytes& bytes) {
    bytes.raise(Scratch::Cublas, kCublasWorkspaceBytes);
}

void* workspaceOf(const KernelContext& context) {
    return context.scratch.take(Scratch::Cublas, kCublasWorkspaceBytes);
}

bool linearSupports(const LinearArgs& args) {
    return args.rows >= kFewestRows && args.xElement == Element::BFloat16 && args.weightElement == Element::BFloat16 &&
           (args.outElement == Element::BFloat16 || args.outElement == Element::Float32) && args.k % 8 == 0 &&
           args.columns % 8 == 0 && isAligned(args.x) && isAligned(args.weight) && isAligned(args.out);
}

cudaError_t launchLinear(const LinearArgs& args, const KernelContext& context) {
    context.cublas->multiply(args, workspaceOf(context), context.stream);
    return cudaSuccess;
}

bool expertsSupport(const ExpertsArgs& args) {
    return args.tokens >= kFewestRows && kernels::sortedSlotsSupport(args);
}

std::uint64_t roomOf(int tokens, int perToken, int experts, int hidden) {
    return kernels::SortedSlots::bytes(tokens, perToken, experts, hidden);
}

void reserveExperts(const StepShape& shape, ScratchBytes& bytes) {
    reserveWorkspace(shape, bytes);
    bytes.raise(Scratch::Rows, roomOf(shape.tokens, shape.expertsPerToken, shape.experts, shape.hidden));
}

/// Row `row` of bf16 numbers.
void* rowAt(void* rows, std::int64_t row, int columns) {
    return static_cast<std::uint16_t*>(rows) + row * columns;
}

cudaError_t launchExperts(const ExpertsArgs& args, const KernelContext& context) {
    void* const workspace = workspaceOf(context);
    const kernels::SortedSlots sorted(
        context.scratch.take(Scratch::Rows, roomOf(args.tokens, args.perToken, args.experts, args.hidden)), args);
    const cudaError_t begun = kernels::launchSortSlots(args, sorted, context.stream);
    if (begun != cudaSuccess) return begun;
    std::vector<int> counts(static_cast<std::size_t>(args.experts));
    context.device.download(counts.data(), sorted.counts, counts.size() * sizeof(int));
    const auto forEachExpert = [&](int most, const auto& work) {
        int first = 0;
        for (std::size_t expert = 0; expert < counts.size(); ++expert)
            for (const int end = first + counts[expert]; first < end;) {
                const int rows = std::min(most, end - first);
                if (const cudaError_t error = work(args.hostPlaces[expert], first, rows); error != cudaSuccess)
                    return error;
                first += rows;
            }
        return cudaSuccess;
    };
    const auto gateUp = [&](const kernels::ExpertPlace& place, int first, int rows) {
        context.cublas->multiply({.x = rowAt(sorted.rows, first, args.hidden),
                                  .weight = place.gateUpValues,
                                  .out = sorted.gateUp,
                                  .rows = rows,
                                  .columns = 2 * args.feedForward,
                                  .k = args.hidden},
                                 workspace, context.stream);
        return kernels::launchSwiGlu(sorted.gateUp, rowAt(args.products, first, args.feedForward), rows,
                                     args.feedForward, context.stream);
    };
    // Only then, as the outputs come where the rows of x were.
    const auto down = [&](const kernels::ExpertPlace& place, int first, int rows) {
        context.cublas->multiply({.x = rowAt(args.products, first, args.feedForward),
                                  .weight = place.downValues,
                                  .out = rowAt(sorted.rows, first, args.hidden),
                                  .rows = rows,
                                  .columns = args.hidden,
                                  .k = args.feedForward},
                                 workspace, context.stream);
        return cudaSuccess;
    };
    cudaError_t done = forEachExpert(sorted.gateUpRows, gateUp);
    if (done == cudaSuccess) done = forEachExpert(args.tokens * args.perToken, down);
    return done == cudaSuccess ? kernels::launchCombineSlots(args, sorted, context.stream) : done;
}

}  // namespace

constinit const KernelRow<LinearArgs> kCublasLinear = {
    .name = kCublasName,
    .capabilities = kEveryGpu,
    .pays = {kRowsThatMayPay},
    .supports = linearSupports,
    .measuredShape = [](const LinearArgs& args) { return describe(args.columns, args.k); },
    .reserve = reserveWorkspace,
    .launch = launchLinear};

constinit const KernelRow<ExpertsArgs> kCublasExperts = {
    .name = kCublasName,
    .capabilities = kEveryGpu,
    .pays = {kRowsThatMayPay},
    .supports = expertsSupport,
    .measuredShape = [](const ExpertsArgs& args) { return describe(args.feedForward, args.hidden); },
    .reserve = reserveExperts,
    .launch = launchExperts};

}  // namespace mw::cuda
