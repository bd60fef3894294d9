// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "conversation_item.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLocale>
#include <QPainter>
#include <QScrollBar>
#include <QToolButton>
#include <algorithm>
#include <cmath>

#include "controls.h"
#include "turn_actions.h"

namespace mw::gui {
namespace {

constexpr int kRefreshMs = 33;
constexpr qreal kTopMargin = 24, kSideMargin = 24;
constexpr qreal kHeader = 24;  // "Mixtral · Code reviewer · 128 tok/s"
constexpr qreal kFooter = 30;  // room for the actions below each turn, so that nothing jumps when they appear
constexpr qreal kMark = 22;    // "Interrupted"
constexpr qreal kOwnPaddingX = 14, kOwnPaddingY = 10;
constexpr qreal kOwnShare = 0.77;   // of the column, at most
constexpr qreal kAnswerRight = 38;  // answers end a little before the column does
constexpr qreal kAhead = 300;       // laid out above and below the screen
constexpr qreal kOlderAt = 1500;    // this near to the top, an older page is read
constexpr int kMostLayouts = 1500;  // kept; those far from the screen go first

}  // namespace

ConversationView::ConversationView(ChatController& controller, Chat* chat, QWidget* parent)
    : QAbstractScrollArea(parent), m_controller(controller), m_chat(chat) {
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Conversation"));
    viewport()->setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
    viewport()->setCursor(Qt::IBeamCursor);
    verticalScrollBar()->setSingleStep(40);

    m_actions = new TurnActions(viewport());
    m_actions->hide();
    const auto onTurn = [this](auto&& act) {
        return [this, act] {
            const int index = m_hovered >= 0 ? m_hovered : m_focused;
            if (m_chat && index >= 0 && index < m_chat->turns().size()) act(Turn(m_chat->turns()[index]));
        };
    };
    connect(m_actions, &TurnActions::copyWanted, this,
            onTurn([](const Turn& turn) { QGuiApplication::clipboard()->setText(turn.text); }));
    connect(m_actions, &TurnActions::regenerateWanted, this,
            onTurn([this](const Turn& turn) { m_controller.regenerate(m_chat, turn.id); }));
    connect(m_actions, &TurnActions::editWanted, this,
            onTurn([this](const Turn& turn) { m_controller.beginEdit(m_chat, turn.id); }));
    connect(m_actions, &TurnActions::continueWanted, this,
            onTurn([this](const Turn&) { m_controller.continueAnswer(m_chat); }));
    connect(m_actions, &TurnActions::deleteWanted, this,
            onTurn([this](const Turn& turn) { m_controller.deleteTurn(m_chat, turn.id); }));
    connect(m_actions, &TurnActions::branchWanted, this, [this](int step) {
        const int index = m_hovered >= 0 ? m_hovered : m_focused;
        if (m_chat && index >= 0 && index < m_chat->turns().size())
            m_controller.switchBranch(m_chat, m_chat->turns()[index].id, step);
    });

    m_latest = makeIconButton(QStringLiteral("arrow-down"), tr("Jump to the latest"), viewport());
    m_latest->setProperty("buttonKind", "secondary");
    m_latest->setCursor(Qt::ArrowCursor);
    m_latest->hide();
    connect(m_latest, &QToolButton::clicked, this, &ConversationView::jumpToLatest);

    m_refresh.setSingleShot(true);
    m_refresh.setInterval(kRefreshMs);
    connect(&m_refresh, &QTimer::timeout, this, &ConversationView::refreshChanged);
    connect(chat, &Chat::turnsReset, this, &ConversationView::rebuild);
    connect(chat, &Chat::turnAppended, this, [this] {
        const Turn& turn = m_chat->turns().last();
        m_items.push_back(makeItem(turn));
        if (!turn.isAnswer()) m_stick = true;  // one's own question is always shown
        place();
        layoutVisible();
        viewport()->update();
    });
    connect(chat, &Chat::turnChanged, this, [this](int index) {
        if (!m_changed.contains(index)) m_changed.append(index);
        if (!m_refresh.isActive()) m_refresh.start();
    });
    connect(chat, &Chat::turnsPrepended, this, [this](int count) {
        const Anchor anchor = anchorAt(verticalScrollBar()->value());
        std::vector<std::unique_ptr<Item>> older;
        for (int index = 0; index < count; ++index)
            older.push_back(makeItem(m_chat->turns()[index]));
        m_items.insert(m_items.begin(), std::make_move_iterator(older.begin()), std::make_move_iterator(older.end()));
        for (int& index : m_changed)
            index += count;
        for (Position* each : {&m_selectionFrom, &m_selectionTo})
            if (each->item >= 0) each->item += count;
        if (m_focused >= 0) m_focused += count;
        m_hovered = -1;
        place();
        if (!m_stick)
            verticalScrollBar()->setValue(
                int(std::lround(positionOf({anchor.item + count, anchor.section, anchor.offset}))));
        layoutVisible();
    });
    connect(&controller.store(), &ChatStore::unsavedChanged, this, [this] {
        place();
        viewport()->update();
    });
    connect(&controller, &ChatController::readinessChanged, this,
            [this] { showActions(m_hovered >= 0 ? m_hovered : m_focused); });
    rebuild();
}

ConversationView::~ConversationView() = default;

TextStyle ConversationView::style() const {
    QFont body = font();
    body.setPixelSize(13);
    return {body, codeFont(), &themeOf(this)};
}

std::unique_ptr<ConversationView::Item> ConversationView::makeItem(const Turn& turn) const {
    auto item = std::make_unique<Item>(turn.isAnswer() ? markdown::Document::Markdown : markdown::Document::Plain);
    item->own = !turn.isAnswer();
    item->document.append(turn.text);
    item->layouts.resize(item->document.sections().size());
    return item;
}

void ConversationView::rebuild() {
    m_items.clear();
    m_changed.clear();
    m_hovered = m_focused = -1;
    m_selectionFrom = m_selectionTo = {};
    m_actions->hide();
    m_stick = true;
    if (m_chat)
        for (const Turn& turn : m_chat->turns())
            m_items.push_back(makeItem(turn));
    place();
    layoutVisible();
    viewport()->update();
}

/// Takes over what has changed since the last time; at most some 30 times a second.
void ConversationView::refreshChanged() {
    if (!m_chat) return;
    const Anchor anchor = anchorAt(verticalScrollBar()->value());
    for (const int index : m_changed) {
        if (index >= int(m_items.size()) || index >= m_chat->turns().size()) continue;
        const Turn& turn = m_chat->turns()[index];
        Item& item = *m_items[std::size_t(index)];
        const qsizetype known = item.document.source().size();
        if (turn.text.size() < known || (turn.state != TurnState::Streaming && item.document.hasDefinitions())) {
            m_items[std::size_t(index)] = makeItem(turn);  // links may now lead somewhere
        } else if (turn.text.size() > known) {
            const std::size_t first = item.document.append(turn.text.mid(known));
            item.layouts.resize(first);
            item.heights.resize(std::min(item.heights.size(), first));
            item.layouts.resize(item.document.sections().size());
        }
        if (index == m_hovered || index == m_focused) showActions(index);
    }
    m_changed.clear();
    place();
    if (!m_stick) verticalScrollBar()->setValue(int(std::lround(positionOf(anchor))));
    layoutVisible();
    viewport()->update();
}

qreal ConversationView::columnWidth() const {
    return std::min<qreal>(metrics::kConversationWidth - 32, viewport()->width() - 2 * kSideMargin);
}

qreal ConversationView::columnLeft() const {
    return std::floor((viewport()->width() - columnWidth()) / 2);
}

/// Computes where everything is, from exact heights where there are layouts and estimates elsewhere.
void ConversationView::place() {
    qreal y = kTopMargin;
    const qreal left = columnLeft(), width = columnWidth();
    for (std::size_t index = 0; index < m_items.size(); ++index) {
        Item& item = *m_items[index];
        item.top = y;
        const qreal ownWidth = std::floor(width * kOwnShare) - 2 * kOwnPaddingX;
        const qreal textWidth = item.own ? ownWidth : width - kAnswerRight;
        const auto& sections = item.document.sections();
        while (item.heights.size() < sections.size())
            item.heights.push_back(SectionLayout::estimate(item.document, sections[item.heights.size()], textWidth));
        qreal body = 0;
        for (const qreal height : item.heights)
            body += height;
        item.bodyWidth = textWidth;
        item.bodyLeft = left;
        item.bodyTop = item.own ? kOwnPaddingY : kHeader;
        if (item.own) {
            if (sections.size() == 1 && item.layouts[0])
                item.bodyWidth = std::min(textWidth, std::ceil(item.layouts[0]->naturalWidth()) + 1);
            item.bodyLeft = left + width - item.bodyWidth - kOwnPaddingX;
            body += kOwnPaddingY;
        } else if (sections.empty()) {
            body = 20;  // the caret of an answer that has not begun
        }
        QColor color;
        item.marked = m_chat && !markOf(m_chat->turns()[qsizetype(index)], &color).isEmpty();
        item.height = item.bodyTop + body + (item.marked ? kMark : 0) + kFooter;
        y += item.height;
    }
    m_placing = true;
    const int most = std::max(0, int(std::ceil(contentHeight())) - viewport()->height());
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setRange(0, most);
    if (m_stick) verticalScrollBar()->setValue(most);
    m_placing = false;
    placeOverlays();
}

qreal ConversationView::contentHeight() const {
    return m_items.empty() ? 0 : m_items.back()->top + m_items.back()->height;
}

ConversationView::Anchor ConversationView::anchorAt(qreal y) const {
    const int index = itemAt(y);
    if (index < 0) return {};
    const Item& item = *m_items[std::size_t(index)];
    qreal top = item.top + item.bodyTop;
    for (std::size_t section = 0; section < item.heights.size(); ++section) {
        if (y < top) break;
        if (y < top + item.heights[section]) return {index, int(section), y - top};
        top += item.heights[section];
    }
    return {index, -1, y - item.top};
}

qreal ConversationView::positionOf(const Anchor& anchor) const {
    if (anchor.item >= int(m_items.size())) return contentHeight();
    const Item& item = *m_items[std::size_t(anchor.item)];
    if (anchor.section < 0) return item.top + anchor.offset;
    qreal top = item.top + item.bodyTop;
    for (int section = 0; section < anchor.section && section < int(item.heights.size()); ++section)
        top += item.heights[std::size_t(section)];
    return top + anchor.offset;
}

int ConversationView::itemAt(qreal y) const {
    const auto after = std::upper_bound(m_items.begin(), m_items.end(), y,
                                        [](qreal value, const auto& item) { return value < item->top; });
    return after == m_items.begin() ? (m_items.empty() ? -1 : 0) : int(after - m_items.begin()) - 1;
}

/// Lays out what is on the screen or near it. Real heights move things, so this repeats until nothing new comes in; the
/// line that the reader looks at stays where it is.
void ConversationView::layoutVisible() {
    if (m_items.empty() || m_placing) return;
    const TextStyle look = style();
    int live = 0;
    for (int round = 0; round < 12; ++round) {
        const qreal scroll = verticalScrollBar()->value();
        const Anchor anchor = anchorAt(scroll);
        const qreal from = scroll - kAhead, to = scroll + viewport()->height() + kAhead;
        bool changed = false;
        for (int index = std::max(0, itemAt(from));
             index < int(m_items.size()) && m_items[std::size_t(index)]->top < to; ++index) {
            Item& item = *m_items[std::size_t(index)];
            qreal top = item.top + item.bodyTop;
            const qreal width = item.own ? std::floor(columnWidth() * kOwnShare) - 2 * kOwnPaddingX : item.bodyWidth;
            for (std::size_t section = 0; section < item.layouts.size(); ++section) {
                const qreal height = item.heights[section];
                if (!item.layouts[section] && top + height >= from && top <= to) {
                    item.layouts[section] = std::make_unique<SectionLayout>(item.document, section, width, look);
                    changed |= std::abs(height - item.layouts[section]->height()) > 0.5 || item.own;
                    item.heights[section] = item.layouts[section]->height();
                    ++live;
                }
                top += height;
            }
        }
        if (!changed) break;
        place();
        if (!m_stick) {
            m_placing = true;
            verticalScrollBar()->setValue(int(std::lround(positionOf(anchor))));
            m_placing = false;
        }
    }
    if (live > 0) {
        int kept = 0;
        for (const auto& item : m_items)
            kept += int(std::count_if(item->layouts.begin(), item->layouts.end(),
                                      [](const auto& layout) { return layout != nullptr; }));
        if (kept > kMostLayouts) {
            const qreal middle = verticalScrollBar()->value(), far = 4.0 * viewport()->height() + 2 * kAhead;
            for (const auto& item : m_items) {
                qreal top = item->top + item->bodyTop;
                for (std::size_t section = 0; section < item->layouts.size(); ++section) {
                    if (std::abs(top - middle) > far) item->layouts[section].reset();
                    top += item->heights[section];
                }
            }
        }
    }
    if (m_chat && m_chat->hasOlder() && verticalScrollBar()->value() < kOlderAt)
        QTimer::singleShot(0, m_chat, &Chat::loadOlder);
    placeOverlays();
}

void ConversationView::relayoutAll() {
    const Anchor anchor = anchorAt(verticalScrollBar()->value());
    for (const auto& item : m_items) {
        std::fill_n(item->layouts.begin(), item->layouts.size(), nullptr);
        item->heights.clear();
    }
    place();
    if (!m_stick) verticalScrollBar()->setValue(int(std::lround(positionOf(anchor))));
    layoutVisible();
    viewport()->update();
}

bool ConversationView::isAtBottom() const {
    return verticalScrollBar()->value() >= verticalScrollBar()->maximum() - 4;
}

void ConversationView::jumpToLatest() {
    m_stick = true;
    place();
    layoutVisible();
    viewport()->update();
}

void ConversationView::scrollContentsBy(int, int) {
    if (m_placing) return;
    m_stick = isAtBottom();
    layoutVisible();
    viewport()->update();
}

void ConversationView::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        relayoutAll();
    else
        place(), layoutVisible();
}

