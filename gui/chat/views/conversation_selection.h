// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <algorithm>
#include <utility>

#include "conversation_layout.h"

namespace mw::gui {

/// The text that a person has marked in a conversation.
struct ConversationSelection {
    TextPosition from;  ///< where it began
    TextPosition to;    ///< where it ends, which may be above

    bool isEmpty() const { return first().turn < 0 || from == to; }
    TextPosition first() const { return std::min(from, to); }
    TextPosition last() const { return std::max(from, to); }
    /// The marked part of a section with a text of `length` characters: from, to before; equal if there is none.
    std::pair<int, int> partOf(int turn, int section, int length) const;
    /// Turns came in above.
    void moveDown(int turns);
};

/// The marked text as it is shown; a line between sections, a blank one between turns.
QString textOf(const ConversationSelection& selection, const ConversationLayout& layout);

/// The same with its tables as such, for programs that take them; empty where no table is marked.
QString htmlOf(const ConversationSelection& selection, const ConversationLayout& layout);

/// A table alone: a line a row with tabs between cells, and the same for programs that take tables.
struct CopiedTable {
    QString text, html;
};
CopiedTable copiedTable(const markdown::Block& table);

}  // namespace mw::gui
