// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "terminal_keys.h"

#include <algorithm>
#include <utility>

namespace mw::tools {

namespace {

constexpr char kEscape = '\x1B';
constexpr char kBell = '\x07';
constexpr std::string_view kPasteBegin = "200";
constexpr std::string_view kPasteEnd = "\x1B[201~";
constexpr wchar_t kInvalid = 0xDC00;

constexpr wchar_t control(char letter) {
    return letter & 0x1F;
}

/// What of the keyboard's control characters an editor is given: those with a meaning there. Others, such as Ctrl+V,
/// would put control characters into a message.
bool isEditing(char byte) {
    constexpr std::string_view kLetters = "ABDEFGHIJKLMNPRTUWY";
    return byte == '\x7F' || kLetters.find(static_cast<char>(byte | 0x40)) != std::string_view::npos;
}

/// Bytes of the character that begins with `lead`; 0 if none does.
std::size_t lengthOf(unsigned char lead) {
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead < 0xE0) return 2;
    if (lead >= 0xE0 && lead < 0xF0) return 3;
    return lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
}

/// The code point that `bytes` are in UTF-8, or nothing.
std::optional<wchar_t> decoded(std::string_view bytes) {
    const auto lead = static_cast<unsigned char>(bytes.front());
    const std::size_t length = lengthOf(lead);
    if (length == 1) return lead;
    if (length == 0 || bytes.size() != length) return std::nullopt;
    auto point = static_cast<wchar_t>(lead & (0xFF >> (length + 1)));
    for (const char byte : bytes.substr(1)) {
        if ((byte & 0xC0) != 0x80) return std::nullopt;
        point = point << 6 | (byte & 0x3F);
    }
    constexpr wchar_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = point >= 0xD800 && point < 0xE000;
    return point < kLeast[length] || point > 0x10FFFF || surrogate ? std::nullopt : std::optional(point);
}

bool isControl(wchar_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0);
}

/// Text as it was copied, with the line breaks of any system, without control characters.
std::wstring cleaned(std::string_view pasted) {
    std::string lines;
    for (std::size_t i = 0; i < pasted.size(); ++i) {
        if (pasted[i] == '\r' && i + 1 < pasted.size() && pasted[i + 1] == '\n') continue;
        lines += pasted[i] == '\r' ? '\n' : pasted[i];
    }
    std::wstring text = wideOf(lines);
    std::erase_if(text, [](wchar_t c) { return isControl(c) && c != L'\n' && c != L'\t'; });
    return text;
}

}  // namespace

void TerminalKeys::push(std::string_view bytes) {
    for (const char byte : bytes)
        pushByte(byte);
}

void TerminalKeys::pushByte(char byte) {
    switch (m_state) {
        case State::Text:
        case State::Character:
            return pushText(byte);
        case State::Escape:
            return pushAfterEscape(byte);
        case State::Sequence:
            // "ESC [ [ A" is how the console of Linux spells F1.
            if (byte == '[' && m_bytes.empty()) {
                m_state = State::FunctionKey;
            } else if (byte >= 0x40 && byte < 0x7F) {
                endSequence(byte);
            } else if (byte == kEscape) {
                m_state = State::Escape;
            } else {
                m_bytes += byte;
            }
            return;
        case State::SingleShift:
            return endSequence(byte);
        case State::FunctionKey:
            m_state = State::Text;
            return;
        case State::Command:  // a terminal's answer to a question, up to BEL or ESC backslash
            if (byte == kBell || (byte == '\\' && m_bytes == std::string_view(&kEscape, 1))) m_state = State::Text;
            m_bytes = byte;
            return;
        case State::Paste:
            m_bytes += byte;
            if (byte != kPasteEnd.back() || !m_bytes.ends_with(kPasteEnd)) return;
            m_state = State::Text;
            insert(cleaned(std::string_view(m_bytes).substr(0, m_bytes.size() - kPasteEnd.size())));
            return;
    }
}

void TerminalKeys::pushText(char byte) {
    if (m_state == State::Text) {
        m_bytes.clear();
        if (byte == kEscape) {
            m_state = State::Escape;
            return;
        }
        if ((byte >= 0 && byte < 0x20) || byte == '\x7F') {
            if (isEditing(byte)) m_keys.push_back(byte);
            return;
        }
    } else if ((byte & 0xC0) != 0x80) {  // a character that was cut short, and another
        giveUp();
        return pushText(byte);
    }
    m_bytes += byte;
    if (m_bytes.size() < lengthOf(static_cast<unsigned char>(m_bytes.front()))) {
        m_state = State::Character;
        return;
    }
    m_state = State::Text;
    for (const wchar_t c : wideOf(m_bytes))
        if (!isControl(c)) m_keys.push_back(c);
}

