// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "mw/engine_loop.h"

#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

#include "overloaded.h"

namespace mw {

struct EngineLoop::Impl final : EngineObserver {
    using Command = std::function<void()>;

    mutable std::mutex mutex;
    std::condition_variable wake;
    // Guarded by the mutex:
    std::vector<Command> commands;
    std::vector<Command> questions;
    std::map<RequestId, OpenRequest> open;
    std::vector<std::weak_ptr<EngineObserver>> observers;
    std::shared_ptr<const LoadedModel> model;
    RequestId lastId = 0;
    int keptPlaces = 0;
    int replacements = 0;              ///< loads and unloads that are queued
    std::stop_source restoring;        ///< stops loading again what was there before
    std::atomic<bool> ending = false;  ///< changed under the mutex

    std::stop_source ended;  ///< stops a running load

    // Of the engine's thread:
    Engine engine{this};
    bool working = false;               ///< another step may find something to do
    std::optional<Failure> refusal;     ///< why no work is taken, after a step failed
    std::optional<LoadRequest> source;  ///< what is loaded, or was before loads that ended without a model

    std::thread thread;  // last: it uses all of the above

    void run();
    void step();
    bool queue(Command command, std::vector<Command>& to);
    bool queue(Command command) { return queue(std::move(command), commands); }
    void answer();
    void replace(Command command);
    void start(RequestId id, const Submission& submission);
    void cancel(RequestId id);
    void hear(RequestSink& sink, const RequestEvent& event);
    OpenRequest note(const RequestEvent& event);
    void load(const LoadRequest& request, LoadSink sink, const std::stop_token& stop);
    LoadEvent tryToLoad(const LoadRequest& request, const LoadSink& tell, const std::stop_token& stop);
    std::optional<std::stop_token> beginToRestore();
    void free();
    void rest();
    void refuse(const Failure& failure);

    template <typename Call>
    void tellObservers(const Call& call);

