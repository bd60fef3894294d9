// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "composer.h"

#include <QAccessible>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFontInfo>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLocale>
#include <QMimeData>
#include <QPainter>
#include <QStyle>
#include <QTextOption>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>
#include <algorithm>

#include "attachment_chip.h"
#include "controls.h"
#include "elided_label.h"
#include "flow_layout.h"
#include "icons.h"
#include "model_drop.h"
#include "page_scroll.h"
#include "theme.h"

namespace mw::gui {
namespace {

constexpr int kMostLines = 9;
constexpr int kWidthForHint = 420;
constexpr int kMostChipRows = 4;               // at once; the half of another says that they scroll
constexpr qsizetype kMostProblems = 4;         // lines
constexpr qsizetype kLooked = 200;             // characters that say which way a text goes
constexpr int kQueuedWords = 120;              // characters
constexpr qsizetype kFoldedPaste = 4000;       // characters; more are folded into a chip
constexpr qsizetype kMostCounted = 2'000'000;  // of one attachment; more fit into no context

}  // namespace

QStringList filesIn(const QMimeData* data) {
    QStringList paths;
    for (const QUrl& url : data->urls())
        if (url.isLocalFile()) paths.append(url.toLocalFile());
    return paths;
}

// ---- the field ----------------------------------------------------------------------------------------------------

ComposerField::ComposerField(QWidget* parent) : QPlainTextEdit(parent) {
    setFrameShape(QFrame::NoFrame);
    setObjectName(QStringLiteral("composerField"));
    // The frame around the composer is its border, and shows the focus.
    setStyleSheet(QStringLiteral("#composerField { border: none; background: transparent; padding: 0; }"));
    setTabChangesFocus(true);
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    document()->setDocumentMargin(2);
    connect(this, &QPlainTextEdit::textChanged, this, [this] {
        fitDirection();
        fitHeight();
    });
    fitHeight();
}

void ComposerField::setZoom(int percent) {
    m_zoom = percent;
    zoom();
}

/// By the document's own font: no style sheet has to be read for it, and the placeholder stays as it is.
void ComposerField::zoom() {
    QFont zoomed = font();
    zoomed.setPixelSize(std::max(1, QFontInfo(zoomed).pixelSize() * m_zoom / 100));
    document()->setDefaultFont(zoomed);
    fitHeight();
}

void ComposerField::changeEvent(QEvent* event) {
    QPlainTextEdit::changeEvent(event);
    // It takes the widget's font then.
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) zoom();
}

/// As it begins, so it stands; the text engine itself puts everything at the left.
void ComposerField::fitDirection() {
    const Qt::Alignment side = toPlainText().left(kLooked).isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft;
    QTextOption option = document()->defaultTextOption();
    if (option.alignment() == side) return;
    option.setAlignment(side);
    document()->setDefaultTextOption(option);
}

void ComposerField::fitHeight() {
    const int lines = std::clamp(int(document()->size().height()), 1, kMostLines);
    setFixedHeight(lines * QFontMetrics(document()->defaultFont()).lineSpacing() + 10);
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
    if (ModelDrop::takes(source)) return false;  // for the window
    return source->hasText() || source->hasUrls() || source->hasImage();
}

void ComposerField::insertFromMimeData(const QMimeData* source) {
    if (const QStringList files = filesIn(source); !files.isEmpty()) return emit filesWanted(files);
    const QString text = source->text();
    if (text.isEmpty() && source->hasImage()) return emit pictureRefused();
    // The text engine lays a run without spaces out in quadratic time, so a lot of text never gets in here.
    if (text.size() > kFoldedPaste)
        emit largePaste(text);
    else
        insertPlainText(text);
}

// ---- the composer -------------------------------------------------------------------------------------------------

