// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "status_strip.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>

#include "controls.h"
#include "describe.h"
#include "model_session.h"
#include "theme.h"

namespace mw::gui {

namespace {

constexpr int kGpusByName = 2;  ///< more of them are added up

}  // namespace

StatusStrip::StatusStrip(ModelSession& session, QWidget* parent) : QFrame(parent), m_session(session) {
    setSurface(this, Surface::Panel);
    setFixedHeight(metrics::kStatusBarHeight);
    m_dot = makeLabel(QStringLiteral("●"), TextRole::Muted, this);
    m_state = makeLabel({}, TextRole::Heading, this);
    m_chats = makeLabel({}, TextRole::Muted, this);
    m_speed = makeLabel({}, TextRole::Muted, this);
    m_pages = makeLabel({}, TextRole::Muted, this);
    m_memory = makeLabel({}, TextRole::Muted, this);
    for (QLabel* part : {m_speed, m_pages, m_memory})
        part->setTextFormat(Qt::RichText);
    m_budget = makeLabel({}, TextRole::Warn, this);
    m_budget->setObjectName("memoryBudget");
    m_budget->setToolTip(tr("The model is loaded as on devices that have no more memory."));

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(14, 0, 14, 0);
    row->setSpacing(6);
    row->addWidget(m_dot);
    row->addWidget(m_state);
    for (QLabel* part : {m_chats, m_speed, m_pages}) {
        row->addSpacing(12);
        row->addWidget(part);
    }
    row->addStretch();
    row->addWidget(m_budget);
    row->addSpacing(12);
    row->addWidget(m_memory);
    connect(&session, &ModelSession::changed, this, [this] {
        m_activity = {};
        refresh();
    });
    refresh();
}

/// A figure, which stands out of the words around it.
QString StatusStrip::figure(const QString& text) const {
    return QStringLiteral("<b style='font-weight:600;color:%1'>%2</b>").arg(themeOf(this).text.name(), text);
}

void StatusStrip::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    // Styling this strip in the constructor sends one before the labels exist.
    if (event->type() == QEvent::PaletteChange && m_budget) refresh();
}

void StatusStrip::showActivity(const EngineActivity& activity) {
    m_activity = activity;
    refresh();
}

void StatusStrip::showMachine(const MachineSample& sample) {
    if (!sample.gpus.isEmpty()) return showGpus(sample.gpus);
    if (!sample.memoryBytes || !sample.memoryAvailableBytes) return m_memory->clear();
    const quint64 used = *sample.memoryBytes - *sample.memoryAvailableBytes;
    m_memory->setText(tr("Memory %1 of %2").arg(figure(describeBytes(used)), describeBytes(*sample.memoryBytes)));
    m_memory->setToolTip(tr("This machine's memory in use; the workbench has %1 of it.")
                             .arg(describeBytes(sample.processBytes.value_or(0))));
}

void StatusStrip::showGpus(const QVector<GpuSample>& gpus) {
    QStringList each, spoken;
    quint64 used = 0;
    quint64 total = 0;
    for (const GpuSample& gpu : gpus) {
        const bool known = gpu.usedBytes && gpu.memoryBytes;
        const auto amount = [&](const QString& inUse) {
            return tr("GPU %1 %2")
                .arg(gpu.index)
                .arg(gpu.lost ? tr("lost")
                     : known  ? tr("%1 of %2").arg(inUse, describeBytes(*gpu.memoryBytes))
                              : tr("memory not told"));
        };
        const QString inUse = known ? describeBytes(*gpu.usedBytes) : QString();
        each << amount(figure(inUse));
        spoken << amount(inUse);
        if (!known) continue;
        used += *gpu.usedBytes;
        total += *gpu.memoryBytes;
    }
    m_memory->setText(
        gpus.size() <= kGpusByName
            ? each.join("&nbsp;&nbsp; ")
            : tr("%1 GPUs, %2 of %3").arg(gpus.size()).arg(figure(describeBytes(used)), describeBytes(total)));
    m_memory->setToolTip(spoken.join('\n'));
}

void StatusStrip::refresh() {
    const QLocale locale;
    using State = ModelSession::State;
    const State state = m_session.state();
    const bool generating = state == State::Ready && m_activity.running > 0;
    const auto say = [&](TextRole role, const QString& text) {
        setTextRole(m_dot, role);
        m_state->setText(text);
    };
    switch (state) {
        case State::Empty:
            say(TextRole::Muted, tr("No model"));
            break;
        case State::Loading:
            say(TextRole::Warn, tr("Loading"));
            break;
        case State::Ready:
            say(TextRole::Ok, generating ? tr("Generating") : tr("Ready"));
            break;
        case State::Broken:
            say(TextRole::Bad, tr("The engine has stopped"));
            break;
    }
    const bool ready = m_session.model() != nullptr;
    for (QLabel* part : {m_chats, m_speed, m_pages, m_budget})
        part->setVisible(ready);
    if (!ready) return;

    const quint64 budget = m_session.model()->options.memoryBytes;
    m_budget->setText(tr("Budget %1 per device").arg(describeBytes(budget)));
    m_budget->setVisible(budget > 0);
    QString chats = tr("%1 of %2 running")
                        .arg(locale.toString(m_activity.running), describeChats(m_session.model()->plan.request.batch));
    if (m_activity.waiting > 0) chats += tr(", %n waiting", nullptr, m_activity.waiting);
    m_chats->setText(chats);
    const double speed = m_activity.decodeTokensPerSecond;
    const double perChat = m_activity.running > 0 ? speed / m_activity.running : 0;
    m_speed->setText(
        m_activity.prefillTokensPerSecond > speed
            ? tr("reading the prompt, %1 tok/s").arg(figure(locale.toString(m_activity.prefillTokensPerSecond, 'f', 0)))
            : tr("%1 tok/s · %2 per chat")
                  .arg(figure(locale.toString(speed, 'f', 0)), figure(locale.toString(perChat, 'f', 0))));
    const double used = m_activity.kvPages > 0 ? 100.0 * static_cast<double>(m_activity.kvPagesUsed) /
                                                     static_cast<double>(m_activity.kvPages)
                                               : 0;
    m_pages->setText(tr("KV pages %1 %").arg(figure(locale.toString(used, 'f', 0))));
}

}  // namespace mw::gui
