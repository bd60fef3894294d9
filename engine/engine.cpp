// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "mw/engine.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

#include "cpu_backend.h"
#include "cuda_module.h"
#include "fit.h"
#include "mw/supported.h"
#include "open_tokenizer.h"
#include "session.h"

namespace mw {

namespace {

bool usesCuda(BackendKind backend) {
    if (backend == BackendKind::Cpu || cudaModule()) return backend != BackendKind::Cpu;
    if (backend == BackendKind::Cuda) throw Error(ErrorCode::Unsupported, cudaMissing());
    return false;
}

/// CUDA's numbers of the GPUs that `options` ask for.
std::vector<int> gpusOf(const LoadOptions& options, std::size_t there) {
    std::vector<int> gpus = options.devices;
    if (gpus.empty()) {  // all; the planner leaves out those that would not help
        gpus.resize(there);
        std::iota(gpus.begin(), gpus.end(), 0);
    }
    for (const int gpu : gpus)
        if (gpu < 0 || static_cast<std::size_t>(gpu) >= there)
            throw Error(ErrorCode::InvalidArgument,
                        "There is no GPU " + std::to_string(gpu) + "; this machine has " + std::to_string(there) + ".");
    return gpus;
}

std::vector<DeviceSpec> wholeDevicesFor(const LoadOptions& options) {
    // Virtual devices exist on the CPU only, so asking for some is asking for the CPU.
    if (options.virtualDevices == 1 && usesCuda(options.backend)) {
        const std::vector<DeviceSpec> there = cudaModule()->devices();
        std::vector<DeviceSpec> devices;
        for (const int gpu : gpusOf(options, there.size()))
            devices.push_back(there[static_cast<std::size_t>(gpu)]);
        return devices;
    }
    if (options.virtualDevices < 1 || options.virtualDevices > 8)
        throw Error(ErrorCode::InvalidArgument,
                    "The CPU can play 1 to 8 virtual devices, not " + std::to_string(options.virtualDevices) + ".");
    return cpuDevices(options.virtualDevices);
}

std::vector<DeviceSpec> devicesFor(const LoadOptions& options) {
    std::vector<DeviceSpec> devices = wholeDevicesFor(options);
    limitMemory(devices, options.memoryBytes);
    return devices;
}

CheckpointInfo randomCheckpoint(const ModelConfig& config) {
    CheckpointInfo info;
    info.config = config;
    info.config.name += ", random weights";
    info.layout = "random weights";
    return info;
}

}  // namespace

std::vector<DeviceSpec> availableDevices(BackendKind backend) {
    return usesCuda(backend) ? cudaModule()->devices() : cpuDevices(1);
}

Plan planLoad(const CheckpointInfo& checkpoint, const LoadOptions& options) {
    PlanRequest request = usualRequest(checkpoint.config, checkpoint.weights, devicesFor(options));
    const int trained = checkpoint.config.trainedContext;
    if (options.contextTokens > trained && !options.shortenContext)
        throw Error(ErrorCode::InvalidArgument, "A context of " + std::to_string(options.contextTokens) +
                                                    " tokens was asked for; the model takes at most " +
                                                    std::to_string(trained) + ".");
    request.weights = options.weights.value_or(request.weights);
    request.kv = options.kvPrecision.value_or(request.kv);
    requireSupported(options.promptActivations, request.weights, request.devices);
    if (options.contextTokens != 0) request.contextTokens = std::min(options.contextTokens, trained);
    request.batch = options.batch;
    if (options.prefillChunkTokens > 0) request.prefillChunkTokens = options.prefillChunkTokens;
    if (!options.kernels.empty() && request.devices.front().kind == DeviceKind::Cpu)
        throw Error(ErrorCode::InvalidArgument, "Kernels can be chosen on GPUs only; the model runs on the CPU.");
    request.placement = options.placement;
    return makePlan(request);
}

namespace {

/// The checkpoint that was looked at, if it still is the one in the folder.
OpenedCheckpoint opened(const LoadRequest& request) {
    if (request.options.randomWeights) return {randomCheckpoint(*request.options.randomWeights), nullptr};
    if (!request.checkpoint) return openCheckpoint(request.options.directory);
    request.checkpoint->files->requireUnchanged();
    return *request.checkpoint;
}

std::uint64_t budgetOf(const PlanRequest& request) {
    return request.devices.front().budgetBytes;
}

/// The plan that was seen, if it still is one for this checkpoint on this machine, or one made now. It fits: with the
/// margin where that can be told, which is not while a model is `loaded`, whose driver may hold more for it than is
/// known to be ours.
Plan agreedPlan(const LoadRequest& request, const CheckpointInfo& checkpoint, bool loaded) {
    Plan now = planLoad(checkpoint, request.options);
    if (!request.plan) {
        requireFits(now, now.request.devices, !loaded);
        return now;
    }
    const PlanRequest& seen = request.plan->request;
    if (seen.model != checkpoint.config || seen.weights != now.request.weights)
        throw Error(ErrorCode::InvalidArgument,
                    checkpoint.directory.string() + " holds another model than the one that was planned for.");
    if (seen.contextTokens != now.request.contextTokens || seen.batch != now.request.batch ||
        seen.kv != now.request.kv || budgetOf(seen) != budgetOf(now.request) ||
        seen.prefillChunkTokens != now.request.prefillChunkTokens)
        throw Error(ErrorCode::InvalidArgument, "The plan is not one for what was asked for.");
    // Others may have taken some of the margin since: it is there for that.
    requireFits(*request.plan, now.request.devices, false);
    return *request.plan;
}

std::unique_ptr<Backend> makeBackend(const Plan& plan, const LoadOptions& options) {
    if (plan.request.devices.front().kind == DeviceKind::Cpu)
        return makeCpuBackend({static_cast<int>(plan.devices.size()), options.threads});
    const std::vector<int> gpus = gpusOf(options, cudaModule()->devices().size());
    CudaBackendOptions cuda{
        .kernels = options.kernels, .interconnect = options.interconnect, .recordSteps = options.recordSteps};
    for (const DevicePlan& device : plan.devices)
        cuda.devices.push_back(gpus[static_cast<std::size_t>(device.device)]);
    return cudaModule()->makeBackend(cuda);
}

}  // namespace

struct Engine::Impl {
    explicit Impl(EngineObserver* told) : observer(told) {}

