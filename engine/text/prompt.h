// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "mw/formats.h"
#include "mw/options.h"
#include "tokenizer.h"

namespace mw {

/// The control token that begins calls of tools, in tokenizers that have one.
inline constexpr std::string_view kToolCalls = "[TOOL_CALLS]";

/// An encoded conversation.
struct Prompt {
    std::vector<int> ids;
    int removedTags =
        0;  ///< control tags in people's text that the format had to remove because it spells them as text
    bool continues = false;  ///< the answer goes on with the last turn, an assistant's; see AnswerText
    std::vector<int> ends;   ///< tokens that end an answer in this format, besides those of the model
};

/// Encodes a conversation in the format `name`. Any order of roles will do: consecutive turns of one role are merged,
/// all system messages make one system prompt, and where a user should speak first but does not, an empty turn stands
/// in. A conversation that ends with an assistant turn is continued. Throws Error(InvalidArgument) for an unknown
/// format, an empty conversation, tools in a format without, or a tokenizer without the control tokens that are needed.
Prompt encodePrompt(std::string_view name, const Tokenizer& tokenizer, std::span<const Message> messages);

}  // namespace mw
