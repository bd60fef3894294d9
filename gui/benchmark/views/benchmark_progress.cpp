// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "benchmark_progress.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>

#include "benchmark_runner.h"
#include "controls.h"
#include "describe.h"
#include "icons.h"
#include "theme.h"

namespace mw::gui {

namespace {

constexpr int kSteps = 1000;
constexpr int kBarWidth = 150;
constexpr int kPaceMs = 100;

}  // namespace

BenchmarkProgress::BenchmarkProgress(BenchmarkRunner& runner, QWidget* parent)
    : QWidget(parent),
      m_runner(runner),
      m_text(makeLabel({}, TextRole::Muted, this)),
      m_bar(new QProgressBar(this)),
      m_cancel(makeButton(tr("Cancel"), ButtonKind::Secondary, this)) {
    m_bar->setRange(0, kSteps);
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(kBarWidth);
    m_bar->setAccessibleName(tr("Progress of the benchmark"));
    m_cancel->setIcon(icon("square", IconColor::Warn));
    m_cancel->setObjectName("cancelBenchmark");
    m_cancel->setToolTip(tr("Experiments that are complete stay"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2 * metrics::kSpace);
    row->addWidget(m_text);
    row->addWidget(m_bar);
    row->addWidget(m_cancel);
    m_clock.setSingleShot(true);
    m_clock.setInterval(kPaceMs);
    connect(&m_clock, &QTimer::timeout, this, &BenchmarkProgress::refresh);
    connect(&runner, &BenchmarkRunner::changed, this, [this] {
        if (isHidden() == m_runner.isActive())
            refresh();
        else if (!m_clock.isActive())
            m_clock.start();
    });
    connect(m_cancel, &QPushButton::clicked, &runner, &BenchmarkRunner::cancel);
    refresh();
}

QString BenchmarkProgress::text() const {
    using Part = BenchmarkRunner::Part;
    using State = BenchmarkRunner::State;
    if (m_runner.state() == State::Restoring) return tr("loading what was there before");
    QStringList parts{tr("experiment %1 of %2").arg(m_runner.cellIndex() + 1).arg(m_runner.plan().cells())};
    if (m_runner.state() == State::Loading)
        parts << tr("loading the model");
    else if (m_runner.part() == Part::Prefill || m_runner.part() == Part::FirstToken)
        parts << tr("reading prompts");
    else if (m_runner.part() == Part::Decode)
        parts << tr("generating");
    if (const auto seconds = m_runner.secondsLeft()) parts << tr("%1 left").arg(describeSeconds(*seconds));
    return parts.join(" · ");
}

void BenchmarkProgress::refresh() {
    setVisible(m_runner.isActive());
    if (!m_runner.isActive()) return;
    const bool restoring = m_runner.state() == BenchmarkRunner::State::Restoring;
    m_text->setText(text());
    m_bar->setValue(restoring ? kSteps : static_cast<int>(m_runner.progress() * kSteps));
    m_bar->setAccessibleDescription(m_text->text());
    m_cancel->setVisible(!restoring);
}

}  // namespace mw::gui
