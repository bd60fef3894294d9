// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "benchmark_store.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QStandardPaths>
#include <algorithm>

#include "whole_file.h"

namespace mw::gui {

namespace {

/// A run with 1,024 chats in 6 cells takes some 800 kB.
constexpr qint64 kMostBytes = 16 << 20;

std::optional<BenchmarkRun> readRun(const QString& path, QString* error) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        *error = file.errorString();
        return std::nullopt;
    }
    if (file.size() > kMostBytes) {
        *error = BenchmarkStore::tr("too large for a benchmark run");
        return std::nullopt;
    }
    QJsonParseError parsed;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &parsed);
    if (document.isObject()) return runFromJson(document.object(), error);
    *error = parsed.error == QJsonParseError::NoError
                 ? BenchmarkStore::tr("not a benchmark run")
                 : BenchmarkStore::tr("%1, at byte %2").arg(parsed.errorString()).arg(parsed.offset);
    return std::nullopt;
}

bool isNewer(const BenchmarkRun& a, const BenchmarkRun& b) {
    return a.started > b.started;
}

}  // namespace

BenchmarkStore::BenchmarkStore(const QString& folder, QObject* parent) : QObject(parent), m_folder(folder) {
    const QDir dir(folder);
    for (const QString& name : dir.entryList({"*.json"}, QDir::Files)) {
        QString error;
        auto run = readRun(dir.filePath(name), &error);
        if (!run) {
            m_problems << QString("%1: %2").arg(name, error);
            continue;
        }
        run->id = name.chopped(5);  // the file that it is deleted with
        m_runs << *run;
    }
    std::stable_sort(m_runs.begin(), m_runs.end(), isNewer);
}

QString BenchmarkStore::usualFolder() {
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + "/benchmarks";
}

QString BenchmarkStore::fileOf(const QString& id) const {
    return m_folder + '/' + id + ".json";
}

bool BenchmarkStore::save(const BenchmarkRun& run, QString* error) {
    const auto known = std::find_if(m_runs.begin(), m_runs.end(), [&](const auto& each) { return each.id == run.id; });
    if (known != m_runs.end())
        *known = run;
    else
        m_runs.insert(std::lower_bound(m_runs.begin(), m_runs.end(), run, isNewer), run);
    QDir().mkpath(m_folder);
    const bool written = writeWhole(fileOf(run.id), QJsonDocument(toJson(run)).toJson(), error);
    emit changed();
    return written;
}

bool BenchmarkStore::remove(const QString& id, QString* error) {
    QFile file(fileOf(id));
    if (file.exists() && !file.remove()) {
        if (error) *error = tr("%1 cannot be deleted: %2").arg(file.fileName(), file.errorString());
        return false;
    }
    m_runs.removeIf([&](const BenchmarkRun& run) { return run.id == id; });
    emit changed();
    return true;
}

}  // namespace mw::gui
