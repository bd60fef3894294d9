// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "series_legend.h"

#include <QPainter>
#include <algorithm>

#include "theme.h"

namespace mw::gui {

namespace {

constexpr int kLine = 16;
constexpr int kDash = 16;
constexpr int kGap = 6;
constexpr int kEntryGap = 14;
constexpr int kFontPixels = 11;
/// Room that a value keeps, so that the names do not wander as its digits come and go.
const QString kValueRoom = QStringLiteral("000");

}  // namespace

SeriesLegend::SeriesLegend(QWidget* parent) : QWidget(parent) {
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    // The chart says all of this in its description.
    setAttribute(Qt::WA_TransparentForMouseEvents);
}

void SeriesLegend::setEntries(std::vector<Entry> entries) {
    const bool sameNames = std::ranges::equal(entries, m_entries, {}, &Entry::name, &Entry::name);
    m_entries = std::move(entries);
    if (!sameNames) updateGeometry();
    update();
}

QSize SeriesLegend::sizeHint() const {
    return {200, heightForWidth(std::max(width(), 200))};
}

QSize SeriesLegend::minimumSizeHint() const {
    return {80, kLine};
}

int SeriesLegend::heightForWidth(int width) const {
    return layOut(width, [](const Entry&, int, int) {});
}

int SeriesLegend::widthOf(const Entry& entry) const {
    QFont small = font();
    small.setPixelSize(kFontPixels);
    const QFontMetrics metrics(small);
    return kDash + kGap + metrics.horizontalAdvance(entry.name + ' ') +
           std::max(metrics.horizontalAdvance(entry.value), metrics.horizontalAdvance(kValueRoom));
}

template <typename Draw>
int SeriesLegend::layOut(int width, Draw draw) const {
    if (m_entries.empty()) return 0;
    int x = 0;
    int y = 0;
    for (const Entry& entry : m_entries) {
        const int wide = widthOf(entry);
        if (x > 0 && x + wide > width) {
            x = 0;
            y += kLine;
        }
        draw(entry, x, y);
        x += wide + kEntryGap;
    }
    return y + kLine;
}

void SeriesLegend::paintEvent(QPaintEvent*) {
    const Theme& theme = themeOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QFont small = font();
    small.setPixelSize(kFontPixels);
    painter.setFont(small);
    const QFontMetrics metrics(small);
    layOut(width(), [&](const Entry& entry, int left, int top) {
        const int base = top + (kLine + metrics.ascent() - metrics.descent()) / 2;
        QPen pen = entry.pen;
        pen.setWidthF(2);
        painter.setPen(pen);
        painter.drawLine(QPointF(left, top + kLine / 2.0), QPointF(left + kDash, top + kLine / 2.0));
        int x = left + kDash + kGap;
        painter.setPen(theme.muted);
        painter.drawText(x, base, entry.name);
        x += metrics.horizontalAdvance(entry.name + ' ');
        painter.setPen(theme.text);
        painter.drawText(x, base, entry.value);
    });
}

}  // namespace mw::gui
