// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "server_link.h"

#include <utility>

#include "overloaded.h"

namespace mw::aime {

ServerLink::ServerLink(HttpClient& http, const Credentials& worker, const Timing& timing, Say say)
    : m_http(http), m_worker(worker), m_timing(timing), m_say(std::move(say)) {}

void ServerLink::describe(const WorkerDescription& description) {
    if (m_state == State::Idle && m_refusal.empty()) tryAgain({});
    if (m_description == description) return;
    m_description = description;
    m_loginIsStale = true;
}

void ServerLink::turn(Clock::time_point now, Agenda& agenda) {
    if (!m_refusal.empty()) return;
    if (m_state == State::Ready && m_loginIsStale && !m_isLegacy) return logIn();
    if (m_state != State::Waiting) return;
    if (now < m_at) return agenda.at(m_at);
    check();
}

void ServerLink::lost(const std::string& reason, Clock::time_point now) {
    // While it is being looked at already, nothing new was learnt.
    if (m_state == State::Ready) fail(reason, now);
}

void ServerLink::loginLost(const std::string& reason, Clock::time_point now) {
    if (m_state != State::Ready) return;
    // The first time this is a restart, and no trouble; again and again it is.
    if (m_failures > 0) return fail("it does not keep the login: " + reason, now);
    ++m_failures;
    tryAgain({});
}

void ServerLink::works() {
    m_failures = 0;
}

void ServerLink::tryAgain(std::chrono::milliseconds later) {
    m_state = State::Waiting;
    m_at = Clock::now() + later;
}

void ServerLink::fail(const std::string& reason, Clock::time_point now) {
    const auto wait = m_timing.after(++m_failures);
    // Not all workers of a server that comes back should come back at the same moment.
    std::uniform_int_distribution<std::chrono::milliseconds::rep> jitter(0, wait.count() / 4);
    m_state = State::Waiting;
    m_at = now + wait + std::chrono::milliseconds(jitter(m_random));
    if (m_trouble.empty()) m_say("The server does not work: " + reason + ". It is tried again until it does.");
    m_trouble = reason;
}

void ServerLink::refuse(const std::string& message) {
    m_state = State::Idle;
    m_refusal = message.empty() ? "the server refuses this worker" : message;
}

void ServerLink::check() {
    m_state = State::Checking;
    m_http.post(kStatusRoute, statusRequest(m_worker), m_timing.call, HttpClient::Connection::Kept,
                [this](const HttpReply& reply) { heardStatus(reply); });
}

void ServerLink::heardStatus(const HttpReply& reply) {
    const auto now = Clock::now();
    if (!reply.failure.empty()) return fail(reply.failure, now);
    std::visit(Overloaded{
                   [&](const ServerReady& server) {
                       if (!server.hasJobType)
                           return refuse("The server has no endpoint with the job type " +
                                         presentable(m_worker.jobType) + ".");
                       if (!server.keyIsValid)
                           return refuse("The server does not take this key for the job type " +
                                         presentable(m_worker.jobType) + ".");
                       if (!server.loggedIn && m_wasReady) ++m_life;
                       if (server.loggedIn && !m_loginIsStale && m_wasReady) return ready();
                       logIn();
                   },
                   [&](const LegacyServer&) {
                       m_isLegacy = true;
                       m_serverVersion = "older than 0.9.5";
                       ready();
                   },
                   [&](const TryAgain&) { tryAgain(m_timing.starting); },
                   [&](const Refusal& refusal) { refuse("The server refuses this worker: " + refusal.message); },
                   [&](const Unintelligible& other) { fail("it answered with " + other.what, now); },
               },
               readStatusReply(reply.status, reply.body));
}

void ServerLink::logIn() {
    m_state = State::LoggingIn;
    m_loginIsStale = false;
    m_http.post(kLoginRoute, loginRequest(m_worker, m_description), m_timing.call, HttpClient::Connection::Kept,
                [this](const HttpReply& reply) { heardLogin(reply); });
}

void ServerLink::heardLogin(const HttpReply& reply) {
    const auto now = Clock::now();
    const auto again = [&](const std::string& reason) {
        m_loginIsStale = true;
        fail(reason, now);
    };
    if (!reply.failure.empty()) return again(reply.failure);
    std::visit(Overloaded{
                   [&](const LoggedIn& done) {
                       m_isLegacy = false;
                       m_requestTimeout = std::chrono::duration_cast<std::chrono::milliseconds>(
                           std::chrono::duration<double>(done.requestTimeout));
                       m_serverVersion = done.serverVersion;
                       ready();
                   },
                   [&](const LegacyServer&) {
                       m_isLegacy = true;
                       m_serverVersion = "older than 0.9.5";
                       ready();
                   },
                   [&](const TryAgain&) {
                       m_loginIsStale = true;
                       tryAgain(m_timing.starting);
                   },
                   [&](const Refusal& refusal) { refuse("The server refuses this worker: " + refusal.message); },
                   [&](const Unintelligible& other) { again("it answered the login with " + other.what); },
               },
               readLoginReply(reply.status, reply.body));
}

void ServerLink::ready() {
    m_state = State::Ready;
    if (!m_wasReady || !m_trouble.empty())
        m_say("Online as " + m_worker.auth + (m_serverVersion.empty() ? "" : ", server " + m_serverVersion) + ".");
    m_wasReady = true;
    m_trouble.clear();
}

}  // namespace mw::aime
