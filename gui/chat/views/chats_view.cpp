// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "chats_view.h"

#include <QAction>
#include <QDesktopServices>
#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QMessageBox>
#include <QMimeData>
#include <QRegularExpression>
#include <QStackedWidget>
#include <QUrl>
#include <QVBoxLayout>

#include "accessible_buttons.h"
#include "blocks.h"
#include "chat_list.h"
#include "chat_tabs.h"
#include "composer.h"
#include "controls.h"
#include "conversation_view.h"
#include "exchange_note.h"
#include "find_bar.h"
#include "model_drop.h"
#include "outer_undo.h"
#include "theme.h"
#include "unsaved_dialog.h"

namespace mw::gui {
namespace {

constexpr int kUndoMs = 10000;

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

}  // namespace

ChatsView::ChatsView(ChatController& controller, QWidget* parent) : QWidget(parent), m_controller(controller) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    m_list = new ChatList(controller, this);
    row->addWidget(m_list);
    row->addWidget(makeLine(Qt::Vertical, this));

    auto* surface = new QFrame(this);
    setSurface(surface, Surface::Plain);
    auto* column = new QVBoxLayout(surface);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* bar = new QFrame(surface);
    setAcceptDrops(true);
    setSurface(bar, Surface::Panel);
    m_barRow = new QHBoxLayout(bar);
    m_barRow->setContentsMargins(6, 0, 6, 0);
    m_barRow->setSpacing(4);
    m_foldList = makeIconButton(QStringLiteral("panel-left"), tr("List of chats (Ctrl+B)"), bar);
    m_foldList->setObjectName(QStringLiteral("foldList"));
    m_foldList->setCheckable(true);
    setAccessibleFold(m_foldList);
    connect(m_foldList, &QToolButton::clicked, this, &ChatsView::setListOpen);
    m_tabs = new ChatTabs(controller, bar);
    m_barRow->addWidget(m_foldList);
    m_barRow->addWidget(m_tabs, 1);
    column->addWidget(bar);
    column->addWidget(makeLine(Qt::Horizontal, surface));

    m_find = new FindBar(controller, surface);
    column->addWidget(m_find);
    m_stack = new QStackedWidget(surface);
    m_noChats = new EmptyState(QStringLiteral("message-square"), QString(), QString(), m_stack);
    QPushButton* add = m_noChats->addButton(tr("New chat"));
    connect(add, &QPushButton::clicked, &controller, &ChatController::newChat);
    m_emptyPage = m_noChats;
    m_stack->addWidget(m_emptyPage);
    column->addWidget(m_stack, 1);

    m_bottom = new QWidget(surface);
    auto* bottom = new QVBoxLayout(m_bottom);
    bottom->setSpacing(8);
    m_storeBanner = new Banner(Banner::Kind::Bad, m_bottom);
    m_exchange = new ExchangeNote(controller, m_bottom);
    m_undo = new Banner(Banner::Kind::Info, m_bottom);
    m_overflow = new Banner(Banner::Kind::Warn, m_bottom);
    m_modelNote = new Banner(Banner::Kind::Info, m_bottom);
    m_composer = new Composer(controller, m_bottom);
    for (QWidget* each :
         {static_cast<QWidget*>(m_storeBanner), static_cast<QWidget*>(m_exchange), static_cast<QWidget*>(m_undo),
          static_cast<QWidget*>(m_overflow), static_cast<QWidget*>(m_modelNote), static_cast<QWidget*>(m_composer)})
        bottom->addWidget(each);
    m_bottom->installEventFilter(this);
    column->addWidget(m_bottom);
    row->addWidget(surface, 1);

    connect(m_undo->addButton(tr("Undo"), ButtonKind::Primary), &QPushButton::clicked, &controller,
            &ChatController::undo);
    m_undoEnds.setSingleShot(true);
    m_undoEnds.setInterval(kUndoMs);
    connect(&m_undoEnds, &QTimer::timeout, m_undo, &QWidget::hide);
    connect(&controller, &ChatController::undoOffered, this, [this](const QString& what) {
        m_undo->setText(what);
        m_undo->show();
        m_undoEnds.start();
        m_outerUndo->setWanted(true);
    });
    connect(&controller, &ChatController::undoWithdrawn, this, [this] {
        m_undo->hide();
        m_outerUndo->setWanted(m_controller.canUndo());
    });
    m_undo->hide();
    m_outerUndo = new OuterUndo(this);
    m_outerUndo->watch(m_composer->field());
    m_outerUndo->watch(m_list->searchField());

