// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Plain weights to codes and scales, while a model is loaded. Every operation and its order are those of
// engine/base/quantise.cpp, so that the bytes are the same; nothing is fused (-fmad=false).
//
// A block takes a row: brings it into shared memory by loads of 16 bytes, which may come over the bus from pinned host
// memory, and so are done once; then makes the codes of some columns, and writes them in the order in which they are
// held. Eight lanes share a group of columns, one for each of the parts in which its sums are added up. Of int4 each of
// 19 scales costs 11 operations a value, some 0.5 s for all of 8x7B on an H200; other formats cost the bytes that they
// read and write.

#include "quantise_weights.h"

#include <type_traits>

#include "common.cuh"
#include "float8.cuh"

namespace mw::kernels {

namespace {

constexpr int kThreads = 128;
constexpr int kLanes = 8;  ///< of a group; the parts of its sums
constexpr int kCodeBlock = 32;
constexpr int kSpan = 2048;  ///< columns whose codes are made before they are written
constexpr int kKeptBytes = 32 << 10;
constexpr int kTries = 9;  ///< of the scale of int4, to each side
template <Element kElement>
constexpr int kBitsOf = bitsOf(kElement);
constexpr unsigned kNanBits = 0x7fc00000, kHalfNanBits = 0x7e00;

/// A row of plain weights: what of it lies in shared memory, and the rest where it came from.
template <typename T>
struct Row {
    const T* source;
    const T* kept;
    int keptCount;

    __device__ __forceinline__ float at(int column) const {
        return toFloat(column < keptCount ? kept[column] : source[column]);
    }
};

template <typename T>
__device__ void keep(const T* source, T* kept, int count) {
    constexpr int kRun = 16 / sizeof(T);
    const int runs = reinterpret_cast<std::uintptr_t>(source) % 16 == 0 ? count / kRun : 0;
#pragma unroll 4
    for (int run = threadIdx.x; run < runs; run += kThreads) {
        reinterpret_cast<uint4*>(kept)[run] = __ldcs(reinterpret_cast<const uint4*>(source) + run);
    }
    for (int i = runs * kRun + threadIdx.x; i < count; i += kThreads) {
        kept[i] = source[i];
    }
}

/// To the nearest integer, ties to even, for |value| < 2^22.
__device__ __forceinline__ float rounded(float value) {
    constexpr float kMagic = 12582912;  // 1.5 * 2^23
    return (value + kMagic) - kMagic;
}

__device__ __forceinline__ float clamped(float value, float low, float high) {
    return value < low ? low : high < value ? high : value;
}

/// A scale as it is stored and as it is read.
struct HalfScale {
    std::uint16_t bits;
    float inverse;

    __device__ __forceinline__ explicit HalfScale(float wanted) {
        bits = isnan(wanted) ? kHalfNanBits : __half_as_ushort(__float2half_rn(wanted));
        const float value = __half2float(__ushort_as_half(bits));
        inverse = value == 0 ? 0 : 1 / value;
    }
    __device__ __forceinline__ float code(float value, float low, float high) const {
        return isfinite(inverse) ? clamped(rounded(value * inverse), low, high) : 0;
    }
};

/// The largest magnitude, and the value that has it, the first of those that do; NaN where a value is not finite.
struct Extreme {
    float magnitude = 0, value = 0;
    int column = 0;

