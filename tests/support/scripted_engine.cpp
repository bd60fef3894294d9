// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "scripted_engine.h"

#include <chrono>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

#include "mw/supported.h"

#include "mw/error.h"

namespace mw {

namespace {

std::mutex scriptMutex;
test::EngineScript script;
test::EngineCounts counts;
std::vector<Request> requests;
std::vector<LoadOptions> loads;

int promptTokensOf(const Request& request) {
    return request.promptIds.empty() ? 7 : static_cast<int>(request.promptIds.size());
}

void pause(double milliseconds) {
    std::this_thread::sleep_for(std::chrono::duration<double, std::milli>(milliseconds));
}

void count(int test::EngineCounts::*member) {
    const std::lock_guard lock(scriptMutex);
    ++(counts.*member);
}

std::vector<DeviceSpec> scriptedDevices(int count) {
    DeviceSpec device;
    device.kind = DeviceKind::Cpu;
    device.name = "Scripted CPU";
    device.capacityBytes = test::engineScript().machineBytes / static_cast<std::uint64_t>(count);
    device.usedByOthersBytes = test::engineScript().othersBytes / static_cast<std::uint64_t>(count);
    return std::vector<DeviceSpec>(static_cast<std::size_t>(count), device);
}

}  // namespace

namespace test {

EngineScript engineScript() {
    const std::lock_guard lock(scriptMutex);
    return script;
}

Failure failureOf(ErrorCode code, std::string message, std::vector<MemoryShortage> shortages) {
    return {code, std::move(message), {}, std::move(shortages)};
}

void setEngineScript(EngineScript next) {
    const std::lock_guard lock(scriptMutex);
    script = std::move(next);
    counts = {};
    requests.clear();
    loads.clear();
}

std::vector<Request> submittedRequests() {
    const std::lock_guard lock(scriptMutex);
    return requests;
}

std::vector<LoadOptions> submittedLoads() {
    const std::lock_guard lock(scriptMutex);
    return loads;
}

EngineCounts engineCounts() {
    const std::lock_guard lock(scriptMutex);
    return counts;
}

CheckpointInfo scriptedCheckpoint() {
    CheckpointInfo info;
    info.directory = "/models/scripted";
    info.config = mixtral8x7B();
    info.config.name = "Scripted 8x7B";
    info.layout = "Hugging Face";
    info.files = 19;
    info.fileBytes = parameterCount(info.config) * rowBytes(info.weights.experts, 1).total();
    info.tokenizer = info.directory / "tokenizer.model";
    info.tokenizerVersion = "v1";
    info.suggestedFormat = "mistral-v1";
    return info;
}

}  // namespace test

CheckpointInfo inspectCheckpoint(const std::filesystem::path& directory) {
    if (const auto failure = test::engineScript().inspectFailure) rethrow(*failure);
    CheckpointInfo info = test::scriptedCheckpoint();
    info.directory = directory;
    info.tokenizer = directory / "tokenizer.model";
    return info;
}

OpenedCheckpoint openCheckpoint(const std::filesystem::path& directory) {
    return {inspectCheckpoint(directory), nullptr};
}

std::vector<DeviceSpec> availableDevices(BackendKind) {
    const std::vector<DeviceSpec> gpus = test::engineScript().gpus;
    return gpus.empty() ? scriptedDevices(1) : gpus;
}

Plan planLoad(const CheckpointInfo& checkpoint, const LoadOptions& options) {
    if (const auto failure = test::engineScript().planFailure) rethrow(*failure);
    const std::vector<DeviceSpec> gpus = test::engineScript().gpus;
    std::vector<DeviceSpec> devices = gpus.empty() ? scriptedDevices(options.virtualDevices) : gpus;
    if (!gpus.empty() && !options.devices.empty()) {
        devices.clear();
        for (const int gpu : options.devices)
            devices.push_back(gpus.at(static_cast<std::size_t>(gpu)));
    }
    limitMemory(devices, options.memoryBytes);
    PlanRequest request = usualRequest(checkpoint.config, checkpoint.weights, std::move(devices));
    request.weights = options.weights.value_or(request.weights);
    request.kv = options.kvPrecision.value_or(request.kv);
    requireSupported(options.promptActivations, request.weights, request.devices);
    request.contextTokens = options.contextTokens;
    if (options.shortenContext) request.contextTokens = std::min(request.contextTokens, request.model.trainedContext);
    request.batch = options.batch;
    if (options.prefillChunkTokens > 0) request.prefillChunkTokens = options.prefillChunkTokens;
    request.placement = options.placement;
    return makePlan(request);
}

struct Engine::Impl {
    struct Open {
        Request request;
        RequestSink sink;
        int tokens = 0;
        bool started = false;
        bool cancelled = false;

        void tell(const RequestEvent& event) const {
            if (sink) sink(event);
        }
        void finish(RequestId id, FinishReason reason) const {
            tell(RequestFinished{id, reason, "", promptTokensOf(request), tokens, test::engineScript().firstTokenMs,
                                 tokens > 1 ? 100.0 : 0.0});
        }
    };

