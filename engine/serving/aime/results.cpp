// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "results.h"

#include "overloaded.h"

namespace mw::aime {

namespace {

constexpr int kCallsAtOnce = 8;
/// Tries after which a result that the server fails over is given up.
constexpr int kMostRefusals = 3;

/// Whether a reply is one of a proxy whose server is away, or of a server that is too busy.
bool isPassing(int httpStatus) {
    return httpStatus == 429 || httpStatus == 502 || httpStatus == 503 || httpStatus == 504;
}

}  // namespace

void ResultSender::turn(Clock::time_point now, Agenda& agenda) {
    if (!m_context.link.isReady()) return;
    for (auto& [id, job] : m_context.jobs) {
        if (job.stage != Job::Stage::Result || job.calling) continue;
        if (now < job.retryAt)
            agenda.at(job.retryAt);
        else if (m_calls < kCallsAtOnce)
            send(job);
    }
}

void ResultSender::send(Job& job) {
    job.calling = true;
    ++m_calls;
    m_context.http.post(kResultRoute, resultRequest(m_context.worker, resultOf(job, m_context.version)),
                        m_context.timing.call, HttpClient::Connection::Fresh,
                        [this, id = job.id](const HttpReply& reply) { heard(id, reply); });
}

void ResultSender::heard(const std::string& id, const HttpReply& reply) {
    --m_calls;
    const auto found = m_context.jobs.find(id);
    if (found == m_context.jobs.end()) return;
    Job& job = found->second;
    job.calling = false;
    if (!reply.failure.empty()) return unreached(job, reply.failure, reply.sent);
    std::visit(Overloaded{
                   [&](const ResultTaken&) { m_context.done(id, Delivery::Taken, ""); },
                   [&](const ResultUnwanted& no) { m_context.done(id, Delivery::Unwanted, no.message); },
                   [&](const ResultFailed&) { refused(job, "an internal error of the server"); },
                   [&](const NotLoggedIn& stranger) {
                       if (job.loggedInFor) return m_context.done(id, Delivery::Unwanted, stranger.message);
                       job.loggedInFor = true;
                       m_context.link.loginLost(stranger.message, Clock::now());
                   },
                   [&](const Unintelligible& other) {
                       if (isPassing(other.httpStatus)) return unreached(job, other.what, true);
                       refused(job, other.what);
                   },
               },
               readResultReply(reply.status, reply.body));
}

/// No word of the server: it is tried again as long as the server would remember the job.
void ResultSender::unreached(Job& job, const std::string& reason, bool sent) {
    const auto now = Clock::now();
    m_context.link.lost(reason, now);
    if (now - job.ended > m_context.timing.resultLifetime) return m_context.done(job.id, Delivery::Lost, reason);
    job.retryAt = now + m_context.timing.after(++job.failures);
    if (sent) {
        job.maybeTaken = true;
    } else {
        // Meanwhile the server may give the job up; to be told of its progress revives it.
        job.stage = Job::Stage::LastProgress;
        job.lastTries = 0;
    }
}

/// A result that is there already is refused, too, and so is one that nobody waits for.
void ResultSender::refused(Job& job, const std::string& reason) {
    if (job.maybeTaken) return m_context.done(job.id, Delivery::Taken, "");
    if (++job.refusals == kMostRefusals) return m_context.done(job.id, Delivery::Unwanted, reason);
    job.retryAt = Clock::now() + m_context.timing.betweenResults;
}

}  // namespace mw::aime
