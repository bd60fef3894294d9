// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "chat_list.h"

#include <QContextMenuEvent>
#include <QDragEnterEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QLocale>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QScrollBar>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "chat_list_delegate.h"
#include "chat_list_model.h"
#include "controls.h"
#include "icons.h"
#include "theme.h"

namespace mw::gui {
namespace {

constexpr int kSearchDelayMs = 200;
constexpr int kAgesMs = 30'000;
constexpr int kMostInTitle = 40;  // characters, in a menu

ChatId chatAt(const QModelIndex& index) {
    return index.isValid() ? index.data(ChatListModel::IdRole).toLongLong() : 0;
}

bool folds(const QModelIndex& index) {
    const int kind = index.data(ChatListModel::KindRole).toInt();
    return index.isValid() && (kind == ChatListModel::FolderRow || kind == ChatListModel::ArchiveRow);
}

/// The files that may hold chats, of what is dragged.
QStringList chatFilesIn(const QMimeData* data) {
    QStringList paths;
    for (const QUrl& url : data->urls())
        if (const QString path = url.toLocalFile(); path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive) ||
                                                    path.endsWith(QLatin1String(".jsonl"), Qt::CaseInsensitive))
            paths.append(path);
    return paths;
}

QString escaped(QString title) {
    return shortened(title, kMostInTitle).replace(QLatin1Char('&'), QLatin1String("&&"));
}

}  // namespace

ChatList::ChatList(ChatController& controller, QWidget* parent) : QFrame(parent), m_controller(controller) {
    setSurface(this, Surface::Panel);
    setFixedWidth(metrics::kChatListWidth);
    setAcceptDrops(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 10, 8, 8);
    column->setSpacing(8);
    QPushButton* add = makeButton(tr("New chat"), ButtonKind::Secondary, this);
    add->setIcon(icon(QStringLiteral("plus"), IconColor::Text));
    add->setToolTip(tr("New chat (Ctrl+T)"));
    QToolButton* more = makeIconButton(QStringLiteral("ellipsis"), tr("Folders, import and export"), this);
    more->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(more);
    menu->addAction(tr("New folder"), this, [this] { addFolder(); });
    menu->addSeparator();
    menu->addAction(tr("Import chats…"), this, &ChatList::importWanted);
    menu->addAction(tr("Export all chats…"), this, &ChatList::exportAllWanted);
    more->setMenu(menu);
    m_search = new QLineEdit(this);
    m_search->setPlaceholderText(tr("Search chats"));
    m_search->setAccessibleName(tr("Search chats"));
    m_search->setClearButtonEnabled(true);
    m_rows = new ChatListModel(controller, this);
    m_view = new QListView(this);
    makeView();
    m_empty = makeLabel(QString(), TextRole::Muted, this);
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignTop | Qt::AlignHCenter);
    auto* top = new QHBoxLayout;
    top->setSpacing(2);
    top->addWidget(add, 1);
    top->addWidget(more);
    column->addLayout(top);
    column->addWidget(m_search);
    column->addWidget(m_empty);
    column->addWidget(m_view, 1);
    watchSearch();
    connect(add, &QPushButton::clicked, &controller, &ChatController::newChat);
    connect(m_rows, &ChatListModel::modelAboutToBeReset, this, &ChatList::keepChoice);
    connect(m_rows, &ChatListModel::modelReset, this, &ChatList::restoreChoice);
    connect(&controller, &ChatController::currentChanged, this, &ChatList::selectCurrent);
    m_ages.setInterval(kAgesMs);
    connect(&m_ages, &QTimer::timeout, m_rows, &ChatListModel::rebuildLater);  // the day may have changed, too
    m_ages.start();
    selectCurrent();
    showEmpty();
}

void ChatList::makeView() {
    m_view->setAccessibleName(tr("Chats"));
    m_view->setModel(m_rows);
    auto* delegate = new ChatListDelegate(m_view);
    m_view->setItemDelegate(delegate);
    connect(delegate, &ChatListDelegate::closeEditor, m_rows, [this] { m_rows->hold(false); });
    m_view->setMouseTracking(true);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setDragDropMode(QAbstractItemView::DragDrop);
    m_view->setDefaultDropAction(Qt::MoveAction);
    m_view->setDropIndicatorShown(true);
    m_view->setDragDropOverwriteMode(true);  // on rows, not between them
    m_view->installEventFilter(this);
    m_view->viewport()->installEventFilter(this);
    connect(m_view, &QListView::clicked, this, [this](const QModelIndex& index) {
        if (QGuiApplication::keyboardModifiers() & (Qt::ShiftModifier | Qt::ControlModifier)) return;  // it chooses
        use(index);
    });
    connect(m_view, &QListView::activated, this, [this](const QModelIndex& index) {
        if (!(QGuiApplication::mouseButtons() & Qt::LeftButton) && chosen().size() <= 1) use(index);
    });
}