Composer::Composer(ChatController& controller, QWidget* parent)
    : QWidget(parent), m_controller(controller), m_counter(controller.engine()) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 10, 12, 10);
    column->setSpacing(6);
    m_field = new ComposerField(this);
    m_field->setAccessibleName(tr("Question"));
    m_field->installEventFilter(this);
    m_chips = new QWidget;
    new FlowLayout(m_chips, 6);
    m_chips->installEventFilter(this);
    m_chipsArea = new PageScroll(m_chips, this);
    m_chipsArea->setObjectName(QStringLiteral("chips"));
    m_chipsArea->viewport()->setAutoFillBackground(false);
    m_chips->setAutoFillBackground(false);
    m_problem = makeLabel(QString(), TextRole::Warn, this);
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);  // it names files
    m_problem->hide();
    m_reading = makeLabel(QString(), TextRole::Muted, this);
    m_reading->hide();
    m_queuedRow = new QFrame(this);
    setSurface(m_queuedRow, Surface::Info);
    auto* queued = new QHBoxLayout(m_queuedRow);
    queued->setContentsMargins(8, 2, 4, 2);
    m_queuedText = new ElidedLabel(Qt::ElideRight, TextRole::Muted, m_queuedRow);
    m_queuedText->setObjectName(QStringLiteral("queued question"));
    QToolButton* change = makeIconButton(QStringLiteral("pencil"), tr("Edit the queued question"), m_queuedRow);
    QToolButton* drop = makeIconButton(QStringLiteral("x"), tr("Don't ask the queued question"), m_queuedRow);
    queued->addWidget(m_queuedText, 1);
    queued->addWidget(change);
    queued->addWidget(drop);
    m_queuedRow->hide();
    connect(change, &QToolButton::clicked, this, [this] {
        m_controller.takeBackQueued(m_chat);
        m_field->setFocus();
    });
    connect(drop, &QToolButton::clicked, this, [this] {
        m_controller.dropQueued(m_chat);
        m_field->setFocus();
    });
    column->addWidget(m_queuedRow);
    column->addWidget(m_field);
    m_chipsArea->hide();
    column->addWidget(m_chipsArea);
    column->addWidget(m_reading);
    column->addWidget(m_problem);

    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    m_attach = makeIconButton(QStringLiteral("paperclip"), tr("Attach text, code, CSV or PDF"), this);
    m_count = makeLabel(QString(), TextRole::Muted, this);
    m_count->setWordWrap(true);  // beside another chat there may be no room for one line
    m_hint = makeLabel(QString(), TextRole::Muted, this);
    m_send = makeButton(tr("Send"), ButtonKind::Primary, this);
    row->addWidget(m_attach);
    row->addWidget(m_count, 1);
    row->addWidget(m_hint);
    m_queue = makeButton(tr("Queue"), ButtonKind::Secondary, this);
    m_queue->setToolTip(tr("Ask this once the answer is complete (Enter)"));
    connect(m_queue, &QPushButton::clicked, this, &Composer::sendOrQueue);
    row->addWidget(m_queue);
    row->addWidget(m_send);
    column->addLayout(row);

    connect(m_field, &ComposerField::sendWanted, this, &Composer::sendOrQueue);
    connect(m_field, &ComposerField::largePaste, this, [this](const QString& text) {
        if (m_chat) attach(tr("Pasted text"), text);
    });
    connect(m_field, &ComposerField::filesWanted, this, &Composer::attachFiles);
    connect(m_field, &ComposerField::pictureRefused, this,
            [this] { refuse(tr("Pictures cannot be attached: the model reads text only.")); });
    connect(&m_reader, &AttachmentReader::waitingChanged, this, [this](int files) {
        m_reading->setText(tr("Reading %n files…", nullptr, files));
        m_reading->setVisible(files > 0);
    });
    connect(m_field, &QPlainTextEdit::textChanged, this, [this] {
        forgetProblems();
        if (m_taking || !m_chat) return;
        Draft draft = m_chat->draft();
        draft.text = m_field->toPlainText();
        m_chat->setDraft(draft);
    });
    connect(m_attach, &QToolButton::clicked, this, &Composer::chooseFiles);
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
    if (chat != m_chat) forgetProblems();  // they were of the other one's files
    m_chat = chat;
    if (chat) {
        connect(chat, &Chat::streamingChanged, this, &Composer::updateState);
        connect(chat, &Chat::contextUseChanged, this, &Composer::updateCount);
        connect(chat, &Chat::turnAppended, this, &Composer::updateState);
        connect(chat, &Chat::turnsReset, this, &Composer::updateState);
        connect(chat, &Chat::draftChanged, this, &Composer::takeDraft);
        connect(chat, &Chat::queuedChanged, this, &Composer::showQueued);
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
    showQueued();
    updateState();
}

