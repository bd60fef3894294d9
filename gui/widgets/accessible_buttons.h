// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

class QAbstractButton;
class QWidget;

namespace mw::gui {

// To screen readers, Qt calls every checkable button a check box. These say what one is.

/// One of several of which one is chosen: a tab, selected or not.
void setAccessibleTab(QAbstractButton* button);
/// What holds such buttons.
void setAccessibleTabList(QWidget* widget);
/// A button that stays pressed.
void setAccessibleToggle(QAbstractButton* button);
/// A button that unfolds something while it is checked.
void setAccessibleFold(QAbstractButton* button);
/// A note that appears by itself: read out when it does, and when its accessible name changes while it is there.
void setAccessibleNotice(QWidget* widget);

}  // namespace mw::gui
