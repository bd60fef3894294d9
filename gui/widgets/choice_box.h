// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QComboBox>

namespace mw::gui {

/// A combo box that shows by an ellipsis where there is no room for all of what is chosen; Qt's own cuts it off. Its
/// list is as wide as its words.
class ChoiceBox : public QComboBox {
 public:
    /// Of an item: what stands in the box while the list is closed, if not the item's own words.
    static constexpr int kClosedTextRole = Qt::UserRole + 100;

    using QComboBox::QComboBox;

    void showPopup() override;
    /// What is to be read in the box while its list is closed.
    QString closedText() const;

 protected:
    void initStyleOption(QStyleOptionComboBox* option) const override;
};

}  // namespace mw::gui
