// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "matmul.h"

#include <algorithm>
#include <string>

#include "mw/error.h"
#include "round_rows.h"
#include "simd.h"
#include "weight_routines.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "matmul.cpp"
// clang-format off
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
#include <hwy/contrib/math/math-inl.h>
// clang-format on

#include "simd-inl.h"

HWY_BEFORE_NAMESPACE();
namespace mw::cpu::HWY_NAMESPACE {

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

std::int64_t bytesOfRow(const Weight& weight) {
    return static_cast<std::int64_t>(rowBytes(weight.format, weight.columns).total());
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
    const auto multiply = routinesFor(a.weights.gateUp.format).multiply;
    const auto activate = HWY_DYNAMIC_DISPATCH(gateProducts);
    const std::int64_t width = a.products.columns;
    const std::int64_t step = columnsPerTask(pool, width, 2 * bytesOfRow(a.weights.gateUp));
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
                multiply(gateUp, {operands, rows, column, columns, results, column, packed});
                multiply(gateUp, {operands, rows, width + column, columns, upRows, 0, packed});
                for (std::int64_t i = 0; i < rows; ++i)
                    activate(results[i] + column, upRows[i], columns);
            }
        }
    });
}

/// out [n, h] = the weighted sum of down(products), over the choices of each token in their order.
void downAndSum(ThreadPool& pool, MatmulScratch& scratch, const ExpertsArguments& a) {
    const auto multiply = routinesFor(a.weights.down.format).multiply;
    const std::int64_t width = a.out.columns;
    const std::int64_t choices = std::ssize(scratch.choices);
    const std::int64_t step = columnsPerTask(pool, width, bytesOfRow(a.weights.down));
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
            multiply(down,
                     {scratch.products.data() + begin, end - begin, first, columns, results.data() + begin, 0, packed});
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

/// The rows of x in e4m3.
Matrix rounded(ThreadPool& pool, MatmulScratch& scratch, Matrix x) {
    const Matrix out{scratch.rounded.atLeast(x.rows * x.columns), x.precision, x.rows, x.columns};
    roundRows(pool, x, out);
    return out;
}

}  // namespace

void linear(ThreadPool& pool, MatmulScratch& scratch, Matrix x, const Weight& weight, Matrix out,
            Activations activations) {
    if (activations == Activations::Float8 && weight.format == WeightFormat::Float8) x = rounded(pool, scratch, x);
    scratch.operands.resize(static_cast<std::size_t>(x.rows));
    scratch.results.resize(static_cast<std::size_t>(x.rows));
    for (std::int64_t row = 0; row < x.rows; ++row) {
        scratch.operands[static_cast<std::size_t>(row)] = floatRow(x, row);
        scratch.results[static_cast<std::size_t>(row)] = floatRow(out, row);
    }
    const auto multiply = routinesFor(weight.format).multiply;
    pool.parallelFor(weight.rows, columnsPerTask(pool, weight.rows, bytesOfRow(weight)),
                     [&](std::int64_t first, std::int64_t last, int thread) {
                         float* packed = packedRows(scratch.threads[static_cast<std::size_t>(thread)], weight.columns);
                         multiply(weight, {scratch.operands.data(), x.rows, first, last - first, scratch.results.data(),
                                           first, packed});
                     });
}

void experts(ThreadPool& pool, MatmulScratch& scratch, ExpertsArguments arguments) {
    const bool rounds = arguments.activations == Activations::Float8 &&
                        arguments.weights.gateUp.format == WeightFormat::Float8 &&
                        arguments.weights.down.format == WeightFormat::Float8;
    if (rounds) arguments.x = rounded(pool, scratch, arguments.x);
    groupByExpert(scratch, arguments);
    gateAndUp(pool, scratch, arguments);
    if (rounds) roundRows(pool, arguments.products, arguments.products);
    downAndSum(pool, scratch, arguments);
}

}  // namespace mw::cpu
#endif
