// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "worker.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include "description.h"
#include "mw/formats.h"
#include "mw/version.h"
#include "overloaded.h"
#include "utf8.h"

namespace mw::aime {

namespace {

constexpr std::size_t kLogLines = 500;
constexpr std::chrono::seconds kLongestSleep{60};
const char* const kAddress = "the AIME server's address";
const char* const kShuttingDown = "Worker is shutting down";

std::string summaryOf(const Job& job, const ResultMessage& result) {
    std::string text = "Job " + shortId(job.id) + " (" + job.client + "): ";
    if (!result.error.empty()) return text + presentable(result.error);
    std::array<char, 120> figures{};
    const AnswerSoFar answer = job.answer->figures();
    std::snprintf(figures.data(), figures.size(), "%d tokens after %d, %.1f tokens/s", answer.generatedTokens,
                  answer.promptTokens, tokensPerSecond(answer));
    text += figures.data();
    return answer.remark.empty() ? text : text + "; " + answer.remark;
}

}  // namespace

Worker::Worker(EngineLoop& engine, AimeOptions options, AimeWorker::Log log, Timing timing)
    : m_engine(engine),
      m_options(std::move(options)),
      m_listener(std::move(log)),
      m_timing(std::move(timing)),
      m_version("Mixtral Workbench " + builtVersion()),
      m_worker{m_options.name.empty() ? usualWorkerName() : m_options.name, m_options.key, m_options.jobType},
      m_http(parseServerAddress(m_options.server, kAddress), {.certificates = m_options.certificates}),
      m_link(m_http, m_worker, m_timing, [this](const std::string& text) { say(text); }),
      m_progress({m_http, m_link, m_worker, m_timing, m_jobs,
                  [this](Job& job) {
                      job.wantedAsItIs = true;
                      cancel(job, "");
                  },
                  [this](const std::string& id) { drop(id, "the server does not know it any more"); }}),
      m_results(
          {m_http, m_link, m_worker, m_timing, m_jobs, m_version,
           [this](const std::string& id, Delivery delivery, const std::string& why) { finished(id, delivery, why); }}),
      m_watch(std::make_shared<EngineWatch>(m_http.waker())) {
    if (m_options.key.empty()) throw Error(ErrorCode::InvalidArgument, "the AIME worker key is empty");
    if (m_options.jobType.empty()) throw Error(ErrorCode::InvalidArgument, "the AIME job type is empty");
    if (std::ranges::none_of(promptFormats(), [&](const auto& row) { return row.name == m_options.format; }))
        throw Error(ErrorCode::InvalidArgument, "unknown prompt format " + inQuotes(m_options.format));
    const ServerAddress address = parseServerAddress(m_options.server, kAddress);
    m_status.server = address.url;
    m_status.name = m_worker.auth;
    m_status.since = std::chrono::system_clock::now();
    if (!address.isEncrypted && !address.isLocal)
        say("The way to " + address.url + " is not encrypted: who is on it can read the key and all texts.");
    m_engine.observe(m_watch);
}

Worker::~Worker() {
    for (const auto& [id, job] : m_jobs)
        if (job.answer) job.answer->cancel();
}

void Worker::run() {
    try {
        while (true) {
            m_agenda.clear();
            turn();
            publish();
            const auto now = Clock::now();
            if (isOver(now)) break;
            const auto sleep = std::min<Clock::duration>(m_agenda.next() - now, kLongestSleep);
            m_http.wait(std::chrono::ceil<std::chrono::milliseconds>(sleep));
        }
    } catch (...) {
        m_refusal = "The worker failed: " + currentFailure().message;
    }
    leave();
}

void Worker::turn() {
    const auto now = Clock::now();
    {
        const std::lock_guard lock(m_mutex);
        if (m_stopAt) {
            m_isStopping = true;
            m_cancelAt = m_refusal.empty() ? *m_stopAt : std::min(m_cancelAt, *m_stopAt);
        }
    }
    if (!m_link.refusal().empty()) refuse(m_link.refusal());
    lookAtModel();
    m_link.turn(now, m_agenda);
    if (std::exchange(m_life, m_link.life()) != m_link.life()) {
        say("The server does not know this worker any more; it was started anew.");
        breakPollOff();  // what answers it is gone
    }
    collectEnded(now);
    poll(now);
    m_progress.turn(now, m_agenda);
    m_results.turn(now, m_agenda);
}

void Worker::lookAtModel() {
    std::shared_ptr<const LoadedModel> model = m_engine.model();
    if (model && !model->hasTokenizer) model.reset();
    const int places = model ? placesIn(*model) : m_places;
    if (model == m_model && places == m_places) return;
    m_model = std::move(model);
    m_places = places;
    if (!m_model) return;
    m_link.describe(describe(*m_model, m_places));
}

/// Jobs that the engine would let wait are better left to other workers of the server.
int Worker::placesIn(const LoadedModel& model) const {
    const int most = std::max(model.plan.request.batch - std::max(m_engine.keptPlaces(), 0), 1);
    return m_options.places > 0 ? std::min(m_options.places, most) : most;
}

void Worker::collectEnded(Clock::time_point now) {
    if (m_isStopping && now >= m_cancelAt && !std::exchange(m_hasCancelled, true))
        for (auto& [id, job] : m_jobs)
            if (job.isRunning()) cancel(job, kShuttingDown);
    for (auto& [id, job] : m_jobs) {
        if (!job.isRunning()) continue;
        const auto ended = job.answer->figures().ended;
        if (!ended) continue;
        job.ended = *ended;
        job.stage = Job::Stage::LastProgress;
        m_counts.tokens += static_cast<std::uint64_t>(job.answer->figures().generatedTokens);
    }
}

int Worker::running() const {
    return static_cast<int>(std::ranges::count_if(m_jobs, [](const auto& entry) { return entry.second.isRunning(); }));
}

void Worker::poll(Clock::time_point now) {
    const bool takesJobs = m_model && !m_isStopping;
    if (m_poll && !takesJobs && mayLeave(now)) breakPollOff();
    const int places = m_places - running();
    if (m_poll || !takesJobs || places <= 0 || !m_link.isReady()) return;
    if (now < m_pollAt) return m_agenda.at(m_pollAt);
    m_asked = places;
    m_pollBegan = now;
    m_poll = m_http.post(kJobRoute, jobRequest(m_worker, m_link.description(), places, m_link.isLegacy()),
                         std::max(m_link.requestTimeout(), m_timing.leastPoll) + m_timing.pollSlack,
                         HttpClient::Connection::Fresh, [this](const HttpReply& reply) { heardPoll(reply); });
}

/// A pending request that is closed makes the server take all jobs for lost that run, and also those whose result it
/// has but whose client has not collected it yet.
bool Worker::mayLeave(Clock::time_point now) {
    if (!m_jobs.empty()) return false;
    const auto collected = m_delivered + m_timing.collection;
    if (!m_poll || now >= collected) return true;
    m_agenda.at(collected);
    return false;
}

void Worker::breakPollOff() {
    if (m_poll) m_http.cancel(*m_poll);
    m_poll.reset();
}

void Worker::heardPoll(const HttpReply& reply) {
    m_poll.reset();
    const auto now = Clock::now();
    // A connection that held for long was a good one.
    if (now - m_pollBegan > m_timing.shortPoll) m_link.works();
    if (!reply.failure.empty()) return m_link.lost(reply.failure, now);
    // One that gives nothing to do at once should not be asked all the time.
    const auto takeBreath = [&] {
        if (now - m_pollBegan < std::chrono::milliseconds(100)) m_pollAt = now + m_timing.starting;
    };
    JobReply answer = readJobReply(reply.status, reply.body);
    std::visit(
        Overloaded{
            [&](Jobs& some) {
                m_link.works();
                if (!take(std::move(some.jobs))) takeBreath();
            },
            [&](const NoJob&) {
                m_link.works();
                takeBreath();
            },
            [&](const PollBroke&) {
                if (std::exchange(m_pollBroke, now) + m_timing.shortPoll > now)
                    m_link.lost("it breaks job requests off", now);
            },
            [&](const NotLoggedIn& stranger) {
                if (m_link.isLegacy()) return refuse("The server refuses this worker: " + stranger.message);
                m_link.loginLost(stranger.message, now);
            },
            [&](const TryAgain& later) { m_link.lost(later.message, now); },
            [&](const Refusal& refusal) { refuse("The server refuses this worker: " + refusal.message); },
            [&](const Unintelligible& other) { m_link.lost("it answered a job request with " + other.what, now); },
        },
        answer);
}

/// Whether there was a job among them.
bool Worker::take(std::vector<JobInput> jobs) {
    int taken = 0;
    for (JobInput& input : jobs) {
        if (input.id.empty()) {
            say("The server sent a job without an id, which cannot be answered.");
        } else if (!m_jobs.contains(input.id)) {
            const bool isTooMany = taken++ >= m_asked;
            std::string error = input.error;
            if (m_isStopping) error = kShuttingDown;
            if (isTooMany) error = "The worker was given more jobs than it had asked for.";
            begin(std::move(input), error);
        }
    }
    return taken > 0;
}

void Worker::begin(JobInput input, const std::string& error) {
    ++m_counts.received;
    Job job{.id = input.id, .client = "AIME " + input.endpoint, .error = error, .life = m_link.life()};
    job.received = job.sent = Clock::now();
    job.receivedAt = std::chrono::system_clock::now();
    if (error.empty()) {
        job.answer = std::make_shared<Answer>(m_engine, m_watch, [waker = m_http.waker()] { waker->wake(); });
        job.answer->begin(std::move(input), m_options.format, job.client);
    } else {
        job.stage = Job::Stage::Result;
        job.ended = job.received;
    }
    m_jobs.emplace(job.id, std::move(job));
}

void Worker::cancel(Job& job, const std::string& why) {
    job.error = why;
    if (job.answer) job.answer->cancel();
}

void Worker::finished(const std::string& id, Delivery delivery, const std::string& why) {
    const auto found = m_jobs.find(id);
    if (found == m_jobs.end()) return;
    m_delivered = Clock::now();
    const ResultMessage result = resultOf(found->second, m_version);
    std::string line = summaryOf(found->second, result);
    if (delivery == Delivery::Taken)
        ++(result.error.empty() ? m_counts.answered : m_counts.failed);
    else
        ++m_counts.undelivered;
    // The server repeats the id, with which anybody could read the answer.
    std::string reason = why;
    if (const std::size_t at = reason.find(id); at != std::string::npos) reason.replace(at, id.size(), shortId(id));
    if (delivery == Delivery::Unwanted) line += "; the server did not want the result (" + reason + ")";
    if (delivery == Delivery::Lost) line += "; the result could not be delivered (" + reason + ")";
    say(line + ".");
    m_jobs.erase(found);
}

void Worker::drop(const std::string& id, const std::string& why) {
    const auto found = m_jobs.find(id);
    if (found == m_jobs.end()) return;
    if (found->second.answer) found->second.answer->cancel();
    ++m_counts.undelivered;
    say("Job " + shortId(id) + " (" + found->second.client + ") was dropped: " + why + ".");
    m_jobs.erase(found);
}

void Worker::refuse(const std::string& message) {
    if (!m_refusal.empty()) return;
    m_refusal = message;
    m_isStopping = true;
    m_cancelAt = Clock::now();
    say(message + (message.ends_with('.') ? "" : "."));
}

bool Worker::isOver(Clock::time_point now) {
    if (!m_isStopping) return false;
    // Where the server wants nothing of this worker, no result can be delivered either.
    if (mayLeave(now) || !m_link.refusal().empty()) return true;
    if (m_hasCancelled && now >= m_cancelAt + m_timing.farewell) return true;
    m_agenda.at(m_hasCancelled ? m_cancelAt + m_timing.farewell : m_cancelAt);
    return false;
}

void Worker::leave() {
    breakPollOff();
    while (!m_jobs.empty())
        drop(m_jobs.begin()->first, "the worker ends");
    const bool worked = m_places > 0;  // else there never was a model, and nothing to be told
    if (!m_refusal.empty() || worked) say(m_refusal.empty() ? "Stopped." : "Stopped, since it was refused.");
    publish();
    {
        const std::lock_guard lock(m_mutex);
        m_isOver = true;
        m_status.state = m_refusal.empty() ? AimeState::Stopped : AimeState::Refused;
    }
    m_ended.notify_all();
}

AimeState Worker::stateNow() const {
    if (!m_refusal.empty()) return AimeState::Refused;
    if (m_isStopping) return AimeState::Stopping;
    if (!m_model) return AimeState::WaitingForModel;
    if (!m_link.trouble().empty()) return AimeState::Offline;
    // A login that has to be repeated is no news.
    const bool isKnown = m_link.isReady() || !m_link.serverVersion().empty();
    return isKnown ? AimeState::Online : AimeState::Connecting;
}

void Worker::publish() {
    std::vector<const Job*> jobs;
    for (const auto& [id, job] : m_jobs)
        jobs.push_back(&job);
    std::ranges::sort(jobs, {}, &Job::received);
    const AimeState state = stateNow();

    const std::lock_guard lock(m_mutex);
    if (m_status.state != state) m_status.since = std::chrono::system_clock::now();
    m_status.state = state;
    m_status.message = withoutKey(m_refusal.empty() ? m_link.trouble() : m_refusal);
    m_status.serverVersion = m_link.serverVersion();
    m_status.places = m_places;
    m_status.counts = m_counts;
    m_status.jobs.clear();
    m_answers.clear();
    for (const Job* job : jobs) {
        m_status.jobs.push_back({.id = job->id,
                                 .client = job->client,
                                 .state = job->isRunning() ? AimeJobState::Waiting : AimeJobState::Returning,
                                 .received = job->received});
        m_answers.push_back(job->answer);
    }
}

AimeStatus Worker::status() const {
    const std::lock_guard lock(m_mutex);
    AimeStatus status = m_status;
    for (std::size_t i = 0; i < status.jobs.size(); ++i) {
        if (!m_answers[i]) continue;
        const AnswerSoFar answer = m_answers[i]->figures();
        AimeJob& job = status.jobs[i];
        job.request = answer.request;
        job.promptTokens = answer.promptTokens;
        job.generatedTokens = answer.generatedTokens;
        job.tokensPerSecond = tokensPerSecond(answer);
        if (answer.ended)
            job.state = AimeJobState::Returning;
        else if (answer.firstToken)
            job.state = AimeJobState::Answering;
        else if (answer.started)
            job.state = AimeJobState::Reading;
    }
    return status;
}

void Worker::stop(std::chrono::milliseconds patience) {
    {
        const std::lock_guard lock(m_mutex);
        const auto at = Clock::now() + patience;
        m_stopAt = m_stopAt ? std::min(*m_stopAt, at) : at;
    }
    m_http.waker()->wake();
}

bool Worker::waitForEnd(std::chrono::milliseconds most) {
    std::unique_lock lock(m_mutex);
    return m_ended.wait_for(lock, most, [this] { return m_isOver; });
}

std::vector<AimeLogLine> Worker::log() const {
    const std::lock_guard lock(m_mutex);
    return {m_log.begin(), m_log.end()};
}

/// Whatever a server says may be shown; the key is not.
std::string Worker::withoutKey(std::string text) const {
    for (std::size_t at = text.find(m_options.key); at != std::string::npos; at = text.find(m_options.key, at + 3))
        text.replace(at, m_options.key.size(), "***");
    return text;
}

void Worker::say(std::string text) {
    const AimeLogLine line{std::chrono::system_clock::now(), withoutKey(std::move(text))};
    {
        const std::lock_guard lock(m_mutex);
        m_log.push_back(line);
        if (m_log.size() > kLogLines) m_log.pop_front();
    }
    if (m_listener) m_listener(line);
}

}  // namespace mw::aime
