// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// What all kernels share: launching with programmatic overlap, and conversions between element types.
//
// Overlap (programmatic dependent launch, sm_90 on): a kernel may start while the one before it still runs. So every
// kernel calls waitForDependency() before it reads or writes anything that another kernel touches, and calls
// launchDependents() once it no longer matters how soon the next one's blocks take room beside it. Waiting always means
// that ALL earlier kernels of the stream have ended, since each of them waited, too.

#pragma once

#include <cuda_bf16.h>
#include <cuda_fp16.h>
#include <cuda_runtime.h>

#include <utility>

#include "element.h"

namespace mw::kernels {

__device__ __forceinline__ void waitForDependency() {
#if __CUDA_ARCH__ >= 900
    asm volatile("griddepcontrol.wait;" ::: "memory");
#endif
}

__device__ __forceinline__ void launchDependents() {
#if __CUDA_ARCH__ >= 900
    asm volatile("griddepcontrol.launch_dependents;");
#endif
}

template <typename T>
__device__ __forceinline__ float toFloat(T value) {
    return static_cast<float>(value);
}

template <typename T>
__device__ __forceinline__ T fromFloat(float value) {
    return static_cast<T>(value);
}
template <>
__device__ __forceinline__ __nv_bfloat16 fromFloat<__nv_bfloat16>(float value) {
    return __float2bfloat16_rn(value);
}
template <>
__device__ __forceinline__ __half fromFloat<__half>(float value) {
    return __float2half_rn(value);
}

/// Major and minor compute capability of the current device as 10 * major + minor; 0 if it cannot be told.
inline int computeCapability() {
    int device = 0, major = 0, minor = 0;
    if (cudaGetDevice(&device) != cudaSuccess ||
        cudaDeviceGetAttribute(&major, cudaDevAttrComputeCapabilityMajor, device) != cudaSuccess ||
        cudaDeviceGetAttribute(&minor, cudaDevAttrComputeCapabilityMinor, device) != cudaSuccess)
        return 0;
    return 10 * major + minor;
}

/// Launches `kernel` so that it may overlap the end of the kernel before it, where the device can.
template <typename... Parameters, typename... Arguments>
cudaError_t launch(void (*kernel)(Parameters...), dim3 grid, dim3 block, std::size_t sharedBytes, cudaStream_t stream,
                   Arguments&&... arguments) {
    if (grid.x == 0 || grid.y == 0 || grid.z == 0) return cudaSuccess;
    if (sharedBytes > 48 * 1024) {
        const cudaError_t raised =
            cudaFuncSetAttribute(reinterpret_cast<const void*>(kernel), cudaFuncAttributeMaxDynamicSharedMemorySize,
                                 static_cast<int>(sharedBytes));
        if (raised != cudaSuccess) return raised;
    }
    cudaLaunchAttribute overlap{};
    overlap.id = cudaLaunchAttributeProgrammaticStreamSerialization;
    overlap.val.programmaticStreamSerializationAllowed = 1;
    cudaLaunchConfig_t config{};
    config.gridDim = grid;
    config.blockDim = block;
    config.dynamicSmemBytes = sharedBytes;
    config.stream = stream;
    config.attrs = &overlap;
    config.numAttrs = computeCapability() >= 90 ? 1 : 0;
    return cudaLaunchKernelEx(&config, kernel, Parameters(std::forward<Arguments>(arguments))...);
}

/// What activations are on GPUs. The residual stream is float32.
using Activation = __nv_bfloat16;
inline constexpr Element kActivations = Element::BFloat16;

/// Calls `work` with a null pointer of the element's C++ type, so that it can name the type: of weights, or of a KV
/// cache.
template <typename Work>
cudaError_t withType(Element element, const Work& work) {
    switch (element) {
        case Element::Float32:
            return work(static_cast<float*>(nullptr));
        case Element::BFloat16:
            return work(static_cast<__nv_bfloat16*>(nullptr));
        case Element::Float16:
            return work(static_cast<__half*>(nullptr));
        default:
            return cudaErrorInvalidValue;
    }
}

/// The same for activations and the residual stream.
template <typename Work>
cudaError_t withActivationType(Element element, const Work& work) {
    if (element == kActivations) return work(static_cast<Activation*>(nullptr));
    return element == Element::Float32 ? work(static_cast<float*>(nullptr)) : cudaErrorInvalidValue;
}

}  // namespace mw::kernels