    __device__ __forceinline__ void meet(const Extreme& other) {
        const bool larger = other.magnitude > magnitude || (other.magnitude == magnitude && other.column < column);
        if (isnan(magnitude) || !(larger || isnan(other.magnitude))) return;
        *this = other;
    }
    __device__ __forceinline__ void meet(float met, int at) {
        meet({isfinite(met) ? fabsf(met) : __uint_as_float(kNanBits), met, at});
    }
};

/// The lanes of the caller's group.
__device__ __forceinline__ unsigned lanesOfGroup() {
    return ((1u << kLanes) - 1) << (threadIdx.x % 32 / kLanes * kLanes);
}

template <int kValues>
__device__ __forceinline__ Extreme extremeOf(const float (&values)[kValues]) {
    const int lane = threadIdx.x % kLanes;
    Extreme extreme{0, values[0], lane};
#pragma unroll
    for (int i = 0; i < kValues; ++i) {
        extreme.meet(values[i], i * kLanes + lane);
    }
#pragma unroll
    for (int distance = 1; distance < kLanes; distance *= 2) {
        extreme.meet({__shfl_xor_sync(lanesOfGroup(), extreme.magnitude, distance),
                      __shfl_xor_sync(lanesOfGroup(), extreme.value, distance),
                      __shfl_xor_sync(lanesOfGroup(), extreme.column, distance)});
    }
    return extreme;
}

/// The sum of the parts of a group's lanes, in their order.
__device__ __forceinline__ float sumOfParts(float part) {
    float sum = 0;
#pragma unroll
    for (int lane = 0; lane < kLanes; ++lane) {
        sum += __shfl_sync(lanesOfGroup(), part, lane, kLanes);
    }
    return sum;
}

/// The scale that explains most of a group's squares, each weighed by itself, once it is fitted to the rounded values.
template <int kValues>
__device__ __forceinline__ float searchedScale(const float (&values)[kValues], float extreme) {
    float scale = 0, explained = 0;
#pragma unroll 1
    for (int i = -kTries; i <= kTries; ++i) {
        const float inverse = -(8 + 0.1f * static_cast<float>(i)) / extreme;
        float product = 0, square = 0;
#pragma unroll
        for (int at = 0; at < kValues; ++at) {
            const float code = clamped(rounded(values[at] * inverse), -8, 7);
            const float weighed = values[at] * values[at] * code;
            product += weighed * values[at];
            square += weighed * code;
        }
        product = sumOfParts(product);
        square = sumOfParts(square);
        const bool useful = square > 0;
        const float triedScale = useful ? product / square : 0;
        const float triedExplained = useful ? product * product / square : 0;
        if (i == -kTries || explained < triedExplained) {
            scale = triedScale;
            explained = triedExplained;
        }
    }
    return scale;
}

/// The codes of a group of columns, and its scale.
template <Element kElement, typename T>
__device__ __forceinline__ void quantiseGroup(const Row<T>& row, int columns, int group, std::uint8_t* codes,
                                              std::uint16_t* scales) {
    constexpr int kGroup = kGroupOf<kElement>, kValues = kGroup / kLanes;
    constexpr bool kFourBits = kBitsOf<kElement> == 4;
    const int lane = threadIdx.x % kLanes;
    float values[kValues];
#pragma unroll
    for (int i = 0; i < kValues; ++i) {
        const int column = group * kGroup + i * kLanes + lane;
        values[i] = column < columns ? row.at(column) : 0;
    }
    const Extreme extreme = extremeOf(values);
    float wanted = extreme.magnitude / 127;
    if constexpr (kFourBits) {
        constexpr float kLeast = 0x1p-24f;  // of which an eighth is no fp16 number
        wanted = extreme.magnitude > kLeast ? searchedScale(values, extreme.value) : extreme.magnitude * 0;
    }
    const HalfScale scale(wanted);
#pragma unroll
    for (int i = 0; i < kValues; ++i) {
        const float code = kFourBits ? scale.code(values[i], -8, 7) + 8 : scale.code(values[i], -127, 127);
        codes[i * kLanes + lane] = static_cast<std::uint8_t>(static_cast<int>(code));
    }
    if (lane == 0) scales[group] = scale.bits;
}

/// The largest magnitude of a row, or NaN; `shared` has room for each warp.
template <typename T>
__device__ float largestOfRow(const Row<T>& row, int columns, float* shared) {
    float most = 0;
    bool finite = true;
    for (int column = threadIdx.x; column < columns; column += kThreads) {
        const float value = row.at(column);
        finite = finite && isfinite(value);
        most = fmaxf(most, fabsf(value));
    }
#pragma unroll
    for (int distance = 16; distance > 0; distance /= 2) {
        most = fmaxf(most, __shfl_xor_sync(~0u, most, distance));
    }
    if (threadIdx.x % 32 == 0) shared[threadIdx.x / 32] = most;
    finite = __syncthreads_and(finite);
#pragma unroll
    for (int warp = 0; warp < kThreads / 32; ++warp) {
        most = fmaxf(most, shared[warp]);
    }
    return finite ? most : __uint_as_float(kNanBits);
}

/// Four bytes of a row of codes, of those of a block in the order of its columns.
template <int kBits>
__device__ __forceinline__ std::uint32_t wordOf(const std::uint8_t* block, int word) {
    std::uint32_t bits = 0;
#pragma unroll
    for (int i = 0; i < 32 / kBits; ++i) {
        const int column = kBits == 4 ? 16 * (i % 4 / 2) + 8 * (i % 2) + 2 * word + i / 4
                                      : 16 * (word % 2) + 8 * (i % 2) + 2 * (word / 2) + i / 2;
        bits |= static_cast<std::uint32_t>(block[column]) << (kBits * i);
    }
    return bits;
}

template <typename T, Element kElement>
__global__ void __launch_bounds__(kThreads)
    quantise_weights_kernel(const T* __restrict__ plain, std::uint32_t* values, void* scales, int columns) {
    constexpr int kBits = kBitsOf<kElement>;
    __shared__ alignas(16) T kept[kKeptBytes / sizeof(T)];
    __shared__ alignas(16) std::uint8_t codes[kSpan];
    __shared__ float magnitudes[kThreads / 32];
    waitForDependency();
    const std::int64_t number = blockIdx.x;
    const int held = (columns + kCodeBlock - 1) / kCodeBlock * kCodeBlock;
    const Row<T> row{plain + number * columns, kept, min(columns, static_cast<int>(kKeptBytes / sizeof(T)))};
    values += number * (held * kBits / 32);
    keep(row.source, kept, row.keptCount);
    __syncthreads();

    float inverse = 0;
    if constexpr (kElement == Element::Float8) {
        const float scale = largestOfRow(row, columns, magnitudes) / 448;
        inverse = scale > 0 ? 1 / scale : 0;
        if (!isfinite(inverse)) inverse = 0;
        if (threadIdx.x == 0) {
            static_cast<std::uint32_t*>(scales)[number] = isnan(scale) ? kNanBits : __float_as_uint(scale);
        }
    }
    for (int first = 0; first < held; first += kSpan) {
        const int count = min(kSpan, held - first);
        if constexpr (kElement == Element::Float8) {
            for (int i = threadIdx.x; i < count; i += kThreads) {
                const int column = first + i;
                const bool isCoded = column < columns && inverse != 0;
                codes[i] = isCoded ? static_cast<std::uint8_t>(float8ByBits(row.at(column) * inverse)) : 0;
            }
        } else {
            constexpr int kGroup = kGroupOf<kElement>;
            auto* const own = static_cast<std::uint16_t*>(scales) + number * ((columns + kGroup - 1) / kGroup);
            for (int at = threadIdx.x / kLanes * kGroup; at < count; at += kThreads / kLanes * kGroup) {
                quantiseGroup<kElement>(row, columns, (first + at) / kGroup, codes + at, own);
            }
        }
        __syncthreads();
        constexpr int kWords = kBits * kCodeBlock / 32;  // of a block
        for (int word = threadIdx.x; word < count / kCodeBlock * kWords; word += kThreads) {
            values[first / kCodeBlock * kWords + word] =
                wordOf<kBits>(codes + word / kWords * kCodeBlock, word % kWords);
        }
        __syncthreads();
    }
}

template <Element kElement>
cudaError_t quantise(const QuantiseArgs& args, cudaStream_t stream) {
    return withType(args.plainElement, [&](auto* type) {
        using T = std::remove_pointer_t<decltype(type)>;
        return launch(quantise_weights_kernel<T, kElement>, dim3(static_cast<unsigned>(args.rows)), kThreads, 0, stream,
                      static_cast<const T*>(args.plain), static_cast<std::uint32_t*>(args.values), args.scales,
                      static_cast<int>(args.columns));
    });
}

}  // namespace

cudaError_t launchQuantiseWeights(const QuantiseArgs& args, cudaStream_t stream) {
    if (args.rows <= 0 || args.columns <= 0) return cudaSuccess;
    switch (args.element) {
        case Element::Float8:
            return quantise<Element::Float8>(args, stream);
        case Element::Int8:
            return quantise<Element::Int8>(args, stream);
        case Element::Int8Group32:
            return quantise<Element::Int8Group32>(args, stream);
        case Element::Int4:
            return quantise<Element::Int4>(args, stream);
        case Element::Int4Group32:
            return quantise<Element::Int4Group32>(args, stream);
        default:
            return cudaErrorInvalidValue;
    }
}

}  // namespace mw::kernels
