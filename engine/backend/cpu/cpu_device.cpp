// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "cpu_device.h"

#include <algorithm>
#include <cstring>
#include <fstream>

#include "mw/error.h"
#include "quantise.h"
#include "simd.h"

namespace mw::cpu {

namespace {

std::string processorName() {
    std::ifstream file("/proc/cpuinfo");
    for (std::string line; std::getline(file, line);)
        if (line.starts_with("model name")) return line.substr(std::min(line.size(), line.find(':') + 2));
    return "CPU";
}

std::string mebibytes(std::uint64_t bytes) {
    return std::to_string((bytes + (1 << 20) - 1) >> 20) + " MiB";
}

}  // namespace

CpuDevice::CpuDevice(int rank, int threads, HostMemory& memory, Collective& collective)
    : m_rank(rank),
      m_memory(memory),
      m_collective(collective),
      m_pool(threads),
      m_matmulScratch(m_pool.threads()),
      m_attentionScratch(m_pool.threads()),
      m_samplerScratch(static_cast<std::size_t>(m_pool.threads())) {}

std::string CpuDevice::name() const {
    return processorName();
}

DeviceMemory CpuDevice::allocate(std::uint64_t bytes, std::string_view purpose) {
    void* data = m_memory.take(bytes);
    if (!data) {
        const std::uint64_t free = m_memory.freeBytes();
        throw OutOfMemory("Not enough memory for " + std::string(purpose) + ": " + mebibytes(bytes) + " needed, " +
                              mebibytes(free) + " free.",
                          {{m_rank, bytes, free}});
    }
    m_allocatedBytes += bytes;
    return {*this, data, bytes};
}

void CpuDevice::release(void* data, std::uint64_t bytes) noexcept {
    m_memory.giveBack(data, bytes);
    m_allocatedBytes -= bytes;
}

TransferBuffer CpuDevice::allocateTransfer(std::uint64_t bytes) {
    return {::operator new(bytes), [](void* data) { ::operator delete(data); }};
}

std::uint64_t CpuDevice::usedBytes() const {
    const MachineMemory memory = machineMemory();
    return memory.totalBytes - std::min(memory.totalBytes, memory.availableBytes);
}

void CpuDevice::upload(void* device, const void* host, std::uint64_t bytes) {
    std::memcpy(device, host, bytes);
}

void CpuDevice::download(void* host, const void* device, std::uint64_t bytes) {
    std::memcpy(host, device, bytes);
}

void CpuDevice::quantise(Matrix plain, WeightFormat format, const WeightParts& to) {
    quantiseRows(static_cast<const std::byte*>(plain.data), plain.precision, plain.rows, plain.columns, format, to);
}

void CpuDevice::fillRandom(Matrix out, float scale, std::uint64_t seed) {
    cpu::fillRandom(m_pool, out, scale, seed);
}

void CpuDevice::execute(const StepInputs& inputs, const std::function<void()>& operations) {
    m_inputs = inputs;
    m_ropeTable.reset();
    operations();
}

void CpuDevice::embed(const Weight& table, Matrix out) {
    cpu::embed(m_pool, m_inputs.tokens, table, out);
}

void CpuDevice::addRmsNorm(Matrix residual, Matrix delta, Matrix weight, float epsilon, Matrix out) {
    cpu::addRmsNorm(m_pool, residual, delta, weight, epsilon, out);
}

void CpuDevice::add(Matrix residual, Matrix delta) {
    cpu::add(m_pool, residual, delta);
}

void CpuDevice::linear(Matrix x, const Weight& weight, Matrix out, Activations activations) {
    cpu::linear(m_pool, m_matmulScratch, x, weight, out, activations);
}

void CpuDevice::ropeAndStoreKv(Matrix qkv, int heads, const Rope& rope, const KvLayer& kv) {
    m_ropeTable.prepare(m_inputs.positions, kv.headDim, rope);
    cpu::ropeAndStoreKv(m_pool, m_inputs, m_ropeTable, qkv, heads, kv);
}

void CpuDevice::attention(Matrix qkv, int heads, const KvLayer& kv, Matrix out) {
    cpu::attention(m_pool, m_attentionScratch, m_inputs, qkv, heads, kv, out);
}

void CpuDevice::route(Matrix x, const Weight& router, std::int32_t* topkIds, float* topkWeights, int expertsPerToken) {
    m_routerLogits.resize(static_cast<std::size_t>(x.rows * router.rows));
    const Matrix logits{m_routerLogits.data(), Precision::Float32, x.rows, router.rows};
    cpu::linear(m_pool, m_matmulScratch, x, router, logits, Activations::Exact);
    chooseTopk(logits, topkIds, topkWeights, expertsPerToken);
}

void CpuDevice::experts(Matrix x, const std::int32_t* topkIds, const float* topkWeights, int expertsPerToken,
                        const ExpertWeights& weights, Matrix products, Matrix out, Activations activations) {
    cpu::experts(m_pool, m_matmulScratch,
                 {x, topkIds, topkWeights, expertsPerToken, weights, products, out, activations});
}

void CpuDevice::gatherLogitRows(Matrix x, Matrix out) {
    for (std::int64_t row = 0; row < out.rows; ++row)
        std::copy_n(floatRow(x, m_inputs.sampling[static_cast<std::size_t>(row)].tokenRow), x.columns,
                    floatRow(out, row));
}

void CpuDevice::sample(Matrix logits) {
    m_sampled.resize(static_cast<std::size_t>(logits.rows));
    m_pool.parallelFor(logits.rows, 1, [&](std::int64_t first, std::int64_t last, int thread) {
        for (std::int64_t row = first; row < last; ++row)
            m_sampled[static_cast<std::size_t>(row)] =
                sampleRow(m_samplerScratch[static_cast<std::size_t>(thread)], floatRow(logits, row),
                          static_cast<int>(logits.columns), m_inputs.sampling[static_cast<std::size_t>(row)]);
    });
}

bool CpuDevice::allFinite(Matrix x) {
    return cpu::allFinite(x);
}

}  // namespace mw::cpu
