// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "watched_routing.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
#include <memory>
#include <numeric>
#include <stdexcept>

#include "cpu_backend.h"
#include "cuda_module.h"
#include "mixtral.h"
#include "mw/engine.h"

namespace mw::test {

namespace {

/// A choice of experts that was just made, in the memory of its device.
struct Routing {
    Device& device;
    Matrix x;
    Weight router;
    std::int32_t* topkIds;
    float* topkWeights;
    int expertsPerToken;
};
using OnRouting = std::function<void(const Routing&)>;

/// Rounds what the CPU has computed to what bf16 can hold.
void roundToBFloat16(Matrix x) {
    auto* const values = static_cast<float*>(x.data);
    for (std::int64_t i = 0; i < x.rows * x.columns; ++i) {
        const auto bits = std::bit_cast<std::uint32_t>(values[i]);
        values[i] = std::bit_cast<float>((bits + 0x7fff + (bits >> 16 & 1)) & 0xffff0000);
    }
}

/// Passes everything on to another device, and says when experts were chosen. `rounding`: the device is a CPU, and
/// every activation is rounded as GPUs round it.
class WatchedDevice final : public Device {
 public:
    WatchedDevice(Device& device, const OnRouting& onRouting, bool rounding)
        : m_device(device), m_onRouting(onRouting), m_rounding(rounding) {}

    int rank() const override { return m_device.rank(); }
    std::string name() const override { return m_device.name(); }
    DeviceMemory allocate(std::uint64_t bytes, std::string_view purpose) override {
        return m_device.allocate(bytes, purpose);
    }
    TransferBuffer allocateTransfer(std::uint64_t bytes) override { return m_device.allocateTransfer(bytes); }
    std::uint64_t allocatedBytes() const override { return m_device.allocatedBytes(); }
    std::uint64_t usedBytes() const override { return m_device.usedBytes(); }
    void upload(void* device, const void* host, std::uint64_t bytes) override { m_device.upload(device, host, bytes); }
    void download(void* host, const void* device, std::uint64_t bytes) override {
        m_device.download(host, device, bytes);
    }
    void quantise(Matrix plain, WeightFormat format, const WeightParts& to) override {
        m_device.quantise(plain, format, to);
    }
    void fillRandom(Matrix out, float scale, std::uint64_t seed) override { m_device.fillRandom(out, scale, seed); }
    void prepare(const StepShape& shape, DeviceMemory scratch) override { m_device.prepare(shape, std::move(scratch)); }
    void execute(const StepInputs& inputs, const std::function<void()>& operations) override {
        m_device.execute(inputs, operations);
    }
    void embed(const Weight& table, Matrix out) override { m_device.embed(table, out); }
    void addRmsNorm(Matrix residual, Matrix delta, Matrix weight, float epsilon, Matrix out) override {
        m_device.addRmsNorm(residual, delta, weight, epsilon, out);
        rounded(out);
    }
    void add(Matrix residual, Matrix delta) override { m_device.add(residual, delta); }
    void linear(Matrix x, const Weight& weight, Matrix out, Activations activations) override {
        m_device.linear(x, weight, out, activations);
        if (!m_scoring) rounded(out);  // logits are float32 everywhere
    }
    void ropeAndStoreKv(Matrix qkv, int heads, const Rope& rope, const KvLayer& kv) override {
        m_device.ropeAndStoreKv(qkv, heads, rope, kv);
    }
    void attention(Matrix qkv, int heads, const KvLayer& kv, Matrix out) override {
        m_device.attention(qkv, heads, kv, out);
    }
    void ropeStoreAndAttend(Matrix qkv, int heads, const Rope& rope, const KvLayer& kv, Matrix out) override {
        if (!m_rounding) return m_device.ropeStoreAndAttend(qkv, heads, rope, kv, out);
        m_device.ropeAndStoreKv(qkv, heads, rope, kv);
        rounded(qkv);
        m_device.attention(qkv, heads, kv, out);
        rounded(out);
    }
    void route(Matrix x, const Weight& router, std::int32_t* topkIds, float* topkWeights,
               int expertsPerToken) override {
        m_device.route(x, router, topkIds, topkWeights, expertsPerToken);
        m_onRouting({m_device, x, router, topkIds, topkWeights, expertsPerToken});
    }
    void addRmsNormAndRoute(Matrix residual, Matrix delta, Matrix weight, float epsilon, Matrix normed,
                            const Weight& router, std::int32_t* topkIds, float* topkWeights,
                            int expertsPerToken) override {
        m_device.addRmsNormAndRoute(residual, delta, weight, epsilon, normed, router, topkIds, topkWeights,
                                    expertsPerToken);
        rounded(normed);
        m_onRouting({m_device, normed, router, topkIds, topkWeights, expertsPerToken});
    }
    void experts(Matrix x, const std::int32_t* topkIds, const float* topkWeights, int expertsPerToken,
                 const ExpertWeights& weights, Matrix products, Matrix out, Activations activations) override {
        m_device.experts(x, topkIds, topkWeights, expertsPerToken, weights, products, out, activations);
        rounded(out);
    }
    void gatherLogitRows(Matrix x, Matrix out) override {
        m_device.gatherLogitRows(x, out);
        m_scoring = true;
    }
    void sample(Matrix logits) override { m_device.sample(logits); }
    std::vector<SampledToken> sampled() override { return m_device.sampled(); }
    bool allFinite(Matrix x) override { return m_device.allFinite(x); }
    void allReduceSum(Matrix x) override {
        m_device.allReduceSum(x);
        rounded(x);
    }
    void allGatherColumns(Matrix shard, Matrix out) override { m_device.allGatherColumns(shard, out); }
    void send(Matrix x, int toRank) override { m_device.send(x, toRank); }
    void receive(Matrix x, int fromRank) override { m_device.receive(x, fromRank); }

