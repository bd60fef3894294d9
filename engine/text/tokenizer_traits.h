// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <map>
#include <set>
#include <string>

#include "chat_habits.h"

namespace mw {

/// Before which texts a tokenizer puts a space.
enum class SpaceBefore { EveryText, FirstText, NoText };

/// A token that stands beside a tokenizer's pieces.
struct AddedToken {
    std::string text;
    bool takesSpace = false;    ///< text is found only where a space stands before it, which is part of the token then
    bool stripsBefore = false;  ///< white space before it is dropped
    bool stripsAfter = false;   ///< the same after it
};

/// What is known of a tokenizer besides its pieces.
struct TokenizerTraits {
    std::set<std::string> special;    ///< names of tokens that text must not become, besides those that are spelled so
    std::map<int, AddedToken> added;  ///< by id; those that mark something (see isMarker()) are control tokens
    SpaceBefore spaces = SpaceBefore::FirstText;
    bool spacesOnce = false;  ///< no space is put before a text that begins with one
    ChatHabits chat;
};

}  // namespace mw
