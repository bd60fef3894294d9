// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "load_report.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>
#include <numeric>

#include "command_line.h"

namespace mw::tools {

namespace {

using nlohmann::json;

constexpr std::array<double, 3> kPercents = {50, 90, 99};

/// AIME's parts of a request's time, and which tokens their rates count.
enum class Counts { Generated, Prompt, Nothing };
struct Part {
    const char* name;
    Counts counts;
};
constexpr std::array<Part, 12> kParts = {{{"total_job", Counts::Generated},
                                          {"total_from_server", Counts::Generated},
                                          {"compute_from_server", Counts::Generated},
                                          {"worker_compute", Counts::Generated},
                                          {"worker_pending", Counts::Nothing},
                                          {"worker_preprocessing", Counts::Prompt},
                                          {"worker_generation", Counts::Generated},
                                          {"server_pending", Counts::Nothing},
                                          {"transfer_client2server", Counts::Prompt},
                                          {"transfer_server2worker", Counts::Prompt},
                                          {"transfer_worker2server", Counts::Generated},
                                          {"transfer_server2client", Counts::Generated}}};

json percentilesOf(const std::vector<double>& values) {
    json all = json::object();
    for (const double percent : kPercents) {
        const auto value = percentile(values, percent);
        all["p" + std::to_string(static_cast<int>(percent))] = value ? json(*value) : json();
    }
    if (!values.empty()) {
        all["mean"] = std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
        all["max"] = *std::ranges::max_element(values);
    }
    return all;
}

double since1970(std::chrono::system_clock::time_point time) {
    return std::chrono::duration<double>(time.time_since_epoch()).count();
}

json durationsOf(const LoadSample& sample) {
    json durations = json::object();
    for (const Part& part : kParts)
        durations[part.name] = nullptr;
    const auto seconds = [](Clock::duration duration) { return std::chrono::duration<double>(duration).count(); };
    durations["total_job"] = seconds(sample.ended - sample.sent);
    const json& server = sample.server;
    const auto said = [&](const char* key) -> std::optional<double> {
        const auto found = server.is_object() ? server.find(key) : server.end();
        return found != server.end() && found->is_number() ? std::optional(found->get<double>()) : std::nullopt;
    };
    const auto put = [&](const char* name, std::optional<double> later, std::optional<double> earlier) {
        if (later && earlier) durations[name] = *later - *earlier;
    };
    if (!server.is_object()) {
        // All that a client of the other interface sees: when the first token came.
        if (sample.came.empty()) return durations;
        durations["worker_preprocessing"] = seconds(sample.came.front().at - sample.sent);
        durations["worker_generation"] = seconds(sample.came.back().at - sample.came.front().at);
        return durations;
    }
    put("total_from_server", said("total_duration"), 0);
    put("compute_from_server", said("compute_duration"), 0);
    put("worker_compute", said("finished_time"), said("arrival_time"));
    durations["worker_pending"] = said("pending_duration").value_or(0);
    durations["worker_preprocessing"] = said("preprocessing_duration").value_or(0);
    if (durations["worker_compute"].is_number())
        durations["worker_generation"] = durations["worker_compute"].get<double>() -
                                         durations["worker_pending"].get<double>() -
                                         durations["worker_preprocessing"].get<double>();
    put("server_pending", said("start_time_compute"), said("start_time"));
    put("transfer_client2server", said("start_time"), since1970(sample.sentAt));
    put("transfer_server2worker", said("arrival_time"), said("start_time_compute"));
    put("transfer_worker2server", said("result_received_time"), said("finished_time"));
    put("transfer_server2client", since1970(sample.endedAt), said("result_received_time"));
    return durations;
}

json ratesOf(const json& durations, int promptTokens, int generatedTokens) {
    json rates = json::object();
    for (const Part& part : kParts) {
        if (part.counts == Counts::Nothing) continue;
        const json& duration = durations[part.name];
        const bool known = duration.is_number() && duration.get<double>() > 0;
        const int tokens = part.counts == Counts::Prompt ? promptTokens : generatedTokens;
        rates[part.name] = known ? json(tokens / duration.get<double>()) : json();
    }
    return rates;
}

/// Means of what is known, by name.
json meansOf(const std::vector<json>& all) {
    json means = json::object();
    for (const Part& part : kParts) {
        double sum = 0;
        int count = 0;
        for (const json& one : all) {
            if (!one.contains(part.name) || !one[part.name].is_number()) continue;
            sum += one[part.name].get<double>();
            ++count;
        }
        means[part.name] = count > 0 ? json(sum / count) : json();
    }
    return means;
}

/// The sums of each whole group of requests that ended one after the other.
std::vector<json> sumsOf(const std::vector<json>& rates, std::size_t group) {
    std::vector<json> sums;
    for (std::size_t first = 0; group > 0 && first + group <= rates.size(); first += group) {
        json sum = json::object();
        for (const Part& part : kParts)
            for (std::size_t i = first; i < first + group; ++i)
                if (rates[i].contains(part.name) && rates[i][part.name].is_number())
                    sum[part.name] = sum.value(part.name, 0.0) + rates[i][part.name].get<double>();
        sums.push_back(std::move(sum));
    }
    return sums;
}

int atOnce(const LoadCell& cell, const LoadFigures& figures) {
    return cell.result.level.concurrency > 0 ? cell.result.level.concurrency : figures.mostAtOnce;
}

/// As the name of a file or folder.
std::string fileName(const json& fact, const char* otherwise) {
    std::string name = fact.is_string() ? fact.get<std::string>() : std::string();
    for (char& c : name)
        if (!std::isalnum(static_cast<unsigned char>(c)) && c != '-' && c != '.') c = '_';
    return name.empty() || name.starts_with('.') ? otherwise : name;
}

/// What makes the figures others than were asked for; empty if nothing does.
std::string warningOf(const LoadCell& cell, const LoadFigures& figures) {
    std::string warning;
    if (figures.endedEarly > 0) {
        std::array<char, 160> text{};
        std::snprintf(text.data(), text.size(),
                      "%d of %d answers ended by themselves before %d tokens; on average they have %.0f",
                      figures.endedEarly, figures.answered, cell.generate, figures.meanTokens);
        warning = text.data();
    }
    if (cell.result.isInterrupted)
        warning += (warning.empty() ? "" : "; ") +
                   ("interrupted: of " + std::to_string(cell.result.level.requests) + " requests");
    return warning;
}

}  // namespace

json loadJson(const LoadCell& cell) {
    const LoadFigures figures = figuresOf(cell.result, cell.generate);
    json row = {{"prompt", cell.prompt},
                {"generate", cell.generate},
                {"requests", cell.result.level.requests},
                {"answered", figures.answered},
                {"errors", figures.errors},
                {"first_errors", figures.first},
                {"interrupted", cell.result.isInterrupted},
                {"seconds", figures.seconds},
                {"requests_per_s", figures.requestsPerSecond},
                {"tokens_per_s", figures.tokensPerSecond},
                {"steady_tokens_per_s", figures.steadyTokensPerSecond},
                {"most_at_once", figures.mostAtOnce},
                {"ended_early", figures.endedEarly},
                {"tokens_of_an_answer", figures.meanTokens},
                {"time_to_first_token_ms", percentilesOf(figures.firstTokenMs)},
                {"between_tokens_ms", percentilesOf(figures.betweenTokensMs)}};
    if (cell.result.level.concurrency > 0)
        row["concurrency"] = cell.result.level.concurrency;
    else
        row["rate"] = cell.result.level.rate;
    return row;
}

void printLoadHead() {
    std::printf("%8s %9s %8s %6s %9s %9s %9s %23s %23s\n", "load", "prompt", "answered", "errors", "req/s", "tokens/s",
                "steady", "first token p50/90/99 ms", "between p50/90/99 ms");
}

void printLoadRow(const LoadCell& cell) {
    const LoadFigures figures = figuresOf(cell.result, cell.generate);
    const LoadLevel& level = cell.result.level;
    std::array<char, 32> load{};
    if (level.concurrency > 0)
        std::snprintf(load.data(), load.size(), "%d", level.concurrency);
    else
        std::snprintf(load.data(), load.size(), "%g/s", level.rate);
    int failed = 0;
    for (const auto& [kind, count] : figures.errors)
        failed += count;
    std::printf("%8s %9s %8d %6d %9.2f %9.1f %9.1f", load.data(), cell.prompt.c_str(), figures.answered, failed,
                figures.requestsPerSecond, figures.tokensPerSecond, figures.steadyTokensPerSecond);
    for (const auto* values : {&figures.firstTokenMs, &figures.betweenTokensMs}) {
        std::string text;
        for (const double percent : kPercents) {
            std::array<char, 32> one{};
            const auto value = percentile(*values, percent);
            if (value)
                std::snprintf(one.data(), one.size(), "%.1f", *value);
            else
                std::snprintf(one.data(), one.size(), "-");
            text += (text.empty() ? "" : " / ") + std::string(one.data());
        }
        std::printf(" %23s", text.c_str());
    }
    std::printf("\n");
    for (const auto& [kind, count] : figures.errors)
        std::printf("%8s %d x %s: %s\n", "", count, oneLine(kind).c_str(), oneLine(figures.first.at(kind)).c_str());
    if (const std::string warning = warningOf(cell, figures); !warning.empty())
        std::printf("%8s %s\n", "", warning.c_str());
    std::fflush(stdout);
}

json aimeResult(const LoadCell& cell, const json& facts) {
    const LoadFigures figures = figuresOf(cell.result, cell.generate);
    json jobs = json::array();
    std::vector<json> durations, rates;
    double start = 0, finish = 0;
    for (const LoadSample& sample : cell.result.samples) {
        if (!sample.errorKind.empty()) continue;
        const int prompt = sample.promptTokens > 0 ? sample.promptTokens : std::max(cell.promptTokens, 1);
        durations.push_back(durationsOf(sample));
        rates.push_back(ratesOf(durations.back(), prompt, sample.generatedTokens));
        const auto said = [&](const char* key) {
            return sample.server.is_object() && sample.server.contains(key) ? sample.server[key] : json();
        };
        const double sent = since1970(sample.sentAt);
        start = start > 0 ? std::min(start, sent) : sent;
        finish = std::max(finish, since1970(sample.endedAt));
        json job = {{"prompt_length", prompt},
                    {"num_generated_tokens", sample.generatedTokens},
                    {"output", sample.text},
                    {"start_time", sent},
                    {"start_time_processing", said("start_time_compute")},
                    {"worker_arrival_time", said("arrival_time")},
                    {"start_time_generation", nullptr},
                    {"finish_time", since1970(sample.endedAt)},
                    {"durations", durations.back()},
                    {"rates", rates.back()}};
        if (!sample.came.empty())
            job["start_time_generation"] =
                sent + std::chrono::duration<double>(sample.came.front().at - sample.sent).count();
        jobs.push_back(std::move(job));
    }
    std::string error;
    for (const auto& [kind, count] : figures.errors)
        error += (error.empty() ? "" : "; ") + std::to_string(count) + " x " + kind;
    const std::string warning = warningOf(cell, figures);
    const int group = atOnce(cell, figures);
    json result = {{"max_gen_tokens", cell.generate},
                   {"total_requests", cell.result.level.requests},
                   {"concurrent_requests", group},
                   {"start_time", start},
                   {"finish_time", finish},
                   {"mean_durations", meansOf(durations)},
                   {"mean_batch_rates", meansOf(sumsOf(rates, static_cast<std::size_t>(group)))},
                   {"mean_single_rates", meansOf(rates)},
                   {"max_num_jobs_running", figures.mostAtOnce},
                   {"num_units", cell.generate},
                   {"prompt_template", cell.prompt},
                   {"error", error.empty() ? json() : json(error)},
                   {"warning", warning.empty() ? json() : json(warning)},
                   {"job_stats", std::move(jobs)},
                   {"wall_tokens_per_second", figures.tokensPerSecond},
                   {"steady_tokens_per_second", figures.steadyTokensPerSecond},
                   {"time_to_first_token_ms", percentilesOf(figures.firstTokenMs)},
                   {"between_tokens_ms", percentilesOf(figures.betweenTokensMs)}};
    for (const char* key :
         {"max_worker_batch_size", "num_workers", "worker_names", "worker_interface_version", "endpoint_version",
          "gpu_name", "model_name", "framework", "pytorch_version", "model_quantization"})
        result[key] = facts.value(key, json());
    for (const LoadSample& sample : cell.result.samples)
        if (sample.server.is_object() && sample.server.contains("worker_interface_version"))
            result["worker_interface_version"] = sample.server["worker_interface_version"];
    return result;
}

std::filesystem::path aimePath(const LoadCell& cell, const json& facts) {
    const LoadFigures figures = figuresOf(cell.result, cell.generate);
    const std::string context = cell.promptTokens > 0 ? std::to_string(cell.promptTokens) : "0K";
    std::string load = std::to_string(atOnce(cell, figures));
    if (cell.result.level.concurrency == 0) {
        std::array<char, 32> rate{};
        std::snprintf(rate.data(), rate.size(), "%g-a-second", cell.result.level.rate);
        load = rate.data();
    }
    return std::filesystem::path(fileName(facts.value("framework", json()), "unknown")) /
           fileName(facts.value("gpu_name", json()), "unknown") /
           fileName(facts.value("model_name", json()), "unknown") / context / (load + ".json");
}

}  // namespace mw::tools
