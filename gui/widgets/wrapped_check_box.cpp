// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "wrapped_check_box.h"

#include <QStyleOptionButton>
#include <QStylePainter>
#include <algorithm>

namespace mw::gui {
namespace {

constexpr int kFlags = Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap;

}  // namespace

WrappedCheckBox::WrappedCheckBox(const QString& text, QWidget* parent) : QCheckBox(text, parent) {
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

int WrappedCheckBox::textLeft() const {
    return style()->pixelMetric(QStyle::PM_IndicatorWidth, nullptr, this) +
           style()->pixelMetric(QStyle::PM_CheckBoxLabelSpacing, nullptr, this);
}

int WrappedCheckBox::heightForWidth(int width) const {
    const QRect room(0, 0, std::max(1, width - textLeft()), 10'000);
    return std::max(fontMetrics().boundingRect(room, kFlags, text()).height(),
                    style()->pixelMetric(QStyle::PM_IndicatorHeight, nullptr, this)) +
           2;
}

QSize WrappedCheckBox::sizeHint() const {
    const int width = textLeft() + fontMetrics().horizontalAdvance(text()) + 2;
    return {width, heightForWidth(width)};
}

/// As wide as the longest word.
QSize WrappedCheckBox::minimumSizeHint() const {
    int widest = 0;
    for (const QString& word : text().split(QLatin1Char(' ')))
        widest = std::max(widest, fontMetrics().horizontalAdvance(word));
    return {textLeft() + widest + 2, heightForWidth(width())};
}

void WrappedCheckBox::paintEvent(QPaintEvent*) {
    QStylePainter painter(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    const int line = fontMetrics().height();
    QStyleOptionButton indicator = option;
    indicator.rect = style()->subElementRect(QStyle::SE_CheckBoxIndicator, &option, this);
    indicator.rect.moveTop(1 + (line - indicator.rect.height()) / 2);
    painter.drawPrimitive(QStyle::PE_IndicatorCheckBox, indicator);  // wears the ring of the focus, too
    const QRect room =
        QStyle::visualRect(layoutDirection(), rect(), {textLeft(), 1, width() - textLeft(), height() - 1});
    painter.drawItemText(room, kFlags, option.palette, isEnabled(), text(), QPalette::WindowText);
}

}  // namespace mw::gui
