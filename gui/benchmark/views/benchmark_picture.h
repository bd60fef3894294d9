// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QPixmap>
#include <QVector>

#include "benchmark_table.h"

namespace mw::gui {

class GroupedBarChart;

/// The chart as a picture that says by itself what it shows: a title, the models, and which colour is which run, on
/// what and when. As wide as the chart is on the screen, and with its pixels.
QPixmap benchmarkPicture(GroupedBarChart& chart, const QVector<ShownRun>& runs);

}  // namespace mw::gui
