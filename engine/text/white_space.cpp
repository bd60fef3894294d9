// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "white_space.h"

#include <algorithm>
#include <array>

namespace mw {

namespace {

/// What Python's str.strip() takes for white space, since the reference is written in Python.
constexpr std::array<std::string_view, 29> kWhiteSpace = {
    "\t",           "\n",           "\v",           "\f",           "\r",
    "\x1C",         "\x1D",         "\x1E",         "\x1F",         " ",
    "\xC2\x85",     "\xC2\xA0",     "\xE1\x9A\x80", "\xE2\x80\x80", "\xE2\x80\x81",
    "\xE2\x80\x82", "\xE2\x80\x83", "\xE2\x80\x84", "\xE2\x80\x85", "\xE2\x80\x86",
    "\xE2\x80\x87", "\xE2\x80\x88", "\xE2\x80\x89", "\xE2\x80\x8A", "\xE2\x80\xA8",
    "\xE2\x80\xA9", "\xE2\x80\xAF", "\xE2\x81\x9F", "\xE3\x80\x80"};

}  // namespace

std::string_view withoutLeadingWhiteSpace(std::string_view text) {
    const auto isAtStart = [&](std::string_view space) { return text.starts_with(space); };
    while (true) {
        const auto space = std::ranges::find_if(kWhiteSpace, isAtStart);
        if (space == kWhiteSpace.end()) return text;
        text.remove_prefix(space->size());
    }
}

std::string_view withoutTrailingWhiteSpace(std::string_view text) {
    const auto isAtEnd = [&](std::string_view space) { return text.ends_with(space); };
    while (true) {
        const auto space = std::ranges::find_if(kWhiteSpace, isAtEnd);
        if (space == kWhiteSpace.end()) return text;
        text.remove_suffix(space->size());
    }
}

std::string_view withoutOuterWhiteSpace(std::string_view text) {
    return withoutTrailingWhiteSpace(withoutLeadingWhiteSpace(text));
}

}  // namespace mw
