// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <atomic>
#include <string>
#include <utility>
#include <vector>

#include "attention.h"
#include "backend.h"
#include "collective.h"
#include "elementwise.h"
#include "host_memory.h"
#include "matmul.h"
#include "sampler.h"
#include "thread_pool.h"

namespace mw::cpu {

/// One virtual device: threads, memory, and the inputs of the step at hand. The work itself is in the other files.
class CpuDevice final : public Device {
 public:
    CpuDevice(int rank, int threads, HostMemory& memory, Collective& collective);

    int rank() const override { return m_rank; }
    std::string name() const override;

    DeviceMemory allocate(std::uint64_t bytes, std::string_view purpose) override;
    TransferBuffer allocateTransfer(std::uint64_t bytes) override;
    std::uint64_t allocatedBytes() const override { return m_allocatedBytes; }
    std::uint64_t usedBytes() const override;
    void upload(void* device, const void* host, std::uint64_t bytes) override;
    void download(void* host, const void* device, std::uint64_t bytes) override;
    void quantise(Matrix plain, WeightFormat format, const WeightParts& to) override;
    void fillRandom(Matrix out, float scale, std::uint64_t seed) override;
    void prepare(const StepShape&, DeviceMemory) override {}  // what it needs is small, or a test's concern

    void execute(const StepInputs& inputs, const std::function<void()>& operations) override;

    void embed(const Weight& table, Matrix out) override;
    void addRmsNorm(Matrix residual, Matrix delta, Matrix weight, float epsilon, Matrix out) override;
    void add(Matrix residual, Matrix delta) override;
    void linear(Matrix x, const Weight& weight, Matrix out, Activations activations) override;
    void ropeAndStoreKv(Matrix qkv, int heads, const Rope& rope, const KvLayer& kv) override;
    void attention(Matrix qkv, int heads, const KvLayer& kv, Matrix out) override;
    void route(Matrix x, const Weight& router, std::int32_t* topkIds, float* topkWeights, int expertsPerToken) override;
    void experts(Matrix x, const std::int32_t* topkIds, const float* topkWeights, int expertsPerToken,
                 const ExpertWeights& weights, Matrix products, Matrix out, Activations activations) override;
    void gatherLogitRows(Matrix x, Matrix out) override;
    void sample(Matrix logits) override;
    std::vector<SampledToken> sampled() override { return std::exchange(m_sampled, {}); }
    bool allFinite(Matrix x) override;

    void allReduceSum(Matrix x) override { m_collective.allReduceSum(m_rank, x); }
    void allGatherColumns(Matrix shard, Matrix out) override { m_collective.allGatherColumns(m_rank, shard, out); }
    void send(Matrix x, int toRank) override { m_collective.send(m_rank, x, toRank); }
    void receive(Matrix x, int fromRank) override { m_collective.receive(m_rank, x, fromRank); }

 protected:
    void release(void* data, std::uint64_t bytes) noexcept override;

 private:
    const int m_rank;
    HostMemory& m_memory;
    Collective& m_collective;
    ThreadPool m_pool;
    std::atomic<std::uint64_t> m_allocatedBytes = 0;
    StepInputs m_inputs;
    RopeTable m_ropeTable;
    MatmulScratch m_matmulScratch;
    AttentionScratch m_attentionScratch;
    std::vector<SamplerScratch> m_samplerScratch;  ///< per thread
    std::vector<float> m_routerLogits;
    std::vector<SampledToken> m_sampled;
};

}  // namespace mw::cpu
