// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "time_series_chart.h"

#include <qcustomplot.h>

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QToolTip>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <utility>

#include "accessible_buttons.h"
#include "controls.h"
#include "plot_style.h"
#include "series_legend.h"
#include "theme.h"

namespace mw::gui {

namespace {

constexpr double kFigureSeconds = 45;  ///< what the newest figure is as wide as
constexpr int kVeilAlpha = 170;        ///< behind it
constexpr Qt::PenStyle kDashes[] = {Qt::SolidLine, Qt::DashLine, Qt::DotLine, Qt::DashDotLine, Qt::DashDotDotLine};
constexpr int kPlotHeight = 92;
constexpr int kFillAlpha = 32;
/// Eight lines of 300 values take 23 ms at 1.5 px and 0.5 ms at 1 px, where Qt need not stroke an outline. Solid lines
/// can be drawn piece by piece, which makes 1.5 px cheap, too.
constexpr double kSolidWidth = 1.5;
constexpr double kDashedWidth = 1;
constexpr double kUnseen = 0.3;  ///< of a line's course, in pixels

constexpr double kKeyStep = 1;  ///< seconds that an arrow key moves the cursor
constexpr double kKeyPage = 30;
/// A value this far from the cursor is not the one of that moment.
constexpr double kNear = 2.5;

QString figure(double value) {
    const bool fraction = std::abs(value) < 10 && value != std::round(value);
    return QLocale().toString(value, 'f', fraction ? 1 : 0);
}

/// Lines that share a colour differ in their dash.
Qt::PenStyle dashOf(std::size_t series) {
    constexpr std::size_t kCount = std::size(kDashes);
    return kDashes[(series + series / kCount) % kCount];
}

/// Draws a line of few pieces, and fills below it column by column: as a polygon of 300 corners it takes as long as the
/// rest of a chart.
class FilledGraph : public QCPGraph {
 public:
    using QCPGraph::QCPGraph;

 protected:
    void drawLinePlot(QCPPainter* painter, const QVector<QPointF>& lines) const override {
        QCPGraph::drawLinePlot(painter, withoutFlatCorners(lines, kUnseen));
    }

    void drawFill(QCPPainter* painter, QVector<QPointF>* lines) const override {
        if (mBrush.style() == Qt::NoBrush) return;
        const int bottom = qRound(mValueAxis->coordToPixel(0));
        QVector<QRect> columns;
        columns.reserve(mKeyAxis->axisRect()->width() + 1);
        for (qsizetype i = 1; i < lines->size(); ++i) {
            const QPointF from = (*lines)[i - 1], to = (*lines)[i];
            if (std::isnan(from.y()) || std::isnan(to.y())) continue;
            const int end = static_cast<int>(std::ceil(to.x()));
            for (int x = static_cast<int>(std::ceil(from.x())); x < end; ++x) {
                const int top = qRound(from.y() + (to.y() - from.y()) * (x - from.x()) / (to.x() - from.x()));
                if (!columns.isEmpty() && columns.back().top() == top && columns.back().right() == x - 1)
                    columns.back().setRight(x);
                else
                    columns.push_back({QPoint(x, top), QPoint(x, bottom - 1)});
            }
        }
        painter->setAntialiasing(false);
        painter->setPen(Qt::NoPen);
        painter->setBrush(mBrush);
        painter->drawRects(columns);
    }
};

}  // namespace

TimeSeriesChart::TimeSeriesChart(const QString& name, const QString& unit, QWidget* parent)
    : QWidget(parent), m_name(name), m_unit(unit), m_plot(new QCustomPlot(this)) {
    m_plot->setFixedHeight(kPlotHeight);
    m_plot->setInteractions(QCP::Interactions());
    m_plot->setPlottingHints(QCP::phFastPolylines | QCP::phCacheLabels);
    m_plot->installEventFilter(this);
    m_plot->axisRect()->setAutoMargins(QCP::msLeft);
    m_plot->axisRect()->setMargins(QMargins(0, 8, 2, 8));
    m_plot->xAxis->setTickLabels(false);
    m_plot->xAxis->setTicks(false);
    m_plot->yAxis->setTicker(QSharedPointer<QCPAxisTickerFixed>(new QCPAxisTickerFixed));
    m_plot->yAxis->setNumberFormat("f");
    m_plot->setLocale(QLocale());

    m_newestText = new QCPItemText(m_plot);
    m_newestText->setPositionAlignment(Qt::AlignRight | Qt::AlignBottom);
    m_newestText->setPadding(QMargins(0, 0, 2, 2));
    m_newestText->setVisible(false);

    m_cursorLine = new QCPItemStraightLine(m_plot);
    m_cursorLine->setVisible(false);
    m_plot->setMouseTracking(true);
    m_plot->setFocusPolicy(Qt::NoFocus);
    setFocusPolicy(Qt::TabFocus);
    m_legend = new SeriesLegend(this);
    m_legend->hide();

    // A curve runs from left to right in every language, and so do its times.
    auto* times = new QBoxLayout(isRightToLeft() ? QBoxLayout::RightToLeft : QBoxLayout::LeftToRight);
    // The times stand below the ends of the axis, whatever its figures leave of the width.
    connect(m_plot, &QCustomPlot::afterReplot, this, [this, times] {
        const QMargins margins(m_plot->axisRect()->left(), 0, 0, 0);
        if (times->contentsMargins() != margins) times->setContentsMargins(margins);
    });
    times->addWidget(makeLabel(tr("5 min ago"), TextRole::Muted, this));
    times->addStretch();
    times->addWidget(makeLabel(tr("now"), TextRole::Muted, this));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_plot);
    column->addLayout(times);
    column->addWidget(m_legend);
    setAccessibleName(name);
    setAccessibleChart(this);
    restyle();
    redraw();
}

