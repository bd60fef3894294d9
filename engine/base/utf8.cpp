// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "utf8.h"

namespace mw {

namespace {

/// The range that the second byte of a character may lie in; narrower than 80..BF where the first byte would otherwise
/// allow overlong forms, surrogates, or code points past U+10FFFF.
struct SecondByte {
    unsigned char lowest = 0x80;
    unsigned char highest = 0xBF;
};

SecondByte secondByteAfter(unsigned char first) {
    switch (first) {
        case 0xE0:
            return {.lowest = 0xA0};
        case 0xED:
            return {.highest = 0x9F};
        case 0xF0:
            return {.lowest = 0x90};
        case 0xF4:
            return {.highest = 0x8F};
        default:
            return {};
    }
}

int lengthAnnouncedBy(unsigned char first) {
    if (first < 0x80) return 1;
    if (first < 0xC2) return -1;
    if (first < 0xE0) return 2;
    if (first < 0xF0) return 3;
    return first < 0xF5 ? 4 : -1;
}

}  // namespace

int utf8CharacterLength(std::string_view bytes) {
    const auto byteAt = [&](int i) { return static_cast<unsigned char>(bytes[static_cast<std::size_t>(i)]); };
    const int length = lengthAnnouncedBy(byteAt(0));
    const SecondByte second = secondByteAfter(byteAt(0));
    for (int i = 1; i < length; ++i) {
        if (static_cast<std::size_t>(i) == bytes.size()) return 0;
        const unsigned char lowest = i == 1 ? second.lowest : 0x80;
        const unsigned char highest = i == 1 ? second.highest : 0xBF;
        if (byteAt(i) < lowest || byteAt(i) > highest) return -1;
    }
    return length;
}

bool isUtf8(std::string_view text) {
    while (!text.empty()) {
        const int length = utf8CharacterLength(text);
        if (length <= 0) return false;
        text.remove_prefix(static_cast<std::size_t>(length));
    }
    return true;
}

std::string inQuotes(std::string_view text) {
    constexpr int most = 80;
    constexpr std::string_view digits = "0123456789abcdef";
    std::string result = "'";
    for (int shown = 0; !text.empty(); ++shown) {
        if (shown == most) {
            result += "...";
            break;
        }
        const int length = utf8CharacterLength(text);
        const auto first = static_cast<unsigned char>(text[0]);
        if (length <= 0 || first < 0x20 || first == 0x7F) {
            result += "\\x";
            result += digits[first >> 4];
            result += digits[first & 15];
            text.remove_prefix(1);
        } else {
            result += text.substr(0, static_cast<std::size_t>(length));
            text.remove_prefix(static_cast<std::size_t>(length));
        }
    }
    return result + '\'';
}

}  // namespace mw
