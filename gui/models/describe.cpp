// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "describe.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>
#include <array>
#include <cmath>
#include <optional>

namespace mw::gui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(mw::gui::Words)
};

QString number(double value, int decimals) {
    return QLocale().toString(value, 'f', decimals);
}

/// Three significant digits at least: "1.25", "93.4", "310".
int decimalsFor(double value) {
    if (value >= 99.95) return 0;
    return value >= 9.995 ? 1 : 2;
}

QString codeName(ErrorCode code) {
    switch (code) {
        case ErrorCode::InvalidArgument:
            return Words::tr("invalid request");
        case ErrorCode::FileNotFound:
            return Words::tr("file not found");
        case ErrorCode::FileFormat:
            return Words::tr("damaged or contradictory file");
        case ErrorCode::Unsupported:
            return Words::tr("not supported");
        case ErrorCode::ContextOverflow:
            return Words::tr("context too short");
        case ErrorCode::OutOfMemory:
            return Words::tr("out of memory");
        case ErrorCode::NonFinite:
            return Words::tr("numbers are not finite");
        case ErrorCode::Device:
            return Words::tr("device failure");
        case ErrorCode::Internal:
            return Words::tr("defect of this program");
    }
    return {};
}

}  // namespace

QString describeBytes(quint64 bytes) {
    static constexpr std::array kUnits = {
        QT_TRANSLATE_NOOP("mw::gui::Words", "B"), QT_TRANSLATE_NOOP("mw::gui::Words", "kB"),
        QT_TRANSLATE_NOOP("mw::gui::Words", "MB"), QT_TRANSLATE_NOOP("mw::gui::Words", "GB"),
        QT_TRANSLATE_NOOP("mw::gui::Words", "TB")};
    double value = static_cast<double>(bytes);
    std::size_t unit = 0;
    // 999.5 would be written as 1000 of the smaller unit.
    while (value >= 999.5 && unit + 1 < kUnits.size()) {
        value /= 1000;
        ++unit;
    }
    // Gigabytes keep one decimal throughout, so that a sum of segments can be followed by eye.
    return number(value, unit >= 3 ? 1 : 0) + ' ' + Words::tr(kUnits[unit]);
}

QString describeCapacity(quint64 bytes) {
    const double gibibytes = static_cast<double>(bytes) / (1ULL << 30);
    const bool even = std::abs(gibibytes - std::round(gibibytes)) < 0.05;
    return Words::tr("%1 (%2 GiB)").arg(describeBytes(bytes), number(gibibytes, even ? 0 : 1));
}

QString describeCount(quint64 count) {
    const double value = static_cast<double>(count);
    if (value >= 0.9995e9) return Words::tr("%1 billion").arg(number(value / 1e9, decimalsFor(value / 1e9)));
    if (value >= 0.9995e6) return Words::tr("%1 million").arg(number(value / 1e6, decimalsFor(value / 1e6)));
    return QLocale().toString(count);
}

QString describeChats(int chats) {
    return chats == 1 ? Words::tr("1 chat") : Words::tr("%1 chats").arg(QLocale().toString(chats));
}

QString describeArchitecture(const ModelConfig& config) {
    const QLocale locale;
    return Words::tr("%1 layers, hidden size %2, %3 experts (%4 per token)")
        .arg(locale.toString(config.layers), locale.toString(config.hiddenSize), locale.toString(config.experts),
             locale.toString(config.expertsPerToken));
}

QString describeParameters(const ModelConfig& config) {
    return Words::tr("%1, %2 active per token")
        .arg(describeCount(parameterCount(config)), describeCount(activeParameterCount(config)));
}

QString describeStored(const CheckpointInfo& checkpoint) {
    constexpr qsizetype kMostNamed = 3;
    QStringList names{QString::fromStdString(checkpoint.storedFormat)};
    for (const std::string& name : checkpoint.otherFormats)
        names << QString::fromStdString(name);
    // Of plain numbers the name says how many bits there are.
    try {
        if (names.size() == 1 && weightFormatRow(parseWeightFormat(checkpoint.storedFormat)).element)
            return names.front();
    } catch (const Error&) {
    }
    if (names.size() > kMostNamed) names = names.mid(0, kMostNamed) << QStringLiteral("…");
    return Words::tr("%1 (%2 bits per weight)")
        .arg(names.join(", "), QLocale().toString(checkpoint.storedBits, 'f', 1));
}

QString describeHeld(const Plan& plan) {
    quint64 bytes = 0;
    for (const DevicePlan& device : plan.devices)
        bytes += device.weightsBytes();
    return QStringLiteral("%1, %2").arg(QString::fromStdString(namesOfExperts(plan.request.weights)),
                                        describeBytes(bytes));
}