    connect(m_list, &ChatList::exportWanted, m_exchange, &ExchangeNote::exportChats);
    connect(m_tabs, &ChatTabs::copyWanted, m_exchange, [this](ChatId chat) { m_exchange->copyChat(chat); });
    connect(m_tabs, &ChatTabs::exportWanted, m_exchange, &ExchangeNote::exportChats);
    connect(m_list, &ChatList::exportAllWanted, m_exchange, [this] { m_exchange->exportChats({}); });
    connect(m_list, &ChatList::importWanted, m_exchange, &ExchangeNote::importChats);
    connect(m_list, &ChatList::filesDropped, m_exchange, &ExchangeNote::importFiles);

    connect(m_modelNote->addButton(tr("Open a model"), ButtonKind::Primary), &QPushButton::clicked, &controller,
            &ChatController::askForModel);
    connect(&controller, &ChatController::readinessChanged, this, &ChatsView::showEmptyState);
    connect(&controller.store(), &ChatStore::unsavedChanged, this, &ChatsView::showStoreState);
    connect(&controller.store(), &ChatStore::reopened, this, &ChatsView::showStoreState);
    connect(&controller.store(), &ChatStore::moved, this, &ChatsView::showStoreState);
    connect(&controller, &ChatController::currentChanged, this, &ChatsView::showChat);
    connect(&controller, &ChatController::turnSought, this, [this](Chat* chat, TurnId turn) {
        if (ConversationView* view = m_conversations.value(chat)) view->seekTurn(turn);
    });
    connect(&controller, &ChatController::tabClosed, this, [this] {
        // The chat of a closed tab is about to go; so does its conversation.
        for (auto it = m_conversations.begin(); it != m_conversations.end();) {
            if (m_controller.tabs().contains(it.key())) {
                ++it;
                continue;
            }
            m_stack->removeWidget(it.value());
            it.value()->deleteLater();
            it = m_conversations.erase(it);
        }
    });
    makeActions();
    showList();
    showStoreState();
    showChat(controller.current());
}

void ChatsView::makeActions() {
    const auto add = [this](const QString& text, const QKeySequence& keys, auto act) {
        auto* action = new QAction(text, this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, act);
        addAction(action);
        m_actions.append(action);
    };
    const auto step = [this](int by) {
        const auto& tabs = m_controller.tabs();
        if (tabs.isEmpty()) return;
        const qsizetype at = tabs.indexOf(m_controller.current());
        m_controller.setCurrent(tabs[(at + by + tabs.size()) % tabs.size()]);
    };
    add(tr("New chat"), QKeySequence(Qt::CTRL | Qt::Key_T), [this] {
        m_controller.newChat();
        m_composer->field()->setFocus();
    });
    add(tr("Close chat"), QKeySequence(Qt::CTRL | Qt::Key_W), [this] {
        if (Chat* chat = m_controller.current()) m_controller.closeTab(chat);
    });
    add(tr("Reopen closed chat"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_T),
        [this] { m_controller.reopenClosedTab(); });
    add(tr("Next chat"), QKeySequence(Qt::CTRL | Qt::Key_Tab), [step] { step(1); });
    add(tr("Previous chat"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Tab), [step] { step(-1); });
    add(tr("Rename chat"), QKeySequence(Qt::Key_F2), [this] { m_tabs->rename(); });
    add(tr("Fold the list of chats"), QKeySequence(Qt::CTRL | Qt::Key_B), [this] { setListOpen(!isListOpen()); });
    add(tr("Show all open chats"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_A), [this] { m_tabs->showAll(); });
    add(tr("Find in this chat"), QKeySequence(Qt::CTRL | Qt::Key_F), [this] { m_find->open(); });
    add(tr("Next place found"), QKeySequence(Qt::Key_F3), [this] { m_find->step(1); });
    add(tr("Previous place found"), QKeySequence(Qt::SHIFT | Qt::Key_F3), [this] { m_find->step(-1); });
    add(tr("Search chats"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F), [this] {
        setListOpen(true);
        m_list->searchField()->setFocus();
        m_list->searchField()->selectAll();
    });
    const auto withCurrent = [this](auto act) {
        return [this, act] {
            if (const Chat* chat = m_controller.current()) act(chat->info());
        };
    };
    add(tr("Pin or unpin the chat"), {},
        withCurrent([this](const ChatInfo& chat) { m_controller.setPinned({chat.id}, !chat.pinned); }));
    add(tr("Archive the chat, or take it out"), {},
        withCurrent([this](const ChatInfo& chat) { m_controller.setArchived({chat.id}, !chat.archived); }));
    add(tr("Delete the chat"), {}, withCurrent([this](const ChatInfo& chat) { m_controller.deleteChat(chat.id); }));
    add(tr("New folder for chats"), {}, [this] {
        setListOpen(true);
        m_list->addFolder();
    });
    add(tr("Duplicate the chat"), {}, withCurrent([this](const ChatInfo& chat) { m_exchange->copyChat(chat.id); }));
    add(tr("Export the chat…"), {}, withCurrent([this](const ChatInfo& chat) { m_exchange->exportChats({chat.id}); }));
    add(tr("Export all chats…"), {}, [this] { m_exchange->exportChats({}); });
    add(tr("Import chats…"), {}, [this] { m_exchange->importChats(); });
    add(tr("Undo the deletion"), QKeySequence(Qt::CTRL | Qt::Key_Z), [this] { m_controller.undo(); });
    // Esc is a key of the composer and of the conversation, no shortcut: that would reach what is open above them.
    add(tr("Stop the answer"), {}, [this] { m_controller.stop(m_controller.current()); });
}

