// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFont>
#include <QRectF>
#include <optional>
#include <vector>

#include "conversation_layout.h"
#include "conversation_selection.h"
#include "find_places.h"

class QPainter;

namespace mw::gui {

class Chat;
class ChatStore;
struct Theme;

/// What there is to draw of a conversation at one moment.
struct ConversationScene {
    const ConversationLayout& layout;
    const Chat& chat;  ///< with the turns of the layout
    const ChatStore& store;
    const Theme& theme;
    QFont font;
    ConversationSelection selection;
    QString foundWords;  ///< are highlighted; empty: nothing is
    std::optional<FoundPlace> foundPlace;
    qreal scroll = 0;      ///< height of the layout at the top of the viewport
    int focused = -1;      ///< the turn that the keyboard is on, if that is to be seen; -1: none
    int withActions = -1;  ///< the turn whose actions are shown, with its branch; -1: none
};

/// Draws the turns of a conversation into its viewport. Lives for one painting.
class ConversationPainter {
 public:
    ConversationPainter(QPainter& painter, const ConversationScene& scene);

    void paint(const QRectF& clip);

 private:
    void paintTurn(int index, const QRectF& clip);
    void paintBubble(const ConversationLayout::Item& item, const Turn& turn, qreal top);
    void paintHeader(const ConversationLayout::Item& item, const Turn& turn, qreal top);
    void paintText(const ConversationLayout::Item& item, int index, qreal top, const QRectF& clip);
    std::vector<SectionLayout::Highlight> highlightsIn(const SectionLayout& layout, TurnId turn, int section) const;
    void paintFoldLine(const ConversationLayout::Item& item, int index);
    void paintCaret(const ConversationLayout::Item& item, qreal top);
    void paintFooter(const ConversationLayout::Item& item, const Turn& turn, qreal top, bool withBranch);
    void paintFocus(const ConversationLayout::Item& item, qreal top);

    QPainter& m_painter;
    const ConversationScene& m_scene;
    QFont m_small;
};

}  // namespace mw::gui
