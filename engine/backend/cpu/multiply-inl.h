// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Rows of x times rows of a weight of any format. Included once per instruction set, by the files of the formats. Each
// of them says how values of its weights are loaded:
//
//     struct SomeRows {
//         FloatVector load(std::int64_t row, std::int64_t column) const;  // columns [column, column + lanes)
//         FloatVector loadFirst(std::int64_t row, std::int64_t column, std::size_t count) const;  // zeros behind them
//     };
//
// Or, where values lie in another order or have scales, it overloads interleave() and multiplyTile() for its rows.

#if defined(MW_CPU_MULTIPLY_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef MW_CPU_MULTIPLY_INL_H
#undef MW_CPU_MULTIPLY_INL_H
#else
#define MW_CPU_MULTIPLY_INL_H
#endif

#include <algorithm>
#include <cstdint>

#include "simd-inl.h"
#include "weight_routines.h"

HWY_BEFORE_NAMESPACE();
namespace mw::cpu::HWY_NAMESPACE {

// A tile of the result is kept in registers, one accumulator for each element, while all of k goes by: rows of x times
// rows of the weight. The rows of x are interleaved first, vector by vector: side by side in memory they would fall
// into the same sets of the cache, as their distance is often a multiple of 4 KiB.
#if HWY_TARGET <= HWY_AVX3
constexpr int kTileRows = 6;  // 24 accumulators of 32 registers
constexpr int columnsOfTile(int) {
    return 4;
}
#else
constexpr int kTileRows = 4;  // 8 accumulators of 16 registers
constexpr int columnsOfTile(int rows) {
    return rows <= 2 ? 4 : 2;
}
#endif
static_assert(kTileRows <= kPackedRows && HWY_LANES(float) <= kPackedPadding);

/// packed [k / lanes][rows][lanes] = the rows of x, zeros behind them, in the order in which a weight's values lie.
template <int kRows, typename Rows>
HWY_INLINE void interleave(const Rows&, const float* const* x, std::int64_t k, float* packed) {
    const FloatTag d;
    const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
    std::int64_t i = 0;
    for (; i + lanes <= k; i += lanes)
        for (int r = 0; r < kRows; ++r)
            hn::StoreU(loadFloats(x[r] + i), d, packed + i * kRows + r * lanes);
    if (i < k)
        for (int r = 0; r < kRows; ++r)
            hn::StoreU(loadFirstFloats(x[r] + i, static_cast<std::size_t>(k - i)), d, packed + i * kRows + r * lanes);
}

/// out[r][column + c] = row r of x . row firstRow + c of the weight, each sum in the order of k.
template <int kRows, int kColumns, typename Rows>
HWY_INLINE void multiplyTile(const float* packed, const Rows& weight, std::int64_t firstRow, std::int64_t k,
                             float* const* out, std::int64_t column) {
    const FloatTag d;
    const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
    FloatVector sums[kRows][kColumns];
    for (auto& row : sums)
        for (auto& sum : row)
            sum = hn::Zero(d);
    const auto accumulate = [&](const auto& loadWeight, std::int64_t i) HWY_ATTR {
        FloatVector w[kColumns];
        for (int c = 0; c < kColumns; ++c)
            w[c] = loadWeight(firstRow + c, i);
        for (int r = 0; r < kRows; ++r) {
            const FloatVector value = loadFloats(packed + i * kRows + r * lanes);
            for (int c = 0; c < kColumns; ++c)
                sums[r][c] = hn::MulAdd(value, w[c], sums[r][c]);
        }
    };
    std::int64_t i = 0;
    for (; i + lanes <= k; i += lanes)
        accumulate([&](std::int64_t row, std::int64_t at) HWY_ATTR { return weight.load(row, at); }, i);
    if (i < k) {
        const auto rest = static_cast<std::size_t>(k - i);
        accumulate([&](std::int64_t row, std::int64_t at) HWY_ATTR { return weight.loadFirst(row, at, rest); }, i);
    }
    for (int r = 0; r < kRows; ++r)
        for (int c = 0; c < kColumns; ++c)
            out[r][column + c] = sumOfLanes(sums[r][c]);
}

/// The weight's rows of a product times kRows rows of x, from `row` on.
template <int kRows, typename Rows>
HWY_NOINLINE void multiplyTiles(const Rows& weight, std::int64_t k, const RowProduct& product, std::int64_t row) {
    constexpr int kColumns = columnsOfTile(kRows);
    interleave<kRows>(weight, product.x + row, k, product.packed);
    float* const* out = product.out + row;
    std::int64_t c = 0;
    for (; c + kColumns <= product.columns; c += kColumns)
        multiplyTile<kRows, kColumns>(product.packed, weight, product.firstRow + c, k, out, product.firstColumn + c);
    for (; c < product.columns; ++c)
        multiplyTile<kRows, 1>(product.packed, weight, product.firstRow + c, k, out, product.firstColumn + c);
}

/// As multiplyTiles() for `rows` of at most kRows rows.
template <int kRows, typename Rows>
HWY_INLINE void multiplyFewRows(std::int64_t rows, const Rows& weight, std::int64_t k, const RowProduct& product,
                                std::int64_t row) {
    if (rows == kRows) return multiplyTiles<kRows>(weight, k, product, row);
    if constexpr (kRows > 1) multiplyFewRows<kRows - 1>(rows, weight, k, product, row);
}

/// WeightRoutines::multiply for a weight with `k` columns.
template <typename Rows>
HWY_INLINE void multiplyRows(const Rows& weight, std::int64_t k, const RowProduct& product) {
    for (std::int64_t row = 0; row < product.rows; row += kTileRows)
        multiplyFewRows<kTileRows>(std::min<std::int64_t>(kTileRows, product.rows - row), weight, k, product, row);
}

/// WeightRoutines::expandRow for a weight with `k` columns.
template <typename Rows>
HWY_INLINE void expandRowOf(const Rows& weight, std::int64_t row, std::int64_t k, float* out) {
    const FloatTag d;
    const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
    std::int64_t i = 0;
    for (; i + lanes <= k; i += lanes)
        hn::StoreU(weight.load(row, i), d, out + i);
    if (i == k) return;
    const auto rest = static_cast<std::size_t>(k - i);
    HWY_ALIGN float padded[HWY_LANES(float)];
    hn::Store(weight.loadFirst(row, i, rest), d, padded);
    std::copy_n(padded, rest, out + i);
}

}  // namespace mw::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
