// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <gtest/gtest.h>

#include "answers.h"
#include "mw/engine.h"

namespace mw::test {

/// A model that a CPU runs at once.
inline ModelConfig smallModel() {
    return {.name = "small",
            .hiddenSize = 64,
            .layers = 3,
            .feedForwardSize = 96,
            .heads = 4,
            .kvHeads = 2,
            .headDim = 16,
            .experts = 8,
            .expertsPerToken = 2,
            .vocabularySize = 512,
            .trainedContext = 1024};
}

inline LoadOptions smallOptions() {
    LoadOptions options;
    options.randomWeights = smallModel();
    options.contextTokens = 512;
    options.batch = 4;
    options.prefillChunkTokens = 64;
    options.threads = 2;
    return options;
}

inline Engine loaded(const LoadOptions& options = smallOptions()) {
    Engine engine;
    EXPECT_TRUE(engine.load(options));
    return engine;
}

/// A greedy request for exactly so many tokens.
inline Request promptOf(int tokens, int maxTokens, int first = 5) {
    Request request;
    request.promptIds.resize(static_cast<std::size_t>(tokens));
    for (int i = 0; i < tokens; ++i)
        request.promptIds[static_cast<std::size_t>(i)] = (first + 7 * i) % 512;
    request.maxTokens = maxTokens;
    request.ignoreEos = true;
    request.sampling.temperature = 0;
    return request;
}

inline Outcome answerTo(Engine& engine, const Request& request) {
    Answers answers(engine);
    const RequestId id = answers.ask(request);
    return answers.run().at(id);
}

}  // namespace mw::test
