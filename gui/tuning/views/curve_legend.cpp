// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "curve_legend.h"

#include <QPainter>
#include <QStyle>
#include <algorithm>

#include "theme.h"

namespace mw::gui {

namespace {

constexpr int kSample = 22;
constexpr int kGap = 6;
constexpr int kEntryGap = 16;
constexpr int kSlack = 4;  ///< text as drawn may be a little wider than its measure

}  // namespace

CurveLegend::CurveLegend(QWidget* parent) : QWidget(parent) {
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void CurveLegend::setEntries(const QVector<Entry>& entries) {
    m_entries = entries;
    QStringList names;
    for (const Entry& entry : entries)
        names << entry.name;
    setAccessibleName(tr("Curves: %1").arg(names.join(", ")));
    updateGeometry();
    update();
}

QSize CurveLegend::sizeHint() const {
    int width = 0;
    for (const QRect& place : layOut(QWIDGETSIZE_MAX))
        width += place.width() + kEntryGap;
    return {std::max(0, width - kEntryGap), fontMetrics().height()};
}

QSize CurveLegend::minimumSizeHint() const {
    return {80, fontMetrics().height()};
}

int CurveLegend::heightForWidth(int width) const {
    const QVector<QRect> places = layOut(width);
    return places.isEmpty() ? fontMetrics().height() : places.last().bottom() + 1;
}

QVector<QRect> CurveLegend::layOut(int width) const {
    QVector<QRect> places;
    int x = 0;
    int y = 0;
    for (const Entry& entry : m_entries) {
        const int needed = kSample + kGap + fontMetrics().horizontalAdvance(entry.name) + kSlack;
        if (x > 0 && x + needed > width) {
            x = 0;
            y += fontMetrics().height() + metrics::kSpace;
        }
        places << QRect(x, y, std::min(needed, width), fontMetrics().height());
        x += needed + kEntryGap;
    }
    // Full lines end at the right edge, where the card's other figures do.
    for (qsizetype i = 0; i < places.size();) {
        qsizetype end = i;
        while (end < places.size() && places[end].top() == places[i].top())
            ++end;
        const int shift = width - places[end - 1].right() - 1;
        for (; width < QWIDGETSIZE_MAX && i < end; ++i)
            places[i].translate(std::max(0, shift), 0);
        i = end;
    }
    return places;
}

void CurveLegend::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QVector<QRect> places = layOut(width());
    for (int i = 0; i < m_entries.size(); ++i) {
        const QRect& place = places[i];
        const auto placed = [this](const QRect& part) { return QStyle::visualRect(layoutDirection(), rect(), part); };
        QPen pen(m_entries[i].color, 2);
        pen.setStyle(m_entries[i].dash);
        painter.setPen(pen);
        const double middle = place.center().y() + 0.5;
        const QRect sample = placed({place.left(), place.top(), kSample, place.height()});
        painter.drawLine(QPointF(sample.left(), middle), QPointF(sample.left() + kSample, middle));
        painter.setPen(themeOf(this).muted);
        const QRect text = placed(place.adjusted(kSample + kGap, 0, 0, 0));
        painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter,
                         fontMetrics().elidedText(m_entries[i].name, Qt::ElideRight, text.width()));
    }
}

}  // namespace mw::gui
