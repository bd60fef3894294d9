// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "answer_text.h"

namespace mw {

std::string AnswerText::push(int token) {
    if (!m_tokenizer->has(token) || m_tokenizer->isControl(token)) return m_stream.finish();
    std::string bytes = m_tokenizer->bytes(token);
    // A space written as a byte piece is meant, and stays.
    if (m_atStart && m_tokenizer->startsWithSpaceSymbol(token)) bytes.erase(0, 1);
    m_atStart = false;
    return m_stream.push(bytes);
}

}  // namespace mw
