// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "composer.h"

#include <QDragEnterEvent>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLocale>
#include <QMessageBox>
#include <QMimeData>
#include <QPainter>
#include <QStringDecoder>
#include <QStyle>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>
#include <algorithm>

#include "controls.h"
#include "icons.h"
#include "theme.h"

namespace mw::gui {
namespace {

constexpr int kMostLines = 9;
constexpr qint64 kLargestFile = 10 << 20;

}  // namespace

// ---- the field ----------------------------------------------------------------------------------------------------

ComposerField::ComposerField(QWidget* parent) : QPlainTextEdit(parent) {
    setFrameShape(QFrame::NoFrame);
    setObjectName(QStringLiteral("composerField"));
    // The frame around the composer is its border, and shows the focus.
    setStyleSheet(QStringLiteral("#composerField { border: none; background: transparent; padding: 0; }"));
    setTabChangesFocus(true);
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    document()->setDocumentMargin(2);
    connect(this, &QPlainTextEdit::textChanged, this, &ComposerField::fitHeight);
    fitHeight();
}

void ComposerField::fitHeight() {
    const int lines = std::clamp(int(document()->size().height()), 1, kMostLines);
    setFixedHeight(lines * fontMetrics().lineSpacing() + 10);
}

void ComposerField::keyPressEvent(QKeyEvent* event) {
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) &&
        !(event->modifiers() & Qt::ShiftModifier)) {
        emit sendWanted();
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

/// Files are for the window around it, which may know them; their addresses are no question.
void ComposerField::dragEnterEvent(QDragEnterEvent* event) {
    const QList<QUrl> urls = event->mimeData()->urls();
    if (!urls.isEmpty() && urls.front().isLocalFile())
        event->ignore();
    else
        QPlainTextEdit::dragEnterEvent(event);
}

bool ComposerField::canInsertFromMimeData(const QMimeData* source) const {
    return source->hasText();
}

void ComposerField::insertFromMimeData(const QMimeData* source) {
    const QString text = source->text();
    // The text engine lays a run without spaces out in quadratic time, so a lot of text never gets in here.
    if (text.size() > kMostTyped)
        emit largePaste(text);
    else
        insertPlainText(text);
}

// ---- the composer -------------------------------------------------------------------------------------------------

Composer::Composer(ChatController& controller, QWidget* parent) : QWidget(parent), m_controller(controller) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 10, 12, 10);
    column->setSpacing(6);
    m_field = new ComposerField(this);
    m_field->setAccessibleName(tr("Question"));
    m_field->installEventFilter(this);
    m_chips = new QWidget(this);
    m_chipRow = new QHBoxLayout(m_chips);
    m_chipRow->setContentsMargins(0, 0, 0, 0);
    m_chipRow->setSpacing(6);
    column->addWidget(m_field);
    m_chips->hide();
    column->addWidget(m_chips);

    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    m_attach = makeIconButton(QStringLiteral("paperclip"), tr("Attach a text file"), this);
    m_count = makeLabel(QString(), TextRole::Muted, this);
    m_hint = makeLabel(QString(), TextRole::Muted, this);
    m_send = makeButton(tr("Send"), ButtonKind::Primary, this);
    row->addWidget(m_attach);
    row->addWidget(m_count);
    row->addStretch();
    row->addWidget(m_hint);
    row->addWidget(m_send);
    column->addLayout(row);

    connect(m_field, &ComposerField::sendWanted, this, &Composer::send);
    connect(m_field, &ComposerField::largePaste, this, [this](const QString& text) {
        if (m_chat) attach(tr("Pasted text"), text);
    });
    connect(m_field, &QPlainTextEdit::textChanged, this, [this] {
        if (m_taking || !m_chat) return;
        Draft draft = m_chat->draft();
        draft.text = m_field->toPlainText();
        m_chat->setDraft(draft);
    });
    connect(m_attach, &QToolButton::clicked, this, &Composer::chooseFile);
    connect(m_send, &QPushButton::clicked, this, [this] {
        if (m_chat && m_chat->isStreaming())
            m_controller.stop(m_chat);
        else
            send();
    });
    connect(&controller, &ChatController::readinessChanged, this, &Composer::updateState);
    setChat(nullptr);
}

