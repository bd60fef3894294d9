// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QComboBox>

namespace mw::gui {

/// A combo box that shows by an ellipsis where there is no room for all of what is chosen; Qt's own cuts it off.
class ChoiceBox : public QComboBox {
 public:
    using QComboBox::QComboBox;

 protected:
    void initStyleOption(QStyleOptionComboBox* option) const override;
};

}  // namespace mw::gui
