// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <string_view>

#include "conversation.h"
#include "prompt.h"

namespace mw {

/// The format of most fine-tunes, ChatML: every message between the control tokens <|im_start|> and <|im_end|>, its
/// role on the first line, in any order of roles. Ids equal those of transformers' apply_chat_template with the
/// template that the tokenizer's ChatHabits were read from. Typed tags come out as pieces of text. Answers end with
/// <|im_end|>. Throws Error(InvalidArgument) for a tokenizer without these control tokens.
Prompt encodeChatMl(const Tokenizer& tokenizer, const Conversation& conversation);

}  // namespace mw
