// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "number_dialog.h"

#include <QDialogButtonBox>
#include <QVBoxLayout>

#include "controls.h"
#include "number_field.h"

namespace mw::gui {

NumberDialog::NumberDialog(const QString& title, const QString& question, NumberField* field, QWidget* parent)
    : QDialog(parent) {
    setWindowTitle(title);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 16, 20, 16);
    column->setSpacing(12);
    QLabel* label = makeLabel(question, TextRole::Value, this);
    label->setBuddy(field);
    field->setAccessibleName(question);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    column->addWidget(label);
    column->addWidget(field);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(this, &QDialog::accepted, this, [this, field] { emit numberChosen(field->value()); });
    field->setFocus();
    field->selectAll();
}

}  // namespace mw::gui
