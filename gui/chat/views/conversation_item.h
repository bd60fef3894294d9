// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <memory>
#include <vector>

#include "conversation_view.h"
#include "document.h"
#include "section_layout.h"

namespace mw::gui {

/// One turn as the conversation shows it.
struct ConversationView::Item {
    explicit Item(markdown::Document::Mode mode) : document(mode) {}

    markdown::Document document;
    std::vector<std::unique_ptr<SectionLayout>> layouts;  ///< null: not laid out yet
    std::vector<qreal> heights;                           ///< estimates until laid out
    bool own = false;
    qreal top = 0, height = 0, bodyTop = 0;  ///< bodyTop from top
    qreal bodyLeft = 0, bodyWidth = 0;       ///< of the text; left in the viewport
    bool marked = false;
};

}  // namespace mw::gui
