// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "format_chatml.h"

#include <algorithm>

#include "white_space.h"

namespace mw {

namespace {

std::string_view nameOf(Role role) {
    return role == Role::System ? "system" : role == Role::Assistant ? "assistant" : "user";
}

/// Control tokens with texts between them.
class Markup {
 public:
    explicit Markup(const Tokenizer& tokenizer) : m_tokenizer(tokenizer) {}

    void text(std::string_view text) { m_text += text; }
    void control(int id) {
        finishText(m_tokenizer.stripsBefore(id));
        m_stripsStart = m_tokenizer.stripsAfter(id);
        m_ids.push_back(id);
    }
    std::vector<int> finish() {
        finishText(false);
        return std::move(m_ids);
    }

 private:
    void finishText(bool stripsEnd) {
        std::string_view text = m_text;
        if (m_stripsStart) text = withoutLeadingWhiteSpace(text);
        if (stripsEnd) text = withoutTrailingWhiteSpace(text);
        const std::vector<int> ids = m_tokenizer.encode(text, TextPlace::AfterControl);
        m_ids.insert(m_ids.end(), ids.begin(), ids.end());
        m_text.clear();
    }

    const Tokenizer& m_tokenizer;
    std::string m_text;
    bool m_stripsStart = false;
    std::vector<int> m_ids;
};

}  // namespace

Prompt encodeChatMl(const Tokenizer& tokenizer, const Conversation& conversation) {
    const int begin = tokenizer.controlId("<|im_start|>");
    const int end = tokenizer.controlId("<|im_end|>");
    const ChatHabits& habits = tokenizer.chatHabits();
    Markup markup(tokenizer);
    const auto open = [&](Role role) {
        markup.control(begin);
        markup.text(nameOf(role));
        markup.text("\n");
    };
    const auto close = [&] {
        markup.control(end);
        markup.text("\n");
    };

    if (habits.bos) markup.control(tokenizer.bos());
    std::span<const Message> messages = conversation.messages;
    while (!messages.empty() && messages.back().role == Role::Assistant && messages.back().content.empty())
        messages = messages.first(messages.size() - 1);
    const bool continues = !messages.empty() && messages.back().role == Role::Assistant;
    if (!habits.systemPrompt.empty() && (messages.empty() || messages.front().role != Role::System)) {
        open(Role::System);
        markup.text(habits.systemPrompt);
        close();
    }
    for (const Message& message : messages) {
        if (message.role == Role::Tools) continue;  // which are empty, or there would be none of this
        open(message.role);
        markup.text(habits.trims ? withoutOuterWhiteSpace(message.content) : std::string_view(message.content));
        if (!continues || &message != &messages.back()) close();
    }
    if (!continues) open(Role::Assistant);
    return {.ids = markup.finish(), .ends = {end}};
}

}  // namespace mw
