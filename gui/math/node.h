// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <vector>

namespace mw::gui::math {

/// What a part of a formula is to its neighbours, which decides the space between them (The TeXbook, chapter 18).
enum class Atom { Ord, Op, Bin, Rel, Open, Close, Punct, Inner };

enum class Alphabet {
    Usual,  ///< letters and small Greek ones slanted, the rest upright
    Roman,
    Bold,
    BoldItalic,
    Italic,
    Blackboard,
    Calligraphic,
    Fraktur,
    Sans,
    Mono
};

/// How large, and how roomy: TeX's four styles.
enum class Style { Display, Text, Script, ScriptScript };

/// A formula as it is built; children by kind.
struct Node {
    enum Kind {
        Row,       ///< any number, side by side
        Symbol,    ///< none: a character or a name, `text`
        Words,     ///< none: `text` as it stands, of \text
        Source,    ///< none: a command that is not known, as `text`
        Space,     ///< none: `amount` em
        Fraction,  ///< above, below; between `text` and `close` if there are any, a line unless `flag`
        Root,      ///< what it is of, its degree (an empty row: 2)
        Scripts,   ///< base, subscript, superscript; rows, empty where there is none
        Fenced,    ///< content between `text` and `close`, as tall as it is
        Fence,     ///< none: the delimiter `text`, `amount` em high; 0: as the Fenced around it, \middle
        Accent,    ///< base, with the mark `text` over or under it: "hat", "overline", "underbrace"
        Stack,     ///< base, what stands above, below
        Arrow,     ///< above, below: an arrow `text` as long as they are
        Table,     ///< cells row by row, `columns` in each
        Styled,    ///< content in `style`
        Boxed,     ///< content in a frame
        Crossed,   ///< content, crossed out
        Phantom    ///< the room that the content takes
    };
    enum Limits { Never, Displayed, Always };  ///< when scripts stand above and below

    Kind kind = Row;
    Atom atom = Atom::Ord;
    QString text;
    QString close;
    std::vector<Node> children;
    Alphabet alphabet = Alphabet::Usual;
    Limits limits = Never;
    Style style = Style::Text;
    qreal amount = 0;
    bool flag = false;
    bool large = false;  ///< an operator that is larger in displayed formulas
    int columns = 0;
    QString alignment;  ///< of a table's columns: l, c, r; | is a line before the column or after the last
    enum Spacing { Matrix, Cases, Aligned, Small } spacing = Matrix;
    std::vector<int> lines;  ///< rows of a table above which there is one
};

}  // namespace mw::gui::math
