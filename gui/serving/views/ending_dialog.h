// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "content_dialog.h"

class QLabel;
class QPushButton;

namespace mw::gui {

class Serving;

/// Asked when the window is closed while other programs are being answered: whether to wait for them.
class EndingDialog : public ContentDialog {
    Q_OBJECT

 public:
    EndingDialog(Serving& serving, QWidget* parent = nullptr);

    /// Asks if there is something to ask; false: the window stays.
    static bool mayClose(Serving& serving, QWidget* parent);

 private:
    void refresh();

    Serving& m_serving;
    bool m_waits = false;
    QLabel* m_question;
    QPushButton* m_wait;
};

}  // namespace mw::gui
