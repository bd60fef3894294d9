// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "chat_list.h"

#include <QInputDialog>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <QVBoxLayout>
#include <utility>

#include "controls.h"
#include "icons.h"
#include "theme.h"

namespace mw::gui {
namespace {

constexpr int kRowHeight = 50, kGroupHeight = 28;
constexpr int kGroupRole = Qt::UserRole + 20;

/// Two lines per chat and a dot while it answers; a muted line per group.
class ChatDelegate : public QStyledItemDelegate {
 public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const override {
        return {100, index.data(kGroupRole).toBool() ? kGroupHeight : kRowHeight};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const Theme& theme = option.widget ? themeOf(option.widget) : themeOf(option.palette);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        QFont title = option.font, small = option.font;
        title.setPixelSize(13);
        small.setPixelSize(12);
        const QRect rect = option.rect;
        if (index.data(kGroupRole).toBool()) {
            painter->setFont(small);
            painter->setPen(theme.muted);
            painter->drawText(rect.adjusted(10, 6, -8, 0), Qt::AlignVCenter | Qt::AlignLeft, index.data().toString());
            painter->restore();
            return;
        }
        const bool selected = option.state & QStyle::State_Selected;
        const bool focused =
            (option.state & QStyle::State_HasFocus) && (option.state & QStyle::State_KeyboardFocusChange);
        if (selected || (option.state & QStyle::State_MouseOver)) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(selected ? theme.tint : theme.faintLine);
            painter->drawRoundedRect(QRectF(rect).adjusted(0, 0, 0, -2), metrics::kControlRadius,
                                     metrics::kControlRadius);
        }
        if (focused) {
            painter->setPen(QPen(theme.accent, 2));
            painter->setBrush(Qt::NoBrush);
            painter->drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -3), metrics::kControlRadius,
                                     metrics::kControlRadius);
        }
        const bool streaming = index.data(ChatModel::StreamingRole).toBool();
        const int right = streaming ? 26 : 10;
        painter->setFont(title);
        painter->setPen(theme.text);
        const QRect first(rect.left() + 10, rect.top() + 6, rect.width() - 10 - right, 18);
        painter->drawText(first, Qt::AlignVCenter | Qt::AlignLeft,
                          QFontMetrics(title).elidedText(index.data().toString(), Qt::ElideRight, first.width()));
        painter->setFont(small);
        painter->setPen(theme.muted);
        const QRect second(rect.left() + 10, rect.top() + 25, rect.width() - 20, 17);
        painter->drawText(second, Qt::AlignVCenter | Qt::AlignLeft,
                          QFontMetrics(small).elidedText(index.data(ChatModel::SubtitleRole).toString(), Qt::ElideRight,
                                                         second.width()));
        if (streaming) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(theme.accent);
            painter->drawEllipse(QPointF(rect.right() - 14, first.center().y() + 0.5), 4.5, 4.5);
        }
        painter->restore();
    }
};

}  // namespace

ChatList::ChatList(ChatController& controller, QWidget* parent) : QFrame(parent), m_controller(controller) {
    setSurface(this, Surface::Panel);
    setFixedWidth(metrics::kChatListWidth);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 10, 8, 8);
    column->setSpacing(8);
    QPushButton* add = makeButton(tr("New chat"), ButtonKind::Secondary, this);
    add->setIcon(icon(QStringLiteral("plus"), IconColor::Text));
    add->setToolTip(tr("New chat (Ctrl+T)"));
    m_search = new QLineEdit(this);
    m_search->setPlaceholderText(tr("Search chats"));
    m_search->setAccessibleName(tr("Search chats"));
    m_search->setClearButtonEnabled(true);
    m_view = new QListView(this);
    m_view->setAccessibleName(tr("Chats"));
    m_view->setItemDelegate(new ChatDelegate(m_view));
    m_view->setMouseTracking(true);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->installEventFilter(this);
    m_empty = makeLabel(QString(), TextRole::Muted, this);
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignTop | Qt::AlignHCenter);
    column->addWidget(add);
    column->addWidget(m_search);
    column->addWidget(m_empty);
    column->addWidget(m_view, 1);
    m_rows = new QStandardItemModel(this);
    m_view->setModel(m_rows);

    m_rebuild.setSingleShot(true);
    m_rebuild.setInterval(0);
    connect(&m_rebuild, &QTimer::timeout, this, &ChatList::rebuild);
    m_searchLater.setSingleShot(true);
    m_searchLater.setInterval(200);
    connect(&m_searchLater, &QTimer::timeout, this,
            [this] { m_controller.store().search(m_search->text().trimmed()); });
    m_search->installEventFilter(this);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_onceFound = Onward::Nothing;
        m_current = text.trimmed().isEmpty();
        if (!m_current) return m_searchLater.start();
        m_searchLater.stop();
        m_filtered = false;
        rebuild();
    });
    connect(&controller.store(), &ChatStore::searchFinished, this,
            [this](const QString& words, const QVector<SearchHit>& found) {
                if (words != m_search->text().trimmed()) return;  // typed on meanwhile
                m_filtered = m_current = true;
                m_found.clear();
                for (const SearchHit& hit : found)
                    m_found.insert(hit.chat, hit.turn);
                rebuild();
                goOn(std::exchange(m_onceFound, Onward::Nothing));
            });
    connect(add, &QPushButton::clicked, &controller, &ChatController::newChat);
    connect(m_view, &QListView::clicked, this, [this](const QModelIndex& index) {
        if (const ChatId chat = chatAt(index)) open(chat);
    });
    connect(m_view, &QListView::activated, this, [this](const QModelIndex& index) {
        if (const ChatId chat = chatAt(index)) open(chat);
    });
    connect(m_view, &QListView::customContextMenuRequested, this, &ChatList::openMenu);
    ChatModel* model = &controller.model();
    const auto later = [this] { m_rebuild.start(); };
    connect(model, &ChatModel::rowsInserted, this, later);
    connect(model, &ChatModel::rowsRemoved, this, later);
    connect(model, &ChatModel::rowsMoved, this, later);
    connect(model, &ChatModel::modelReset, this, later);
    connect(model, &ChatModel::dataChanged, this,
            [this](const QModelIndex&, const QModelIndex&, const QList<int>& roles) {
                if (roles.contains(ChatModel::StreamingRole))
                    refreshStreaming();
                else
                    m_rebuild.start();
            });
    connect(&controller, &ChatController::currentChanged, this, &ChatList::selectCurrent);
    rebuild();
}

