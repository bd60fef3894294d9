// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "time_series_chart.h"

#include <qcustomplot.h>

#include <QEvent>
#include <QHBoxLayout>
#include <QHelpEvent>
#include <QLabel>
#include <QLocale>
#include <QToolTip>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "controls.h"
#include "plot_style.h"
#include "theme.h"

namespace mw::gui {

namespace {

constexpr Qt::PenStyle kDashes[] = {Qt::SolidLine, Qt::DashLine, Qt::DotLine, Qt::DashDotLine, Qt::DashDotDotLine};
constexpr int kPlotHeight = 92;
constexpr int kFillAlpha = 32;

QString figure(double value) {
    return QLocale().toString(value, 'f', std::abs(value) < 10 ? 1 : 0);
}

}  // namespace

TimeSeriesChart::TimeSeriesChart(const QString& name, const QString& unit, QWidget* parent)
    : QWidget(parent), m_name(name), m_unit(unit), m_plot(new QCustomPlot(this)) {
    m_plot->setFixedHeight(kPlotHeight);
    m_plot->setInteractions(QCP::Interactions());
    m_plot->installEventFilter(this);
    m_plot->axisRect()->setAutoMargins(QCP::msLeft);
    m_plot->axisRect()->setMargins(QMargins(0, 8, 2, 6));
    m_plot->xAxis->setTickLabels(false);
    m_plot->xAxis->setTicks(false);
    const QSharedPointer<QCPAxisTicker> ticker(new QCPAxisTicker);
    ticker->setTickCount(2);
    m_plot->yAxis->setTicker(ticker);
    m_plot->yAxis->setNumberFormat("f");

    m_newestText = new QCPItemText(m_plot);
    m_newestText->setPositionAlignment(Qt::AlignRight | Qt::AlignBottom);
    m_newestText->setPadding(QMargins(0, 0, 2, 2));
    m_newestText->setVisible(false);

    auto* times = new QHBoxLayout;
    times->addWidget(makeLabel(tr("5 min ago"), TextRole::Muted, this));
    times->addStretch();
    times->addWidget(makeLabel(tr("now"), TextRole::Muted, this));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_plot);
    column->addLayout(times);
    setAccessibleName(name);
    restyle();
    redraw();
}

int TimeSeriesChart::addSeries(const QString& name, int color) {
    m_series.push_back({.name = name, .color = color, .graph = m_plot->addGraph()});
    restyle();
    return static_cast<int>(m_series.size()) - 1;
}

void TimeSeriesChart::append(int series, double seconds, double value) {
    Series& line = m_series[static_cast<std::size_t>(series)];
    line.graph->addData(seconds, value);
    line.graph->data()->removeBefore(seconds - kWindowSeconds);
    line.newest = value;
    m_now = std::max(m_now, seconds);
    if (!m_paused) redraw();
}

void TimeSeriesChart::setCeiling(double ceiling) {
    m_fixedCeiling = ceiling;
    redraw();
}

void TimeSeriesChart::setPaused(bool paused) {
    m_paused = paused;
    if (!paused) redraw();
}

QString TimeSeriesChart::summary() const {
    QStringList parts;
    for (const Series& line : m_series) {
        double least = INFINITY;
        double most = -INFINITY;
        for (const QCPGraphData& point : *line.graph->data()) {
            if (std::isnan(point.value)) continue;
            least = std::min(least, point.value);
            most = std::max(most, point.value);
        }
        if (most < least) {
            parts << tr("%1: no values yet").arg(line.name);
            continue;
        }
        const QString newest = std::isnan(line.newest) ? tr("not available") : figure(line.newest);
        parts << tr("%1: now %2, between %3 and %4 %5 in the last five minutes")
                     .arg(line.name, newest, figure(least), figure(most), m_unit);
    }
    return m_name + ". " + parts.join("; ") + ".";
}

void TimeSeriesChart::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange && event->type() != QEvent::FontChange) return;
    restyle();
    redraw();
}

bool TimeSeriesChart::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_plot && event->type() == QEvent::ToolTip) {
        showValueAt(static_cast<QHelpEvent*>(event)->pos());
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void TimeSeriesChart::restyle() {
    const Theme& theme = themeOf(this);
    stylePlot(*m_plot, theme);
    for (std::size_t i = 0; i < m_series.size(); ++i) {
        QColor color = theme.series[static_cast<std::size_t>(m_series[i].color) % theme.series.size()];
        QPen pen(color, 1.5);
        pen.setStyle(kDashes[i % std::size(kDashes)]);
        m_series[i].graph->setPen(pen);
        color.setAlpha(kFillAlpha);
        m_series[i].graph->setBrush(i == 0 ? QBrush(color) : QBrush(Qt::NoBrush));
    }
    QFont font = m_plot->font();
    font.setPixelSize(11);
    font.setWeight(QFont::DemiBold);
    m_newestText->setFont(font);
    m_newestText->setColor(theme.text);
}

void TimeSeriesChart::redraw() {
    if (!m_paused) moveAxes();
    setAccessibleDescription(summary());
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void TimeSeriesChart::moveAxes() {
    double most = 0;
    for (const Series& line : m_series)
        for (const QCPGraphData& point : *line.graph->data())
            if (!std::isnan(point.value)) most = std::max(most, point.value);
    // An axis that has grown stays, so that nothing jumps under the reader's eyes.
    m_grownCeiling = std::max(m_grownCeiling, niceCeiling(most));
    const double ceiling = m_fixedCeiling > 0 ? m_fixedCeiling : m_grownCeiling;
    m_plot->yAxis->setRange(0, ceiling * 1.02);
    m_plot->yAxis->setNumberPrecision(ceiling < 2 ? 1 : 0);
    m_plot->xAxis->setRange(m_now - kWindowSeconds, m_now);

    const bool shown = !m_series.empty() && !std::isnan(m_series.front().newest);
    m_newestText->setVisible(shown);
    if (shown) {
        const double newest = m_series.front().newest;
        m_newestText->setText(figure(newest));
        // Near the top the figure stands below the edge, not outside of the chart.
        m_newestText->position->setCoords(m_now, std::min(newest, ceiling * 0.8));
    }
}

void TimeSeriesChart::showValueAt(const QPoint& position) {
    const double seconds = m_plot->xAxis->pixelToCoord(position.x());
    QStringList lines;
    for (const Series& line : m_series) {
        const auto point = line.graph->data()->findBegin(seconds);
        if (point == line.graph->data()->constEnd() || std::isnan(point->value)) continue;
        lines << tr("%1: %2 %3").arg(line.name, figure(point->value), m_unit);
    }
    if (!lines.isEmpty()) lines.prepend(tr("%1 s ago").arg(QLocale().toString(std::max(0.0, m_now - seconds), 'f', 0)));
    QToolTip::showText(m_plot->mapToGlobal(position), lines.join('\n'), m_plot);
}

}  // namespace mw::gui
