// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include <memory>

#include "bench_commands.h"
#include "device_list.h"
#include "files.h"
#include "model_options.h"

namespace mw::tools {

namespace {

struct LogitsOptions {
    ModelOptions model;
    std::string ids;
    std::string out;
};

/// Names the option at fault before anything is loaded.
void checkIds(const std::vector<int>& ids, const ModelOptions& model, const ModelConfig& config) {
    for (const int id : ids)
        if (id >= config.vocabularySize)
            refuse("--ids: " + std::to_string(id) + " is no token of a vocabulary of " +
                   std::to_string(config.vocabularySize));
    const std::string count = "--ids: " + std::to_string(ids.size()) + " tokens are more than the ";
    if (ids.size() > static_cast<std::size_t>(config.trainedContext))
        refuse(count + std::to_string(config.trainedContext) + " that the model takes");
    if (model.context > 0 && ids.size() > static_cast<std::size_t>(model.context))
        refuse(count + std::to_string(model.context) + " of --context");
}

int run(const LogitsOptions& options) {
    const std::vector<int> ids = parseNumbers(options.ids, "--ids", 0);
    const OpenedCheckpoint checkpoint = openCheckpoint(options.model.directory);
    checkIds(ids, options.model, checkpoint.info.config);
    const int context = options.model.context > 0 ? options.model.context : static_cast<int>(ids.size());
    LoadOptions load = loadOptions(options.model, context, 1);
    load.idsOnly = true;
    EngineLoop engine;
    tools::load(engine, {load, checkpoint});
    const std::vector<float> logits = engine.run([&](Engine& loaded) { return loaded.logits(ids); });
    writeNpy(options.out, logits, ids.size(), logits.size() / ids.size());
    return kSuccess;
}

}  // namespace

Command addLogits(CLI::App& program) {
    CLI::App* app = program.add_subcommand("logits", "Writes the logits after every token as a .npy file");
    auto options = std::make_shared<LogitsOptions>();
    addModelOption(*app, options->model)->required();
    app->add_option("--ids", options->ids, "Token ids, like 1,2,3")->required();
    app->add_option("--out", options->out, "File for float32 [tokens, vocabulary]")->required()->type_name("FILE");
    addLoadOptions(*app, options->model);
    return {app, [options] { return run(*options); }};
}

}  // namespace mw::tools
