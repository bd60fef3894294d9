// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "conversation.h"
#include "prompt.h"

namespace mw {

/// The format of AIME's Mixtral chat, which is Llama 2's: every question and answer between its own BOS and EOS, the
/// system prompt between <<SYS>> tags in the first question, all tags spelled as text. Tags in messages are therefore
/// removed.
Prompt encodeAime(const Tokenizer& tokenizer, const Conversation& conversation);

}  // namespace mw
