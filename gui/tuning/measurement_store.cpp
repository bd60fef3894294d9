// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "measurement_store.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>
#include <QSysInfo>
#include <QThread>
#include <algorithm>
#include <cmath>
#include <optional>

#include "whole_file.h"

namespace mw::gui {

namespace {

constexpr qint64 kLargestFile = 1 << 20;

QString precision(Precision value) {
    const std::string_view name = precisionName(value);
    return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}

/// The first line of a file of the system; empty if there is none.
QString lineOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readLine(400)).trimmed() : QString();
}

bool isPositive(double value) {
    return std::isfinite(value) && value > 0;
}

std::optional<Measurements> parse(const QByteArray& json, const QString& key) {
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    // Another key under the same name would take a collision of hashes, or a person who copied a file.
    if (object["key"].toString() != key) return {};
    Measurements result;
    for (const QJsonValue& each : object["decode"].toArray()) {
        const DecodeMeasurement point{each["batch"].toInt(), each["context_tokens"].toDouble(-1),
                                      each["step_seconds"].toDouble()};
        if (point.batch >= 1 && point.contextTokens >= 0 && isPositive(point.stepSeconds)) result.decode << point;
    }
    for (const QJsonValue& each : object["prefill"].toArray()) {
        const PrefillMeasurement point{each["prompts"].toInt(), each["prompt_tokens"].toInt(),
                                       each["seconds"].toDouble()};
        if (point.prompts >= 1 && point.promptTokens >= 1 && isPositive(point.seconds)) result.prefill << point;
    }
    result.calibrated = QDateTime::fromString(object["calibrated"].toString(), Qt::ISODate);
    return result;
}

std::optional<Measurements> read(const QString& path, const QString& key) {
    QFile file(path);
    if (!QFileInfo(path).isFile() || file.size() > kLargestFile || !file.open(QIODevice::ReadOnly)) return {};
    return parse(file.readAll(), key);
}

template <typename T>
QVector<T> newest(const QVector<T>& all) {
    return all.mid(std::max<qsizetype>(0, all.size() - MeasurementStore::kMost));
}

}  // namespace

QString measurementKey(const ModelSummary& model) {
    const PlanRequest& request = model.plan.request;
    QStringList devices;
    for (const QString& name : model.deviceNames)
        devices << name;
    const bool cuda = !request.devices.empty() && request.devices.front().kind == DeviceKind::Cuda;
    const QString driver = cuda ? lineOf("/proc/driver/nvidia/version") : QSysInfo::kernelVersion();
    const int threads = model.options.threads > 0 ? model.options.threads : QThread::idealThreadCount();
    // The id itself is nobody's business; a part of its hash tells machines apart as well.
    const QByteArray machine =
        QCryptographicHash::hash(QSysInfo::machineUniqueId(), QCryptographicHash::Sha256).toHex().left(12);
    const QStringList lines = {
        "machine " + QString::fromLatin1(machine),
        "driver " + driver,
        "backend " + model.backend + (cuda ? QString() : QString(", %1 threads").arg(threads)),
        "devices " + devices.join(" + "),
        QString("placement %1 x %2")
            .arg(model.plan.placement.tensorParallel)
            .arg(model.plan.placement.pipelineParallel),
        "model " + QString::fromStdString(request.model.name) +
            QString(", %1 parameters").arg(quint64{parameterCount(request.model)}),
        "precision " + QString::fromStdString(describeFormats(request.weights)) + ", KV " + precision(request.kv),
    };
    return lines.join('\n');
}

MeasurementStore::MeasurementStore(QString folder) : m_folder(std::move(folder)) {
    if (m_folder.isEmpty())
        m_folder = QDir(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)).filePath("measurements");
}

QString MeasurementStore::fileOf(const QString& key) const {
    const QByteArray hash = QCryptographicHash::hash(key.toUtf8(), QCryptographicHash::Sha256).toHex().left(20);
    return QDir(m_folder).filePath(QString::fromLatin1(hash) + ".json");
}

Measurements MeasurementStore::load(const QString& key) const {
    return read(fileOf(key), key).value_or(Measurements{});
}

bool MeasurementStore::save(const QString& key, const Measurements& measurements, QString* error) const {
    QJsonArray decode, prefill;
    for (const DecodeMeasurement& point : newest(measurements.decode))
        decode << QJsonObject{
            {"batch", point.batch}, {"context_tokens", point.contextTokens}, {"step_seconds", point.stepSeconds}};
    for (const PrefillMeasurement& point : newest(measurements.prefill))
        prefill << QJsonObject{
            {"prompts", point.prompts}, {"prompt_tokens", point.promptTokens}, {"seconds", point.seconds}};
    const QByteArray json = QJsonDocument(QJsonObject{{"key", key},
                                                      {"calibrated", measurements.calibrated.toString(Qt::ISODate)},
                                                      {"decode", decode},
                                                      {"prefill", prefill}})
                                .toJson();
    const QString path = fileOf(key);
    const auto refuse = [&](const QString& why) {
        if (error) *error = why;
        return false;
    };
    if (!QDir().mkpath(m_folder)) return refuse(QObject::tr("The folder %1 cannot be made.").arg(m_folder));
    if (QFileInfo::exists(path) && !read(path, key)) {
        QFile::remove(path + ".damaged");
        if (!QFile::rename(path, path + ".damaged")) return refuse(QObject::tr("%1 is damaged.").arg(path));
    }
    return writeWhole(path, json, error);
}

}  // namespace mw::gui
