// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <string>
#include <string_view>

#include "tokenizer_facts.h"

namespace mw {

/// The prompt format to offer for a model, and why if that is not plain.
struct FormatChoice {
    std::string format;  ///< name of a prompt format, see formats.h
    std::string note;    ///< a sentence for people; may be empty
};

/// Chooses by the chat template, or by the tokens of one, that the model's files hold. Without any, a model whose
/// `name` says Instruct has Mistral's format, and others are base models, which continue text. `version` is that of
/// Mistral's tokenizers, "v1" or "v3". `lacksChatMl`: the tokenizer is known to have none of ChatML's tokens.
FormatChoice chooseFormat(const TokenizerFacts& facts, std::string_view name, std::string_view version,
                          bool lacksChatMl);

/// The token that begins a message in ChatML.
inline constexpr std::string_view kChatMlToken = "<|im_start|>";

}  // namespace mw
