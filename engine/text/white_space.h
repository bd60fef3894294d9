// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <string_view>

namespace mw {

/// `text` without the white space at its ends, which is what Python's str.strip() takes for it, since the reference of
/// AIME's format is written in Python. UTF-8.
std::string_view withoutOuterWhiteSpace(std::string_view text);

/// The same at one end only.
std::string_view withoutLeadingWhiteSpace(std::string_view text);
std::string_view withoutTrailingWhiteSpace(std::string_view text);

}  // namespace mw
