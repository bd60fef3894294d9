// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "switch.h"

#include <QPainter>

#include "theme.h"

namespace mw::gui {

namespace {

constexpr QSize kTrack(32, 18);
constexpr int kRing = 3;  ///< around it, for the focus
constexpr int kInset = 2;

}  // namespace

Switch::Switch(const QString& name, QWidget* parent) : QCheckBox(parent) {
    setAccessibleName(name);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize Switch::sizeHint() const {
    return kTrack + QSize(2 * kRing, 2 * kRing);
}

void Switch::paintEvent(QPaintEvent*) {
    const Theme& theme = themeOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF track(QPointF((width() - kTrack.width()) / 2.0, (height() - kTrack.height()) / 2.0), kTrack);
    const double radius = track.height() / 2;
    if (hasFocus()) {
        painter.setPen(QPen(theme.accent, 2));
        const QRectF ring = track.adjusted(-kRing + 1, -kRing + 1, kRing - 1, kRing - 1);
        painter.drawRoundedRect(ring, ring.height() / 2, ring.height() / 2);
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(!isEnabled() ? theme.line : isChecked() ? theme.accent : theme.faint);
    painter.drawRoundedRect(track, radius, radius);
    const double knob = track.height() - 2 * kInset;
    const double left = isChecked() != isRightToLeft() ? track.right() - kInset - knob : track.left() + kInset;
    painter.setBrush(isEnabled() ? theme.surface : theme.panel);
    painter.drawEllipse(QRectF(left, track.top() + kInset, knob, knob));
}

}  // namespace mw::gui
