// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFont>
#include <QRectF>
#include <QTextLayout>
#include <memory>
#include <vector>

#include "blocks.h"
#include "document.h"
#include "formulas.h"
#include "theme.h"

class QPainter;

namespace mw::gui {

/// Fonts and colours that a conversation is drawn with.
struct TextStyle {
    static constexpr int kUsualPixels = 13;  ///< of `body`; all other sizes follow it

    QFont body;
    QFont code;
    const Theme* theme = nullptr;
    math::Formulas* formulas = nullptr;  ///< sets formulas, and keeps them

    /// A size of type for a body of another size than the usual one.
    int pixels(int usual) const;
};

/// One section of a turn, laid out for a width: what is drawn, hit and copied. Never loads anything.
class SectionLayout {
 public:
    SectionLayout(const markdown::Document& document, std::size_t index, qreal width, const TextStyle& style);

    qreal height() const { return m_height; }
    /// Width of the widest line.
    qreal naturalWidth() const { return m_naturalWidth; }
    /// Plain text; positions in it are what hit() returns and selections are made of. A formula is one character.
    const QString& text() const { return m_text; }
    /// A part of it to be copied: formulas as their source.
    QString copied(int start, int end) const;

    struct Range {
        int start = 0, end = 0;
    };
    /// Where tables are in text(): a line a row, tabs between cells.
    const std::vector<Range>& tables() const { return m_tables; }

    /// A stretch of text() on another ground.
    struct Highlight {
        int start = 0, length = 0;
        bool strong = false;  ///< one among others
    };

    void paint(QPainter& painter, const QPointF& origin, const QRectF& clip, int selectionStart, int selectionEnd,
               const std::vector<Highlight>& highlights = {}) const;
    /// Where a stretch of text() begins: its first line, as far as it goes there.
    QRectF rectOf(int start, int length) const;
    /// What text() will be, without layout.
    static QString textOf(const markdown::Document& document, std::size_t index);
    int hit(const QPointF& point) const;
    /// The address of the link there, empty if there is none.
    QString linkAt(const QPointF& point) const;
    /// Where the Copy button of a code block is; empty if none starts here.
    QRectF copyButton() const { return m_copyButton; }
    /// The end of the text, for the caret of an answer that is being written.
    QRectF caret() const;

    /// Whether something in it is written from right to left, and stands at the right of its width.
    bool standsRight() const { return m_standsRight; }

    /// What the height will be about, without layout.
    static qreal estimate(const markdown::Section& section, qreal width);

 private:
    struct PlacedFormula {
        int start = 0;  ///< in the box
        bool displayed = false;
        math::Formula formula;
        QPointF baseline;  ///< in the box
        QColor color;      ///< none: as the text around it
    };
    struct Box {
        std::unique_ptr<QTextLayout> layout;
        QPointF position;
        qreal width = 0;                      ///< that it was laid out for
        bool fromRight = false;               ///< written from right to left
        QRectF bounds;                        ///< of its lines with what stands out of them, from `position`
        std::vector<PlacedFormula> formulas;  ///< in their order
        std::vector<qreal> bottoms;           ///< of the lines, where formulas make them taller
        int start = 0;                        ///< in m_text
        QVector<markdown::Span> spans;
        QString marker;
        QColor color;
    };
    struct Decoration {
        enum Kind { CodeArea, CodeHeader, Bar, Line } kind;
        QRectF rect;
        bool opens = true, closes = true;
    };

    void addParagraph(const markdown::Block& block, qreal gap);
    void addCode(const markdown::Block& block, qreal gap);
    void addTable(const markdown::Block& block, qreal gap);
    Box& addBox(const markdown::Text& text, const QPointF& position, qreal width, const QFont& font,
                Qt::Alignment alignment, bool isCode, const QVector<QTextLayout::FormatRange>& extra = {},
                QChar before = QLatin1Char('\n'));
    std::vector<PlacedFormula> formulasOf(const markdown::Text& text, qreal width, const QFont& font) const;
    qreal widthOf(const markdown::Text& text) const;
    static void layOutLines(Box& box, qreal width);
    void paintFormulas(const Box& box, QPainter& painter, const QPointF& origin) const;
    const Box* boxAt(const QPointF& point) const;

    TextStyle m_style;
    qreal m_width;
    qreal m_height = 0;
    qreal m_naturalWidth = 0;
    bool m_standsRight = false;
    QString m_text;
    QString m_language;
    std::vector<Range> m_tables;
    std::vector<Box> m_boxes;
    std::vector<Decoration> m_decorations;
    QRectF m_copyButton;
};

}  // namespace mw::gui
