// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "mw/rope.h"
#include "mw/weight_format.h"

namespace mw {

/// The architecture of a Mixtral model. Names follow config.json of Hugging Face where they can.
struct ModelConfig {
    std::string name;               ///< shown to people: "Mixtral 8x7B", or the folder's name
    int hiddenSize = 0;             ///< config key hidden_size
    int layers = 0;                 ///< num_hidden_layers
    int feedForwardSize = 0;        ///< intermediate_size, of one expert
    int heads = 0;                  ///< num_attention_heads
    int kvHeads = 0;                ///< num_key_value_heads
    int headDim = 0;                ///< head_dim; hidden_size / heads where null
    int experts = 0;                ///< num_local_experts
    int expertsPerToken = 0;        ///< num_experts_per_tok
    int vocabularySize = 0;         ///< vocab_size
    int trainedContext = 0;         ///< max_position_embeddings, tokens
    double ropeTheta = 1e6;         ///< rope_theta, or rope_parameters.rope_theta
    RopeScaling ropeScaling;        ///< rope_scaling, or rope_parameters
    double normEpsilon = 1e-5;      ///< rms_norm_eps
    bool tiedEmbeddings = false;    ///< tie_word_embeddings
    int bosId = 1;                  ///< bos_token_id
    std::vector<int> eosIds = {2};  ///< eos_token_id, one or several

    bool operator==(const ModelConfig&) const = default;
};

/// The two models this program is made for, with their published sizes.
const ModelConfig& mixtral8x7B();
const ModelConfig& mixtral8x22B();

/// Parameters of the whole model, tied embeddings counted once.
std::uint64_t parameterCount(const ModelConfig& config);

/// Parameters that one token passes through: expertsPerToken of the experts.
std::uint64_t activeParameterCount(const ModelConfig& config);

/// How a model's maker wants chats with it to begin, from mixtral-workbench.json in its folder: an object with the keys
/// "prompt_format", "template" and "system_prompt". Whatever is not said there is empty.
struct SuggestedChat {
    std::string format;        ///< name of a prompt format, see formats.h
    std::string templateName;  ///< for people, as that of a template
    std::string systemPrompt;

    bool operator==(const SuggestedChat&) const = default;
};

/// What can be said of a checkpoint without loading its weights.
struct CheckpointInfo {
    std::filesystem::path directory;
    std::string knownAs;  ///< as the tool, file or folder that keeps it calls it: "mixtral:8x7b-instruct-v0.1-q4_K_M"
    ModelConfig config;
    std::string storedFormat = "bf16";      ///< of the stored weights (the most frequent, by bytes)
    std::vector<std::string> otherFormats;  ///< beside it, but for norms and routers; most bytes first
    double storedBits = 16;                 ///< per weight, of all of them
    WeightFormats weights;                  ///< what holds them as they are stored
    std::string layout;                     ///< "Hugging Face", "Hugging Face, fused experts", "Mistral consolidated"
    int files = 0;
    std::uint64_t fileBytes = 0;
    std::filesystem::path tokenizer;  ///< empty if the folder holds none
    std::string tokenizerVersion;     ///< "v1", "v3", empty if there is none
    std::string tokenizerMissing;     ///< why, where there is none: to go on after the folder's name
    std::string suggestedFormat;      ///< name of a prompt format, see formats.h: its maker's, else by its files
    std::string formatNote;           ///< a sentence on why this format, where that is not plain; may be empty
    std::vector<std::string> notes;   ///< sentences on what people should know before they use it
    SuggestedChat suggestedChat;
};

/// By what name programs and servers are told of a model: that by which its folder, file or tool knows it.
std::string servedName(const CheckpointInfo& checkpoint);

/// Reads config and tensor headers of the folder `directory` (or of a single file in it) and checks them against each
/// other; no weights are read. Throws Error naming the file and field. Takes well under a second.
CheckpointInfo inspectCheckpoint(const std::filesystem::path& directory);

}  // namespace mw