int TimeSeriesChart::addSeries(const QString& name, int color) {
    m_series.push_back({.name = name, .color = color, .graph = new FilledGraph(m_plot->xAxis, m_plot->yAxis)});
    m_legend->setVisible(m_series.size() > 1);
    restyle();
    return static_cast<int>(m_series.size()) - 1;
}

void TimeSeriesChart::append(int series, double seconds, double value) {
    add(m_series[static_cast<std::size_t>(series)], seconds, value);
    if (!m_paused) redraw();
}

void TimeSeriesChart::append(double seconds, std::span<const double> values) {
    for (std::size_t i = 0; i < m_series.size() && i < values.size(); ++i)
        add(m_series[i], seconds, values[i]);
    if (!m_paused) redraw();
}

void TimeSeriesChart::add(Series& line, double seconds, double value) {
    line.graph->addData(seconds, value);
    // What a paused picture shows is kept as long as it does.
    line.graph->data()->removeBefore((m_paused ? m_now : seconds) - kWindowSeconds);
    line.newest = value;
    m_newestSeconds = std::max(m_newestSeconds, seconds);
}

void TimeSeriesChart::clear() {
    for (Series& line : m_series) {
        line.graph->data()->clear();
        line.newest = kGap;
    }
    m_grownCeiling = 1;
    redraw();
}

void TimeSeriesChart::setCeiling(double ceiling) {
    if (!(ceiling > 0)) ceiling = 0;
    if (ceiling == m_fixedCeiling) return;
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

void TimeSeriesChart::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    redraw();
}

bool TimeSeriesChart::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_plot && event->type() == QEvent::MouseMove)
        moveCursor(m_plot->xAxis->pixelToCoord(static_cast<QMouseEvent*>(event)->pos().x()));
    else if (watched == m_plot && event->type() == QEvent::Leave)
        moveCursor({});
    else if (watched == m_plot && event->type() == QEvent::Paint && std::exchange(m_isStale, false))
        m_plot->replot(QCustomPlot::rpQueuedRefresh);
    return QWidget::eventFilter(watched, event);
}

void TimeSeriesChart::keyPressEvent(QKeyEvent* event) {
    const double here = m_cursor.value_or(m_now);
    switch (event->key()) {
        case Qt::Key_Left:
            return moveCursor(here - kKeyStep);
        case Qt::Key_Right:
            return moveCursor(here + kKeyStep);
        case Qt::Key_PageUp:
            return moveCursor(here - kKeyPage);
        case Qt::Key_PageDown:
            return moveCursor(here + kKeyPage);
        case Qt::Key_Home:
            return moveCursor(m_now - kWindowSeconds);
        case Qt::Key_End:
            return moveCursor(m_now);
        case Qt::Key_Escape:
            if (m_cursor) return moveCursor({});
            break;
        default:
            break;
    }
    QWidget::keyPressEvent(event);
}

void TimeSeriesChart::focusInEvent(QFocusEvent* event) {
    setAccessibleDescription(summary());
    QWidget::focusInEvent(event);
    restyle();
    redraw();
}

void TimeSeriesChart::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    moveCursor({});
    restyle();
    redraw();
}

void TimeSeriesChart::restyle() {
    const Theme& theme = themeOf(this);
    stylePlot(*m_plot, theme);
    for (std::size_t i = 0; i < m_series.size(); ++i) {
        QColor color = theme.series[static_cast<std::size_t>(m_series[i].color) % theme.series.size()];
        const Qt::PenStyle dash = dashOf(i);
        QPen pen(color, dash == Qt::SolidLine ? kSolidWidth : kDashedWidth);
        pen.setStyle(dash);
        m_series[i].graph->setPen(pen);
        color.setAlpha(kFillAlpha);
        m_series[i].graph->setBrush(i == 0 ? QBrush(color) : QBrush(Qt::NoBrush));
    }
    QFont font = m_plot->font();
    font.setPixelSize(11);
    font.setWeight(QFont::DemiBold);
    m_newestText->setFont(font);
    m_newestText->setColor(theme.text);
    QColor veil = theme.surface;
    veil.setAlpha(kVeilAlpha);
    m_newestText->setBrush(veil);
    m_cursorLine->setPen(QPen(theme.muted, 1, Qt::DashLine));
    // The focus shows as a line below the values in the accent colour.
    m_plot->xAxis->setBasePen(hasFocus() ? QPen(theme.accent, 2) : QPen(Qt::NoPen));
}

