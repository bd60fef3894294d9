// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "cuda_memory.h"

#include <array>
#include <string>

#include "mw/error.h"

namespace mw::cuda {

namespace {

std::string mebibytes(std::uint64_t bytes) {
    return std::to_string((bytes + (1 << 20) - 1) >> 20) + " MiB";
}

}  // namespace

void check(cudaError_t result, int rank, std::string_view doing) {
    if (result == cudaSuccess) return;
    cudaGetLastError();  // an error that is not sticky must not show up again at the next call
    throw Error(
        ErrorCode::Device,
        "GPU " + std::to_string(rank) + ": " + std::string(doing) + " failed: " + cudaGetErrorString(result) + ".",
        {.file = {}, .offset = {}, .device = rank});
}

Stream makeStream(int rank) {
    cudaStream_t stream = nullptr;
    check(cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking), rank, "creating a stream");
    return Stream(stream);
}

Event makeEvent(int rank) {
    cudaEvent_t event = nullptr;
    check(cudaEventCreateWithFlags(&event, cudaEventDisableTiming), rank, "creating an event");
    return Event(event);
}

DeviceBytes takeDeviceBytes(std::uint64_t bytes, int rank, std::string_view purpose) {
    void* data = nullptr;
    const cudaError_t result = cudaMalloc(&data, bytes);
    if (result == cudaErrorMemoryAllocation) {
        cudaGetLastError();
        std::size_t free = 0, total = 0;
        cudaMemGetInfo(&free, &total);
        throw OutOfMemory("GPU " + std::to_string(rank) + " has not enough memory for " + std::string(purpose) + ": " +
                              mebibytes(bytes) + " needed, " + mebibytes(free) + " free.",
                          {{rank, bytes, free}});
    }
    check(result, rank, "allocating memory");
    DeviceBytes owner(data);
    check(cudaMemset(data, 0, bytes), rank, "clearing memory");
    // It only asks for that, on a stream that those of the steps do not wait for.
    check(cudaStreamSynchronize(cudaStreamLegacy), rank, "clearing memory");
    return owner;
}

std::atomic<std::uint64_t>& heldBytes(int ordinal) {
    static std::array<std::atomic<std::uint64_t>, 64> held;
    return held.at(static_cast<std::size_t>(ordinal));
}

PinnedBytes takePinnedBytes(std::uint64_t bytes, int rank) {
    void* data = nullptr;
    check(cudaMallocHost(&data, bytes), rank, "allocating host memory");
    return PinnedBytes(data);
}

CurrentDevice::CurrentDevice(int ordinal, int rank) {
    cudaGetDevice(&m_before);
    check(cudaSetDevice(ordinal), rank, "choosing the GPU");
}

CurrentDevice::~CurrentDevice() {
    cudaSetDevice(m_before);
}

}  // namespace mw::cuda