void ChatList::watchSearch() {
    m_search->installEventFilter(this);
    m_searchLater.setSingleShot(true);
    m_searchLater.setInterval(kSearchDelayMs);
    connect(&m_searchLater, &QTimer::timeout, this,
            [this] { m_controller.store().search(m_search->text().trimmed()); });
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_onceFound = Onward::Nothing;
        m_current = text.trimmed().isEmpty();
        if (!m_current) return m_searchLater.start();
        m_searchLater.stop();
        m_rows->setFound(std::nullopt, {});
        showEmpty();
    });
    connect(&m_controller.store(), &ChatStore::searchFinished, this,
            [this](const QString& words, const QVector<SearchHit>& found) {
                if (words != m_search->text().trimmed()) return;  // typed on meanwhile
                m_current = true;
                m_rows->setFound(found, words);
                showEmpty();
                goOn(std::exchange(m_onceFound, Onward::Nothing));
            });
}

void ChatList::showEmpty() {
    const QString words = m_search->text().trimmed();
    m_empty->setVisible(m_rows->rowCount() == 0);
    m_empty->setText(words.isEmpty() ? tr("No chats yet") : tr("No chat holds “%1”").arg(words));
}

/// From the search field to the first chat below it, once that is what was searched for.
void ChatList::goOn(Onward onward) {
    if (onward == Onward::Nothing) return;
    if (!m_current) {
        m_onceFound = onward;
        if (!m_searchLater.isActive()) return;  // it is being searched for
        m_searchLater.stop();
        return m_controller.store().search(m_search->text().trimmed());
    }
    for (int row = 0; row < m_rows->rowCount(); ++row) {
        const QModelIndex index = m_rows->index(row);
        if (chatAt(index) == 0) continue;
        if (onward == Onward::ToOpen) {
            use(index);
        } else {
            m_view->setFocus(Qt::OtherFocusReason);
            m_view->setCurrentIndex(index);
        }
        return;
    }
}

QVector<ChatId> ChatList::chosen() const {
    QModelIndexList indexes = m_view->selectionModel()->selectedIndexes();
    std::sort(indexes.begin(), indexes.end());
    QVector<ChatId> chats;
    for (const QModelIndex& index : std::as_const(indexes))
        if (const ChatId chat = chatAt(index)) chats.append(chat);
    return chats;
}

/// Once what asked for it is closed. Rows stay where they are meanwhile, whatever happens to chats.
void ChatList::edit(const QModelIndex& index) {
    QTimer::singleShot(0, this, [this, row = QPersistentModelIndex(index)] {
        m_rows->hold(true);
        m_view->edit(row);
        if (!m_view->viewport()->findChild<QLineEdit*>()) m_rows->hold(false);
    });
}

void ChatList::keepChoice() {
    const QModelIndex current = m_view->currentIndex();
    m_kept = chosen();
    m_keptCurrent = chatAt(current);
    m_keptFold = folds(current) ? current.data().toString() : QString();
    m_keptScroll = m_view->verticalScrollBar()->value();
}

void ChatList::restoreChoice() {
    showEmpty();
    const int row = m_keptFold.isEmpty() ? m_rows->rowOf(m_keptCurrent) : m_rows->rowOfFold(m_keptFold);
    const QModelIndex current = row >= 0 ? m_rows->index(row) : QModelIndex();
    if (m_kept.size() > 1) {
        QItemSelection selection;
        for (const ChatId chat : std::as_const(m_kept))
            if (const int kept = m_rows->rowOf(chat); kept >= 0)
                selection.select(m_rows->index(kept), m_rows->index(kept));
        m_view->selectionModel()->setCurrentIndex(current, QItemSelectionModel::NoUpdate);
        m_view->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    } else if (m_view->hasFocus() && current.isValid()) {
        m_view->setCurrentIndex(current);  // who walks the list is not taken back to the chat in front
    } else {
        selectCurrent();
    }
    m_view->doItemsLayout();  // or there would be no range to scroll in
    m_view->verticalScrollBar()->setValue(m_keptScroll);
}

/// Marks the chat in front, unless several are being chosen: who has left the list has done with them.
void ChatList::selectCurrent() {
    if (m_view->hasFocus() && m_view->selectionModel()->selectedIndexes().size() > 1) return;
    const Chat* current = m_controller.current();
    const int row = current ? m_rows->rowOf(current->id()) : -1;
    if (row < 0)
        m_view->clearSelection();
    else  // and nothing else, though Ctrl may be held as of the shortcut that brought it here
        m_view->selectionModel()->setCurrentIndex(m_rows->index(row), QItemSelectionModel::ClearAndSelect);
}

