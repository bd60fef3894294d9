// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "grouped_bar_chart.h"

#include <qcustomplot.h>

#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QPixmap>
#include <QToolTip>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <utility>

#include "accessible_buttons.h"
#include "controls.h"
#include "plot_style.h"
#include "theme.h"

namespace mw::gui {

namespace {

constexpr double kFigureRoom = 20;   ///< pixels of a figure above its bar
constexpr int kLeast = 220;          ///< height of the plot
constexpr double kMostSlot = 72;     ///< of a pair of bars; a chart of one run is no wall
constexpr double kGroupShare = 0.8;  ///< of a group's width that bars take
constexpr double kWideShare = 0.58;  ///< of a slot
constexpr double kNarrowShare = 0.24;
constexpr double kGap = 4;
constexpr double kRoomForNarrowText = 20;
constexpr int kNarrowAlpha = 115;
constexpr int kNameLine = 17;
constexpr int kNameGap = 8;
constexpr int kSteps = 5;
constexpr double kPredictionPen = 1.5;
constexpr double kPredictionReach = 2;  ///< beyond both sides of its bar
constexpr double kNarrowHeight = 0.5;   ///< of the highest wide bar, at most, so that those stay the larger figure

QString figure(double value) {
    return QLocale().toString(value, 'f', value < 10 ? 1 : 0);
}

}  // namespace

GroupedBarChart::GroupedBarChart(const QString& name, const QString& wide, const QString& narrow, QWidget* parent)
    : QWidget(parent),
      m_wide(wide),
      m_narrow(narrow),
      m_plot(new QCustomPlot(this)),
      m_key(makeLabel({}, TextRole::Muted, this)) {
    setAccessibleName(name);
    setAccessibleChart(this);
    m_plot->setFocusPolicy(Qt::NoFocus);
    setFocusPolicy(Qt::TabFocus);
    m_plot->setMinimumHeight(kLeast);
    m_plot->setInteractions(QCP::Interactions());
    m_plot->setMouseTracking(true);
    m_plot->installEventFilter(this);
    m_plot->xAxis->setTicks(false);
    m_plot->xAxis->setTickLabels(false);
    m_plot->yAxis->setNumberFormat("f");
    m_plot->yAxis->setNumberPrecision(0);
    m_key->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kSpace);
    column->addWidget(m_plot, 1);
    column->addWidget(m_key);
}

void GroupedBarChart::setData(std::vector<Series> series, std::vector<Group> groups) {
    m_series = std::move(series);
    m_groups = std::move(groups);
    m_selected = -1;
    chooseScales();
    rebuild();
    setAccessibleDescription(summary());
}

QString GroupedBarChart::summary() const {
    QStringList sentences;
    for (const Group& group : m_groups) {
        QStringList parts;
        for (std::size_t i = 0; i < m_series.size() && i < group.bars.size(); ++i)
            if (const auto& bar = group.bars[i]) {
                parts << tr("%1: %2 %3, %4 %5")
                             .arg(m_series[i].name, figure(bar->wide), m_wide, figure(bar->narrow), m_narrow);
                if (bar->predicted > 0) parts.back() += tr(", predicted %1").arg(figure(bar->predicted));
            }
        const QString title = group.detail.isEmpty() ? group.name : QString("%1 (%2)").arg(group.name, group.detail);
        sentences << title + ": " + (parts.isEmpty() ? tr("not measured") : parts.join("; ")) + '.';
    }
    return sentences.join(' ');
}

void GroupedBarChart::chooseScales() {
    double wide = 0;
    double narrow = 0;
    for (const Group& group : m_groups)
        for (const auto& bar : group.bars) {
            if (!bar) continue;
            wide = std::max({wide, bar->wide, bar->predicted});
            narrow = std::max(narrow, bar->narrow);
        }
    m_step = niceCeiling(wide / kSteps);
    m_top = std::max(1.0, std::ceil(wide * 1.02 / m_step)) * m_step;
    m_scale = 1;
    if (!(narrow > 0)) return;
    const double most = kNarrowHeight * wide / narrow;
    const double power = std::pow(10, std::floor(std::log10(std::max(most, 1.0))));
    for (const double step : {1.0, 2.0, 5.0})
        if (step * power <= std::max(most, 1.0)) m_scale = step * power;
}

