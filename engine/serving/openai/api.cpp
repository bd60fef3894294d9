// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "api.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <iterator>
#include <random>

#include "answer.h"
#include "answer_json.h"
#include "mw/formats.h"
#include "mw/resources.h"
#include "utf8.h"

namespace mw::openai {

namespace {

/// Seeds of further choices, far from each other.
constexpr std::uint64_t kSeedStep = 0x9e3779b97f4a7c15;

/// Counts an answer when it begins.
class CountedWriter final : public http::ResponseWriter {
 public:
    CountedWriter(std::shared_ptr<ResponseWriter> writer, std::function<void(int status)> count)
        : m_writer(std::move(writer)), m_count(std::move(count)) {}

    void send(http::Response response) override {
        m_count(response.status);
        m_writer->send(std::move(response));
    }
    void begin(http::Response head) override {
        m_count(head.status);
        m_writer->begin(std::move(head));
    }
    void write(std::string_view piece) override { m_writer->write(piece); }
    void end() override { m_writer->end(); }
    void onGone(std::function<void()> gone) override { m_writer->onGone(std::move(gone)); }

 private:
    std::shared_ptr<ResponseWriter> m_writer;
    std::function<void(int)> m_count;
};

/// What the demonstrator is made of: its paths and where they lie among the resources.
constexpr std::array<std::array<std::string_view, 3>, 8> kAssets = {{
    {"/", "demonstrator/index.html", "text/html; charset=utf-8"},
    {"/demonstrator.css", "demonstrator/demonstrator.css", "text/css; charset=utf-8"},
    {"/demonstrator.js", "demonstrator/demonstrator.js", "text/javascript; charset=utf-8"},
    {"/templates/en.json", "templates/en.json", "application/json"},
    {"/templates/de.json", "templates/de.json", "application/json"},
    {"/templates/fr.json", "templates/fr.json", "application/json"},
    {"/templates/it.json", "templates/it.json", "application/json"},
    {"/templates/es.json", "templates/es.json", "application/json"},
}};

/// The page runs nothing but its own script, and talks to nobody but this server.
constexpr const char* kContentPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'";

http::Response assetOf(std::string_view file, std::string_view type) {
    const auto path = resourceFolder() / file;
    std::ifstream in(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    if (text.empty())
        throw Error(ErrorCode::FileNotFound, path.string() + ": a part of the demonstrator is not installed",
                    {path.string(), {}, {}});
    return {.type = std::string(type),
            .body = std::move(text),
            .fields = {{"Content-Security-Policy", kContentPolicy}, {"Referrer-Policy", "no-referrer"}}};
}

/// A client's name, if it has one that can be shown.
std::string shownName(const std::string& name) {
    constexpr std::size_t kLongest = 32;
    const bool shown = name.size() <= kLongest && std::ranges::all_of(name, [](char c) { return c >= ' ' && c < 127; });
    return shown ? name : std::string();
}

/// A client as views of what the engine is busy with show it.
std::string clientName(const http::Request& request, const std::string& user) {
    const std::string name = shownName(user);
    return "http " + request.peer + (name.empty() ? "" : " " + name);
}

/// A path as it was meant: "%2F" is "/". What is no such code stays as it is.
std::string decoded(std::string_view path) {
    std::string text;
    for (std::size_t i = 0; i < path.size(); ++i) {
        unsigned value = 0;
        const char* const digits = path.data() + i + 1;
        if (path[i] == '%' && i + 2 < path.size() && std::from_chars(digits, digits + 2, value, 16).ptr == digits + 2) {
            text += static_cast<char>(value);
            i += 2;
        } else {
            text += path[i];
        }
    }
    return text;
}

void requireTools(const LoadedModel& model, const std::string& name) {
    const auto format = std::ranges::find(promptFormats(), name, &PromptFormatInfo::name);
    if (format == promptFormats().end() || !format->hasTools)
        throw ApiError(400, "tools: the prompt format of this model, " + name + ", has none", "unsupported_parameter",
                       "tools");
    if (!model.toolCallsToken)
        throw ApiError(400, "tools: the tokenizer of this model has no tokens for them", "unsupported_parameter",
                       "tools");
}

}  // namespace

Api::Api(EngineLoop& loop, const ApiServerOptions& options, std::function<std::size_t()> connections)
    : m_loop(loop),
      m_options(options),
      m_connections(std::move(connections)),
      m_routes({{"GET", "/health", &Api::health},
                {"GET", "/v1/models", &Api::models},
                {"POST", "/v1/chat/completions", &Api::chat},
                {"POST", "/v1/completions", &Api::completions},
                {"GET", "/metrics", &Api::metrics}}),
      m_metrics(std::make_shared<Metrics>()),
      m_bounds(std::make_shared<ClientBounds>(options.requestsPerClient)) {
    if (options.demonstrator) {
        for (const auto& [path, file, type] : kAssets) {
            m_assets.emplace(path, assetOf(file, type));
            m_routes.push_back({"GET", std::string(path), &Api::asset});
        }
    }
    loop.observe(m_metrics);
}

std::vector<std::string> Api::openPaths() const {
    std::vector<std::string> paths = {"/health"};
    for (const auto& [path, asset] : m_assets)
        paths.push_back(path);
    return paths;
}

void Api::refused(const std::string& address, const http::Response& refusal) {
    m_metrics->answered("other", refusal.status);
    if (m_options.observer)
        m_options.observer->ended({.address = address, .name = {}, .route = {}},
                                  {.status = refusal.status, .reason = refusal.reason});
}

ApiClient Api::clientOf(const http::Request& request) {
    const std::string* agent = request.field("user-agent");
    return {.address = request.peer,
            .name = agent ? shownName(agent->substr(0, agent->find(' '))) : std::string(),
            .route = std::string(request.path())};
}

void Api::handle(const std::shared_ptr<const http::Request>& request,
                 const std::shared_ptr<http::ResponseWriter>& writer) {
    // One model of the list has a path of its own.
    const std::string_view one = "/v1/models/";
    const std::string_view path = request->path().starts_with(one) ? one.substr(0, one.size() - 1) : request->path();
    const auto known =
        std::ranges::find(m_routes, path, [](const Route& route) -> std::string_view { return route.path; });
    const std::string name = known == m_routes.end() ? "other" : known->path;
    const auto counted = std::make_shared<CountedWriter>(
        writer, [metrics = m_metrics, name](int status) { metrics->answered(name, status); });
    const auto refuse = [&](const http::Response& refusal) {
        counted->send(refusal);
        if (!m_options.observer) return;
        ApiClient client = clientOf(*request);
        client.route = name;  // what is asked for in vain is no text to be shown
        m_options.observer->ended(client, {.status = refusal.status, .reason = refusal.reason});
    };
    try {
        if (known == m_routes.end()) throw ApiError(404, "There is nothing at this path.", "not_found");
        // The connection leaves the body of a HEAD's answer out.
        if (known->method != (request->method == "HEAD" ? "GET" : request->method))
            throw ApiError(405, "Only " + known->method + " is served at this path.", "method_not_allowed");
        (this->*known->answer)(*request, counted);
    } catch (const ApiError& error) {
        refuse(error.response());
    } catch (const std::exception& error) {
        refuse(http::errorResponse(500, error.what(), "internal_error"));
    }
}

void Api::health(const http::Request&, const Writer& writer) {
    const bool loaded = m_loop.model() != nullptr;
    writer->send({.status = loaded ? 200 : 503, .body = loaded ? R"({"status":"ok"})" : R"({"status":"no model"})"});
}

void Api::models(const http::Request& request, const Writer& writer) {
    Json list = Json::array();
    if (const auto model = m_loop.model()) {
        for (const std::string& name : namesOf(*model))
            list.push_back({{"id", name},
                            {"object", "model"},
                            {"created", 0},
                            {"owned_by", "mixtral-workbench"},
                            {"max_model_len", model->plan.request.contextTokens}});
    }
    const std::string_view path = request.path();
    const std::size_t slash = std::string_view("/v1/models").size();
    if (path.size() == slash) return writer->send({.body = dumped({{"object", "list"}, {"data", list}})});
    const auto found = std::ranges::find(list, decoded(path.substr(slash + 1)),
                                         [](const Json& entry) { return entry["id"].get_ref<const std::string&>(); });
    if (found == list.end()) throw ApiError(404, "There is no model of that name.", "model_not_found", "model");
    writer->send({.body = dumped(*found)});
}

void Api::metrics(const http::Request&, const Writer& writer) {
    writer->send({.type = "text/plain; version=0.0.4; charset=utf-8",
                  .body = m_metrics->text(m_connections(), static_cast<std::size_t>(m_bounds->all()))});
}

void Api::asset(const http::Request& request, const Writer& writer) {
    writer->send(m_assets.find(request.path())->second);
}

std::shared_ptr<const LoadedModel> Api::requireModel() const {
    auto model = m_loop.model();
    if (!model) throw ApiError(503, "No model is loaded.", "model_not_loaded");
    return model;
}

std::vector<std::string> Api::namesOf(const LoadedModel& model) const {
    if (!m_options.modelNames.empty()) return m_options.modelNames;
    return {servedName(model.checkpoint)};
}

/// The name by which a client asked for the model, if it is one of its names.
std::string Api::requireName(const LoadedModel& model, const std::string& name) const {
    const std::vector<std::string> names = namesOf(model);
    if (std::ranges::find(names, name) != names.end()) return name;
    throw ApiError(404, "The model " + inQuotes(name) + " is not loaded; " + inQuotes(names.front()) + " is.",
                   "model_not_found", "model");
}

void Api::chat(const http::Request& request, const Writer& writer) {
    const ChatRequest asked = parseChatRequest(request.body);
    const auto model = requireModel();
    const std::string name = requireName(*model, asked.terms.model);
    Request prompt;
    prompt.messages = asked.messages;
    prompt.format = m_options.format.empty() ? model->checkpoint.suggestedFormat : m_options.format;
    if (asked.usesTools) requireTools(*model, prompt.format);
    if (asked.logProbabilities) prompt.sampling.logProbabilities = std::max(asked.alternatives, 1);
    start(spread({std::move(prompt)}, asked.terms, request), asked.terms, chatForm(asked, name), *model,
          asked.mayCallTools, request, writer);
}

void Api::completions(const http::Request& request, const Writer& writer) {
    const CompletionRequest asked = parseCompletionRequest(request.body);
    const auto model = requireModel();
    const std::string name = requireName(*model, asked.terms.model);
    std::vector<Request> prompts;
    for (const auto& given : asked.prompts) {
        Request prompt;
        if (const std::string* text = std::get_if<std::string>(&given)) {
            // An assistant's, which is gone on with: a space that follows it is a part of the answer.
            prompt.messages = {{Role::Assistant, *text}};
            prompt.format = "plain";
        } else {
            prompt.promptIds = std::get<std::vector<int>>(given);
        }
        if (asked.logProbabilities) prompt.sampling.logProbabilities = std::max(*asked.logProbabilities, 1);
        // Tokens have to be read back as text, too.
        prompt.scorePrompt = asked.echo && (asked.logProbabilities || !prompt.promptIds.empty());
        prompts.push_back(std::move(prompt));
    }
    start(spread(std::move(prompts), asked.terms, request), asked.terms, completionForm(asked, name), *model, false,
          request, writer);
}

/// As many requests of each prompt as choices are wanted, with all else that the terms say.
std::vector<Request> Api::spread(std::vector<Request> prompts, const Terms& terms, const http::Request& request) const {
    std::vector<Request> requests;
    for (Request& prompt : prompts) {
        prompt.client = clientName(request, terms.user);
        prompt.served = true;
        const int logProbabilities = prompt.sampling.logProbabilities;
        prompt.sampling = terms.sampling;
        prompt.sampling.logProbabilities = logProbabilities;
        if (!terms.seeded)
            prompt.sampling.seed = std::random_device()() | (std::uint64_t{std::random_device()()} << 32);
        prompt.maxTokens = std::max(terms.maxTokens.value_or(std::numeric_limits<int>::max()), 1);
        prompt.stop = terms.stop;
        prompt.ignoreEos = terms.ignoreEos;
        for (int choice = 0; choice < terms.choices; ++choice) {
            requests.push_back(prompt);
            prompt.sampling.seed += kSeedStep;
        }
    }
    return requests;
}

void Api::start(std::vector<Request> requests, const Terms& terms, std::unique_ptr<AnswerForm> form,
                const LoadedModel& model, bool mayCallTools, const http::Request& request, const Writer& writer) {
    const int count = static_cast<int>(requests.size());
    if (!m_bounds->enter(request.peer, count))
        throw ApiError(429, "More than " + std::to_string(m_bounds->most()) + " requests of one client are not queued.",
                       "too_many_requests");
    ApiClient client = clientOf(request);
    if (std::string user = shownName(terms.user); !user.empty()) client.name = std::move(user);
    Answer::start(m_loop, std::move(requests),
                  {.stream = terms.stream,
                   .includeUsage = terms.includeUsage,
                   .maxTokens = terms.maxTokens,
                   .choicesPerPrompt = terms.choices,
                   .context = model.plan.request.contextTokens,
                   .promptField = request.path() == "/v1/completions" ? "prompt" : "messages",
                   .toolCallsToken = mayCallTools ? model.toolCallsToken : std::nullopt},
                  std::move(form), writer,
                  {.accepted =
                       [observer = m_options.observer, client](RequestId id) {
                           if (observer) observer->accepted(id, client);
                       },
                   .ended =
                       [observer = m_options.observer, client, bounds = m_bounds, count](const ApiOutcome& outcome) {
                           bounds->leave(client.address, count);
                           if (observer) observer->ended(client, outcome);
                       }});
}

}  // namespace mw::openai
