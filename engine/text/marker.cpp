// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "marker.h"

#include <algorithm>
#include <array>

namespace mw {

namespace {

/// How pieces spell white space.
constexpr std::array<std::string_view, 5> kSpaces = {"\xE2\x96\x81", " ", "\t", "\r", "\n"};

std::string_view withoutSpacesAround(std::string_view text) {
    const auto atStart = [&](std::string_view space) { return text.starts_with(space); };
    const auto atEnd = [&](std::string_view space) { return text.ends_with(space); };
    while (true) {
        if (const auto space = std::ranges::find_if(kSpaces, atStart); space != kSpaces.end())
            text.remove_prefix(space->size());
        else if (const auto last = std::ranges::find_if(kSpaces, atEnd); last != kSpaces.end())
            text.remove_suffix(last->size());
        else
            return text;
    }
}

bool holds(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

bool isBetween(std::string_view text, std::string_view open, std::string_view close) {
    return text.size() > open.size() + close.size() && text.starts_with(open) && text.ends_with(close);
}

bool isSpelledAsMarker(std::string_view name) {
    return isBetween(name, "<", ">") || isBetween(name, "[", "]") || holds(name, "<|") || holds(name, "|>") ||
           holds(name, "[INST]") || holds(name, "[/INST]");
}

}  // namespace

bool isMarker(const Piece& piece, const std::set<std::string>& special) {
    const std::string_view name = withoutSpacesAround(piece.text);
    const bool isNamed = special.contains(std::string(name));
    switch (piece.type) {
        case PieceType::Control:
            return true;
        case PieceType::Normal:
            return name == "[INST]" || name == "[/INST]" || isBetween(name, "<|", "|>") ||
                   (isNamed && isSpelledAsMarker(name));
        case PieceType::UserDefined:
            // Mistral's own, which mistral-common finds in text as well: a name of a document, with no power over
            // turns.
            if (name.starts_with("[REFERENCE_DOC_")) return false;
            return isNamed || isSpelledAsMarker(name);
        case PieceType::Unknown:
        case PieceType::Byte:
            return false;
    }
    return false;
}

}  // namespace mw
