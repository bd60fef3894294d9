// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "controls.h"
#include "serving.h"

class QPlainTextEdit;

namespace mw::gui {

/// What happened, newest last; folded, its last line.
class LogCard : public Card {
    Q_OBJECT

 public:
    LogCard(Serving& serving, QWidget* parent = nullptr);

 protected:
    void resizeEvent(QResizeEvent* event) override;

 private:
    void add(const ServingLine& line);
    void refresh();

    Serving& m_serving;
    QToolButton* m_fold;
    QLabel* m_last;
    QLabel* m_errors;
    QPlainTextEdit* m_lines;
    QString m_lastText;
};

}  // namespace mw::gui
