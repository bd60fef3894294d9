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

int run(const LogitsOptions& options) {
    const std::vector<int> ids = parseNumbers(options.ids, "--ids", 0);
    const int context = options.model.context > 0 ? options.model.context : static_cast<int>(ids.size());
    Engine engine;
    load(engine, loadOptions(options.model, context, 1));
    const std::vector<float> logits = engine.logits(ids);
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
