// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QVector>
#include <memory>
#include <vector>

#include "document.h"
#include "node.h"

namespace mw::gui::markdown {

/// How a stretch of a block's text looks.
struct Span {
    enum Flag : unsigned {
        Bold = 1,
        Italic = 2,
        Code = 4,
        Strike = 8,
        Link = 16,
        Address = 32,
        Note = 64,       ///< a footnote's sign
        Formula = 128,   ///< one object replacement character
        Displayed = 256  ///< of a formula: alone on its line
    };

    int start = 0, length = 0;
    unsigned flags = 0;
    QString address;  ///< of a link; may be anything, see mayOpen()
    QString source;   ///< of a formula, its signs included
    std::shared_ptr<const math::Node> formula;
};

/// One cell of a table, or the running text of a block.
struct Text {
    QString text;  ///< QChar::LineSeparator breaks lines
    QVector<Span> spans;
};

/// Something to lay out below what came before it.
struct Block {
    enum Kind { Paragraph, Heading, Code, Table, Rule };

    Kind kind = Paragraph;
    int level = 0;  ///< of a heading, 1 to 6
    int quoteDepth = 0;
    int listDepth = 0;
    QString marker;      ///< "3.", "•", "☐"; only of the first block of a list item
    bool note = false;   ///< of a footnote
    bool tight = false;  ///< close to the block above, as items of a tight list are
    Text text;
    QString language;                     ///< of code
    bool opens = true, closes = true;     ///< a code block that starts / ends here (long ones are cut into several)
    std::vector<std::vector<Text>> rows;  ///< of a table, the heading first
    QVector<Qt::Alignment> columns;
};

/// Parses one section of a document. Nothing is loaded: images are links, HTML is text.
std::vector<Block> blocksOf(const Document& document, const Section& section);

/// A text to be read out: formulas in one line of Unicode.
QString spokenText(const Text& text);
/// A text to be copied: formulas as their source.
QString copiedText(const Text& text);

/// Whether a link may be opened by a click: http and https only.
bool mayOpen(const QString& address);

}  // namespace mw::gui::markdown