QString describeDevice(const Plan& plan, int rank) {
    const bool isCpu = plan.request.devices.empty() || plan.request.devices.front().kind == DeviceKind::Cpu;
    if (!isCpu) return Words::tr("GPU %1").arg(plan.devices.at(static_cast<std::size_t>(rank)).device);
    if (plan.devices.size() <= 1) return Words::tr("CPU");
    return Words::tr("CPU %1 of %2").arg(rank + 1).arg(plan.devices.size());
}

QString describePlacement(const Plan& plan) {
    const auto devices = static_cast<int>(plan.devices.size());
    const bool isCpu = plan.request.devices.empty() || plan.request.devices.front().kind == DeviceKind::Cpu;
    QString name = isCpu ? Words::tr("CPU") : QString::fromStdString(plan.request.devices.front().name);
    if (devices > 1) name = QString("%1 × %2").arg(devices).arg(name);
    if (plan.placement.tensorParallel > 1 && plan.placement.pipelineParallel > 1)
        return Words::tr("%1 · tensor parallel and pipeline").arg(name);
    if (plan.placement.tensorParallel > 1) return Words::tr("%1 · tensor parallel").arg(name);
    if (plan.placement.pipelineParallel > 1) return Words::tr("%1 · pipeline").arg(name);
    return name;
}

QString describeSeconds(double seconds) {
    const auto whole = static_cast<qint64>(std::llround(seconds));
    if (whole < 1) return Words::tr("less than a second");
    if (whole < 60) return Words::tr("%1 s").arg(whole);
    return Words::tr("%1 min %2 s").arg(whole / 60).arg(whole % 60);
}

QString describeDetails(const Failure& failure) {
    QStringList lines;
    lines << Words::tr("Kind: %1").arg(codeName(failure.code));
    if (!failure.place.file.empty()) lines << Words::tr("File: %1").arg(QString::fromStdString(failure.place.file));
    if (failure.place.offset)
        lines << Words::tr("Offset: byte %1").arg(QLocale().toString(quint64{*failure.place.offset}));
    if (failure.place.device) lines << Words::tr("Device: %1").arg(*failure.place.device);
    for (const MemoryShortage& shortage : failure.shortages) {
        const quint64 missing =
            shortage.neededBytes > shortage.freeBytes ? shortage.neededBytes - shortage.freeBytes : 0;
        lines << Words::tr("Device %1: %2 needed, %3 free, %4 missing")
                     .arg(shortage.device)
                     .arg(describeBytes(shortage.neededBytes), describeBytes(shortage.freeBytes),
                          describeBytes(missing));
    }
    lines << Words::tr("Message: %1").arg(QString::fromStdString(failure.message));
    return lines.join('\n');
}

namespace {

/// "It fits with int4 weights."; empty if nothing of the kind helps.
QString fittingWords(const PlanRequest& request) {
    const std::optional<HeldPrecision> held = fittingPrecision(request);
    if (!held) return {};
    const QString weights = QString::fromStdString(describeFormats(held->weights));
    const QString kv = QString::fromUtf8(precisionName(held->kv).data());
    if (held->weights == request.weights) return Words::tr("It fits with the KV cache in %1.").arg(kv);
    if (held->kv == request.kv) return Words::tr("It fits with %1 weights.").arg(weights);
    return Words::tr("It fits with %1 weights and the KV cache in %2.").arg(weights, kv);
}

}  // namespace

Verdict verdictOf(const Plan& plan) {
    if (plan.devices.empty()) return {};
    const int rank = plan.limitingDevice;
    const DevicePlan& device = plan.devices.at(static_cast<std::size_t>(rank));
    const QString name = describeDevice(plan, rank);
    const Fit fit = fitOf(plan);
    if (fit == Fit::DoesNotFit) {
        QString sentence = Words::tr("%1 needs %2 and has %3: %4 missing.")
                               .arg(name, describeBytes(device.totalBytes()), describeBytes(device.capacityBytes),
                                    describeBytes(device.totalBytes() - device.capacityBytes));
        if (plan.largestBatch > 0)
            sentence += ' ' + Words::tr("At this context there is room for %1.").arg(describeChats(plan.largestBatch));
        else if (plan.largestContext > 0)
            sentence +=
                ' ' +
                Words::tr("With this many chats, %1 tokens each fit.").arg(QLocale().toString(plan.largestContext));
        else
            sentence += ' ' + Words::tr("The weights alone are too large.");
        if (const QString held = fittingWords(plan.request); !held.isEmpty()) sentence += ' ' + held;
        return {fit, Words::tr("does not fit"), sentence};
    }
    const quint64 free = device.capacityBytes - device.totalBytes();
    if (fit == Fit::Tight)
        return {fit, Words::tr("tight"), Words::tr("Only %1 stay free on %2.").arg(describeBytes(free), name)};
    return {fit, Words::tr("fits"), Words::tr("%1 stay free on %2.").arg(describeBytes(free), name)};
}

}  // namespace mw::gui