void ConversationView::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange ||
        event->type() == QEvent::StyleChange)
        relayoutAll();
}

void ConversationView::placeOverlays() {
    m_latest->setVisible(!m_items.empty() && !isAtBottom() && !m_stick);
    m_latest->adjustSize();
    m_latest->move((viewport()->width() - m_latest->width()) / 2, viewport()->height() - m_latest->height() - 10);
    m_latest->raise();
    const int index = m_hovered >= 0 ? m_hovered : m_focused;
    if (!m_actions->isVisible() || index < 0 || index >= int(m_items.size())) return;
    const Item& item = *m_items[std::size_t(index)];
    const qreal y = item.top + item.height - kFooter + 3 - verticalScrollBar()->value();
    const qreal x = item.own ? columnLeft() + columnWidth() - m_actions->width() : columnLeft() - 5;
    m_actions->move(int(x), int(y));
}

void ConversationView::showActions(int index) {
    if (!m_chat || index < 0 || index >= m_chat->turns().size()) {
        m_actions->hide();
        return;
    }
    m_actions->setTurn(m_chat->turns()[index], m_chat->isStreaming(), index + 1 == m_chat->turns().size(),
                       m_controller.whyNotReady());
    m_actions->show();
    placeOverlays();
}

// ---- painting ---------------------------------------------------------------------------------------------------

