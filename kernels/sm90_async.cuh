// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// What the sm_90 kernels share: barriers in shared memory, bulk tensor copies (TMA), and wgmma's fences and
// descriptors.

#pragma once

#include <cuda.h>

#include <cstdint>

#include "matmul.h"
#include "tensor_cores.cuh"

namespace mw::kernels::sm90 {

__device__ __forceinline__ void initBarrier(std::uint64_t* barrier, int arrivals) {
    asm volatile("mbarrier.init.shared::cta.b64 [%0], %1;" ::"r"(sharedAddress(barrier)), "r"(arrivals));
}

/// Makes initialised barriers visible to the copy engine and to the other blocks of the cluster.
__device__ __forceinline__ void fenceBarrierInit() {
    asm volatile("fence.mbarrier_init.release.cluster;" ::: "memory");
}

__device__ __forceinline__ void arrive(std::uint64_t* barrier) {
    asm volatile("mbarrier.arrive.shared::cta.b64 _, [%0];" ::"r"(sharedAddress(barrier)) : "memory");
}

/// Arrives at the barrier at the same place in block `rank` of the cluster. Nothing but the barrier is ordered between
/// the blocks, which will do where only the copy engine writes to another block: a release for the cluster would be a
/// fence of all memory, each time (which halves the speed of a matrix product).
__device__ __forceinline__ void arriveAt(std::uint64_t* barrier, int rank) {
    asm volatile(
        "{\n"
        ".reg .b32 remote;\n"
        "mapa.shared::cluster.u32 remote, %0, %1;\n"
        "mbarrier.arrive.shared::cluster.b64 _, [remote];\n"
        "}\n" ::"r"(sharedAddress(barrier)),
        "r"(rank)
        : "memory");
}

/// Arrives, and says that `bytes` more have to be copied before the phase is complete.
__device__ __forceinline__ void arriveExpecting(std::uint64_t* barrier, int bytes) {
    asm volatile("mbarrier.arrive.expect_tx.shared::cta.b64 _, [%0], %1;" ::"r"(sharedAddress(barrier)), "r"(bytes)
                 : "memory");
}

/// Waits until the phase of this parity is complete.
__device__ __forceinline__ void wait(std::uint64_t* barrier, int parity) {
    asm volatile(
        "{\n"
        ".reg .pred done;\n"
        "again:\n"
        "mbarrier.try_wait.parity.shared::cta.b64 done, [%0], %1;\n"
        "@!done bra again;\n"
        "}\n" ::"r"(sharedAddress(barrier)),
        "r"(parity)
        : "memory");
}

/// Cache hints: bytes that are read once, bytes that are read a few times, and bytes that every block reads.
inline constexpr std::uint64_t kReadOnce = 0x12f0000000000000ULL;
inline constexpr std::uint64_t kReadAgain = 0x1000000000000000ULL;
inline constexpr std::uint64_t kReadOften = 0x14f0000000000000ULL;

__device__ __forceinline__ void prefetchMap(const CUtensorMap* map) {
    asm volatile("prefetch.tensormap [%0];" ::"l"(reinterpret_cast<std::uint64_t>(map)) : "memory");
}

/// Copies a box of a two-dimensional map; `x` is the first element within a row, `y` the first row.
__device__ __forceinline__ void copyBox(void* to, const CUtensorMap* map, std::uint64_t* barrier, int x, int y,
                                        std::uint64_t hint) {
    asm volatile(
        "cp.async.bulk.tensor.2d.shared::cluster.global.mbarrier::complete_tx::bytes.L2::cache_hint [%0], [%1, {%3, "
        "%4}], "
        "[%2], %5;" ::"r"(sharedAddress(to)),
        "l"(reinterpret_cast<std::uint64_t>(map)), "r"(sharedAddress(barrier)), "r"(x), "r"(y), "l"(hint)
        : "memory");
}

/// The same into the same place of every block of the cluster in `blocks`, a mask; each one's own barrier counts it.
__device__ __forceinline__ void copyBoxToCluster(void* to, const CUtensorMap* map, std::uint64_t* barrier, int x, int y,
                                                 int blocks, std::uint64_t hint) {
    asm volatile(
        "cp.async.bulk.tensor.2d.shared::cluster.global.mbarrier::complete_tx::bytes.multicast::cluster.L2::cache_hint "
        "[%0], [%1, {%3, %4}], [%2], %5, %6;" ::"r"(sharedAddress(to)),
        "l"(reinterpret_cast<std::uint64_t>(map)), "r"(sharedAddress(barrier)), "r"(x), "r"(y),
        "h"(static_cast<std::uint16_t>(blocks)), "l"(hint)
        : "memory");
}

/// Where makePlacedMap() sees a matrix.
__device__ __forceinline__ int placeOf(const void* matrix) {
    return static_cast<int>(reinterpret_cast<std::uintptr_t>(matrix) / kPlaceAlignment) - 1;
}

/// Copies a box of a map of makeWeightMap() or makePlacedMap(): from byte `x` of a row on, of group of rows `group`, of
/// the matrix at `place`.
__device__ __forceinline__ void copyWeights(void* to, const CUtensorMap* map, std::uint64_t* barrier, int x, int group,
                                            int place, std::uint64_t hint) {
    asm volatile(
        "cp.async.bulk.tensor.5d.shared::cluster.global.mbarrier::complete_tx::bytes.L2::cache_hint [%0], [%1, {%3, "
        "%6, "
        "%6, %4, %5}], [%2], %7;" ::"r"(sharedAddress(to)),
        "l"(reinterpret_cast<std::uint64_t>(map)), "r"(sharedAddress(barrier)), "r"(x), "r"(group), "r"(place), "r"(0),
        "l"(hint)
        : "memory");
}

/// Describes a tile in shared memory of rows of 128 bytes, 64 elements of bf16 or 128 of e4m3, under 128-byte swizzle,
/// the tile aligned to 1024 bytes: groups of eight rows are 1024 bytes apart. Add 2 for each step of 32 bytes along the
/// row.
__device__ __forceinline__ std::uint64_t matrixDescriptor(const void* tile) {
    const std::uint64_t address = (sharedAddress(tile) & 0x3ffff) >> 4;
    return address | (std::uint64_t{1} << 16) | (std::uint64_t{64} << 32) | (std::uint64_t{1} << 62);
}

__device__ __forceinline__ void wgmmaFence() {
    asm volatile("wgmma.fence.sync.aligned;" ::: "memory");
}

__device__ __forceinline__ void wgmmaCommit() {
    asm volatile("wgmma.commit_group.sync.aligned;" ::: "memory");
}

/// Waits until at most `Pending` groups are still at work.
template <int Pending>
__device__ __forceinline__ void wgmmaWait() {
    asm volatile("wgmma.wait_group.sync.aligned %0;" ::"n"(Pending) : "memory");
}

/// A warpgroup that only copies gives registers to the `Consumers`, 2 or 4, that multiply. A block has as many as it
/// was launched with, 168 or 96 a thread, and no more: who asks for what is not there waits for ever.
__device__ __forceinline__ void giveRegisters() {
    asm volatile("setmaxnreg.dec.sync.aligned.u32 56;");
}
template <int Consumers>
__device__ __forceinline__ void takeRegisters() {
    static_assert(Consumers == 2 || Consumers == 4);
    asm volatile("setmaxnreg.inc.sync.aligned.u32 %0;" ::"n"(Consumers == 2 ? 224 : 104));
}

/// Meets the 128 threads of a warpgroup; barrier `number` from 1 on.
__device__ __forceinline__ void meetWarpgroup(int number) {
    asm volatile("bar.sync %0, 128;" ::"r"(number) : "memory");
}

}  // namespace mw::kernels::sm90
