// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "mw/formats.h"

#include <algorithm>
#include <vector>

#include "conversation.h"
#include "format_aime.h"
#include "format_chatml.h"
#include "format_mistral.h"
#include "mw/error.h"
#include "prompt.h"
#include "utf8.h"

namespace mw {

namespace {

/// No roles and no tags: what a base model, which was not taught to chat, continues.
Prompt encodePlain(const Tokenizer& tokenizer, const Conversation& conversation) {
    std::string text = conversation.system;
    for (const Turn& turn : conversation.turns)
        text = joined(text, turn.content);
    Prompt prompt;
    prompt.ids.push_back(tokenizer.bos());
    const std::vector<int> ids = tokenizer.encode(text, TextPlace::First);
    prompt.ids.insert(prompt.ids.end(), ids.begin(), ids.end());
    return prompt;
}

struct Format {
    PromptFormatInfo info;
    Prompt (*encode)(const Tokenizer&, const Conversation&);
};

/// The table of prompt formats: a new one is a row here and an encoder.
const std::vector<Format>& formats() {
    static const std::vector<Format> table = {
        {{"mistral-v1", "Mistral v1", "Mixtral 8x7B Instruct. The system prompt stands before the first question."},
         encodeMistralV1},
        {{"mistral-v1-system-last", "Mistral v1, system prompt last",
          "As Mistral v1, with the system prompt before the last question: small models, such as the demo, hold to it "
          "longer."},
         encodeMistralV1SystemLast},
        {{"mistral-v3", "Mistral v3",
          "Mixtral 8x22B Instruct, with control tokens for [INST]. The system prompt stands before the last question.",
          true},
         encodeMistralV3},
        {{"chatml", "ChatML",
          "Most fine-tunes, such as Dolphin and Hermes, with control tokens around each message. The system prompt is "
          "a "
          "message of its own."},
         encodeChatMl},
        {{"aime", "AIME",
          "AIME's Mixtral chat, in the manner of Llama 2. The system prompt stands in the first question between "
          "<<SYS>> tags; "
          "tags in messages are removed."},
         encodeAime},
        {{"plain", "Plain text",
          "Base models. System prompt and messages are one text, with blank lines between, to be continued."},
         encodePlain},
    };
    return table;
}

}  // namespace

std::span<const PromptFormatInfo> promptFormats() {
    static const std::vector<PromptFormatInfo> infos = [] {
        std::vector<PromptFormatInfo> rows;
        for (const Format& format : formats())
            rows.push_back(format.info);
        return rows;
    }();
    return infos;
}

Prompt encodePrompt(std::string_view name, const Tokenizer& tokenizer, std::span<const Message> messages) {
    const auto format =
        std::find_if(formats().begin(), formats().end(), [&](const auto& f) { return f.info.name == name; });
    if (format == formats().end()) {
        std::string names;
        for (const Format& known : formats())
            names += (names.empty() ? "" : ", ") + known.info.name;
        throw Error(ErrorCode::InvalidArgument,
                    "unknown prompt format " + inQuotes(name) + ", expected one of " + names);
    }
    const Conversation conversation = arrange(messages);
    if (conversation.usesTools() && !format->info.hasTools)
        throw Error(ErrorCode::InvalidArgument, "prompt format " + std::string(name) + " has no tools");
    try {
        Prompt prompt = format->encode(tokenizer, conversation);
        prompt.continues = conversation.continues;
        return prompt;
    } catch (const Error& error) {
        throw Error(error.code(), "prompt format " + std::string(name) + ": " + error.what(), error.place());
    }
}

}  // namespace mw
