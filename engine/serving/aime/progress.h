// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <deque>
#include <functional>
#include <string>
#include <vector>

#include "http_client.h"
#include "job.h"
#include "server_link.h"

namespace mw::aime {

/// Tells the server how far jobs are: of all that have news in one call, one call at a time, fewer than five a second.
///
/// A job that the server does not know, or has given up, spoils the calls that it is in: those after it are passed
/// over. When that happens the call is repeated in halves, until it is known which job it is; from then on that one is
/// told of in calls of its own. It is answered all the same, since an error may be the server's.
///
/// A server that knows the worker no more is asked for one of the jobs from before: they are all dropped if it does not
/// know that either, since then it was restarted.
class ProgressReporter {
 public:
    struct Context {
        HttpClient& http;
        ServerLink& link;
        const Credentials& worker;
        const Timing& timing;
        JobTable& jobs;
        /// The client wants no more of it.
        std::function<void(Job&)> cancel;
        /// The server has forgotten it.
        std::function<void(const std::string& id)> drop;
    };

    explicit ProgressReporter(Context context) : m_context(std::move(context)) {}

    /// Begins a call if one is due.
    void turn(Clock::time_point now, Agenda& agenda);

 private:
    using Ids = std::vector<std::string>;

    Ids next(Clock::time_point now);
    bool isDue(const Job& job, Clock::time_point now) const;
    void send(const Ids& ids, Clock::time_point now);
    void heard(const Ids& ids, const HttpReply& reply);
    void taken(const Ids& ids, const ProgressTaken& reply);
    void disturbed(const Ids& ids, bool unknown);
    /// A job that another life of the server gave, if there is one.
    const Job* oldJob() const;
    /// What the server says to an old job tells what became of all of them.
    void settleOldJobs(bool unknown);
    void failed(const Ids& ids, const std::string& reason);
    /// A job that has ended was told of, or cannot be.
    static void wasLast(Job& job);
    Job* find(const std::string& id);

    Context m_context;
    std::deque<Ids> m_probes;  ///< parts of a call that failed
    bool m_calling = false;
    bool m_lastWasAlone = false;
    int m_failures = 0;  ///< in a row
    int m_unknown = 0;   ///< how often in a row an old job was not known
    Clock::time_point m_nextCall{};
};

}  // namespace mw::aime
