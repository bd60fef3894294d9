// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <string>
#include <string_view>

namespace mw {

/// Text of a growing answer, from token bytes to whole UTF-8 characters.
class TextStream {
 public:
    /// Adds the bytes of a token and returns the whole characters that are complete now. Each invalid byte becomes a
    /// U+FFFD, as sentencepiece decodes it.
    std::string push(std::string_view bytes);

    /// What is left when no more bytes come: each byte of an incomplete character becomes a U+FFFD.
    std::string finish();

 private:
    std::string m_pending;
};

}  // namespace mw
