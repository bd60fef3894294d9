// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "chat_tabs.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QToolButton>
#include <algorithm>

#include "controls.h"
#include "mirrored.h"
#include "theme.h"

namespace mw::gui {
namespace {

constexpr int kHeight = 36;
constexpr int kLeastTab = 120;    ///< two or three words; where there is no room for more of them, the bar scrolls
constexpr int kCurrentTab = 190;  ///< of the chat in front, at least
constexpr int kMostTab = 240;
constexpr int kMostTitle = 34;   ///< characters
constexpr int kDraggedOut = 16;  ///< px below the bar from which on a tab is taken out of it
constexpr int kMostInMenu = 80;  ///< characters

/// Tabs that stay wide enough to be told apart.
class Bar : public QTabBar {
 public:
    using QTabBar::QTabBar;

 protected:
    QSize tabSizeHint(int index) const override {
        const QSize wanted = QTabBar::tabSizeHint(index);
        return {std::clamp(wanted.width(), leastWidth(index), kMostTab), wanted.height()};
    }
    QSize minimumTabSizeHint(int index) const override {
        return {leastWidth(index), QTabBar::minimumTabSizeHint(index).height()};
    }

 private:
    int leastWidth(int index) const { return index == currentIndex() ? kCurrentTab : kLeastTab; }
};

/// The dot of a chat that is answering.
QIcon dot(const QColor& color, qreal ratio) {
    QPixmap pixmap(QSize(8, 8) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(QRectF(1, 1, 6, 6));
    return QIcon(pixmap);
}

/// The tick of a chat whose answer nobody has seen yet.
QIcon tick(const QColor& color, qreal ratio) {
    QPixmap pixmap(QSize(8, 8) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(QPolygonF{{1, 4.4}, {3.2, 6.6}, {7, 1.6}});
    return QIcon(pixmap);
}

}  // namespace

ChatTabs::ChatTabs(ChatController& controller, QWidget* parent) : QWidget(parent), m_controller(controller) {
    setFixedHeight(kHeight);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(marginsFrom(0, 0, 8, 0));
    row->setSpacing(4);
    m_bar = new Bar(this);
    m_bar->setDocumentMode(true);
    m_bar->setDrawBase(false);
    m_bar->setExpanding(false);
    m_bar->setMovable(true);
    m_bar->setUsesScrollButtons(true);
    m_bar->setElideMode(Qt::ElideRight);
    m_bar->setIconSize({8, 8});
    m_bar->setFixedHeight(kHeight);
    m_bar->setAccessibleName(tr("Open chats"));
    m_bar->installEventFilter(this);
    m_bar->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_bar, &QTabBar::customContextMenuRequested, this, &ChatTabs::openMenu);
    QToolButton* add = makeIconButton(QStringLiteral("plus"), tr("New chat (Ctrl+T)"), this);
    row->addWidget(m_bar);
    m_bar->hide();
    row->addWidget(add, 0, Qt::AlignVCenter);
    m_all = makeIconButton(QStringLiteral("chevron-down"), tr("All open chats (Ctrl+Shift+A)"), this);
    m_all->setPopupMode(QToolButton::InstantPopup);
    m_allMenu = new QMenu(m_all);
    m_all->setMenu(m_allMenu);
    m_all->hide();
    connect(m_allMenu, &QMenu::aboutToShow, this, &ChatTabs::fillAll);
    row->addWidget(m_all, 0, Qt::AlignVCenter);
    row->addStretch();

    connect(add, &QToolButton::clicked, &controller, &ChatController::newChat);
    connect(&controller, &ChatController::tabOpened, this, &ChatTabs::insertTab);
    connect(&controller, &ChatController::tabClosed, this, [this](int index) {
        m_syncing = true;
        finishRename(false);
        m_bar->removeTab(index);
        m_bar->setVisible(m_bar->count() > 0);  // an empty bar would push "+" aside
        m_all->setVisible(m_bar->count() > 1);
        m_bar->setCurrentIndex(int(m_controller.tabs().indexOf(m_controller.current())));
        m_syncing = false;
    });
    connect(&controller, &ChatController::answerEnded, this, [this](const Turn& answer) {
        for (Chat* chat : m_controller.tabs()) {
            // One that was stopped was stopped by somebody.
            if (chat->id() != answer.chat || answer.state == TurnState::Stopped || !m_isSeen || m_isSeen(chat))
                continue;
            m_finished.insert(chat);
            showState(chat);
        }
    });
    connect(&controller, &ChatController::tabAboutToClose, this, [this](Chat* chat) { m_finished.remove(chat); });
    connect(&controller, &ChatController::tabMoved, this, [this](int from, int to) {
        if (m_syncing) return;  // it was the bar that moved it
        m_syncing = true;
        m_bar->moveTab(from, to);
        m_syncing = false;
    });
    connect(&controller, &ChatController::currentChanged, this, [this](Chat* chat) {
        m_syncing = true;
        m_bar->setCurrentIndex(int(m_controller.tabs().indexOf(chat)));
        m_syncing = false;
    });
    connect(m_bar, &QTabBar::currentChanged, this, [this](int index) {
        if (!m_syncing && index >= 0 && index < m_controller.tabs().size())
            m_controller.setCurrent(m_controller.tabs()[index]);
    });
    connect(m_bar, &QTabBar::tabMoved, this, [this](int from, int to) {
        if (m_syncing) return;
        m_syncing = true;
        m_controller.moveTab(from, to);
        m_syncing = false;
    });
    connect(m_bar, &QTabBar::tabBarDoubleClicked, this, [this](int index) {
        if (index >= 0)
            rename();
        else
            m_controller.newChat();
    });
    m_syncing = true;
    for (int index = 0; index < controller.tabs().size(); ++index)
        insertTab(index);
    m_bar->setCurrentIndex(int(controller.tabs().indexOf(controller.current())));
    m_syncing = false;
}

void ChatTabs::insertTab(int index) {
    const bool syncing = m_syncing;
    m_syncing = true;
    Chat* chat = m_controller.tabs()[index];
    m_bar->insertTab(index, QString());
    m_bar->show();
    m_all->setVisible(m_bar->count() > 1);
    QToolButton* close = makeIconButton(QStringLiteral("x"), tr("Close (Ctrl+W)"), m_bar);
    close->setIconSize({12, 12});
    close->setFixedSize(20, 20);
    close->setFocusPolicy(Qt::NoFocus);  // Ctrl+W is the keyboard's way
    connect(close, &QToolButton::clicked, chat, [this, chat] { m_controller.closeTab(chat); });
    m_bar->setTabButton(index, QTabBar::RightSide, close);
    connect(chat, &Chat::infoChanged, this, [this, chat] { showState(chat); });
    connect(chat, &Chat::streamingChanged, this, [this, chat] { showState(chat); });
    showState(chat);
    m_syncing = syncing;
}

void ChatTabs::showState(Chat* chat) {
    const int index = int(m_controller.tabs().indexOf(chat));
    if (index < 0 || index >= m_bar->count()) return;
    const QString title = chat->shownTitle();
    m_bar->setTabToolTip(index, title.toHtmlEscaped());
    m_bar->setTabText(index, shortened(title, kMostTitle).replace(QLatin1Char('&'), QLatin1String("&&")));
    const bool marked = isMarked(chat);
    m_bar->setTabIcon(index, chat->isStreaming() ? dot(themeOf(this).accent, devicePixelRatioF())
                             : marked            ? tick(themeOf(this).ok, devicePixelRatioF())
                                                 : QIcon());
    m_bar->setAccessibleTabName(index, chat->isStreaming() ? tr("%1, answering").arg(title)
                                       : marked            ? tr("%1, answered").arg(title)
                                                           : title);
}

void ChatTabs::takeMarksOff() {
    for (Chat* chat : QSet<Chat*>(m_finished)) {
        if (!m_isSeen(chat)) continue;
        m_finished.remove(chat);
        showState(chat);
    }
}

/// Their titles as far as one reads them; the tabs themselves have less room.
void ChatTabs::fillAll() {
    m_allMenu->clear();
    for (Chat* chat : m_controller.tabs()) {
        const QString title = shortened(chat->shownTitle(), kMostInMenu).replace(QLatin1Char('&'), QLatin1String("&&"));
        QAction* action = m_allMenu->addAction(title);
        action->setCheckable(true);
        action->setChecked(chat == m_controller.current());
        connect(action, &QAction::triggered, chat, [this, chat] { m_controller.setCurrent(chat); });
    }
}

void ChatTabs::openMenu(const QPoint& position) {
    const int under = m_bar->tabAt(position);
    Chat* chat = m_controller.tabs().value(under >= 0 ? under : m_bar->currentIndex());
    if (!chat) return;
    const ChatInfo info = chat->info();
    QMenu menu(this);
    QAction* rename = menu.addAction(tr("Rename"), this, [this, chat] {
        m_controller.setCurrent(chat);
        this->rename();
    });
    rename->setShortcut(Qt::Key_F2);
    menu.addAction(info.pinned ? tr("Unpin") : tr("Pin"), chat,
                   [this, info] { m_controller.setPinned({info.id}, !info.pinned); });
    if (m_controller.tabs().size() > 1)
        menu.addAction(tr("Show beside the others"), chat, [this, chat] { emit besideWanted(chat); });
    menu.addAction(tr("Duplicate"), this, [this, info] { emit copyWanted(info.id); });
    menu.addAction(tr("Export…"), this, [this, info] { emit exportWanted({info.id}); });
    menu.addSeparator();
    menu.addAction(tr("Close"), chat, [this, chat] { m_controller.closeTab(chat); });
    menu.addAction(tr("Delete"), chat, [this, info] { m_controller.deleteChat(info.id); });
    menu.exec(m_bar->mapToGlobal(position));
}

/// A tab that leaves the bar downwards goes beside what is seen, where it is let go. Until then the bar stays as it is;
/// true: it must not see the event.
bool ChatTabs::dragOut(QMouseEvent* event) {
    const QPoint global = event->globalPosition().toPoint();
    switch (event->type()) {
        case QEvent::MouseButtonPress:
            m_frontBefore = m_controller.current();
            m_pressed =
                event->button() == Qt::LeftButton ? m_controller.tabs().value(m_bar->tabAt(event->pos())) : nullptr;
            return false;
        case QEvent::MouseMove: {
            if (!m_pressed || !(event->buttons() & Qt::LeftButton)) return false;
            const bool outside = m_isDraggedOut ? !m_bar->rect().contains(event->pos())
                                                : event->pos().y() > m_bar->height() + kDraggedOut;
            if (!outside) {
                endDrag();
                return false;
            }
            if (!m_isDraggedOut) {
                letGo(event);
                m_bar->grabKeyboard();  // for Escape
                // It goes beside what was in front, not into its place.
                if (m_frontBefore) m_controller.setCurrent(m_frontBefore);
            }
            m_isDraggedOut = true;
            emit draggedOut(m_pressed, global);
            return true;
        }
        default:
            if (Chat* chat = m_pressed; chat && m_isDraggedOut && event->button() == Qt::LeftButton) {
                endDrag();
                // The bar first ends the dragging that it knows of.
                QMetaObject::invokeMethod(
                    chat, [this, chat, global] { emit dropped(chat, global); }, Qt::QueuedConnection);
            }
            m_pressed.clear();
            return false;
    }
}

/// The bar puts a tab that it has begun to move back into its row.
void ChatTabs::letGo(const QMouseEvent* event) {
    const QPointer<Chat> held = m_pressed;
    m_pressed.clear();
    QMouseEvent release(QEvent::MouseButtonRelease, event->position(), event->globalPosition(), Qt::LeftButton,
                        Qt::NoButton, event->modifiers());
    QCoreApplication::sendEvent(m_bar, &release);
    m_pressed = held;
}

void ChatTabs::endDrag() {
    if (!m_isDraggedOut) return;
    m_isDraggedOut = false;
    m_bar->releaseKeyboard();
    emit dragEnded();
}

void ChatTabs::showAll() {
    if (m_all->isVisible()) m_all->showMenu();
}

void ChatTabs::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        for (Chat* chat : m_controller.tabs())
            showState(chat);
}

void ChatTabs::rename() {
    const int index = m_bar->currentIndex();
    if (index < 0 || index >= m_controller.tabs().size()) return;
    finishRename(false);
    m_renaming = index;
    m_name = new QLineEdit(m_controller.tabs()[index]->shownTitle(), m_bar);
    m_name->setAccessibleName(tr("Name of the chat"));
    m_name->setGeometry(m_bar->tabRect(index).adjusted(4, 4, -4, -3));
    m_name->setMaxLength(200);
    m_name->selectAll();
    m_name->installEventFilter(this);
    connect(m_name, &QLineEdit::returnPressed, this, [this] { finishRename(true); });
    m_name->show();
    m_name->setFocus();
}

void ChatTabs::finishRename(bool keep) {
    if (!m_name) return;
    QLineEdit* field = m_name;
    m_name = nullptr;  // losing the focus below must not end it a second time
    const QString name = field->text();
    const int index = m_renaming;
    field->deleteLater();
    if (keep && index >= 0 && index < m_controller.tabs().size())
        m_controller.rename(m_controller.tabs()[index]->id(), name);
}

bool ChatTabs::eventFilter(QObject* watched, QEvent* event) {
    if (m_name && watched == m_name) {
        if (event->type() == QEvent::FocusOut) finishRename(true);
        if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
            finishRename(false);
            return true;
        }
    }
    if (watched == m_bar &&
        (event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseMove ||
         event->type() == QEvent::MouseButtonRelease) &&
        dragOut(static_cast<QMouseEvent*>(event)))
        return true;
    if (watched == m_bar && m_isDraggedOut && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        m_pressed.clear();
        endDrag();
        return true;
    }
    if (watched == m_bar && event->type() == QEvent::MouseButtonRelease) {
        auto* mouse = static_cast<QMouseEvent*>(event);
        const int index = m_bar->tabAt(mouse->pos());
        if (mouse->button() == Qt::MiddleButton && index >= 0 && index < m_controller.tabs().size()) {
            m_controller.closeTab(m_controller.tabs()[index]);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace mw::gui
