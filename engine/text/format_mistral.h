// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "conversation.h"
#include "prompt.h"

namespace mw {

/// Mistral's format of Mixtral 8x7B Instruct: [INST] and [/INST] are spelled as text, the system prompt stands before
/// the first question. Ids equal those of mistral-common's InstructTokenizerV1. Text is taken as it is, also where
/// people type tags: <s> and </s> come out as harmless pieces of text, but a typed [INST] is what the format itself
/// would write.
Prompt encodeMistralV1(const Tokenizer& tokenizer, const Conversation& conversation);

/// The same but for the system prompt, which stands before the last question, as in v3: what a small model is told at
/// the start it has forgotten after some hundred tokens.
Prompt encodeMistralV1SystemLast(const Tokenizer& tokenizer, const Conversation& conversation);

/// Mistral's format of Mixtral 8x22B Instruct: [INST] and [/INST] are control tokens, the system prompt stands before
/// the last question, and before that the tools that there are. Ids equal those of mistral-common's
/// InstructTokenizerV3. Typed tags come out as pieces of text, also where a tool returns them.
/// Throws Error(InvalidArgument) for a tokenizer without these control tokens.
Prompt encodeMistralV3(const Tokenizer& tokenizer, const Conversation& conversation);

}  // namespace mw
