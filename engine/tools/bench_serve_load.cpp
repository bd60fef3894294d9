// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// The experiment of AIME's benchmark from outside: many clients of a server, each with a short or a full context, and
// what they wait for.

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <fstream>
#include <random>

#include "bench_commands.h"
#include "device_list.h"
#include "end_signals.h"
#include "load/load_report.h"
#include "model_options.h"
#include "mw/token_file.h"
#include "random_prompt.h"

namespace mw::tools {

namespace {

using nlohmann::json;

/// What AIME's benchmark asks for.
const char* const kShortPrompt = "Tell a very long story with at least 500 words: Once upon a time";
/// Tokens that a prompt of words may take beyond them: one that begins it, and a chat's tags.
constexpr int kAroundPrompt = 32;
/// Below every control token of Mixtral's tokenizers, above those of single bytes.
constexpr int kFirstId = 1000, kIds = 30'000;
constexpr int kLongestPrompt = 1 << 20;

struct ServeLoadOptions {
    std::string url, api = "openai", tokenFile, certificates, name, out;
    std::string prompts = "short", concurrency, rates;
    int generate = 500, context = 0, requests = 0, timeoutSeconds = 600, pollMs = 300, warmUp = 1;
    std::uint64_t seed = 1;
    float temperature = 0;
    bool chat = false, ids = false, asJson = false;
};

std::vector<double> parseRates(const std::string& text) {
    std::vector<double> rates;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(',', at), text.size());
        double rate = 0;
        const auto [rest, error] = std::from_chars(text.data() + at, text.data() + end, rate);
        if (error != std::errc() || rest != text.data() + end || !(rate > 0 && rate <= 1e5))
            refuse("--rate: '" + text + "' is no list of requests a second, like 0.5,2");
        rates.push_back(rate);
        at = end + 1;
    }
    return rates;
}

/// A text of so many words, each of which is one token of Mixtral's tokenizers. Those of different numbers share no
/// beginning, so that nothing is found in the server's cache.
std::string wordsOf(int count, std::uint32_t number) {
    static const std::vector<std::string> kWords = {
        "time", "house", "water", "light", "night", "story", "world", "hand",  "place", "year",
        "day",  "way",   "life",  "work",  "part",  "long",  "great", "small", "old",   "new",
        "good", "first", "last",  "white", "black", "high",  "open",  "near",  "under", "over"};
    std::mt19937 random(number);
    std::string text;
    for (int i = 0; i < count; ++i)
        text += (i == 0 ? "" : " ") + kWords[random() % kWords.size()];
    return text;
}

struct PromptKind {
    std::string name;
    int tokens = 0;  ///< 0: the short one
};

std::vector<PromptKind> promptKinds(const ServeLoadOptions& options, int context) {
    std::vector<PromptKind> kinds;
    for (std::size_t at = 0; at <= options.prompts.size();) {
        const std::size_t end = std::min(options.prompts.find(',', at), options.prompts.size());
        const std::string name = options.prompts.substr(at, end - at);
        at = end + 1;
        if (name == "short") {
            kinds.push_back({name, 0});
        } else if (name == "full") {
            if (context == 0)
                refuse(
                    "--prompt full: the server does not say how many tokens its context holds; say it with --context");
            const int tokens = context - options.generate - (options.ids ? 0 : kAroundPrompt);
            if (tokens < 1)
                refuse("--generate: the context holds " + std::to_string(context) +
                       " tokens, and leaves no room for a prompt");
            kinds.push_back({name, tokens});
        } else {
            const int tokens = parseNumbers(name, "--prompt", 1).front();
            if (tokens > kLongestPrompt) refuse("--prompt: at most " + std::to_string(kLongestPrompt) + " tokens");
            kinds.push_back({name, tokens});
        }
    }
    return kinds;
}

LoadPrompt promptOf(const ServeLoadOptions& options, const PromptKind& kind, int number) {
    const auto seed = static_cast<std::uint32_t>(number);
    if (options.ids) {
        std::vector<int> ids = randomPrompt(std::max(kind.tokens, 16), kIds - kFirstId, seed);
        for (int& id : ids)
            id += kFirstId;
        return {{}, std::move(ids)};
    }
    return {kind.tokens == 0 ? kShortPrompt : wordsOf(kind.tokens, seed), {}};
}

