// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "conversation.h"

#include <algorithm>
#include <optional>

#include "mw/error.h"

namespace mw {

std::string joined(std::string_view first, std::string_view second) {
    std::string text(first);
    if (!first.empty() && !second.empty()) text += "\n\n";
    return text += second;
}

bool Conversation::usesTools() const {
    return !tools.empty() || std::ranges::any_of(turns, [](const Turn& turn) {
        return turn.role == Role::ToolCalls || turn.role == Role::ToolResult;
    });
}

Conversation arrange(std::span<const Message> messages) {
    if (messages.empty()) throw Error(ErrorCode::InvalidArgument, "the conversation has no messages");
    Conversation conversation;
    conversation.messages = messages;
    auto& turns = conversation.turns;
    std::optional<Role> previous;
    for (const Message& message : messages) {
        if (message.role == Role::System) {
            conversation.system = joined(conversation.system, message.content);
        } else if (message.role == Role::Tools) {
            conversation.tools = message.content;
            continue;
        } else if (previous == message.role && (message.role == Role::User || message.role == Role::Assistant)) {
            turns.back().content = joined(turns.back().content, message.content);
        } else {
            turns.push_back({message.role, message.content});
        }
        previous = message.role;
    }
    if (turns.empty() || turns.front().role != Role::User) turns.insert(turns.begin(), Turn{});
    if (turns.back().role == Role::Assistant && turns.back().content.empty()) turns.pop_back();
    conversation.continues = turns.back().role == Role::Assistant;
    return conversation;
}

}  // namespace mw
