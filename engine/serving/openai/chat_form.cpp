// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "answer_json.h"

namespace mw::openai {

namespace {

Json bytesJson(const std::string& bytes) {
    Json list = Json::array();
    for (const char c : bytes)
        list.push_back(static_cast<unsigned char>(c));
    return list;
}

class ChatForm final : public AnswerForm {
 public:
    ChatForm(const ChatRequest& request, const std::string& model)
        : m_logProbabilities(request.logProbabilities),
          m_alternatives(static_cast<std::size_t>(request.alternatives)),
          m_includeUsage(request.terms.includeUsage),
          m_envelope(envelope("chatcmpl-", request.terms.stream ? "chat.completion.chunk" : "chat.completion", model)) {
    }

    bool keepsTokens() const override { return m_logProbabilities; }

    std::string begin(const Choice& choice) const override {
        return chunk(choice, {{"role", "assistant"}, {"content", ""}}, {}, {});
    }
    std::string scored(const Choice&) const override { return {}; }
    std::string piece(const Choice& choice, const TokenEvent& token) const override {
        if (token.text.empty() && !m_logProbabilities) return {};
        return chunk(choice, {{"content", token.text}}, logProbabilitiesOf({&token, 1}), {});
    }
    std::string finish(const Choice& choice) const override {
        std::string pieces;
        if (!choice.finished.text.empty()) pieces = chunk(choice, {{"content", choice.finished.text}}, {}, {});
        for (std::size_t i = 0; i < choice.calls.size(); ++i) {
            Json call = callJson(choice.calls[i]);
            call["index"] = i;
            pieces += chunk(choice, {{"tool_calls", Json::array({std::move(call)})}}, {}, {});
        }
        return pieces + chunk(choice, Json::object(), {}, finishName(choice));
    }
    std::string usage(const Usage& usage) const override { return usageEvent(m_envelope, usage); }

    std::string whole(std::span<const Choice> choices, const Usage& usage) const override {
        Json json = m_envelope;
        for (const Choice& choice : choices) {
            Json message = {{"role", "assistant"}, {"content", choice.text}, {"refusal", nullptr}};
            if (!choice.calls.empty()) {
                if (choice.text.empty()) message["content"] = nullptr;
                for (const ToolCall& call : choice.calls)
                    message["tool_calls"].push_back(callJson(call));
            }
            json["choices"].push_back({{"index", choice.index},
                                       {"message", std::move(message)},
                                       {"logprobs", logProbabilitiesOf(choice.tokens)},
                                       {"finish_reason", finishName(choice)}});
        }
        json["usage"] = usageJson(usage);
        return dumped(json);
    }

 private:
    static Json callJson(const ToolCall& call) {
        return {
            {"id", call.id}, {"type", "function"}, {"function", {{"name", call.name}, {"arguments", call.arguments}}}};
    }

    std::string chunk(const Choice& choice, const Json& delta, const Json& logProbabilities,
                      std::string_view finished) const {
        return choiceEvent(m_envelope, choice, "delta", delta, logProbabilities, finished, m_includeUsage);
    }

    Json logProbabilitiesOf(std::span<const TokenEvent> tokens) const {
        if (!m_logProbabilities) return nullptr;
        Json list = Json::array();
        for (const TokenEvent& token : tokens) {
            Json alternatives = Json::array();
            for (std::size_t i = 0; i < token.alternatives.size() && i < m_alternatives; ++i)
                alternatives.push_back(entry(token.alternatives[i].text, token.alternatives[i].logProbability));
            list.push_back(entry(token.bytes, token.logProbability));
            list.back()["top_logprobs"] = std::move(alternatives);
        }
        return {{"content", std::move(list)}, {"refusal", nullptr}};
    }

    static Json entry(const std::string& bytes, float logProbability) {
        return {{"token", tokenText(bytes)}, {"logprob", logProbability}, {"bytes", bytesJson(bytes)}};
    }

    bool m_logProbabilities;
    std::size_t m_alternatives;
    bool m_includeUsage;
    Json m_envelope;
};

}  // namespace

std::unique_ptr<AnswerForm> chatForm(const ChatRequest& request, const std::string& model) {
    return std::make_unique<ChatForm>(request, model);
}

}  // namespace mw::openai
