// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "path_label.h"

#include <QFontMetrics>

#include "controls.h"

namespace mw::gui {

PathLabel::PathLabel(QWidget* parent) : QLabel(parent) {
    setTextFormat(Qt::PlainText);
    setTextRole(this, TextRole::Muted);
}

void PathLabel::setPath(const QString& path) {
    m_path = path;
    setToolTip(path);
    setAccessibleName(path);
    updateGeometry();
    elide();
}

QSize PathLabel::minimumSizeHint() const {
    return {fontMetrics().averageCharWidth() * 12, QLabel::minimumSizeHint().height()};
}

QSize PathLabel::sizeHint() const {
    return {fontMetrics().horizontalAdvance(m_path) + 2, QLabel::sizeHint().height()};
}

void PathLabel::resizeEvent(QResizeEvent* event) {
    QLabel::resizeEvent(event);
    elide();
}

void PathLabel::elide() {
    setText(fontMetrics().elidedText(m_path, Qt::ElideMiddle, width()));
}

}  // namespace mw::gui
