// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDateTime>
#include <QJsonObject>
#include <QString>
#include <QStringList>
#include <QVector>
#include <optional>

#include "mw/experiment.h"

namespace mw::gui {

/// What the prompts of an experiment are.
enum class BenchmarkPrompt {
    Short,  ///< "Tell a long story: Once upon a time"
    Full,   ///< as long as the context leaves it
};

/// One experiment: so many chats at once, in so large a context.
struct BenchmarkCell {
    int contextTokens = 0;  ///< per chat
    BenchmarkPrompt prompt = BenchmarkPrompt::Short;
    int chats = 0;

    bool operator==(const BenchmarkCell&) const = default;
};

/// What an experiment gave.
struct BenchmarkResult {
    BenchmarkCell cell;
    int promptTokens = 0;               ///< of one chat
    double totalTokensPerSecond = 0;    ///< decode, all chats: tokens after the first by the time that all of them took
    double chatTokensPerSecond = 0;     ///< decode, the mean of one chat
    double prefillTokensPerSecond = 0;  ///< all prompts at once, until the last chat had its first token
    double firstTokenSeconds = 0;       ///< of one chat alone
    double predictedTokensPerSecond = 0;  ///< decode, all chats, by the calibration before the run; 0: there was none
    QDateTime started;
    QDateTime finished;
    bool disturbed = false;  ///< other chats ran meanwhile
    QVector<ExperimentChat> requests;
};

/// A run: experiments with one model on one machine.
struct BenchmarkRun {
    QString id;  ///< of its file; names it for good
    QDateTime started;
    QString model;      ///< "Mixtral 8x7B Instruct"
    QString precision;  ///< of the weights: "bf16"
    QString kvPrecision;
    QString backend;          ///< "CPU", "CUDA"
    QStringList devices;      ///< a name each
    QString placement;        ///< "2 × H100 80 GB · tensor parallel"
    QString driver;           ///< its version; empty without one
    QString program;          ///< "0.1.0"
    int generatedTokens = 0;  ///< asked of each chat
    int plannedCells = 0;     ///< more than results, if it was cancelled
    QVector<BenchmarkResult> results;

    bool isComplete() const { return results.size() == plannedCells; }
};

/// "8k context, short prompt", "32k context, full".
QString describeCell(const BenchmarkCell& cell);
/// "bf16, 2 × H100".
QString describeRun(const BenchmarkRun& run);
/// "12 Nov, driver 580.95 · 2 of 4 done · Mixtral 8x7B Instruct".
QString describeRunDetails(const BenchmarkRun& run);

QJsonObject toJson(const BenchmarkRun& run);
/// Absent if the object is not a run; `error` then says which field.
std::optional<BenchmarkRun> runFromJson(const QJsonObject& object, QString* error);

}  // namespace mw::gui
