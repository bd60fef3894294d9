// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QScrollArea>

namespace mw::gui {

/// Shows a page as wide as itself, and lets it scroll where it is not as tall as the page. What is in the page keeps
/// the height that it needs at that width: Qt's own would first press together what has texts of several lines in it.
class PageScroll : public QScrollArea {
    Q_OBJECT

 public:
    /// Takes the page, which has a layout.
    explicit PageScroll(QWidget* page, QWidget* parent = nullptr);

 protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

 private:
    void fit();
};

}  // namespace mw::gui
