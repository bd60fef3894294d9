// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "matmul.h"

#include <algorithm>
#include <string>

#include "mw/error.h"
#include "simd.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "matmul.cpp"
// clang-format off
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
#include <hwy/contrib/math/math-inl.h>
// clang-format on

#include "simd-inl.h"

#ifndef MW_CPU_MATMUL_SIZES
#define MW_CPU_MATMUL_SIZES
namespace mw::cpu {

constexpr int kPackedRows = 6;
constexpr std::int64_t kPackedPadding = 512;

}  // namespace mw::cpu
#endif

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

/// packed [k / lanes][rows][lanes] = the rows of x, zeros behind them.
template <int kRows>
HWY_INLINE void interleave(const float* const* x, std::int64_t k, float* packed) {
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

/// out[row][column] = row of x . weight[column], each sum in the order of k.
template <int kRows, int kColumns, typename Element>
HWY_INLINE void multiplyTile(const float* packed, const Element* weight, std::int64_t k, float* const* out,
                             std::int64_t column) {
    const FloatTag d;
    const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
    FloatVector sums[kRows][kColumns];
    for (auto& row : sums)
        for (auto& sum : row)
            sum = hn::Zero(d);
    const auto accumulate = [&](const auto& loadWeight, std::int64_t i) HWY_ATTR {
        FloatVector w[kColumns];
        for (int c = 0; c < kColumns; ++c)
            w[c] = loadWeight(weight + c * k + i);
        for (int r = 0; r < kRows; ++r) {
            const FloatVector value = loadFloats(packed + i * kRows + r * lanes);
            for (int c = 0; c < kColumns; ++c)
                sums[r][c] = hn::MulAdd(value, w[c], sums[r][c]);
        }
    };
    std::int64_t i = 0;
    for (; i + lanes <= k; i += lanes)
        accumulate([](const Element* at) HWY_ATTR { return loadFloats(at); }, i);
    if (i < k) {
        const auto rest = static_cast<std::size_t>(k - i);
        accumulate([rest](const Element* at) HWY_ATTR { return loadFirstFloats(at, rest); }, i);
    }
    for (int r = 0; r < kRows; ++r)
        for (int c = 0; c < kColumns; ++c)
            out[r][column + c] = sumOfLanes(sums[r][c]);
}

/// The weight [columns, k] times kRows rows of x.
template <int kRows, typename Element>
HWY_NOINLINE void multiplyRows(const float* const* x, const Element* weight, std::int64_t columns, std::int64_t k,
                               float* const* out, std::int64_t firstColumn, float* packed) {
    constexpr int kColumns = columnsOfTile(kRows);
    interleave<kRows>(x, k, packed);
    std::int64_t column = 0;
    for (; column + kColumns <= columns; column += kColumns)
        multiplyTile<kRows, kColumns>(packed, weight + column * k, k, out, firstColumn + column);
    for (; column < columns; ++column)
        multiplyTile<kRows, 1>(packed, weight + column * k, k, out, firstColumn + column);
}

/// As multiplyRows() for `rows` of at most kRows rows.
template <int kRows, typename Element>
HWY_INLINE void multiplyFewRows(std::int64_t rows, const float* const* x, const Element* weight, std::int64_t columns,
                                std::int64_t k, float* const* out, std::int64_t firstColumn, float* packed) {
    if (rows == kRows) return multiplyRows<kRows>(x, weight, columns, k, out, firstColumn, packed);
    if constexpr (kRows > 1) multiplyFewRows<kRows - 1>(rows, x, weight, columns, k, out, firstColumn, packed);
}

/// out[row][firstColumn + c] = x[row] . weight[firstRow + c], for `rows` rows and c < columns. `packed` is scratch of
/// kPackedRows * (k + kPackedPadding) floats.
HWY_NOINLINE void multiplyBlock(const float* const* x, std::int64_t rows, const Weight& weight, std::int64_t firstRow,
                                std::int64_t columns, float* const* out, std::int64_t firstColumn, float* packed) {
    static_assert(kTileRows <= kPackedRows && HWY_LANES(float) <= kPackedPadding);
    const std::int64_t k = weight.columns;
    withElementType(elementOf(weight), [&](const auto* type) HWY_ATTR {
        const auto* elements = static_cast<decltype(type)>(weight.values) + firstRow * k;
        for (std::int64_t row = 0; row < rows; row += kTileRows)
            multiplyFewRows<kTileRows>(std::min<std::int64_t>(kTileRows, rows - row), x + row, elements, columns, k,
                                       out + row, firstColumn, packed);
    });
}

/// gate = silu(gate) * up.
HWY_NOINLINE void gateProducts(float* gate, const float* up, std::int64_t count) {
    const FloatTag d;
    const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
    const auto product = [&](FloatVector g, FloatVector u) HWY_ATTR {
        // Beyond 88 the exponential would overflow; the quotient is below the smallest product that matters.
        const FloatVector exponential = hn::Exp(d, hn::Min(hn::Neg(g), hn::Set(d, 88.0f)));
        return hn::Mul(hn::Div(g, hn::Add(hn::Set(d, 1.0f), exponential)), u);
    };
    std::int64_t i = 0;
    for (; i + lanes <= count; i += lanes)
        hn::StoreU(product(loadFloats(gate + i), loadFloats(up + i)), d, gate + i);
    if (i < count) {
        const auto rest = static_cast<std::size_t>(count - i);
        HWY_ALIGN float padded[HWY_LANES(float)];
        hn::Store(product(loadFirstFloats(gate + i, rest), loadFirstFloats(up + i, rest)), d, padded);
        std::copy_n(padded, rest, gate + i);
    }
}

}  // namespace mw::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace mw::cpu {