/// Fills the rows anew; a few hundred chats take about a millisecond.
void ChatList::rebuild() {
    m_rows->clear();
    const ChatModel& model = m_controller.model();
    const QString words = m_search->text().trimmed();
    QString group;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex index = model.index(row);
        if (m_filtered && !m_found.contains(index.data(ChatModel::IdRole).toLongLong())) continue;
        if (const QString next = index.data(ChatModel::GroupRole).toString(); next != group) {
            group = next;
            auto* heading = new QStandardItem(group);
            heading->setData(true, kGroupRole);
            heading->setFlags(Qt::NoItemFlags);
            m_rows->appendRow(heading);
        }
        auto* item = new QStandardItem(index.data().toString());
        for (const int role : {int(ChatModel::IdRole), int(ChatModel::SubtitleRole), int(ChatModel::StreamingRole),
                               int(Qt::AccessibleTextRole)})
            item->setData(index.data(role), role);
        item->setToolTip(index.data().toString().toHtmlEscaped());
        m_rows->appendRow(item);
    }
    m_empty->setVisible(m_rows->rowCount() == 0);
    m_empty->setText(words.isEmpty() ? tr("No chats yet") : tr("No chat holds “%1”").arg(words));
    selectCurrent();
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
        const QModelIndex index = m_rows->index(row, 0);
        const ChatId chat = chatAt(index);
        if (chat == 0) continue;
        if (onward == Onward::ToOpen) {
            open(chat);
        } else {
            m_view->setFocus(Qt::OtherFocusReason);
            m_view->setCurrentIndex(index);
        }
        return;
    }
}

void ChatList::refreshStreaming() {
    for (int row = 0; row < m_rows->rowCount(); ++row) {
        QStandardItem* item = m_rows->item(row);
        const int source = m_controller.model().rowOf(item->data(ChatModel::IdRole).toLongLong());
        if (source < 0) continue;
        const QModelIndex index = m_controller.model().index(source);
        for (const int role : {int(ChatModel::StreamingRole), int(Qt::AccessibleTextRole)})
            item->setData(index.data(role), role);
    }
}

void ChatList::selectCurrent() {
    const Chat* current = m_controller.current();
    for (int row = 0; row < m_rows->rowCount(); ++row) {
        if (!current || m_rows->item(row)->data(ChatModel::IdRole).toLongLong() != current->id()) continue;
        m_view->setCurrentIndex(m_rows->index(row, 0));
        return;
    }
    m_view->clearSelection();
}

ChatId ChatList::chatAt(const QModelIndex& index) const {
    return index.isValid() ? index.data(ChatModel::IdRole).toLongLong() : 0;
}

/// At what was searched for, if that is what the list shows.
void ChatList::open(ChatId chat) {
    m_controller.openChatAt(chat, m_filtered ? m_found.value(chat) : 0);
}

void ChatList::renameChat(ChatId chat) {
    const ChatInfo* info = m_controller.model().find(chat);
    if (!info) return;
    bool good = false;
    const QString name =
        QInputDialog::getText(this, tr("Rename chat"), tr("Name"), QLineEdit::Normal, info->title, &good);
    if (good) m_controller.rename(chat, name);
}

void ChatList::openMenu(const QPoint& position) {
    const ChatId chat = chatAt(m_view->indexAt(position));
    if (chat == 0) return;
    QMenu menu(this);
    menu.addAction(tr("Open"), this, [this, chat] { open(chat); });
    menu.addAction(tr("Rename…"), this, [this, chat] { renameChat(chat); });
    menu.addSeparator();
    menu.addAction(tr("Delete"), this, [this, chat] { m_controller.deleteChat(chat); });
    menu.exec(m_view->viewport()->mapToGlobal(position));
}

void ChatList::keyPressEvent(QKeyEvent* event) {
    // Out of the search first, then out of the list.
    if (event->key() == Qt::Key_Escape && !m_search->text().isEmpty())
        m_search->clear();
    else
        QFrame::keyPressEvent(event);
}

bool ChatList::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Down) {
            goOn(key == Qt::Key_Down ? Onward::ToChoose : Onward::ToOpen);
            return true;
        }
    }
    if (watched == m_view && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const ChatId chat = chatAt(m_view->currentIndex());
        if (chat != 0 && key->key() == Qt::Key_Delete) {
            m_controller.deleteChat(chat);
            return true;
        }
        if (chat != 0 && key->key() == Qt::Key_F2) {
            renameChat(chat);
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

}  // namespace mw::gui
