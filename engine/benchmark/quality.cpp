// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "mw/quality.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace mw {

namespace {

/// The logarithm of the sum of exponentials, which turns logits into log-probabilities.
double normaliser(std::span<const float> logits) {
    const double most = *std::ranges::max_element(logits);
    double sum = 0;
    for (const float logit : logits)
        sum += std::exp(static_cast<double>(logit) - most);
    return most + std::log(sum);
}

double mean(double sum, std::size_t count) {
    return count > 0 ? sum / static_cast<double>(count) : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

void QualityComparison::add(std::span<const float> reference, std::span<const float> other, int token) {
    const double ofReference = normaliser(reference), ofOther = normaliser(other);
    double divergence = 0;
    for (std::size_t i = 0; i < reference.size(); ++i) {
        const double expected = static_cast<double>(reference[i]) - ofReference;
        divergence += std::exp(expected) * (expected - (static_cast<double>(other[i]) - ofOther));
    }
    m_divergences.push_back(divergence);
    const auto at = static_cast<std::size_t>(token);
    m_referenceSum += ofReference - static_cast<double>(reference[at]);
    m_sum += ofOther - static_cast<double>(other[at]);
    const auto likeliest = [](std::span<const float> logits) {
        return std::ranges::max_element(logits) - logits.begin();
    };
    m_agreeing += likeliest(reference) == likeliest(other) ? 1 : 0;
}

double QualityComparison::referencePerplexity() const {
    return std::exp(mean(m_referenceSum, tokens()));
}

double QualityComparison::perplexity() const {
    return std::exp(mean(m_sum, tokens()));
}

double QualityComparison::meanDivergence() const {
    double sum = 0;
    for (const double divergence : m_divergences)
        sum += divergence;
    return mean(sum, tokens());
}

double QualityComparison::divergence99() const {
    if (m_divergences.empty()) return std::numeric_limits<double>::quiet_NaN();
    std::vector<double> sorted = m_divergences;
    const auto at = static_cast<std::ptrdiff_t>(static_cast<double>(sorted.size() - 1) * 0.99);
    std::ranges::nth_element(sorted, sorted.begin() + at);
    return sorted[static_cast<std::size_t>(at)];
}

double QualityComparison::agreement() const {
    return mean(static_cast<double>(m_agreeing), tokens());
}

}  // namespace mw