    // As the engine's observer:
    void stepCompleted(const StepCompleted& step) override;
    void unloaded() override;
};

void EngineLoop::Impl::run() {
    bool last = false;
    while (!last) {
        std::vector<Command> asked;
        {
            std::unique_lock lock(mutex);
            wake.wait(lock, [this] { return working || ending || !commands.empty() || !questions.empty(); });
            asked.swap(commands);
            last = ending;
        }
        answer();
        for (const Command& command : asked)
            command();
        if (working && !last) step();
    }
    free();  // here, where the devices were used
}

void EngineLoop::Impl::step() {
    try {
        if (!engine.step()) rest();
    } catch (...) {
        refuse(currentFailure());
    }
}

/// False if the loop is ending.
bool EngineLoop::Impl::queue(Command command, std::vector<Command>& to) {
    {
        const std::lock_guard lock(mutex);
        if (ending) return false;
        to.push_back(std::move(command));
    }
    wake.notify_one();
    return true;
}

void EngineLoop::Impl::answer() {
    std::vector<Command> asked;
    {
        const std::lock_guard lock(mutex);
        asked.swap(questions);
    }
    for (const Command& question : asked)
        if (!ending) question();
}

/// Queues what will be there in place of what is loaded, or is being loaded again.
void EngineLoop::Impl::replace(Command command) {
    std::stop_source superseded(std::nostopstate);
    {
        const std::lock_guard lock(mutex);
        if (ending) return;
        ++replacements;
        commands.push_back([this, command = std::move(command)] {
            {
                const std::lock_guard begun(mutex);
                --replacements;
            }
            command();
        });
        superseded = restoring;
    }
    superseded.request_stop();
    wake.notify_one();
}

void EngineLoop::Impl::start(RequestId id, const Submission& submission) {
    RequestSink sink = [this, own = submission.sink](const RequestEvent& event) mutable { hear(own, event); };
    if (ending) return sink(RequestFinished{.id = id, .reason = FinishReason::Cancelled});
    if (refusal) return sink(RequestFailed{id, *refusal});
    engine.submit(id, submission.request, std::move(sink));
    working = working || engine.model();
}

void EngineLoop::Impl::cancel(RequestId id) {
    {
        const std::lock_guard lock(mutex);
        if (!open.contains(id)) return;
    }
    engine.cancel(id);
    working = true;
}

void EngineLoop::Impl::hear(RequestSink& sink, const RequestEvent& event) {
    const OpenRequest request = note(event);
    try {
        if (sink) sink(event);
    } catch (...) {
        sink = {};
        engine.cancel(request.id);
    }
    tellObservers([&](EngineObserver& observer) { observer.requestChanged(request, event); });
}

/// Writes down how far a request is, and gives what was written.
OpenRequest EngineLoop::Impl::note(const RequestEvent& event) {
    const std::lock_guard lock(mutex);
    const auto found = open.find(idOf(event));
    OpenRequest& request = found->second;
    std::visit(Overloaded{
                   [&](const RequestAccepted& accepted) {
                       request.state = RequestState::Waiting;
                       request.promptTokens = accepted.promptTokens;
                   },
                   [&](const RequestStarted& started) {
                       request.state = RequestState::Running;
                       request.cachedTokens = started.cachedTokens;
                   },
                   [](const PromptScored&) {},
                   [&](const TokenEvent&) { ++request.generatedTokens; },
                   [](const RequestFinished&) {},
                   [](const RequestFailed&) {},
               },
               event);
    OpenRequest now = request;
    if (isLast(event)) open.erase(found);
    return now;
}

void EngineLoop::Impl::load(const LoadRequest& request, LoadSink sink, const std::stop_token& stop) {
    const LoadSink tell = [this, &sink](const LoadEvent& event) {
        if (std::holds_alternative<LoadProgress>(event)) answer();
        try {
            if (sink) sink(event);
        } catch (...) {
            sink = {};  // whoever it told of the load has gone; it goes on
        }
    };
    const auto end = [&](LoadEvent event, bool restores) {
        if (auto* cancelled = std::get_if<LoadCancelled>(&event)) cancelled->restoring = restores;
        if (auto* failed = std::get_if<LoadFailed>(&event)) failed->restoring = restores;
        tell(event);
        const auto* completed = std::get_if<LoadCompleted>(&event);
        if (completed) tellObservers([&](EngineObserver& observer) { observer.loaded(*completed->model); });
    };
    const LoadEvent event = tryToLoad(request, tell, stop);
    const auto superseded = engine.model() || !source ? std::nullopt : beginToRestore();
    end(event, superseded.has_value());
    if (!superseded) return;
    const LoadRequest before = *source;
    const LoadEvent restored = tryToLoad(before, tell, *superseded);
    // Before that is told: whoever hears it may ask for the next load at once.
    if (std::holds_alternative<LoadFailed>(restored)) source.reset();
    end(restored, false);
}

/// How it ended.
LoadEvent EngineLoop::Impl::tryToLoad(const LoadRequest& request, const LoadSink& tell, const std::stop_token& stop) {
    std::stop_source either;
    const auto stopEither = [&either] { either.request_stop(); };
    const std::stop_callback byCaller(stop, stopEither);
    const std::stop_callback byEnd(ended.get_token(), stopEither);
    if (either.stop_requested()) return LoadCancelled{};
    try {
        if (!engine.load(request, tell, either.get_token())) return LoadCancelled{};
    } catch (...) {
        return LoadFailed{currentFailure()};
    }
    refusal.reset();
    const auto loaded = std::make_shared<const LoadedModel>(*engine.model());
    source = LoadRequest(request.options, {}, loaded->plan);  // its files need not stay open
    const std::lock_guard lock(mutex);
    model = loaded;
    return LoadCompleted{loaded};
}

/// By what it will be stopped; nothing if something else is to be loaded or unloaded anyway.
std::optional<std::stop_token> EngineLoop::Impl::beginToRestore() {
    const std::lock_guard lock(mutex);
    if (ending || replacements > 0) return std::nullopt;
    restoring = std::stop_source();
    return restoring.get_token();
}

void EngineLoop::Impl::free() {
    source.reset();
    try {
        engine.unload();
    } catch (...) {
        // At the end, what the devices say to that is of no use to anyone.
        if (!ending) refuse(currentFailure());
    }
}

void EngineLoop::Impl::rest() {
    working = false;
    tellObservers([](EngineObserver& observer) { observer.rested(); });
}

void EngineLoop::Impl::refuse(const Failure& failure) {
    refusal = failure;
    source.reset();
    {
        const std::lock_guard lock(mutex);
        model.reset();
    }
    rest();
    tellObservers([&](EngineObserver& observer) { observer.failed(failure); });
}

void EngineLoop::Impl::stepCompleted(const StepCompleted& step) {
    tellObservers([&](EngineObserver& observer) { observer.stepCompleted(step); });
}

void EngineLoop::Impl::unloaded() {
    {
        const std::lock_guard lock(mutex);
        model.reset();
    }
    if (working) rest();
    tellObservers([](EngineObserver& observer) { observer.unloaded(); });
}

template <typename Call>
void EngineLoop::Impl::tellObservers(const Call& call) {
    std::vector<std::shared_ptr<EngineObserver>> there;
    {
        const std::lock_guard lock(mutex);
        std::erase_if(observers, [&](const std::weak_ptr<EngineObserver>& observer) {
            std::shared_ptr<EngineObserver> one = observer.lock();
            if (!one) return true;
            there.push_back(std::move(one));
            return false;
        });
    }
    for (const auto& observer : there)
        call(*observer);
}

EngineLoop::EngineLoop() : m_impl(std::make_unique<Impl>()) {
    m_impl->thread = std::thread([impl = m_impl.get()] { impl->run(); });
}

EngineLoop::~EngineLoop() {
    {
        const std::lock_guard lock(m_impl->mutex);
        m_impl->ending = true;
    }
    m_impl->ended.request_stop();
    m_impl->wake.notify_one();
    m_impl->thread.join();
}

RequestId EngineLoop::submit(Request request, RequestSink sink) {
    return submit({{std::move(request), std::move(sink)}}).front();
}

std::vector<RequestId> EngineLoop::submit(std::vector<Submission> together) {
    std::vector<RequestId> ids(together.size());
    {
        const std::lock_guard lock(m_impl->mutex);
        if (m_impl->ending) return ids;
        for (std::size_t i = 0; i < together.size(); ++i) {
            const RequestId id = ids[i] = ++m_impl->lastId;
            m_impl->open.emplace(
                id, OpenRequest{
                        .id = id, .client = together[i].request.client, .submitted = std::chrono::steady_clock::now()});
        }
        m_impl->commands.push_back([impl = m_impl.get(), ids, together = std::move(together)] {
            for (std::size_t i = 0; i < ids.size(); ++i)
                impl->start(ids[i], together[i]);
        });
    }
    m_impl->wake.notify_one();
    return ids;
}

void EngineLoop::cancel(RequestId id) {
    m_impl->queue([impl = m_impl.get(), id] { impl->cancel(id); });
}

void EngineLoop::load(LoadRequest request, LoadSink sink, std::stop_token stop) {
    m_impl->replace([impl = m_impl.get(), request = std::move(request), sink = std::move(sink),
                     stop = std::move(stop)] { impl->load(request, sink, stop); });
}

void EngineLoop::unload(std::function<void()> done) {
    m_impl->replace([impl = m_impl.get(), done = std::move(done)] {
        impl->free();
        if (done) done();
    });
}

void EngineLoop::keepPlaces(int places) {
    {
        const std::lock_guard lock(m_impl->mutex);
        m_impl->keptPlaces = places;
    }
    m_impl->queue([impl = m_impl.get(), places] { impl->engine.keepPlaces(places); });
}

int EngineLoop::keptPlaces() const {
    const std::lock_guard lock(m_impl->mutex);
    return m_impl->keptPlaces;
}

void EngineLoop::post(std::function<void(Engine&)> function) {
    m_impl->queue([impl = m_impl.get(), function = std::move(function)] {
        if (!impl->ending) function(impl->engine);
    });
}

void EngineLoop::ask(std::function<void()> question) {
    m_impl->queue(std::move(question), m_impl->questions);
}

void EngineLoop::observe(std::weak_ptr<EngineObserver> observer) {
    const std::lock_guard lock(m_impl->mutex);
    m_impl->observers.push_back(std::move(observer));
}

std::shared_ptr<const LoadedModel> EngineLoop::model() const {
    const std::lock_guard lock(m_impl->mutex);
    return m_impl->model;
}

std::vector<OpenRequest> EngineLoop::openRequests() const {
    const std::lock_guard lock(m_impl->mutex);
    std::vector<OpenRequest> requests;
    for (const auto& [id, request] : m_impl->open)
        requests.push_back(request);
    return requests;
}

}  // namespace mw
