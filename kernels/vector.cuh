// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Runs of values that move through registers in 16-byte accesses, whatever their element type.

#pragma once

#include <cstdint>

#include "common.cuh"

namespace mw::kernels {

/// True if `pointer` may be read and written 16 bytes at a time.
inline bool isAligned16(const void* pointer) {
    return reinterpret_cast<std::uintptr_t>(pointer) % 16 == 0;
}

inline std::size_t bytesOf(Element element) {
    return element == Element::Float32 ? 4 : 2;
}

__device__ __forceinline__ float2 unpack2(std::uint32_t bits, const __nv_bfloat16*) {
    return make_float2(__uint_as_float(bits << 16), __uint_as_float(bits & 0xffff0000u));
}
__device__ __forceinline__ float2 unpack2(std::uint32_t bits, const __half*) {
    return __half22float2(*reinterpret_cast<const __half2*>(&bits));
}

__device__ __forceinline__ std::uint32_t pack2(float low, float high, const __nv_bfloat16*) {
    const __nv_bfloat162 pair = __floats2bfloat162_rn(low, high);
    return *reinterpret_cast<const std::uint32_t*>(&pair);
}
__device__ __forceinline__ std::uint32_t pack2(float low, float high, const __half*) {
    const __half2 pair = __floats2half2_rn(low, high);
    return *reinterpret_cast<const std::uint32_t*>(&pair);
}

/// Eight consecutive values, aligned to 16 bytes, or (Width 1) a single one.
template <typename T, int Width>
struct Run;

template <typename T>
struct Run<T, 1> {
    T value;
    __device__ __forceinline__ void load(const T* from) { value = *from; }
    __device__ __forceinline__ void store(T* to) const { *to = value; }
    __device__ __forceinline__ void get(float (&values)[1]) const { values[0] = toFloat(value); }
    __device__ __forceinline__ void set(const float (&values)[1]) { value = fromFloat<T>(values[0]); }
};

template <typename T>
struct Run<T, 8> {
    uint4 bits;
    __device__ __forceinline__ void load(const T* from) { bits = *reinterpret_cast<const uint4*>(from); }
    __device__ __forceinline__ void store(T* to) const { *reinterpret_cast<uint4*>(to) = bits; }
    __device__ __forceinline__ void get(float (&values)[8]) const {
        const std::uint32_t words[4] = {bits.x, bits.y, bits.z, bits.w};
#pragma unroll
        for (int i = 0; i < 4; ++i) {
            const float2 pair = unpack2(words[i], static_cast<const T*>(nullptr));
            values[2 * i] = pair.x;
            values[2 * i + 1] = pair.y;
        }
    }
    __device__ __forceinline__ void set(const float (&values)[8]) {
        const T* type = nullptr;
        bits = make_uint4(pack2(values[0], values[1], type), pack2(values[2], values[3], type),
                          pack2(values[4], values[5], type), pack2(values[6], values[7], type));
    }
};

template <>
struct Run<float, 8> {
    float4 low, high;
    __device__ __forceinline__ void load(const float* from) {
        low = reinterpret_cast<const float4*>(from)[0];
        high = reinterpret_cast<const float4*>(from)[1];
    }
    __device__ __forceinline__ void store(float* to) const {
        reinterpret_cast<float4*>(to)[0] = low;
        reinterpret_cast<float4*>(to)[1] = high;
    }
    __device__ __forceinline__ void get(float (&values)[8]) const {
        values[0] = low.x, values[1] = low.y, values[2] = low.z, values[3] = low.w;
        values[4] = high.x, values[5] = high.y, values[6] = high.z, values[7] = high.w;
    }
    __device__ __forceinline__ void set(const float (&values)[8]) {
        low = make_float4(values[0], values[1], values[2], values[3]);
        high = make_float4(values[4], values[5], values[6], values[7]);
    }
};

/// The sum over a warp's lanes, the same in each of them.
__device__ __forceinline__ float sumOfWarp(float value) {
#pragma unroll
    for (int distance = 16; distance > 0; distance /= 2)
        value += __shfl_xor_sync(0xffffffffu, value, distance);
    return value;
}

}  // namespace mw::kernels
