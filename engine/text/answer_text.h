// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <string>

#include "text_stream.h"
#include "tokenizer.h"

namespace mw {

/// The text of an answer, token by token. Put together it equals what sentencepiece (and so mistral-common) decodes
/// from all tokens at once: the space that the tokenizer puts before every text is dropped from the start of an answer.
class AnswerText {
 public:
    /// `continues`: the answer goes on with a text that is already there, so that a leading space belongs to it.
    /// `tokenizer` must outlive this object.
    explicit AnswerText(const Tokenizer& tokenizer, bool continues = false)
        : m_tokenizer(&tokenizer), m_atStart(!continues) {}

    /// The whole characters that `token` completes. Control tokens, and tokens past the end of the vocabulary (a model
    /// may have some more, see requireFit()), show as nothing.
    std::string push(int token);

    /// What is left when no more tokens come: an incomplete character, as U+FFFD.
    std::string finish() { return m_stream.finish(); }

 private:
    const Tokenizer* m_tokenizer;
    bool m_atStart;
    TextStream m_stream;
};

}  // namespace mw
