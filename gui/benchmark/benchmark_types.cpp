// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "benchmark_types.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QLocale>
#include <cmath>

namespace mw::gui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(mw::gui::Benchmark)
};

constexpr int kFormat = 1;
constexpr double kMostNumber = 1e12;

QString contextName(int tokens) {
    return tokens % 1024 == 0 ? Words::tr("%1k").arg(tokens / 1024)
                              : Words::tr("%1 tokens of").arg(QLocale().toString(tokens));
}

/// Names of GPUs are long; the maker and the bus say little here.
QString shortName(QString device) {
    for (const char* part : {"NVIDIA ", "GeForce ", " Generation", " HBM3e", " HBM3", " HBM2e", "-SXM4", "-PCIE"})
        device.remove(QLatin1String(part));
    return device.simplified();
}

/// Reads fields and remembers the first that is wrong.
class Fields {
 public:
    Fields(const QJsonObject& object, QString& wrong) : m_object(object), m_wrong(wrong) {}

    QString text(const char* name) {
        const QJsonValue value = m_object[QLatin1String(name)];
        if (!value.isString()) complain(name);
        return value.toString();
    }
    double number(const char* name) {
        const QJsonValue value = m_object[QLatin1String(name)];
        const double number = value.toDouble(-1);
        if (!value.isDouble() || !std::isfinite(number) || number < 0 || number > kMostNumber) complain(name);
        return number;
    }
    int count(const char* name) {
        const double value = number(name);
        if (value > 1e9 || value != std::floor(value)) complain(name);
        return static_cast<int>(std::min(value, 1e9));
    }
    QDateTime time(const char* name) {
        const QDateTime time = QDateTime::fromString(text(name), Qt::ISODateWithMs);
        if (!time.isValid()) complain(name);
        return time;
    }
    QJsonArray list(const char* name) {
        const QJsonValue value = m_object[QLatin1String(name)];
        if (!value.isArray()) complain(name);
        return value.toArray();
    }
    void complain(const char* name) {
        if (m_wrong.isEmpty()) m_wrong = QLatin1String(name);
    }

 private:
    const QJsonObject& m_object;
    QString& m_wrong;
};

QString toText(const QDateTime& time) {
    return time.toUTC().toString(Qt::ISODateWithMs);
}

QJsonObject toJson(const BenchmarkResult& result) {
    QJsonArray requests;
    for (const ExperimentChat& request : result.requests)
        requests << QJsonObject{{"prompt_tokens", request.promptTokens},
                                {"generated_tokens", request.generatedTokens},
                                {"first_token_ms", request.firstTokenMs},
                                {"decode_tokens_per_second", request.decodeTokensPerSecond}};
    return {{"context_tokens", result.cell.contextTokens},
            {"prompt", result.cell.prompt == BenchmarkPrompt::Short ? "short" : "full"},
            {"chats", result.cell.chats},
            {"prompt_tokens", result.promptTokens},
            {"total_tokens_per_second", result.totalTokensPerSecond},
            {"chat_tokens_per_second", result.chatTokensPerSecond},
            {"prefill_tokens_per_second", result.prefillTokensPerSecond},
            {"first_token_seconds", result.firstTokenSeconds},
            {"predicted_tokens_per_second", result.predictedTokensPerSecond},
            {"started", toText(result.started)},
            {"finished", toText(result.finished)},
            {"disturbed", result.disturbed},
            {"requests", requests}};
}

