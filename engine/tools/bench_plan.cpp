// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>

#include "bench_commands.h"
#include "device_list.h"
#include "model_options.h"
#include "mw/engine.h"

namespace mw::tools {

namespace {

using nlohmann::json;

struct PlanOptions {
    std::string model;
    std::string precision;
    std::string kvPrecision;
    std::string devices;
    std::string memory;
    int contextTokens = 4096;
    int batch = 1;
    int tensorParallel = 0;
    int pipelineParallel = 0;
    int prefillChunk = 0;  ///< 0: the device's usual one
    bool asJson = false;
};

/// What is to be planned, and where it is a checkpoint how that is stored.
struct Asked {
    PlanRequest request;
    std::optional<CheckpointInfo> checkpoint;
};

Asked requestOf(const PlanOptions& options) {
    ModelConfig model;
    WeightFormats stored;
    std::optional<CheckpointInfo> checkpoint;
    if (const std::optional<ModelConfig> known = knownModel(options.model)) {
        model = *known;
    } else {
        std::error_code ignored;
        if (!std::filesystem::exists(options.model, ignored))
            refuse("--model: '" + options.model + "' is neither 8x7B nor 8x22B nor a folder that is there");
        checkpoint = inspectCheckpoint(options.model);
        model = checkpoint->config;
        stored = checkpoint->weights;
    }
    PlanRequest request =
        usualRequest(model, stored, options.devices.empty() ? availableDevices() : parseDeviceList(options.devices));
    if (!options.memory.empty()) limitMemory(request.devices, parseMemory(options.memory, "--memory"));
    request.weights = parseWeights(options.precision, model.layers).value_or(request.weights);
    if (!options.kvPrecision.empty()) request.kv = parsePrecision(options.kvPrecision);
    request.contextTokens = options.contextTokens;
    request.batch = options.batch;
    if (options.prefillChunk > 0) request.prefillChunkTokens = options.prefillChunk;
    if (options.tensorParallel > 0)
        request.placement = Placement{options.tensorParallel, std::max(options.pipelineParallel, 1)};
    return {std::move(request), std::move(checkpoint)};
}

/// "Q4_K, Q6_K, Q8_0".
std::string storedIn(const CheckpointInfo& checkpoint) {
    std::string names = checkpoint.storedFormat;
    for (const std::string& other : checkpoint.otherFormats)
        names += ", " + other;
    return names;
}

json toJson(const Plan& plan, const std::optional<CheckpointInfo>& checkpoint) {
    json devices = json::array();
    for (const DevicePlan& device : plan.devices)
        devices.push_back({{"device", device.device},
                           {"layers", device.partition.layers},
                           {"capacity_bytes", device.capacityBytes},
                           {"weights_bytes", device.weightsBytes()},
                           {"kv_bytes", device.kvBytes},
                           {"workspace_bytes", device.workspaceBytes},
                           {"communication_bytes", device.communicationBytes},
                           {"reserve_bytes", device.reserveBytes},
                           {"total_bytes", device.totalBytes()}});
    json result = {{"fits", plan.fits},
                   {"largest_batch", plan.largestBatch},
                   {"largest_context", plan.largestContext},
                   {"limiting_device", plan.limitingDevice},
                   {"tensor_parallel", plan.placement.tensorParallel},
                   {"pipeline_parallel", plan.placement.pipelineParallel},
                   {"reason", plan.placementReason},
                   {"devices", devices}};
    if (const std::uint64_t budget = plan.request.devices.front().budgetBytes; budget > 0)
        result["memory_budget_bytes"] = budget;
    result["held_as"] = describeFormats(plan.request.weights);
    if (checkpoint)
        result["stored"] = {{"formats", storedIn(*checkpoint)},
                            {"bits_per_weight", checkpoint->storedBits},
                            {"bytes", checkpoint->fileBytes}};
    if (plan.fits) return result;
    if (const std::optional<HeldPrecision> held = fittingPrecision(plan.request))
        result["fits_with"] = {{"precision", describeFormats(held->weights)},
                               {"kv_precision", precisionName(held->kv)}};
    return result;
}

void printTable(const Plan& plan, const std::optional<CheckpointInfo>& checkpoint) {
    const auto gib = [](std::uint64_t bytes) { return static_cast<double>(bytes) / (1ULL << 30); };
    const PlanRequest& request = plan.request;
    std::printf("%s, %s, KV cache in %s, %d tokens x %d chats: %s\n", oneLine(request.model.name).c_str(),
                describeFormats(request.weights).c_str(), std::string(precisionName(request.kv)).c_str(),
                request.contextTokens, request.batch, plan.fits ? "fits" : "does not fit");
    if (checkpoint)
        std::printf("Stored in %s: %.1f bits per weight, %.2f GiB.\n", storedIn(*checkpoint).c_str(),
                    checkpoint->storedBits, gib(checkpoint->fileBytes));
    if (!plan.fits)
        if (const std::string instead = describeWhatFits(plan); !instead.empty()) std::printf("%s\n", instead.c_str());
    if (const std::uint64_t budget = request.devices.front().budgetBytes; budget > 0)
        std::printf("At most %s of each device (--memory).\n", describeMemory(budget).c_str());
    std::printf("%s\n", plan.placementReason.c_str());
    std::printf("Largest batch at this context: %d. Longest context at this batch: %d.\n\n", plan.largestBatch,
                plan.largestContext);
    std::printf("%6s %6s %9s %9s %9s %9s %9s %9s %9s  (GiB)\n", "device", "layers", "weights", "KV", "workspace",
                "comm.", "reserve", "total", "capacity");
    for (const DevicePlan& device : plan.devices)
        std::printf("%6d %6d %9.2f %9.2f %9.2f %9.2f %9.2f %9.2f %9.2f%s\n", device.device, device.partition.layers,
                    gib(device.weightsBytes()), gib(device.kvBytes), gib(device.workspaceBytes),
                    gib(device.communicationBytes), gib(device.reserveBytes), gib(device.totalBytes()),
                    gib(device.capacityBytes), device.fits() ? "" : "  too small");
}

int run(const PlanOptions& options) {
    const auto [request, checkpoint] = requestOf(options);
    const Plan plan = makePlan(request);
    if (options.asJson)
        std::puts(toJson(plan, checkpoint).dump(-1, ' ', false, json::error_handler_t::replace).c_str());
    else
        printTable(plan, checkpoint);
    return plan.fits ? kSuccess : kFailure;
}

}  // namespace

Command addPlan(CLI::App& program) {
    CLI::App* app = program.add_subcommand("plan", "Says what a model takes on each device; exit status 1: too much");
    auto options = std::make_shared<PlanOptions>();
    constexpr int kMost = std::numeric_limits<int>::max();
    app->add_option("--model", options->model, "8x7B, 8x22B, or the folder of a checkpoint")->required();
    addPrecisionOptions(*app, options->precision, options->kvPrecision);
    app->add_option("--devices", options->devices, "GPUs, like 2x80GiB+1x24GiB; this machine's where not given");
    addMemoryOption(*app, options->memory);
    app->add_option("--context", options->contextTokens, "Tokens per chat")
        ->transform(wholeNumber(1, kMost))
        ->capture_default_str();
    app->add_option("--batch", options->batch, "Chats at once")
        ->transform(wholeNumber(1, kMost))
        ->capture_default_str();
    app->add_option("--prefill-chunk", options->prefillChunk,
                    "Most prompt tokens in one step; 4096 on GPUs, 512 on the CPU")
        ->transform(wholeNumber(1, kMost));
    CLI::Option* tensor = app->add_option("--tensor-parallel", options->tensorParallel, "Devices that share each layer")
                              ->transform(wholeNumber(1, 64));
    app->add_option("--pipeline-parallel", options->pipelineParallel, "Groups of layers in a pipeline")
        ->transform(wholeNumber(1, 64))
        ->needs(tensor);
    app->add_flag("--json", options->asJson, "Print one JSON object instead of a table");
    return {app, [options] { return run(*options); }};
}

}  // namespace mw::tools
