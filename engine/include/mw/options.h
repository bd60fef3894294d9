// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "mw/activations.h"
#include "mw/model.h"
#include "mw/plan.h"
#include "mw/weight_format.h"

namespace mw {

enum class BackendKind { Automatic, Cpu, Cuda };

/// How GPUs exchange data.
enum class Interconnect {
    Automatic,   ///< the first of the following that can be had and gives the right sums
    Direct,      ///< own kernels, which reach the other GPUs' memory
    Nccl,        ///< NVIDIA's library, where it is installed
    HostMemory,  ///< own kernels, through host memory that all GPUs see
};

/// How to load a model.
struct LoadOptions {
    std::filesystem::path directory;           ///< folder of the checkpoint
    std::optional<ModelConfig> randomWeights;  ///< instead of `directory`: this architecture with random bf16 weights
    BackendKind backend = BackendKind::Automatic;
    std::vector<int> devices;            ///< numbers of GPUs, as availableDevices() lists them; empty: all that help.
                                         ///< One given twice plays two devices, which only tests want.
    int virtualDevices = 1;              ///< CPU only: how many devices the CPU plays
    std::optional<Placement> placement;  ///< chosen by the planner where absent
    Interconnect interconnect = Interconnect::Automatic;  ///< of several GPUs
    bool recordSteps = true;  ///< on GPUs: replay decode steps that come again; else launch every kernel
    std::optional<WeightFormats>
        weights;  ///< as stored where absent, see residentFormats(); else converted while loading
    std::optional<Precision> kvPrecision;  ///< the devices' usual one where absent, see supported.h
    int contextTokens = 4096;              ///< per chat; 0: 4096, or the trained context where that is less
    bool shortenContext = false;           ///< to what the model takes, if contextTokens is more; else that is refused
    int batch = 8;                         ///< chats at once
    int prefillChunkTokens = 0;            ///< most prompt tokens in one step; 0: 4096 on GPUs, 512 on the CPU
    int threads = 0;                       ///< CPU threads in all; 0: one per core
    std::uint64_t memoryBytes = 0;         ///< of each device, planned and taken as if it had no more; 0: all it has
    bool idsOnly = false;                  ///< requests come as token ids, so the tokenizer is not even opened
    /// Of all products but the output head's, in steps with more than 128 tokens of prompts. Float8 wants experts in
    /// fp8 and devices that multiply so, see supported.h.
    Activations promptActivations = Activations::Exact;
    /// GPUs only: names of kernels that are taken wherever they support the shape, before those that are the fastest.
    /// "mma", "separate" is what GPUs without wgmma run, but for prompts, where "cublas" may be faster.
    std::vector<std::string> kernels;
};

/// Whose a message is, or what: the last three are for formats that have tools, and their contents are JSON.
enum class Role {
    System,
    User,
    Assistant,
    Tools,       ///< that may be called: a list of them, as OpenAI has it
    ToolCalls,   ///< an assistant's: [{"name": ..., "arguments": {...}, "id": ...}]
    ToolResult,  ///< of one call: {"content": ..., "call_id": ...}
};

/// One turn of a conversation, UTF-8.
struct Message {
    Role role = Role::User;
    std::string content;

    bool operator==(const Message&) const = default;
};

/// How the next token is drawn. The order is: repetition penalty, presence and frequency penalty, temperature, top-k,
/// top-p, min-p.
struct SamplingOptions {
    float temperature = 0.7f;        ///< 0: the most likely token (greedy)
    int topK = 40;                   ///< 0: off
    float topP = 0.9f;               ///< 1: off
    float minP = 0.0f;               ///< 0: off; relative to the most likely token
    float repetitionPenalty = 1.0f;  ///< 1: off; applies to every token of prompt and answer
    float presencePenalty = 0.0f;    ///< -2 to 2, 0: off; taken from the logit of each token that the answer has
    float frequencyPenalty = 0.0f;   ///< -2 to 2, 0: off; the same for each time that it has it
    std::uint64_t seed = 0;          ///< the same seed draws the same text, whatever else is in the batch
    int logProbabilities = 0;        ///< how many alternatives to report per token, at most 20; 0: none

    bool operator==(const SamplingOptions&) const = default;
};

using RequestId = std::uint64_t;

/// One answer to generate.
struct Request {
    std::string client;                 ///< whose it is: "window", "console", "benchmark"; for those who watch
    std::vector<Message> messages;      ///< encoded with `format`
    std::string format = "mistral-v1";  ///< name of a prompt format, see formats.h
    std::vector<int> promptIds;         ///< instead of `messages`: token ids, taken as they are
    SamplingOptions sampling;
    int maxTokens = 512;            ///< of the answer
    std::vector<std::string> stop;  ///< strings that end the answer and are not part of it
    bool ignoreEos = false;         ///< generate maxTokens in any case (benchmarks)
    bool served = false;            ///< comes over a network: leaves places that are kept, see EngineLoop::keepPlaces()
    /// Report the log-probability of every token of the prompt, too, which is then read from its beginning on, and as
    /// many alternatives as of the answer's tokens.
    bool scorePrompt = false;
};

}  // namespace mw
