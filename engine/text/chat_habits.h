// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <string>
#include <string_view>

namespace mw {

/// What chat templates of one format do differently.
struct ChatHabits {
    bool bos = true;           ///< a conversation begins with BOS
    bool trims = false;        ///< white space around messages is dropped
    std::string systemPrompt;  ///< of conversations that do not begin with one
};

/// What a chat template in the manner of ChatML does, by its text; it is Jinja and never run.
ChatHabits chatHabitsOf(std::string_view chatTemplate);

}  // namespace mw
