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

}  // namespace

Prompt encodeMistralV1(const Tokenizer& tokenizer, const Conversation& conversation) {
    Prompt prompt;
    prompt.ids.push_back(tokenizer.bos());
    const auto& turns = conversation.turns;
    for (std::size_t i = 0; i < turns.size(); ++i) {
        if (turns[i].role == Role::User) {
            const std::string question = i == 0 ? underSystemPrompt(conversation, turns[i].content) : turns[i].content;
            add(prompt, tokenizer.encode("[INST] " + question + " [/INST]"));
        } else {
            add(prompt, tokenizer.encode(turns[i].content));
            if (i + 1 < turns.size()) prompt.ids.push_back(tokenizer.eos());
        }
    }
    return prompt;
}

Prompt encodeMistralV3(const Tokenizer& tokenizer, const Conversation& conversation) {
    const int beginInstruction = tokenizer.controlId("[INST]");
    const int endInstruction = tokenizer.controlId("[/INST]");
    const auto& turns = conversation.turns;
    std::size_t lastQuestion = turns.size() - 1;
    while (turns[lastQuestion].role != Role::User)
        --lastQuestion;

    Prompt prompt;
    prompt.ids.push_back(tokenizer.bos());
    for (std::size_t i = 0; i < turns.size(); ++i) {
        if (turns[i].role == Role::User) {
            prompt.ids.push_back(beginInstruction);
            const std::string& question = turns[i].content;
            add(prompt, tokenizer.encode(i == lastQuestion ? underSystemPrompt(conversation, question) : question));
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
