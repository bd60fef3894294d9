// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QPointF>
#include <QVector>

class QCustomPlot;

namespace mw::gui {

struct Theme;

/// Dresses a plot from the theme: no frame, grid lines only across, muted figures. Call again when the palette changes.
void stylePlot(QCustomPlot& plot, const Theme& theme);

/// The end of an axis from 0 that holds `value`: 1, 2 or 5 times a power of ten, so that axes grow in steps.
double niceCeiling(double value);

/// A line from left to right in fewer pieces: without points from which it is no farther than `unseen`. NaN, a gap in
/// the line, stays one.
QVector<QPointF> withoutFlatCorners(const QVector<QPointF>& points, double unseen);

}  // namespace mw::gui
