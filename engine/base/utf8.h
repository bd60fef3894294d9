// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <string>
#include <string_view>

namespace mw {

/// U+FFFD, which stands for what is not a character.
inline constexpr std::string_view kReplacementCharacter = "\xEF\xBF\xBD";

/// Bytes of the character that `bytes` starts with (1 to 4); 0 if `bytes` ends inside a character that was valid so
/// far; -1 if its first byte begins no valid character (also overlong forms and surrogates). `bytes` must not be empty.
int utf8CharacterLength(std::string_view bytes);

/// Whether all of `text` is valid UTF-8.
bool isUtf8(std::string_view text);

/// `text` as it may stand in a one-line message: in quotes, control characters and invalid bytes as \xHH, cut after
/// 80 characters.
std::string inQuotes(std::string_view text);

}  // namespace mw
