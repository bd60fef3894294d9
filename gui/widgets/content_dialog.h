// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDialog>

class QScrollArea;
class QVBoxLayout;

namespace mw::gui {

/// A dialog as tall as its content, which changes; where the screen ends the content scrolls and the footer stays.
class ContentDialog : public QDialog {
    Q_OBJECT

 public:
    explicit ContentDialog(int width, QWidget* parent = nullptr);

    QSize sizeHint() const override;

 protected:
    QVBoxLayout* content() const { return m_content; }
    QVBoxLayout* footer() const { return m_footer; }

    bool event(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

 private:
    int wantedHeight() const;

    int m_width;
    QScrollArea* m_scroll;
    QWidget* m_page;
    QWidget* m_bottom;
    QVBoxLayout* m_content;
    QVBoxLayout* m_footer;
};

}  // namespace mw::gui
