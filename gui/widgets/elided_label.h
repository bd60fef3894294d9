// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QLabel>

#include "controls.h"

namespace mw::gui {

/// A label of one line that shortens its text to the room that there is; the whole is in the tooltip.
class ElidedLabel : public QLabel {
    Q_OBJECT

 public:
    ElidedLabel(Qt::TextElideMode mode, TextRole role, QWidget* parent = nullptr);

    void setWhole(const QString& text);
    QString whole() const { return m_whole; }

    QSize minimumSizeHint() const override;
    QSize sizeHint() const override;

 protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

 private:
    void elide();

    Qt::TextElideMode m_mode;
    QString m_whole;
};

}  // namespace mw::gui
