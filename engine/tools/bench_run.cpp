// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <numeric>

#include "bench_commands.h"
#include "device_list.h"
#include "model_options.h"
#include "mw/machine.h"
#include "mw/speed.h"
#include "random_prompt.h"

namespace mw::tools {

namespace {

using nlohmann::json;
using Clock = std::chrono::steady_clock;

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

double seconds(Clock::duration duration) {
    return std::chrono::duration<double>(duration).count();
}

/// The least that a step takes of the prompts while other chats generate already.
constexpr int kLeastChunk = 512;

/// Most steps after which all chats generate, where each has a page at most of its prompt still to read.
int stepsToMeet(int batch, const RunOptions& options) {
    const int chunk = options.model.prefillChunk > 0 ? std::min(options.model.prefillChunk, kLeastChunk) : kLeastChunk;
    return batch * std::min(options.prompt, kKvPageTokens) / chunk + 2;
}

/// Measures one cell: first reads all prompts, then generates with them in the cache, so that neither disturbs the
/// other.
class CellRun {
 public:
    CellRun(Engine& engine, const RunOptions& options, int batch, std::uint32_t seed)
        : m_engine(engine), m_options(options), m_batch(batch), m_seed(seed) {}

    Cell measure() {
        Cell cell{.batch = m_batch};
        readPrompts(cell);
        generate(cell);
        return cell;
    }

 private:
    void readPrompts(Cell& cell) {
        submit(1);
        const Clock::time_point start = Clock::now();
        while (m_finished < m_batch) {
            m_engine.step();
            takeEvents(Clock::now());
        }
        Clock::time_point last = start;
        for (const auto& [id, first] : m_first) {
            cell.timeToFirstTokenMs += seconds(first - start) * 1e3 / m_batch;
            last = std::max(last, first);
        }
        cell.prefillTokensPerSecond = static_cast<double>(m_batch) * m_options.prompt / seconds(last - start);
        finish();
    }

    void generate(Cell& cell) {
        submit(m_options.generate + stepsToMeet(m_batch, m_options));
        // The first step in which every chat generates only marks the start, hence one more.
        const int wantedSteps = std::max(1, m_options.generate - 1);
        int steps = 0;
        std::optional<Clock::time_point> start;
        Clock::time_point end;
        while (steps < wantedSteps && m_finished == 0) {
            m_engine.step();
            end = Clock::now();
            const StepCompleted step = takeEvents(end);
            if (step.prefillTokens > 0 || step.decodeTokens != m_batch) continue;
            if (start) ++steps;
            if (!start) start = end;
        }
        if (steps > 0) {
            const double elapsed = seconds(end - *start);
            cell.decodeTokensPerSecond = static_cast<double>(m_batch) * steps / elapsed;
            cell.bytesPerStep =
                decodeStepBytes(m_engine.model()->plan.request, m_batch, m_options.prompt + steps / 2.0);
            cell.achievedBytesPerSecond = cell.bytesPerStep * steps / elapsed;
        }
        finish();
    }

    void submit(int maxTokens) {
        const PlanRequest& planned = m_engine.model()->plan.request;
        for (int chat = 0; chat < m_batch; ++chat) {
            Request request;
            request.promptIds =
                randomPrompt(m_options.prompt, planned.model.vocabularySize, m_seed + static_cast<std::uint32_t>(chat));
            request.maxTokens = std::min(maxTokens, planned.contextTokens - m_options.prompt);
            request.ignoreEos = true;
            request.sampling.temperature = 0;
            m_first[m_engine.submit(std::move(request))] = {};
        }
    }

    StepCompleted takeEvents(Clock::time_point now) {
        StepCompleted step;
        for (const Event& event : m_engine.takeEvents()) {
            if (const auto* token = std::get_if<TokenEvent>(&event)) {
                if (Clock::time_point& first = m_first.at(token->id); first == Clock::time_point{}) first = now;
            } else if (const auto* failed = std::get_if<RequestFailed>(&event)) {
                throw Error(failed->failure.code, failed->failure.message, failed->failure.place);
            } else if (std::holds_alternative<RequestFinished>(event)) {
                ++m_finished;
            } else if (const auto* completed = std::get_if<StepCompleted>(&event)) {
                step = *completed;
            }
        }
        return step;
    }

    void finish() {
        for (const auto& [id, first] : m_first)
            m_engine.cancel(id);
        while (m_engine.step())
            ;
        m_engine.takeEvents();
        m_first.clear();
        m_finished = 0;
    }

    Engine& m_engine;
    const RunOptions& m_options;
    int m_batch;
    std::uint32_t m_seed;
    int m_finished = 0;
    std::map<RequestId, Clock::time_point> m_first;  ///< when its first token came
};

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

int run(const RunOptions& options) {
    if (options.model.directory.empty() == options.model.randomWeights.empty())
        refuse("give either --model or --random-weights");
    const std::vector<int> batches = parseNumbers(options.batches, "--batch", 1);
    const int most = *std::ranges::max_element(batches);
    if (most > 4096) refuse("--batch: " + std::to_string(most) + " chats are more than the 4096 it may be");
    const int trained = trainedContext(options.model);
    const std::int64_t needed = static_cast<std::int64_t>(options.prompt) + options.generate;
    if (needed > trained)
        refuse("--prompt and --generate take " + std::to_string(needed) + " tokens; the model was trained for " +
               std::to_string(trained));
    const int context = options.model.context > 0
                            ? options.model.context
                            : static_cast<int>(std::min<std::int64_t>(needed + stepsToMeet(most, options), trained));
    if (needed > context)
        refuse("--context: " + std::to_string(context) + " tokens do not hold --prompt and --generate, which take " +
               std::to_string(needed));

    Engine engine;
    load(engine, loadOptions(options.model, context, most));
    const LoadedModel& model = *engine.model();
    const double bandwidth = memoryBandwidth(model, options);

    // Once unmeasured: the first step touches memory for the first time.
    RunOptions warmUp = options;
    warmUp.prompt = std::min(options.prompt, 16);
    warmUp.generate = std::min(options.generate, 4);
    CellRun(engine, warmUp, 1, 1).measure();

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
        const Cell cell = CellRun(engine, options, batch, seed).measure();
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
        if (const json kernels = kernelsToJson(engine); !kernels.empty()) result["kernels"] = kernels;
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