std::vector<LoadLevel> levels(const ServeLoadOptions& options) {
    std::vector<LoadLevel> all;
    const auto requests = [&](double usual) {
        return options.requests > 0 ? options.requests : static_cast<int>(usual);
    };
    if (!options.concurrency.empty() || options.rates.empty())
        for (const int many :
             parseNumbers(options.concurrency.empty() ? "1,4,16,64" : options.concurrency, "--concurrency", 1))
            all.push_back({.concurrency = many, .requests = requests(many)});
    if (!options.rates.empty())
        for (const double rate : parseRates(options.rates))
            all.push_back({.rate = rate, .requests = requests(std::max(8.0, 30 * rate))});
    for (const LoadLevel& level : all)
        if (level.concurrency > 4096) refuse("--concurrency: at most 4096");
    return all;
}

void writeResult(const ServeLoadOptions& options, const LoadCell& cell, const json& facts) {
    if (options.out.empty()) return;
    const std::filesystem::path file = std::filesystem::path(options.out) / aimePath(cell, facts);
    std::error_code failure;
    std::filesystem::create_directories(file.parent_path(), failure);
    std::ofstream out(file);
    out << aimeResult(cell, facts).dump(2, ' ', false, json::error_handler_t::replace) << '\n';
    if (!out.flush())
        throw Error(ErrorCode::FileNotFound, file.string() + ": cannot be written", {file.string(), {}, {}});
}

int run(const ServeLoadOptions& options) {
    const bool aime = options.api == "aime";
    if (aime && (options.ids || options.chat)) refuse("--ids and --chat are for --api openai");
    if (options.ids && options.chat) refuse("--ids and --chat exclude each other: a chat is text");
    if (aime && options.tokenFile.empty()) refuse("--token-file: an AIME server wants a client's key");
    const std::vector<LoadLevel> sweep = levels(options);
    LoadTerms terms{.model = options.name,
                    .secret = options.tokenFile.empty() ? std::string() : readSecret(options.tokenFile),
                    .generate = options.generate,
                    .chat = options.chat,
                    .seed = options.seed,
                    .temperature = static_cast<double>(options.temperature),
                    .timeout = std::chrono::seconds(options.timeoutSeconds),
                    .poll = std::chrono::milliseconds(options.pollMs)};
    int most = 4;
    for (const LoadLevel& level : sweep)
        most = std::max(most, level.concurrency > 0 ? level.concurrency : level.requests);
    HttpClient http(parseServerAddress(options.url, "--url:"),
                    {.certificates = options.certificates, .keptConnections = std::min(most, 1024)});
    const std::unique_ptr<LoadApi> api = aime ? aimeLoad(http, terms) : openAiLoad(http, terms);
    EndSignals signals;
    const json facts = api->describe();
    int number = 0;
    bool stopped = false;
    const auto interrupted = [&] { return stopped = stopped || signals.take(); };
    int context = options.context > 0 ? options.context : api->context();
    if (aime && context == 0 && ("," + options.prompts + ",").find(",full,") != std::string::npos) {
        // The server does not know it, but its workers' results say it.
        const LoadResult first = runLevel(
            http, *api, {.concurrency = 1, .requests = 1}, number++,
            [&](int request) {
                return promptOf(options, {"short", 0}, request);
            },
            interrupted);
        if (stopped) return kSuccess;
        const LoadSample& sample = first.samples.front();
        if (!sample.errorKind.empty())
            throw Error(ErrorCode::Device,
                        "a first request was not answered: " + sample.errorKind + ": " + sample.error);
        context = api->context();
    }
    const std::vector<PromptKind> kinds = promptKinds(options, context);
    json rows = json::array();
    bool answered = false;
    if (!options.asJson) {
        std::printf("%s, %s; %d tokens each\n", oneLine(options.url).c_str(),
                    oneLine(facts.value("model_name", json("")).get<std::string>()).c_str(), options.generate);
        printLoadHead();
    }
    for (const PromptKind& kind : kinds) {
        const auto prompt = [&](int request) { return promptOf(options, kind, request); };
        for (int i = 0; i < options.warmUp && !stopped; ++i)
            runLevel(http, *api, {.concurrency = 1, .requests = 1}, number++, prompt, interrupted);
        for (const LoadLevel& level : sweep) {
            if (stopped) break;
            LoadCell cell{.prompt = kind.name, .promptTokens = kind.tokens, .generate = options.generate, .result = {}};
            cell.result = runLevel(http, *api, level, number, prompt, interrupted);
            number += level.requests;
            answered = answered || figuresOf(cell.result, cell.generate).answered > 0;
            if (options.asJson)
                rows.push_back(loadJson(cell));
            else
                printLoadRow(cell);
            writeResult(options, cell, facts);
        }
    }
    if (options.asJson)
        std::puts(json{
            {"url", options.url}, {"api", options.api}, {"server", facts}, {"interrupted", stopped}, {"levels", rows}}
                      .dump(-1, ' ', false, json::error_handler_t::replace)
                      .c_str());
    if (!answered && !stopped) throw Error(ErrorCode::Device, "no request was answered");
    return kSuccess;
}

}  // namespace

