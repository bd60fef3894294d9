// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <new>
#include <thread>

#include "host_memory.h"
#include "mw/error.h"
#include "mw/machine.h"
#include "thread_pool.h"

namespace mw {

namespace {

constexpr std::uint64_t kBufferBytes = 256ULL << 20;  // well beyond the last-level cache
constexpr std::int64_t kPieceWords = 1 << 15;
constexpr std::chrono::milliseconds kDuration{250};

/// Several sums, so that the loads do not wait for an addition.
std::uint64_t sumOf(const std::uint64_t* words) {
    std::uint64_t sums[16] = {};
    for (std::int64_t i = 0; i < kPieceWords; i += 16)
        for (int j = 0; j < 16; ++j)
            sums[j] += words[i + j];
    std::uint64_t total = 0;
    for (const std::uint64_t sum : sums)
        total += sum;
    return total;
}

}  // namespace

double measureReadBandwidth(int threads) {
    using Clock = std::chrono::steady_clock;
    cpu::HostMemory memory;
    void* buffer = memory.take(kBufferBytes);
    if (!buffer)
        throw OutOfMemory("Not enough memory to measure the bandwidth.", {{0, kBufferBytes, memory.freeBytes()}});
    std::memset(buffer, 1, kBufferBytes);
    const auto* words = static_cast<const std::uint64_t*>(buffer);
    const auto pieces = static_cast<std::int64_t>(kBufferBytes / sizeof(std::uint64_t)) / kPieceWords;

    cpu::ThreadPool pool(threads > 0 ? threads : static_cast<int>(std::thread::hardware_concurrency()));
    std::atomic<std::uint64_t> sum = 0;
    double best = 0;
    for (const auto end = Clock::now() + kDuration; Clock::now() < end;) {
        const auto start = Clock::now();
        pool.parallelFor(pieces, 1, [&](std::int64_t first, std::int64_t last, int) {
            for (std::int64_t piece = first; piece < last; ++piece)
                sum.fetch_add(sumOf(words + piece * kPieceWords), std::memory_order_relaxed);
        });
        best = std::max(
            best, static_cast<double>(kBufferBytes) / std::chrono::duration<double>(Clock::now() - start).count());
    }
    memory.giveBack(buffer, kBufferBytes);
    return best;
}

}  // namespace mw
