// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringList>

class QWidget;

namespace mw::gui {

/// What is shown in `root` and has less room than its words need, one line each with the kind of widget, the words and
/// pixels: labels, buttons, check boxes, headers of tables, hints in empty fields, choices, words of charts; also where
/// the edge of something around them cuts them. Only what people name, places on the disk and tabs of chats may be
/// shortened.
QStringList clippedTexts(const QWidget& root);

}  // namespace mw::gui
