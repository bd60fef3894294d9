// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "formulas.h"

#include <algorithm>

#include "typesetter.h"

namespace mw::gui::math {
namespace {

constexpr qsizetype kMostKept = 2000;
constexpr std::size_t kMostTypesetters = 8;

}  // namespace

Formulas::Formulas() = default;
Formulas::~Formulas() = default;

Formula Formulas::get(const QString& source, const Node& node, bool displayed, qreal width, const QFont& text,
                      const QFont& code) {
    const Key key{source, displayed, int(width), text.key()};
    if (const auto known = m_known.constFind(key); known != m_known.cend()) return *known;
    if (m_typesetters.size() >= kMostTypesetters) m_typesetters.clear();
    std::unique_ptr<Typesetter>& typesetter = m_typesetters[key.font];
    if (!typesetter) typesetter = std::make_unique<Typesetter>(fontsBeside(text, code));
    Formula formula;
    formula.box = std::make_shared<const Box>(typesetter->setWithin(node, displayed, width));
    if (formula.box->width > width) formula.scale = width / formula.box->width;
    if (m_known.size() >= kMostKept) m_known.clear();
    m_known.insert(key, formula);
    return formula;
}

}  // namespace mw::gui::math