namespace {

HWY_EXPORT(multiplyBlock);
HWY_EXPORT(gateProducts);

constexpr std::int64_t kBlockBytes = 512 << 10;  // of the weight, to stay in the cache while all rows of x pass
constexpr std::int64_t kMaxBlockColumns = 64;
constexpr std::int64_t kColumnStep = 4;
constexpr std::int64_t kRowsAtOnce = 96;  // of one expert between its gate and its up projection

/// How many of `columns` one task takes, at `bytes` of weights for each: no more than the cache holds, and enough tasks
/// for all threads.
std::int64_t columnsPerTask(const ThreadPool& pool, std::int64_t columns, std::int64_t bytes) {
    const std::int64_t fair = columns / (4 * pool.threads());
    const std::int64_t cached = kBlockBytes / std::max<std::int64_t>(1, bytes);
    return std::clamp(std::min(fair, cached) / kColumnStep * kColumnStep, kColumnStep, kMaxBlockColumns);
}

std::int64_t rowBytes(const Weight& weight) {
    return static_cast<std::int64_t>(rowValueBytes(weight.format, weight.columns));
}

/// Groups the choices of all tokens by expert, in the order of the tokens.
void groupByExpert(MatmulScratch& scratch, const ExpertsArguments& a) {
    const std::int64_t choices = a.x.rows * a.expertsPerToken;
    scratch.firstOfExpert.assign(static_cast<std::size_t>(a.weights.experts) + 1, 0);
    for (std::int64_t i = 0; i < choices; ++i) {
        if (a.topkIds[i] < 0 || a.topkIds[i] >= a.weights.experts)
            throw Error(ErrorCode::Internal, "experts: no expert has the number " + std::to_string(a.topkIds[i]) + ".");
        ++scratch.firstOfExpert[static_cast<std::size_t>(a.topkIds[i]) + 1];
    }
    for (std::size_t e = 1; e < scratch.firstOfExpert.size(); ++e)
        scratch.firstOfExpert[e] += scratch.firstOfExpert[e - 1];
    const auto count = static_cast<std::size_t>(choices);
    scratch.choices.resize(count);
    scratch.operands.resize(count);
    scratch.results.resize(count);
    scratch.products.resize(count);
    std::vector<std::int64_t> next(scratch.firstOfExpert.begin(), scratch.firstOfExpert.end() - 1);
    for (std::int64_t i = 0; i < choices; ++i) {
        const auto at = static_cast<std::size_t>(next[static_cast<std::size_t>(a.topkIds[i])]++);
        scratch.choices[at] = i;
        scratch.operands[at] = floatRow(a.x, i / a.expertsPerToken);
        scratch.results[at] = floatRow(a.products, i);
        scratch.products[at] = scratch.results[at];
    }
}

float* packedRows(MatmulScratch::Thread& scratch, std::int64_t k) {
    return scratch.packed.atLeast(kPackedRows * (k + kPackedPadding));
}

/// products [choices, f] = silu(gate(x)) * up(x) of the chosen experts.
void gateAndUp(ThreadPool& pool, MatmulScratch& scratch, const ExpertsArguments& a) {
    const auto multiply = HWY_DYNAMIC_DISPATCH(multiplyBlock);
    const auto activate = HWY_DYNAMIC_DISPATCH(gateProducts);
    const std::int64_t width = a.products.columns;
    const std::int64_t step = columnsPerTask(pool, width, 2 * rowBytes(a.weights.gateUp));
    const std::int64_t tasksPerExpert = (width + step - 1) / step;
    pool.parallelFor(a.weights.experts * tasksPerExpert, 1, [&](std::int64_t first, std::int64_t last, int thread) {
        for (std::int64_t task = first; task < last; ++task) {
            const std::int64_t expert = task / tasksPerExpert;
            const std::int64_t column = task % tasksPerExpert * step;
            const std::int64_t columns = std::min(step, width - column);
            const Weight gateUp = a.weights.gateUpAt(a.weights.places[expert]);
            const std::int64_t end = scratch.firstOfExpert[static_cast<std::size_t>(expert) + 1];
            MatmulScratch::Thread& own = scratch.threads[static_cast<std::size_t>(thread)];
            float* packed = packedRows(own, a.x.columns);
            float* ups = own.block.atLeast(kRowsAtOnce * columns);
            float* upRows[kRowsAtOnce];
            for (std::int64_t row = 0; row < kRowsAtOnce; ++row)
                upRows[row] = ups + row * columns;
            for (std::int64_t row = scratch.firstOfExpert[static_cast<std::size_t>(expert)]; row < end;
                 row += kRowsAtOnce) {
                const std::int64_t rows = std::min(kRowsAtOnce, end - row);
                const float* const* operands = scratch.operands.data() + row;
                float* const* results = scratch.results.data() + row;
                multiply(operands, rows, gateUp, column, columns, results, column, packed);
                multiply(operands, rows, gateUp, width + column, columns, upRows, 0, packed);
                for (std::int64_t i = 0; i < rows; ++i)
                    activate(results[i] + column, upRows[i], columns);
            }
        }
    });
}

/// out [n, h] = the weighted sum of down(products), over the choices of each token in their order.
void downAndSum(ThreadPool& pool, MatmulScratch& scratch, const ExpertsArguments& a) {
    const auto multiply = HWY_DYNAMIC_DISPATCH(multiplyBlock);
    const std::int64_t width = a.out.columns;
    const std::int64_t choices = std::ssize(scratch.choices);
    const std::int64_t step = columnsPerTask(pool, width, rowBytes(a.weights.down));
    pool.parallelFor(width, step, [&](std::int64_t first, std::int64_t last, int thread) {
        const std::int64_t columns = last - first;
        MatmulScratch::Thread& own = scratch.threads[static_cast<std::size_t>(thread)];
        float* packed = packedRows(own, a.products.columns);
        float* block = own.block.atLeast(choices * columns);  // [choices, columns]
        std::vector<float*>& results = own.results;
        results.resize(static_cast<std::size_t>(choices));
        for (std::int64_t i = 0; i < choices; ++i)
            results[static_cast<std::size_t>(i)] = block + scratch.choices[static_cast<std::size_t>(i)] * columns;
        for (std::int64_t expert = 0; expert < a.weights.experts; ++expert) {
            const std::int64_t begin = scratch.firstOfExpert[static_cast<std::size_t>(expert)];
            const std::int64_t end = scratch.firstOfExpert[static_cast<std::size_t>(expert) + 1];
            const Weight down = a.weights.downAt(a.weights.places[expert]);
            multiply(scratch.products.data() + begin, end - begin, down, first, columns, results.data() + begin, 0,
                     packed);
        }
        for (std::int64_t token = 0; token < a.out.rows; ++token) {
            float* sum = floatRow(a.out, token) + first;
            for (int choice = 0; choice < a.expertsPerToken; ++choice) {
                const float weight = a.topkWeights[token * a.expertsPerToken + choice];
                const float* part = block + (token * a.expertsPerToken + choice) * columns;
                for (std::int64_t i = 0; i < columns; ++i)
                    sum[i] = choice == 0 ? weight * part[i] : sum[i] + weight * part[i];
            }
        }
    });
}

}  // namespace

