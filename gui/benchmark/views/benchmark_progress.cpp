// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "benchmark_progress.h"

#include "benchmark_runner.h"
#include "describe.h"

namespace mw::gui {

namespace {

constexpr int kPaceMs = 100;

}  // namespace

BenchmarkProgress::BenchmarkProgress(BenchmarkRunner& runner, QWidget* parent)
    : MeasurementProgress(tr("Progress of the benchmark"), tr("Experiments that are complete stay"), parent),
      m_runner(runner) {
    m_clock.setSingleShot(true);
    m_clock.setInterval(kPaceMs);
    connect(&m_clock, &QTimer::timeout, this, &BenchmarkProgress::refresh);
    connect(&runner, &BenchmarkRunner::changed, this, [this] {
        if (isHidden() == m_runner.isActive())
            refresh();
        else if (!m_clock.isActive())
            m_clock.start();
    });
    connect(this, &MeasurementProgress::cancelled, &runner, &BenchmarkRunner::cancel);
    refresh();
}

QString BenchmarkProgress::text() const {
    using Part = BenchmarkRunner::Part;
    using State = BenchmarkRunner::State;
    if (m_runner.state() == State::Returning) return tr("loading what was there before");
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
    if (!m_runner.isActive()) return hide();
    const bool returning = m_runner.state() == BenchmarkRunner::State::Returning;
    show({.text = text(), .share = returning ? 1 : m_runner.progress(), .canCancel = !returning});
}

}  // namespace mw::gui
