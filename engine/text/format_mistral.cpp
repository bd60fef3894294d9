// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "format_mistral.h"

namespace mw {

namespace {

/// A question with the system prompt before it. The blank line stands also before an empty question, as in
/// mistral-common.
std::string underSystemPrompt(const Conversation& conversation, const std::string& question) {
    return conversation.system.empty() ? question : conversation.system + "\n\n" + question;
}

void add(Prompt& prompt, const std::vector<int>& ids) {
    prompt.ids.insert(prompt.ids.end(), ids.begin(), ids.end());
}

std::size_t lastQuestion(const Conversation& conversation) {
    std::size_t turn = conversation.turns.size() - 1;
    while (conversation.turns[turn].role != Role::User)
        --turn;
    return turn;
}

/// `withSystem`: number of the question that the system prompt stands before.
Prompt encodeTagsAsText(const Tokenizer& tokenizer, const Conversation& conversation, std::size_t withSystem) {
    Prompt prompt;
    prompt.ids.push_back(tokenizer.bos());
    const auto& turns = conversation.turns;
    for (std::size_t i = 0; i < turns.size(); ++i) {
        if (turns[i].role == Role::User) {
            const std::string question =
                i == withSystem ? underSystemPrompt(conversation, turns[i].content) : turns[i].content;
            add(prompt, tokenizer.encode("[INST] " + question + " [/INST]"));
        } else {
            add(prompt, tokenizer.encode(turns[i].content));
            if (i + 1 < turns.size()) prompt.ids.push_back(tokenizer.eos());
        }
    }
    return prompt;
}

}  // namespace

Prompt encodeMistralV1(const Tokenizer& tokenizer, const Conversation& conversation) {
    return encodeTagsAsText(tokenizer, conversation, 0);
}

Prompt encodeMistralV1SystemLast(const Tokenizer& tokenizer, const Conversation& conversation) {
    return encodeTagsAsText(tokenizer, conversation, lastQuestion(conversation));
}

Prompt encodeMistralV3(const Tokenizer& tokenizer, const Conversation& conversation) {
    const int beginInstruction = tokenizer.controlId("[INST]");
    const int endInstruction = tokenizer.controlId("[/INST]");
    const auto& turns = conversation.turns;
    const std::size_t withSystem = lastQuestion(conversation);
    Prompt prompt;
    const auto addBetween = [&](const char* begin, const std::string& text, const char* end) {
        prompt.ids.push_back(tokenizer.controlId(begin));
        add(prompt, tokenizer.encode(text));
        prompt.ids.push_back(tokenizer.controlId(end));
    };
    prompt.ids.push_back(tokenizer.bos());
    for (std::size_t i = 0; i < turns.size(); ++i) {
        if (turns[i].role == Role::ToolCalls) {
            prompt.ids.push_back(tokenizer.controlId(kToolCalls));
            add(prompt, tokenizer.encode(turns[i].content));
            prompt.ids.push_back(tokenizer.eos());
        } else if (turns[i].role == Role::ToolResult) {
            addBetween("[TOOL_RESULTS]", turns[i].content, "[/TOOL_RESULTS]");
        } else if (turns[i].role == Role::User) {
            if (i == withSystem && !conversation.tools.empty())
                addBetween("[AVAILABLE_TOOLS]", conversation.tools, "[/AVAILABLE_TOOLS]");
            prompt.ids.push_back(beginInstruction);
            const std::string& question = turns[i].content;
            add(prompt, tokenizer.encode(i == withSystem ? underSystemPrompt(conversation, question) : question));
            prompt.ids.push_back(endInstruction);
        } else {
            const std::string& answer = turns[i].content;
            add(prompt, tokenizer.encode(answer.substr(0, answer.find_last_not_of(' ') + 1)));
            if (i + 1 < turns.size()) prompt.ids.push_back(tokenizer.eos());
        }
    }
    return prompt;
}

}  // namespace mw