void linear(ThreadPool& pool, MatmulScratch& scratch, Matrix x, const Weight& weight, Matrix out) {
    scratch.operands.resize(static_cast<std::size_t>(x.rows));
    scratch.results.resize(static_cast<std::size_t>(x.rows));
    for (std::int64_t row = 0; row < x.rows; ++row) {
        scratch.operands[static_cast<std::size_t>(row)] = floatRow(x, row);
        scratch.results[static_cast<std::size_t>(row)] = floatRow(out, row);
    }
    const auto multiply = HWY_DYNAMIC_DISPATCH(multiplyBlock);
    pool.parallelFor(weight.rows, columnsPerTask(pool, weight.rows, rowBytes(weight)),
                     [&](std::int64_t first, std::int64_t last, int thread) {
                         float* packed = packedRows(scratch.threads[static_cast<std::size_t>(thread)], weight.columns);
                         multiply(scratch.operands.data(), x.rows, weight, first, last - first, scratch.results.data(),
                                  first, packed);
                     });
}

void experts(ThreadPool& pool, MatmulScratch& scratch, const ExpertsArguments& arguments) {
    groupByExpert(scratch, arguments);
    gateAndUp(pool, scratch, arguments);
    downAndSum(pool, scratch, arguments);
}

}  // namespace mw::cpu
#endif
