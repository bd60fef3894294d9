// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "choice_box.h"

#include <QAbstractItemView>
#include <QStyleOptionComboBox>

namespace mw::gui {

void ChoiceBox::showPopup() {
    constexpr int kAround = 20;  // padding of the list and of its items
    view()->setMinimumWidth(view()->sizeHintForColumn(0) + kAround);
    QComboBox::showPopup();
}

QString ChoiceBox::closedText() const {
    const QString text = currentData(kClosedTextRole).toString();
    return text.isEmpty() ? currentText() : text;
}

void ChoiceBox::initStyleOption(QStyleOptionComboBox* option) const {
    QComboBox::initStyleOption(option);
    const int room = style()->subControlRect(QStyle::CC_ComboBox, option, QStyle::SC_ComboBoxEditField, this).width();
    if (currentIndex() >= 0) option->currentText = closedText();
    option->currentText = fontMetrics().elidedText(option->currentText, Qt::ElideRight, room - 2);
}

}  // namespace mw::gui
