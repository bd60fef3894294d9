// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "backend_rows.h"

#include <dlfcn.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <numeric>
#include <stdexcept>

#include "cpu_backend.h"

namespace mw::test {

namespace {

float fromBits(std::uint32_t bits) {
    float value;
    std::memcpy(&value, &bits, sizeof value);
    return value;
}

/// Nearest value with `digits` binary digits whose lowest is at least 2^lowest; ties to even.
double nearest(double value, int digits, int lowest) {
    if (value == 0 || !std::isfinite(value)) return value;
    const int exponent = std::max(std::ilogb(value) - digits + 1, lowest);
    return std::ldexp(std::nearbyint(std::ldexp(value, -exponent)), exponent);
}

std::uint16_t halfBits(Precision precision, double value) {
    if (precision == Precision::BFloat16) {
        const auto narrow = static_cast<float>(value);
        std::uint32_t bits;
        std::memcpy(&bits, &narrow, sizeof bits);
        return static_cast<std::uint16_t>(bits >> 16);
    }
    const std::uint16_t sign = std::signbit(value) ? 0x8000 : 0;
    const double magnitude = std::abs(value);
    if (std::isnan(value)) return 0x7e00;
    if (magnitude > 65504) return sign | 0x7c00;
    if (magnitude < 0x1p-14) return static_cast<std::uint16_t>(sign | static_cast<int>(magnitude * 0x1p24));
    const int exponent = std::ilogb(magnitude);
    const int fraction = static_cast<int>(std::ldexp(magnitude, 10 - exponent)) - 1024;
    return static_cast<std::uint16_t>(sign | ((exponent + 15) << 10) | fraction);
}

double fromHalfBits(Precision precision, std::uint16_t bits) {
    if (precision == Precision::BFloat16) return static_cast<double>(fromBits(static_cast<std::uint32_t>(bits) << 16));
    const int exponent = (bits >> 10) & 31;
    const int fraction = bits & 1023;
    const double sign = bits & 0x8000 ? -1 : 1;
    if (exponent == 31) return fraction ? std::nan("") : sign * HUGE_VAL;
    return sign * (exponent ? std::ldexp(1024 + fraction, exponent - 25) : std::ldexp(fraction, -24));
}

constexpr double kLargestFloat8 = 448;

std::uint8_t float8Bits(double value) {
    const std::uint8_t sign = std::signbit(value) ? 0x80 : 0;
    const double magnitude = std::abs(value);
    if (std::isnan(value)) return sign | 0x7f;
    if (magnitude < 0x1p-6) return static_cast<std::uint8_t>(sign | static_cast<int>(magnitude * 0x1p9));
    const int exponent = std::ilogb(magnitude);
    const int fraction = static_cast<int>(std::ldexp(magnitude, 3 - exponent)) - 8;
    return static_cast<std::uint8_t>(sign | ((exponent + 7) << 3) | fraction);
}

double fromFloat8Bits(std::uint8_t bits) {
    const int exponent = (bits >> 3) & 15;
    const int fraction = bits & 7;
    const double sign = bits & 0x80 ? -1 : 1;
    if (exponent == 15 && fraction == 7) return std::nan("");
    return sign * (exponent ? std::ldexp(8 + fraction, exponent - 10) : std::ldexp(fraction, -9));
}

/// Ranks of one GPU wait for each other's kernels. Were those loaded only when first used, the driver would wait for
/// the GPU to be idle meanwhile, and both for ever; so would kernels of two ranks that stand in one line, which each
/// stream has to itself with as many lines as this. The driver reads both when it starts, which any test may make it
/// do.
[[maybe_unused]] const bool kDriverIsTold = [] {
    setenv("CUDA_MODULE_LOADING", "EAGER", 0);
    setenv("CUDA_DEVICE_MAX_CONNECTIONS", "32", 0);
    return true;
}();

std::unique_ptr<Backend> makeCuda(int devices) {
    return makeCudaRanks(devices);
}

}  // namespace

std::unique_ptr<Backend> makeCudaRanks(int devices, CudaBackendOptions options, CudaFaults faults) {
    if (!cudaModule()) return nullptr;
    const int there = static_cast<int>(cudaModule()->devices().size());
#ifdef MW_FAKE_NCCL
    if (there < devices && faults.ncclLibrary == CudaFaults().ncclLibrary) faults.ncclLibrary = MW_FAKE_NCCL;
#endif
    const bool onOne = there < devices && options.interconnect == Interconnect::Nccl;
    for (int device = 0; device < devices; ++device)
        options.devices.push_back(onOne ? 0 : device % there);
    void* const module = dlopen(cudaModuleFile().c_str(), RTLD_NOW | RTLD_NOLOAD);
    const auto make = reinterpret_cast<MakeFaultyCudaBackend>(dlsym(module, "mwMakeFaultyCudaBackend"));
    dlclose(module);  // the engine holds it
    return make(options, faults);
}

const std::vector<BackendRow>& backendRows() {
    static const std::vector<BackendRow> rows = {
        {"Cpu", [](int devices) { return makeCpuBackend({.devices = devices, .threads = 2 * devices}); }, 2e-6, false},
        {"Cuda", makeCuda, 4e-3, true},  // activations are bf16, with 8 binary digits
    };
    return rows;
}

BackendRow cudaWithKernels(const std::string& name, std::vector<std::string> kernels) {
    const auto make = [kernels = std::move(kernels)](int devices) -> std::unique_ptr<Backend> {
        try {
            return makeCudaRanks(devices, {.kernels = kernels});
        } catch (const Error& missing) {  // a library that this machine has not
            if (missing.code() == ErrorCode::Unsupported) return nullptr;
            throw;
        }
    };
    return {name, make, 4e-3, true};
}

std::vector<BackendRow> kernelRows() {
    std::vector<BackendRow> rows = backendRows();
    rows.push_back(cudaWithKernels("CudaMma", {"mma", "separate"}));
    rows.push_back(cudaWithKernels("CudaGeneral", {"general"}));
    rows.push_back(cudaWithKernels("CudaCublas", {"cublas", "mma"}));
    rows.push_back(cudaWithKernels("CudaWgmmaStreamed", {"wgmma-streamed"}));
    rows.push_back(cudaWithKernels("CudaWgmmaSorted", {"wgmma-sorted"}));
    rows.push_back(cudaWithKernels("CudaWgmmaGrouped", {"wgmma-grouped"}));
    return rows;
}

std::vector<BackendRow> collectiveRows() {
    std::vector<BackendRow> rows = backendRows();
    const auto through = [](Interconnect interconnect) {
        return [interconnect](int devices) { return makeCudaRanks(devices, {.interconnect = interconnect}); };
    };
    rows.push_back({"CudaThroughNccl", through(Interconnect::Nccl), 4e-3, false});
    rows.push_back({"CudaThroughHostMemory", through(Interconnect::HostMemory), 4e-3, true});
    return rows;
}

double rounded(Precision precision, double value) {
    switch (precision) {
        case Precision::Float32:
            return static_cast<double>(static_cast<float>(value));
        case Precision::BFloat16:
            return nearest(static_cast<double>(static_cast<float>(value)), 8, -133);
        case Precision::Float16:
            return nearest(static_cast<double>(static_cast<float>(value)), 11, -24);
        case Precision::Float8:
            return std::isnan(value) ? value
                                     : std::clamp(nearest(static_cast<double>(static_cast<float>(value)), 4, -9),
                                                  -kLargestFloat8, kLargestFloat8);
    }
    throw std::logic_error("unknown precision");
}

double elementAt(Precision precision, const std::byte* data, std::int64_t index) {
    if (precision == Precision::Float32) {
        float value;
        std::memcpy(&value, data + index * static_cast<std::int64_t>(sizeof value), sizeof value);
        return static_cast<double>(value);
    }
    if (precision == Precision::Float8) return fromFloat8Bits(static_cast<std::uint8_t>(data[index]));
    std::uint16_t bits;
    std::memcpy(&bits, data + index * static_cast<std::int64_t>(sizeof bits), sizeof bits);
    return fromHalfBits(precision, bits);
}

Tensor::Tensor(Device& device, Precision precision, std::int64_t rows, std::int64_t columns, std::vector<double> values)
    : m_device(&device), m_matrix{nullptr, precision, rows, columns}, m_values(std::move(values)) {
    m_memory = device.allocate(m_matrix.bytes(), "a test");
    m_matrix.data = m_memory.data();
    std::vector<std::byte> bytes(m_matrix.bytes());
    for (std::size_t i = 0; i < m_values.size(); ++i) {
        m_values[i] = rounded(precision, m_values[i]);
        if (precision == Precision::Float32) {
            const auto value = static_cast<float>(m_values[i]);
            std::memcpy(bytes.data() + i * sizeof value, &value, sizeof value);
        } else if (precision == Precision::Float8) {
            bytes[i] = static_cast<std::byte>(float8Bits(m_values[i]));
        } else {
            const std::uint16_t value = halfBits(precision, m_values[i]);
            std::memcpy(bytes.data() + i * sizeof value, &value, sizeof value);
        }
    }
    device.upload(m_matrix.data, bytes.data(), bytes.size());
}

Tensor Tensor::random(Device& device, Precision precision, std::int64_t rows, std::int64_t columns, unsigned seed,
                      double scale) {
    std::mt19937 generator(seed);
    std::normal_distribution<double> normal(0, scale);
    std::vector<double> values(static_cast<std::size_t>(rows * columns));
    std::ranges::generate(values, [&] { return normal(generator); });
    return {device, precision, rows, columns, std::move(values)};
}

Tensor Tensor::zeros(Device& device, Precision precision, std::int64_t rows, std::int64_t columns) {
    return {device, precision, rows, columns, std::vector<double>(static_cast<std::size_t>(rows * columns))};
}

std::vector<std::byte> Tensor::readBytes() const {
    std::vector<std::byte> bytes(m_matrix.bytes());
    m_device->download(bytes.data(), m_matrix.data, bytes.size());
    return bytes;
}

std::vector<double> Tensor::read() const {
    const std::vector<std::byte> bytes = readBytes();
    std::vector<double> values(m_values.size());
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = elementAt(m_matrix.precision, bytes.data(), static_cast<std::int64_t>(i));
    return values;
}

ExpertTensors::ExpertTensors(Device& device, const Tensor& gateUp, const Tensor& down, int experts,
                             std::uint64_t alignment)
    : m_device(device),
      m_gateUp(gateUp.weight()),
      m_down(down.weight()),
      m_gateUpBytes(gateUp.readBytes()),
      m_downBytes(down.readBytes()),
      m_alignment(alignment),
      m_places(static_cast<std::size_t>(experts)),
      m_memory(m_places.size()),
      m_table(device.allocate(m_places.size() * sizeof(ExpertPlace), "a test")) {
    m_gateUp.rows /= experts;
    m_down.rows /= experts;
    for (int i = 0; i < experts; ++i)  // backwards, so that none follows the one before it
        place(experts - 1 - i, experts - 1 - i);
}

void ExpertTensors::place(int expert, int like) {
    const auto at = static_cast<std::size_t>(expert);
    const std::size_t gateUpBytes = m_gateUpBytes.size() / m_places.size();
    const std::size_t downBytes = m_downBytes.size() / m_places.size();
    m_memory[at] = m_device.allocate(gateUpBytes + downBytes + 4 * m_alignment, "a test");
    // At odd multiples.
    const auto oddMultiple = [&](std::uintptr_t address) {
        return (address + 2 * m_alignment - 1) / (2 * m_alignment) * (2 * m_alignment) + m_alignment;
    };
    const std::uintptr_t gateUp = oddMultiple(reinterpret_cast<std::uintptr_t>(m_memory[at].data()) - m_alignment);
    const std::uintptr_t down = oddMultiple(gateUp + gateUpBytes - m_alignment);
    m_places[at] = {.gateUpValues = reinterpret_cast<const void*>(gateUp),
                    .downValues = reinterpret_cast<const void*>(down)};
    m_device.upload(reinterpret_cast<void*>(gateUp),
                    m_gateUpBytes.data() + static_cast<std::size_t>(like) * gateUpBytes, gateUpBytes);
    m_device.upload(reinterpret_cast<void*>(down), m_downBytes.data() + static_cast<std::size_t>(like) * downBytes,
                    downBytes);
    m_device.upload(m_table.data(), m_places.data(), m_table.bytes());
}

void ExpertTensors::move(int expert, int like) {
    const DeviceMemory before = std::move(m_memory[static_cast<std::size_t>(expert)]);
    place(expert, like);
    const std::vector<std::byte> unusable(before.bytes(), std::byte{0xff});  // NaN in every format
    m_device.upload(before.data(), unusable.data(), unusable.size());
}

ExpertWeights ExpertTensors::weights() const {
    return {m_gateUp, m_down, static_cast<int>(m_places.size()), static_cast<const ExpertPlace*>(m_table.data()),
            m_places};
}

double relativeError(const std::vector<double>& actual, const std::vector<double>& expected) {
    if (actual.size() != expected.size()) return HUGE_VAL;
    double largest = 0, error = 0;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        if (std::isnan(actual[i])) return HUGE_VAL;
        largest = std::max(largest, std::abs(expected[i]));
        error = std::max(error, std::abs(actual[i] - expected[i]));
    }
    return largest > 0 ? error / largest : error;
}

Step::Step(const std::vector<Sequence>& wanted, int pagesInPool) {
    std::vector<int> pool(static_cast<std::size_t>(pagesInPool));
    std::iota(pool.begin(), pool.end(), 0);
    std::shuffle(pool.begin(), pool.end(), std::mt19937(7));
    for (const Sequence& sequence : wanted) {
        const int needed = (sequence.firstPosition + sequence.tokens + kKvPageTokens - 1) / kKvPageTokens;
        sequences.push_back({static_cast<int>(tokens.size()), sequence.tokens, sequence.firstPosition,
                             static_cast<int>(pages.size()), needed});
        for (int i = 0; i < needed; ++i) {
            pages.push_back(pool.back());
            pool.pop_back();
        }
        for (int i = 0; i < sequence.tokens; ++i) {
            tokens.push_back(static_cast<int>(tokens.size()) % 11);
            positions.push_back(sequence.firstPosition + i);
        }
    }
}

}  // namespace mw::test
