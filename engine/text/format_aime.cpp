// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "format_aime.h"

#include <array>

#include "white_space.h"

namespace mw {

namespace {

constexpr std::array<std::string_view, 6> kTags = {"<<SYS>>", "<</SYS>>", "[INST]", "[/INST]", "<s>", "</s>"};

/// Removes tags from `text` until none is left (removing one may put another together), and returns how many there
/// were. One pass: the text is copied character by character, and whenever the copy ends with a tag, that tag is taken
/// off again, so that nothing is looked at twice.
int removeTags(std::string& text) {
    int removed = 0;
    std::string kept;
    kept.reserve(text.size());
    for (const char c : text) {
        kept += c;
        if (c != '>' && c != ']') continue;
        for (const std::string_view tag : kTags) {
            if (!kept.ends_with(tag)) continue;
            kept.resize(kept.size() - tag.size());
            ++removed;
            break;
        }
    }
    text = std::move(kept);
    return removed;
}

/// The tag-free turns, user and assistant in turns: a system message between two questions leaves them apart, but here
/// every question goes with an answer.
std::vector<Turn> alternating(const std::vector<Turn>& turns, int& removedTags) {
    std::vector<Turn> result;
    for (const Turn& turn : turns) {
        std::string content = turn.content;
        const int removed = removeTags(content);
        if (turn.role == Role::User) removedTags += removed;
        if (!result.empty() && result.back().role == turn.role) {
            result.back().content = joined(result.back().content, content);
        } else {
            result.push_back({turn.role, std::move(content)});
        }
    }
    return result;
}

}  // namespace

Prompt encodeAime(const Tokenizer& tokenizer, const Conversation& conversation) {
    Prompt prompt;
    std::vector<Turn> turns = alternating(conversation.turns, prompt.removedTags);
    std::string system = conversation.system;
    prompt.removedTags += removeTags(system);
    if (!system.empty()) turns.front().content = "<<SYS>>\n" + system + "\n<</SYS>>\n\n" + turns.front().content;

    for (std::size_t i = 0; i < turns.size(); i += 2) {
        const bool isAnswered = i + 1 < turns.size();
        std::string text = "[INST] " + std::string(withoutOuterWhiteSpace(turns[i].content)) + " [/INST]";
        if (isAnswered) text += ' ' + std::string(withoutOuterWhiteSpace(turns[i + 1].content)) + ' ';
        prompt.ids.push_back(tokenizer.bos());
        const std::vector<int> ids = tokenizer.encode(text);
        prompt.ids.insert(prompt.ids.end(), ids.begin(), ids.end());
        if (i + 2 < turns.size()) prompt.ids.push_back(tokenizer.eos());
    }
    return prompt;
}

}  // namespace mw
