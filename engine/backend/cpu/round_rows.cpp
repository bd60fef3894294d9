// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "round_rows.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "float8.h"
#include "simd.h"

namespace mw::cpu {

namespace {

/// The inverse of the scale of anything smaller might not be finite.
constexpr float kSmallest = 0x1p-100f;

void roundRow(const float* x, std::int64_t columns, float* out) {
    float largest = 0;
    bool finite = true;
    for (std::int64_t i = 0; i < columns; ++i) {
        finite = finite && std::isfinite(x[i]);
        largest = std::max(largest, std::abs(x[i]));
    }
    if (!finite) {
        std::fill_n(out, columns, std::numeric_limits<float>::quiet_NaN());
        return;
    }
    const float scale = largest / kLargestFloat8;
    const float inverse = largest < kSmallest ? 0 : kLargestFloat8 / largest;
    for (std::int64_t i = 0; i < columns; ++i)
        out[i] = fromFloat8(toFloat8(x[i] * inverse)) * scale;
}

}  // namespace

void roundRows(ThreadPool& pool, Matrix x, Matrix out) {
    pool.parallelFor(x.rows, 1, [&](std::int64_t first, std::int64_t last, int) {
        for (std::int64_t row = first; row < last; ++row)
            roundRow(floatRow(x, row), x.columns, floatRow(out, row));
    });
}

}  // namespace mw::cpu
