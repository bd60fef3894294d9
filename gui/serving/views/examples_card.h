// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "controls.h"
#include "serving_examples.h"

class QPlainTextEdit;
class QPushButton;

namespace mw::gui {

/// How programs ask: a command line and a program, with the address and the model filled in, to be copied.
class ExamplesCard : public Card {
    Q_OBJECT

 public:
    explicit ExamplesCard(QWidget* parent = nullptr);

    void setServed(const ServedAddress& served);
    void copyCurl() const;

 private:
    void copy() const;
    void refresh();

    ServedAddress m_served;
    QPushButton* m_curl;
    QPushButton* m_python;
    QPlainTextEdit* m_text;
};

}  // namespace mw::gui
