// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QLabel>

namespace mw::gui {

/// A muted label that shortens a path in the middle to the room that there is; the whole is in the tooltip.
class PathLabel : public QLabel {
    Q_OBJECT

 public:
    explicit PathLabel(QWidget* parent = nullptr);

    void setPath(const QString& path);

    QSize minimumSizeHint() const override;
    QSize sizeHint() const override;

 protected:
    void resizeEvent(QResizeEvent* event) override;

 private:
    void elide();

    QString m_path;
};

}  // namespace mw::gui
