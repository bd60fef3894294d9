// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "format_choice.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace mw {

namespace {

/// What the templates of other formats hold and Mistral's do not, with the name of the format.
struct OtherFormat {
    std::string_view mark;
    std::string_view name;
};
constexpr std::array kOtherFormats = {
    OtherFormat{"<|im_sep|>", "Phi's"},
    OtherFormat{"<|start_header_id|>", "Llama 3's"},
    OtherFormat{"<start_of_turn>", "Gemma's"},
    OtherFormat{"<|start_of_role|>", "Granite's"},
    OtherFormat{"<|START_OF_TURN_TOKEN|>", "Command R's"},
    OtherFormat{"GPT4 Correct", "OpenChat's"},
    OtherFormat{"<|user|>", "Zephyr's"},
    OtherFormat{"### Instruction", "Alpaca's"},
    OtherFormat{"### Human", "Guanaco's"},
    OtherFormat{"USER:", "Vicuna's"},
};

bool holds(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

std::string lowered(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return result;
}

FormatChoice plainInsteadOf(const std::string& format) {
    return {
        "plain",
        "The model was taught " + format +
            " prompt format, which this program does not have yet, so plain text is offered: it will continue what you "
            "write, and may not stop where it should."};
}

/// The name of the format that `text` shows marks of; empty if it is none of the others.
std::string otherFormat(std::string_view text) {
    const auto found =
        std::ranges::find_if(kOtherFormats, [&](const OtherFormat& format) { return holds(text, format.mark); });
    return found == kOtherFormats.end() ? "" : std::string(found->name);
}

FormatChoice chatMl(bool lacksItsTokens) {
    if (!lacksItsTokens) return {"chatml", ""};
    return {"plain",
            "The model's chat template is ChatML's, but its tokenizer has no token <|im_start|>, so plain text is "
            "offered: it will continue what you write, and may not stop where it should."};
}

}  // namespace

FormatChoice chooseFormat(const TokenizerFacts& facts, std::string_view name, std::string_view version,
                          bool lacksChatMl) {
    const std::string mistral = "mistral-" + std::string(version);
    if (facts.chatTemplate && facts.chatTemplate->find_first_not_of(" \t\r\n") != std::string::npos) {
        const std::string& chat = *facts.chatTemplate;
        if (const std::string other = otherFormat(chat); !other.empty()) return plainInsteadOf(other);
        if (holds(chat, kChatMlToken)) return chatMl(lacksChatMl);
        if (holds(chat, "[INST]")) return {holds(chat, "<<SYS>>") ? "aime" : mistral, ""};
        return {"plain",
                "The model has a chat template that this program does not know, so plain text is offered; see whether "
                "another prompt format suits it."};
    }
    for (const auto& [id, token] : facts.added)
        if (token == kChatMlToken) return chatMl(lacksChatMl);
    if (holds(lowered(name), "instruct")) return {mistral, ""};
    return {"plain",
            "Nothing in the model's files says that it was taught to chat, so plain text is offered, which it "
            "continues; an Instruct model wants " +
                std::string(version == "v3" ? "Mistral v3" : "Mistral v1") + "."};
}

}  // namespace mw