/// Files may be dropped anywhere here; models are for the window.
void ChatsView::dragEnterEvent(QDragEnterEvent* event) {
    if (!m_controller.current() || filesIn(event->mimeData()).isEmpty() || ModelDrop::takes(event->mimeData())) return;
    event->acceptProposedAction();
    m_composer->setDropTarget(true);
}

void ChatsView::dragLeaveEvent(QDragLeaveEvent*) {
    m_composer->setDropTarget(false);
}

void ChatsView::dropEvent(QDropEvent* event) {
    m_composer->setDropTarget(false);
    event->acceptProposedAction();
    m_composer->attachFiles(filesIn(event->mimeData()));
}

ConversationView* ChatsView::conversation() const {
    return m_conversations.value(m_controller.current());
}

void ChatsView::setListOpen(bool open) {
    m_listFold.setOpen(open);
    showList();
}

void ChatsView::setRoomForList(bool hasRoom) {
    m_listFold.setRoom(hasRoom);
    showList();
}

void ChatsView::showList() {
    m_list->setVisible(isListOpen());
    m_foldList->setChecked(isListOpen());
}

void ChatsView::addBarButton(QWidget* button) {
    m_barRow->addWidget(button);
}

void ChatsView::showChat(Chat* chat) {
    disconnect(m_overflowWatch);
    m_composer->setChat(chat);
    if (chat) {
        ConversationView*& view = m_conversations[chat];
        if (!view) {
            view = new ConversationView(m_controller, chat, m_stack);
            connect(view, &ConversationView::linkActivated, this, &ChatsView::openLink);
            connect(view, &ConversationView::forkWanted, this,
                    [this, id = chat->id()](TurnId turn) { m_exchange->copyChat(id, turn); });
            m_stack->addWidget(view);
        }
        m_stack->setCurrentWidget(view);
        m_overflowWatch = connect(chat, &Chat::overflowChanged, this, &ChatsView::showOverflow);
        // An empty chat shows its invitation instead of nothing.
        connect(chat, &Chat::turnAppended, this, &ChatsView::showEmptyState, Qt::UniqueConnection);
        connect(chat, &Chat::turnsReset, this, &ChatsView::showEmptyState, Qt::UniqueConnection);
    }
    m_find->setConversation(chat, conversation());
    showOverflow();
    showEmptyState();
}

