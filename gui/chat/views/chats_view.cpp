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
#include <QUrl>
#include <QVBoxLayout>

#include "accessible_buttons.h"
#include "blocks.h"
#include "chat_list.h"
#include "chat_pane.h"
#include "chat_split.h"
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
    m_notes = new QWidget(surface);
    makeNotes(m_notes);
    column->addWidget(m_notes);
    m_split = new ChatSplit(controller, surface);
    column->addWidget(m_split, 1);
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
    m_outerUndo->watch(m_list->searchField());

    connect(m_list, &ChatList::exportWanted, m_exchange, &ExchangeNote::exportChats);
    connect(m_tabs, &ChatTabs::copyWanted, m_exchange, [this](ChatId chat) { m_exchange->copyChat(chat); });
    connect(m_tabs, &ChatTabs::exportWanted, m_exchange, &ExchangeNote::exportChats);
    connect(m_list, &ChatList::exportAllWanted, m_exchange, [this] { m_exchange->exportChats({}); });
    connect(m_list, &ChatList::importWanted, m_exchange, &ExchangeNote::importChats);
    connect(m_list, &ChatList::filesDropped, m_exchange, &ExchangeNote::importFiles);

    // A chat that was opened by it is gone on with.
    const auto toComposer = [this] { composer()->field()->setFocus(); };
    connect(&m_exchange->exchange(), &ChatExchange::copied, this, toComposer);
    connect(&m_exchange->exchange(), &ChatExchange::broughtBack, this, toComposer);

    connect(&controller.store(), &ChatStore::unsavedChanged, this, &ChatsView::showStoreState);
    connect(&controller.store(), &ChatStore::reopened, this, &ChatsView::showStoreState);
    connect(&controller.store(), &ChatStore::moved, this, &ChatsView::showStoreState);
    connect(m_split, &ChatSplit::paneMade, this, &ChatsView::takePane);
    connect(m_split, &ChatSplit::viewMade, this, &ChatsView::takeView);
    connect(m_split, &ChatSplit::frontChanged, this,
            [this] { m_find->setConversation(m_controller.current(), conversation()); });
    connect(&controller, &ChatController::turnSought, this, [this](Chat* chat, TurnId turn) {
        if (ConversationView* view = m_split->viewOf(chat)) view->seekTurn(turn);
    });
    m_tabs->setSeen([this](const Chat* chat) { return m_split->isSeen(chat); });
    connect(m_split, &ChatSplit::frontChanged, m_tabs, &ChatTabs::takeMarksOff);
    connect(m_tabs, &ChatTabs::besideWanted, m_split, &ChatSplit::showAtTheRight);
    connect(m_tabs, &ChatTabs::draggedOut, m_split, [this](Chat*, const QPoint& to) { m_split->showDropPlace(to); });
    connect(m_tabs, &ChatTabs::dragEnded, m_split, &ChatSplit::hideDropPlace);
    connect(m_tabs, &ChatTabs::dropped, m_split, &ChatSplit::drop);
    takePane(m_split->front());
    if (ConversationView* view = conversation()) takeView(view);
    m_find->setConversation(controller.current(), conversation());
    makeActions();
    showList();
    showStoreState();
}

/// What is said of all chats, above them.
void ChatsView::makeNotes(QWidget* notes) {
    auto* column = new QVBoxLayout(notes);
    column->setSpacing(8);
    m_storeBanner = new Banner(Banner::Kind::Bad, notes);
    m_exchange = new ExchangeNote(m_controller, notes);
    m_undo = new Banner(Banner::Kind::Info, notes);
    for (QWidget* each :
         {static_cast<QWidget*>(m_storeBanner), static_cast<QWidget*>(m_exchange), static_cast<QWidget*>(m_undo)}) {
        column->addWidget(each);
        each->installEventFilter(this);
    }
    notes->installEventFilter(this);
}

void ChatsView::takePane(ChatPane* pane) {
    m_outerUndo->watch(pane->composer()->field());
}