QString ConversationView::headerOf(const Turn& turn) const {
    QString header;
    if (!turn.templateName.isEmpty()) header += QStringLiteral(" · ") + turn.templateName;
    if (turn.tokensPerSecond > 0)
        header += QStringLiteral(" · ") +
                  tr("%1 tok/s").arg(QLocale().toString(turn.tokensPerSecond, 'f', turn.tokensPerSecond < 20 ? 1 : 0));
    if (turn.omittedTurns > 0)
        header += QStringLiteral(" · ") + tr("%n oldest turn(s) left out", nullptr, turn.omittedTurns);
    if (turn.removedTags > 0)
        header += QStringLiteral(" · ") + tr("%n control tag(s) removed", nullptr, turn.removedTags);
    return header;
}

/// What is said below a turn that did not end well, or is not saved.
QString ConversationView::markOf(const Turn& turn, QColor* color) const {
    const Theme& theme = themeOf(this);
    *color = theme.warn;
    const auto with = [&](const QString& what) {
        return turn.error.isEmpty() ? what : what + QStringLiteral(" – ") + turn.error;
    };
    QString mark;
    switch (turn.state) {
        case TurnState::Interrupted:
            mark = with(tr("Interrupted"));
            break;
        case TurnState::Cut:
            mark = turn.error.isEmpty() ? tr("Cut at the answer length") : with(tr("Cut"));
            break;
        case TurnState::Stopped:
            *color = theme.muted;
            mark = tr("Stopped");
            break;
        case TurnState::Failed:
            *color = theme.bad;
            mark = with(tr("Failed"));
            break;
        default:
            break;
    }
    if (m_controller.store().isUnsaved(turn.id) && turn.state != TurnState::Streaming) {
        *color = theme.bad;
        mark = mark.isEmpty() ? tr("Not saved") : mark + QStringLiteral(" · ") + tr("Not saved");
    }
    return mark;
}

