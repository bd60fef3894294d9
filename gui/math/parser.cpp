// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "parser.h"

#include "formula_reader.h"

namespace mw::gui::math {
namespace {

constexpr qsizetype kLongest = 8000;

}  // namespace

std::optional<Node> parse(QStringView source) {
    if (source.size() > kLongest || source.trimmed().isEmpty()) return std::nullopt;
    try {
        return FormulaReader(source).all();
    } catch (const Unreadable&) {
        return std::nullopt;
    }
}

}  // namespace mw::gui::math