void ChatsView::takeView(ConversationView* view) {
    connect(view, &ConversationView::linkActivated, this, &ChatsView::openLink);
    connect(view, &ConversationView::forkWanted, m_exchange,
            [this, id = view->chat()->id()](TurnId turn) { m_exchange->copyChat(id, turn); });
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
        composer()->field()->setFocus();
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
    add(tr("Show another chat beside this one"), QKeySequence(Qt::CTRL | Qt::Key_Backslash),
        [this] { m_split->showNextBeside(); });
    add(tr("Close this side"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_W), [this] { m_split->closeFront(); });
    add(tr("Go to the next side"), QKeySequence(Qt::Key_F6), [this] { m_split->step(1); });
    add(tr("Go to the side before"), QKeySequence(Qt::SHIFT | Qt::Key_F6), [this] { m_split->step(-1); });
    add(tr("Larger text in chats"), QKeySequence(Qt::CTRL | Qt::Key_Plus), [this] { m_split->zoomBy(1); });
    m_actions.last()->setShortcuts({QKeySequence(Qt::CTRL | Qt::Key_Plus), QKeySequence(Qt::CTRL | Qt::Key_Equal)});
    add(tr("Smaller text in chats"), QKeySequence(Qt::CTRL | Qt::Key_Minus), [this] { m_split->zoomBy(-1); });
    add(tr("Text in chats as usual"), QKeySequence(Qt::CTRL | Qt::Key_0), [this] { m_split->setZoom(100); });
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

/// Files may be dropped anywhere here, for the chat that is there; models are for the window.
void ChatsView::dragEnterEvent(QDragEnterEvent* event) {
    if (!m_controller.current() || filesIn(event->mimeData()).isEmpty() || ModelDrop::takes(event->mimeData())) return;
    event->acceptProposedAction();
    setDropTarget(m_split->paneAt(m_split->mapFrom(this, event->position().toPoint()))->composer());
}

void ChatsView::dragMoveEvent(QDragMoveEvent* event) {
    setDropTarget(m_split->paneAt(m_split->mapFrom(this, event->position().toPoint()))->composer());
}

void ChatsView::dragLeaveEvent(QDragLeaveEvent*) {
    setDropTarget(nullptr);
}

void ChatsView::dropEvent(QDropEvent* event) {
    event->acceptProposedAction();
    m_split->paneAt(m_split->mapFrom(this, event->position().toPoint()))
        ->composer()
        ->attachFiles(filesIn(event->mimeData()));
    setDropTarget(nullptr);
}

void ChatsView::setDropTarget(Composer* composer) {
    if (composer == m_dropTarget) return;
    if (m_dropTarget) m_dropTarget->setDropTarget(false);
    m_dropTarget = composer;
    if (composer) composer->setDropTarget(true);
}

Composer* ChatsView::composer() const {
    return m_split->front()->composer();
}

ConversationView* ChatsView::conversation() const {
    return m_split->front()->conversation();
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
                  .arg(QLocale().toString(store.unsavedCount())));
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

void ChatsView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::ActivationChange) m_tabs->takeMarksOff();
}

void ChatsView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    m_tabs->takeMarksOff();
}

bool ChatsView::eventFilter(QObject* watched, QEvent* event) {
    // As wide as a conversation's column; and where there is nothing to say, nothing is there.
    const bool comesOrGoes = event->type() == QEvent::ShowToParent || event->type() == QEvent::HideToParent;
    if (comesOrGoes || (watched == m_notes && event->type() == QEvent::Resize)) {
        const int side = std::max(16, (m_notes->width() - (metrics::kConversationWidth - 32)) / 2);
        const bool any = !m_storeBanner->isHidden() || !m_exchange->isHidden() || !m_undo->isHidden();
        m_notes->layout()->setContentsMargins(side, any ? 12 : 0, side, any ? 4 : 0);
        m_notes->layout()->activate();
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace mw::gui