 protected:
    void release(void*, std::uint64_t) noexcept override {}  // memory belongs to the other device

 private:
    void rounded(Matrix x) const {
        if (m_rounding) roundToBFloat16(x);
    }

    Device& m_device;
    const OnRouting& m_onRouting;
    const bool m_rounding;
    bool m_scoring = false;  ///< past the layers
};

class WatchedBackend final : public Backend {
 public:
    WatchedBackend(std::unique_ptr<Backend> backend, OnRouting onRouting, bool rounding)
        : m_backend(std::move(backend)), m_onRouting(std::move(onRouting)) {
        for (int rank = 0; rank < m_backend->deviceCount(); ++rank)
            m_devices.push_back(std::make_unique<WatchedDevice>(m_backend->device(rank), m_onRouting, rounding));
    }

    std::string name() const override { return m_backend->name(); }
    DeviceKind kind() const override { return m_backend->kind(); }
    int deviceCount() const override { return m_backend->deviceCount(); }
    Device& device(int rank) override { return *m_devices.at(static_cast<std::size_t>(rank)); }
    Precision activations() const override { return m_backend->activations(); }
    bool asyncScheduling() const override { return m_backend->asyncScheduling(); }
    void setPlacement(const Placement& placement) override { m_backend->setPlacement(placement); }
    void runOnAll(const std::function<void(Device&)>& work) override {
        m_backend->runOnAll([&](Device& inner) { work(device(inner.rank())); });
    }

