// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// What a format of weights, or of the KV cache, costs: a text is read with the weights as they are stored and the usual
// cache, then with those that were asked for.

#include <algorithm>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "bench_commands.h"
#include "files.h"
#include "model_options.h"
#include "mw/quality.h"

namespace mw::tools {

namespace {

constexpr int kUsualChunk = 2048;
constexpr std::size_t kMostBytes = 256 << 20;

struct QualityOptions {
    ModelOptions model;
    std::string text;
    int tokens = 4096;
    bool asJson = false;
};

std::vector<std::vector<int>> piecesOf(const QualityOptions& options, int context) {
    const std::vector<Message> text = {{Role::User, readFile(options.text, kMostBytes)}};
    std::vector<int> ids = encodeConversation(options.model.directory, text, "plain");
    if (ids.size() > static_cast<std::size_t>(options.tokens)) ids.resize(static_cast<std::size_t>(options.tokens));
    if (ids.size() < 2) refuse("--text: a text of two tokens is the shortest that can be measured");
    return qualityPieces(ids, context);
}

/// Has the model loaded so read all of the text.
void readAll(const LoadRequest& request, QualityText& text) {
    EngineLoop engine;
    load(engine, request);
    while (engine.run([&](Engine& loaded) { return text.readNext(loaded); })) {
    }
}

int run(const QualityOptions& options) {
    if (options.model.precision.empty() && options.model.kvPrecision.empty() &&
        parseActivations(options.model.activations) == Activations::Exact)
        refuse("give --precision, --kv-precision or --activations, or several of them");
    const OpenedCheckpoint checkpoint = openCheckpoint(options.model.directory);
    const int trained = checkpoint.info.config.trainedContext;
    const int context = options.model.context > 0 ? options.model.context : std::min(kUsualChunk, trained);
    if (context < 2) refuse("--context: two tokens are the least that can be measured");
    QualityText text(piecesOf(options, context));

    LoadOptions other = loadOptions(options.model, context, 1);
    LoadOptions reference = other;
    reference.weights.reset();
    reference.kvPrecision.reset();
    reference.promptActivations = Activations::Exact;
    readAll({reference, checkpoint}, text);
    readAll({other, checkpoint}, text);
    const QualityComparison& comparison = text.comparison();

    const std::string weights = options.model.precision.empty() ? "as-stored" : options.model.precision;
    const std::string kv(precisionName(planLoad(checkpoint.info, other).request.kv));
    if (options.asJson) {
        const nlohmann::json json = {{"precision", weights},
                                     {"kv_precision", kv},
                                     {"activations", options.model.activations},
                                     {"tokens", comparison.tokens()},
                                     {"chunk_tokens", context},
                                     {"perplexity", comparison.perplexity()},
                                     {"perplexity_as_stored", comparison.referencePerplexity()},
                                     {"kl_divergence_mean", comparison.meanDivergence()},
                                     {"kl_divergence_99", comparison.divergence99()},
                                     {"top1_agreement", comparison.agreement()}};
        std::puts(json.dump().c_str());
    } else {
        std::printf("%zu tokens in chunks of %d, %s with the KV cache in %s%s, beside the weights as stored:\n",
                    comparison.tokens(), context, weights.c_str(), kv.c_str(),
                    other.promptActivations == Activations::Float8 ? " and activations in fp8" : "");
        std::printf("perplexity          %.4f (as stored %.4f, %+.2f %%)\n", comparison.perplexity(),
                    comparison.referencePerplexity(),
                    100 * (comparison.perplexity() / comparison.referencePerplexity() - 1));
        std::printf("KL divergence       mean %.5f, 99 %% of tokens below %.5f\n", comparison.meanDivergence(),
                    comparison.divergence99());
        std::printf("same likeliest      %.2f %% of tokens\n", 100 * comparison.agreement());
    }
    return kSuccess;
}

}  // namespace

Command addQuality(CLI::App& program) {
    CLI::App* app =
        program.add_subcommand("quality",
                               "Says what --precision, --kv-precision and --activations cost: how a text is predicted, "
                               "beside the weights as they are stored");
    auto options = std::make_shared<QualityOptions>();
    addModelOption(*app, options->model)->required();
    app->add_option("--text", options->text, "A text of your own, UTF-8")->required()->type_name("FILE");
    app->add_option("--tokens", options->tokens, "Most tokens of it that are read")
        ->transform(wholeNumber(2, 10'000'000))
        ->capture_default_str();
    app->add_flag("--json", options->asJson, "One JSON object");
    addLoadOptions(*app, options->model);
    return {app, [options] { return run(*options); }};
}

}  // namespace mw::tools