/// What is asked next, in its first words.
void Composer::showQueued() {
    const bool any = m_chat && m_chat->queued();
    m_queuedRow->setVisible(any);
    if (!any) return;
    const QString words = titleFrom(fullText(*m_chat->queued()), kQueuedWords);
    m_queuedText->setWhole(tr("Next: %1").arg(words));
    m_queuedText->setAccessibleName(tr("Queued question: %1").arg(words));
}

void Composer::showAttachments() {
    const QVector<Attachment> list = m_chat ? m_chat->draft().attachments : QVector<Attachment>();
    if (list == m_shownAttachments) return;
    // Of many files that come one after the other, each is a chip once.
    qsizetype kept = 0;
    while (kept < std::min(list.size(), m_shownAttachments.size()) && list[kept].id == m_shownAttachments[kept].id)
        ++kept;
    m_shownAttachments = list;
    while (QLayoutItem* item = m_chips->layout()->takeAt(int(kept))) {
        if (item->widget()) item->widget()->deleteLater();
        delete item;
    }
    for (const Attachment& each : list.mid(kept)) {
        auto* chip = new AttachmentChip(each, m_chips);
        connect(chip, &AttachmentChip::openWanted, this, [this, each] { showAttachment(each, this); });
        connect(chip, &AttachmentChip::removeWanted, this, [this, id = each.id] {
            if (!m_chat) return;
            Draft draft = m_chat->draft();
            draft.attachments.removeIf([id](const Attachment& other) { return other.id == id; });
            m_chat->setDraft(draft);
            m_field->setFocus();
        });
        m_chips->layout()->addWidget(chip);
        chip->show();
        countTokens(each, chip);
    }
    m_chipsArea->setVisible(!list.isEmpty());
    fitChips();
}

/// All chips are in sight, or some rows of them, which scroll: the conversation above keeps its room.
void Composer::fitChips() {
    if (m_shownAttachments.isEmpty()) return;
    const int row = m_chips->layout()->itemAt(0)->sizeHint().height() + m_chips->layout()->spacing();
    const int width = m_chipsArea->width();
    m_chipsArea->setFixedHeight(std::min(m_chips->layout()->heightForWidth(width), kMostChipRows * row + row / 2));
}

/// What it takes of the context, by the engine's own count.
void Composer::countTokens(const Attachment& attachment, QWidget* chip) {
    if (m_controller.contextTokens() <= 0 || attachment.text.size() > kMostCounted) return;
    m_counter.count({{Role::User, attachment.text.toStdString()}}, QStringLiteral("plain"), chip, [chip](int tokens) {
        if (auto* shown = qobject_cast<AttachmentChip*>(chip)) shown->setTokens(tokens);
    });
}

void Composer::chooseFiles() {
    attachFiles(QFileDialog::getOpenFileNames(this, tr("Attach text, code, CSV or PDF")));
}

void Composer::attachFiles(const QStringList& paths) {
    forgetProblems();
    if (!m_chat) return;
    m_reader.read(paths, m_chat, [this, chat = m_chat](const FileText& file) {
        if (!chat) return;
        if (chat == m_chat)
            takeFile(file);
        else if (file.problem.isEmpty())
            m_controller.attach(chat, file.name, file.text);
    });
}

void Composer::takeFile(const FileText& file) {
    if (!file.problem.isEmpty()) return refuse(file.problem);
    attach(file.name, file.text);
    if (!file.remark.isEmpty()) refuse(file.remark);
}

