// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFont>
#include <QHash>
#include <QString>
#include <vector>

#include "box.h"
#include "node.h"

namespace mw::gui::math {

/// The fonts of formulas beside a text.
struct Fonts {
    QFont math;  ///< that has the mathematical letters, or the text's own
    QFont text;
    QFont code;               ///< of commands that are not known
    bool hasLetters = false;  ///< `math` has them; else letters are slanted as the text's font can
};

/// `text` at its own size, and the best of the fonts for formulas that are installed beside it.
Fonts fontsBeside(const QFont& text, const QFont& code);

/// Sets formulas by the rules of The TeXbook, appendix G, with what a font says of its letters alone. Keeps what it has
/// measured: one for each size of text.
class Typesetter {
 public:
    explicit Typesetter(const Fonts& fonts);

    /// A formula on one line.
    Box set(const Node& node, bool displayed);
    /// The same, broken before relations and signs into lines no wider than this, as far as it can be.
    Box setWithin(const Node& node, bool displayed, qreal width);

 private:
    struct Shaped {
        Box box;
        qreal left = 0;  ///< where its ink begins
    };

    Box set(const Node& node, Style style);
    Box setRow(const std::vector<Node>& nodes, Style style);
    std::vector<Box> setParts(const std::vector<Node>& nodes, Style style, std::vector<Atom>& atoms);
    Box joined(const std::vector<Node>& nodes, const std::vector<Box>& parts, const std::vector<Atom>& atoms,
               Style style) const;
    Box setSymbol(const Node& node, Style style);
    Box setFraction(const Node& node, Style style);
    Box setRoot(const Node& node, Style style);
    Box setScripts(const Node& node, Style style);
    Box setFenced(const Node& node, Style style);
    Box setAccent(const Node& node, Style style);
    Box setArrow(const Node& node, Style style);
    Box setTable(const Node& node, Style style);
    Box setBoxed(const Node& node, Style style);

    Box withLimits(const Box& base, const Box& below, const Box& above, qreal lean = 0);
    Box delimiter(const QString& text, qreal height, Style style);
    Box letters(const QString& text, const QFont& font);
    QFont fontOf(Alphabet alphabet, Style style) const;
    QString charactersOf(const QString& text, Alphabet alphabet) const;
    qreal em(Style style) const;
    qreal line(Style style) const;
    qreal axis(Style style) const;
    qreal xHeight(Style style) const { return em(style) * m_xHeight; }

    Fonts m_fonts;
    qreal m_axis = 0.25, m_xHeight = 0.45;  ///< in em
    QHash<QString, Box> m_shaped;
};

}  // namespace mw::gui::math