void ConversationView::paintEvent(QPaintEvent* event) {
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(event->rect(), themeOf(this).surface);
    if (!m_chat) return;
    const qreal scroll = verticalScrollBar()->value();
    const QRectF clip = event->rect();
    for (int index = std::max(0, itemAt(scroll + clip.top())); index < int(m_items.size()); ++index) {
        if (m_items[std::size_t(index)]->top - scroll > clip.bottom()) break;
        paintItem(painter, index, clip);
    }
}

void ConversationView::paintItem(QPainter& painter, int index, const QRectF& clip) {
    const Theme& theme = themeOf(this);
    const Item& item = *m_items[std::size_t(index)];
    const Turn& turn = m_chat->turns()[index];
    const qreal top = item.top - verticalScrollBar()->value();
    const qreal bodyHeight = item.height - item.bodyTop - kFooter - (item.marked ? kMark : 0);
    QFont small = font();
    small.setPixelSize(12);

    if (item.own) {
        const QRectF bubble(item.bodyLeft - kOwnPaddingX, top, item.bodyWidth + 2 * kOwnPaddingX,
                            item.bodyTop + bodyHeight);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.ownTurn);
        painter.drawRoundedRect(bubble, metrics::kTurnRadius, metrics::kTurnRadius);
        if (m_chat->editing() == turn.id) {
            painter.setPen(QPen(theme.accent, 1));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(bubble, metrics::kTurnRadius, metrics::kTurnRadius);
        }
    } else {
        QFont bold = small;
        bold.setWeight(QFont::DemiBold);
        const QString name = QStringLiteral("Mixtral");
        painter.setFont(bold);
        painter.setPen(theme.text);
        const QRectF line(item.bodyLeft, top, item.bodyWidth, kHeader - 6);
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, name);
        const qreal width = QFontMetricsF(bold).horizontalAdvance(name);
        painter.setFont(small);
        painter.setPen(theme.muted);
        painter.drawText(line.adjusted(width, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                         QFontMetricsF(small).elidedText(headerOf(turn), Qt::ElideRight, line.width() - width));
    }

    const Position from = std::min(m_selectionFrom, m_selectionTo), to = std::max(m_selectionFrom, m_selectionTo);
    qreal y = top + item.bodyTop;
    for (std::size_t section = 0; section < item.heights.size(); ++section) {
        const qreal height = item.heights[section];
        if (y > clip.bottom()) break;
        if (y + height >= clip.top() && item.layouts[section]) {
            const SectionLayout& layout = *item.layouts[section];
            int start = 0, end = 0;
            const Position here{index, int(section), 0};
            if (from.item >= 0 && from != to) {
                const auto before = [](const Position& a, const Position& b) {
                    return std::pair(a.item, a.section) < std::pair(b.item, b.section);
                };
                if (!before(here, from) && !before(to, here)) {
                    start = before(from, here) ? 0 : from.offset;
                    end = before(here, to) ? int(layout.text().size()) : to.offset;
                }
            }
            layout.paint(painter, {item.bodyLeft, y}, clip, start, end);
        }
        y += height;
    }
    if (turn.state == TurnState::Streaming) {
        QRectF caret(0, 1, 7, 15);
        QPointF origin(item.bodyLeft, top + item.bodyTop);
        if (!item.layouts.empty() && item.layouts.back()) {
            caret = item.layouts.back()->caret();
            origin.setY(y - item.heights.back());
        }
        painter.fillRect(caret.translated(origin), theme.accent);
    }
    qreal footer = top + item.bodyTop + bodyHeight;
    QColor color;
    if (const QString mark = markOf(turn, &color); !mark.isEmpty()) {
        painter.setFont(small);
        painter.setPen(color);
        const QRectF line(columnLeft(), footer + 2, columnWidth(), kMark - 2);
        painter.drawText(line, (item.own ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter,
                         QFontMetricsF(small).elidedText(mark, Qt::ElideRight, line.width()));
        footer += kMark;
    }
    const bool actionsHere = m_actions->isVisible() && index == (m_hovered >= 0 ? m_hovered : m_focused);
    if (turn.branches > 1 && !actionsHere) {
        painter.setFont(small);
        painter.setPen(theme.muted);
        painter.drawText(QRectF(columnLeft(), footer + 3, columnWidth(), 25),
                         (item.own ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter,
                         QStringLiteral("%1/%2").arg(turn.branch).arg(turn.branches));
    }
    if (index == m_focused && hasFocus()) {
        painter.setPen(QPen(theme.accent, 2));
        painter.setBrush(Qt::NoBrush);
        const qreal left = item.own ? item.bodyLeft - kOwnPaddingX : item.bodyLeft;
        painter.drawRoundedRect(
            QRectF(left - 6, top - 5, columnLeft() + columnWidth() - left + 12, item.height - kFooter + 10), 8, 8);
    }
}

// ---- mouse, keyboard, selection ------------------------------------------------------------------------------------

}  // namespace mw::gui
