// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QStringList>
#include <QVector>

#include "benchmark_types.h"

namespace mw::gui {

/// The runs that were measured, a JSON file each.
class BenchmarkStore : public QObject {
    Q_OBJECT

 public:
    /// Reads the runs of a folder, which need not exist; a file that is no run is left alone, see problems().
    explicit BenchmarkStore(const QString& folder = usualFolder(), QObject* parent = nullptr);

    /// In the XDG data folder of this program.
    static QString usualFolder();

    /// Newest first.
    const QVector<BenchmarkRun>& runs() const { return m_runs; }
    /// Files that could not be read, a line each.
    const QStringList& problems() const { return m_problems; }

    /// Writes a run, new or known. False: `error` says why; the run is shown all the same, until the program ends.
    bool save(const BenchmarkRun& run, QString* error);
    /// Deletes a run and its file.
    bool remove(const QString& id, QString* error);

 signals:
    void changed();

 private:
    QString fileOf(const QString& id) const;

    QString m_folder;
    QVector<BenchmarkRun> m_runs;
    QStringList m_problems;
};

}  // namespace mw::gui