/// Opens a chat, at what was searched for if that is what the list shows; folds a folder, or shows what is in it.
void ChatList::use(const QModelIndex& index) {
    if (const ChatId chat = chatAt(index))
        m_controller.openChatAt(chat, m_rows->turnFound(chat));
    else if (folds(index))
        m_rows->setOpen(index, !index.data(ChatListModel::OpenRole).toBool());
}

void ChatList::addFolder(const QVector<ChatId>& chats) {
    const QStringList known = m_controller.folders();
    QString name = tr("New folder");
    for (int number = 2; known.contains(name); ++number)
        name = tr("New folder %1").arg(number);
    m_search->clear();
    m_controller.setPinned(chats, false);
    if (chats.isEmpty())
        m_controller.addFolder(name);
    else
        m_controller.moveToFolder(chats, name);
    m_rows->rebuild();
    const int row = m_rows->rowOfFold(name);
    if (row < 0) return;
    m_view->clearSelection();
    m_view->setCurrentIndex(m_rows->index(row));
    edit(m_rows->index(row));
}

QVector<ChatId> ChatList::chatsOf(const QString& folder) const {
    QVector<ChatId> chats;
    for (const ChatInfo& chat : m_controller.model().chats())
        if (chat.folder == folder) chats.append(chat.id);
    return chats;
}

bool ChatList::openMenuFor(const QContextMenuEvent& event, bool isViewport) {
    if (event.reason() == QContextMenuEvent::Keyboard) {
        const QModelIndex index = m_view->currentIndex();
        const QRect rect = m_view->visualRect(index);
        openMenu(index, m_view->viewport()->mapToGlobal(isRightToLeft() ? rect.bottomRight() - QPoint(20, 10)
                                                                        : rect.bottomLeft() + QPoint(20, -10)));
        return true;
    }
    if (isViewport) openMenu(m_view->indexAt(event.pos()), event.globalPos());
    return isViewport;
}

void ChatList::openMenu(const QModelIndex& index, const QPoint& position) {
    if (index.isValid() && (index.flags() & Qt::ItemIsSelectable) && !m_view->selectionModel()->isSelected(index))
        m_view->setCurrentIndex(index);
    QMenu menu(this);
    const QVector<ChatId> chats = chosen();
    if (folds(index) && chats.size() < 2)
        addFolderActions(menu, index);
    else if (!chats.isEmpty() && index.isValid())
        addChatActions(menu, chats);
    else
        menu.addAction(tr("New folder"), this, [this] { addFolder(); });
    menu.exec(position);
}

void ChatList::addChatActions(QMenu& menu, const QVector<ChatId>& chats) {
    const int count = int(chats.size());
    const QModelIndex current = m_view->currentIndex();
    const ChatInfo* first = m_controller.model().find(chats.first());
    if (!first) return;
    const bool pinned = first->pinned, archived = first->archived;
    if (count == 1) {
        menu.addAction(tr("Open"), this, [this, current] { use(current); });
        QAction* rename = menu.addAction(tr("Rename"), this, [this, current] { edit(current); });
        rename->setShortcut(Qt::Key_F2);
        menu.addSeparator();
    }
    menu.addAction(pinned ? tr("Unpin") : tr("Pin"), this,
                   [this, chats, pinned] { m_controller.setPinned(chats, !pinned); });
    fillFolders(*menu.addMenu(tr("Move to folder")), chats);
    menu.addAction(archived ? tr("Take out of the archive") : tr("Archive"), this,
                   [this, chats, archived] { m_controller.setArchived(chats, !archived); });
    menu.addSeparator();
    menu.addAction(count == 1 ? tr("Export…") : tr("Export %1 chats…").arg(QLocale().toString(count)), this,
                   [this, chats] { emit exportWanted(chats); });
    QAction* remove = menu.addAction(count == 1 ? tr("Delete") : tr("Delete %1 chats").arg(QLocale().toString(count)),
                                     this, [this, chats] { m_controller.deleteChats(chats); });
    remove->setShortcut(Qt::Key_Delete);
}

