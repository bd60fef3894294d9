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
#include <algorithm>

#include "controls.h"
#include "icons.h"
#include "theme.h"

namespace mw::gui {
namespace {

constexpr int kLongestName = 40;
constexpr int kLeastName = 48;  // pixels
constexpr int kIcon = 14, kIconGap = 6, kRemove = 22, kPadding = 4, kMargin = 2, kFrame = 1;
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
    : QFrame(parent), m_name(shownName(attachment)), m_characters(int(attachment.text.size())) {
    setSurface(this, Surface::Card);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(kMargin, 1, kMargin, 1);
    row->setSpacing(0);
    m_open = makeButton({}, ButtonKind::Secondary, this);
    m_open->setFlat(true);
    m_open->setIcon(icon(QStringLiteral("paperclip")));
    m_open->setIconSize({kIcon, kIcon});
    m_open->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_open->setCursor(Qt::PointingHandCursor);
    m_open->setStyleSheet(
        QStringLiteral("QPushButton { border: none; background: transparent; padding: 3px %1px; }").arg(kPadding));
    QToolButton* remove = makeIconButton(QStringLiteral("x"), tr("Take %1 away").arg(m_name), this);
    remove->setIconSize({13, 13});
    remove->setFixedSize(kRemove, kRemove);
    row->addWidget(m_open);
    row->addWidget(remove);
    setTokens(-1);
    connect(m_open, &QPushButton::clicked, this, &AttachmentChip::openWanted);
    connect(remove, &QToolButton::clicked, this, &AttachmentChip::removeWanted);
}

void AttachmentChip::setTokens(int tokens) {
    m_facts = QStringLiteral(" · ") + tr("%Ln characters", nullptr, m_characters);
    if (tokens >= 0) m_facts += QStringLiteral(" · ") + tr("%Ln tokens", nullptr, tokens);
    m_open->setAccessibleName(m_name + m_facts);
    m_open->setToolTip((m_name + m_facts).toHtmlEscaped() + QStringLiteral("<br>") + tr("Read it"));
    updateGeometry();
    showWords();
}

/// Not asked of the button, which is no narrower than some letters, however few it has.
int AttachmentChip::widthBesideWords() const {
    return 2 * (kFrame + kMargin + kPadding) + kIcon + kIconGap + kRemove;
}

QSize AttachmentChip::sizeHint() const {
    return {widthBesideWords() + m_open->fontMetrics().horizontalAdvance(m_name + m_facts),
            QFrame::sizeHint().height()};
}

QSize AttachmentChip::minimumSizeHint() const {
    return {widthBesideWords(), QFrame::minimumSizeHint().height()};
}

void AttachmentChip::resizeEvent(QResizeEvent* event) {
    QFrame::resizeEvent(event);
    m_isPlaced = true;
    showWords();
}

/// Where there is no room for all of it, the name is shortened first; of the figures the one that counts goes last.
void AttachmentChip::showWords() {
    const QFontMetrics metrics = m_open->fontMetrics();
    const int room = m_isPlaced ? std::max(0, width() - widthBesideWords()) : QWIDGETSIZE_MAX;
    QString facts = m_facts;
    if (room - metrics.horizontalAdvance(facts) < kLeastName)
        facts = facts.mid(facts.lastIndexOf(QStringLiteral(" · ")));
    QString text = m_name + m_facts;
    if (metrics.horizontalAdvance(text) > room) {  // which is a pixel less than that of its parts, now and then
        const int forName = std::max(room - metrics.horizontalAdvance(facts), kLeastName);
        text = metrics.elidedText(metrics.elidedText(m_name, Qt::ElideMiddle, forName) + facts, Qt::ElideRight, room);
    }
    text.replace(QLatin1Char('&'), QLatin1String("&&"));
    if (text != m_open->text()) m_open->setText(text);
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
