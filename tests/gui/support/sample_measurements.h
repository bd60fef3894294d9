// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDateTime>
#include <cmath>

#include "benchmark_store.h"
#include "monitor_recorder.h"

/// Invented measurements that look like those of a busy machine, for pictures only.
namespace mw::gui {

inline GpuSample sampleGpu(int index, int second) {
    const double wave = std::sin(second * 0.05 + index);
    GpuSample gpu{.index = index, .name = "NVIDIA H100 80GB HBM3", .uuid = QString("GPU-%1").arg(index)};
    gpu.memoryBytes = 80'000'000'000;
    gpu.ownBytes = second < -200 ? 2'000'000'000 : 60'000'000'000;
    gpu.usedBytes = *gpu.ownBytes + 1'200'000'000;
    gpu.load = second < -200 ? 0.02 : 0.9 + 0.07 * wave;
    gpu.powerWatts = second < -200 ? 90 : 540 + 60 * wave;
    gpu.powerLimitWatts = 700;
    gpu.celsius = 48 + (second < -200 ? 0 : 12 * (1 - std::exp(-(second + 200) / 60.0))) + wave;
    if (index == 1 && second > -150 && second < -130) gpu.load.reset(), gpu.powerWatts.reset();
    return gpu;
}

/// Five minutes before a recorder's first second.
inline void addSampleHistory(MonitorRecorder& recorder, int gpus) {
    static const QString kChatNames[] = {"Story: the lighthouse", "CUDA kernel review", "Contract summary"};
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    for (int second = -299; second < 0; ++second) {
        MonitorRow row;
        row.seconds = second;
        row.timeMs = now + 1000 * second;
        row.machine.memoryBytes = 270'000'000'000;
        row.machine.memoryAvailableBytes = 200'000'000'000 + static_cast<qint64>(2e9 * std::sin(second * 0.03));
        row.machine.processBytes = 8'300'000'000;
        row.machine.cpuLoad = 0.18 + 0.05 * std::sin(second * 0.21);
        row.machine.processCpuLoad = 0.06;
        row.machine.cores = 32;
        for (int i = 0; i < gpus; ++i)
            row.machine.gpus << sampleGpu(i, second);
        const int chats = second < -190 ? 0 : second < -120 ? 1 : second < -60 ? 2 : 3;
        row.engine.running = chats;
        row.engine.waiting = second > -70 && second < -60 ? 1 : 0;
        row.engine.chatTokensPerSecond = chats > 0 ? 142 - 2 * chats + 2 * std::sin(second * 0.4) : 0;
        for (int chat = 0; chat < chats; ++chat)
            row.chats.append({{chat + 1, kChatNames[chat]},
                              row.engine.chatTokensPerSecond + 3 * std::sin(second * (0.3 + 0.1 * chat))});
        row.engine.decodeTokensPerSecond = chats * row.engine.chatTokensPerSecond;
        row.engine.prefillTokensPerSecond = second % 61 == 0 && chats > 0 ? 18000 : 0;
        row.engine.kvPages = 16384;
        row.engine.kvPagesUsed = static_cast<quint64>(chats) * 1600 + (chats > 0 ? 300 + second : 0);
        row.chatsAtOnce = 8;
        recorder.add(row);
    }
}

inline BenchmarkRun sampleRun(const QString& id, const QString& precision, const QStringList& devices, int daysAgo,
                              std::initializer_list<std::pair<int, double>> chatsAndTotals, bool predicted = true) {
    constexpr double kErrors[] = {0.012, -0.02, 0.006, -0.131};
    BenchmarkRun run;
    run.id = id;
    run.started = QDateTime::currentDateTimeUtc().addDays(-daysAgo);
    run.model = "Mixtral 8x7B Instruct";
    run.precision = run.kvPrecision = precision;
    run.backend = "CUDA";
    run.devices = devices;
    run.placement = QString("%1 × H100 80 GB · tensor parallel").arg(devices.size());
    run.driver = "580.95";
    run.program = "0.1.0";
    run.generatedTokens = 500;
    run.plannedCells = 4;
    int index = 0;
    for (const auto& [chats, total] : chatsAndTotals) {
        BenchmarkResult result;
        result.cell = {index < 2 ? 8192 : 32768, index % 2 == 0 ? BenchmarkPrompt::Short : BenchmarkPrompt::Full,
                       chats};
        result.promptTokens = index % 2 == 0 ? 10 : result.cell.contextTokens - 500;
        result.totalTokensPerSecond = total;
        result.chatTokensPerSecond = total / chats;
        result.prefillTokensPerSecond = 21400 - 2200 * index;
        result.firstTokenSeconds = result.promptTokens / 18000.0 + 0.02;
        if (predicted) result.predictedTokensPerSecond = total / (1 + kErrors[index]);
        result.started = result.finished = run.started;
        run.results << result;
        ++index;
    }
    return run;
}

/// Runs with two precisions, one of them cancelled half-way.
inline void addSampleRuns(BenchmarkStore& store) {
    const QStringList two{"NVIDIA H100 80GB HBM3", "NVIDIA H100 80GB HBM3"};
    store.save(sampleRun("a", "bf16", two, 0, {{58, 3596}, {54, 1674}, {14, 728}, {13, 494}}), nullptr);
    store.save(sampleRun("b", "fp8", two, 3, {{58, 5574}, {54, 2595}, {14, 1128}, {13, 766}}), nullptr);
    store.save(sampleRun("c", "bf16", {"NVIDIA H200"}, 6, {{58, 3010}, {54, 1402}}, false), nullptr);
}

}  // namespace mw::gui
