// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <optional>
#include <string>

#include "command_line.h"
#include "mw/engine_loop.h"

namespace mw::tools {

/// The options with which a program loads a model.
struct ModelOptions {
    std::string directory;
    std::string randomWeights;  ///< "8x7B" or "8x22B"; only with addRandomWeightsOptions()
    int layers = 0;             ///< of the random model; 0: all
    int context = 0;            ///< 0: the program decides
    std::string devices;
    std::string memory;  ///< empty, or as parseMemory() takes it
    std::string backend = "auto";
    int virtualDevices = 1;
    int threads = 0;
    int prefillChunk = 0;  ///< 0: the engine decides
    int tensorParallel = 0;
    int pipelineParallel = 0;
    std::string interconnect = "auto";
    bool eager = false;
    std::string precision;    ///< empty, or as parseWeights() takes it
    std::string kvPrecision;  ///< empty: the devices' usual one
    std::string activations = "exact";
    std::vector<std::string> kernels;
};

CLI::Option* addModelOption(CLI::App& app, ModelOptions& options);
void addRandomWeightsOptions(CLI::App& app, ModelOptions& options);

/// Adds what decides where and how the model runs: --devices, --virtual-devices, --threads, ...
void addLoadOptions(CLI::App& app, ModelOptions& options);

/// Adds --memory.
CLI::Option* addMemoryOption(CLI::App& app, std::string& memory);

/// Adds --precision and --kv-precision.
void addPrecisionOptions(CLI::App& app, std::string& weights, std::string& kv);

/// The formats that a value of --precision stands for, of a model with so many layers; nothing for "as-stored" and "".
std::optional<WeightFormats> parseWeights(const std::string& name, int layers);

/// The engine's form of them, for `context` tokens per chat and `batch` chats. Throws Error(InvalidArgument) naming
/// the option.
LoadOptions loadOptions(const ModelOptions& options, int context, int batch);

/// "8x7B" and "8x22B", whatever their case; nothing for other names.
std::optional<ModelConfig> knownModel(const std::string& name);

/// The folder of the model that comes with the program. Throws Error(InvalidArgument) where it is not installed.
std::string demoModel();

/// The checkpoint of these options, opened to be looked at and then loaded; nothing for random weights. Throws Error.
std::optional<OpenedCheckpoint> openModel(const ModelOptions& options);

/// The longest context of a model that openModel() gave.
int trainedContext(const ModelOptions& options, const std::optional<OpenedCheckpoint>& checkpoint);

/// Tells people on stderr what they should know of a checkpoint; why its prompt format was chosen, if it `wasChosen`
/// and not named by them.
void sayNotes(const CheckpointInfo& info, bool wasChosen);

/// Loads and waits for it, showing progress on stderr if a person is watching. Returns false if `cancelled`, which is
/// asked now and then, said true. Throws Error.
bool load(EngineLoop& engine, const LoadRequest& request, const std::function<bool()>& cancelled = {});

}  // namespace mw::tools
