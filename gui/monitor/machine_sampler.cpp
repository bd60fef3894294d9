// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "machine_sampler.h"

#include <QDateTime>
#include <QFile>
#include <QList>
#include <QThread>
#include <algorithm>

#include "mw/machine.h"
#include "nvml.h"

namespace mw::gui {

namespace {

/// The value of "MemTotal:  65536 kB" and the like, in bytes.
std::optional<quint64> kilobyteField(const QByteArray& text, const QByteArray& name) {
    for (const QByteArray& line : text.split('\n')) {
        if (!line.startsWith(name + ':')) continue;
        const QList<QByteArray> words = line.mid(name.size() + 1).simplified().split(' ');
        bool valid = false;
        const quint64 kilobytes = words.value(0).toULongLong(&valid);
        if (!valid || words.value(1) != "kB") return std::nullopt;
        return kilobytes * 1024;
    }
    return std::nullopt;
}

}  // namespace

MachineSampler::MachineSampler(QObject* parent, const QString& procFolder, const QString& nvmlLibrary)
    : QObject(parent), m_folder(procFolder), m_nvmlLibrary(nvmlLibrary), m_timer(this) {
    m_timer.setInterval(kIntervalMs);
    connect(&m_timer, &QTimer::timeout, this, [this] { emit sampled(sample()); });
}

MachineSampler::~MachineSampler() = default;

void MachineSampler::start() {
    m_timer.start();
    emit sampled(sample());
}

void MachineSampler::stop() {
    m_timer.stop();
    m_last.reset();
}

MachineSample MachineSampler::sample() {
    MachineSample sample;
    sample.timeMs = QDateTime::currentMSecsSinceEpoch();
    sample.cores = std::max(QThread::idealThreadCount(), 1);
    if (const auto memory = read("meminfo")) {
        sample.memoryBytes = kilobyteField(*memory, "MemTotal");
        sample.memoryAvailableBytes = kilobyteField(*memory, "MemAvailable");
    }
    // In a container, the machine is what it grants.
    const CgroupMemory granted = cgroupMemory((m_folder + "/..").toStdString());
    const auto limit = [](std::optional<quint64>& bytes, quint64 most) {
        if (bytes) bytes = std::min(*bytes, most);
    };
    limit(sample.memoryBytes, granted.limitBytes);
    limit(sample.memoryAvailableBytes, granted.availableBytes);
    if (const auto status = read("self/status")) {
        sample.processBytes = kilobyteField(*status, "VmRSS");
        sample.processOwnBytes = kilobyteField(*status, "RssAnon");
    }

    const std::optional<CpuTimes> now = readCpuTimes();
    // Counters go backwards when a machine wakes up or a container moves; that sample has no load.
    if (now && m_last && now->total > m_last->total && now->idle >= m_last->idle && now->process >= m_last->process) {
        const auto total = static_cast<double>(now->total - m_last->total);
        sample.cpuLoad = std::clamp(1 - static_cast<double>(now->idle - m_last->idle) / total, 0.0, 1.0);
        sample.processCpuLoad = std::clamp(static_cast<double>(now->process - m_last->process) / total, 0.0, 1.0);
    }
    m_last = now;

    if (!m_nvml) m_nvml = std::make_unique<Nvml>(m_nvmlLibrary);
    sample.gpus = m_nvml->sample();
    sample.driver = m_nvml->driverVersion();
    return sample;
}

std::optional<QByteArray> MachineSampler::read(const char* name) const {
    QFile file(m_folder + '/' + name);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered)) return std::nullopt;
    return file.readAll();
}

std::optional<MachineSampler::CpuTimes> MachineSampler::readCpuTimes() const {
    const auto machine = read("stat");
    const auto process = read("self/stat");
    if (!machine || !process) return std::nullopt;

    // "cpu  user nice system idle iowait irq softirq steal guest guest_nice", in ticks; guests are part of user and
    // nice.
    const QList<QByteArray> all = machine->left(machine->indexOf('\n')).simplified().split(' ');
    constexpr int kFields = 8;
    if (all.value(0) != "cpu" || all.size() < 5) return std::nullopt;
    CpuTimes times;
    for (int i = 1; i <= std::min<int>(kFields, static_cast<int>(all.size()) - 1); ++i)
        times.total += all[i].toULongLong();
    times.idle = all[4].toULongLong() + all.value(5).toULongLong();

    // The name of the program, in brackets, may hold anything; the fields after it are counted from its end.
    const QList<QByteArray> own = process->mid(process->lastIndexOf(')') + 2).split(' ');
    constexpr int kUserTicks = 11;
    constexpr int kSystemTicks = 12;
    if (own.size() <= kSystemTicks) return std::nullopt;
    times.process = own[kUserTicks].toULongLong() + own[kSystemTicks].toULongLong();
    return times;
}

}  // namespace mw::gui
