// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "attachment_chip.h"

#include <QDialog>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include "controls.h"
#include "icons.h"
#include "theme.h"

namespace mw::gui {
namespace {

constexpr int kLongestName = 40;
constexpr qsizetype kMostShown = 200'000;  // characters
constexpr qsizetype kLongestRun = 2000;    // the text engine lays longer ones out in quadratic time

/// The beginning of a text, with its longest lines broken.
QString shownText(const QString& text) {
    QString result;
    qsizetype run = 0;
    for (const QChar c : QStringView(text).left(kMostShown)) {
        run = c == QLatin1Char('\n') ? 0 : run + 1;
        if (run > kLongestRun && !c.isLowSurrogate()) {
            result += QLatin1Char('\n');
            run = 1;
        }
        result += c;
    }
    return result;
}

}  // namespace

QString shownName(const Attachment& attachment) {
    if (attachment.name.isEmpty()) return AttachmentChip::tr("Text");
    return attachment.name.size() > kLongestName ? attachment.name.left(kLongestName - 1) + QChar(0x2026)
                                                 : attachment.name;
}

AttachmentChip::AttachmentChip(const Attachment& attachment, QWidget* parent)
    : QFrame(parent), m_name(shownName(attachment)) {
    setSurface(this, Surface::Card);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(2, 1, 2, 1);
    row->setSpacing(0);
    m_size = tr("%1 characters").arg(QLocale().toString(attachment.text.size()));
    m_open = new QPushButton(this);
    m_open->setFlat(true);
    m_open->setIcon(icon(QStringLiteral("paperclip")));
    m_open->setIconSize({14, 14});
    m_open->setCursor(Qt::PointingHandCursor);
    m_open->setToolTip(tr("Read it"));
    m_open->setStyleSheet(QStringLiteral("QPushButton { border: none; background: transparent; padding: 3px 4px; }"));
    QToolButton* remove = makeIconButton(QStringLiteral("x"), tr("Take %1 away").arg(m_name), this);
    remove->setIconSize({13, 13});
    remove->setFixedSize(22, 22);
    row->addWidget(m_open);
    row->addWidget(remove);
    setTokens(-1);
    connect(m_open, &QPushButton::clicked, this, &AttachmentChip::openWanted);
    connect(remove, &QToolButton::clicked, this, &AttachmentChip::removeWanted);
}

void AttachmentChip::setTokens(int tokens) {
    QString text = m_name + QStringLiteral(" · ") + m_size;
    if (tokens >= 0) text += QStringLiteral(" · ") + tr("%Ln tokens", nullptr, tokens);
    m_open->setAccessibleName(text);
    m_open->setText(text.replace(QLatin1Char('&'), QLatin1String("&&")));
}

void showAttachment(const Attachment& attachment, QWidget* parent) {
    QDialog dialog(parent);
    dialog.setWindowTitle(shownName(attachment));
    dialog.resize(680, 520);
    auto* column = new QVBoxLayout(&dialog);
    auto* text = new QPlainTextEdit(&dialog);
    text->setReadOnly(true);
    text->setAccessibleName(shownName(attachment));
    text->setFont(codeFont());
    text->setPlainText(shownText(attachment.text));
    column->addWidget(text);
    if (attachment.text.size() > kMostShown)
        column->addWidget(
            makeLabel(AttachmentChip::tr("The first %1 of %2 characters")
                          .arg(QLocale().toString(kMostShown), QLocale().toString(attachment.text.size())),
                      TextRole::Muted, &dialog));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, &dialog);
    QObject::connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    column->addWidget(buttons);
    dialog.exec();
}

}  // namespace mw::gui
