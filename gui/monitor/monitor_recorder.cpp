// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "monitor_recorder.h"

#include <QDateTime>
#include <utility>

namespace mw::gui {

namespace {

/// A sample older than this says nothing about now: the driver does not answer.
constexpr double kFreshSeconds = 2.5;

}  // namespace

MonitorRecorder::MonitorRecorder(QObject* parent) : QObject(parent) {
    m_clock.start();
    m_timer.setInterval(kIntervalMs);
    connect(&m_timer, &QTimer::timeout, this, &MonitorRecorder::record);
}

void MonitorRecorder::start() {
    m_timer.start();
}

void MonitorRecorder::stop() {
    m_timer.stop();
}

void MonitorRecorder::addActivity(const EngineActivity& activity) {
    m_sum.seconds += activity.seconds;
    m_sum.prefillTokensPerSecond += activity.prefillTokensPerSecond * activity.seconds;
    m_sum.decodeTokensPerSecond += activity.decodeTokensPerSecond * activity.seconds;
    m_sum.chatTokensPerSecond += activity.chatTokensPerSecond * activity.seconds;
    m_last = activity;
}

void MonitorRecorder::addAnswer(const AnswerDelta& delta) {
    const std::optional<MonitoredChat> chat = m_chatOf ? m_chatOf(delta.ticket) : std::nullopt;
    if (!chat) return;
    ChatTokens& sum = m_chatTokens[chat->id];
    sum.name = chat->name;
    sum.tokens += delta.tokens;
}

void MonitorRecorder::addMachine(const MachineSample& sample) {
    m_machine = sample;
    m_machineSeconds = static_cast<double>(m_clock.elapsed()) / 1000;
    m_hasMachine = true;
}

void MonitorRecorder::setModel(const ModelSummary* model) {
    m_allocated.clear();
    m_chatsAtOnce = model ? model->plan.request.batch : 0;
    if (!model) {
        m_sum = m_last = {};
        return;
    }
    for (std::size_t rank = 0; rank < model->plan.devices.size(); ++rank) {
        const auto device = static_cast<std::size_t>(model->plan.devices[rank].device);
        const auto allocated = static_cast<qsizetype>(rank);
        if (device >= model->plan.request.devices.size() || allocated >= model->allocatedBytes.size()) continue;
        const std::string& bus = model->plan.request.devices[device].pciBusId;
        if (!bus.empty()) m_allocated[QString::fromStdString(bus).toUpper()] += model->allocatedBytes[allocated];
    }
}

void MonitorRecorder::record() {
    MonitorRow row;
    row.seconds = static_cast<double>(m_clock.elapsed()) / 1000;
    row.timeMs = QDateTime::currentMSecsSinceEpoch();
    row.machine = takeMachine();
    row.engine = takeActivity();
    row.chats = takeChats(row.seconds - std::exchange(m_rowSeconds, row.seconds));
    row.chatsAtOnce = m_chatsAtOnce;
    add(row);
}

void MonitorRecorder::add(const MonitorRow& row) {
    m_rows.push_back(row);
    while (m_rows.front().seconds < row.seconds - kHistorySeconds)
        m_rows.pop_front();
    emit recorded(row);
}

EngineActivity MonitorRecorder::takeActivity() {
    // While the engine is silent, in a long step or at rest, what it said last holds.
    EngineActivity activity = m_last;
    if (m_sum.seconds > 0) {
        activity.seconds = m_sum.seconds;
        activity.prefillTokensPerSecond = m_sum.prefillTokensPerSecond / m_sum.seconds;
        activity.decodeTokensPerSecond = m_sum.decodeTokensPerSecond / m_sum.seconds;
        activity.chatTokensPerSecond = m_sum.chatTokensPerSecond / m_sum.seconds;
    }
    m_sum = {};
    return activity;
}

QVector<ChatSpeed> MonitorRecorder::takeChats(double seconds) {
    QVector<ChatSpeed> speeds;
    for (const auto& [id, sum] : std::exchange(m_chatTokens, {}))
        if (seconds > 0) speeds.append({{id, sum.name}, sum.tokens / seconds});
    return speeds;
}

MachineSample MonitorRecorder::takeMachine() {
    const double age = static_cast<double>(m_clock.elapsed()) / 1000 - m_machineSeconds;
    if (!m_hasMachine || age > kFreshSeconds) {
        // The GPUs are still known, so that their charts stay, with a gap.
        MachineSample silent;
        silent.timeMs = m_machine.timeMs;
        silent.driver = m_machine.driver;
        for (const GpuSample& gpu : m_machine.gpus)
            silent.gpus << GpuSample{.index = gpu.index, .name = gpu.name, .uuid = gpu.uuid, .pciBusId = gpu.pciBusId};
        return silent;
    }
    MachineSample sample = m_machine;
    for (GpuSample& gpu : sample.gpus)
        if (!gpu.ownBytes && !gpu.lost && m_allocated.contains(gpu.pciBusId.toUpper()))
            gpu.ownBytes = m_allocated[gpu.pciBusId.toUpper()];
    return sample;
}

}  // namespace mw::gui
