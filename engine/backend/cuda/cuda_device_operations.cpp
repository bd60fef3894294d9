// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// The operations of one GPU: each picks the kernel that suits shape and elements, and puts it on the stream.

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>

#include "attention.h"
#include "cuda_device.h"
#include "element_of.h"
#include "elementwise.h"
#include "kernel_rows.h"
#include "matmul.h"
#include "mw/error.h"
#include "sample.h"

namespace mw::cuda {

namespace {

int toInt(std::int64_t value) {
    return static_cast<int>(value);
}

kernels::PagedKv pagedKv(const KvLayer& kv) {
    return {kv.data, elementOf(kv.precision), kv.kvHeads, kv.headDim};
}

kernels::AddRmsNormArgs normArgs(Matrix residual, Matrix delta, Matrix weight, float epsilon, Matrix out) {
    return {.residual = static_cast<float*>(residual.data),
            .delta = delta.data,
            .element = elementOf(out.precision),
            .weight = weight.data,
            .weightElement = elementOf(weight.precision),
            .out = out.data,
            .epsilon = epsilon,
            .rows = toInt(residual.rows),
            .columns = toInt(residual.columns)};
}

kernels::RouteArgs routeArgs(Matrix x, const Weight& router, std::int32_t* topkIds, float* topkWeights,
                             int expertsPerToken) {
    return {.x = x.data,
            .element = elementOf(x.precision),
            .router = router.values,
            .routerElement = elementOf(router.format),
            .topkIds = topkIds,
            .topkWeights = topkWeights,
            .tokens = toInt(x.rows),
            .hidden = toInt(x.columns),
            .experts = toInt(router.rows),
            .perToken = expertsPerToken};
}

/// A table of places as the kernels see it.
const kernels::ExpertPlace* placesOf(const ExpertPlace* places) {
    using Kernels = kernels::ExpertPlace;
    static_assert(sizeof(Kernels) == sizeof(ExpertPlace) &&
                  offsetof(Kernels, gateUpValues) == offsetof(ExpertPlace, gateUpValues) &&
                  offsetof(Kernels, gateUpScales) == offsetof(ExpertPlace, gateUpScales) &&
                  offsetof(Kernels, gateUpSuperScales) == offsetof(ExpertPlace, gateUpSuperScales) &&
                  offsetof(Kernels, downValues) == offsetof(ExpertPlace, downValues) &&
                  offsetof(Kernels, downScales) == offsetof(ExpertPlace, downScales) &&
                  offsetof(Kernels, downSuperScales) == offsetof(ExpertPlace, downSuperScales));
    return reinterpret_cast<const Kernels*>(places);
}

}  // namespace

template <typename Args>
void CudaDevice::launch(const KernelTable<Args>& table, const Args& args, int tokens, std::string_view doing) {
    const bool recordable = m_step.tokens > 0 && m_step.decodeSequences == m_step.tokens;
    const KernelRow<Args>* unmeasured =
        m_kernelTimes.empty() ? nullptr : m_kernels.unmeasured(table, args, tokens, recordable);
    if (unmeasured && !m_cublas) {
        openCublas();
        unmeasured = m_kernels.unmeasured(table, args, tokens, recordable);
    }
    if (unmeasured) measure(table, *unmeasured, args, tokens, doing);
    const KernelRow<Args>& row = m_kernels.choose(table, args, tokens, recordable);
    check(row.launch(args, {m_stream.get(), m_scratch, m_maps, *this, m_cublas.get()}), doing);
}

template <typename Args>
void CudaDevice::measure(const KernelTable<Args>& table, const KernelRow<Args>& row, const Args& args, int tokens,
                         std::string_view doing) {
    const KernelRow<Args>& own = m_kernels.find(table, args, tokens, true);
    m_kernels.remember({.operation = std::string(table.operation),
                        .shape = row.measuredShape(args),
                        .libraryMilliseconds = millisecondsOf(row, args, doing),
                        .ownMilliseconds = millisecondsOf(own, args, doing)});
}

template <typename Args>
double CudaDevice::millisecondsOf(const KernelRow<Args>& row, const Args& args, std::string_view doing) {
    constexpr int kTimes = 3;
    const auto run = [&] {
        check(row.launch(args, {m_stream.get(), m_scratch, m_maps, *this, m_cublas.get()}), doing);
    };
    run();  // what is prepared at the first time
    settle(doing);
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < kTimes; ++i)
        run();
    settle(doing);
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count() / kTimes;
}

