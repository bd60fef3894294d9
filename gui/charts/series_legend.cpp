// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "series_legend.h"

#include <QEvent>
#include <QPainter>
#include <algorithm>
#include <utility>

#include "mirrored.h"
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

QStaticText prepared(const QString& text, const QFont& font) {
    QStaticText result(text);
    result.setTextFormat(Qt::PlainText);
    result.prepare({}, font);
    return result;
}

}  // namespace

SeriesLegend::SeriesLegend(QWidget* parent) : QWidget(parent) {
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    // The chart says all of this in its description.
    setAttribute(Qt::WA_TransparentForMouseEvents);
}

void SeriesLegend::setEntries(std::vector<Entry> entries) {
    const auto nameOf = [](const Item& item) { return item.entry.name; };
    if (!std::ranges::equal(entries, m_items, {}, &Entry::name, nameOf)) {
        m_items.clear();
        for (Entry& entry : entries)
            m_items.push_back({.entry = std::move(entry), .name = {}, .value = {}});
        measureAll();
        return;
    }
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const bool isOther = entries[i].value != m_items[i].entry.value;
        m_items[i].entry = std::move(entries[i]);
        if (isOther) measureValue(m_items[i]);
    }
    update();
}

QFont SeriesLegend::smallFont() const {
    QFont small = font();
    small.setPixelSize(kFontPixels);
    return small;
}

void SeriesLegend::measureAll() {
    const QFontMetrics metrics(smallFont());
    for (Item& item : m_items) {
        item.name = prepared(item.entry.name, smallFont());
        item.nameWidth = metrics.horizontalAdvance(item.entry.name + ' ');
        measureValue(item);
    }
    updateGeometry();
    update();
}

void SeriesLegend::measureValue(Item& item) const {
    const QFontMetrics metrics(smallFont());
    item.value = prepared(item.entry.value, smallFont());
    item.valueWidth = std::max(metrics.horizontalAdvance(item.entry.value), metrics.horizontalAdvance(kValueRoom));
}

void SeriesLegend::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) measureAll();
}

QSize SeriesLegend::sizeHint() const {
    return {200, heightForWidth(std::max(width(), 200))};
}

QSize SeriesLegend::minimumSizeHint() const {
    return {80, kLine};
}

int SeriesLegend::heightForWidth(int width) const {
    return layOut(width, [](const Item&, int, int) {});
}

template <typename Draw>
int SeriesLegend::layOut(int width, Draw draw) const {
    if (m_items.empty()) return 0;
    int x = 0;
    int y = 0;
    for (const Item& item : m_items) {
        const int wide = kDash + kGap + item.nameWidth + item.valueWidth;
        if (x > 0 && x + wide > width) {
            x = 0;
            y += kLine;
        }
        draw(item, x, y);
        x += wide + kEntryGap;
    }
    return y + kLine;
}

void SeriesLegend::paintEvent(QPaintEvent*) {
    const Theme& theme = themeOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(smallFont());
    const QFontMetrics metrics(painter.font());
    layOut(width(), [&](const Item& item, int left, int top) {
        const int textTop = top + (kLine - metrics.height()) / 2;
        QPen pen = item.entry.pen;
        pen.setWidthF(2);
        painter.setPen(pen);
        const auto placed = [&](double from, double wide) {
            return mirrored(layoutDirection(), rect(), {from, double(textTop), wide, kLine}).topLeft();
        };
        const double dash = placed(left, kDash).x(), middle = top + kLine / 2.0;
        painter.drawLine(QPointF(dash, middle), QPointF(dash + kDash, middle));
        const int x = left + kDash + kGap;
        painter.setPen(theme.muted);
        painter.drawStaticText(placed(x, item.name.size().width()), item.name);
        painter.setPen(theme.text);
        painter.drawStaticText(placed(x + item.nameWidth, item.value.size().width()), item.value);
    });
}

}  // namespace mw::gui