bool GroupedBarChart::hasPredictions() const {
    return std::ranges::any_of(m_groups, [](const Group& group) {
        return std::ranges::any_of(group.bars, [](const auto& bar) { return bar && bar->predicted > 0; });
    });
}

std::vector<GroupedBarChart::Place> GroupedBarChart::places() const {
    std::vector<Place> where;
    if (m_series.empty() || m_groups.empty()) return where;
    const double groupWidth = m_plot->axisRect()->width() / static_cast<double>(m_groups.size());
    const auto count = static_cast<double>(m_series.size());
    const double slot = std::min(kMostSlot, groupWidth * kGroupShare / count);
    for (std::size_t group = 0; group < m_groups.size(); ++group) {
        const double middle = (static_cast<double>(group) + 0.5) * groupWidth;
        double left = middle - slot * count / 2 + slot * (1 - kWideShare - kNarrowShare) / 2;
        for (std::size_t series = 0; series < m_series.size(); ++series, left += slot) {
            if (series >= m_groups[group].bars.size() || !m_groups[group].bars[series]) continue;
            Place place{.group = static_cast<int>(group), .series = static_cast<int>(series), .left = left};
            place.wideWidth = slot * kWideShare;
            place.narrowLeft = left + place.wideWidth + kGap;
            place.right = place.narrowLeft + slot * kNarrowShare;
            where.push_back(place);
        }
    }
    return where;
}

const Theme& GroupedBarChart::dress() const {
    return m_dress ? *m_dress : themeOf(this);
}

QPixmap GroupedBarChart::picture(const Theme& theme) {
    const int selected = std::exchange(m_selected, -1);
    m_dress = &theme;
    m_key->setStyleSheet(QStringLiteral("color: %1").arg(theme.muted.name()));
    rebuild();
    m_plot->replot(QCustomPlot::rpImmediateRefresh);  // what is rendered is what was drawn last
    QPixmap picture(size() * devicePixelRatioF());
    picture.setDevicePixelRatio(devicePixelRatioF());
    picture.fill(theme.surface);
    render(&picture, {}, {}, DrawChildren);
    m_dress = nullptr;
    m_key->setStyleSheet({});
    m_selected = selected;
    rebuild();
    return picture;
}

void GroupedBarChart::rebuild() {
    m_plot->clearItems();
    m_plot->clearPlottables();
    m_frame = nullptr;
    const Theme& theme = dress();
    stylePlot(*m_plot, theme);
    m_plot->axisRect()->setAutoMargins(QCP::msLeft);
    m_plot->axisRect()->setMargins(QMargins(0, 22, 4, kNameLine * (namesBreak() ? 3 : 2) + 10));
    const QSharedPointer<QCPAxisTickerFixed> ticker(new QCPAxisTickerFixed);
    ticker->setTickStep(m_step);
    m_plot->yAxis->setTicker(ticker);
    m_plot->setLocale(QLocale());
    m_plot->yAxis->setNumberFormat("f");
    m_plot->yAxis->setNumberPrecision(m_step < 1 ? 1 : 0);
    m_plot->yAxis->setRange(0, m_top);
    m_plot->replot(QCustomPlot::rpImmediateRefresh);  // lays out: the width that is left beside the figures
    m_plot->xAxis->setRange(0, m_plot->axisRect()->width());
    m_places = places();
    addBars(m_places);
    addNames();
    m_plot->yAxis->setTickLabels(!m_places.empty());
    QString key =
        tr("wide bar: %1 · narrow bar: %2, scale %3 ×").arg(m_wide, m_narrow, QLocale().toString(m_scale, 'f', 0));
    if (hasPredictions()) key += tr(" · line: predicted");
    m_key->setText(m_groups.empty() ? tr("No run is ticked.") : key);
    m_frame = new QCPItemRect(m_plot);
    m_frame->setPen(QPen(theme.text, 1.5));
    m_frame->setBrush(Qt::NoBrush);
    select(m_selected < static_cast<int>(m_places.size()) ? m_selected : -1, false);
}

