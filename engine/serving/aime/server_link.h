// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <functional>
#include <random>
#include <string>

#include "http_client.h"
#include "protocol.h"
#include "timing.h"

namespace mw::aime {

/// Finds out whether the server is there and wants this worker, and logs in; once more whenever others find that it
/// does not answer, or does not know the worker.
class ServerLink {
 public:
    using Say = std::function<void(const std::string&)>;

    ServerLink(HttpClient& http, const Credentials& worker, const Timing& timing, Say say);

    /// What to log in with; where it has changed, again. Nothing is asked before the first one.
    void describe(const WorkerDescription& description);
    const WorkerDescription& description() const { return m_description; }

    /// Does what is due.
    void turn(Clock::time_point now, Agenda& agenda);

    /// Somebody got no proper answer.
    void lost(const std::string& reason, Clock::time_point now);
    /// Somebody was told that the worker is not logged in.
    void loginLost(const std::string& reason, Clock::time_point now);
    /// The server does what it should.
    void works();

    bool isReady() const { return m_state == State::Ready; }
    /// Older than 0.9.5.
    bool isLegacy() const { return m_isLegacy; }
    /// Changes when a server knows the worker no more, which is so after its restart, when it also knows no jobs.
    int life() const { return m_life; }
    std::chrono::milliseconds requestTimeout() const { return m_requestTimeout; }
    const std::string& serverVersion() const { return m_serverVersion; }

    /// Why the server does not want this worker; empty as long as it may.
    const std::string& refusal() const { return m_refusal; }
    /// Why it does not answer; empty where it does, and before it was asked.
    const std::string& trouble() const { return m_trouble; }

 private:
    enum class State { Idle, Waiting, Checking, LoggingIn, Ready };

    void check();
    void logIn();
    void heardStatus(const HttpReply& reply);
    void heardLogin(const HttpReply& reply);
    void ready();
    void refuse(const std::string& message);
    void tryAgain(std::chrono::milliseconds later);
    void fail(const std::string& reason, Clock::time_point now);

    HttpClient& m_http;
    const Credentials& m_worker;
    const Timing& m_timing;
    Say m_say;
    WorkerDescription m_description;
    State m_state = State::Idle;
    Clock::time_point m_at{};  ///< while Waiting
    int m_failures = 0;        ///< in a row
    bool m_wasReady = false;
    bool m_isLegacy = false;
    bool m_loginIsStale = false;  ///< the description changed
    int m_life = 0;
    std::chrono::milliseconds m_requestTimeout{60'000};
    std::string m_serverVersion, m_refusal, m_trouble;
    std::minstd_rand m_random{std::random_device{}()};
};

}  // namespace mw::aime
