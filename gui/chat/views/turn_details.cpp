// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "turn_details.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QGuiApplication>
#include <QPushButton>
#include <QVBoxLayout>

#include "controls.h"
#include "turn_words.h"

namespace mw::gui {

TurnDetails::TurnDetails(const Turn& turn, QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("About this answer"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 18, 20, 16);
    column->setSpacing(16);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(24);
    grid->setVerticalSpacing(8);
    QStringList lines;
    for (const auto& [name, value] : detailsOf(turn)) {
        const int row = grid->rowCount();
        grid->addWidget(makeLabel(name, TextRole::Muted, this), row, 0, Qt::AlignTop);
        QLabel* shown = makeLabel(value, TextRole::Value, this);
        shown->setTextFormat(Qt::PlainText);
        shown->setWordWrap(true);
        shown->setMinimumWidth(260);
        shown->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        shown->setAccessibleName(name + QStringLiteral(": ") + value);
        grid->addWidget(shown, row, 1);
        lines.append(name + QStringLiteral(": ") + value);
    }
    grid->setColumnStretch(1, 1);
    column->addLayout(grid);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton* copy = buttons->addButton(tr("Copy"), QDialogButtonBox::ActionRole);
    connect(copy, &QPushButton::clicked, this,
            [text = lines.join(QLatin1Char('\n'))] { QGuiApplication::clipboard()->setText(text); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    buttons->button(QDialogButtonBox::Close)->setDefault(true);
    column->addWidget(buttons);
}

}  // namespace mw::gui
