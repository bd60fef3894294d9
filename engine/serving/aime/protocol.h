// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "job_input.h"

/// What a worker and an AIME API Server say to each other, as plain structs and as JSON. Nothing here knows a network.
namespace mw::aime {

/// Paths of the routes, all POST.
inline constexpr const char* kStatusRoute = "/worker_check_server_status";
inline constexpr const char* kLoginRoute = "/worker_login";
inline constexpr const char* kJobRoute = "/worker_job_request";
inline constexpr const char* kProgressRoute = "/worker_job_progress";
inline constexpr const char* kResultRoute = "/worker_job_result";

/// What is in every request.
struct Credentials {
    std::string auth;  ///< the worker's name
    std::string key;   ///< a secret
    std::string jobType;
};

/// What a worker says of itself and its model.
struct WorkerDescription {
    std::string interfaceVersion;  ///< "Mixtral Workbench 0.1.0"
    std::string framework;
    std::string frameworkVersion;
    std::string gpuName;
    int gpus = 1;
    int places = 1;  ///< most jobs at once
    std::string modelLabel;
    std::string modelQuantization;
    std::string modelSize;  ///< "46.7B"
    std::string modelRepository;

    bool operator==(const WorkerDescription&) const = default;
};

/// How far a job is.
struct ProgressItem {
    std::string jobId;
    int promptTokens = 0;  ///< 0 until it is known
    int generatedTokens = 0;
    std::string text;  ///< all of the answer so far
};

/// What came of a job. Times are seconds since the epoch, durations seconds.
struct ResultMessage {
    std::string jobId;
    std::string text;
    std::string error;  ///< why there is no answer, or no whole one; empty on success
    std::string modelName;
    int promptTokens = 0;
    int generatedTokens = 0;  ///< with the end token, if one was drawn
    int contextTokens = 0;    ///< of the worker's window
    double arrivalTime = 0;
    double finishedTime = 0;
    double pendingDuration = 0;
    double preprocessingDuration = 0;
    std::string version;
};

std::string statusRequest(const Credentials& worker);
std::string loginRequest(const Credentials& worker, const WorkerDescription& description);
/// Asks for up to `places` jobs. `legacy`: of a server older than 0.9.5, for which this is the login, too.
std::string jobRequest(const Credentials& worker, const WorkerDescription& description, int places, bool legacy);
std::string progressRequest(const Credentials& worker, std::span<const ProgressItem> items);
std::string resultRequest(const Credentials& worker, const ResultMessage& result);

// Replies. Each is read from the HTTP status and the body; what fits no row of the protocol is Unintelligible.

/// Says in words what came instead of a reply that can be read.
struct Unintelligible {
    int httpStatus = 0;
    std::string what;
};
/// The server says that it cannot do this now.
struct TryAgain {
    std::string message;
};
/// The server says that it will not do this.
struct Refusal {
    std::string message;
};
/// The server does not know the worker, or not its key.
struct NotLoggedIn {
    std::string message;
};

struct ServerReady {
    bool loggedIn = false;
    bool hasJobType = false;
    bool keyIsValid = false;
};
/// A server older than 0.9.5, without logins.
struct LegacyServer {};
using StatusReply = std::variant<ServerReady, LegacyServer, TryAgain, Refusal, Unintelligible>;
StatusReply readStatusReply(int httpStatus, const std::string& body);

struct LoggedIn {
    double requestTimeout = 60;  ///< how long the server holds a job request, in seconds
    std::string serverVersion;
};
using LoginReply = std::variant<LoggedIn, LegacyServer, TryAgain, Refusal, Unintelligible>;
LoginReply readLoginReply(int httpStatus, const std::string& body);

struct NoJob {};
/// The server's own patience ended before it had a job.
struct PollBroke {};
struct Jobs {
    std::vector<JobInput> jobs;
};
using JobReply = std::variant<Jobs, NoJob, PollBroke, NotLoggedIn, TryAgain, Refusal, Unintelligible>;
JobReply readJobReply(int httpStatus, const std::string& body);

struct ProgressTaken {
    std::vector<bool> cancelled;  ///< per item, whether the client wants no more of it
};
/// At least one of the items was of a job that the server does not take for this worker's any more; others may have
/// been passed over.
struct ProgressDisturbed {
    bool unknown = false;  ///< it may not know the job at all, or is out of order: an internal error
};
using ProgressReply = std::variant<ProgressTaken, ProgressDisturbed, NotLoggedIn, Unintelligible>;
/// `items`: the ids that were sent, in order.
ProgressReply readProgressReply(int httpStatus, const std::string& body, std::span<const std::string> items);

struct ResultTaken {};
/// It does not know the job.
struct ResultUnwanted {
    std::string message;
};
/// An internal error: it has a result already, or the client has left, or it is out of order.
struct ResultFailed {};
using ResultReply = std::variant<ResultTaken, ResultUnwanted, ResultFailed, NotLoggedIn, Unintelligible>;
ResultReply readResultReply(int httpStatus, const std::string& body);

}  // namespace mw::aime