void ChatList::fillFolders(QMenu& menu, const QVector<ChatId>& chats) {
    const ChatInfo* first = m_controller.model().find(chats.first());
    const QString in = first ? first->folder : QString();
    const auto add = [&](const QString& text, const QString& folder) {
        QAction* action = menu.addAction(text, this, [this, chats, folder] {
            m_controller.setPinned(chats, false);
            m_controller.moveToFolder(chats, folder);
        });
        action->setCheckable(true);
        action->setChecked(folder == in);
    };
    add(tr("No folder"), {});
    for (const QString& folder : m_controller.folders())
        add(escaped(folder), folder);
    menu.addSeparator();
    menu.addAction(tr("New folder"), this, [this, chats] { addFolder(chats); });
}

void ChatList::addFolderActions(QMenu& menu, const QModelIndex& index) {
    const bool open = index.data(ChatListModel::OpenRole).toBool();
    menu.addAction(open ? tr("Fold") : tr("Show its chats"), this,
                   [this, index, open] { m_rows->setOpen(index, !open); });
    if (index.data(ChatListModel::KindRole).toInt() != ChatListModel::FolderRow) return;
    const QString folder = index.data().toString();
    const QVector<ChatId> chats = chatsOf(folder);
    QAction* rename = menu.addAction(tr("Rename"), this, [this, index] { edit(index); });
    rename->setShortcut(Qt::Key_F2);
    menu.addSeparator();
    QAction* out = menu.addAction(tr("Export its chats…"), this, [this, chats] { emit exportWanted(chats); });
    out->setEnabled(!chats.isEmpty());
    menu.addAction(tr("Remove the folder, keep its chats"), this,
                   [this, folder] { m_controller.renameFolder(folder, {}); });
}

void ChatList::keyPressEvent(QKeyEvent* event) {
    // Out of the search first, then out of the list.
    if (event->key() == Qt::Key_Escape && !m_search->text().isEmpty())
        m_search->clear();
    else
        QFrame::keyPressEvent(event);
}

void ChatList::dragEnterEvent(QDragEnterEvent* event) {
    if (!chatFilesIn(event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void ChatList::dropEvent(QDropEvent* event) {
    const QStringList paths = chatFilesIn(event->mimeData());
    if (paths.isEmpty()) return;
    event->acceptProposedAction();
    emit filesDropped(paths);
}

bool ChatList::takesKey(const QKeyEvent& event) const {
    const QModelIndex index = m_view->currentIndex();
    switch (event.key()) {
        case Qt::Key_Delete:
            return !chosen().isEmpty();
        case Qt::Key_F2:
            return index.isValid() && (index.flags() & Qt::ItemIsEditable);
        case Qt::Key_Left:
        case Qt::Key_Right:
            return folds(index) || (event.key() == Qt::Key_Left && index.data(ChatListModel::IndentRole).toBool());
        case Qt::Key_Space:
            return folds(index);
        default:
            return false;
    }
}

bool ChatList::takeKey(const QKeyEvent& event) {
    if (!takesKey(event)) return false;
    const QModelIndex index = m_view->currentIndex();
    switch (event.key()) {
        case Qt::Key_Delete:
            m_controller.deleteChats(chosen());
            break;
        case Qt::Key_F2:
            edit(index);
            break;
        case Qt::Key_Space:
            use(index);
            break;
        default:
            if (folds(index)) {
                m_rows->setOpen(index, event.key() == Qt::Key_Right);
                break;
            }
            int row = index.row();  // up to the folder that it is in
            while (row > 0 && !folds(m_rows->index(row)))
                --row;
            m_view->setCurrentIndex(m_rows->index(row));
            break;
    }
    return true;
}

bool ChatList::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Down) {
            goOn(key == Qt::Key_Down ? Onward::ToChoose : Onward::ToOpen);
            return true;
        }
    }
    if (watched == m_view && event->type() == QEvent::KeyPress && takeKey(*static_cast<QKeyEvent*>(event))) return true;
    if (watched == m_view && event->type() == QEvent::ShortcutOverride && takesKey(*static_cast<QKeyEvent*>(event))) {
        event->accept();  // here it is about what is chosen, not about the tab in front
        return true;
    }
    if (event->type() == QEvent::ContextMenu && watched != m_search)
        return openMenuFor(*static_cast<QContextMenuEvent*>(event), watched == m_view->viewport());
    // Files are dropped on the list as on what is around it.
    if (watched == m_view->viewport() &&
        (event->type() == QEvent::DragEnter || event->type() == QEvent::Drop || event->type() == QEvent::DragMove)) {
        auto* drop = static_cast<QDropEvent*>(event);
        if (chatFilesIn(drop->mimeData()).isEmpty()) return false;
        drop->acceptProposedAction();
        if (event->type() == QEvent::Drop) emit filesDropped(chatFilesIn(drop->mimeData()));
        return true;
    }
    return QFrame::eventFilter(watched, event);
}

}  // namespace mw::gui