void ChatsView::showEmptyState() {
    Chat* chat = m_controller.current();
    const QString why = m_controller.whyNotReady();
    const auto& model = m_controller.loadedModel();
    m_composer->setVisible(chat != nullptr);  // what was deleted, or cannot be saved, is said without a chat, too
    m_modelNote->setVisible(chat && !why.isEmpty());
    m_modelNote->setText(why);
    const bool empty = !chat || chat->isEmpty();
    for (QPushButton* button : m_noChats->findChildren<QPushButton*>())
        button->setVisible(!chat);
    if (!chat)
        m_noChats->setText(m_controller.model().rowCount() == 0 ? tr("No chats yet") : tr("No chat is open"),
                           tr("Start one, or choose one at the left. Several can answer at once."));
    else if (model && model->checkpoint.config.vocabularySize > 0 &&
             parameterCount(model->checkpoint.config) < 100'000'000)
        m_noChats->setText(
            tr("Ask something"),
            tr("This is the small demo model: it shows how everything works, but it knows next to nothing. "
               "Open a Mixtral checkpoint for real answers."));
    else
        m_noChats->setText(
            tr("Ask something"),
            tr("%1 answers with the template “%2”. Choose another one at the right.")
                .arg(m_controller.modelName(),
                     chat->settings().templateName.isEmpty() ? tr("none") : chat->settings().templateName));
    m_stack->setCurrentWidget(empty ? m_emptyPage : m_conversations.value(chat));
}

void ChatsView::showOverflow() {
    Chat* chat = m_controller.current();
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
                                .arg(overflow.damagedTurns));
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

void ChatsView::showStoreState() {
    ChatStore& store = m_controller.store();
    using Trouble = ChatDatabase::Trouble;
    const Trouble trouble = store.trouble();
    m_storeBanner->clearButtons();
    m_storeBanner->setVisible(trouble != Trouble::None || !store.lastError().isEmpty());
    if (m_storeBanner->isHidden()) return;
    m_storeBanner->setKind(trouble == Trouble::None || trouble == Trouble::Damaged ? Banner::Kind::Bad
                                                                                   : Banner::Kind::Warn);
    m_storeBanner->setText(
        trouble != Trouble::None
            ? store.readOnlyReason()
            : tr("Changes that could not be saved: %1. The text stays here, and saving is tried again.")
                  .arg(store.unsavedCount()));
    m_storeBanner->setDetails(store.path() + (store.lastError().isEmpty() || store.lastError() == store.readOnlyReason()
                                                  ? QString()
                                                  : QStringLiteral(": ") + store.lastError()));
    if (trouble == Trouble::Damaged)
        connect(m_storeBanner->addButton(tr("Go on in a new file"), ButtonKind::Primary), &QPushButton::clicked, this,
                [this] { goOnInANewFile(); });
    else if (trouble != Trouble::Newer)
        connect(m_storeBanner->addButton(tr("Try again")), &QPushButton::clicked, &store, &ChatStore::retry);
    if (trouble == Trouble::Missing)
        connect(m_storeBanner->addButton(tr("Use the usual place")), &QPushButton::clicked, &store,
                [&store] { store.goTo(ChatStore::usualPath()); });
    connect(m_storeBanner->addButton(tr("Save elsewhere…")), &QPushButton::clicked, this,
            [this] { saveChatsElsewhere(m_controller.store(), this); });
}

/// In the place of the damaged one, which is kept.
void ChatsView::goOnInANewFile() {
    ChatStore& store = m_controller.store();
    QString error;
    if (!store.moveTo(store.path(), &error)) QMessageBox::warning(this, tr("Go on in a new file"), error);
}

void ChatsView::openLink(const QString& address) {
    if (markdown::mayOpen(address)) QDesktopServices::openUrl(QUrl(address, QUrl::StrictMode));
}

bool ChatsView::eventFilter(QObject* watched, QEvent* event) {
    // The composer is as wide as the conversation's column.
    if (watched == m_bottom && event->type() == QEvent::Resize) {
        const int side = std::max(16, (m_bottom->width() - (metrics::kConversationWidth - 32)) / 2);
        m_bottom->layout()->setContentsMargins(side, 4, side, 16);
        m_bottom->layout()->activate();
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace mw::gui
