// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "metric_fold.h"

#include <QLocale>
#include <QPainter>
#include <QPainterPath>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "accessible_buttons.h"
#include "theme.h"
#include "time_series_chart.h"

namespace mw::gui {
namespace {

constexpr int kHeight = 38;
constexpr int kSide = 10;
constexpr int kNameWidth = 86, kValueWidth = 78;
constexpr int kLineHeight = 20;
constexpr qsizetype kLongestSign = 4;  // of a unit

}  // namespace

Sparkline::Sparkline(const MetricGroup& group, QWidget* parent) : QAbstractButton(parent), m_group(group) {
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(group.title);
    setToolTip(tr("Click to open the graph, or to fold it"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleFold(this);
}

QSize Sparkline::sizeHint() const {
    return {kNameWidth + kValueWidth + 80, kHeight};
}

void Sparkline::clear() {
    m_moments.clear();
    update();
}

void Sparkline::add(const MonitorRow& row) {
    Moment moment{row.seconds, {}};
    for (const Metric& metric : m_group.metrics)
        moment.values.push_back(metric.value(row));
    m_moments.push_back(std::move(moment));
    while (m_moments.front().seconds < row.seconds - TimeSeriesChart::kWindowSeconds)
        m_moments.pop_front();
    m_ceiling = m_group.ceiling ? m_group.ceiling(row) : 0;
    setAccessibleDescription(newest(true));
    update();
}

QString Sparkline::newest(bool inWords) const {
    if (m_moments.empty() || m_moments.back().values.empty()) return {};
    const double value = m_moments.back().values.front();
    if (std::isnan(value)) return {};
    const bool saysUnit = !m_group.unit.isEmpty() && (inWords || m_group.unit.size() <= kLongestSign);
    const bool fraction = std::abs(value) < 100 && std::abs(value - std::round(value)) > 0.05;
    return QLocale().toString(value, 'f', fraction ? 1 : 0) + (saysUnit ? QLatin1Char(' ') + m_group.unit : QString());
}

void Sparkline::paintLines(QPainter& painter, const QRectF& rect) const {
    if (m_moments.empty()) return;
    double most = std::isnan(m_ceiling) ? 0 : m_ceiling;
    if (most <= 0)
        for (const Moment& moment : m_moments)
            for (const double value : moment.values)
                if (!std::isnan(value)) most = std::max(most, value);
    if (most <= 0) most = 1;
    const double now = m_moments.back().seconds;
    const Theme& theme = themeOf(this);
    for (std::size_t metric = 0; metric < m_group.metrics.size(); ++metric) {
        QPainterPath path;
        bool begins = true;
        for (const Moment& moment : m_moments) {
            const double value = moment.values[metric];
            if (std::isnan(value)) {
                begins = true;
                continue;
            }
            const QPointF point(rect.right() - (now - moment.seconds) / TimeSeriesChart::kWindowSeconds * rect.width(),
                                rect.bottom() - std::clamp(value / most, 0.0, 1.0) * rect.height());
            begins ? path.moveTo(point) : path.lineTo(point);
            begins = false;
        }
        painter.setPen(QPen(theme.series[std::size_t(m_group.metrics[metric].color) % theme.series.size()], 1.4));
        painter.drawPath(path);
    }
}

void Sparkline::paintEvent(QPaintEvent*) {
    const Theme& theme = themeOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(hasFocus() ? QPen(theme.accent, 2) : QPen(theme.line, 1));
    painter.setBrush(underMouse() ? theme.tint : theme.surface);
    const qreal inset = hasFocus() ? 1 : 0.5;
    painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), metrics::kControlRadius,
                            metrics::kControlRadius);
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const auto placed = [&](int left, int width) {
        return QRect(mirrored ? this->width() - left - width : left, 0, width, height());
    };
    painter.setPen(theme.text);
    painter.drawText(placed(kSide, kNameWidth), Qt::AlignVCenter | (mirrored ? Qt::AlignRight : Qt::AlignLeft),
                     fontMetrics().elidedText(m_group.title, Qt::ElideRight, kNameWidth));
    painter.drawText(placed(width() - kSide - kValueWidth, kValueWidth),
                     Qt::AlignVCenter | (mirrored ? Qt::AlignLeft : Qt::AlignRight),
                     fontMetrics().elidedText(newest(), Qt::ElideRight, kValueWidth));
    const int left = kSide + kNameWidth + 8;
    painter.setBrush(Qt::NoBrush);
    paintLines(painter, QRectF(mirrored ? width() - left - (width() - left - kSide - kValueWidth - 8) : left,
                               (height() - kLineHeight) / 2.0, width() - left - kSide - kValueWidth - 8, kLineHeight));
}

void Sparkline::enterEvent(QEnterEvent* event) {
    QAbstractButton::enterEvent(event);
    update();
}

void Sparkline::leaveEvent(QEvent* event) {
    QAbstractButton::leaveEvent(event);
    update();
}

// ---- with the chart -----------------------------------------------------------------------------------------------

MetricFold::MetricFold(const MetricGroup& group, QWidget* parent)
    : QWidget(parent), m_line(new Sparkline(group, this)), m_card(new MetricCard(group, this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(m_line);
    column->addWidget(m_card);
    m_card->hide();
    connect(m_line, &Sparkline::toggled, m_card, &QWidget::setVisible);
}

void MetricFold::setRows(const std::deque<MonitorRow>& rows) {
    m_line->clear();
    for (const MonitorRow& row : rows)
        m_line->add(row);
    m_card->setRows(rows);
}

void MetricFold::add(const MonitorRow& row) {
    if (!m_paused) m_line->add(row);
    m_card->add(row);
}

void MetricFold::setPaused(bool paused) {
    m_paused = paused;
    m_card->setPaused(paused);
}

}  // namespace mw::gui
