// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "bench_commands.h"
#include "conversation_file.h"
#include "generate.h"
#include "model_options.h"

namespace mw::tools {

namespace {

using nlohmann::json;

struct GenerateOptions {
    ModelOptions model;
    Request request;
    std::string conversation;
    bool asJson = false;
};

json toJson(const GeneratedAnswer& answer, bool withLogProbabilities) {
    json ids = json::array();
    json logProbabilities = json::array();
    for (const TokenEvent& token : answer.tokens) {
        ids.push_back(token.token);
        json alternatives = json::array();
        for (const TokenAlternative& other : token.alternatives)
            alternatives.push_back({{"id", other.token}, {"logprob", other.logProbability}, {"text", other.text}});
        logProbabilities.push_back({{"id", token.token}, {"logprob", token.logProbability}, {"top", alternatives}});
    }
    json result = {{"ids", ids},
                   {"text", answer.text},
                   {"finish", finishReasonName(answer.finished.reason)},
                   {"prompt_tokens", answer.accepted.promptTokens}};
    if (withLogProbabilities) result["logprobs"] = logProbabilities;
    return result;
}

/// Room for the prompt and the answer, as far as the model was trained for it.
int neededContext(const GenerateOptions& options, const OpenedCheckpoint& checkpoint) {
    if (options.model.context > 0) return options.model.context;
    const std::size_t prompt =
        encodeConversation(options.model.directory, options.request.messages, options.request.format).size();
    const auto needed = static_cast<std::int64_t>(prompt) + options.request.maxTokens;
    return static_cast<int>(std::min<std::int64_t>(needed, checkpoint.info.config.trainedContext));
}

int run(GenerateOptions& options) {
    Request& request = options.request;
    request.client = "console";
    request.messages = readConversation(options.conversation);
    const OpenedCheckpoint checkpoint = openCheckpoint(options.model.directory);
    const bool formatWasChosen = request.format.empty();
    if (formatWasChosen) request.format = checkpoint.info.suggestedFormat;
    EngineLoop engine;
    load(engine, {loadOptions(options.model, neededContext(options, checkpoint), 1), checkpoint});
    sayNotes(checkpoint.info, formatWasChosen);
    const auto print = [](const std::string& text) {
        std::fwrite(text.data(), 1, text.size(), stdout);
        std::fflush(stdout);
    };
    const GeneratedAnswer answer = options.asJson ? generate(engine, request) : generate(engine, request, print);
    if (options.asJson)
        std::puts(toJson(answer, request.sampling.logProbabilities > 0)
                      .dump(-1, ' ', false, json::error_handler_t::replace)
                      .c_str());
    else
        std::puts("");
    if (errorIsTerminal())
        std::fprintf(stderr, "%d tokens, %.1f tokens/s, first token after %.0f ms\n", answer.finished.generatedTokens,
                     answer.finished.decodeTokensPerSecond, answer.finished.timeToFirstTokenMs);
    return kSuccess;
}

}  // namespace

Command addGenerate(CLI::App& program) {
    CLI::App* app = program.add_subcommand("generate", "Answers a conversation");
    auto options = std::make_shared<GenerateOptions>();
    Request& request = options->request;
    request.format.clear();
    addModelOption(*app, options->model)->required();
    addFormatOption(*app, request.format);
    app->add_option("--conversation", options->conversation, R"(JSON: [{"role":"user","content":"..."}]; - is stdin)")
        ->required()
        ->type_name("FILE");
    app->add_option("--max-tokens", request.maxTokens, "Most tokens of the answer")
        ->transform(wholeNumber(1, 1 << 30))
        ->capture_default_str();
    app->add_option("--stop", request.stop, "Text that ends the answer; may be given several times")
        ->take_all()
        ->allow_extra_args(false);
    app->add_option("--logprobs", request.sampling.logProbabilities, "Alternatives to report per token, with --json")
        ->transform(wholeNumber(0, 20));
    app->add_flag("--ignore-eos", request.ignoreEos, "Go on where the model would end");
    app->add_flag("--json", options->asJson, "Print one JSON object instead of streaming text");
    addSamplingOptions(*app, request.sampling);
    addLoadOptions(*app, options->model);
    return {app, [options] { return run(*options); }};
}

}  // namespace mw::tools
