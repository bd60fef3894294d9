// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <QVector>
#include <utility>

#include "benchmark_types.h"

namespace mw::gui {

/// The runs as CSV (RFC 4180): a line of names, then one line per run and experiment.
QByteArray benchmarkCsv(const QVector<BenchmarkRun>& runs);

/// One experiment in the form of the result file that AIME's API benchmark writes. There is no server between the chats
/// and the engine here, so its transfer and queueing times are 0.
QJsonObject aimeResult(const BenchmarkRun& run, const BenchmarkResult& result);

/// All results of a run, under the file names of AIME's spectrum: framework/GPU/model/prompt template/batch.json.
QVector<std::pair<QString, QJsonObject>> aimeFiles(const BenchmarkRun& run);

}  // namespace mw::gui
