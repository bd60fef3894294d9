// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <span>
#include <string>

namespace mw {

/// A row of the table of prompt formats.
struct PromptFormatInfo {
    std::string name;         ///< "aime", "mistral-v1", "plain"; also on the command line
    std::string title;        ///< "Mistral v1"
    std::string description;  ///< one sentence: who trained on it, what it does with a system prompt
    bool hasTools = false;    ///< takes Role::Tools and what belongs to it
};

/// All prompt formats, in the order in which to offer them.
std::span<const PromptFormatInfo> promptFormats();

}  // namespace mw
