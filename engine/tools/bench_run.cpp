// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <cstdio>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <numeric>

#include "bench_commands.h"
#include "channel.h"
#include "device_list.h"
#include "model_options.h"
#include "mw/experiment.h"
#include "mw/machine.h"
#include "mw/speed.h"
#include "random_prompt.h"

namespace mw::tools {

namespace {

using nlohmann::json;

struct RunOptions {
    ModelOptions model;
    std::string batches = "1";
    int prompt = 512;
    int generate = 128;
    bool asJson = false;
};

/// What was measured with one number of chats.
struct Cell {
    int batch = 0;
    double prefillTokensPerSecond = 0;
    double decodeTokensPerSecond = 0;  ///< of all chats together
    double timeToFirstTokenMs = 0;     ///< mean over the chats, all asked at once
    double bytesPerStep = 0;
    double achievedBytesPerSecond = 0;
};

/// The least that a step takes of the prompts while other chats generate already.
constexpr int kLeastChunk = 512;

/// Most steps after which all chats generate, where each has a page at most of its prompt still to read.
int stepsToMeet(int batch, const RunOptions& options) {
    const int chunk = options.model.prefillChunk > 0 ? std::min(options.model.prefillChunk, kLeastChunk) : kLeastChunk;
    return batch * std::min(options.prompt, kKvPageTokens) / chunk + 2;
}

/// Runs the experiment with `batch` chats. Its prompts are drawn from `seed` on, one number for each.
Cell measure(EngineLoop& engine, const RunOptions& options, int batch, std::uint32_t seed) {
    const PlanRequest planned = engine.model()->plan.request;
    const auto request = [prompt = options.prompt, vocabulary = planned.model.vocabularySize, seed](ExperimentPart,
                                                                                                    int chat) {
        Request drawn;
        drawn.promptIds = randomPrompt(prompt, vocabulary, seed + static_cast<std::uint32_t>(chat));
        drawn.sampling.temperature = 0;
        return drawn;
    };
    const int room = planned.contextTokens - options.prompt;
    const auto results = std::make_shared<Channel<ExperimentResult>>();
    // The first step in which every chat generates only marks the start, hence one less.
    const Experiment experiment(engine,
                                {.chats = batch,
                                 .measuresAlone = false,
                                 .generatedTokens = std::min(options.generate + stepsToMeet(batch, options), room),
                                 .steadySteps = std::max(1, options.generate - 1),
                                 .request = request},
                                [results](const ExperimentResult& result) { results->push(result); });
    const ExperimentResult result = results->pop();
    if (const auto* failure = std::get_if<Failure>(&result)) rethrow(*failure);
    const auto& figures = std::get<ExperimentFigures>(result);
    Cell cell{.batch = batch,
              .prefillTokensPerSecond = figures.prefillTokensPerSecond,
              .decodeTokensPerSecond = figures.steadyTokensPerSecond,
              .timeToFirstTokenMs = figures.meanFirstTokenMs};
    if (figures.steadySteps > 0) {
        cell.bytesPerStep = decodeStepBytes(planned, batch, options.prompt + figures.steadySteps / 2.0);
        cell.achievedBytesPerSecond = cell.bytesPerStep * cell.decodeTokensPerSecond / batch;
    }
    return cell;
}

std::string deviceName(const LoadedModel& model) {
    std::map<std::string, int> counts;
    for (const std::string& name : model.deviceNames)
        ++counts[name];
    std::string text;
    for (const auto& [name, count] : counts)
        text += (text.empty() ? "" : " + ") + (count > 1 ? std::to_string(count) + " x " : "") + name;
    return text;
}

/// Of all devices together; 0 if unknown.
double memoryBandwidth(const LoadedModel& model, const RunOptions& options) {
    // However many devices the CPU plays, they share one memory.
    if (model.plan.request.devices.at(0).kind == DeviceKind::Cpu) return measureReadBandwidth(options.model.threads);
    double sum = 0;
    for (const DevicePlan& device : model.plan.devices)
        sum += model.plan.request.devices[static_cast<std::size_t>(device.device)].memoryBytesPerSecond;
    return sum;
}

json toJson(const Cell& cell, const RunOptions& options, double bandwidth) {
    json result = {{"batch", cell.batch},
                   {"prompt", options.prompt},
                   {"generated", options.generate},
                   {"prefill_tokens_per_s", cell.prefillTokensPerSecond},
                   {"decode_tokens_per_s", cell.decodeTokensPerSecond},
                   {"time_to_first_token_ms", cell.timeToFirstTokenMs},
                   {"bytes_per_decode_step", cell.bytesPerStep},
                   {"achieved_bytes_per_s", cell.achievedBytesPerSecond}};
    if (bandwidth > 0) result["fraction_of_memory_bandwidth"] = cell.achievedBytesPerSecond / bandwidth;
    return result;
}

void printRow(const Cell& cell, const RunOptions& options, double bandwidth) {
    std::printf("%6d %7d %9d %12.1f %12.1f %12.1f %12.2f", cell.batch, options.prompt, options.generate,
                cell.prefillTokensPerSecond, cell.decodeTokensPerSecond, cell.timeToFirstTokenMs,
                cell.achievedBytesPerSecond / 1e9);
    if (bandwidth > 0) std::printf(" %5.0f%%", 100 * cell.achievedBytesPerSecond / bandwidth);
    std::printf("\n");
    std::fflush(stdout);
}

/// What was planned for each device, and what its driver says is in use (others' part included).
json memoryToJson(const LoadedModel& model) {
    json devices = json::array();
    for (std::size_t rank = 0; rank < model.usedBytes.size(); ++rank) {
        const DevicePlan& plan = model.plan.devices[rank];
        const DeviceSpec& spec = model.plan.request.devices[static_cast<std::size_t>(plan.device)];
        devices.push_back({{"planned_bytes", plan.expectedBytes()},
                           {"allocated_bytes", model.allocatedBytes[rank]},
                           {"used_bytes", model.usedBytes[rank]},
                           {"used_by_others_bytes", spec.usedByOthersBytes}});
    }
    return devices;
}

/// How fast the weights came from the files.
json readingToJson(const LoadedModel& model) {
    std::uint64_t bytes = 0;
    for (const DevicePlan& device : model.plan.devices)
        bytes += device.weightsBytes();
    return {{"bytes", bytes},
            {"seconds", model.readingSeconds},
            {"bytes_per_s", static_cast<double>(bytes) / model.readingSeconds}};
}

/// Which kernels ran: of each operation and number of tokens, several after commas.
json kernelsToJson(const Engine& engine) {
    json operations = json::object();
    for (const KernelUse& use : engine.kernelsUsed()) {
        json& names = operations[use.operation][std::to_string(use.tokens)];
        names = names.is_null() ? use.kernels : names.get<std::string>() + ", " + use.kernels;
    }
    return operations;
}

/// By which measurements they were chosen, where they were.
json measurementsToJson(const Engine& engine) {
    json measured = json::array();
    for (const KernelMeasurement& each : engine.kernelsMeasured())
        measured.push_back({{"operation", each.operation},
                            {"shape", each.shape},
                            {"cublas_ms", each.libraryMilliseconds},
                            {"mma_ms", each.ownMilliseconds},
                            {"remembered", each.remembered}});
    return measured;
}

int run(const RunOptions& options) {
    if (options.model.directory.empty() == options.model.randomWeights.empty())
        refuse("give either --model or --random-weights");
    const std::vector<int> batches = parseNumbers(options.batches, "--batch", 1);
    const int most = *std::ranges::max_element(batches);
    if (most > 4096) refuse("--batch: " + std::to_string(most) + " chats are more than the 4096 it may be");
    const std::optional<OpenedCheckpoint> checkpoint = openModel(options.model);
    const int trained = trainedContext(options.model, checkpoint);
    const std::int64_t needed = static_cast<std::int64_t>(options.prompt) + options.generate;
    if (needed > trained)
        refuse("--prompt and --generate take " + std::to_string(needed) + " tokens; the model takes at most " +
               std::to_string(trained));
    const int context = options.model.context > 0
                            ? options.model.context
                            : static_cast<int>(std::min<std::int64_t>(needed + stepsToMeet(most, options), trained));
    if (needed > context)
        refuse("--context: " + std::to_string(context) + " tokens do not hold --prompt and --generate, which take " +
               std::to_string(needed));

    LoadOptions load = loadOptions(options.model, context, most);
    load.idsOnly = true;
    EngineLoop engine;
    tools::load(engine, {load, checkpoint});
    const std::shared_ptr<const LoadedModel> loaded = engine.model();
    const LoadedModel& model = *loaded;
    const double bandwidth = memoryBandwidth(model, options);

    // Once unmeasured: the first step touches memory for the first time.
    RunOptions warmUp = options;
    warmUp.prompt = std::min(options.prompt, 16);
    warmUp.generate = std::min(options.generate, 4);
    measure(engine, warmUp, 1, 1);

    json cells = json::array();
    if (!options.asJson) {
        std::printf("%s on %s", oneLine(model.checkpoint.config.name).c_str(), oneLine(deviceName(model)).c_str());
        if (bandwidth > 0) std::printf(", memory reads %.1f GB/s", bandwidth / 1e9);
        if (!model.interconnect.empty()) std::printf(", which exchange data through %s", model.interconnect.c_str());
        std::printf("\n%6s %7s %9s %12s %12s %12s %12s\n", "batch", "prompt", "generated", "prefill t/s", "decode t/s",
                    "first ms", "GB/s read");
    }
    std::uint32_t seed = 1000;
    for (const int batch : batches) {
        if (errorIsTerminal()) std::fprintf(stderr, "\r\33[KMeasuring %d chats\r", batch);
        const Cell cell = measure(engine, options, batch, seed);
        if (errorIsTerminal()) std::fputs("\33[K", stderr);
        seed += static_cast<std::uint32_t>(batch);
        if (options.asJson)
            cells.push_back(toJson(cell, options, bandwidth));
        else
            printRow(cell, options, bandwidth);
    }
    if (options.asJson) {
        json result = {{"device", deviceName(model)}, {"model", model.checkpoint.config.name}, {"cells", cells}};
        if (!model.interconnect.empty()) result["interconnect"] = model.interconnect;
        if (model.readingSeconds > 0) result["reading"] = readingToJson(model);
        if (!model.usedBytes.empty()) result["memory"] = memoryToJson(model);
        if (const json kernels = engine.run(kernelsToJson); !kernels.empty()) result["kernels"] = kernels;
        if (const json times = engine.run(measurementsToJson); !times.empty()) result["kernels_measured"] = times;
        if (load.memoryBytes > 0) result["memory_budget_bytes"] = load.memoryBytes;
        result["precision"] = describeFormats(model.plan.request.weights);
        result["kv_precision"] = precisionName(model.plan.request.kv);
        result["activations"] = activationsName(load.promptActivations);
        if (bandwidth > 0) result["memory_bandwidth_bytes_per_s"] = bandwidth;
        std::puts(result.dump(-1, ' ', false, json::error_handler_t::replace).c_str());
    }
    return kSuccess;
}

}  // namespace

Command addRun(CLI::App& program) {
    CLI::App* app = program.add_subcommand("run", "Measures prefill and decode speed at several batch sizes");
    auto options = std::make_shared<RunOptions>();
    addModelOption(*app, options->model);
    addRandomWeightsOptions(*app, options->model);
    app->add_option("--batch", options->batches, "Chats at once, like 1,4")->capture_default_str();
    app->add_option("--prompt", options->prompt, "Tokens of each prompt")
        ->transform(wholeNumber(1, 1 << 24))
        ->capture_default_str();
    app->add_option("--generate", options->generate, "Tokens that each chat generates while it is measured")
        ->transform(wholeNumber(2, 1 << 24))
        ->capture_default_str();
    app->add_flag("--json", options->asJson, "Print one JSON object instead of a table");
    addLoadOptions(*app, options->model);
    return {app, [options] { return run(*options); }};
}

}  // namespace mw::tools
