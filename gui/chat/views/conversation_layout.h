// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QPointF>
#include <QVector>
#include <deque>
#include <functional>
#include <memory>
#include <vector>

#include "chat_types.h"
#include "document.h"
#include "section_layout.h"

namespace mw::gui {

/// A place in the text of a conversation.
struct TextPosition {
    int turn = -1;    ///< -1: nowhere
    int section = 0;  ///< of the turn
    int offset = 0;   ///< in the section's text as it is shown

    auto operator<=>(const TextPosition&) const = default;
};

/// Where the turns of a conversation are, from its top on: what is near the screen is parsed and laid out, the rest is
/// estimated. Knows neither the widget nor how far it is scrolled. Lengths in device-independent pixels.
class ConversationLayout {
 public:
    static constexpr qreal kHeader = 24;  ///< "Mixtral · Code reviewer · 128 tok/s"
    static constexpr qreal kFooter = 30;  ///< room for the actions below each turn: nothing jumps when they appear
    static constexpr qreal kMark = 22;    ///< "Interrupted"
    static constexpr qreal kOwnPaddingX = 14, kOwnPaddingY = 10;
    static constexpr qreal kFolded = 228;   ///< of a long question, while it is folded
    static constexpr qreal kFoldLine = 26;  ///< below it: "Show all"

    /// One turn as the conversation shows it.
    struct Item {
        markdown::Document document;
        std::vector<std::unique_ptr<SectionLayout>> layouts;  ///< null: not laid out
        std::vector<qreal> heights;                           ///< of the sections; estimates until laid out
        bool own = false;                                     ///< a person's turn
        bool marked = false;                                  ///< something is said below it
        bool foldable = false;                                ///< a long one of a person's
        bool open = false;                                    ///< and all of it is shown nevertheless
        qreal top = 0, height = 0;
        qreal bodyTop = 0;                  ///< from top
        qreal bodyLeft = 0, bodyWidth = 0;  ///< of the text; left in the viewport
        qreal textHeight = 0;               ///< of what is shown of it

        bool folded() const { return foldable && !open; }
        /// Height of the text with a person's padding below it, or of the caret of an answer that has not begun.
        qreal bodyHeight() const { return height - bodyTop - kFooter - (marked ? kMark : 0); }
    };

    /// A line that is to stay where it is on the screen while others change their height.
    struct Anchor {
        int turn = 0, section = -1;  ///< section -1: the turn itself
        qreal offset = 0;            ///< from its top
    };

    /// What is under a point.
    struct Hit {
        const SectionLayout* section = nullptr;  ///< none, or not laid out
        QPointF inside;                          ///< the point in the section
        TextPosition position;                   ///< the section's beginning

        /// The nearest place in the text.
        TextPosition textPosition() const;
    };

    ConversationLayout() = default;
    ~ConversationLayout();
    ConversationLayout(const ConversationLayout&) = delete;
    ConversationLayout& operator=(const ConversationLayout&) = delete;

    void setTurns(const QVector<Turn>& turns);
    void append(const Turn& turn);
    /// The first `count` of `turns` came in above those known.
    void prepend(const QVector<Turn>& turns, int count);
    /// Takes over a turn whose text grew or was replaced.
    void update(int index, const Turn& turn);

    /// Shows all of a long question, or only its beginning; place() is due.
    void setOpen(int index, bool open) { m_items[std::size_t(index)].open = open; }
    /// Where that is chosen, below a question that is foldable; from the top of the conversation, empty if it is not.
    QRectF foldLine(int index) const;

    int size() const { return int(m_items.size()); }
    bool isEmpty() const { return m_items.empty(); }
    const Item& at(int index) const { return m_items[std::size_t(index)]; }

    /// Computes where everything is in a viewport of this width, from exact heights where there are layouts and
    /// estimates elsewhere. `isMarked` says of a turn whether something is said below it.
    void place(qreal viewportWidth, const std::function<bool(int turn)>& isMarked);
    /// Lays out what has no layout between two heights; true if that moves things, so that place() is due.
    bool layOut(qreal from, qreal to, const TextStyle& style);
    /// Drops layouts farther than `distance` from a height, if there are too many.
    void dropFarFrom(qreal y, qreal distance);
    /// Drops all layouts and heights: the width or the style is another.
    void dropAll();

    qreal height() const;
    qreal columnLeft() const;
    qreal columnWidth() const;
    /// The turn at a height, the nearest above if there is none; -1 if there are no turns.
    int turnAt(qreal y) const;
    Anchor anchorAt(qreal y) const;
    qreal positionOf(const Anchor& anchor) const;
    Hit hit(const QPointF& point) const;

 private:
    qreal textWidth(const Item& item) const;
    void dropItems();

    std::deque<Item> m_items;  ///< older ones come in at the front
    qreal m_viewportWidth = 0;
    bool m_grown = false;  ///< something was laid out since dropFarFrom()
};

}  // namespace mw::gui
