// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "unsaved_dialog.h"

#include <QBoxLayout>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>

#include "chat_controller.h"
#include "controls.h"
#include "theme.h"

namespace mw::gui {
namespace {

constexpr int kWidth = 560;

}  // namespace

bool saveChatsElsewhere(ChatStore& store, QWidget* parent) {
    const QString suggestion = QDir(QDir::homePath()).filePath(QFileInfo(store.path()).fileName());
    const QString file = QFileDialog::getSaveFileName(parent, UnsavedDialog::tr("Save the chats elsewhere"), suggestion,
                                                      UnsavedDialog::tr("Chats (*.sqlite)"));
    if (file.isEmpty()) return false;
    QString error;
    if (store.moveTo(file, &error)) return true;
    QMessageBox::warning(parent, UnsavedDialog::tr("Save the chats elsewhere"), error);
    return false;
}

UnsavedDialog::UnsavedDialog(ChatController& chats, QWidget* parent)
    : ContentDialog(kWidth, parent), m_chats(chats), m_problem(new Banner(Banner::Kind::Bad)) {
    setWindowTitle(tr("Chats are not saved"));
    QLabel* question = makeLabel(tr("What was said since then is lost when the window closes."), TextRole::Value);
    question->setWordWrap(true);
    content()->addWidget(m_problem);
    content()->addWidget(question);

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(2 * metrics::kSpace);
    QPushButton* discard = makeButton(tr("Discard"), ButtonKind::Secondary);
    QPushButton* stay = makeButton(tr("Cancel"), ButtonKind::Secondary);
    QPushButton* elsewhere = makeButton(tr("Save elsewhere…"), ButtonKind::Secondary);
    QPushButton* again = makeButton(tr("Try again"), ButtonKind::Primary);
    again->setDefault(true);
    buttons->addWidget(discard);
    buttons->addStretch();
    for (QPushButton* each : {stay, elsewhere, again})
        buttons->addWidget(each);
    footer()->addLayout(buttons);
    again->setFocus();  // and not what unfolds the cause

    connect(discard, &QPushButton::clicked, this, &QDialog::accept);
    connect(stay, &QPushButton::clicked, this, &QDialog::reject);
    connect(elsewhere, &QPushButton::clicked, this, [this] {
        if (saveChatsElsewhere(m_chats.store(), this)) accept();
    });
    connect(again, &QPushButton::clicked, this, [this] {
        if (m_chats.saveAll()) return accept();
        showProblem();
    });
    // Room may come while it is asked.
    connect(&chats.store(), &ChatStore::unsavedChanged, this, [this] {
        if (!m_chats.store().hasUnsavedWork()) accept();
    });
    showProblem();
}

void UnsavedDialog::showProblem() {
    const ChatStore& store = m_chats.store();
    m_problem->setText(store.readOnlyReason().isEmpty()
                           ? tr("Changes that could not be saved: %1.").arg(QLocale().toString(store.unsavedCount()))
                           : store.readOnlyReason());
    m_problem->setDetails(store.path() + QStringLiteral(": ") + store.lastError());
}

bool UnsavedDialog::mayClose(ChatController& chats, QWidget* parent) {
    if (chats.saveAll() || !chats.store().hasUnsavedWork()) return true;
    return UnsavedDialog(chats, parent).exec() == QDialog::Accepted;
}

}  // namespace mw::gui
