// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ending_dialog.h"

#include <QBoxLayout>
#include <QLocale>

#include "controls.h"
#include "serving.h"
#include "theme.h"

namespace mw::gui {

namespace {

constexpr int kWidth = 520;

}  // namespace

EndingDialog::EndingDialog(Serving& serving, QWidget* parent)
    : ContentDialog(kWidth, parent),
      m_serving(serving),
      m_question(makeLabel({}, TextRole::Value)),
      m_wait(makeButton(tr("Wait for them"), ButtonKind::Primary)) {
    setWindowTitle(tr("Other programs are being answered"));
    m_question->setWordWrap(true);
    content()->addWidget(m_question);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(2 * metrics::kSpace);
    QPushButton* now = makeButton(tr("Close now"), ButtonKind::Secondary);
    QPushButton* stay = makeButton(tr("Cancel"), ButtonKind::Secondary);
    m_wait->setDefault(true);
    buttons->addWidget(now);
    buttons->addStretch();
    buttons->addWidget(stay);
    buttons->addWidget(m_wait);
    footer()->addLayout(buttons);
    connect(now, &QPushButton::clicked, this, &QDialog::accept);
    connect(stay, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_wait, &QPushButton::clicked, this, [this, stay] {
        m_waits = true;
        stay->setFocus();  // Enter once more must not close now
        m_serving.stop();
        refresh();
    });
    connect(&serving, &Serving::looked, this, &EndingDialog::refresh);
    refresh();
}

void EndingDialog::refresh() {
    const int open = m_serving.requests().rowCount();
    m_wait->setEnabled(!m_waits);
    const QString count = QLocale().toString(open);
    m_question->setText(
        m_waits ? tr("Answers that still run: %1. Nothing new is taken; the window closes after the last.").arg(count)
                : tr("Answers to other programs that still run: %1. Closing now breaks them off.").arg(count));
    if (!m_serving.isBusy()) accept();
}

bool EndingDialog::mayClose(Serving& serving, QWidget* parent) {
    serving.look();  // a request may have come since it last did
    return !serving.isBusy() || EndingDialog(serving, parent).exec() == QDialog::Accepted;
}

}  // namespace mw::gui
