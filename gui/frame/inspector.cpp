// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inspector.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QScrollArea>
#include <QVBoxLayout>

#include "controls.h"
#include "theme.h"
#include "time_series_chart.h"

namespace mw::gui {

namespace {

constexpr double kGigabyte = 1e9;

}  // namespace

Inspector::Inspector(QWidget* settings, QWidget* parent) : QFrame(parent) {
    m_clock.start();
    setSurface(this, Surface::Panel);
    setFixedWidth(metrics::kInspectorWidth);

    m_memoryCard = new Card(tr("Memory"), this);
    m_memory = new TimeSeriesChart(tr("Memory"), tr("GB"), m_memoryCard);
    m_usedSeries = m_memory->addSeries(tr("in use"), 0);
    m_ownSeries = m_memory->addSeries(tr("by the workbench"), 1);
    m_memoryCard->body()->addWidget(m_memory);

    auto* speedCard = new Card(tr("Tokens/s"), this);
    speedCard->setCaption(tr("decode, all chats"));
    m_speed = new TimeSeriesChart(tr("Tokens per second"), tr("tokens per second"), speedCard);
    m_decodeSeries = m_speed->addSeries(tr("decode"), 2);
    speedCard->body()->addWidget(m_speed);

    auto* content = new QWidget(this);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(12);
    column->addWidget(m_memoryCard);
    column->addWidget(speedCard);
    column->addWidget(settings);
    column->addStretch();

    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(content);
    auto* outer = new QHBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    outer->addWidget(makeLine(Qt::Vertical, this));
    outer->addWidget(scroll);
}

void Inspector::showActivity(const EngineActivity& activity) {
    m_activity = activity;
    m_speed->append(m_decodeSeries, now(), activity.decodeTokensPerSecond);
}

void Inspector::showMachine(const MachineSample& sample) {
    double used = TimeSeriesChart::kGap;
    if (sample.memoryBytes && sample.memoryAvailableBytes) {
        const double total = static_cast<double>(*sample.memoryBytes) / kGigabyte;
        used = total - static_cast<double>(*sample.memoryAvailableBytes) / kGigabyte;
        m_memoryCard->setCaption(tr("GB, of %1").arg(QLocale().toString(total, 'f', 1)));
        m_memory->setCeiling(total);
    }
    const double own =
        sample.processBytes ? static_cast<double>(*sample.processBytes) / kGigabyte : TimeSeriesChart::kGap;
    m_memory->append(m_usedSeries, now(), used);
    m_memory->append(m_ownSeries, now(), own);
    // While the engine rests it sends nothing; the line goes on at what it said last.
    m_speed->append(m_decodeSeries, now(), m_activity.decodeTokensPerSecond);
}

}  // namespace mw::gui
