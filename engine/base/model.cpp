// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "mw/model.h"

namespace mw {

namespace {

std::uint64_t attentionParameters(const ModelConfig& c) {
    const auto hidden = static_cast<std::uint64_t>(c.hiddenSize);
    const auto queries = static_cast<std::uint64_t>(c.heads) * c.headDim;
    const auto keys = static_cast<std::uint64_t>(c.kvHeads) * c.headDim;
    return 2 * hidden * queries + 2 * hidden * keys;
}

std::uint64_t parametersWithExperts(const ModelConfig& c, int experts) {
    const auto hidden = static_cast<std::uint64_t>(c.hiddenSize);
    const std::uint64_t expert = 3 * hidden * c.feedForwardSize;
    const std::uint64_t layer = attentionParameters(c) + expert * experts + hidden * c.experts + 2 * hidden;
    const std::uint64_t embeddings = hidden * c.vocabularySize * (c.tiedEmbeddings ? 1 : 2);
    return layer * c.layers + embeddings + hidden;
}

}  // namespace

const ModelConfig& mixtral8x7B() {
    static const ModelConfig config{.name = "Mixtral 8x7B",
                                    .hiddenSize = 4096,
                                    .layers = 32,
                                    .feedForwardSize = 14336,
                                    .heads = 32,
                                    .kvHeads = 8,
                                    .headDim = 128,
                                    .experts = 8,
                                    .expertsPerToken = 2,
                                    .vocabularySize = 32000,
                                    .trainedContext = 32768};
    return config;
}

const ModelConfig& mixtral8x22B() {
    static const ModelConfig config{.name = "Mixtral 8x22B",
                                    .hiddenSize = 6144,
                                    .layers = 56,
                                    .feedForwardSize = 16384,
                                    .heads = 48,
                                    .kvHeads = 8,
                                    .headDim = 128,
                                    .experts = 8,
                                    .expertsPerToken = 2,
                                    .vocabularySize = 32768,
                                    .trainedContext = 65536};
    return config;
}

std::uint64_t parameterCount(const ModelConfig& config) {
    return parametersWithExperts(config, config.experts);
}

std::uint64_t activeParameterCount(const ModelConfig& config) {
    return parametersWithExperts(config, config.expertsPerToken);
}

std::string servedName(const CheckpointInfo& checkpoint) {
    if (!checkpoint.knownAs.empty()) return checkpoint.knownAs;
    std::filesystem::path folder = checkpoint.directory;
    if (!folder.has_filename()) folder = folder.parent_path();
    return folder.has_filename() ? folder.filename().string() : checkpoint.config.name;
}

}  // namespace mw
