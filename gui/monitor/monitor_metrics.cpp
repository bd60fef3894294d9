// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "monitor_metrics.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QHash>
#include <QLocale>
#include <algorithm>
#include <cmath>
#include <limits>

namespace mw::gui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(mw::gui::Monitors)
};

constexpr double kGap = std::numeric_limits<double>::quiet_NaN();
constexpr double kGigabyte = 1e9;
constexpr int kLongestName = 24;  ///< of a chat, in a legend
constexpr int kOthersColor = 4;   ///< the grey of what is not ours

double gigabytes(const std::optional<quint64>& bytes) {
    return bytes ? static_cast<double>(*bytes) / kGigabyte : kGap;
}

double percent(const std::optional<double>& part) {
    return part ? *part * 100 : kGap;
}

double orGap(const std::optional<double>& value) {
    return value.value_or(kGap);
}

QString figure(double value, int decimals) {
    return QLocale().toString(value, 'f', decimals);
}

QString capacityCaption(double total) {
    return std::isnan(total) ? Words::tr("GB") : Words::tr("GB, of %1").arg(figure(total, total < 100 ? 1 : 0));
}

/// The GPU at this place of a row; nothing if the driver no longer lists it.
GpuSample gpuAt(const MonitorRow& row, int place) {
    return place < row.machine.gpus.size() ? row.machine.gpus[place] : GpuSample{};
}

double othersBytes(const GpuSample& gpu) {
    if (!gpu.usedBytes || !gpu.ownBytes) return kGap;
    return static_cast<double>(*gpu.usedBytes - std::min(*gpu.ownBytes, *gpu.usedBytes)) / kGigabyte;
}

std::optional<quint64> machineUsed(const MonitorRow& row) {
    const MachineSample& machine = row.machine;
    if (!machine.memoryBytes || !machine.memoryAvailableBytes) return std::nullopt;
    return *machine.memoryBytes - std::min(*machine.memoryAvailableBytes, *machine.memoryBytes);
}

QString gpuName(const GpuSample& gpu) {
    return Words::tr("GPU %1").arg(gpu.index);
}

MetricGroup gpuMemory(const GpuSample& gpu, int place) {
    MetricGroup group{.title = Words::tr("%1 memory").arg(gpuName(gpu)), .unit = Words::tr("GB")};
    group.metrics = {
        {Words::tr("in use"), 0, [=](const MonitorRow& row) { return gigabytes(gpuAt(row, place).usedBytes); }},
        {Words::tr("workbench"), 1, [=](const MonitorRow& row) { return gigabytes(gpuAt(row, place).ownBytes); }},
        {Words::tr("others"), kOthersColor, [=](const MonitorRow& row) { return othersBytes(gpuAt(row, place)); }}};
    group.ceiling = [=](const MonitorRow& row) { return gigabytes(gpuAt(row, place).memoryBytes); };
    group.caption = [=](const MonitorRow& row) {
        const GpuSample now = gpuAt(row, place);
        return now.lost ? Words::tr("the GPU is lost") : capacityCaption(gigabytes(now.memoryBytes));
    };
    return group;
}

/// A chart with a line for each GPU.
template <typename Value>
MetricGroup perGpu(const QString& title, const QString& unit, const QVector<GpuSample>& gpus, Value value) {
    MetricGroup group{.title = title, .unit = unit};
    for (int place = 0; place < gpus.size(); ++place)
        group.metrics.push_back(
            {gpuName(gpus[place]), place, [=](const MonitorRow& row) { return value(gpuAt(row, place)); }});
    return group;
}

/// The largest of a value over all GPUs of a row; 0 if none has it.
template <typename Value>
double largest(const MonitorRow& row, Value value) {
    double most = 0;
    for (const GpuSample& gpu : row.machine.gpus)
        if (const double of = value(gpu); of > most) most = of;
    return most;
}

double hundred(const MonitorRow&) {
    return 100;
}

MetricGroup machineMemory() {
    MetricGroup group{.title = Words::tr("Memory"), .unit = Words::tr("GB")};
    group.metrics = {
        {Words::tr("in use"), 0, [](const MonitorRow& row) { return gigabytes(machineUsed(row)); }},
        {Words::tr("workbench"), 1, [](const MonitorRow& row) { return gigabytes(row.machine.processBytes); }}};
    group.ceiling = [](const MonitorRow& row) { return gigabytes(row.machine.memoryBytes); };
    group.caption = [](const MonitorRow& row) { return capacityCaption(gigabytes(row.machine.memoryBytes)); };
    return group;
}

