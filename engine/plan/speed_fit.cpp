// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// What was measured, as costs of work. Which costs a machine has is not known before: a GPU waits for bytes, a CPU also
// for products, and where the weights stay in its caches for nothing else.

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <optional>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "mw/speed.h"

namespace mw {

namespace {

/// What other terms must do to the residual to be worth their keep.
constexpr double kWorthwhile = 2.0 / 3;
/// A residual below is one of rounding, in which terms do not differ.
constexpr double kExact = 1e-9;
/// What the lengths of contexts, or prompts, have to differ by to tell what attention costs.
constexpr double kTellingRatio = 1.5;
/// The measurements are left out in so many parts, or one by one if they are fewer.
constexpr std::size_t kMostParts = 10;

/// Terms of the fit: what each measurement has of them.
enum Term { PerByte, PerStep, PerFlop, PerAttention, kTerms };
using Terms = std::array<double, kTerms>;

struct Observation {
    Terms terms{};
    double seconds = 0;
    double batch = 0;   ///< of prompts, their length
    double length = 0;  ///< of the context, or the prompt

    Observation(const StepWork& work, double steps, double took, double chats, double tokens)
        : terms{work.bytes, steps, work.flops, work.attentionFlops}, seconds(took), batch(chats), length(tokens) {}
};

double predicted(const Observation& point, const Terms& costs) {
    double seconds = 0;
    for (int t = 0; t < kTerms; ++t)
        seconds += costs[t] * point.terms[t];
    return seconds;
}

struct Fit {
    Terms costs{};
    double residual = 0;  ///< root mean square of the relative errors
};

/// Least squares of relative errors with the chosen terms, by the normal equations; nothing if they do not determine
/// the costs or one is negative.
std::optional<Fit> solve(std::span<const Observation> points, const std::vector<Term>& chosen) {
    const int count = static_cast<int>(chosen.size());
    double matrix[kTerms][kTerms + 1] = {};
    // Bytes and FLOPs have ten digits and more, steps one: each term is measured in its own largest value.
    Terms unit{};
    for (const Observation& point : points)
        for (const Term t : chosen)
            unit[t] = std::max(unit[t], point.terms[t]);
    for (const Observation& point : points) {
        const auto share = [&](int term) {
            const Term t = chosen[static_cast<std::size_t>(term)];
            return unit[t] > 0 ? point.terms[t] / unit[t] / point.seconds : 0;
        };
        for (int a = 0; a < count; ++a) {
            for (int b = 0; b < count; ++b)
                matrix[a][b] += share(a) * share(b);
            matrix[a][count] += share(a);  // times the aim, which is 1
        }
    }
    for (int column = 0; column < count; ++column) {
        int pivot = column;
        for (int row = column + 1; row < count; ++row)
            if (std::abs(matrix[row][column]) > std::abs(matrix[pivot][column])) pivot = row;
        std::swap(matrix[pivot], matrix[column]);
        if (std::abs(matrix[column][column]) < 1e-12 * std::abs(matrix[0][0])) return {};
        for (int row = 0; row < count; ++row) {
            if (row == column) continue;
            const double factor = matrix[row][column] / matrix[column][column];
            for (int k = column; k <= count; ++k)
                matrix[row][k] -= factor * matrix[column][k];
        }
    }
    Fit fit;
    for (int t = 0; t < count; ++t) {
        double& cost = fit.costs[chosen[static_cast<std::size_t>(t)]];
        cost = matrix[t][count] / matrix[t][t] / unit[chosen[static_cast<std::size_t>(t)]];
        if (!std::isfinite(cost) || cost < 0) return {};
    }
    double squares = 0;
    for (const Observation& point : points)
        squares += std::pow(predicted(point, fit.costs) / point.seconds - 1, 2);
    fit.residual = std::sqrt(squares / static_cast<double>(points.size()));
    return fit;
}

/// What the measurements are able to tell.
struct Telling {
    std::size_t terms = 0;  ///< as many at most
    std::size_t plain = 0;  ///< as many of them without attention
    bool attention = false;

