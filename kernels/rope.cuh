// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// The angles of rotary position embedding.

#pragma once

namespace mw::kernels {

/// Cosine and sine, each to within 2e-7, of any angle below 2^30. The library's sincosf() keeps its reduction of large
/// angles in local memory; positions of a long context times the first frequency, 1, need one that is as good.
__device__ __forceinline__ float2 cosineAndSine(float angle) {
    const double turns = rint(static_cast<double>(angle) * 0.63661977236758134308);  // quarters, 2 / pi
    double rest = fma(turns, -1.57079632679489655800, static_cast<double>(angle));
    rest = fma(turns, -6.12323399573676603587e-17, rest);  // what pi / 2 has beyond a double
    const float x = static_cast<float>(rest);              // within pi / 4
    const float y = x * x;
    // Taylor: the first terms left out are x^11 / 11! and x^12 / 12!.
    const float sine = fmaf(x * y, fmaf(y, fmaf(y, fmaf(y, 1.0f / 362880, -1.0f / 5040), 1.0f / 120), -1.0f / 6), x);
    const float cosine =
        fmaf(y, fmaf(y, fmaf(y, fmaf(y, fmaf(y, -1.0f / 3628800, 1.0f / 40320), -1.0f / 720), 1.0f / 24), -0.5f), 1.0f);
    const int quarter = static_cast<int>(static_cast<long long>(turns) & 3);
    const float c = quarter % 2 == 0 ? cosine : sine;
    const float s = quarter % 2 == 0 ? sine : cosine;
    return make_float2(quarter == 1 || quarter == 2 ? -c : c, quarter >= 2 ? -s : s);
}

/// The pair (x, y) turned by (cosine, sine). In these very operations, so that a key is stored with the same bits
/// whichever kernel does it.
__device__ __forceinline__ float2 rotated(float x, float y, float2 by) {
    return make_float2(fmaf(x, by.x, -(y * by.y)), fmaf(y, by.x, x * by.y));
}

}  // namespace mw::kernels
