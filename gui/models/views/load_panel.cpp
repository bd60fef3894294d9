// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "load_panel.h"

#include <QBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

#include "controls.h"
#include "describe.h"
#include "model_session.h"
#include "theme.h"

namespace mw::gui {

namespace {

constexpr int kSteps = 1000;
constexpr int kClockMs = 500;
/// Before this an estimate of what is left says more about caches than about the disk.
constexpr double kEstimateAfterSeconds = 1.0;
constexpr double kEstimateAfterShare = 0.02;

}  // namespace

LoadPanel::LoadPanel(ModelSession& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_bar(new QProgressBar),
      m_text(makeLabel({}, TextRole::Muted)),
      m_row(new QHBoxLayout) {
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Progress of the load"));
    m_text->setObjectName("loadText");
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kSpace);
    column->addWidget(m_bar);
    column->addLayout(m_row);
    m_row->addWidget(m_text, 1);

    m_clock.setInterval(kClockMs);
    connect(&m_clock, &QTimer::timeout, this, &LoadPanel::refresh);
    connect(&m_session, &ModelSession::changed, this, &LoadPanel::follow);
    connect(&m_session, &ModelSession::progressed, this, &LoadPanel::refresh);
    follow();
}

void LoadPanel::offerCancel() {
    m_cancel = makeButton(tr("Cancel load"), ButtonKind::Secondary);
    m_row->addWidget(m_cancel);
    connect(m_cancel, &QPushButton::clicked, &m_session, &ModelSession::cancelLoad);
    follow();
}

void LoadPanel::follow() {
    const bool loading = m_session.state() == ModelSession::State::Loading;
    setVisible(loading);
    if (!loading) return m_clock.stop();
    if (!m_clock.isActive()) m_clock.start();
    refresh();
}

void LoadPanel::refresh() {
    if (m_session.state() != ModelSession::State::Loading) return;
    const LoadStatus& status = m_session.progress();
    const double seconds = m_session.loadingSeconds();
    const bool known = status.bytesTotal > 0;
    const double share = known ? static_cast<double>(status.bytesDone) / static_cast<double>(status.bytesTotal) : 0;
    m_bar->setRange(0, known ? kSteps : 0);  // 0 to 0: busy, without saying how far
    m_bar->setValue(static_cast<int>(share * kSteps));

    QStringList parts;
    if (m_session.rolledBack()) parts << tr("Back to what was loaded before");
    parts << (!known ? tr("Preparing") : status.warmingUp ? tr("Warming up") : tr("Reading weights"));
    if (known) parts << tr("%1 of %2").arg(describeBytes(status.bytesDone), describeBytes(status.bytesTotal));
    if (seconds >= 1) parts << describeSeconds(seconds);
    if (share > kEstimateAfterShare && share < 1 && seconds > kEstimateAfterSeconds)
        parts << tr("about %1 left").arg(describeSeconds(seconds / share * (1 - share)));
    m_text->setText(parts.join(" · "));
    if (m_cancel) m_cancel->setVisible(!m_session.rolledBack());  // what comes back is not to be stopped
    m_bar->setAccessibleDescription(m_text->text());
}

}  // namespace mw::gui
