// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "conversation_painter.h"

#include <QPainter>
#include <algorithm>
#include <numeric>

#include "chat.h"
#include "chat_store.h"
#include "mirrored.h"
#include "theme.h"
#include "turn_words.h"

namespace mw::gui {
namespace {

using Item = ConversationLayout::Item;

constexpr int kSmallPixels = 12;

Qt::Alignment sideOf(const Item& item) {
    return (item.own ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter;
}

QColor colorOf(TurnMark::Kind kind, const Theme& theme) {
    switch (kind) {
        case TurnMark::Kind::Muted:
            return theme.muted;
        case TurnMark::Kind::Warn:
            return theme.warn;
        case TurnMark::Kind::Bad:
            return theme.bad;
    }
    return theme.text;
}

}  // namespace

ConversationPainter::ConversationPainter(QPainter& painter, const ConversationScene& scene)
    : m_painter(painter), m_scene(scene), m_small(scene.font) {
    m_small.setPixelSize(kSmallPixels);
}

void ConversationPainter::paint(const QRectF& clip) {
    const ConversationLayout& layout = m_scene.layout;
    for (int index = std::max(0, layout.turnAt(m_scene.scroll + clip.top())); index < layout.size(); ++index) {
        if (layout.at(index).top - m_scene.scroll > clip.bottom()) break;
        paintTurn(index, clip);
    }
}

void ConversationPainter::paintTurn(int index, const QRectF& clip) {
    const Item& item = m_scene.layout.at(index);
    const Turn& turn = m_scene.chat.turns()[index];
    const qreal top = item.top - m_scene.scroll;
    if (item.own)
        paintBubble(item, turn, top);
    else
        paintHeader(item, turn, top);
    paintText(item, index, top + item.bodyTop, clip);
    if (item.foldable) paintFoldLine(item, index);
    if (turn.state == TurnState::Streaming) paintCaret(item, top + item.bodyTop);
    paintFooter(item, turn, top + item.bodyTop + item.bodyHeight(), index != m_scene.withActions);
    if (index == m_scene.focused) paintFocus(item, top);
}

/// What a person wrote stands on a ground of its own, framed while it is being edited.
void ConversationPainter::paintBubble(const Item& item, const Turn& turn, qreal top) {
    const qreal padding = ConversationLayout::kOwnPaddingX;
    const QRectF bubble(item.bodyLeft - padding, top, item.bodyWidth + 2 * padding, item.bodyTop + item.bodyHeight());
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(m_scene.theme.ownTurn);
    m_painter.drawRoundedRect(bubble, metrics::kTurnRadius, metrics::kTurnRadius);
    if (m_scene.chat.editing() != turn.id) return;
    m_painter.setPen(QPen(m_scene.theme.accent, 1));
    m_painter.setBrush(Qt::NoBrush);
    m_painter.drawRoundedRect(bubble, metrics::kTurnRadius, metrics::kTurnRadius);
}

void ConversationPainter::paintHeader(const Item& item, const Turn& turn, qreal top) {
    QFont bold = m_small;
    bold.setWeight(QFont::DemiBold);
    const QString name = QStringLiteral("Mixtral");
    m_painter.setFont(bold);
    m_painter.setPen(m_scene.theme.text);
    const QRectF line(item.bodyLeft, top, item.bodyWidth, ConversationLayout::kHeader - 6);
    m_painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, name);
    const qreal width = QFontMetricsF(bold).horizontalAdvance(name);
    m_painter.setFont(m_small);
    m_painter.setPen(m_scene.theme.muted);
    m_painter.drawText(mirrored(m_painter.layoutDirection(), line, line.adjusted(width, 0, 0, 0)),
                       Qt::AlignLeft | Qt::AlignVCenter,
                       QFontMetricsF(m_small).elidedText(headerOf(turn), Qt::ElideRight, line.width() - width));
}

/// The sections in sight, with what is selected of them.
void ConversationPainter::paintText(const Item& item, int index, qreal top, const QRectF& clip) {
    // Lists, code and tables are laid out from left to right; the lines of a text go as its own script does.
    m_painter.save();
    m_painter.setLayoutDirection(Qt::LeftToRight);
    const qreal end = item.folded() ? top + item.textHeight : clip.bottom() + 1;
    if (item.folded()) {
        const qreal padding = ConversationLayout::kOwnPaddingX;
        m_painter.setClipRect(QRectF(item.bodyLeft - padding, top, item.bodyWidth + 2 * padding, item.textHeight),
                              Qt::IntersectClip);
    }
    for (std::size_t section = 0; section < item.heights.size() && top <= clip.bottom() && top < end; ++section) {
        const qreal height = item.heights[section];
        if (const SectionLayout* layout = item.layouts[section].get(); layout && top + height >= clip.top()) {
            const auto [from, to] = m_scene.selection.partOf(index, int(section), int(layout->text().size()));
            layout->paint(m_painter, {item.bodyLeft, top}, clip, from, to,
                          highlightsIn(*layout, m_scene.chat.turns()[index].id, int(section)));
        }
        top += height;
    }
    m_painter.restore();
}

void ConversationPainter::paintFoldLine(const Item& item, int index) {
    const QRectF line = m_scene.layout.foldLine(index).translated(0, -m_scene.scroll);
    m_painter.setPen(m_scene.theme.line);
    if (item.folded()) m_painter.drawLine(line.topLeft(), line.topRight());
    m_painter.setFont(m_small);
    m_painter.setPen(m_scene.theme.accent);
    m_painter.drawText(line.adjusted(0, 2, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                       QFontMetricsF(m_small).elidedText(foldWords(item.document.source().size(), item.open),
                                                         Qt::ElideRight, line.width()));
}

std::vector<SectionLayout::Highlight> ConversationPainter::highlightsIn(const SectionLayout& layout, TurnId turn,
                                                                        int section) const {
    std::vector<SectionLayout::Highlight> highlights;
    if (m_scene.foundWords.isEmpty()) return highlights;
    const std::optional<FoundPlace>& place = m_scene.foundPlace;
    const bool isHere = place && place->turn == turn && place->section == section;
    for (const Match& match : matchesIn(layout.text(), m_scene.foundWords))
        highlights.push_back({match.start, match.length, isHere && int(highlights.size()) == place->number});
    return highlights;
}

/// Where the next token comes; that may be far below the screen.
void ConversationPainter::paintCaret(const Item& item, qreal top) {
    QRectF caret(0, 1, 7, 15);
    QPointF origin(item.bodyLeft, top);
    if (!item.layouts.empty()) {
        if (!item.layouts.back()) return;
        caret = item.layouts.back()->caret();
        origin.setY(std::accumulate(item.heights.begin(), std::prev(item.heights.end()), top));
    }
    m_painter.fillRect(caret.translated(origin), m_scene.theme.accent);
}

void ConversationPainter::paintFooter(const Item& item, const Turn& turn, qreal top, bool withBranch) {
    const qreal left = m_scene.layout.columnLeft(), width = m_scene.layout.columnWidth();
    const TurnMark mark = markOf(turn, m_scene.store.isUnsaved(turn.id));
    if (!mark.text.isEmpty()) {
        m_painter.setFont(m_small);
        m_painter.setPen(colorOf(mark.kind, m_scene.theme));
        const QRectF line(left, top + 2, width, ConversationLayout::kMark - 2);
        m_painter.drawText(line, sideOf(item),
                           QFontMetricsF(m_small).elidedText(mark.text, Qt::ElideRight, line.width()));
        top += ConversationLayout::kMark;
    }
    if (turn.branches < 2 || !withBranch) return;
    m_painter.setFont(m_small);
    m_painter.setPen(m_scene.theme.muted);
    m_painter.drawText(QRectF(left, top + 3, width, 25), sideOf(item),
                       QStringLiteral("%1/%2").arg(turn.branch).arg(turn.branches));
}

void ConversationPainter::paintFocus(const Item& item, qreal top) {
    m_painter.setPen(QPen(m_scene.theme.accent, 2));
    m_painter.setBrush(Qt::NoBrush);
    const qreal padding = item.own ? ConversationLayout::kOwnPaddingX : 0;
    const bool fromRight = m_painter.layoutDirection() == Qt::RightToLeft;
    const qreal columnLeft = m_scene.layout.columnLeft();
    const qreal left = fromRight ? columnLeft : item.bodyLeft - padding;
    const qreal right =
        fromRight ? item.bodyLeft + item.bodyWidth + padding : columnLeft + m_scene.layout.columnWidth();
    m_painter.drawRoundedRect(
        QRectF(left - 6, top - 5, right - left + 12, item.height - ConversationLayout::kFooter + 10), 8, 8);
}

}  // namespace mw::gui