void GroupedBarChart::addBars(const std::vector<Place>& where) {
    const Theme& theme = dress();
    const auto add = [&](double left, double width, double height, const QColor& color) {
        auto* bar = new QCPBars(m_plot->xAxis, m_plot->yAxis);
        bar->setWidthType(QCPBars::wtPlotCoords);
        bar->setWidth(width);
        bar->setPen(Qt::NoPen);
        bar->setBrush(color);
        bar->addData(left + width / 2, height);
    };
    for (const Place& place : where) {
        const Bar& bar = *m_groups[static_cast<std::size_t>(place.group)].bars[static_cast<std::size_t>(place.series)];
        const int index = m_series[static_cast<std::size_t>(place.series)].color;
        QColor color = theme.series[static_cast<std::size_t>(index) % theme.series.size()];
        add(place.left, place.wideWidth, bar.wide, color);
        // The figure stands on its bar, or on the line of the prediction where that would run through it.
        const double above = bar.predicted - bar.wide;
        const double figureHeight =
            kFigureRoom * m_plot->yAxis->range().size() / std::max(1, m_plot->axisRect()->height());
        addText(place.left + place.wideWidth / 2, above > 0 && above < figureHeight ? bar.predicted : bar.wide,
                figure(bar.wide), 12, true, theme.text);
        if (bar.predicted > 0) addPrediction(place, bar.predicted);
        color.setAlpha(kNarrowAlpha);
        const double width = place.right - place.narrowLeft;
        add(place.narrowLeft, width, bar.narrow * m_scale, color);
        if (place.wideWidth >= kRoomForNarrowText)
            addText(place.narrowLeft + width / 2, bar.narrow * m_scale, figure(bar.narrow), 11, false, theme.muted);
    }
}

void GroupedBarChart::addPrediction(const Place& place, double value) {
    auto* line = new QCPItemLine(m_plot);
    line->setPen(QPen(dress().text, kPredictionPen));
    line->start->setCoords(place.left - kPredictionReach, value);
    line->end->setCoords(place.left + place.wideWidth + kPredictionReach, value);
}

void GroupedBarChart::addText(double x, double y, const QString& text, int pixels, bool strong, const QColor& color) {
    auto* item = new QCPItemText(m_plot);
    QFont font = m_plot->font();
    font.setPixelSize(pixels);
    font.setWeight(strong ? QFont::DemiBold : QFont::Normal);
    item->setFont(font);
    item->setColor(color);
    item->setText(text);
    item->setPositionAlignment(Qt::AlignHCenter | Qt::AlignBottom);
    item->setPadding(QMargins(0, 0, 0, 3));
    item->setClipToAxisRect(false);
    item->position->setCoords(x, y);
}

QFont GroupedBarChart::nameFont() const {
    QFont font = m_plot->font();
    font.setPixelSize(12);
    return font;
}

bool GroupedBarChart::namesBreak() const {
    const QFontMetrics metrics(nameFont());
    const double room = m_plot->axisRect()->width() / static_cast<double>(std::max<std::size_t>(m_groups.size(), 1));
    return std::any_of(m_groups.begin(), m_groups.end(),
                       [&](const Group& group) { return metrics.horizontalAdvance(group.name) > room - kNameGap; });
}

void GroupedBarChart::addNames() {
    if (m_groups.empty()) return;
    const Theme& theme = dress();
    const QCPAxisRect* area = m_plot->axisRect();
    const double groupWidth = area->width() / static_cast<double>(m_groups.size());
    const QFont font = nameFont();
    const QFontMetrics metrics(font);
    const bool breaks = namesBreak();
    for (std::size_t i = 0; i < m_groups.size(); ++i) {
        const double middle = (static_cast<double>(i) + 0.5) * groupWidth;
        const auto line = [&](const QString& text, int row, const QColor& color) {
            auto* item = new QCPItemText(m_plot);
            item->setFont(font);
            item->setColor(color);
            item->setText(text);
            item->setPositionAlignment(Qt::AlignHCenter | Qt::AlignTop);
            item->setClipToAxisRect(false);
            item->position->setType(QCPItemPosition::ptAbsolute);
            item->position->setCoords(area->left() + middle, area->bottom() + 8 + row * kNameLine);
        };
        // A name that is too wide breaks at its comma.
        const QString& name = m_groups[i].name;
        const qsizetype comma = name.indexOf(", ");
        const bool broken = breaks && comma > 0;
        line(broken ? name.left(comma + 1) : name, 0, theme.text);
        if (broken) line(name.mid(comma + 2), 1, theme.text);
        line(metrics.elidedText(m_groups[i].detail, Qt::ElideRight, static_cast<int>(groupWidth) - 4), breaks ? 2 : 1,
             theme.muted);
    }
}

