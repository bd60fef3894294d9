// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include <algorithm>

#include "answer_json.h"

namespace mw::openai {

namespace {

/// The four lists of one answer's log-probabilities, as they grow. Offsets are characters of the answer's text, which
/// begins `before` characters after the first token does.
class TokenLists {
 public:
    TokenLists(std::size_t alternatives, std::size_t characters, std::size_t before = 0)
        : m_alternatives(alternatives), m_characters(characters), m_before(before) {}

    void add(const std::string& bytes, std::optional<float> logProbability,
             const std::vector<TokenAlternative>& alternatives) {
        const std::string text = tokenText(bytes);
        m_tokens.push_back(text);
        m_logProbabilities.push_back(logProbability ? Json(*logProbability) : Json());
        m_offsets.push_back(m_characters - std::min(m_characters, m_before));
        m_characters += charactersIn(bytes);
        if (!logProbability) {
            m_top.push_back(nullptr);
            return;
        }
        Json top = Json::object();
        for (std::size_t i = 0; i < alternatives.size() && i < m_alternatives; ++i)
            top[tokenText(alternatives[i].text)] = alternatives[i].logProbability;
        top[text] = *logProbability;  // the token itself is always among them
        m_top.push_back(std::move(top));
    }

    Json json() const {
        return {{"tokens", m_tokens},
                {"token_logprobs", m_logProbabilities},
                {"top_logprobs", m_top},
                {"text_offset", m_offsets}};
    }

 private:
    std::size_t m_alternatives;
    std::size_t m_characters;
    std::size_t m_before;
    Json m_tokens = Json::array(), m_logProbabilities = Json::array(), m_top = Json::array(), m_offsets = Json::array();
};

class CompletionForm final : public AnswerForm {
 public:
    CompletionForm(const CompletionRequest& request, const std::string& model)
        : m_request(request), m_envelope(envelope("cmpl-", "text_completion", model)) {}

    bool keepsTokens() const override { return hasLogProbabilities() || m_request.returnTokenIds; }

    std::string begin(const Choice& choice) const override {
        const std::string* text = echoedText(choice);
        if (!text || text->empty() || hasLogProbabilities()) return {};
        return chunk(choice, *text, nullptr, {});
    }
    std::string scored(const Choice& choice) const override {
        if (!m_request.echo) return {};
        return chunk(choice, echoOf(choice), hasLogProbabilities() ? listsOfPrompt(choice).json() : Json(), {});
    }
    std::string piece(const Choice& choice, const TokenEvent& token) const override {
        if (token.text.empty() && !keepsTokens()) return {};
        if (!hasLogProbabilities()) return chunk(choice, token.text, nullptr, {}, &token);
        const std::size_t echoed = m_request.echo ? charactersIn(echoOf(choice)) : 0;
        TokenLists lists(alternatives(), echoed + choice.characters);
        lists.add(token.bytes, token.logProbability, token.alternatives);
        return chunk(choice, token.text, lists.json(), {}, &token);
    }
    std::string finish(const Choice& choice) const override {
        return chunk(choice, choice.finished.text, nullptr, finishName(choice));
    }
    std::string usage(const Usage& usage) const override { return usageEvent(m_envelope, usage); }

    std::string whole(std::span<const Choice> choices, const Usage& usage) const override {
        Json json = m_envelope;
        for (const Choice& choice : choices) {
            json["choices"].push_back({{"index", choice.index},
                                       {"text", (m_request.echo ? echoOf(choice) : std::string()) + choice.text},
                                       {"logprobs", logProbabilitiesOf(choice)},
                                       {"finish_reason", finishName(choice)}});
            if (!m_request.returnTokenIds) continue;
            Json& ids = json["choices"].back()["token_ids"] = Json::array();
            for (const TokenEvent& token : choice.tokens)
                ids.push_back(token.token);
        }
        json["usage"] = usageJson(usage);
        return dumped(json);
    }

 private:
    bool hasLogProbabilities() const { return m_request.logProbabilities.has_value(); }
    std::size_t alternatives() const { return static_cast<std::size_t>(m_request.logProbabilities.value_or(0)); }

    /// The prompt of a choice, where it was a text and is to be said again.
    const std::string* echoedText(const Choice& choice) const {
        if (!m_request.echo) return nullptr;
        return std::get_if<std::string>(
            &m_request.prompts[static_cast<std::size_t>(choice.index / m_request.terms.choices)]);
    }

    std::string echoOf(const Choice& choice) const {
        if (const std::string* text = echoedText(choice)) return *text;
        std::string text;
        for (const ScoredToken& token : choice.prompt)
            text += token.text;
        return text;
    }

    TokenLists listsOfPrompt(const Choice& choice) const {
        std::size_t characters = 0;
        for (const ScoredToken& token : choice.prompt)
            characters += charactersIn(token.text);
        // A tokenizer may put a space before every text, which is none of its characters.
        TokenLists lists(alternatives(), 0, characters - std::min(characters, charactersIn(echoOf(choice))));
        for (const ScoredToken& token : choice.prompt)
            lists.add(token.text, token.logProbability, token.alternatives);
        return lists;
    }

    Json logProbabilitiesOf(const Choice& choice) const {
        if (!hasLogProbabilities()) return nullptr;
        TokenLists lists = m_request.echo ? listsOfPrompt(choice) : TokenLists(alternatives(), 0);
        for (const TokenEvent& token : choice.tokens)
            lists.add(token.bytes, token.logProbability, token.alternatives);
        return lists.json();
    }

    std::string chunk(const Choice& choice, const std::string& text, const Json& logProbabilities,
                      std::string_view finished, const TokenEvent* token = nullptr) const {
        const Json ids = m_request.returnTokenIds ? token ? Json::array({token->token}) : Json::array() : Json();
        return choiceEvent(m_envelope, choice, "text", text, logProbabilities, finished, m_request.terms.includeUsage,
                           ids);
    }

    CompletionRequest m_request;
    Json m_envelope;
};

}  // namespace

std::unique_ptr<AnswerForm> completionForm(const CompletionRequest& request, const std::string& model) {
    return std::make_unique<CompletionForm>(request, model);
}

}  // namespace mw::openai
