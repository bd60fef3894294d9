// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <map>
#include <utility>

#include "load_api.h"
#include "mw/error.h"
#include "utf8.h"

namespace mw::tools {

namespace {

using nlohmann::json;

constexpr std::size_t kKeptText = 64 << 10;

/// The text of an error, as OpenAI's servers and others give it.
std::string messageOf(const std::string& body) {
    const json parsed = json::parse(body, nullptr, false);
    if (parsed.is_object()) {
        const auto error = parsed.find("error");
        if (error != parsed.end() && error->is_object() && error->contains("message") &&
            (*error)["message"].is_string())
            return (*error)["message"];
        if (error != parsed.end() && error->is_string()) return *error;
    }
    return body.substr(0, 200);
}

/// Streams completions or chats.
class OpenAiLoad final : public LoadApi {
 public:
    OpenAiLoad(HttpClient& http, LoadTerms terms) : m_http(http), m_terms(std::move(terms)) {}

    json describe() override {
        const HttpReply reply = callNow(m_http, {.route = "/v1/models", .fields = fields()});
        if (reply.status != 200)
            throw Error(ErrorCode::InvalidArgument, "/v1/models: " + errorKindOf(reply) + ": " + messageOf(reply.body));
        const json list = json::parse(reply.body, nullptr, false);
        std::string names;
        if (list.is_object() && list.contains("data") && list["data"].is_array()) {
            for (const json& model : list["data"]) {
                if (!model.is_object() || !model.contains("id") || !model["id"].is_string()) continue;
                const std::string id = model["id"];
                names += (names.empty() ? "" : ", ") + inQuotes(id);
                if (!m_terms.model.empty() && m_terms.model != id) continue;
                m_terms.model = id;
                if (model.contains("max_model_len") && model["max_model_len"].is_number_integer())
                    m_context = model["max_model_len"];
                return {{"model_name", id}, {"framework", model.value("owned_by", json())}};
            }
        }
        throw Error(ErrorCode::InvalidArgument,
                    names.empty() ? "/v1/models names no model; it may still be loading"
                                  : "--name: the server has no model " + inQuotes(m_terms.model) + "; it has " + names);
    }

    int context() const override { return m_context; }

    void ask(int number, const LoadPrompt& prompt, Done done) override {
        json body = {{"model", m_terms.model},
                     {"max_tokens", m_terms.generate},
                     {"ignore_eos", true},  // as long as was asked for, where the server knows this
                     {"temperature", m_terms.temperature},
                     {"seed", m_terms.seed + static_cast<std::uint64_t>(number)},
                     {"stream", true},
                     {"stream_options", {{"include_usage", true}}}};
        if (m_terms.chat) {
            body["messages"] = {{{"role", "user"}, {"content", prompt.text}}};
        } else {
            body["prompt"] = prompt.ids.empty() ? json(prompt.text) : json(prompt.ids);
            body["return_token_ids"] = true;  // so that every token is told of, also one that is no whole character
        }
        const auto stream = std::make_shared<Stream>();
        stream->done = std::move(done);
        stream->sample.number = number;
        stream->sample.sent = Clock::now();
        stream->sample.sentAt = std::chrono::system_clock::now();
        const auto call = std::make_shared<HttpClient::Call>();
        *call = m_http.begin({.route = m_terms.chat ? "/v1/chat/completions" : "/v1/completions",
                              .body = body.dump(),
                              .fields = fields(),
                              .timeout = m_terms.timeout,
                              .onPiece = [stream](std::string_view piece) { stream->take(piece); },
                              .done =
                                  [this, stream, call](const HttpReply& reply) {
                                      m_open.erase(*call);
                                      stream->end(reply);
                                  }});
        m_open.insert({*call, stream});
    }

    Clock::time_point turn(Clock::time_point) override { return Clock::time_point::max(); }

    void cancelAll() override {
        for (const auto& [call, stream] : std::exchange(m_open, {}))
            m_http.cancel(call);
    }

 private:
    struct Stream {
        LoadSample sample;
        Done done;
        std::string pending;  ///< a part of an event
        bool isComplete = false;

        void take(std::string_view piece) {
            const auto now = Clock::now();
            pending += piece;
            std::size_t from = 0;
            for (std::size_t end = 0; (end = pending.find("\n\n", from)) != std::string::npos; from = end + 2)
                event(std::string_view(pending).substr(from, end - from), now);
            pending.erase(0, from);
        }

        void event(std::string_view text, Clock::time_point now) {
            constexpr std::string_view kData = "data:";
            if (!text.starts_with(kData)) return;  // a comment, to keep the connection open
            text.remove_prefix(kData.size());
            if (text.find("[DONE]") != std::string_view::npos && text.size() < 10) {
                isComplete = true;
                return;
            }
            const json parsed = json::parse(text, nullptr, false);
            if (!parsed.is_object()) {
                sample.errorKind = "unintelligible";
                sample.error = "an event that is no JSON: " + std::string(text.substr(0, 80));
                return;
            }
            if (parsed.contains("error")) {
                sample.errorKind = "failed in the stream";
                sample.error = messageOf(std::string(text));
                return;
            }
            if (const auto usage = parsed.find("usage"); usage != parsed.end() && usage->is_object()) {
                for (const auto& [key, count] :
                     {std::pair{"prompt_tokens", &sample.promptTokens}, {"completion_tokens", &sample.generatedTokens}})
                    if (const auto found = usage->find(key); found != usage->end() && found->is_number_integer())
                        *count = found->get<int>();
            }
            const auto choices = parsed.find("choices");
            if (choices == parsed.end() || !choices->is_array() || choices->empty()) return;
            const json& choice = choices->front();
            int tokens = 0;
            if (const auto ids = choice.find("token_ids"); ids != choice.end() && ids->is_array())
                tokens = static_cast<int>(ids->size());
            const json* part = nullptr;
            if (const auto found = choice.find("text"); found != choice.end()) part = &*found;
            if (const auto delta = choice.find("delta"); delta != choice.end() && delta->is_object())
                if (const auto content = delta->find("content"); content != delta->end()) part = &*content;
            if (part && part->is_string()) {
                const std::string& said = part->get_ref<const std::string&>();
                if (!said.empty()) tokens = std::max(tokens, 1);
                if (sample.text.size() < kKeptText) sample.text += said;
            }
            if (tokens > 0) sample.came.push_back({now, tokens});
        }

        void end(const HttpReply& reply) {
            sample.ended = Clock::now();
            sample.endedAt = std::chrono::system_clock::now();
            int came = 0;
            for (const TokensCame& some : sample.came)
                came += some.tokens;
            if (sample.generatedTokens == 0) sample.generatedTokens = came;
            if (reply.status != 200) {
                sample.errorKind = errorKindOf(reply);
                sample.error = reply.status != 0 ? messageOf(reply.body) : reply.failure;
            } else if (sample.errorKind.empty() && !isComplete) {
                sample.errorKind = "broken off";
                sample.error = "the stream ended without [DONE]";
            }
            done(std::move(sample));
        }
    };

    std::vector<std::string> fields() const {
        if (m_terms.secret.empty()) return {};
        return {"Authorization: Bearer " + m_terms.secret};
    }

    HttpClient& m_http;
    LoadTerms m_terms;
    int m_context = 0;
    std::map<HttpClient::Call, std::shared_ptr<Stream>> m_open;
};

}  // namespace

std::unique_ptr<LoadApi> openAiLoad(HttpClient& http, LoadTerms terms) {
    return std::make_unique<OpenAiLoad>(http, std::move(terms));
}

}  // namespace mw::tools
