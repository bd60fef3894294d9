// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

class QCustomPlot;

namespace mw::gui {

struct Theme;

/// Dresses a plot from the theme: no frame, grid lines only across, muted figures. Call again when the palette changes.
void stylePlot(QCustomPlot& plot, const Theme& theme);

/// The end of an axis from 0 that holds `value`: 1, 2 or 5 times a power of ten, so that axes grow in steps.
double niceCeiling(double value);

}  // namespace mw::gui
