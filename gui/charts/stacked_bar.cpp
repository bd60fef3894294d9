// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "stacked_bar.h"

#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>
#include <algorithm>

#include "mirrored.h"
#include "theme.h"

namespace mw::gui {

namespace {

constexpr int kBarHeight = 12;
constexpr int kLegendGap = 8;
constexpr int kLegendLine = 18;
constexpr int kSquare = 8;
constexpr int kEntryGap = 16;
constexpr double kRadius = 3;

}  // namespace

StackedBar::StackedBar(QWidget* parent) : QWidget(parent) {
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void StackedBar::setSegments(std::vector<Segment> segments, double whole) {
    m_segments = std::move(segments);
    m_whole = whole;
    QStringList parts;
    for (const Segment& segment : m_segments)
        parts << segment.name + " " + segment.text;
    setAccessibleDescription(parts.join(", "));
    updateGeometry();
    update();
}

void StackedBar::setLegendVisible(bool visible) {
    m_legend = visible;
    updateGeometry();
    update();
}

QSize StackedBar::sizeHint() const {
    return {240, heightForWidth(std::max(width(), 240))};
}
QSize StackedBar::minimumSizeHint() const {
    return {80, kBarHeight};
}

int StackedBar::heightForWidth(int width) const {
    if (!m_legend) return kBarHeight;
    return layOutLegend(width, [](const Segment&, int, int) {});
}

template <typename Draw>
int StackedBar::layOutLegend(int width, Draw draw) const {
    const QFontMetrics metrics(font());
    int x = 0;
    int y = kBarHeight + kLegendGap;
    for (const Segment& segment : m_segments) {
        const int wide = kSquare + 6 + metrics.horizontalAdvance(segment.name + "  " + segment.text);
        if (x > 0 && x + wide > width) {
            x = 0;
            y += kLegendLine;
        }
        draw(segment, x, y);
        x += wide + kEntryGap;
    }
    return y + kLegendLine;
}

QColor StackedBar::colorOf(Color color) const {
    const Theme& theme = themeOf(this);
    return color == Color::Others ? theme.faint : theme.series[static_cast<std::size_t>(color)];
}

void StackedBar::paintEvent(QPaintEvent*) {
    const Theme& theme = themeOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.save();
    mirror(painter, width());
    const QRectF bar(0, 0, width(), kBarHeight);
    QPainterPath shape;
    shape.addRoundedRect(bar, kRadius, kRadius);
    painter.setClipPath(shape);
    painter.fillRect(bar, theme.line);

    double sum = 0;
    for (const Segment& segment : m_segments)
        sum += segment.amount;
    const double scale = std::max(m_whole, sum) > 0 ? bar.width() / std::max(m_whole, sum) : 0;
    double x = 0;
    for (const Segment& segment : m_segments) {
        const double wide = segment.amount * scale;
        painter.fillRect(QRectF(x, 0, wide > 2 ? wide - 1 : wide, kBarHeight), colorOf(segment.color));
        x += wide;
    }
    if (sum > m_whole && m_whole > 0) {
        const QRectF excess(m_whole * scale, 0, bar.width() - m_whole * scale, kBarHeight);
        painter.fillRect(excess, QBrush(theme.bad, Qt::BDiagPattern));
        painter.fillRect(QRectF(excess.left() - 1, 0, 2, kBarHeight), theme.bad);
    }
    painter.restore();
    if (!m_legend) return;

    const QFontMetrics metrics(font());
    layOutLegend(width(), [&](const Segment& segment, int left, int top) {
        const int base = top + (kLegendLine + metrics.ascent() - metrics.descent()) / 2;
        painter.setPen(Qt::NoPen);
        painter.setBrush(colorOf(segment.color));
        const auto placed = [&](double from, double wide) {
            return mirrored(layoutDirection(), rect(), {from, top + (kLegendLine - kSquare) / 2.0, wide, kSquare});
        };
        painter.drawRoundedRect(placed(left, kSquare), 2, 2);
        const int nameWidth = metrics.horizontalAdvance(segment.name);
        painter.setPen(theme.muted);
        painter.drawText(QPointF(placed(left + kSquare + 6, nameWidth).left(), base), segment.name);
        painter.setPen(theme.text);
        const int textLeft = left + kSquare + 6 + metrics.horizontalAdvance(segment.name + "  ");
        painter.drawText(QPointF(placed(textLeft, metrics.horizontalAdvance(segment.text)).left(), base), segment.text);
    });
}

bool StackedBar::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), accessibleDescription(), this);
    return true;
}

}  // namespace mw::gui