    explicit Telling(std::span<const Observation> points) {
        std::set<double> batches;
        std::set<std::pair<double, double>> kinds;
        double least = points.front().length, most = least;
        for (const Observation& point : points) {
            batches.insert(point.batch);
            kinds.insert({point.batch, point.length});
            least = std::min(least, point.length);
            most = std::max(most, point.length);
        }
        terms = kinds.size();
        plain = batches.size();
        attention = most >= kTellingRatio * std::max(least, 1.0);
    }
};

/// With the first of the terms, or with whichever are worth it; fewer come before more, earlier ones before later ones.
Fit fit(std::span<const Observation> points, const std::array<Term, kTerms>& order) {
    const Telling telling(points);
    Fit best = solve(points, {order[0]}).value_or(Fit{});
    for (int count = 1; count <= kTerms; ++count)
        for (unsigned mask = 1; mask < 1U << kTerms; ++mask) {
            if (std::popcount(mask) != count || best.residual < kExact) continue;
            std::vector<Term> chosen;
            for (int i = 0; i < kTerms; ++i)
                if (mask >> i & 1) chosen.push_back(order[static_cast<std::size_t>(i)]);
            const bool attention = std::ranges::count(chosen, PerAttention) > 0;
            // Nothing consists of attention alone.
            const std::size_t plain = chosen.size() - (attention ? 1 : 0);
            if (plain == 0 || plain > telling.plain || chosen.size() > telling.terms) continue;
            if (attention && !telling.attention) continue;
            // One number of chats cannot tell what its time consists of.
            if (telling.plain == 1 && chosen.front() != order[0]) continue;
            const std::optional<Fit> other = solve(points, chosen);
            if (other && other->residual <= kWorthwhile * best.residual) best = *other;
        }
    return best;
}

StepCosts costsOf(const Terms& terms) {
    return {.secondsPerByte = terms[PerByte],
            .secondsPerStep = terms[PerStep],
            .secondsPerFlop = terms[PerFlop],
            .secondsPerAttentionFlop = terms[PerAttention]};
}

/// Leaves out every part of the points once.
SpeedDoubts doubts(std::span<const Observation> points, const std::array<Term, kTerms>& order) {
    SpeedDoubts result;
    const std::size_t parts = std::min(points.size(), kMostParts);
    for (std::size_t part = 0; parts > 1 && part < parts; ++part) {
        std::vector<Observation> kept, left;
        for (std::size_t i = 0; i < points.size(); ++i)
            (i % parts == part ? left : kept).push_back(points[i]);
        const Terms costs = fit(kept, order).costs;
        for (const Observation& point : left) {
            const double ratio = predicted(point, costs) / point.seconds;
            result.off = std::max({result.off, ratio, 1 / ratio});
        }
        result.costs.push_back(costsOf(costs));
    }
    return result;
}

std::vector<Observation> observed(const Plan& plan, std::span<const DecodeMeasurement> decode) {
    std::vector<Observation> points;
    for (const DecodeMeasurement& each : decode)
        if (each.batch >= 1 && each.stepSeconds > 0 && std::isfinite(each.stepSeconds))
            points.emplace_back(decodeWork(plan, each.batch, each.contextTokens), 1, each.stepSeconds, each.batch,
                                each.contextTokens);
    return points;
}

std::vector<Observation> observed(const Plan& plan, std::span<const PrefillMeasurement> prefill) {
    std::vector<Observation> points;
    for (const PrefillMeasurement& each : prefill)
        if (each.prompts >= 1 && each.promptTokens >= 1 && each.seconds > 0 && std::isfinite(each.seconds))
            points.emplace_back(promptWork(plan, each.promptTokens), promptSteps(plan, each.promptTokens),
                                each.seconds / each.prompts, each.promptTokens, each.promptTokens);
    return points;
}

constexpr std::array kDecodeOrder{PerByte, PerStep, PerFlop, PerAttention};
constexpr std::array kPrefillOrder{PerFlop, PerAttention, PerByte, PerStep};

}  // namespace

SpeedModel fitSpeed(const Plan& plan, std::span<const DecodeMeasurement> decode,
                    std::span<const PrefillMeasurement> prefill) {
    SpeedModel speed;
    if (const std::vector<Observation> points = observed(plan, decode); !points.empty()) {
        const Fit found = fit(points, kDecodeOrder);
        speed.decode = costsOf(found.costs);
        speed.residual = found.residual;
        speed.measurements = static_cast<int>(points.size());
        speed.decodeDoubts = doubts(points, kDecodeOrder);
    }
    if (const std::vector<Observation> points = observed(plan, prefill); !points.empty()) {
        speed.prefill = costsOf(fit(points, kPrefillOrder).costs);
        speed.prefillDoubts = doubts(points, kPrefillOrder);
    }
    return speed;
}

}  // namespace mw
