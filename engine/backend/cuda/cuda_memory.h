// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// What CUDA gives and takes back: move-only owners, and the one place where its error codes become exceptions.

#pragma once

#include <cuda_runtime_api.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <string_view>
#include <type_traits>

namespace mw::cuda {

/// Throws Error(Device) unless `result` is success: "GPU 0: <doing> failed: <CUDA's words>".
void check(cudaError_t result, int rank, std::string_view doing);

template <typename Handle, cudaError_t (*Destroy)(Handle)>
struct Destroyer {
    using pointer = Handle;
    void operator()(Handle handle) const noexcept { Destroy(handle); }
};

using Stream = std::unique_ptr<std::remove_pointer_t<cudaStream_t>, Destroyer<cudaStream_t, &cudaStreamDestroy>>;
using Event = std::unique_ptr<std::remove_pointer_t<cudaEvent_t>, Destroyer<cudaEvent_t, &cudaEventDestroy>>;
using Graph = std::unique_ptr<std::remove_pointer_t<cudaGraph_t>, Destroyer<cudaGraph_t, &cudaGraphDestroy>>;
using GraphExec =
    std::unique_ptr<std::remove_pointer_t<cudaGraphExec_t>, Destroyer<cudaGraphExec_t, &cudaGraphExecDestroy>>;
using DeviceBytes = std::unique_ptr<void, Destroyer<void*, &cudaFree>>;
using PinnedBytes = std::unique_ptr<void, Destroyer<void*, &cudaFreeHost>>;

Stream makeStream(int rank);
/// An event for waiting, without a time stamp.
Event makeEvent(int rank);
/// Zeroed memory of the current device. Throws OutOfMemory, which names `purpose`.
DeviceBytes takeDeviceBytes(std::uint64_t bytes, int rank, std::string_view purpose);
/// Bytes that the devices of this process hold on a GPU, in all.
std::atomic<std::uint64_t>& heldBytes(int ordinal);
/// Host memory that the GPU copies from and to directly.
PinnedBytes takePinnedBytes(std::uint64_t bytes, int rank);

/// Makes a GPU the current one of this thread for as long as it lives.
class CurrentDevice {
 public:
    CurrentDevice(int ordinal, int rank);
    ~CurrentDevice();
    CurrentDevice(const CurrentDevice&) = delete;
    CurrentDevice& operator=(const CurrentDevice&) = delete;

 private:
    int m_before = 0;
};

}  // namespace mw::cuda
