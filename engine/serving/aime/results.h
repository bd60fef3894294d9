// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <functional>
#include <string>

#include "http_client.h"
#include "job.h"
#include "server_link.h"

namespace mw::aime {

/// What became of a result.
enum class Delivery {
    Taken,
    Unwanted,  ///< the server knows no such job, or the client that waited for it is gone
    Lost       ///< it could not be brought to the server
};

/// Brings results to the server: one call for each job, several at once, each as often as it makes sense. What becomes
/// of one has no effect on the others.
class ResultSender {
 public:
    struct Context {
        HttpClient& http;
        ServerLink& link;
        const Credentials& worker;
        const Timing& timing;
        JobTable& jobs;
        std::string version;
        /// Is told of every job at Job::Stage::Result in the end, and removes it.
        std::function<void(const std::string& id, Delivery delivery, const std::string& why)> done;
    };

    explicit ResultSender(Context context) : m_context(std::move(context)) {}

    /// Begins the calls that are due.
    void turn(Clock::time_point now, Agenda& agenda);

 private:
    void send(Job& job);
    void heard(const std::string& id, const HttpReply& reply);
    void unreached(Job& job, const std::string& reason, bool sent);
    void refused(Job& job, const std::string& reason);

    Context m_context;
    int m_calls = 0;
};

}  // namespace mw::aime
