// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "mw/options.h"

namespace mw {

class EngineLoop;

/// Which AIME API Server to work for, and how.
struct AimeOptions {
    std::string server;                  ///< "https://host:7777", also with a path before the routes
    std::string key;                     ///< the worker key of the job type; a secret
    std::string jobType = "mixtral";     ///< the queue to serve
    std::string name;                    ///< unique among the server's workers; empty: host and process
    std::string format = "aime";         ///< prompt format of chats, see formats.h; raw prompts have none
    int places = 0;                      ///< most jobs at once; 0: as many as the model was loaded for, less those kept
    std::filesystem::path certificates;  ///< PEM file to trust instead of the system's authorities; empty: those
};

enum class AimeState {
    WaitingForModel,  ///< no model with a tokenizer is loaded, so no jobs are asked for
    Connecting,       ///< asks the server for the first time
    Online,           ///< logged in; takes jobs
    Offline,          ///< the server cannot be reached or does not work; it is tried again
    Stopping,         ///< takes no more jobs, and ends those it has
    Stopped,
    Refused,  ///< ended: the server does not want this worker (wrong key, unknown job type)
};

/// "waiting for a model", "connecting", "online", ...
std::string_view aimeStateName(AimeState state);

enum class AimeJobState {
    Waiting,    ///< for its turn in the engine
    Reading,    ///< its prompt is computed
    Answering,  ///< its answer is generated
    Returning,  ///< its result is on the way to the server
};

/// A job that the worker has.
struct AimeJob {
    std::string id;         ///< the server's
    std::string client;     ///< Request::client: "AIME mixtral_chat", by the endpoint that it came from
    RequestId request = 0;  ///< the engine's, for EngineLoop::cancel(); 0 while it has none
    AimeJobState state = AimeJobState::Waiting;
    int promptTokens = 0;
    int generatedTokens = 0;
    double tokensPerSecond = 0;  ///< of the answer so far, first token excluded
    std::chrono::steady_clock::time_point received{};
};

/// What became of jobs since the worker was started.
struct AimeCounts {
    std::uint64_t received = 0;
    std::uint64_t answered = 0;     ///< the server took the result
    std::uint64_t failed = 0;       ///< it took a result that says why there is no answer
    std::uint64_t undelivered = 0;  ///< it did not take the result, since the client had left or the job was forgotten
    std::uint64_t tokens = 0;       ///< generated
};

struct AimeStatus {
    AimeState state = AimeState::Connecting;
    std::string message;                            ///< why it is offline or refused; empty otherwise
    std::string server;                             ///< its address
    std::string serverVersion;                      ///< "0.9.6"; "older than 0.9.5"; empty until it is known
    std::string name;                               ///< the worker's on the server
    int places = 0;                                 ///< most jobs at once
    std::chrono::system_clock::time_point since{};  ///< when `state` began
    std::vector<AimeJob> jobs;                      ///< oldest first
    AimeCounts counts;
};

/// A line for people: one sentence, without keys and without what clients wrote.
struct AimeLogLine {
    std::chrono::system_clock::time_point time{};
    std::string text;
};

/// Works for an AIME API Server: takes chat jobs off its queue, has the engine answer them beside everything else that
/// it does, and returns the results. It survives the server's restarts and faults; whatever happens to one job leaves
/// the others alone. It has a thread of its own, and waits for neither engine nor server on any other.
///
/// All methods may be called from any thread. Plain HTTP shows the key and all texts to whoever is on the way; with
/// https, the server's certificate is verified. The server itself shows the worker key to its clients.
class AimeWorker {
 public:
    using Log = std::function<void(const AimeLogLine&)>;

    /// Starts. `engine` outlives the worker. `log`, if there is one, hears every line at once, on the worker's thread.
    /// Throws Error(InvalidArgument) naming the option.
    AimeWorker(EngineLoop& engine, AimeOptions options, Log log = {});
    /// Ends running jobs, tells the server so within two seconds, if it answers, and joins.
    ~AimeWorker();
    AimeWorker(const AimeWorker&) = delete;
    AimeWorker& operator=(const AimeWorker&) = delete;

    /// Takes no more jobs and returns at once. Those that run have `patience` to end; then they end with an error.
    void stop(std::chrono::milliseconds patience);

    /// Waits until the worker has stopped or was refused; false if that takes longer than `most`.
    bool waitForEnd(std::chrono::milliseconds most);

    AimeStatus status() const;

    /// The last 500 lines, oldest first.
    std::vector<AimeLogLine> log() const;

 private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace mw
