// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "cuda_scratch.h"

#include <string>
#include <utility>

#include "mw/error.h"

namespace mw::cuda {

namespace {

constexpr std::uint64_t kAlign = 256;

std::uint64_t rounded(std::uint64_t bytes) {
    return (bytes + kAlign - 1) / kAlign * kAlign;
}

}  // namespace

void CudaScratch::place(ScratchBytes wanted, DeviceMemory memory) {
    std::uint64_t at = 0;
    for (std::size_t i = 0; i < m_regions.size(); ++i) {
        m_regions[i].data = static_cast<std::byte*>(memory.data()) + at;
        m_regions[i].bytes = rounded(wanted[static_cast<Scratch>(i)]);
        at += m_regions[i].bytes;
    }
    if (at > memory.bytes())
        throw Error(ErrorCode::Internal,
                    "The plan has too few bytes for the scratch memory of a GPU: " + std::to_string(at) + " needed, " +
                        std::to_string(memory.bytes()) + " planned.");
    m_planned = std::move(memory);
}

void* CudaScratch::take(Scratch purpose, std::uint64_t bytes) {
    Region& region = m_regions[static_cast<std::size_t>(purpose)];
    if (region.bytes >= bytes) return region.data;
    if (isPlanned())
        throw Error(ErrorCode::Internal, "A step needs more scratch memory than was planned (purpose " +
                                             std::to_string(static_cast<int>(purpose)) + ": " + std::to_string(bytes) +
                                             " bytes of " + std::to_string(region.bytes) + ").");
    m_moving();
    region = {};
    region.own = takeDeviceBytes(bytes, m_rank, "scratch");
    region.data = region.own.get();
    region.bytes = bytes;
    return region.data;
}

}  // namespace mw::cuda