    EngineObserver* observer = nullptr;
    std::optional<LoadedModel> model;
    std::map<RequestId, Open> open;
    int steps = 0;
};

Engine::Engine(EngineObserver* observer) : m_impl(std::make_unique<Impl>()) {
    m_impl->observer = observer;
}
Engine::~Engine() = default;
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;

bool Engine::load(const LoadRequest& request, const std::function<void(const LoadProgress&)>& progress,
                  std::stop_token stop) {
    const LoadOptions& options = request.options;
    LoadedModel model;
    model.options = options;
    model.checkpoint = request.checkpoint ? request.checkpoint->info : inspectCheckpoint(options.directory);
    const Plan planned = planLoad(model.checkpoint, options);
    if (request.plan) requireFits(*request.plan, planned.request.devices, false);
    model.plan = request.plan.value_or(planned);
    unload();
    count(&test::EngineCounts::loads);
    {
        const std::lock_guard lock(scriptMutex);
        loads.push_back(options);
    }
    const test::EngineScript now = test::engineScript();
    const std::uint64_t bytes = model.checkpoint.fileBytes;
    for (int piece = 0; piece < now.loadPieces; ++piece) {
        if (stop.stop_requested()) return false;
        if (now.loadFailure && piece == now.loadPieces / 2 &&
            (now.failingLoads < 0 || test::engineCounts().loads <= now.failingLoads))
            rethrow(*now.loadFailure);
        pause(now.loadPieceMs);
        const auto done = static_cast<std::uint64_t>(piece + 1) * bytes / static_cast<std::uint64_t>(now.loadPieces);
        if (progress) progress({done, bytes, LoadPhase::Reading});
    }
    for (const DevicePlan& device : model.plan.devices) {
        model.allocatedBytes.push_back(device.totalBytes() - device.reserveBytes);
        model.deviceNames.push_back("Scripted CPU");
    }
    model.backend = "CPU";
    model.hasTokenizer = true;
    model.toolCallsToken = now.toolCallsToken;
    m_impl->model = std::move(model);
    m_impl->steps = 0;
    return true;
}

void Engine::unload() {
    if (!m_impl->model) return;
    count(&test::EngineCounts::unloads);
    for (const auto& [id, request] : std::exchange(m_impl->open, {}))
        request.finish(id, FinishReason::Cancelled);
    m_impl->model.reset();
    if (m_impl->observer) m_impl->observer->unloaded();
}

const LoadedModel* Engine::model() const {
    return m_impl->model ? &*m_impl->model : nullptr;
}

void Engine::submit(RequestId id, Request request, RequestSink sink) {
    {
        const std::lock_guard lock(scriptMutex);
        requests.push_back(request);
    }
    const RequestAccepted accepted{id, promptTokensOf(request), request.maxTokens, 0};
    Impl::Open open{.request = std::move(request), .sink = std::move(sink)};
    if (!m_impl->model)
        return open.tell(RequestFailed{id, {ErrorCode::InvalidArgument, "No model is loaded.", {}, {}}});
    open.tell(accepted);
    m_impl->open.emplace(id, std::move(open));
}

void Engine::cancel(RequestId id) {
    if (const auto found = m_impl->open.find(id); found != m_impl->open.end()) found->second.cancelled = true;
}

void Engine::keepPlaces(int) {}  // which would be the scheduler's affair

bool Engine::step() {
    if (!m_impl->model) return false;
    count(&test::EngineCounts::steps);
    const test::EngineScript now = test::engineScript();
    pause(now.stepMs);
    if (m_impl->steps++ == now.failingStep) {
        m_impl->model.reset();
        for (const auto& [id, request] : std::exchange(m_impl->open, {}))
            request.tell(RequestFailed{id, now.stepFailure});
        rethrow(now.stepFailure);
    }
    StepCompleted report;
    report.elapsedMs = now.stepMs;
    report.kvPages = m_impl->model->plan.kvPages;
    for (auto entry = m_impl->open.begin(); entry != m_impl->open.end();) {
        auto& [id, request] = *entry;
        if (!std::exchange(request.started, true)) {
            request.tell(RequestStarted{id, 0});
            report.prefillTokens += promptTokensOf(request.request);
        }
        const bool failed = now.requestFailure && request.tokens == 1;
        const bool complete = request.tokens >= request.request.maxTokens;
        if (request.cancelled) {
            request.finish(id, FinishReason::Cancelled);
        } else if (failed) {
            request.tell(RequestFailed{id, *now.requestFailure});
        } else if (complete) {
            request.finish(id, FinishReason::Length);
        } else {
            const int index = request.tokens++;
            TokenEvent token;
            token.id = id;
            token.token = index;
            token.text = now.tokenText ? now.tokenText(index) : "t" + std::to_string(index) + " ";
            request.tell(token);
            ++report.decodeTokens;
            ++report.running;
            report.kvPagesUsed += static_cast<std::uint64_t>(index) / kKvPageTokens + 1;
            ++entry;
            continue;
        }
        entry = m_impl->open.erase(entry);
    }
    if (m_impl->observer) m_impl->observer->stepCompleted(report);
    return !m_impl->open.empty();
}

std::vector<int> Engine::encode(std::span<const Message> messages, const std::string&) const {
    if (!m_impl->model) throw Error(ErrorCode::InvalidArgument, "No model is loaded.");
    std::size_t characters = 0;
    for (const Message& message : messages)
        characters += message.content.size();
    return std::vector<int>(characters);
}

std::vector<float> Engine::logits(std::span<const int>) {
    throw Error(ErrorCode::InvalidArgument, "The engine is a double.");
}

}  // namespace mw