BenchmarkResult resultFrom(const QJsonObject& object, QString& wrong) {
    Fields fields(object, wrong);
    BenchmarkResult result;
    result.cell.contextTokens = fields.count("context_tokens");
    const QString prompt = fields.text("prompt");
    if (prompt != "short" && prompt != "full") fields.complain("prompt");
    result.cell.prompt = prompt == "full" ? BenchmarkPrompt::Full : BenchmarkPrompt::Short;
    result.cell.chats = fields.count("chats");
    result.promptTokens = fields.count("prompt_tokens");
    result.totalTokensPerSecond = fields.number("total_tokens_per_second");
    result.chatTokensPerSecond = fields.number("chat_tokens_per_second");
    result.prefillTokensPerSecond = fields.number("prefill_tokens_per_second");
    result.firstTokenSeconds = fields.number("first_token_seconds");
    // Runs of before there were predictions have none.
    if (object.contains("predicted_tokens_per_second"))
        result.predictedTokensPerSecond = fields.number("predicted_tokens_per_second");
    result.started = fields.time("started");
    result.finished = fields.time("finished");
    result.disturbed = object["disturbed"].toBool();
    for (const QJsonValue& each : fields.list("requests")) {
        const QJsonObject request = each.toObject();
        Fields of(request, wrong);
        result.requests.append({of.count("prompt_tokens"), of.count("generated_tokens"), of.number("first_token_ms"),
                                of.number("decode_tokens_per_second")});
    }
    return result;
}

}  // namespace

QString describeCell(const BenchmarkCell& cell) {
    return cell.prompt == BenchmarkPrompt::Short
               ? Words::tr("%1 context, short prompt").arg(contextName(cell.contextTokens))
               : Words::tr("%1 context, full").arg(contextName(cell.contextTokens));
}

QString describeRun(const BenchmarkRun& run) {
    const QString device = run.devices.isEmpty() ? run.backend : shortName(run.devices.front());
    if (run.backend != "CPU")
        return Words::tr("%1, %2 × %3").arg(run.precision).arg(std::max<qsizetype>(run.devices.size(), 1)).arg(device);
    if (run.devices.size() > 1) return Words::tr("%1, CPU as %2 devices").arg(run.precision).arg(run.devices.size());
    return Words::tr("%1, CPU").arg(run.precision);
}

QString describeRunDetails(const BenchmarkRun& run) {
    const QDateTime local = run.started.toLocalTime();
    const bool thisYear = local.date().year() == QDate::currentDate().year();
    QStringList parts{QLocale().toString(local, thisYear ? Words::tr("d MMM") : Words::tr("d MMM yyyy"))};
    if (!run.driver.isEmpty()) parts.back() += Words::tr(", driver %1").arg(run.driver);
    if (!run.isComplete()) parts << Words::tr("%1 of %2 done").arg(run.results.size()).arg(run.plannedCells);
    parts << run.model;
    return parts.join(" · ");
}

QJsonObject toJson(const BenchmarkRun& run) {
    QJsonArray results;
    for (const BenchmarkResult& result : run.results)
        results << toJson(result);
    return {{"format", kFormat},
            {"id", run.id},
            {"started", toText(run.started)},
            {"model", run.model},
            {"precision", run.precision},
            {"kv_precision", run.kvPrecision},
            {"backend", run.backend},
            {"devices", QJsonArray::fromStringList(run.devices)},
            {"placement", run.placement},
            {"driver", run.driver},
            {"program", run.program},
            {"generated_tokens", run.generatedTokens},
            {"planned_cells", run.plannedCells},
            {"results", results}};
}

std::optional<BenchmarkRun> runFromJson(const QJsonObject& object, QString* error) {
    QString wrong;
    Fields fields(object, wrong);
    if (fields.count("format") > kFormat) fields.complain("format");
    BenchmarkRun run;
    run.id = fields.text("id");
    run.started = fields.time("started");
    run.model = fields.text("model");
    run.precision = fields.text("precision");
    run.kvPrecision = fields.text("kv_precision");
    run.backend = fields.text("backend");
    for (const QJsonValue& device : fields.list("devices"))
        run.devices << device.toString();
    run.placement = fields.text("placement");
    run.driver = fields.text("driver");
    run.program = fields.text("program");
    run.generatedTokens = fields.count("generated_tokens");
    run.plannedCells = fields.count("planned_cells");
    for (const QJsonValue& result : fields.list("results"))
        run.results << resultFrom(result.toObject(), wrong);
    if (wrong.isEmpty()) return run;
    if (error) *error = Words::tr("not a benchmark run: the field '%1' is missing or wrong").arg(wrong);
    return std::nullopt;
}

}  // namespace mw::gui
