// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "state_mark.h"

#include <QPainter>

#include "theme.h"

namespace mw::gui {

namespace {

constexpr int kSize = 12;
constexpr double kRadius = 4;
constexpr double kStroke = 1.6;

}  // namespace

void drawMark(QPainter& painter, const QRectF& rect, Mark mark, const Theme& theme) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QPointF middle = rect.center();
    const auto stroke = [&](const QColor& color) {
        painter.setPen(QPen(color, kStroke, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.setBrush(Qt::NoBrush);
    };
    switch (mark) {
        case Mark::Off:
        case Mark::Waiting:
            stroke(mark == Mark::Off ? theme.faint : theme.muted);
            painter.drawEllipse(middle, kRadius - 0.5, kRadius - 0.5);
            break;
        case Mark::Half: {
            stroke(theme.series[3]);
            painter.drawEllipse(middle, kRadius, kRadius);
            painter.setPen(Qt::NoPen);
            painter.setBrush(theme.series[3]);
            painter.drawChord(QRectF(middle - QPointF(kRadius, kRadius), QSizeF(2 * kRadius, 2 * kRadius)), 0,
                              180 * 16);
            break;
        }
        case Mark::Running:
            painter.setPen(Qt::NoPen);
            painter.setBrush(theme.ok);
            painter.drawEllipse(middle, kRadius, kRadius);
            break;
        case Mark::Done:
            stroke(theme.ok);
            painter.drawPolyline(
                QPolygonF{middle + QPointF(-4, 0), middle + QPointF(-1, 3), middle + QPointF(4, -3.5)});
            break;
        case Mark::Failed:
            stroke(theme.bad);
            painter.drawLine(middle + QPointF(-3.2, -3.2), middle + QPointF(3.2, 3.2));
            painter.drawLine(middle + QPointF(-3.2, 3.2), middle + QPointF(3.2, -3.2));
            break;
    }
    painter.restore();
}

StateMark::StateMark(QWidget* parent) : QWidget(parent) {
    setFixedSize(kSize, kSize);
}

void StateMark::setMark(Mark mark) {
    m_mark = mark;
    update();
}

void StateMark::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    drawMark(painter, rect(), m_mark, themeOf(this));
}

}  // namespace mw::gui