void Composer::setChat(Chat* chat) {
    if (m_chat) m_chat->disconnect(this);
    m_chat = chat;
    if (chat) {
        connect(chat, &Chat::streamingChanged, this, &Composer::updateState);
        connect(chat, &Chat::contextUseChanged, this, &Composer::updateCount);
        connect(chat, &Chat::turnAppended, this, &Composer::updateState);
        connect(chat, &Chat::turnsReset, this, &Composer::updateState);
        connect(chat, &Chat::draftChanged, this, &Composer::takeDraft);
        connect(chat, &Chat::editingChanged, this, [this] {
            updateState();
            if (m_chat->editing() != 0) m_field->setFocus();
        });
    }
    takeDraft();
}

/// Shows the chat's draft: what is typed here, or an edited turn, or nothing after sending.
void Composer::takeDraft() {
    const Draft draft = m_chat ? m_chat->draft() : Draft();
    if (m_field->toPlainText() != draft.text) {
        m_taking = true;
        m_field->setPlainText(draft.text);
        m_field->moveCursor(QTextCursor::End);
        m_taking = false;
    }
    showAttachments();
    updateState();
}

void Composer::showAttachments() {
    const QVector<Attachment> list = m_chat ? m_chat->draft().attachments : QVector<Attachment>();
    if (list == m_shownAttachments) return;
    m_shownAttachments = list;
    while (QLayoutItem* item = m_chipRow->takeAt(0)) {
        if (item->widget()) item->widget()->deleteLater();
        delete item;
    }
    for (const Attachment& each : list) {
        const QString size = tr("%1 characters").arg(QLocale().toString(each.text.size()));
        QPushButton* chip =
            makeButton((each.name.isEmpty() ? tr("Text") : each.name.left(40)) + QStringLiteral(" · ") + size,
                       ButtonKind::Secondary, m_chips);
        chip->setIcon(icon(QStringLiteral("x")));
        chip->setToolTip(tr("Take this attachment away"));
        connect(chip, &QPushButton::clicked, this, [this, id = each.id] {
            if (!m_chat) return;
            Draft draft = m_chat->draft();
            draft.attachments.removeIf([id](const Attachment& other) { return other.id == id; });
            m_chat->setDraft(draft);
            m_field->setFocus();
        });
        m_chipRow->addWidget(chip);
    }
    m_chipRow->addStretch();
    m_chips->setVisible(!list.isEmpty());
}

void Composer::chooseFile() {
    if (!m_chat) return;
    const QString path = QFileDialog::getOpenFileName(this, tr("Attach a text file"));
    if (path.isEmpty()) return;
    QFile file(path);
    const QFileInfo info(path);
    QString problem;
    if (!info.isFile() || !file.open(QIODevice::ReadOnly)) {
        problem = tr("%1 cannot be read: %2").arg(info.fileName(), file.errorString());
    } else if (info.size() > kLargestFile) {
        problem = tr("%1 is larger than 10 MiB.").arg(info.fileName());
    } else {
        QStringDecoder decoder(QStringDecoder::Utf8);
        const QString text = decoder(file.readAll());
        if (!decoder.hasError() && !text.contains(QChar::Null)) return attach(info.fileName(), text);
        problem = tr("%1 is not a text file in UTF-8.").arg(info.fileName());
    }
    QMessageBox::warning(this, tr("Attach a text file"), problem);
}

/// On to the words that go with it.
void Composer::attach(const QString& name, const QString& text) {
    m_controller.attach(m_chat, name, text);
    m_field->setFocus();
}

void Composer::send() {
    if (!m_chat || m_chat->isStreaming() || !m_controller.whyNotReady().isEmpty()) return;
    const QString text = fullText(m_chat->draft());
    if (text.isEmpty()) return;
    m_controller.send(m_chat, text);
    m_field->setFocus();
}

void Composer::keyPressEvent(QKeyEvent* event) {
    if (event->key() != Qt::Key_Escape || !m_chat) return QWidget::keyPressEvent(event);
    // A key that is held to close something else must not end an answer, too.
    if (m_chat->isStreaming() && !event->isAutoRepeat())
        m_controller.stop(m_chat);
    else if (m_chat->editing() != 0)
        m_controller.cancelEdit(m_chat);
}