void CudaDevice::embed(const Weight& table, Matrix out) {
    m_tableRows = table.rows;
    checkTokens(*m_inputs, table.rows);
    const auto rows = static_cast<std::uint64_t>(std::max(1, m_step.capacity().rows)) * sizeof(int);
    void* const before = m_scratch.take(Scratch::DrawnBefore, rows);
    check(cudaMemcpyAsync(before, m_scratch.take(Scratch::Drawn, rows), rows, cudaMemcpyDeviceToDevice, m_stream.get()),
          "keeping the last draw");
    check(kernels::launchEmbed({.table = table.values,
                                .element = elementOf(table.format),
                                .tokens = m_step.tokenIds,
                                .drawn = static_cast<const int*>(before),
                                .out = static_cast<float*>(out.data),
                                .rows = toInt(out.rows),
                                .columns = toInt(out.columns)},
                               m_stream.get()),
          "embedding");
}

void CudaDevice::addRmsNorm(Matrix residual, Matrix delta, Matrix weight, float epsilon, Matrix out) {
    check(kernels::launchAddRmsNorm(normArgs(residual, delta, weight, epsilon, out), m_stream.get()), "normalising");
}

void CudaDevice::add(Matrix residual, Matrix delta) {
    check(kernels::launchAddRmsNorm({.residual = static_cast<float*>(residual.data),
                                     .delta = delta.data,
                                     .element = elementOf(delta.precision),
                                     .weight = nullptr,
                                     .out = nullptr,
                                     .rows = toInt(residual.rows),
                                     .columns = toInt(residual.columns)},
                                    m_stream.get()),
          "adding");
}

void CudaDevice::linear(Matrix x, const Weight& weight, Matrix out, Activations activations) {
    const kernels::LinearArgs args{.x = x.data,
                                   .xElement = elementOf(x.precision),
                                   .weight = weight.values,
                                   .weightElement = elementOf(weight.format),
                                   .scales = weight.scales,
                                   .superScales = weight.superScales,
                                   .out = out.data,
                                   .outElement = elementOf(out.precision),
                                   .rows = toInt(x.rows),
                                   .columns = toInt(weight.rows),
                                   .k = toInt(x.columns),
                                   .roundsRows = activations == Activations::Float8};
    launch(linearKernels(), args, args.rows, "multiplying");
}

const float* CudaDevice::frequenciesOf(const Rope& rope, int headDim) {
    DeviceBytes& table = m_frequencies[{headDim, rope}];
    if (!table) {
        const std::vector<float> values = inverseFrequencies(rope, headDim);
        table = takeDeviceBytes(std::max<std::uint64_t>(values.size(), 1) * sizeof(float), m_rank, "angles");
        upload(table.get(), values.data(), values.size() * sizeof(float));
    }
    return static_cast<const float*>(table.get());
}

void CudaDevice::ropeAndStoreKv(Matrix qkv, int heads, const Rope& rope, const KvLayer& kv) {
    check(kernels::launchRopeAndStoreKv({.qkv = qkv.data,
                                         .element = elementOf(qkv.precision),
                                         .tokens = toInt(qkv.rows),
                                         .heads = heads,
                                         .kv = pagedKv(kv),
                                         .positions = m_step.positions,
                                         .kvSlots = m_step.kvSlots,
                                         .inverseFrequencies = frequenciesOf(rope, kv.headDim)},
                                        m_stream.get()),
          "rotating and storing keys");
}

namespace {

AttentionWork attentionWork(Matrix qkv, int heads, const KvLayer& kv, Matrix out, const CudaStep& step) {
    return {.args = {.qkv = qkv.data,
                     .element = elementOf(qkv.precision),
                     .out = out.data,
                     .heads = heads,
                     .kv = pagedKv(kv),
                     .sequences = step.sequenceViews,
                     .pages = step.pages,
                     .longestContext = step.longestDecode},
            .step = step,
            .qkv = qkv.data};
}

}  // namespace

void CudaDevice::requireKnownHeads(const KvLayer& kv) const {
    if (m_recording && kv.kvHeads != m_kvHeads)
        throw Error(ErrorCode::Internal, "Attention with " + std::to_string(kv.kvHeads) +
                                             " KV heads is recorded on a GPU that was prepared for " +
                                             std::to_string(m_kvHeads) + ".");
}

void CudaDevice::attention(Matrix qkv, int heads, const KvLayer& kv, Matrix out) {
    requireKnownHeads(kv);
    const AttentionWork work = attentionWork(qkv, heads, kv, out, m_step);
    if (m_step.decodeSequences > 0) launch(decodeAttentionKernels(), work, m_step.decodeSequences, "attention");
    if (m_step.prefillTiles > 0)
        launch(prefillAttentionKernels(), work, m_step.tokens - m_step.decodeSequences, "attention");
}

void CudaDevice::ropeStoreAndAttend(Matrix qkv, int heads, const Rope& rope, const KvLayer& kv, Matrix out) {
    if (m_step.decodeSequences != m_step.tokens) {
        Device::ropeStoreAndAttend(qkv, heads, rope, kv, out);
        return;
    }
    requireKnownHeads(kv);
    AttentionWork work = attentionWork(qkv, heads, kv, out, m_step);
    work.inverseFrequencies = frequenciesOf(rope, kv.headDim);
    launch(decodeAttentionKernels(), work, m_step.tokens, "attention");
}