void TerminalKeys::pushAfterEscape(char byte) {
    m_state = State::Text;
    m_bytes.clear();
    switch (byte) {
        case '[':
            m_state = State::Sequence;
            return;
        case 'O':
            m_state = State::SingleShift;
            return;
        case ']':
        case 'P':
        case '_':
        case '^':
            m_state = State::Command;
            return;
        case kEscape:
            m_state = State::Escape;
            return;
        case '\r':
        case '\n':
            return insert(L"\n");
        case 'b':
            m_keys.push_back(kPreviousWord);
            return;
        case 'f':
            m_keys.push_back(kNextWord);
            return;
        case 'd':
            m_keys.push_back(kDeleteNextWord);
            return;
        case '\b':
        case '\x7F':
            m_keys.push_back(control('W'));
            return;
        default:
            // Alt with any other key means nothing; a character of several bytes is none of Alt's.
            if (static_cast<unsigned char>(byte) >= 0x80) pushText(byte);
    }
}

void TerminalKeys::endSequence(char final) {
    m_state = State::Text;
    const std::string sequence = std::exchange(m_bytes, {});
    const std::size_t semicolon = sequence.find(';');
    const std::string number = sequence.substr(0, semicolon);
    const std::string modifier = semicolon == std::string::npos ? "" : sequence.substr(semicolon + 1);
    const bool byWord = modifier == "5" || modifier == "3";  // Ctrl, Alt
    const auto key = [&]() -> wchar_t {
        switch (final) {
            case 'A':
                return control('P');
            case 'B':
                return control('N');
            case 'C':
                return byWord ? kNextWord : control('F');
            case 'D':
                return byWord ? kPreviousWord : control('B');
            case 'H':
                return control('A');
            case 'F':
                return control('E');
            case '~':
                if (number == "1" || number == "7") return control('A');
                if (number == "4" || number == "8") return control('E');
                if (number == "3") return byWord ? kDeleteNextWord : kDeleteNext;
                return 0;
            default:
                return 0;
        }
    }();
    if (key != 0) m_keys.push_back(key);
    if (final == '~' && number == kPasteBegin) m_state = State::Paste;
}

void TerminalKeys::insert(std::wstring text) {
    if (text.empty()) return;
    m_texts.push_back(std::move(text));
    m_keys.push_back(kInsertText);
}

void TerminalKeys::giveUp() {
    if (m_state == State::Character)
        for (const wchar_t c : wideOf(m_bytes))
            m_keys.push_back(c);
    if (incomplete()) m_state = State::Text;
}

std::optional<wchar_t> TerminalKeys::next() {
    if (m_keys.empty()) return std::nullopt;
    const wchar_t key = m_keys.front();
    m_keys.pop_front();
    return key;
}

std::wstring TerminalKeys::takeText() {
    if (m_texts.empty()) return {};
    std::wstring text = std::move(m_texts.front());
    m_texts.pop_front();
    return text;
}

std::wstring wideOf(std::string_view utf8) {
    std::wstring wide;
    wide.reserve(utf8.size());
    while (!utf8.empty()) {
        const std::size_t length = std::max<std::size_t>(lengthOf(static_cast<unsigned char>(utf8.front())), 1);
        const std::optional<wchar_t> point = decoded(utf8.substr(0, length));
        wide += point ? *point : kInvalid + static_cast<unsigned char>(utf8.front());
        utf8.remove_prefix(point ? length : 1);
    }
    return wide;
}

std::string utf8Of(std::wstring_view wide) {
    std::string utf8;
    utf8.reserve(wide.size());
    const auto add = [&](wchar_t bits) { utf8 += static_cast<char>(bits); };
    for (const wchar_t c : wide) {
        if (c < 0x80 || (c >= kInvalid + 0x80 && c <= kInvalid + 0xFF)) {
            add(c < 0x80 ? c : c - kInvalid);
        } else if (c < 0x800) {
            add(0xC0 | c >> 6);
            add(0x80 | (c & 0x3F));
        } else if (c < 0x10000) {
            add(0xE0 | c >> 12);
            add(0x80 | (c >> 6 & 0x3F));
            add(0x80 | (c & 0x3F));
        } else {
            add(0xF0 | c >> 18);
            add(0x80 | (c >> 12 & 0x3F));
            add(0x80 | (c >> 6 & 0x3F));
            add(0x80 | (c & 0x3F));
        }
    }
    return utf8;
}

}  // namespace mw::tools
