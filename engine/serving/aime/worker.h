// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>

#include "engine_watch.h"
#include "http_client.h"
#include "job.h"
#include "mw/aime_worker.h"
#include "mw/engine_loop.h"
#include "progress.h"
#include "results.h"
#include "server_link.h"
#include "timing.h"

namespace mw::aime {

/// The worker behind AimeWorker. All that it does happens in run(), on one thread: calls to the server run beside each
/// other in one HttpClient, and the engine's thread only wakes it.
class Worker {
 public:
    Worker(EngineLoop& engine, AimeOptions options, AimeWorker::Log log, Timing timing = {});
    ~Worker();
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    /// Returns when the worker has stopped or was refused.
    void run();

    // From any thread:
    void stop(std::chrono::milliseconds patience);
    bool waitForEnd(std::chrono::milliseconds most);
    AimeStatus status() const;
    std::vector<AimeLogLine> log() const;

 private:
    void turn();
    void lookAtModel();
    int placesIn(const LoadedModel& model) const;
    void collectEnded(Clock::time_point now);
    void poll(Clock::time_point now);
    void breakPollOff();
    bool mayLeave(Clock::time_point now);
    void heardPoll(const HttpReply& reply);
    bool take(std::vector<JobInput> jobs);
    void begin(JobInput input, const std::string& error);
    void cancel(Job& job, const std::string& why);
    void finished(const std::string& id, Delivery delivery, const std::string& why);
    void drop(const std::string& id, const std::string& why);
    void refuse(const std::string& message);
    bool isOver(Clock::time_point now);
    int running() const;
    void say(std::string text);
    std::string withoutKey(std::string text) const;
    AimeState stateNow() const;
    void publish();
    void leave();

    EngineLoop& m_engine;
    const AimeOptions m_options;
    const AimeWorker::Log m_listener;
    const Timing m_timing;
    const std::string m_version;
    Credentials m_worker;
    HttpClient m_http;
    Agenda m_agenda;
    JobTable m_jobs;
    ServerLink m_link;
    ProgressReporter m_progress;
    ResultSender m_results;
    std::shared_ptr<EngineWatch> m_watch;

    std::shared_ptr<const LoadedModel> m_model;  ///< null also while one without a tokenizer is loaded
    int m_places = 0;                            ///< 0 until there was a model
    int m_life = 0;
    std::optional<HttpClient::Call> m_poll;
    int m_asked = 0;                  ///< jobs that the poll may bring
    Clock::time_point m_delivered{};  ///< the last result
    Clock::time_point m_pollBegan{}, m_pollAt{}, m_pollBroke{};
    bool m_isStopping = false;
    Clock::time_point m_cancelAt{};  ///< when stopping: the end of patience with jobs that run
    bool m_hasCancelled = false;
    std::string m_refusal;
    AimeCounts m_counts;

    mutable std::mutex m_mutex;
    std::condition_variable m_ended;
    // Guarded by the mutex:
    std::optional<Clock::time_point> m_stopAt;
    bool m_isOver = false;
    AimeStatus m_status;  ///< figures of jobs are those of m_answers
    std::vector<std::shared_ptr<Answer>> m_answers;
    std::deque<AimeLogLine> m_log;
};

}  // namespace mw::aime