MetricGroup machineLoad() {
    MetricGroup group{.title = Words::tr("CPU"), .unit = Words::tr("%")};
    group.metrics = {
        {Words::tr("in use"), 0, [](const MonitorRow& row) { return percent(row.machine.cpuLoad); }},
        {Words::tr("workbench"), 1, [](const MonitorRow& row) { return percent(row.machine.processCpuLoad); }}};
    group.ceiling = hundred;
    group.caption = [](const MonitorRow& row) {
        return row.machine.cores > 1 ? Words::tr("%, of %1 cores").arg(row.machine.cores) : Words::tr("%");
    };
    return group;
}

MetricGroup decodeSpeed() {
    MetricGroup group{.title = Words::tr("Tokens/s"), .unit = Words::tr("tokens per second")};
    group.metrics = {{Words::tr("decode"), 2, [](const MonitorRow& row) { return row.engine.decodeTokensPerSecond; }}};
    group.caption = [](const MonitorRow&) { return Words::tr("decode, all chats"); };
    return group;
}

QString elided(const QString& name) {
    return name.size() <= kLongestName ? name : name.left(kLongestName - 1).trimmed() + QStringLiteral("…");
}

/// A line for each of these chats, and the mean of all that run, the benchmark's among them.
MetricGroup speedPerChat(const QVector<MonitoredChat>& chats) {
    MetricGroup group{.title = Words::tr("Tokens/s per chat"), .unit = Words::tr("tokens per second")};
    for (const MonitoredChat& chat : chats) {
        const auto value = [id = chat.id](const MonitorRow& row) {
            const auto found =
                std::ranges::find_if(row.chats, [id](const ChatSpeed& each) { return each.chat.id == id; });
            return found == row.chats.end() ? kGap : found->tokensPerSecond;
        };
        group.metrics.push_back({chat.name, static_cast<int>(group.metrics.size()), value, chat.id});
    }
    group.metrics.push_back(
        {Words::tr("mean"), kOthersColor, [](const MonitorRow& row) { return row.engine.chatTokensPerSecond; }});
    group.caption = [](const MonitorRow& row) {
        return row.chats.size() > kChatsInChart
                   ? Words::tr("decode, the latest %1 of %2").arg(kChatsInChart).arg(row.chats.size())
                   : Words::tr("decode");
    };
    return group;
}

std::vector<MetricGroup> engineGroups(const QVector<MonitoredChat>& running) {
    MetricGroup prefill{.title = Words::tr("Prompt tokens/s"), .unit = Words::tr("tokens per second")};
    prefill.metrics = {
        {Words::tr("prefill"), 3, [](const MonitorRow& row) { return row.engine.prefillTokensPerSecond; }}};
    prefill.caption = [](const MonitorRow&) { return Words::tr("prefill, all chats"); };

    MetricGroup batch{.title = Words::tr("Batch"), .unit = Words::tr("chats")};
    batch.metrics = {{Words::tr("running"), 0, [](const MonitorRow& row) { return double(row.engine.running); }},
                     {Words::tr("waiting"), 1, [](const MonitorRow& row) { return double(row.engine.waiting); }}};
    batch.ceiling = [](const MonitorRow& row) { return double(row.chatsAtOnce); };
    batch.caption = [](const MonitorRow& row) {
        return row.chatsAtOnce > 0 ? Words::tr("chats, of %1").arg(row.chatsAtOnce) : Words::tr("chats");
    };

    MetricGroup pages{.title = Words::tr("KV pages"), .unit = Words::tr("%")};
    pages.metrics = {{Words::tr("held"), 0, [](const MonitorRow& row) {
                          if (row.engine.kvPages == 0) return 0.0;
                          return 100.0 * double(row.engine.kvPagesUsed) / double(row.engine.kvPages);
                      }}};
    pages.ceiling = hundred;
    pages.caption = [](const MonitorRow& row) {
        if (row.engine.kvPages == 0) return Words::tr("%");
        return Words::tr("%, of %1").arg(QLocale().toString(row.engine.kvPages));
    };
    return {decodeSpeed(), speedPerChat(running), prefill, batch, pages};
}

/// What a spreadsheet shows: quoted where it has to be.
QByteArray cell(const QString& text) {
    if (!text.contains(',') && !text.contains('"') && !text.contains('\n')) return text.toUtf8();
    return '"' + QString(text).replace('"', "\"\"").toUtf8() + '"';
}

}  // namespace

