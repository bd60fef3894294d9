// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <list>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace mw::test {

/// What a server does wrong with a call, in place of or before the right reply.
struct ServerFault {
    enum class Kind {
        Close,        ///< closes the connection without a reply
        CutReply,     ///< closes it in the middle of the reply
        CloseAfter,   ///< does what it should, then closes it without a reply
        Reply,        ///< answers with `status` and `body`, and does nothing
        Delay,        ///< does what it should, `delay` later
        KeepThenFail  ///< does what it should, but answers with `status` and `body`
    };
    Kind kind = Kind::Reply;
    int status = 500;
    std::string body = R"({"description":"Internal Server Error","status":500,"message":"unexpected error"})";
    std::chrono::milliseconds delay{0};
};

/// A double of the AIME API Server as workers see it, observed on version 0.9.6: the same routes, replies, states and
/// defects, on a port of the loopback. Clients are calls of this class, or ask for chats that they do not wait for, and
/// look at them. Everything is counted in milliseconds where the
/// server counts in seconds.
class ServerDouble {
 public:
    using Clock = std::chrono::steady_clock;
    using ms = std::chrono::milliseconds;

    struct Settings {
        std::string key = "worker-key-for-tests";
        std::string clientKey = "client-key-for-tests";
        std::string jobType = "mixtral";
        ms requestTimeout{400};
        ms responseTimeout{60'000};  ///< of a job request
        ms jobInactivity{60'000};
        ms offlineAfter{60'000};                ///< twice the request time-out, on the server
        bool isLegacy = false;                  ///< before 0.9.5
        std::set<std::string> moreInputs = {};  ///< that the endpoint declares beside its own
        bool tellsContext = true;               ///< max_seq_len is one of the endpoint's outputs
    };

    enum class Slot { Empty, Set, Taken, Cancelled };
    enum class State { Queued, Processing, Lapsed, Done };

    struct Job {
        std::string id;
        nlohmann::json input;
        State state = State::Queued;
        Slot slot = Slot::Empty;
        bool assigned = false;
        Clock::time_point updated{}, handedOut{};
        double askedAt = 0, handedOutAt = 0, receivedAt = 0;  ///< s since 1970
        nlohmann::json progress, result;
        int progressCalls = 0, resultCalls = 0;
    };

    ServerDouble() : ServerDouble(Settings{}) {}
    explicit ServerDouble(Settings settings);
    ~ServerDouble();
    ServerDouble(const ServerDouble&) = delete;
    ServerDouble& operator=(const ServerDouble&) = delete;

    std::string url() const { return "http://127.0.0.1:" + std::to_string(m_port); }

    // As a client:
    std::string submit(nlohmann::json input);
    /// The client that waits for it goes away.
    void abandon(const std::string& id);
    /// Waits until the job has a result (or `most` has passed), and takes it. Null where there is none.
    nlohmann::json waitForResult(const std::string& id, ms most = ms(30'000));
    /// What polling would find.
    std::optional<Job> look(const std::string& id);

    // As an operator:
    /// Cuts all connections, forgets everything, and is back after `down`.
    void restart(ms down);
    /// Forgets one job, as after its lifetime.
    void forget(const std::string& id);
    void changeKey(const std::string& key);
    /// The worker's next calls of a route meet this.
    void misbehave(const std::string& route, ServerFault fault, int times = 1);

    // What was seen:
    int calls(const std::string& route) const;
    std::vector<Clock::time_point> callTimes(const std::string& route) const;
    std::vector<nlohmann::json> bodies(const std::string& route) const;
    /// What no worker may do: change text that was sent, send progress after a result, and so on.
    std::vector<std::string> offences() const;
    int mostAtOnce() const;
    bool isOffline() const;
    bool waitForCalls(const std::string& route, int count, ms most = ms(20'000));

 private:
    struct Reply {
        int status = 200;
        nlohmann::json body;
    };
    struct Connection {
        int socket = -1;
        std::thread thread;
        std::atomic<bool> over = false;
    };

    void open();
    void shut();
    void accept();
    void serve(Connection& connection, int life);
    bool answer(int socket, const std::string& route, const std::string& body, int life);
    Reply reply(const std::string& route, const std::string& body, int socket, int life);
    Reply status(const nlohmann::json& request);
    Reply login(const nlohmann::json& request);
    Reply jobRequest(const nlohmann::json& request, int socket, int life, std::unique_lock<std::mutex>& lock);
    Reply progress(const nlohmann::json& request);
    Reply result(const nlohmann::json& request);
    Reply validateKey(const std::string& route) const;
    Reply describeEndpoint() const;
    Reply ask(const nlohmann::json& request);
    Reply lookAt(const nlohmann::json& request);
    std::string queue(nlohmann::json input);
    void settle(Job& job);
    bool isGone(int socket) const;
    void offend(const std::string& what);

    Settings m_settings;
    int m_port = 0;
    int m_listener = -1;
    std::thread m_acceptor;
    std::list<Connection> m_connections;
    std::atomic<bool> m_closing = false;

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    int m_life = 0;
    std::map<std::string, Job> m_jobs;
    std::deque<std::string> m_queue;
    std::set<std::string> m_workers;
    nlohmann::json m_workerParameters;  ///< of the last login
    bool m_offline = false;
    Clock::time_point m_sign{};
    std::map<std::string, std::deque<ServerFault>> m_faults;
    std::map<std::string, std::vector<Clock::time_point>> m_calls;
    std::map<std::string, std::vector<nlohmann::json>> m_bodies;
    std::map<std::string, std::string> m_texts;  ///< the longest of each job, also of lives before
    std::set<std::string> m_finished;
    std::vector<std::string> m_offences;
    int m_lastJob = 0;
    int m_mostAtOnce = 0;
};

}  // namespace mw::test