QString GroupedBarChart::describe(const Place& place) const {
    const Group& group = m_groups[static_cast<std::size_t>(place.group)];
    const Bar& bar = *group.bars[static_cast<std::size_t>(place.series)];
    QStringList lines{m_series[static_cast<std::size_t>(place.series)].name, group.name};
    if (!group.detail.isEmpty()) lines << group.detail;
    lines << tr("%1 %2").arg(figure(bar.wide), m_wide) << tr("%1 %2").arg(figure(bar.narrow), m_narrow);
    if (bar.predicted > 0) lines << tr("%1 predicted").arg(figure(bar.predicted));
    return lines.join('\n');
}

void GroupedBarChart::select(int index, bool speak) {
    m_selected = index;
    const bool shown = index >= 0 && index < static_cast<int>(m_places.size());
    m_frame->setVisible(shown);
    if (shown) {
        const Place& place = m_places[static_cast<std::size_t>(index)];
        const Bar& bar = *m_groups[static_cast<std::size_t>(place.group)].bars[static_cast<std::size_t>(place.series)];
        const double height = std::max(bar.wide, bar.narrow * m_scale);
        m_frame->topLeft->setCoords(place.left - 2, height);
        m_frame->bottomRight->setCoords(place.right + 2, 0);
        const QPoint beside(static_cast<int>(m_plot->xAxis->coordToPixel(place.right)),
                            static_cast<int>(m_plot->yAxis->coordToPixel(height / 2)));
        QToolTip::showText(m_plot->mapToGlobal(beside), describe(place), m_plot);
        if (speak) setAccessibleDescription(describe(place) + ". " + summary());
    } else {
        QToolTip::hideText();
    }
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void GroupedBarChart::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) rebuild();
}

bool GroupedBarChart::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_plot && event->type() == QEvent::MouseMove) {
        const double x = m_plot->xAxis->pixelToCoord(static_cast<QMouseEvent*>(event)->pos().x());
        const auto hit = std::find_if(m_places.begin(), m_places.end(),
                                      [x](const Place& place) { return x >= place.left && x <= place.right; });
        const int index = hit == m_places.end() ? -1 : static_cast<int>(hit - m_places.begin());
        if (index != m_selected) select(index, false);
    } else if (watched == m_plot && event->type() == QEvent::Leave) {
        if (!hasFocus()) select(-1, false);
    } else if (watched == m_plot && event->type() == QEvent::Resize) {
        const bool done = QWidget::eventFilter(watched, event);
        // The plot takes its new size from the same event, after this.
        QMetaObject::invokeMethod(this, &GroupedBarChart::rebuild, Qt::QueuedConnection);
        return done;
    }
    return QWidget::eventFilter(watched, event);
}

void GroupedBarChart::keyPressEvent(QKeyEvent* event) {
    const int last = static_cast<int>(m_places.size()) - 1;
    if (last < 0) return QWidget::keyPressEvent(event);
    switch (event->key()) {
        case Qt::Key_Left:
            return select(m_selected < 0 ? last : std::max(m_selected - 1, 0), true);
        case Qt::Key_Right:
            return select(std::min(m_selected + 1, last), true);
        case Qt::Key_Home:
            return select(0, true);
        case Qt::Key_End:
            return select(last, true);
        case Qt::Key_Escape:
            if (m_selected >= 0) return select(-1, false);
            break;
        default:
            break;
    }
    QWidget::keyPressEvent(event);
}

void GroupedBarChart::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    select(-1, false);
}

}  // namespace mw::gui
