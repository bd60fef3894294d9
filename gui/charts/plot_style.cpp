// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plot_style.h"

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

#include "input_manners.h"
#include "theme.h"

namespace mw::gui {

void stylePlot(QCustomPlot& plot, const Theme& theme) {
    passWheel(plot);
    plot.setBackground(theme.surface);  // a plot is opaque; without this it would be black
    plot.axisRect()->setBackground(Qt::NoBrush);
    QFont figures = plot.font();
    figures.setPixelSize(11);
    for (QCPAxis* axis : plot.axisRect()->axes()) {
        axis->setBasePen(Qt::NoPen);
        axis->setTickPen(Qt::NoPen);
        axis->setSubTickPen(Qt::NoPen);
        axis->setTickLabelColor(theme.muted);
        axis->setTickLabelFont(figures);
        axis->setLabelColor(theme.muted);
        axis->setLabelFont(figures);
        axis->grid()->setPen(QPen(theme.faintLine, 1));
        axis->grid()->setZeroLinePen(QPen(theme.line, 1));
        axis->grid()->setSubGridVisible(false);
    }
    plot.xAxis->grid()->setVisible(false);
}

double niceCeiling(double value) {
    if (!(value > 0)) return 1;
    const double power = std::pow(10.0, std::floor(std::log10(value)));
    for (const double step : {1.0, 2.0, 5.0})
        if (value <= step * power) return step * power;
    return 10 * power;
}

QVector<QPointF> withoutFlatCorners(const QVector<QPointF>& points, double unseen) {
    QVector<QPointF> kept;
    kept.reserve(points.size());
    qsizetype last = 0;  // of the points that are kept
    // Slopes of the lines from there that pass all points since at no more than `unseen`.
    double lowest = -INFINITY, highest = INFINITY;
    const auto keep = [&](qsizetype i) {
        kept << points[i];
        last = i;
        lowest = -INFINITY;
        highest = INFINITY;
    };
    for (qsizetype i = 0; i < points.size(); ++i) {
        const double wide = points[i].x() - points[last].x();
        const double slope = (points[i].y() - points[last].y()) / wide;
        if (i > 0 && wide > 0 && slope >= lowest && slope <= highest) {
            lowest = std::max(lowest, slope - unseen / wide);
            highest = std::min(highest, slope + unseen / wide);
        } else if (i > last + 1) {
            keep(--i);  // and from there to this one again
        } else {
            keep(i);
        }
    }
    if (!points.isEmpty() && last + 1 < points.size()) keep(points.size() - 1);
    return kept;
}

}  // namespace mw::gui
