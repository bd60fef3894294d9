// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>

namespace mw::tools {

/// What a terminal sends for the keys that are pressed, as what an editor with the keys of Emacs is to do. Arrows and
/// the like become control characters, whatever the terminal sends for them; text that is pasted (bracketed paste)
/// arrives whole; sequences that mean nothing here are swallowed, so that none ends up in a message.
class TerminalKeys {
 public:
    /// Control characters for what has none in Emacs. Those that a person types are not given out.
    static constexpr wchar_t kDeleteNextWord = 0x0F;
    static constexpr wchar_t kDeleteNext = 0x1C;
    static constexpr wchar_t kInsertText = 0x1D;  ///< put takeText() at the cursor
    static constexpr wchar_t kNextWord = 0x1E;
    static constexpr wchar_t kPreviousWord = 0x1F;

    /// Bytes as they come.
    void push(std::string_view bytes);

    /// Whether what came last may be the beginning of a key whose rest is under way.
    bool incomplete() const { return m_state != State::Text && m_state != State::Paste; }
    bool pasting() const { return m_state == State::Paste; }

    /// Nothing more came for a while: what is incomplete was the Escape key, or nothing known.
    void giveUp();

    /// The next character to edit with, or nothing. Bytes that are not UTF-8 come as wideOf() has them.
    std::optional<wchar_t> next();

    /// The text that belongs to the kInsertText which next() gave last.
    std::wstring takeText();

 private:
    enum class State { Text, Character, Escape, Sequence, SingleShift, FunctionKey, Command, Paste };

    void pushByte(char byte);
    void pushText(char byte);
    void pushAfterEscape(char byte);
    void endSequence(char final);
    void insert(std::wstring text);

    State m_state = State::Text;
    std::string m_bytes;  ///< of the character, sequence or paste that is incomplete
    std::deque<wchar_t> m_keys;
    std::deque<std::wstring> m_texts;
};

/// One code point per character; a byte that is not UTF-8 becomes U+DC00 + its value, which no text holds.
std::wstring wideOf(std::string_view utf8);
/// The inverse.
std::string utf8Of(std::wstring_view wide);

}  // namespace mw::tools