Command addServeLoad(CLI::App& program) {
    CLI::App* app = program.add_subcommand("serve-load",
                                           "Asks a server as many clients at once do, and measures what they wait for");
    auto options = std::make_shared<ServeLoadOptions>();
    const auto add = [&](const char* name, auto& value, const char* help) {
        return app->add_option(name, value, help);
    };
    add("--url", options->url, "The server, like http://127.0.0.1:8080")
        ->type_name("URL")
        ->required()
        ->check(notEmpty());
    add("--api", options->api,
        "openai: streamed completions. aime: jobs of an AIME API Server, as its own benchmark asks")
        ->check(CLI::IsMember({"openai", "aime"}))
        ->capture_default_str();
    add("--token-file", options->tokenFile, "Holds the token, or the key of an AIME server's client")
        ->type_name("FILE")
        ->check(notEmpty());
    add("--certificates", options->certificates, "Trust these authorities (PEM) for https in place of the system's")
        ->type_name("FILE")
        ->check(notEmpty());
    add("--name", options->name,
        "The model; the first of the server where not given. AIME: the endpoint, or mixtral_chat");
    add("--concurrency", options->concurrency,
        "A sweep of requests at once, like 1,4,16,64 (which it is where no rate is given)");
    add("--rate", options->rates, "A sweep of requests a second, like 0.5,2, which come as chance would have it");
    add("--prompt", options->prompts,
        "A list of: short, AIME's sentence; full, what the context holds beside the answer; a number of tokens")
        ->capture_default_str();
    add("--context", options->context,
        "Tokens that the server's context holds, for --prompt full; what it says itself where not given. (An AIME "
        "server's is taken from a first answer)")
        ->transform(wholeNumber(2, 1 << 20));
    add("--generate", options->generate, "Tokens of each answer")
        ->transform(wholeNumber(1, 1 << 20))
        ->capture_default_str();
    add("--requests", options->requests,
        "In all at each level; as many as at once, or 30 seconds' worth, where not given")
        ->transform(wholeNumber(1, 1'000'000));
    add("--warm-up", options->warmUp, "Requests before each prompt's levels that are not measured")
        ->transform(wholeNumber(0, 1000))
        ->capture_default_str();
    add("--seed", options->seed,
        "Of the first request; each next one has the next (AIME: where its endpoint takes a seed)")
        ->transform(wholeNumber(0, 1ULL << 62))
        ->capture_default_str();
    add("--temperature", options->temperature, "0: the most likely token (greedy)")
        ->transform(realNumber(0, 2))
        ->capture_default_str();
    add("--timeout", options->timeoutSeconds, "Seconds after which a request is given up")
        ->transform(wholeNumber(1, 86400))
        ->capture_default_str();
    add("--poll", options->pollMs, "Milliseconds between two looks at a job (AIME only)")
        ->transform(wholeNumber(10, 60'000))
        ->capture_default_str();
    app->add_flag("--chat", options->chat, "Ask for chats in place of completions (OpenAI only)");
    app->add_flag("--ids", options->ids, "Send prompts as token ids, for a model without a tokenizer (OpenAI only)");
    add("--out", options->out, "Also write each level's result file in AIME's form below this folder")
        ->type_name("DIR")
        ->check(notEmpty());
    app->add_flag("--json", options->asJson, "Print one JSON object instead of a table");
    return {app, [options] { return run(*options); }};
}

}  // namespace mw::tools
