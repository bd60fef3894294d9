// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "benchmark_export.h"

#include <QJsonArray>
#include <QMap>
#include <QRegularExpression>
#include <QSet>
#include <algorithm>

#include "benchmark_prompt.h"

namespace mw::gui {

namespace {

constexpr auto kFramework = "Mixtral Workbench";

QByteArray cell(const QString& text) {
    if (!text.contains(',') && !text.contains('"') && !text.contains('\n')) return text.toUtf8();
    return '"' + QString(text).replace('"', "\"\"").toUtf8() + '"';
}

/// The keys of AIME's tables: seconds of a chat, and the tokens that its rate counts.
struct Part {
    const char* key;
    double seconds;
    int tokens;
};

QVector<Part> partsOf(const ExperimentChat& request) {
    const double preparing = request.firstTokenMs / 1000;
    const double generating =
        request.decodeTokensPerSecond > 0 ? (request.generatedTokens - 1) / request.decodeTokensPerSecond : 0;
    const double all = preparing + generating;
    const int generated = request.generatedTokens;
    return {{"total_job", all, generated},
            {"total_from_server", all, generated},
            {"compute_from_server", all, generated},
            {"worker_compute", all, generated},
            {"worker_pending", 0, 0},
            {"worker_preprocessing", preparing, request.promptTokens},
            {"worker_generation", generating, generated},
            {"server_pending", 0, 0},
            {"transfer_client2server", 0, 0},
            {"transfer_server2worker", 0, 0},
            {"transfer_worker2server", 0, 0},
            {"transfer_server2client", 0, 0}};
}

/// The framework, as AIME's tables name it; runs of before do not say their program's version.
QString frameworkOf(const BenchmarkRun& run, QChar separator) {
    return run.program.isEmpty() ? QString(kFramework) : QString(kFramework) + separator + run.program;
}

QString gpuName(const BenchmarkRun& run) {
    return QString("%1x%2").arg(run.devices.size()).arg(run.devices.value(0, run.backend));
}

/// AIME's name of a prompt's length: 0K for the short one.
QString promptTemplate(const BenchmarkCell& cell) {
    return cell.prompt == BenchmarkPrompt::Short ? QString("0K") : QString("%1K").arg(cell.contextTokens / 1024);
}

/// A text as one part of a path.
QString pathPart(const QString& text) {
    static const QRegularExpression unsafe("[^A-Za-z0-9._-]+");
    const QString part = QString(text).replace(unsafe, "_");
    return part.isEmpty() || part.startsWith('.') ? "_" + part : part;
}

}  // namespace

QByteArray benchmarkCsv(const QVector<BenchmarkRun>& runs) {
    QByteArray csv =
        "started,model,precision,kv precision,backend,devices,placement,driver,program,context,prompt,prompt "
        "tokens,chats,generated tokens,tokens/s all,tokens/s per chat,prefill tokens/s,first token s,predicted "
        "tokens/s "
        "all,disturbed"
        "\r\n";
    for (const BenchmarkRun& run : runs)
        for (const BenchmarkResult& result : run.results) {
            const QString texts[] = {run.started.toUTC().toString(Qt::ISODate),
                                     run.model,
                                     run.precision,
                                     run.kvPrecision,
                                     run.backend,
                                     run.devices.join("; "),
                                     run.placement,
                                     run.driver,
                                     run.program};
            for (const QString& text : texts)
                csv += cell(text) + ',';
            csv += QByteArray::number(result.cell.contextTokens) + ',';
            csv += result.cell.prompt == BenchmarkPrompt::Short ? "short," : "full,";
            csv += QByteArray::number(result.promptTokens) + ',' + QByteArray::number(result.cell.chats) + ',' +
                   QByteArray::number(run.generatedTokens);
            for (const double value : {result.totalTokensPerSecond, result.chatTokensPerSecond,
                                       result.prefillTokensPerSecond, result.firstTokenSeconds})
                csv += ',' + QByteArray::number(value, 'g', 7);
            csv += ',';
            if (result.predictedTokensPerSecond > 0) csv += QByteArray::number(result.predictedTokensPerSecond, 'g', 7);
            csv += result.disturbed ? ",yes\r\n" : ",no\r\n";
        }
    return csv;
}

QJsonObject aimeResult(const BenchmarkRun& run, const BenchmarkResult& result) {
    const double start = static_cast<double>(result.started.toMSecsSinceEpoch()) / 1000;
    QMap<QString, double> seconds;
    QMap<QString, double> rates;
    QJsonArray jobs;
    for (const ExperimentChat& request : result.requests) {
        QJsonObject durations;
        QJsonObject rateOf;
        double all = 0;
        for (const auto& [key, duration, tokens] : partsOf(request)) {
            const double rate = duration > 0 ? tokens / duration : 0;
            durations[key] = duration;
            rateOf[key] = rate;
            seconds[key] += duration;
            rates[key] += rate;
            all = std::max(all, duration);
        }
        jobs << QJsonObject{{"prompt_length", request.promptTokens},
                            {"num_generated_tokens", request.generatedTokens},
                            {"output", ""},
                            {"start_time", start},
                            {"start_time_processing", start},
                            {"worker_arrival_time", start},
                            {"start_time_generation", start + request.firstTokenMs / 1000},
                            {"finish_time", start + all},
                            {"durations", durations},
                            {"rates", rateOf}};
    }
    QJsonObject meanSeconds;
    QJsonObject batchRates;
    QJsonObject singleRates;
    const auto count = static_cast<double>(std::max<qsizetype>(result.requests.size(), 1));
    for (auto [key, sum] : seconds.asKeyValueRange()) {
        meanSeconds[key] = sum / count;
        batchRates[key] = rates[key];  // of one group: all chats at once
        singleRates[key] = rates[key] / count;
    }
    const int chats = result.cell.chats;
    return {{"seed", 1},
            {"max_gen_tokens", run.generatedTokens},
            {"prompt_input", QString(kShortPrompt).left(30)},
            {"prompt_template", promptTemplate(result.cell)},
            {"context_batch_pair", QJsonArray{result.cell.contextTokens, chats}},
            {"total_requests", chats},
            {"concurrent_requests", chats},
            {"start_time", start},
            {"finish_time", static_cast<double>(result.finished.toMSecsSinceEpoch()) / 1000},
            {"mean_durations", meanSeconds},
            {"mean_batch_rates", batchRates},
            {"mean_single_rates", singleRates},
            {"max_num_jobs_running", chats},
            {"max_worker_batch_size", chats},
            {"num_units", run.generatedTokens},
            {"num_workers", 1},
            {"worker_names", QJsonArray{QString(kFramework)}},
            {"worker_interface_version", frameworkOf(run, ' ')},
            {"endpoint_version", QJsonValue::Null},
            {"gpu_name", gpuName(run)},
            {"model_name", run.model},
            {"framework", frameworkOf(run, '_')},
            {"pytorch_version", QJsonValue::Null},
            {"model_quantization", run.precision},
            {"error", QJsonValue::Null},
            {"warning", result.disturbed ? QJsonValue("other chats ran meanwhile") : QJsonValue(QJsonValue::Null)},
            {"job_stats", jobs}};
}

QVector<std::pair<QString, QJsonObject>> aimeFiles(const BenchmarkRun& run) {
    QVector<std::pair<QString, QJsonObject>> files;
    QSet<QString> taken;
    for (const BenchmarkResult& result : run.results) {
        const QString stem = pathPart(kFramework) + '/' + pathPart(gpuName(run)) + '/' + pathPart(run.model) + '/' +
                             promptTemplate(result.cell) + '/' + QString::number(result.cell.chats);
        // Short prompts in two contexts may have run with as many chats each.
        QString path = stem + ".json";
        if (taken.contains(path)) path = QString("%1-context-%2.json").arg(stem).arg(result.cell.contextTokens);
        taken << path;
        files.append({path, aimeResult(run, result)});
    }
    return files;
}

}  // namespace mw::gui
