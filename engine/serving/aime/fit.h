// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <functional>
#include <span>
#include <vector>

#include "mw/options.h"

namespace mw::aime {

/// Tokens of a prompt made of these messages.
using CountTokens = std::function<int(std::span<const Message>)>;

/// A conversation that was made to fit.
struct FittedConversation {
    std::vector<Message> messages;
    int droppedMessages = 0;
    bool isCut = false;  ///< the first message that is left, after the system's, lacks its beginning
};

/// Shortens a conversation to a prompt of at most `room` tokens: oldest questions go with their answers, then the
/// beginning of what is left; the system's message stays. Where that alone is too long, what is returned still does
/// not fit. Messages are in turns after an optional system message. Counts few times, and never more than some 16 bytes
/// for each token that there is room for.
FittedConversation fitted(std::vector<Message> messages, int room, const CountTokens& count);

}  // namespace mw::aime
