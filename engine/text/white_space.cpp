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

std::string_view withoutOuterWhiteSpace(std::string_view text) {
    const auto spaceAtStart = [&] {
        const auto space =
            std::find_if(kWhiteSpace.begin(), kWhiteSpace.end(), [&](auto s) { return text.starts_with(s); });
        return space == kWhiteSpace.end() ? 0 : space->size();
    };
    const auto spaceAtEnd = [&] {
        const auto space =
            std::find_if(kWhiteSpace.begin(), kWhiteSpace.end(), [&](auto s) { return text.ends_with(s); });
        return space == kWhiteSpace.end() ? 0 : space->size();
    };
    while (const auto size = spaceAtStart())
        text.remove_prefix(size);
    while (const auto size = spaceAtEnd())
        text.remove_suffix(size);
    return text;
}

}  // namespace mw
