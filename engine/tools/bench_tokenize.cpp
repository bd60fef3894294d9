// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "bench_commands.h"
#include "conversation_file.h"
#include "mw/engine.h"

namespace mw::tools {

namespace {

struct TokenizeOptions {
    std::string directory;
    std::string format;
    std::string conversation;
};

int run(const TokenizeOptions& options) {
    const std::vector<Message> messages = readConversation(options.conversation);
    const std::vector<int> ids = encodeConversation(options.directory, messages, options.format);
    std::puts(nlohmann::json(ids).dump().c_str());
    return kSuccess;
}

}  // namespace

Command addTokenize(CLI::App& program) {
    CLI::App* app = program.add_subcommand("tokenize", "Prints the token ids of a conversation as JSON");
    auto options = std::make_shared<TokenizeOptions>();
    app->add_option("--model", options->directory, "Folder with tokenizer.model; no weights are read")
        ->required()
        ->check(notEmpty())
        ->type_name("DIR");
    addFormatOption(*app, options->format)->required();
    app->add_option("--conversation", options->conversation, R"(JSON: [{"role":"user","content":"..."}]; - is stdin)")
        ->required()
        ->type_name("FILE");
    return {app, [options] { return run(*options); }};
}

}  // namespace mw::tools
