// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <array>
#include <cstdint>
#include <functional>

#include "backend.h"
#include "cuda_memory.h"

namespace mw::cuda {

/// What scratch memory of a GPU is for. Each purpose has memory of its own, cleared once.
enum class Scratch {
    Shares,  ///< counters and partial sums of products whose work is cut evenly; kernels leave the counters at zero
    Rows,    ///< of tokens, between the kernels of a product
    Attention,
    Cublas,
    Sampling,
    Results,
    Drawn,
    DrawnBefore,
    Finite,
    Inputs,
    Count
};

/// How many bytes each purpose needs.
class ScratchBytes {
 public:
    std::uint64_t& operator[](Scratch purpose) { return m_bytes[static_cast<std::size_t>(purpose)]; }
    void raise(Scratch purpose, std::uint64_t bytes) { (*this)[purpose] = std::max((*this)[purpose], bytes); }

 private:
    std::array<std::uint64_t, static_cast<std::size_t>(Scratch::Count)> m_bytes{};
};

/// The scratch memory of one GPU: carved from what was planned; in tests, which plan nothing, it grows.
class CudaScratch {
 public:
    /// `moving` is called before memory that was given out goes elsewhere; nothing may be at work on it afterwards.
    CudaScratch(int rank, std::function<void()> moving) : m_rank(rank), m_moving(std::move(moving)) {}

    /// Throws Error(Internal) if `memory` is too small.
    void place(ScratchBytes wanted, DeviceMemory memory);
    bool isPlanned() const { return m_planned.data() != nullptr; }

    /// Memory of at least so many bytes, the same in every call. Throws Error(Internal) if fewer were planned.
    void* take(Scratch purpose, std::uint64_t bytes);

 private:
    struct Region {
        void* data = nullptr;
        std::uint64_t bytes = 0;
        DeviceBytes own;
    };

    const int m_rank;
    const std::function<void()> m_moving;
    DeviceMemory m_planned;
    std::array<Region, static_cast<std::size_t>(Scratch::Count)> m_regions;
};

}  // namespace mw::cuda
