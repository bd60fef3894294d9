// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// wgmma (sm_90a): a warpgroup multiplies 64 rows with N columns, 16 deep in bf16 and 32 deep in e4m3, float32 sums (PTX
// ISA, "Asynchronous Warpgroup Level Matrix Instructions"). Element i of a thread's sums stands for row 16 * warp +
// lane / 4 + 8 * (i / 2 % 2), column 8 * (i / 4) + 2 * (lane % 4) + i % 2.
//
// The 64 rows come from shared memory, or from registers: then a warp has 16 of them, a thread rows lane / 4 (words 0
// and 2) and lane / 4 + 8 (words 1 and 3), of columns 2 * (lane % 4) and the next (words 0 and 1), and of those 8
// further.

#pragma once

#include <cstdint>

namespace mw::kernels::sm90 {

/// sums += a * transposed b. Descriptors are of K-major tiles, see matrixDescriptor(). With `a` in registers the sums
/// begin anew where `adds` is false.
template <int N>
struct Wgmma;

// Operands are numbered: first the sums, 16 to a line, then what follows them.
#define MW_NAMES_4 "%0, %1, %2, %3"
#define MW_NAMES_8 MW_NAMES_4 ", %4, %5, %6, %7"
#define MW_NAMES_16 MW_NAMES_8 ", %8, %9, %10, %11, %12, %13, %14, %15"
#define MW_NAMES_32 MW_NAMES_16 ", %16, %17, %18, %19, %20, %21, %22, %23, %24, %25, %26, %27, %28, %29, %30, %31"
#define MW_NAMES_48 MW_NAMES_32 ", %32, %33, %34, %35, %36, %37, %38, %39, %40, %41, %42, %43, %44, %45, %46, %47"
#define MW_NAMES_64 MW_NAMES_48 ", %48, %49, %50, %51, %52, %53, %54, %55, %56, %57, %58, %59, %60, %61, %62, %63"
#define MW_NAMES_80 MW_NAMES_64 ", %64, %65, %66, %67, %68, %69, %70, %71, %72, %73, %74, %75, %76, %77, %78, %79"
#define MW_NAMES_96 MW_NAMES_80 ", %80, %81, %82, %83, %84, %85, %86, %87, %88, %89, %90, %91, %92, %93, %94, %95"
#define MW_NAMES_112 \
    MW_NAMES_96 ", %96, %97, %98, %99, %100, %101, %102, %103, %104, %105, %106, %107, %108, %109, %110, %111"
#define MW_NAMES_128 \
    MW_NAMES_112 ", %112, %113, %114, %115, %116, %117, %118, %119, %120, %121, %122, %123, %124, %125, %126, %127"
#define MW_SUMS_AT_4(i) "+f"(s[i]), "+f"(s[i + 1]), "+f"(s[i + 2]), "+f"(s[i + 3])
#define MW_SUMS_AT_8(i) MW_SUMS_AT_4(i), MW_SUMS_AT_4(i + 4)
#define MW_SUMS_AT_16(i) MW_SUMS_AT_8(i), MW_SUMS_AT_8(i + 8)
#define MW_SUMS_4 MW_SUMS_AT_4(0)
#define MW_SUMS_8 MW_SUMS_AT_8(0)
#define MW_SUMS_16 MW_SUMS_AT_16(0)
#define MW_SUMS_32 MW_SUMS_16, MW_SUMS_AT_16(16)
#define MW_SUMS_48 MW_SUMS_32, MW_SUMS_AT_16(32)
#define MW_SUMS_64 MW_SUMS_48, MW_SUMS_AT_16(48)
#define MW_SUMS_80 MW_SUMS_64, MW_SUMS_AT_16(64)
#define MW_SUMS_96 MW_SUMS_80, MW_SUMS_AT_16(80)
#define MW_SUMS_112 MW_SUMS_96, MW_SUMS_AT_16(96)
#define MW_SUMS_128 MW_SUMS_112, MW_SUMS_AT_16(112)

// `sums` is half of `n`; behind them come operands f0 to f5.
#define MW_WGMMA(n, sums, f0, f1, f2, f3, f4, f5)                                                                     \
    template <>                                                                                                       \
    struct Wgmma<n> {                                                                                                 \
        static __device__ __forceinline__ void multiply(float (&s)[sums], std::uint64_t a, std::uint64_t b) {         \
            asm volatile("wgmma.mma_async.sync.aligned.m64n" #n "k16.f32.bf16.bf16 {" MW_NAMES_##sums                 \
                         "}, %" #f0 ", %" #f1 ", 1, 1, 1, 0, 0;"                                                      \
                         : MW_SUMS_##sums                                                                             \
                         : "l"(a), "l"(b));                                                                           \
        }                                                                                                             \
        static __device__ __forceinline__ void multiply(float (&s)[sums], const std::uint32_t (&a)[4],                \
                                                        std::uint64_t b, bool adds = true) {                          \
            asm volatile("{\n.reg .pred adds;\nsetp.ne.b32 adds, %" #f5 ", 0;\nwgmma.mma_async.sync.aligned.m64n" #n  \
                         "k16.f32.bf16.bf16 {" MW_NAMES_##sums "}, {%" #f0 ", %" #f1 ", %" #f2 ", %" #f3 "}, %" #f4   \
                                                               ", adds, 1, 1, 0;\n}\n"                                \
                         : MW_SUMS_##sums                                                                             \
                         : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "l"(b), "r"(static_cast<std::int32_t>(adds))); \
        }                                                                                                             \
    }

// clang-format off
MW_WGMMA(8, 4, 4, 5, 6, 7, 8, 9);
MW_WGMMA(16, 8, 8, 9, 10, 11, 12, 13);
MW_WGMMA(32, 16, 16, 17, 18, 19, 20, 21);
MW_WGMMA(64, 32, 32, 33, 34, 35, 36, 37);
MW_WGMMA(96, 48, 48, 49, 50, 51, 52, 53);
MW_WGMMA(128, 64, 64, 65, 66, 67, 68, 69);
MW_WGMMA(160, 80, 80, 81, 82, 83, 84, 85);
MW_WGMMA(192, 96, 96, 97, 98, 99, 100, 101);
MW_WGMMA(224, 112, 112, 113, 114, 115, 116, 117);
MW_WGMMA(256, 128, 128, 129, 130, 131, 132, 133);
// clang-format on

/// The same of e4m3, 32 deep, both from shared memory; the sums begin anew where `adds` is false. The hardware adds up
/// with some 13 binary digits below the largest summand of an instruction, not with those of float32.
template <int N>
struct WgmmaFloat8;

#define MW_WGMMA_FLOAT8(n, sums, f0, f1, f2)                                                                         \
    template <>                                                                                                      \
    struct WgmmaFloat8<n> {                                                                                          \
        static __device__ __forceinline__ void multiply(float (&s)[sums], std::uint64_t a, std::uint64_t b,          \
                                                        bool adds) {                                                 \
            asm volatile("{\n.reg .pred adds;\nsetp.ne.b32 adds, %" #f2 ", 0;\nwgmma.mma_async.sync.aligned.m64n" #n \
                         "k32.f32.e4m3.e4m3 {" MW_NAMES_##sums "}, %" #f0 ", %" #f1 ", adds, 1, 1;\n}\n"             \
                         : MW_SUMS_##sums                                                                            \
                         : "l"(a), "l"(b), "r"(static_cast<std::int32_t>(adds)));                                    \
        }                                                                                                            \
    }

// clang-format off
MW_WGMMA_FLOAT8(32, 16, 16, 17, 18);
MW_WGMMA_FLOAT8(64, 32, 32, 33, 34);
MW_WGMMA_FLOAT8(96, 48, 48, 49, 50);
MW_WGMMA_FLOAT8(128, 64, 64, 65, 66);
MW_WGMMA_FLOAT8(160, 80, 80, 81, 82);
MW_WGMMA_FLOAT8(192, 96, 96, 97, 98);
MW_WGMMA_FLOAT8(224, 112, 112, 113, 114);
MW_WGMMA_FLOAT8(256, 128, 128, 129, 130);
// clang-format on

#undef MW_WGMMA_FLOAT8
#undef MW_WGMMA
#undef MW_SUMS_128
#undef MW_SUMS_112
#undef MW_SUMS_96
#undef MW_SUMS_80
#undef MW_SUMS_64
#undef MW_SUMS_48
#undef MW_SUMS_32
#undef MW_SUMS_16
#undef MW_SUMS_8
#undef MW_SUMS_4
#undef MW_SUMS_AT_16
#undef MW_SUMS_AT_8
#undef MW_SUMS_AT_4
#undef MW_NAMES_128
#undef MW_NAMES_112
#undef MW_NAMES_96
#undef MW_NAMES_80
#undef MW_NAMES_64
#undef MW_NAMES_48
#undef MW_NAMES_32
#undef MW_NAMES_16
#undef MW_NAMES_8
#undef MW_NAMES_4

}  // namespace mw::kernels::sm90
