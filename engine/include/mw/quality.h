// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// What a format of weights costs in quality: how far its predictions of a text are from those with the weights as they
// are stored.

#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "mw/error.h"

namespace mw {

class Engine;
class EngineLoop;

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

/// Token ids of a text in pieces that fill a context, each behind the first of them, which begins every text. None
/// where there is nothing to predict: of fewer than two ids.
std::vector<std::vector<int>> qualityPieces(std::span<const int> ids, int contextTokens);

/// A text that one model after another reads, piece by piece: the first is what the others are compared with. Its
/// logits, float32 [tokens, vocabulary], wait in a temporary file without a name, since two models need not fit side by
/// side.
class QualityText {
 public:
    /// Throws Error if there can be no such file.
    explicit QualityText(std::vector<std::vector<int>> pieces);
    ~QualityText();

    std::size_t pieces() const;
    /// Has the loaded model read one more piece; false when that was its last. The call after that begins anew, with
    /// the next model. Throws Error.
    bool readNext(Engine& engine);
    /// Of the model that read last.
    const QualityComparison& comparison() const;

 private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

/// The loaded model reads all of a text, on the engine's thread. Between two pieces others have their turn: requests
/// that are open then are answered first.
class QualityReading {
 public:
    /// Starts it. `done` is called once, on the engine's thread, with a failure if there was one. Not if the loop ends
    /// before.
    QualityReading(EngineLoop& loop, std::shared_ptr<QualityText> text,
                   std::function<void(const std::optional<Failure>&)> done);
    /// Ends it after the piece that is being read; `done` is not called any more, but a call that has begun is not
    /// waited for.
    ~QualityReading();

    std::size_t piecesRead() const;

 private:
    struct State;
    std::shared_ptr<State> m_state;
};

}  // namespace mw
