// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "chat_habits.h"

#include <algorithm>
#include <array>

namespace mw {

namespace {

bool holds(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

/// A string of Jinja without its quotes as it is meant: \n is a line end.
std::string unescaped(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            result += text[i];
            continue;
        }
        const char next = text[++i];
        result += next == 'n' ? '\n' : next == 't' ? '\t' : next;
    }
    return result;
}

/// The string that begins at `quote` in `text`, without its quotes; empty if there is none.
std::string_view stringAt(std::string_view text, std::size_t quote) {
    if (quote >= text.size() || (text[quote] != '\'' && text[quote] != '"')) return {};
    for (std::size_t i = quote + 1; i < text.size(); ++i) {
        if (text[i] == '\\')
            ++i;
        else if (text[i] == text[quote])
            return text.substr(quote + 1, i - quote - 1);
    }
    return {};
}

/// The system prompt that a template writes where a conversation has none: between the tokens themselves, or as the
/// value of a variable.
std::string ownSystemPrompt(std::string_view text) {
    constexpr std::string_view kBegin = "<|im_start|>system", kEnd = "<|im_end|>";
    for (std::size_t at = text.find(kBegin); at != std::string_view::npos; at = text.find(kBegin, at + 1)) {
        std::string_view rest = text.substr(at + kBegin.size());
        rest = rest.substr(0, rest.find(kEnd));
        const std::size_t lineEnd = rest.starts_with("\\n") ? 2 : rest.starts_with('\n') ? 1 : 0;
        const bool isLiteral =
            lineEnd > 0 && rest.size() > lineEnd && rest.find_first_of("{}+'\"") == std::string_view::npos;
        if (isLiteral) return unescaped(rest.substr(lineEnd));
    }
    for (const std::string_view name : {"system_message", "system_prompt", "default_system_message"}) {
        for (std::size_t at = text.find(name); at != std::string_view::npos; at = text.find(name, at + 1)) {
            const std::size_t equals = text.find_first_not_of(' ', at + name.size());
            if (equals == std::string_view::npos || text[equals] != '=') continue;
            const std::string_view value = stringAt(text, text.find_first_not_of(' ', equals + 1));
            if (!value.empty() && holds(text, kBegin)) return unescaped(value);
        }
    }
    return "";
}

}  // namespace

ChatHabits chatHabitsOf(std::string_view chatTemplate) {
    ChatHabits habits;
    habits.bos = holds(chatTemplate, "bos_token") || holds(chatTemplate, "<s>");
    habits.trims = std::ranges::any_of(std::array{"| trim", "|trim", ".strip()"},
                                       [&](const char* trim) { return holds(chatTemplate, trim); });
    habits.systemPrompt = ownSystemPrompt(chatTemplate);
    return habits;
}

}  // namespace mw
