// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "conversation_layout.h"

#include <QCoreApplication>
#include <QGuiApplication>
#include <QTimer>
#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "theme.h"

namespace mw::gui {
namespace {

constexpr qreal kTopMargin = 24, kSideMargin = 24;
constexpr qreal kOwnShare = 0.77;                             // of the column, at most
constexpr qreal kAnswerRight = 38;                            // answers end a little before the column does
constexpr qreal kEmptyAnswer = 20;                            // the caret of an answer that has not begun
constexpr qreal kSameHeight = 0.5;                            // an estimate that is off by less moves nothing
constexpr qsizetype kLongLines = 30, kLongCharacters = 3000;  // a question of more is folded
constexpr std::ptrdiff_t kMostLayouts = 1500;
constexpr std::size_t kFreedAtOnce = 1000;

ConversationLayout::Item makeItem(const Turn& turn) {
    using markdown::Document;
    ConversationLayout::Item item{Document(turn.isAnswer() ? Document::Markdown : Document::Plain)};
    item.own = !turn.isAnswer();
    item.document.append(turn.text);
    item.foldable = item.own && (turn.text.size() > kLongCharacters || turn.text.count(QLatin1Char('\n')) > kLongLines);
    item.layouts.resize(item.document.sections().size());
    return item;
}

}  // namespace

ConversationLayout::~ConversationLayout() {
    dropItems();
}

/// Frees them a few at a time where there are many: 100,000 at once take 100 ms.
void ConversationLayout::dropItems() {
    std::deque<Item> items = std::move(m_items);
    m_items.clear();
    if (items.size() <= kFreedAtOnce || !QCoreApplication::instance()) return;
    for (Item& item : items)
        item.layouts.clear();  // these go before the program's fonts do
    auto* timer = new QTimer(QCoreApplication::instance());
    QObject::connect(
        timer, &QTimer::timeout, timer, [timer, rest = std::make_shared<std::deque<Item>>(std::move(items))] {
            rest->erase(rest->begin(), rest->begin() + std::ptrdiff_t(std::min(kFreedAtOnce, rest->size())));
            if (rest->empty()) timer->deleteLater();
        });
    timer->start();
}

void ConversationLayout::setTurns(const QVector<Turn>& turns) {
    dropItems();
    for (const Turn& turn : turns)
        append(turn);
}

void ConversationLayout::append(const Turn& turn) {
    m_items.push_back(makeItem(turn));
}

void ConversationLayout::prepend(const QVector<Turn>& turns, int count) {
    for (int index = count - 1; index >= 0; --index)
        m_items.push_front(makeItem(turns[index]));
}

void ConversationLayout::update(int index, const Turn& turn) {
    Item& item = m_items[std::size_t(index)];
    const qsizetype known = item.document.source().size();
    if (turn.text.size() < known || (turn.state != TurnState::Streaming && item.document.hasDefinitions())) {
        item = makeItem(turn);  // links may now lead somewhere
    } else if (turn.text.size() > known) {
        const std::size_t first = item.document.append(turn.text.mid(known));
        item.layouts.resize(first);
        item.heights.resize(std::min(item.heights.size(), first));
        item.layouts.resize(item.document.sections().size());
    }
}

qreal ConversationLayout::columnWidth() const {
    return std::min<qreal>(metrics::kConversationWidth - 32, m_viewportWidth - 2 * kSideMargin);
}

qreal ConversationLayout::columnLeft() const {
    return std::floor((m_viewportWidth - columnWidth()) / 2);
}

/// What the text of a turn may take.
qreal ConversationLayout::textWidth(const Item& item) const {
    return item.own ? std::floor(columnWidth() * kOwnShare) - 2 * kOwnPaddingX : columnWidth() - kAnswerRight;
}

void ConversationLayout::place(qreal viewportWidth, const std::function<bool(int turn)>& isMarked) {
    m_viewportWidth = viewportWidth;
    qreal y = kTopMargin;
    const qreal left = columnLeft(), width = columnWidth();
    for (std::size_t index = 0; index < m_items.size(); ++index) {
        Item& item = m_items[index];
        item.top = y;
        item.bodyWidth = textWidth(item);
        const auto& sections = item.document.sections();
        while (item.heights.size() < sections.size())
            item.heights.push_back(SectionLayout::estimate(sections[item.heights.size()], item.bodyWidth));
        qreal body = 0;
        for (const qreal height : item.heights)
            body += height;
        const bool fromRight = QGuiApplication::isRightToLeft();
        item.bodyLeft = fromRight ? left + width - item.bodyWidth : left;
        item.bodyTop = item.own ? kOwnPaddingY : kHeader;
        if (item.own) {
            if (sections.size() == 1 && item.layouts[0])
                item.bodyWidth = std::min(item.bodyWidth, std::ceil(item.layouts[0]->naturalWidth()) + 1);
            item.bodyLeft = fromRight ? left + kOwnPaddingX : left + width - item.bodyWidth - kOwnPaddingX;
            body += kOwnPaddingY;
        } else if (sections.empty()) {
            body = kEmptyAnswer;
        }
        if (item.folded()) body = std::min(body, kFolded + (item.own ? kOwnPaddingY : 0));
        item.textHeight = body - (item.own ? kOwnPaddingY : 0);
        if (item.foldable) body += kFoldLine;
        item.marked = isMarked(int(index));
        item.height = item.bodyTop + body + (item.marked ? kMark : 0) + kFooter;
        y += item.height;
    }
}

bool ConversationLayout::layOut(qreal from, qreal to, const TextStyle& style) {
    bool moved = false;
    for (int index = std::max(0, turnAt(from)); index < size() && at(index).top < to; ++index) {
        Item& item = m_items[std::size_t(index)];
        qreal top = item.top + item.bodyTop;
        const qreal width = textWidth(item);
        const qreal end = item.folded() ? top + item.textHeight : std::numeric_limits<qreal>::infinity();
        for (std::size_t section = 0; section < item.layouts.size() && top < end; ++section) {
            const qreal height = item.heights[section];
            if (!item.layouts[section] && top + height >= from && top <= to) {
                auto& layout = item.layouts[section];
                layout = std::make_unique<SectionLayout>(item.document, section, width, style);
                // Arabic or Hebrew stands at the right of its width, which is to be that of the bubble.
                if (const qreal natural = std::ceil(layout->naturalWidth()) + 1;
                    item.own && item.layouts.size() == 1 && natural < width && layout->standsRight())
                    layout = std::make_unique<SectionLayout>(item.document, section, natural, style);
                // A person's turn is as wide as its text, so that it moves in any case.
                moved |= std::abs(height - item.layouts[section]->height()) > kSameHeight || item.own;
                item.heights[section] = item.layouts[section]->height();
                m_grown = true;
            }
            top += height;
        }
    }
    return moved;
}

void ConversationLayout::dropFarFrom(qreal y, qreal distance) {
    if (!std::exchange(m_grown, false)) return;
    std::ptrdiff_t kept = 0;
    for (const Item& item : m_items)
        kept += std::count_if(item.layouts.begin(), item.layouts.end(),
                              [](const auto& layout) { return layout != nullptr; });
    if (kept <= kMostLayouts) return;
    for (Item& item : m_items) {
        qreal top = item.top + item.bodyTop;
        for (std::size_t section = 0; section < item.layouts.size(); ++section) {
            if (std::abs(top - y) > distance) item.layouts[section].reset();
            top += item.heights[section];
        }
    }
}

void ConversationLayout::dropAll() {
    for (Item& item : m_items) {
        for (auto& layout : item.layouts)
            layout.reset();
        item.heights.clear();
    }
}

qreal ConversationLayout::height() const {
    return m_items.empty() ? 0 : m_items.back().top + m_items.back().height;
}

int ConversationLayout::turnAt(qreal y) const {
    const auto after = std::upper_bound(m_items.begin(), m_items.end(), y,
                                        [](qreal value, const Item& item) { return value < item.top; });
    return after == m_items.begin() ? (m_items.empty() ? -1 : 0) : int(after - m_items.begin()) - 1;
}

ConversationLayout::Anchor ConversationLayout::anchorAt(qreal y) const {
    const int index = turnAt(y);
    if (index < 0) return {};
    const Item& item = at(index);
    qreal top = item.top + item.bodyTop;
    for (std::size_t section = 0; section < item.heights.size(); ++section) {
        if (y < top) break;
        if (y < top + item.heights[section]) return {index, int(section), y - top};
        top += item.heights[section];
    }
    return {index, -1, y - item.top};
}

qreal ConversationLayout::positionOf(const Anchor& anchor) const {
    if (anchor.turn >= size()) return height();
    const Item& item = at(anchor.turn);
    if (anchor.section < 0) return item.top + anchor.offset;
    qreal top = item.top + item.bodyTop;
    for (int section = 0; section < anchor.section && section < int(item.heights.size()); ++section)
        top += item.heights[std::size_t(section)];
    return top + anchor.offset;
}

QRectF ConversationLayout::foldLine(int index) const {
    const Item& item = at(index);
    if (!item.foldable) return {};
    return {item.bodyLeft, item.top + item.bodyTop + item.textHeight, item.bodyWidth, kFoldLine};
}

ConversationLayout::Hit ConversationLayout::hit(const QPointF& point) const {
    const int index = turnAt(point.y());
    if (index < 0 || at(index).layouts.empty()) return {};
    const Item& item = at(index);
    qreal top = item.top + item.bodyTop;
    // What is folded away is nowhere.
    const qreal y = item.folded() ? std::min(point.y(), top + item.textHeight - 1) : point.y();
    std::size_t section = 0;
    while (section + 1 < item.heights.size() && y >= top + item.heights[section])
        top += item.heights[section++];
    return {item.layouts[section].get(), {point.x() - item.bodyLeft, y - top}, {index, int(section), 0}};
}

TextPosition ConversationLayout::Hit::textPosition() const {
    TextPosition result = position;
    if (section) result.offset = section->hit(inside);
    return result;
}

}  // namespace mw::gui