void TimeSeriesChart::redraw() {
    if (!m_paused) moveAxes();
    if (QAccessible::isActive()) setAccessibleDescription(summary());  // what nobody hears is not put into words
    if (!isVisible()) return;                                          // showEvent() draws
    showLegend();
    // Scrolled out of sight, it is drawn when it comes into sight.
    m_isStale = m_plot->visibleRegion().isEmpty();
    if (!m_isStale) m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void TimeSeriesChart::showLegend() {
    if (m_series.size() < 2 || m_paused) return;
    std::vector<SeriesLegend::Entry> entries;
    for (const Series& line : m_series)
        entries.push_back({line.name, std::isnan(line.newest) ? tr("–") : figure(line.newest), line.graph->pen()});
    m_legend->setEntries(std::move(entries));
}

void TimeSeriesChart::moveAxes() {
    m_now = m_newestSeconds;
    double most = 0;
    for (const Series& line : m_series)
        for (const QCPGraphData& point : *line.graph->data())
            if (!std::isnan(point.value)) most = std::max(most, point.value);
    // An axis that has grown stays, so that nothing jumps under the reader's eyes.
    m_grownCeiling = std::max(m_grownCeiling, niceCeiling(most));
    const double ceiling = m_fixedCeiling > 0 ? m_fixedCeiling : m_grownCeiling;
    m_plot->yAxis->setRange(0, ceiling * 1.02);
    qSharedPointerCast<QCPAxisTickerFixed>(m_plot->yAxis->ticker())->setTickStep(ceiling / 2);
    m_plot->yAxis->setNumberPrecision(ceiling < 10 && std::fmod(ceiling, 2) != 0 ? 1 : 0);
    m_plot->xAxis->setRange(m_now - kWindowSeconds, m_now);

    const bool shown = m_series.size() == 1 && !std::isnan(m_series.front().newest);
    m_newestText->setVisible(shown);
    if (shown) {
        m_newestText->setText(figure(m_series.front().newest));
        // The figure stands above what it would cover; near the top it stands below the edge, not outside of the chart.
        double top = 0;
        const auto points = m_series.front().graph->data();
        for (auto point = points->findBegin(m_now - kFigureSeconds); point != points->constEnd(); ++point)
            if (!std::isnan(point->value)) top = std::max(top, point->value);
        m_newestText->position->setCoords(m_now, std::min(top, ceiling * 0.8));
    }
}

QString TimeSeriesChart::valuesAt(double seconds) const {
    QStringList lines;
    for (const Series& line : m_series) {
        const auto points = line.graph->data();
        auto point = points->findBegin(seconds);
        if (point == points->constEnd()) continue;
        const auto next = std::next(point);
        if (next != points->constEnd() && std::abs(next->key - seconds) < std::abs(point->key - seconds)) point = next;
        if (std::isnan(point->value) || std::abs(point->key - seconds) > kNear) continue;
        lines << tr("%1: %2 %3").arg(line.name, figure(point->value), m_unit);
    }
    if (lines.isEmpty()) return {};
    lines.prepend(tr("%1 s ago").arg(QLocale().toString(std::max(0.0, m_now - seconds), 'f', 0)));
    return lines.join('\n');
}

void TimeSeriesChart::moveCursor(std::optional<double> seconds) {
    m_cursor = seconds;
    if (seconds) m_cursor = std::clamp(*seconds, m_now - kWindowSeconds, m_now);
    m_cursorLine->setVisible(m_cursor.has_value());
    if (!m_cursor) {
        QToolTip::hideText();
        setAccessibleDescription(summary());
    } else {
        m_cursorLine->point1->setCoords(*m_cursor, 0);
        m_cursorLine->point2->setCoords(*m_cursor, 1);
        const QString values = valuesAt(*m_cursor);
        const auto x = static_cast<int>(m_plot->xAxis->coordToPixel(*m_cursor));
        const QPoint beside = m_plot->mapToGlobal(QPoint(x, m_plot->height() / 2));
        QToolTip::showText(beside, values.isEmpty() ? tr("no values") : values, m_plot);
        setAccessibleDescription(values.isEmpty() ? summary() : values + ". " + summary());
    }
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

}  // namespace mw::gui
