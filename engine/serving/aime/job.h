// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "answer.h"
#include "mw/aime_worker.h"
#include "protocol.h"
#include "timing.h"

namespace mw::aime {

/// A job from its arrival until the server has its result, or does not want it.
struct Job {
    enum class Stage {
        Running,       ///< the engine works on it
        LastProgress,  ///< it has ended; the server hears of it once more, so that it does not take the job for lost
        Result         ///< its result is sent; from here on there is no progress
    };

    std::string id;
    std::string client;
    std::shared_ptr<Answer> answer;  ///< null if it cannot be answered
    std::string error;               ///< why it has no answer, or no whole one, where the engine does not know
    bool wantedAsItIs = false;       ///< the client wants no more of it: what there is, is the answer
    Clock::time_point received{};
    std::chrono::system_clock::time_point receivedAt{};
    int life = 0;  ///< the server's, when it gave the job
    Stage stage = Stage::Running;

    // Of its progress:
    int sentTokens = 0;
    Clock::time_point sent{};
    bool alone = false;  ///< in calls of its own, since it disturbs those of others
    int lastTries = 0;

    // Of its result:
    Clock::time_point ended{};
    bool calling = false;
    Clock::time_point retryAt{};
    int failures = 0;          ///< calls without a reply
    int refusals = 0;          ///< internal errors
    bool maybeTaken = false;   ///< a call may have arrived
    bool loggedInFor = false;  ///< once is enough

    bool isRunning() const { return stage == Stage::Running; }
};

/// By id.
using JobTable = std::map<std::string, Job>;

/// The result of a job that has ended.
ResultMessage resultOf(const Job& job, const std::string& version);

/// A job's id for people: its beginning. Who knows all of it can read the answer.
std::string shortId(const std::string& id);

}  // namespace mw::aime
