// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "chat_pane.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QRegularExpression>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "composer.h"
#include "controls.h"
#include "conversation_view.h"
#include "elided_label.h"
#include "theme.h"

namespace mw::gui {
namespace {

constexpr int kLeastWidth = 150;
constexpr int kTitleHeight = 30;
constexpr int kMarkHeight = 2;

/// The engine writes numbers as machines do.
QString withGroupedDigits(QString text) {
    static const QRegularExpression kNumber(QStringLiteral("\\b[0-9]{4,18}\\b"));
    for (QRegularExpressionMatch number = kNumber.match(text); number.hasMatch();) {
        const QString grouped = QLocale().toString(number.captured().toLongLong());
        text.replace(number.capturedStart(), number.capturedLength(), grouped);
        number = kNumber.match(text, number.capturedStart() + grouped.size());
    }
    return text;
}

/// A line of the accent's colour.
class FrontMark : public QWidget {
 public:
    using QWidget::QWidget;

 protected:
    void paintEvent(QPaintEvent*) override { QPainter(this).fillRect(rect(), themeOf(this).accent); }
};

}  // namespace

ChatPane::ChatPane(ChatController& controller, QWidget* parent) : QWidget(parent), m_controller(controller) {
    setMinimumWidth(kLeastWidth);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    makeTitle();
    m_stack = new QStackedWidget(this);
    m_empty = new EmptyState(QStringLiteral("message-square"), QString(), QString(), m_stack);
    connect(m_empty->addButton(tr("New chat")), &QPushButton::clicked, &controller, &ChatController::newChat);
    m_stack->addWidget(m_empty);
    column->addWidget(m_stack, 1);

    m_bottom = new QWidget(this);
    auto* bottom = new QVBoxLayout(m_bottom);
    bottom->setSpacing(8);
    m_overflow = new Banner(Banner::Kind::Warn, m_bottom);
    m_modelNote = new Banner(Banner::Kind::Info, m_bottom);
    m_composer = new Composer(controller, m_bottom);
    bottom->addWidget(m_overflow);
    bottom->addWidget(m_modelNote);
    bottom->addWidget(m_composer);
    m_bottom->installEventFilter(this);
    column->addWidget(m_bottom);

    connect(m_modelNote->addButton(tr("Open a model"), ButtonKind::Primary), &QPushButton::clicked, &controller,
            &ChatController::askForModel);
    connect(&controller, &ChatController::readinessChanged, this, &ChatPane::showEmptyState);
    setBeside(false, true);
    setChat(nullptr, nullptr);
}

void ChatPane::makeTitle() {
    m_titleBar = new QFrame(this);
    setSurface(m_titleBar, Surface::Panel);
    m_titleBar->setFixedHeight(kTitleHeight);
    auto* column = new QVBoxLayout(m_titleBar);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_mark = new FrontMark(m_titleBar);
    m_mark->setFixedHeight(kMarkHeight);
    QSizePolicy keeps = m_mark->sizePolicy();
    keeps.setRetainSizeWhenHidden(true);
    m_mark->setSizePolicy(keeps);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(16, 0, 6, 0);
    m_title = new ElidedLabel(Qt::ElideRight, TextRole::Muted, m_titleBar);
    m_title->setObjectName(QStringLiteral("paneTitle"));
    QToolButton* close = makeIconButton(QStringLiteral("x"), tr("Close this side; the chat stays open"), m_titleBar);
    close->setIconSize({12, 12});
    close->setFixedSize(20, 20);
    close->setFocusPolicy(Qt::NoFocus);  // the keyboard has a command for it
    connect(close, &QToolButton::clicked, this, &ChatPane::closeWanted);
    row->addWidget(m_title, 1);
    row->addWidget(close);
    column->addWidget(m_mark);
    column->addLayout(row, 1);
    column->addWidget(makeLine(Qt::Horizontal, m_titleBar));
    layout()->addWidget(m_titleBar);
}

ConversationView* ChatPane::setChat(Chat* chat, ConversationView* view) {
    if (m_chat) m_chat->disconnect(this);
    ConversationView* before = m_view;
    if (before && before != view) m_stack->removeWidget(before);
    m_chat = chat;
    m_view = view;
    if (view && m_stack->indexOf(view) < 0) {
        m_stack->addWidget(view);
        // Before the composer, as on the screen; it would be the last of the whole window. Qt wants it to follow what
        // can have the focus.
        setTabOrder(m_empty->findChild<QPushButton*>(), view);
    }
    m_composer->setChat(chat);
    if (chat) {
        connect(chat, &Chat::infoChanged, this, &ChatPane::showTitle);
        connect(chat, &Chat::overflowChanged, this, &ChatPane::showOverflow);
        // An empty chat shows its invitation instead of nothing.
        connect(chat, &Chat::infoChanged, this, &ChatPane::showEmptyState);
        connect(chat, &Chat::turnAppended, this, &ChatPane::showEmptyState);
        connect(chat, &Chat::turnsReset, this, &ChatPane::showEmptyState);
    }
    showTitle();
    showOverflow();
    showEmptyState();
    return before == view ? nullptr : before;
}

void ChatPane::setBeside(bool isBeside, bool isFront) {
    m_titleBar->setVisible(isBeside);
    setTextRole(m_title, isFront ? TextRole::Heading : TextRole::Muted);
    m_mark->setVisible(isFront);
}

void ChatPane::showTitle() {
    const QString title = m_chat ? m_chat->shownTitle() : QString();
    m_title->setWhole(title);
    setAccessibleName(title);
}

void ChatPane::showEmptyState() {
    const QString why = m_controller.whyNotReady();
    const auto& model = m_controller.loadedModel();
    m_composer->setVisible(m_chat != nullptr);
    m_modelNote->setVisible(m_chat && !why.isEmpty());
    m_modelNote->setText(why);
    for (QPushButton* button : m_empty->findChildren<QPushButton*>())
        button->setVisible(!m_chat);
    const bool isEmpty = !m_chat || m_chat->isEmpty();
    m_stack->setCurrentWidget(isEmpty ? static_cast<QWidget*>(m_empty) : m_view);
    if (!m_chat)
        m_empty->setText(m_controller.model().rowCount() == 0 ? tr("No chats yet") : tr("No chat is open"),
                         tr("Start one, or choose one at the left. Several can answer at once."));
    else if (model && model->checkpoint.config.vocabularySize > 0 &&
             parameterCount(model->checkpoint.config) < 100'000'000)
        m_empty->setText(tr("Ask something"),
                         tr("%1 is very small: it shows how everything works, but it knows next to nothing. Open a "
                            "Mixtral checkpoint for real answers.")
                             .arg(m_controller.modelName()));
    else if (m_chat->settings().templateName.isEmpty())
        m_empty->setText(tr("Ask something"),
                         tr("%1 answers without a template. Choose one at the right.").arg(m_controller.modelName()));
    else
        m_empty->setText(tr("Ask something"), tr("%1 answers with the template “%2”. Choose another one at the right.")
                                                  .arg(m_controller.modelName(), m_chat->settings().templateName));
}

void ChatPane::showOverflow() {
    Chat* chat = m_chat;
    m_overflow->setVisible(chat && chat->overflow());
    if (!chat || !chat->overflow()) return;
    const ContextOverflow& overflow = *chat->overflow();
    m_overflow->clearButtons();
    const auto cancel = [&] {
        connect(m_overflow->addButton(tr("Cancel")), &QPushButton::clicked, chat,
                [this, chat] { m_controller.cancelOverflow(chat); });
    };
    if (overflow.damagedTurns > 0) {
        m_overflow->setText(tr("The file of chats is damaged. Turns of this conversation that cannot be read: %1. "
                               "Nothing was sent; your question stays.")
                                .arg(QLocale().toString(overflow.damagedTurns)));
        m_overflow->setDetails({});
        connect(m_overflow->addButton(tr("Ask without them"), ButtonKind::Primary), &QPushButton::clicked, chat,
                [this, chat] { m_controller.answerWithoutDamaged(chat); });
        return cancel();
    }
    m_overflow->setText(tr("This conversation does not fit into the context of %1 tokens. Nothing was left out; your "
                           "question is saved.")
                            .arg(QLocale().toString(overflow.contextTokens)));
    m_overflow->setDetails(withGroupedDigits(overflow.message));
    if (overflow.canShorten)
        connect(m_overflow->addButton(tr("Leave out oldest turns"), ButtonKind::Primary), &QPushButton::clicked, chat,
                [this, chat] { m_controller.shortenAndAnswer(chat); });
    if (m_controller.canHaveMoreContext())
        connect(m_overflow->addButton(tr("More context…")), &QPushButton::clicked, &m_controller,
                &ChatController::askForMoreContext);
    cancel();
}

void ChatPane::mousePressEvent(QMouseEvent* event) {
    QWidget::mousePressEvent(event);
    emit pressed();
}

bool ChatPane::eventFilter(QObject* watched, QEvent* event) {
    // The composer is as wide as the conversation's column.
    if (watched == m_bottom && event->type() == QEvent::Resize) {
        const int side = std::max(16, (m_bottom->width() - (metrics::kConversationWidth - 32)) / 2);
        m_bottom->layout()->setContentsMargins(side, 4, side, 16);
        m_bottom->layout()->activate();
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace mw::gui
