// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

namespace mw::gui {

/// Lets Ctrl+Z reach the window where what was done last was done outside of the text field that has the focus: fields
/// keep that key to themselves, even with nothing to undo. Typing in a field makes it the field's again.
class OuterUndo : public QObject {
    Q_OBJECT

 public:
    using QObject::QObject;

    void watch(QWidget* field);
    /// Something was done that Ctrl+Z in the window undoes, or it was undone.
    void setWanted(bool wanted) { m_wanted = wanted; }

 protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

 private:
    bool m_wanted = false;
};

}  // namespace mw::gui
