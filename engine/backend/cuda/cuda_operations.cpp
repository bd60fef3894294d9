// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// The operations of one GPU: each picks the kernel that suits shape and elements, and puts it on the stream.

#include <algorithm>
#include <cmath>

#include "attention.h"
#include "cuda_device.h"
#include "element_of.h"
#include "elementwise.h"
#include "matmul.h"
#include "mw/error.h"
#include "sample.h"
#include "sm90_norm_route.h"

namespace mw::cuda {

namespace {

constexpr int kHeadDimOfFastAttention = 128;
/// Up to so many rows, mma.sync on every GPU streams the weights of a single matrix as fast as wgmma does, and starts
/// faster; and it adds up a token's choices in the product with down, which takes wgmma another kernel.
constexpr int kRowsOfRegisters = 16;
/// Up to so many, all tokens meet every chosen expert; with more it pays to sort them first.
constexpr int kUnsortedTokens = 40;

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

/// Maps are made once for each matrix and number of rows. Prompts come in all lengths, so old ones are dropped at
/// times.
constexpr std::size_t kMostMaps = 8192;

template <typename Maps, typename Make>
typename Maps::mapped_type& mapsFor(Maps& known, const typename Maps::key_type& key, const Make& make) {
    if (const auto found = known.find(key); found != known.end()) return found->second;
    if (known.size() >= kMostMaps) known.clear();
    typename Maps::mapped_type made{};
    make(made);
    return known.emplace(key, made).first->second;
}

/// The kernels see the experts of a layer as one matrix. Throws Error(Internal) where they do not lie one after the
/// other.
void requireInOneRow(const ExpertWeights& weights) {
    const auto follows = [](const Weight& shape, const void* first, const void* place, std::size_t expert) {
        const std::uint64_t bytes =
            static_cast<std::uint64_t>(shape.rows) * rowBytes(shape.format, shape.columns).values * expert;
        return static_cast<const std::byte*>(first) + bytes == place;
    };
    const ExpertPlace& first = weights.hostPlaces.front();
    for (std::size_t i = 1; i < weights.hostPlaces.size(); ++i) {
        const ExpertPlace& place = weights.hostPlaces[i];
        if (!follows(weights.gateUp, first.gateUpValues, place.gateUpValues, i) ||
            !follows(weights.down, first.downValues, place.downValues, i))
            throw Error(ErrorCode::Internal, "The experts of a layer do not lie one after the other.");
    }
}

}  // namespace

void CudaDevice::embed(const Weight& table, Matrix out) {
    m_tableRows = table.rows;
    checkTokens(*m_inputs, table.rows);
    const auto rows = static_cast<std::uint64_t>(std::max(1, m_step.capacity().rows)) * sizeof(int);
    void* const before = scratch(DrawnBefore, rows);
    check(cudaMemcpyAsync(before, scratch(Drawn, rows), rows, cudaMemcpyDeviceToDevice, m_stream.get()),
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

void CudaDevice::linear(Matrix x, const Weight& weight, Matrix out) {
    const kernels::LinearArgs args{.x = x.data,
                                   .xElement = elementOf(x.precision),
                                   .weight = weight.values,
                                   .weightElement = elementOf(weight.format),
                                   .out = out.data,
                                   .outElement = elementOf(out.precision),
                                   .rows = toInt(x.rows),
                                   .columns = toInt(weight.rows),
                                   .k = toInt(x.columns)};
    const auto counters = [&] { return scratch(Streamed, kernels::streamedScratchBytes(1, 1, 8, 8)); };
    if (args.rows > kRowsOfRegisters && kernels::streamedSupports(args)) {
        kernels::StreamedMaps& maps = mapsFor(m_linearMaps, {x.data, weight.values, x.rows}, [&](auto& made) {
            check(kernels::makeStreamedLinearMaps(args, made), "describing a matrix");
        });
        check(kernels::launchStreamedLinear(args, maps, counters(), m_stream.get()), "multiplying");
    } else if (args.rows > kernels::kStreamedTokens && kernels::groupedSupports(args)) {
        kernels::GroupedMaps& maps = mapsFor(m_groupedLinearMaps, {x.data, weight.values, x.rows}, [&](auto& made) {
            check(kernels::makeGroupedLinearMaps(args, made), "describing a matrix");
        });
        check(kernels::launchGroupedLinear(args, maps, counters(), m_stream.get()), "multiplying");
    } else if (kernels::mmaSupports(args)) {
        check(kernels::launchMmaLinear(args, m_stream.get()), "multiplying");
    } else {
        check(kernels::launchGeneralLinear(args, m_stream.get()), "multiplying");
    }
}

const float* CudaDevice::inverseFrequencies(int headDim, double theta) {
    DeviceBytes& table = m_frequencies[{headDim, theta}];
    if (!table) {
        // In float32, as the reference computes them: 1 / theta^(2 i / headDim).
        std::vector<float> values(static_cast<std::size_t>(headDim / 2));
        for (int i = 0; i < headDim / 2; ++i)
            values[static_cast<std::size_t>(i)] =
                1.0f / static_cast<float>(std::pow(theta, static_cast<float>(2 * i) / static_cast<float>(headDim)));
        table = takeDeviceBytes(std::max<std::uint64_t>(values.size(), 1) * sizeof(float), m_rank, "angles");
        upload(table.get(), values.data(), values.size() * sizeof(float));
    }
    return static_cast<const float*>(table.get());
}

void CudaDevice::ropeAndStoreKv(Matrix qkv, int heads, double theta, const KvLayer& kv) {
    check(kernels::launchRopeAndStoreKv({.qkv = qkv.data,
                                         .element = elementOf(qkv.precision),
                                         .tokens = toInt(qkv.rows),
                                         .heads = heads,
                                         .kv = pagedKv(kv),
                                         .positions = m_step.positions,
                                         .kvSlots = m_step.kvSlots,
                                         .inverseFrequencies = inverseFrequencies(kv.headDim, theta)},
                                        m_stream.get()),
          "rotating and storing keys");
}

namespace {

bool isFastAttention(const kernels::AttentionArgs& args) {
    return args.kv.headDim == kHeadDimOfFastAttention && args.element != kernels::Element::Float32 &&
           args.kv.element == args.element;
}

kernels::AttentionArgs attentionArgs(Matrix qkv, int heads, const KvLayer& kv, Matrix out, const CudaStep& step) {
    return {.qkv = qkv.data,
            .element = elementOf(qkv.precision),
            .out = out.data,
            .heads = heads,
            .kv = pagedKv(kv),
            .sequences = step.sequenceViews,
            .pages = step.pages,
            .longestContext = step.longestDecode};
}

}  // namespace

void* CudaDevice::attentionScratch(int heads, int headDim) {
    return scratch(Attention, kernels::decodeAttentionScratchBytes(m_step.decodeSequences, heads, headDim));
}

void CudaDevice::attention(Matrix qkv, int heads, const KvLayer& kv, Matrix out) {
    const kernels::AttentionArgs args = attentionArgs(qkv, heads, kv, out, m_step);
    m_kvHeads = kv.kvHeads;
    if (!isFastAttention(args)) {
        check(kernels::launchGeneralAttention(args, m_step.sequences, m_step.longestSequence, m_stream.get()),
              "attention");
        return;
    }
    if (m_step.decodeSequences > 0)
        check(kernels::launchDecodeAttention(args, m_step.decodeIndices, m_step.decodeSequences,
                                             attentionScratch(heads, kv.headDim), m_stream.get()),
              "attention");
    if (m_step.prefillTiles > 0) {
        const auto launch = m_isHopper ? kernels::launchSm90PrefillAttention : kernels::launchPrefillAttention;
        check(launch(args, m_step.tiles, m_step.prefillTiles, m_stream.get()), "attention");
    }
}

void CudaDevice::ropeStoreAndAttend(Matrix qkv, int heads, double theta, const KvLayer& kv, Matrix out) {
    const kernels::AttentionArgs args = attentionArgs(qkv, heads, kv, out, m_step);
    m_kvHeads = kv.kvHeads;
    if (!isFastAttention(args) || m_step.decodeSequences != m_step.tokens) {
        Device::ropeStoreAndAttend(qkv, heads, theta, kv, out);
        return;
    }
    check(kernels::launchRopeStoreAndDecodeAttention(args, inverseFrequencies(kv.headDim, theta), m_step.decodeIndices,
                                                     m_step.decodeSequences, attentionScratch(heads, kv.headDim),
                                                     m_stream.get()),
          "attention");
}

void CudaDevice::route(Matrix x, const Weight& router, std::int32_t* topkIds, float* topkWeights, int expertsPerToken) {
    check(kernels::launchRoute(routeArgs(x, router, topkIds, topkWeights, expertsPerToken), m_stream.get()), "routing");
}

void CudaDevice::addRmsNormAndRoute(Matrix residual, Matrix delta, Matrix weight, float epsilon, Matrix normed,
                                    const Weight& router, std::int32_t* topkIds, float* topkWeights,
                                    int expertsPerToken) {
    const kernels::AddRmsNormArgs norm = normArgs(residual, delta, weight, epsilon, normed);
    const kernels::RouteArgs choice = routeArgs(normed, router, topkIds, topkWeights, expertsPerToken);
    if (kernels::normRouteSupports(norm, choice))
        check(kernels::launchAddRmsNormAndRoute(norm, choice, m_stream.get()), "normalising and routing");
    else
        Device::addRmsNormAndRoute(residual, delta, weight, epsilon, normed, router, topkIds, topkWeights,
                                   expertsPerToken);
}

void CudaDevice::experts(Matrix x, const std::int32_t* topkIds, const float* topkWeights, int expertsPerToken,
                         const ExpertWeights& weights, Matrix products, Matrix out) {
    requireInOneRow(weights);
    const void* const gateUp = weights.hostPlaces.front().gateUpValues;
    const kernels::ExpertsArgs args{.x = x.data,
                                    .element = elementOf(x.precision),
                                    .topkIds = topkIds,
                                    .topkWeights = topkWeights,
                                    .perToken = expertsPerToken,
                                    .experts = weights.experts,
                                    .gateUp = gateUp,
                                    .down = weights.hostPlaces.front().downValues,
                                    .weightElement = elementOf(weights.gateUp.format),
                                    .products = products.data,
                                    .out = out.data,
                                    .tokens = toInt(x.rows),
                                    .hidden = toInt(x.columns),
                                    .feedForward = toInt(weights.down.columns)};
    const auto streamed = [&] {
        return scratch(Streamed,
                       kernels::streamedScratchBytes(weights.experts, expertsPerToken, args.hidden, args.feedForward));
    };
    if (args.tokens > 1 && args.tokens <= kUnsortedTokens && kernels::streamedSupports(args)) {
        void* const room = streamed();
        kernels::StreamedExpertsMaps& maps = mapsFor(m_expertsMaps, {x.data, gateUp, x.rows}, [&](auto& made) {
            check(kernels::makeStreamedExpertsMaps(args, room, made), "describing a matrix");
        });
        if (args.tokens <= kRowsOfRegisters && kernels::mmaSupports(args)) {
            check(kernels::launchStreamedGateUp(args, maps.gateUp, room, m_stream.get()), "the experts");
            check(kernels::launchMmaDown(args, m_stream.get()), "the experts");
        } else {
            check(kernels::launchStreamedExperts(args, maps, room, m_stream.get()), "the experts");
        }
    } else if (args.tokens > kUnsortedTokens && kernels::groupedSupports(args)) {
        void* const partials = streamed();
        void* const room =
            scratch(Experts, kernels::groupedScratchBytes(args.tokens, expertsPerToken, weights.experts, args.hidden));
        kernels::GroupedExpertsMaps& maps = mapsFor(m_groupedExpertsMaps, {x.data, gateUp, x.rows}, [&](auto& made) {
            check(kernels::makeGroupedExpertsMaps(args, room, made), "describing a matrix");
        });
        check(kernels::launchGroupedExperts(args, maps, room, partials, m_stream.get()), "the experts");
    } else if (kernels::mmaSupports(args)) {
        void* const room = scratch(
            Experts, kernels::mmaExpertsScratchBytes(args.tokens, expertsPerToken, weights.experts, args.hidden));
        check(kernels::launchMmaExperts(args, room, m_stream.get()), "the experts");
    } else {
        check(kernels::launchGeneralExperts(args, m_stream.get()), "the experts");
    }
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
    void* const results = scratch(Results, count * sizeof(kernels::SampleResult));
    const auto drawnBytes = static_cast<std::uint64_t>(std::max(rows, m_step.capacity().rows)) * sizeof(int);
    check(kernels::launchSample({.logits = static_cast<const float*>(logits.data),
                                 .rows = rows,
                                 .vocabulary = vocabulary,
                                 .options = m_step.sampleRows,
                                 .seen = m_step.seen,
                                 .seenWords = m_step.seenWords(),
                                 .tokens = m_step.tokenIds,
                                 .drawnBefore = static_cast<const int*>(scratch(DrawnBefore, drawnBytes)),
                                 .drawn = static_cast<int*>(scratch(Drawn, drawnBytes)),
                                 .results = static_cast<kernels::SampleResult*>(results),
                                 .scratch = scratch(Sampling, kernels::sampleScratchBytes(rows, vocabulary))},
                                m_stream.get()),
          "drawing");
    m_drawnRows = rows;
    if (!m_recording) fetchResults(rows);
}

bool CudaDevice::allFinite(Matrix x) {
    const CurrentDevice current(m_ordinal, m_rank);
    int finite = 1;
    void* const flag = scratch(Finite, sizeof finite);
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