QVector<MonitoredChat> chatsIn(const std::deque<MonitorRow>& rows, int most) {
    QVector<MonitoredChat> chats;  // the latest first
    const auto known = [&](qint64 id) { return std::ranges::find(chats, id, &MonitoredChat::id) != chats.end(); };
    for (auto row = rows.rbegin(); row != rows.rend(); ++row)
        for (auto each = row->chats.rbegin(); each != row->chats.rend(); ++each)
            if (chats.size() < most && !known(each->chat.id))
                chats << MonitoredChat{each->chat.id, elided(each->chat.name)};
    std::ranges::sort(chats, {}, &MonitoredChat::id);
    // Chats of one name are still several.
    QHash<QString, int> seen;
    for (MonitoredChat& chat : chats)
        if (const int number = ++seen[chat.name]; number > 1)
            chat.name = Words::tr("%1 (%2)").arg(chat.name).arg(number);
    return chats;
}

std::vector<MetricGroup> metricGroups(const QVector<GpuSample>& gpus, const QVector<MonitoredChat>& chats) {
    std::vector<MetricGroup> groups;
    for (int place = 0; place < gpus.size(); ++place)
        groups.push_back(gpuMemory(gpus[place], place));
    if (!gpus.isEmpty()) {
        groups.push_back(perGpu(Words::tr("GPU load"), Words::tr("%"), gpus,
                                [](const GpuSample& gpu) { return percent(gpu.load); }));
        groups.back().ceiling = hundred;
        groups.push_back(perGpu(Words::tr("Power"), Words::tr("W"), gpus,
                                [](const GpuSample& gpu) { return orGap(gpu.powerWatts); }));
        const auto limit = [](const GpuSample& gpu) { return orGap(gpu.powerLimitWatts); };
        groups.back().ceiling = [=](const MonitorRow& row) { return largest(row, limit); };
        groups.back().caption = [=](const MonitorRow& row) {
            const double most = largest(row, limit);
            return most > 0 ? Words::tr("W, limit %1").arg(figure(most, 0)) : Words::tr("W");
        };
        groups.push_back(perGpu(Words::tr("Temperature"), Words::tr("°C"), gpus,
                                [](const GpuSample& gpu) { return orGap(gpu.celsius); }));
        groups.back().ceiling = hundred;
    }
    for (MetricGroup& group : engineGroups(chats))
        groups.push_back(std::move(group));
    MetricGroup memory = machineMemory();
    if (!gpus.isEmpty()) memory.title = Words::tr("Main memory");
    groups.push_back(std::move(memory));
    groups.push_back(machineLoad());
    return groups;
}

std::vector<MetricGroup> overviewGroups(const QVector<GpuSample>& gpus) {
    MetricGroup memory = machineMemory();
    if (gpus.size() == 1) {
        memory = gpuMemory(gpus.front(), 0);
        memory.title = Words::tr("GPU memory");
        memory.metrics.pop_back();  // others are what is between the two lines
    } else if (gpus.size() > 1) {
        memory = perGpu(Words::tr("GPU memory"), Words::tr("GB"), gpus,
                        [](const GpuSample& gpu) { return gigabytes(gpu.usedBytes); });
        const auto total = [](const GpuSample& gpu) { return gigabytes(gpu.memoryBytes); };
        memory.ceiling = [=](const MonitorRow& row) { return largest(row, total); };
        memory.caption = [=](const MonitorRow& row) {
            const double most = largest(row, total);
            return capacityCaption(most > 0 ? most : kGap);
        };
    }
    return {memory, decodeSpeed()};
}

QByteArray monitorCsv(const std::deque<MonitorRow>& rows) {
    if (rows.empty()) return {};
    const std::vector<MetricGroup> groups =
        metricGroups(rows.back().machine.gpus, chatsIn(rows, std::numeric_limits<int>::max()));
    QByteArray csv = "time";
    for (const MetricGroup& group : groups)
        for (const Metric& metric : group.metrics)
            csv += ',' + cell(QString("%1, %2 (%3)").arg(group.title, metric.name, group.unit));
    csv += "\r\n";
    for (const MonitorRow& row : rows) {
        csv += QDateTime::fromMSecsSinceEpoch(row.timeMs).toUTC().toString(Qt::ISODateWithMs).toLatin1();
        for (const MetricGroup& group : groups)
            for (const Metric& metric : group.metrics) {
                const double value = metric.value(row);
                csv += ',';
                if (!std::isnan(value)) csv += QByteArray::number(value, 'g', 7);
            }
        csv += "\r\n";
    }
    return csv;
}

}  // namespace mw::gui