/// A line each, as several files may have been dropped at once; of many the first.
void Composer::refuse(const QString& problem) {
    m_problems.append(problem);
    QStringList lines = m_problems.mid(0, kMostProblems);
    if (const qsizetype others = m_problems.size() - lines.size(); others > 0)
        lines.append(tr("… and %1 more").arg(QLocale().toString(others)));
    m_problem->setText(lines.join(QLatin1Char('\n')));
    m_problem->show();
    QAccessibleEvent event(m_problem, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void Composer::forgetProblems() {
    m_problems.clear();
    m_problem->hide();
}

void Composer::setDropTarget(bool isTarget) {
    m_isDropTarget = isTarget;
    updateState();
    update();
}

/// On to the words that go with it.
void Composer::attach(const QString& name, const QString& text) {
    m_controller.attach(m_chat, name, text);
    m_field->setFocus();
}

void Composer::sendOrQueue() {
    if (m_chat && m_chat->isStreaming())
        m_controller.queue(m_chat);
    else
        send();
    m_field->setFocus();
}

void Composer::send() {
    if (!m_chat || m_chat->isStreaming()) return;
    if (!m_controller.whyNotReady().isEmpty() && !m_controller.editsAnswer(*m_chat)) return;
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

void Composer::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    m_hint->setVisible(width() >= kWidthForHint);
    fitChips();
}

void Composer::updateState() {
    const bool streaming = m_chat && m_chat->isStreaming();
    const QString why = m_controller.whyNotReady();
    const bool editing = m_chat && m_chat->editing() != 0;
    if (m_isDropTarget)
        m_field->setPlaceholderText(tr("Drop the files to attach them"));
    else if (!why.isEmpty())
        m_field->setPlaceholderText(why);
    else
        m_field->setPlaceholderText(m_chat && !m_chat->isEmpty() ? tr("Ask a follow-up…") : tr("Ask something…"));
    m_field->setEnabled(m_chat != nullptr);
    m_attach->setEnabled(m_chat != nullptr);
    const bool empty = !m_chat || (m_chat->draft().text.trimmed().isEmpty() && m_chat->draft().attachments.isEmpty());
    const bool editsAnswer = m_chat && m_controller.editsAnswer(*m_chat);
    m_queue->setVisible(streaming && !editing && !empty);
    m_send->setText(streaming     ? tr("Stop")
                    : editsAnswer ? tr("Save as a version")
                    : editing     ? tr("Ask again")
                                  : tr("Send"));
    m_send->setIconSize({11, 11});
    m_send->setIcon(streaming ? icon(QStringLiteral("square"), IconColor::Bad) : QIcon());
    const char* kind = streaming ? "secondary" : "primary";
    if (m_send->property("buttonKind").toString() != QLatin1String(kind)) {
        m_send->setProperty("buttonKind", QLatin1String(kind));
        m_send->style()->unpolish(m_send);
        m_send->style()->polish(m_send);
    }
    m_send->setEnabled(streaming || ((why.isEmpty() || editsAnswer) && !empty));
    m_send->setToolTip(streaming                        ? tr("Stop the answer (Esc)")
                       : !why.isEmpty() && !editsAnswer ? why
                       : empty                          ? tr("Write something first")
                       : editsAnswer ? tr("Keeps both versions of the answer (Enter; Shift+Enter starts a new line)")
                                     : tr("Send (Enter; Shift+Enter starts a new line)"));
    m_hint->setText(streaming ? tr("Esc stops") : editing ? tr("Editing · Esc cancels") : QString());
    updateCount();
}

/// The figure of the prompt that would be sent.
void Composer::updateCount() {
    const int context = m_controller.contextTokens();
    m_count->setToolTip({});
    setTextRole(m_count, TextRole::Muted);
    if (!m_chat || context <= 0) return m_count->setText({});
    const ContextUse& use = m_chat->contextUse();
    if (!use.counted())  // only the chat in front is
        return m_count->setText(m_chat == m_controller.current() ? tr("Counting tokens…") : QString());
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
                                       : tr("without %1 oldest turns").arg(locale.toString(use.omittedTurns)));
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

/// Whoever clicks beside the field, on the frame that is drawn around it, means the field.
void Composer::mousePressEvent(QMouseEvent*) {
    m_field->setFocus(Qt::MouseFocusReason);
}

bool Composer::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_chips && event->type() == QEvent::LayoutRequest) fitChips();
    if (watched == m_field && (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)) update();
    return QWidget::eventFilter(watched, event);
}

void Composer::paintEvent(QPaintEvent*) {
    const Theme& theme = themeOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool focused = m_field->hasFocus() || m_isDropTarget;
    painter.setPen(QPen(focused ? theme.accent : theme.line, focused ? 2 : 1));
    painter.setBrush(m_isDropTarget ? theme.tint : theme.surface);
    const qreal inset = focused ? 1 : 0.5;
    painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), metrics::kTurnRadius,
                            metrics::kTurnRadius);
}

}  // namespace mw::gui