void CudaDevice::route(Matrix x, const Weight& router, std::int32_t* topkIds, float* topkWeights, int expertsPerToken) {
    check(kernels::launchRoute(routeArgs(x, router, topkIds, topkWeights, expertsPerToken), m_stream.get()), "routing");
}

void CudaDevice::addRmsNormAndRoute(Matrix residual, Matrix delta, Matrix weight, float epsilon, Matrix normed,
                                    const Weight& router, std::int32_t* topkIds, float* topkWeights,
                                    int expertsPerToken) {
    const NormAndRoute work{.norm = normArgs(residual, delta, weight, epsilon, normed),
                            .route = routeArgs(normed, router, topkIds, topkWeights, expertsPerToken)};
    launch(normAndRouteKernels(), work, work.norm.rows, "normalising and routing");
}

void CudaDevice::experts(Matrix x, const std::int32_t* topkIds, const float* topkWeights, int expertsPerToken,
                         const ExpertWeights& weights, Matrix products, Matrix out, Activations activations) {
    const kernels::ExpertsArgs args{.x = x.data,
                                    .element = elementOf(x.precision),
                                    .topkIds = topkIds,
                                    .topkWeights = topkWeights,
                                    .perToken = expertsPerToken,
                                    .experts = weights.experts,
                                    .places = placesOf(weights.places),
                                    .hostPlaces = placesOf(weights.hostPlaces.data()),
                                    .gateUpElement = elementOf(weights.gateUp.format),
                                    .downElement = elementOf(weights.down.format),
                                    .products = products.data,
                                    .out = out.data,
                                    .tokens = toInt(x.rows),
                                    .hidden = toInt(x.columns),
                                    .feedForward = toInt(weights.down.columns),
                                    .roundsRows = activations == Activations::Float8};
    launch(expertsKernels(), args, args.tokens, "the experts");
}

void CudaDevice::gatherLogitRows(Matrix x, Matrix out) {
    check(kernels::launchGatherRows({.x = x.data,
                                     .out = out.data,
                                     .indices = m_step.logitRows,
                                     .rows = toInt(out.rows),
                                     .rowBytes = x.columns * static_cast<std::int64_t>(bytesPerElement(x.precision))},
                                    m_stream.get()),
          "gathering rows");
}

void CudaDevice::sample(Matrix logits) {
    const int rows = toInt(logits.rows), vocabulary = toInt(logits.columns);
    const auto count = static_cast<std::uint64_t>(rows);
    void* const results = m_scratch.take(Scratch::Results, count * sizeof(kernels::SampleResult));
    const auto drawnBytes = static_cast<std::uint64_t>(std::max(rows, m_step.capacity().rows)) * sizeof(int);
    check(kernels::launchSample(
              {.logits = static_cast<const float*>(logits.data),
               .rows = rows,
               .vocabulary = vocabulary,
               .options = m_step.sampleRows,
               .used = m_step.used,
               .usedTokens = m_step.capacity().vocabulary,
               .tokens = m_step.tokenIds,
               .drawnBefore = static_cast<const int*>(m_scratch.take(Scratch::DrawnBefore, drawnBytes)),
               .drawn = static_cast<int*>(m_scratch.take(Scratch::Drawn, drawnBytes)),
               .results = static_cast<kernels::SampleResult*>(results),
               .scratch = m_scratch.take(Scratch::Sampling, kernels::sampleScratchBytes(rows, vocabulary))},
              m_stream.get()),
          "drawing");
    m_drawnRows = rows;
    if (!m_recording) fetchResults(rows);
}

bool CudaDevice::allFinite(Matrix x) {
    const CurrentDevice current(m_ordinal, m_rank);
    int finite = 1;
    void* const flag = m_scratch.take(Scratch::Finite, sizeof finite);
    check(cudaMemcpyAsync(flag, &finite, sizeof finite, cudaMemcpyHostToDevice, m_stream.get()), "looking for NaN");
    check(kernels::launchAllFinite(x.data, elementOf(x.precision), x.rows * x.columns, static_cast<int*>(flag),
                                   m_stream.get()),
          "looking for NaN");
    download(&finite, flag, sizeof finite);
    return finite != 0;
}

void CudaDevice::allReduceSum(Matrix x) {
    if (m_collective) m_collective->allReduceSum(m_rank, x);
}

void CudaDevice::allGatherColumns(Matrix shard, Matrix out) {
    if (m_collective) return m_collective->allGatherColumns(m_rank, shard, out);
    check(cudaMemcpyAsync(out.data, shard.data, out.bytes(), cudaMemcpyDeviceToDevice, m_stream.get()), "gathering");
}

void CudaDevice::send(Matrix x, int toRank) {
    m_collective->send(m_rank, x, toRank);
}

void CudaDevice::receive(Matrix x, int fromRank) {
    m_collective->receive(m_rank, x, fromRank);
}

}  // namespace mw::cuda
