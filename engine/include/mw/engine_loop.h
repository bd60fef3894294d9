// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <functional>
#include <future>
#include <memory>
#include <stop_token>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "mw/engine.h"

namespace mw {

struct LoadCompleted {
    std::shared_ptr<const LoadedModel> model;
};
struct LoadCancelled {
    bool restoring = false;
};
struct LoadFailed {
    Failure failure;
    bool restoring = false;
};

/// What comes of a load: how far it is, and at the end exactly one of the others. After one that says `restoring`, the
/// model before is loaded again, and what comes of that follows in the same way.
using LoadEvent = std::variant<LoadProgress, LoadCompleted, LoadCancelled, LoadFailed>;
using LoadSink = std::function<void(const LoadEvent&)>;

/// A request, and who hears what comes of it.
struct Submission {
    Request request;
    RequestSink sink;  ///< may be empty
};

/// The engine on a thread of its own: the one queue that windows, consoles, benchmarks and servers submit to.
///
/// All methods may be called from any thread, also from sinks and observers, and none waits for the engine, except
/// run(). What they ask for is done between steps, in the order in which it was asked for. While there is nothing to
/// do, the thread sleeps.
///
/// Sinks, observers and posted functions are called on the engine's thread, never under a lock. A step waits for them,
/// so they hand over and return. A request's sink hears an end in every case:
///
/// - the model is unloaded, replaced or the loop destroyed: RequestFinished, cancelled;
/// - a step fails: RequestFailed with that failure, and so for all requests until a model is loaded;
/// - the sink throws: the request is cancelled, and the sink hears nothing more.
class EngineLoop {
 public:
    EngineLoop();
    /// Stops a running load, cancels all requests, and joins when the running step is over. What was posted and not yet
    /// run is dropped. From the beginning of this call on, all others do nothing. Not to be called by the engine's
    /// thread.
    ~EngineLoop();
    EngineLoop(const EngineLoop&) = delete;
    EngineLoop& operator=(const EngineLoop&) = delete;

    /// Queues a request. Its id is in all of its events; 0 if the loop is ending, and then there are none.
    RequestId submit(Request request, RequestSink sink);
    /// Queues several that the same step takes in.
    std::vector<RequestId> submit(std::vector<Submission> together);

    /// Ends a request after the step that runs; unknown or finished ids are ignored.
    void cancel(RequestId id);

    /// Loads a model, in place of one loaded before. Requests that are open end when that one is freed; later ones wait
    /// for this one. If it fails or is stopped after that, the one before is loaded again, as it was planned; unless
    /// load() or unload() is called meanwhile, which want something else.
    void load(LoadRequest request, LoadSink sink, std::stop_token stop = {});

    /// Frees the model, and then calls `done`.
    void unload(std::function<void()> done = {});

    /// Keeps `places` of the batch, and their share of the KV pages, for requests of this machine, from the next step
    /// on and also of models that are loaded later. Request::served ones never take them, and let others pass where
    /// both wait, so that a person's chat begins at once whatever the network asks for. What runs is not stopped. At
    /// least one place is left to served ones, so a batch of one keeps none. 0, as at the beginning: all are treated
    /// alike.
    void keepPlaces(int places);
    /// What was said last.
    int keptPlaces() const;

    /// Runs a function between two steps. It may ask and compute, but submits and loads through the loop, and must not
    /// throw.
    void post(std::function<void(Engine&)> function);

    /// Runs a function that needs no engine, but its thread and devices: between two steps, or while a load reads. It
    /// must not throw.
    void ask(std::function<void()> question);

    /// Runs a function between two steps and waits for its result, which may be an exception. Not to be called by the
    /// engine's thread.
    template <typename Function>
    auto run(Function function) {
        using Result = std::invoke_result_t<Function, Engine&>;
        auto task = std::make_shared<std::packaged_task<Result(Engine&)>>(std::move(function));
        std::future<Result> result = task->get_future();
        post([task = std::move(task)](Engine& engine) { (*task)(engine); });
        return result.get();
    }

    /// From now on, `observer` hears of everything, as long as it exists.
    void observe(std::weak_ptr<EngineObserver> observer);

    /// The loaded model, or null, as of the last load, unload() or failure that was completed.
    std::shared_ptr<const LoadedModel> model() const;

    /// All requests that have not ended, oldest first.
    std::vector<OpenRequest> openRequests() const;

 private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace mw