    EngineObserver* observer;
    std::unique_ptr<Session> session;
    SessionEvents events;  ///< not told yet
    std::map<RequestId, RequestSink> sinks;
    bool telling = false;
    int keptPlaces = 0;

    void tell();
    void tell(const RequestEvent& event);
};

/// Sinks and the observer are called here and nowhere else: no step is under way then, so that they may call the
/// engine.
void Engine::Impl::tell() {
    if (std::exchange(telling, true)) return;  // one of them did, and the call below goes on with what came of it
    while (!events.requests.empty() || !events.steps.empty()) {
        for (const RequestEvent& event : std::exchange(events.requests, {}))
            tell(event);
        for (const StepCompleted& step : std::exchange(events.steps, {}))
            if (observer) observer->stepCompleted(step);
    }
    telling = false;
}

void Engine::Impl::tell(const RequestEvent& event) {
    const auto found = sinks.find(idOf(event));
    if (found == sinks.end()) return;
    if (!isLast(event)) return found->second(event);
    const RequestSink sink = std::move(found->second);
    sinks.erase(found);
    sink(event);
}

Engine::Engine(EngineObserver* observer) : m_impl(std::make_unique<Impl>(observer)) {}
Engine::~Engine() = default;
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;

bool Engine::load(const LoadRequest& request, const std::function<void(const LoadProgress&)>& progress,
                  std::stop_token stop) {
    const OpenedCheckpoint checkpoint = opened(request);
    LoadedModel model;
    model.options = request.options;
    model.checkpoint = checkpoint.info;
    model.plan = agreedPlan(request, checkpoint.info, m_impl->session != nullptr);
    std::unique_ptr<Tokenizer> tokenizer;
    if (const std::filesystem::path& file = model.checkpoint.tokenizer; !file.empty() && !request.options.idsOnly) {
        OpenedTokenizer found = openTokenizer(file);
        requireFit(*found.tokenizer, model.checkpoint.config, found.facts.added, file);
        tokenizer = std::move(found.tokenizer);
    }
    if (stop.stop_requested()) return false;
    unload();
    auto backend = makeBackend(model.plan, request.options);
    auto session =
        std::make_unique<Session>(std::move(model), std::move(backend), std::move(tokenizer), m_impl->events);
    if (!checkpoint.files) {
        session->randomise();
    } else {
        if (!session->load(*checkpoint.files, progress, stop)) return false;
        checkpoint.files->requireUnchanged();  // or half of it may be of one, and half of another
    }
    session->warmUp(progress);
    if (stop.stop_requested()) return false;  // whoever asked for that was not told of a model
    session->keepPlaces(m_impl->keptPlaces);
    m_impl->session = std::move(session);
    return true;
}

void Engine::unload() {
    if (!m_impl->session) return;
    m_impl->session->cancelAll();
    m_impl->tell();
    m_impl->session.reset();
    if (m_impl->observer) m_impl->observer->unloaded();
}

const LoadedModel* Engine::model() const {
    return m_impl->session ? &m_impl->session->model() : nullptr;
}

void Engine::submit(RequestId id, Request request, RequestSink sink) {
    if (sink) m_impl->sinks.emplace(id, std::move(sink));
    if (m_impl->session)
        m_impl->session->submit(id, std::move(request));
    else
        m_impl->events.requests.push_back(
            RequestFailed{id, {ErrorCode::InvalidArgument, "No model is loaded.", {}, {}}});
    m_impl->tell();
}

void Engine::cancel(RequestId id) {
    if (m_impl->session) m_impl->session->cancel(id);
}

void Engine::keepPlaces(int places) {
    m_impl->keptPlaces = places;
    if (m_impl->session) m_impl->session->keepPlaces(places);
}

bool Engine::step() {
    if (!m_impl->session) return false;
    try {
        m_impl->session->step();
    } catch (...) {
        // A step that throws leaves devices in an unknown state: nothing more is computed on them.
        m_impl->session->failAll(currentFailure());
        m_impl->session.reset();
        m_impl->tell();
        throw;
    }
    m_impl->tell();
    return m_impl->session && !m_impl->session->idle();
}

std::vector<KernelUse> Engine::kernelsUsed() const {
    return m_impl->session ? m_impl->session->kernelsUsed() : std::vector<KernelUse>();
}

std::vector<KernelMeasurement> Engine::kernelsMeasured() const {
    return m_impl->session ? m_impl->session->kernelsMeasured() : std::vector<KernelMeasurement>();
}

std::vector<int> Engine::encode(std::span<const Message> messages, const std::string& format) const {
    if (!m_impl->session) throw Error(ErrorCode::InvalidArgument, "No model is loaded.");
    return m_impl->session->encode(messages, format).ids;
}

std::vector<float> Engine::logits(std::span<const int> ids) {
    if (!m_impl->session) throw Error(ErrorCode::InvalidArgument, "No model is loaded.");
    std::vector<float> result = m_impl->session->logits(ids);
    m_impl->tell();
    return result;
}

}  // namespace mw
