// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// How long a sum over all GPUs takes inside a recorded decode step, by the size of the message. Prints microseconds: a
// step of 1,000 sums against one of 1, so that launching and waiting at the end cancel out.
//
// usage: benchmark_all_reduce [ranks]     more ranks than GPUs share them

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <vector>

#include "backend.h"
#include "cuda_module.h"

namespace {

using namespace mw;

/// Seconds of one replay of a step of so many sums of `bytes` bytes of bf16: the least of many. On a backend of its
/// own, as a backend takes steps of one number of tokens for the same step.
double secondsOfStep(const CudaBackendOptions& options, std::int64_t bytes, int sums) {
    const auto backend = cudaModule()->makeBackend(options);
    backend->setPlacement({static_cast<int>(options.devices.size()), 1});
    const int token = 0, position = 0, page = 0;
    const StepSequence sequence{.firstToken = 0, .tokens = 1, .firstPosition = 0, .firstPage = 0, .pages = 1};
    const SamplingRow row{};
    StepInputs inputs{{&token, 1}, {&position, 1}, {&sequence, 1}, {&page, 1}, {&row, 1}, false};
    inputs.replayable = true;
    std::vector<double> least(options.devices.size(), 1e9);
    backend->runOnAll([&](Device& device) {
        const DeviceMemory memory = device.allocate(static_cast<std::uint64_t>(bytes), "a benchmark");
        const Matrix x{memory.data(), Precision::BFloat16, 1, bytes / 2};
        std::uint16_t word = 0;
        for (int time = 0; time < 30; ++time) {
            const auto start = std::chrono::steady_clock::now();
            device.execute(inputs, [&] {
                for (int i = 0; i < sums; ++i)
                    device.allReduceSum(x);
            });
            device.download(&word, x.data, sizeof word);
            const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
            double& best = least[static_cast<std::size_t>(device.rank())];
            best = std::min(best, taken.count());
        }
    });
    return *std::ranges::max_element(least);
}

}  // namespace

int main(int argc, char** argv) {
    setenv("CUDA_MODULE_LOADING", "EAGER", 0);  // for ranks that share a GPU
    const CudaModule* const module = cudaModule();
    if (!module || module->devices().empty()) {
        std::puts("No GPU here.");
        return 0;
    }
    const int gpus = static_cast<int>(module->devices().size());
    const int ranks = argc > 1 ? std::max(1, std::atoi(argv[1])) : gpus;
    CudaBackendOptions options;
    for (int rank = 0; rank < ranks; ++rank)
        options.devices.push_back(rank % gpus);
    std::printf("%d ranks on %d GPUs\n%10s %10s\n", ranks, std::min(ranks, gpus), "bytes", "us");
    constexpr int kSums = 1000;
    for (const std::int64_t bytes : {2 << 10, 8 << 10, 64 << 10, 256 << 10, 512 << 10, 1 << 20, 8 << 20, 32 << 20}) {
        const double many = secondsOfStep(options, bytes, kSums), one = secondsOfStep(options, bytes, 1);
        std::printf("%10lld %10.2f\n", static_cast<long long>(bytes), (many - one) / (kSums - 1) * 1e6);
    }
}
