// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mw/options.h"

namespace mw {

/// A turn of a user or an assistant, or what was called of tools and came of it.
struct Turn {
    Role role = Role::User;
    std::string content;
};

/// A conversation as prompt formats see it: one system prompt, then turns of which the first is a user's.
struct Conversation {
    std::string system;                 ///< all system messages that are not empty, with a blank line between them
    std::string tools;                  ///< JSON, see Role::Tools; empty where there are none
    std::vector<Turn> turns;            ///< consecutive messages of a user or of an assistant are one turn
    bool continues = false;             ///< the last turn is an assistant's and is to be continued
    std::span<const Message> messages;  ///< as they came, for formats that take any order of roles

    bool usesTools() const;
};

/// Puts messages in order, as mistral-common does: messages of one role in a row become one turn, with a blank line
/// between those that are not empty; a conversation that does not start with a user gets an empty user's turn. An empty
/// assistant's turn at the end says nothing to continue and is left out. Throws Error(InvalidArgument) without
/// messages.
Conversation arrange(std::span<const Message> messages);

/// `second` after `first` with a blank line between them if both have text.
std::string joined(std::string_view first, std::string_view second);

}  // namespace mw