void Composer::updateState() {
    const bool streaming = m_chat && m_chat->isStreaming();
    const QString why = m_controller.whyNotReady();
    const bool editing = m_chat && m_chat->editing() != 0;
    if (!why.isEmpty())
        m_field->setPlaceholderText(why);
    else
        m_field->setPlaceholderText(m_chat && !m_chat->isEmpty() ? tr("Ask a follow-up…") : tr("Ask something…"));
    m_field->setEnabled(m_chat != nullptr);
    m_attach->setEnabled(m_chat != nullptr);
    m_send->setText(streaming ? tr("Stop") : editing ? tr("Ask again") : tr("Send"));
    m_send->setIconSize({11, 11});
    m_send->setIcon(streaming ? icon(QStringLiteral("square"), IconColor::Bad) : QIcon());
    const char* kind = streaming ? "secondary" : "primary";
    if (m_send->property("buttonKind").toString() != QLatin1String(kind)) {
        m_send->setProperty("buttonKind", QLatin1String(kind));
        m_send->style()->unpolish(m_send);
        m_send->style()->polish(m_send);
    }
    const bool empty = !m_chat || (m_chat->draft().text.trimmed().isEmpty() && m_chat->draft().attachments.isEmpty());
    m_send->setEnabled(streaming || (why.isEmpty() && !empty));
    m_send->setToolTip(streaming        ? tr("Stop the answer (Esc)")
                       : !why.isEmpty() ? why
                       : empty          ? tr("Write something first")
                                        : tr("Send (Enter; Shift+Enter starts a new line)"));
    m_hint->setText(streaming ? tr("Esc stops") : editing ? tr("Editing · Esc cancels") : QString());
    updateCount();
}

/// The figure of the prompt that would be sent.
void Composer::updateCount() {
    const int context = m_controller.contextTokens();
    m_count->setToolTip({});
    setTextRole(m_count, TextRole::Muted);
    if (!m_chat || context <= 0) return m_count->clear();
    const ContextUse& use = m_chat->contextUse();
    if (!use.counted()) return m_count->setText(tr("Counting tokens…"));
    const QLocale locale;
    const int total = use.total(), left = context - total;
    const bool writes = m_chat->isEmpty() && m_chat->draft().isEmpty();
    QStringList said;
    if (use.isLowerBound)
        said << tr("more than %1 tokens").arg(locale.toString(total)) << tr("does not fit");
    else if (left <= 0)
        said << tr("%1 tokens").arg(locale.toString(total)) << tr("%1 too many").arg(locale.toString(1 - left));
    else if (left < m_controller.fewTokens(*m_chat))
        said << tr("%1 tokens").arg(locale.toString(total))
             << tr("only %1 left for the answer").arg(locale.toString(left));
    else if (writes)
        said << tr("%1 tokens left").arg(locale.toString(left));
    else
        said << tr("%1 tokens").arg(locale.toString(total)) << tr("%1 left").arg(locale.toString(left));
    if (use.omittedTurns > 0)
        said << (use.omittedTurns == 1 ? tr("without the oldest turn")
                                       : tr("without %1 oldest turns").arg(use.omittedTurns));
    m_count->setText(said.join(QStringLiteral(" · ")));
    const bool full = use.isLowerBound || left <= 0;
    setTextRole(m_count, full || left < m_controller.fewTokens(*m_chat) ? TextRole::Warn : TextRole::Muted);
    m_count->setToolTip(
        full ? tr("The conversation does not fit into the context of %1 tokens. When you send, you can choose what to "
                  "do.")
                   .arg(locale.toString(context))
             : tr("Tokens of all that would be sent, and what the context of %1 tokens then leaves for the answer")
                   .arg(locale.toString(context)));
}

bool Composer::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_field && (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)) update();
    return QWidget::eventFilter(watched, event);
}

void Composer::paintEvent(QPaintEvent*) {
    const Theme& theme = themeOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool focused = m_field->hasFocus();
    painter.setPen(QPen(focused ? theme.accent : theme.line, focused ? 2 : 1));
    painter.setBrush(theme.surface);
    const qreal inset = focused ? 1 : 0.5;
    painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), metrics::kTurnRadius,
                            metrics::kTurnRadius);
}

}  // namespace mw::gui