 private:
    std::unique_ptr<Backend> m_backend;
    OnRouting m_onRouting;
    std::vector<std::unique_ptr<WatchedDevice>> m_devices;
};

/// Makes `wanted` the choice of a token whose router logits are these. Returns the concession.
double choose(const std::vector<double>& logits, std::span<const std::int32_t> wanted, std::int32_t* ids,
              float* weights) {
    const auto logit = [&](std::int32_t expert) { return logits.at(static_cast<std::size_t>(expert)); };
    std::vector<std::int32_t> chosen(wanted.begin(), wanted.end());
    std::ranges::stable_sort(chosen, std::ranges::greater{}, logit);
    double bestLeftOut = -HUGE_VAL, largest = 0, sum = 0;
    for (std::int32_t expert = 0; expert < static_cast<std::int32_t>(logits.size()); ++expert) {
        largest = std::max(largest, std::abs(logit(expert)));
        if (std::ranges::find(chosen, expert) == chosen.end()) bestLeftOut = std::max(bestLeftOut, logit(expert));
    }
    for (const std::int32_t expert : chosen)
        sum += std::exp(logit(expert) - logit(chosen.front()));
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        ids[i] = chosen[i];
        weights[i] = static_cast<float>(std::exp(logit(chosen[i]) - logit(chosen.front())) / sum);
    }
    return std::max(0.0, bestLeftOut - logit(chosen.back())) / largest;
}

/// On the CPU, whose memory is the host's.
void follow(const Routing& routing, std::span<const std::int32_t> choices, std::vector<double>& concessions) {
    const auto width = static_cast<std::size_t>(routing.x.columns),
               k = static_cast<std::size_t>(routing.expertsPerToken);
    const auto* const x = static_cast<const float*>(routing.x.data);
    const auto* const router = static_cast<const float*>(routing.router.values);
    for (std::size_t token = 0; token < concessions.size(); ++token) {
        std::vector<double> logits;
        for (std::size_t expert = 0; expert < static_cast<std::size_t>(routing.router.rows); ++expert)
            logits.push_back(
                std::inner_product(x + token * width, x + (token + 1) * width, router + expert * width, 0.0));
        const double concession =
            choose(logits, choices.subspan(token * k, k), routing.topkIds + token * k, routing.topkWeights + token * k);
        concessions[token] = concession;
    }
}

std::unique_ptr<Backend> makeBackend(const Plan& plan, const LoadOptions& options) {
    const int count = static_cast<int>(plan.devices.size());
    if (options.backend == BackendKind::Cpu) return makeCpuBackend({.devices = count, .threads = options.threads});
    return cudaModule()->makeBackend({.devices = options.devices, .interconnect = options.interconnect});
}

/// Where there are no `choices`, the model makes its own.
RoutedLogits run(LoadOptions options, std::span<const int> ids, const RouterChoices& choices, Rounding rounding) {
    options.prefillChunkTokens = options.contextTokens;
    const bool asOnGpus = rounding == Rounding::AsOnGpus;
    if (asOnGpus && !options.kvPrecision) options.kvPrecision = Precision::BFloat16;
    const auto checkpoint = Checkpoint::open(options.directory);
    Plan plan = planLoad(checkpoint->info(), options);
    if (asOnGpus) {
        plan.request.weights = WeightFormat::BFloat16;
        plan = makePlan(plan.request);
    }
    RoutedLogits result{.logits = {}, .choices = {}, .concessions = std::vector<double>(ids.size())};
    std::vector<std::size_t> layers(plan.devices.size());  // [rank] that were routed
    const auto onRouting = [&](const Routing& routing) {
        const auto rank = static_cast<std::size_t>(routing.device.rank());
        std::vector<double> concessions(ids.size());
        if (!choices.empty()) follow(routing, choices.at(layers[rank]++), concessions);
        if (rank > 0) return;  // all choose the same
        std::ranges::transform(concessions, result.concessions, result.concessions.begin(), std::ranges::max);
        std::vector<std::int32_t> made(ids.size() * static_cast<std::size_t>(routing.expertsPerToken));
        routing.device.download(made.data(), routing.topkIds, made.size() * sizeof made[0]);
        result.choices.push_back(std::move(made));
    };
    WatchedBackend backend(makeBackend(plan, options), onRouting, asOnGpus);
    Mixtral model(backend, plan);
    model.load(*checkpoint, [](std::uint64_t) {}, {});

    std::vector<int> positions(ids.size()), pages((ids.size() + kKvPageTokens - 1) / kKvPageTokens);
    std::iota(positions.begin(), positions.end(), 0);
    std::iota(pages.begin(), pages.end(), 0);
    const StepSequence sequence{.firstToken = 0,
                                .tokens = static_cast<int>(ids.size()),
                                .firstPosition = 0,
                                .firstPage = 0,
                                .pages = static_cast<int>(pages.size())};
    result.logits = model.score({ids, positions, {&sequence, 1}, pages, {}});
    return result;
}

}  // namespace

RoutedLogits routedLogits(const LoadOptions& options, std::span<const int> ids) {
    return run(options, ids, {}, Rounding::None);
}

RoutedLogits followedLogits(const LoadOptions& options, std::span<const int> ids, const RouterChoices& choices,
                            Rounding rounding) {
    return run(options, ids, choices, rounding);
}

}  // namespace mw::test
