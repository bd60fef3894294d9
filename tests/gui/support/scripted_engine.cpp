// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "scripted_engine.h"

#include <chrono>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

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

[[noreturn]] void raise(const Failure& failure) {
    if (failure.code == ErrorCode::OutOfMemory) throw OutOfMemory(failure.message, failure.shortages);
    throw Error(failure.code, failure.message, failure.place);
}

std::vector<DeviceSpec> scriptedDevices(int count) {
    DeviceSpec device;
    device.kind = DeviceKind::Cpu;
    device.name = "Scripted CPU";
    device.capacityBytes = test::engineScript().machineBytes / static_cast<std::uint64_t>(count);
    return std::vector<DeviceSpec>(static_cast<std::size_t>(count), device);
}

}  // namespace

namespace test {

EngineScript engineScript() {
    const std::lock_guard lock(scriptMutex);
    return script;
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

std::string_view finishReasonName(FinishReason) {
    return "scripted";
}

CheckpointInfo inspectCheckpoint(const std::filesystem::path& directory) {
    if (const auto failure = test::engineScript().inspectFailure) raise(*failure);
    CheckpointInfo info = test::scriptedCheckpoint();
    info.directory = directory;
    info.tokenizer = directory / "tokenizer.model";
    return info;
}

std::vector<DeviceSpec> availableDevices(BackendKind) {
    const std::vector<DeviceSpec> gpus = test::engineScript().gpus;
    return gpus.empty() ? scriptedDevices(1) : gpus;
}

Plan planLoad(const CheckpointInfo& checkpoint, const LoadOptions& options) {
    PlanRequest request;
    request.model = checkpoint.config;
    request.weights = checkpoint.weights;
    request.kv = Precision::Float32;
    request.activations = Precision::Float32;
    const std::vector<DeviceSpec> gpus = test::engineScript().gpus;
    request.devices = gpus.empty() ? scriptedDevices(options.virtualDevices) : gpus;
    if (!gpus.empty() && !options.devices.empty()) {
        request.devices.clear();
        for (const int gpu : options.devices)
            request.devices.push_back(gpus.at(static_cast<std::size_t>(gpu)));
    }
    request.contextTokens = options.contextTokens;
    request.batch = options.batch;
    if (options.prefillChunkTokens > 0) request.prefillChunkTokens = options.prefillChunkTokens;
    request.placement = options.placement;
    return makePlan(request);
}

struct Engine::Impl {
    struct Open {
        Request request;
        int tokens = 0;
        bool accepted = false;
        bool cancelled = false;
    };

    std::optional<LoadedModel> model;
    std::map<RequestId, Open> open;
    std::vector<Event> events;
    RequestId lastId = 0;
    int steps = 0;

    void finish(RequestId id, const Open& request, FinishReason reason) {
        events.push_back(RequestFinished{id, reason, "", promptTokensOf(request.request), request.tokens, 1.0,
                                         request.tokens > 1 ? 100.0 : 0.0});
    }
};

Engine::Engine() : m_impl(std::make_unique<Impl>()) {}
Engine::~Engine() = default;
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;

bool Engine::load(const LoadOptions& options, const std::function<void(const LoadProgress&)>& progress,
                  std::stop_token stop) {
    unload();
    count(&test::EngineCounts::loads);
    {
        const std::lock_guard lock(scriptMutex);
        loads.push_back(options);
    }
    const test::EngineScript now = test::engineScript();
    LoadedModel model;
    model.checkpoint = test::scriptedCheckpoint();
    model.checkpoint.directory = options.directory;
    const std::uint64_t bytes = model.checkpoint.fileBytes;
    for (int piece = 0; piece < now.loadPieces; ++piece) {
        if (stop.stop_requested()) return false;
        if (now.loadFailure && piece == now.loadPieces / 2 &&
            (now.failingLoads < 0 || test::engineCounts().loads <= now.failingLoads))
            raise(*now.loadFailure);
        pause(now.loadPieceMs);
        const auto done = static_cast<std::uint64_t>(piece + 1) * bytes / static_cast<std::uint64_t>(now.loadPieces);
        if (progress) progress({done, bytes, "Reading weights"});
    }
    model.plan = planLoad(model.checkpoint, options);
    for (const DevicePlan& device : model.plan.devices) {
        model.allocatedBytes.push_back(device.totalBytes() - device.reserveBytes);
        model.deviceNames.push_back("Scripted CPU");
    }
    model.backend = "CPU";
    model.hasTokenizer = true;
    m_impl->model = std::move(model);
    m_impl->steps = 0;
    return true;
}

void Engine::unload() {
    if (!m_impl->model) return;
    count(&test::EngineCounts::unloads);
    for (const auto& [id, request] : std::exchange(m_impl->open, {}))
        m_impl->finish(id, request, FinishReason::Cancelled);
    m_impl->model.reset();
}

const LoadedModel* Engine::model() const {
    return m_impl->model ? &*m_impl->model : nullptr;
}

RequestId Engine::submit(Request request) {
    const RequestId id = ++m_impl->lastId;
    {
        const std::lock_guard lock(scriptMutex);
        requests.push_back(request);
    }
    if (m_impl->model)
        m_impl->open[id].request = std::move(request);
    else
        m_impl->events.push_back(RequestFailed{id, {ErrorCode::InvalidArgument, "No model is loaded.", {}, {}}});
    return id;
}

void Engine::cancel(RequestId id) {
    if (const auto found = m_impl->open.find(id); found != m_impl->open.end()) found->second.cancelled = true;
}

bool Engine::step() {
    if (!m_impl->model) return false;
    count(&test::EngineCounts::steps);
    const test::EngineScript now = test::engineScript();
    if (m_impl->steps++ == now.failingStep) {
        m_impl->model.reset();
        m_impl->open.clear();
        raise(now.stepFailure);
    }
    pause(now.stepMs);
    StepCompleted report;
    report.elapsedMs = now.stepMs;
    report.kvPages = m_impl->model->plan.kvPages;
    for (auto entry = m_impl->open.begin(); entry != m_impl->open.end();) {
        auto& [id, request] = *entry;
        if (!request.accepted) {
            request.accepted = true;
            m_impl->events.push_back(
                RequestAccepted{id, promptTokensOf(request.request), request.request.maxTokens, 0});
            m_impl->events.push_back(RequestStarted{id, 0});
            report.prefillTokens += promptTokensOf(request.request);
        }
        const bool failed = now.requestFailure && request.tokens == 1;
        const bool complete = request.tokens >= request.request.maxTokens;
        if (request.cancelled) {
            m_impl->finish(id, request, FinishReason::Cancelled);
        } else if (failed) {
            m_impl->events.push_back(RequestFailed{id, *now.requestFailure});
        } else if (complete) {
            m_impl->finish(id, request, FinishReason::Length);
        } else {
            const int index = request.tokens++;
            TokenEvent token;
            token.id = id;
            token.token = index;
            token.text = now.tokenText ? now.tokenText(index) : "t" + std::to_string(index) + " ";
            m_impl->events.push_back(std::move(token));
            ++report.decodeTokens;
            ++report.running;
            report.kvPagesUsed += static_cast<std::uint64_t>(index) / kKvPageTokens + 1;
            ++entry;
            continue;
        }
        entry = m_impl->open.erase(entry);
    }
    m_impl->events.push_back(report);
    return !m_impl->open.empty();
}

std::vector<Event> Engine::takeEvents() {
    return std::exchange(m_impl->events, {});
}

std::vector<int> Engine::encode(std::span<const Message> messages, const std::string&) const {
    if (!m_impl->model) throw Error(ErrorCode::InvalidArgument, "No model is loaded.");
    std::size_t characters = 0;
    for (const Message& message : messages)
        characters += message.content.size();
    return std::vector<int>(characters);
}

}  // namespace mw
