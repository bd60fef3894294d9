// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QCheckBox>

namespace mw::gui {

/// A check box whose text takes a second line where one is too narrow for it; Qt's own cuts it off.
class WrappedCheckBox : public QCheckBox {
 public:
    explicit WrappedCheckBox(const QString& text, QWidget* parent = nullptr);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

 protected:
    bool hitButton(const QPoint& position) const override { return rect().contains(position); }
    void paintEvent(QPaintEvent* event) override;

 private:
    int textLeft() const;
};

}  // namespace mw::gui
