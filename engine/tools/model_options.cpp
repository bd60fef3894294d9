// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "model_options.h"

#include <algorithm>
#include <cctype>
#include <chrono>
#include <cstdio>
#include <limits>
#include <memory>

#include "channel.h"
#include "device_list.h"
#include "mw/resources.h"
#include "mw/weight_mixes.h"

namespace mw::tools {

namespace {

const char* const kPlace = "Where it runs";
const char* const kAsStored = "as-stored";
constexpr int kAny = std::numeric_limits<int>::max();

BackendKind parseBackend(const std::string& name) {
    if (name == "cpu") return BackendKind::Cpu;
    if (name == "cuda") return BackendKind::Cuda;
    return BackendKind::Automatic;
}

Interconnect parseInterconnect(const std::string& name) {
    if (name == "direct") return Interconnect::Direct;
    if (name == "nccl") return Interconnect::Nccl;
    if (name == "host") return Interconnect::HostMemory;
    return Interconnect::Automatic;
}

/// "a, b or c"
std::string listed(const std::vector<std::string>& names) {
    std::string list;
    for (std::size_t i = 0; i < names.size(); ++i)
        list += (i == 0 ? "" : i + 1 == names.size() ? " or " : ", ") + names[i];
    return list;
}

std::vector<int> parseDevices(const ModelOptions& options, BackendKind backend) {
    if (options.devices.empty()) return {};
    std::vector<int> devices = parseNumbers(options.devices, "--devices", 0);
    const std::vector<DeviceSpec> there = availableDevices(backend);
    for (auto device = devices.begin(); device != devices.end(); ++device) {
        if (*device >= static_cast<int>(there.size()))
            refuse("--devices: there is no device " + std::to_string(*device) + "; this machine has " +
                   std::to_string(there.size()) + ", the first is device 0 (" + there.at(0).name + ")");
        if (std::find(devices.begin(), device, *device) != device)
            refuse("--devices: device " + std::to_string(*device) + " is there twice");
    }
    return devices;
}

}  // namespace

CLI::Option* addModelOption(CLI::App& app, ModelOptions& options) {
    return app.add_option("--model", options.directory, "Folder of a checkpoint, a GGUF file, or Ollama's of a model")
        ->type_name("PATH")
        ->check(notEmpty());
}

void addRandomWeightsOptions(CLI::App& app, ModelOptions& options) {
    CLI::Option* random =
        app.add_option("--random-weights", options.randomWeights, "Instead of --model: 8x7B or 8x22B, random weights")
            ->check([](const std::string& name) -> std::string {
                return knownModel(name) ? "" : "'" + name + "' is neither 8x7B nor 8x22B";
            });
    app.add_option("--layers", options.layers, "Only so many layers, where the whole random model does not fit")
        ->transform(wholeNumber(1, 1000))
        ->needs(random);
}

void addLoadOptions(CLI::App& app, ModelOptions& options) {
    const auto add = [&](const char* name, auto& value, const char* help) {
        return app.add_option(name, value, help)->group(kPlace);
    };
    add("--context", options.context, "Tokens per chat")->transform(wholeNumber(1, kAny));
    add("--backend", options.backend, "auto, cpu or cuda")
        ->check(CLI::IsMember({"auto", "cpu", "cuda"}))
        ->capture_default_str();
    add("--devices", options.devices, "GPUs to use, like 0,1; all that help where not given");
    addMemoryOption(app, options.memory)->group(kPlace);
    add("--virtual-devices", options.virtualDevices, "How many devices the CPU plays")
        ->transform(wholeNumber(1, 8))
        ->capture_default_str();
    add("--threads", options.threads, "CPU threads; 0: one per core")
        ->transform(wholeNumber(0, 1024))
        ->capture_default_str();
    add("--prefill-chunk", options.prefillChunk, "Most prompt tokens in one step; 4096 on GPUs, 512 on the CPU")
        ->transform(wholeNumber(1, 1 << 20));
    CLI::Option* tensor = add("--tensor-parallel", options.tensorParallel, "Devices that share each layer")
                              ->transform(wholeNumber(1, 64));
    add("--pipeline-parallel", options.pipelineParallel, "Groups of layers in a pipeline")
        ->transform(wholeNumber(1, 64))
        ->needs(tensor);
    add("--interconnect", options.interconnect,
        "How GPUs exchange data: auto, direct (own sums in each other's memory), nccl, or host (memory of the host)")
        ->check(CLI::IsMember({"auto", "direct", "nccl", "host"}))
        ->capture_default_str();
    app.add_flag("--eager", options.eager,
                 "On GPUs: launch every kernel of every step instead of replaying recorded steps")
        ->group(kPlace);
    add("--kernels", options.kernels,
        "On GPUs: kernels to prefer wherever they can run, like mma,separate (all that GPUs without wgmma have)")
        ->delimiter(',');
    addPrecisionOptions(app, options.precision, options.kvPrecision);
    std::vector<std::string> activations;
    for (const Activations known : allActivations())
        activations.emplace_back(activationsName(known));
    add("--activations", options.activations,
        "Of prompts, beside experts in fp8: exact, or fp8, which reads long prompts faster and rounds what is "
        "multiplied")
        ->check(CLI::IsMember(activations))
        ->capture_default_str();
}

CLI::Option* addMemoryOption(CLI::App& app, std::string& memory) {
    return app
        .add_option(
            "--memory", memory,
            "Of each device, like 24GiB: plan and take as if it had no more. What fits there, fits a card of that "
            "size")
        ->type_name("SIZE");
}

void addPrecisionOptions(CLI::App& app, std::string& weights, std::string& kv) {
    std::vector<std::string> formats = {kAsStored}, precisions;
    for (const WeightFormatRow& row : weightFormats())
        formats.emplace_back(row.name);
    for (const std::string_view mix : mixNames())
        formats.emplace_back(mix);
    for (const Precision precision : allPrecisions())
        precisions.emplace_back(precisionName(precision));
    app.add_option("--precision", weights,
                   "Of the weights, converted while loading: " + listed(formats) +
                       ". Below 8 bits attention and output head are kept in fp8")
        ->check(CLI::IsMember(formats))
        ->group(kPlace);
    app.add_option("--kv-precision", kv, "Of the KV cache: " + listed(precisions))
        ->check(CLI::IsMember(precisions))
        ->group(kPlace);
}

std::optional<WeightFormats> parseWeights(const std::string& name, int layers) {
    if (name.empty() || name == kAsStored) return std::nullopt;
    if (const std::optional<WeightFormats> mix = mixNamed(name, layers)) return mix;
    return parseWeightFormat(name);
}

std::optional<ModelConfig> knownModel(const std::string& name) {
    std::string lowered = name;
    std::ranges::transform(lowered, lowered.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (lowered == "8x7b") return mixtral8x7B();
    if (lowered == "8x22b") return mixtral8x22B();
    return {};
}

LoadOptions loadOptions(const ModelOptions& options, int context, int batch) {
    LoadOptions load;
    load.backend = parseBackend(options.backend);
    load.devices = parseDevices(options, load.backend);
    if (!options.memory.empty()) load.memoryBytes = parseMemory(options.memory, "--memory");
    load.virtualDevices = options.virtualDevices;
    load.threads = options.threads;
    load.prefillChunkTokens = options.prefillChunk;
    load.kernels = options.kernels;
    load.contextTokens = context;
    load.batch = batch;
    if (options.tensorParallel > 0)
        load.placement = Placement{options.tensorParallel, std::max(options.pipelineParallel, 1)};
    load.interconnect = parseInterconnect(options.interconnect);
    load.recordSteps = !options.eager;
    if (!options.kvPrecision.empty()) load.kvPrecision = parsePrecision(options.kvPrecision);
    load.promptActivations = parseActivations(options.activations);
    if (options.randomWeights.empty()) {
        load.directory = options.directory;
        if (mixNamed(options.precision, 1))
            refuse("--precision: " + options.precision +
                   " is how files mix formats, for --random-weights; what a "
                   "checkpoint holds is converted to one");
        load.weights = parseWeights(options.precision, 0);
    } else {
        load.randomWeights = knownModel(options.randomWeights);
        if (options.layers > load.randomWeights->layers)
            refuse("--layers: the model has " + std::to_string(load.randomWeights->layers) + " layers, not " +
                   std::to_string(options.layers));
        if (options.layers > 0) load.randomWeights->layers = options.layers;
        load.weights = parseWeights(options.precision, load.randomWeights->layers);
    }
    return load;
}

std::string demoModel() {
    const std::filesystem::path folder = resourceFolder() / "demo-model";
    if (std::filesystem::is_directory(folder)) return folder.string();
    refuse("--model: name the folder of a checkpoint; no demo model is installed in " + folder.string());
}

std::optional<OpenedCheckpoint> openModel(const ModelOptions& options) {
    if (!options.randomWeights.empty()) return std::nullopt;
    return openCheckpoint(options.directory);
}

int trainedContext(const ModelOptions& options, const std::optional<OpenedCheckpoint>& checkpoint) {
    return checkpoint ? checkpoint->info.config.trainedContext : knownModel(options.randomWeights)->trainedContext;
}

void sayNotes(const CheckpointInfo& info, bool wasChosen) {
    std::vector<std::string> notes = info.notes;
    if (wasChosen && !info.formatNote.empty()) notes.push_back(info.formatNote);
    for (const std::string& note : notes)
        std::fprintf(stderr, "%s\n", oneLine(note).c_str());
}

bool load(EngineLoop& engine, const LoadRequest& request, const std::function<bool()>& cancelled) {
    constexpr std::chrono::milliseconds kPatience{30};
    std::stop_source stop;
    const bool watched = errorIsTerminal();
    const auto clear = [&] {
        if (watched) std::fputs("\r\33[K", stderr);
    };
    const auto show = [&](const LoadProgress& done) {
        if (!watched || done.bytesTotal == 0) return;
        clear();
        std::fprintf(stderr, "%s %.0f%%", done.phase == LoadPhase::Reading ? "Reading weights" : "Warming up",
                     100 * static_cast<double>(done.bytesDone) / static_cast<double>(done.bytesTotal));
    };
    const auto events = std::make_shared<Channel<LoadEvent>>();
    engine.load(
        request, [events](const LoadEvent& event) { events->push(event); }, stop.get_token());
    while (true) {
        if (cancelled && cancelled()) stop.request_stop();
        const std::optional<LoadEvent> event = events->popWithin(kPatience);
        if (!event) continue;
        if (const auto* progress = std::get_if<LoadProgress>(&*event)) {
            show(*progress);
            continue;
        }
        clear();
        if (const auto* failed = std::get_if<LoadFailed>(&*event)) rethrow(failed->failure);
        if (request.options.memoryBytes > 0)
            std::fprintf(stderr, "Takes at most %s of each device (--memory).\n",
                         describeMemory(request.options.memoryBytes).c_str());
        return std::holds_alternative<LoadCompleted>(*event);
    }
}

}  // namespace mw::tools
