// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// What a format of weights costs in quality: how far its predictions of a text are from those with the weights as they
// are stored.

#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace mw {

/// Predictions of one text by two models, compared token by token. Natural logarithms.
class QualityComparison {
 public:
    /// Adds what both say of the token behind a position: logits [vocabulary] each, and which token it is. Logits that
    /// are no numbers make all figures NaN.
    void add(std::span<const float> reference, std::span<const float> other, int token);

    std::size_t tokens() const { return m_divergences.size(); }
    double referencePerplexity() const;
    double perplexity() const;
    /// Kullback-Leibler divergence of the other's distribution from the reference's.
    double meanDivergence() const;
    /// That which 99 of 100 tokens stay below.
    double divergence99() const;
    /// The share of tokens for which both hold the same one likeliest.
    double agreement() const;

 private:
    std::vector<double> m_divergences;
    double m_referenceSum = 0;  ///< of -log p
    double m_sum = 0;
    std::size_t m_agreeing = 0;
};

}  // namespace mw
