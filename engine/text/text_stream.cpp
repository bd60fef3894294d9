// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "text_stream.h"

#include "utf8.h"

namespace mw {

std::string TextStream::push(std::string_view bytes) {
    m_pending += bytes;
    std::string text;
    std::string_view rest = m_pending;
    while (!rest.empty()) {
        const int length = utf8CharacterLength(rest);
        if (length == 0) break;
        if (length < 0) {
            text += kReplacementCharacter;
            rest.remove_prefix(1);
        } else {
            text += rest.substr(0, static_cast<std::size_t>(length));
            rest.remove_prefix(static_cast<std::size_t>(length));
        }
    }
    m_pending.erase(0, m_pending.size() - rest.size());
    return text;
}

std::string TextStream::finish() {
    std::string text;
    for (std::size_t i = 0; i < m_pending.size(); ++i)
        text += kReplacementCharacter;
    m_pending.clear();
    return text;
}

}  // namespace mw
