// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gpu_catalog.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

namespace mw::gui {

namespace {

constexpr qint64 kLargestFile = 1 << 20;

GpuTable read(const QString& path) {
    const QFileInfo info(path);
    const std::string name = info.fileName().toStdString();
    const auto refuse = [&](const QString& why) { return GpuTable{{}, {name + ":1:1: " + why.toStdString()}}; };
    // Only regular files, so that a pipe in the folder cannot hold the window up.
    if (!info.isFile()) return refuse(QObject::tr("not a regular file"));
    if (info.size() > kLargestFile) return refuse(QObject::tr("larger than 1 MiB"));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return refuse(file.errorString());
    const QByteArray text = file.readAll();
    return parseGpus({text.constData(), static_cast<std::size_t>(text.size())}, name);
}

}  // namespace

QString ownGpusFile() {
    return QDir(QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation)).filePath("gpus.txt");
}

GpuTable loadGpus(const QString& ownFile) {
    GpuTable shipped = read(":/gpus/gpus.txt");
    if (!QFileInfo::exists(ownFile)) return shipped;
    return layOver(std::move(shipped), read(ownFile));
}

void addPublishedFigures(std::vector<DeviceSpec>& devices, const GpuTable& table) {
    for (DeviceSpec& device : devices) {
        if (device.kind != DeviceKind::Cuda) continue;
        const GpuModel* known = table.findReported(device.name);
        if (!known) known = table.find(device.name);
        if (!known) continue;
        if (!(device.memoryBytesPerSecond > 0)) device.memoryBytesPerSecond = known->memoryBytesPerSecond;
        if (!(device.flopsPerSecond > 0)) device.flopsPerSecond = known->flopsPerSecond;
    }
}

}  // namespace mw::gui
