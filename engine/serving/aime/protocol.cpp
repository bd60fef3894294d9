// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "protocol.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace mw::aime {

namespace {

using nlohmann::json;

constexpr int kWorkerVersion = 1;
constexpr int kOk = 200;
constexpr int kNotFound = 404;
constexpr int kInternalError = 500;
constexpr int kUnavailable = 503;

/// What of a reply is kept: nothing nested deeper than this, which no context is, and so many values of each job.
constexpr int kDepth = 32;
constexpr int kJobDepth = 2;  ///< of a job in {"job_data": [{...}]}
constexpr int kValues = 100'000;

std::string text(const json& message) {
    return message.dump(-1, ' ', false, json::error_handler_t::replace);
}

json credentials(const Credentials& worker) {
    return {{"auth", worker.auth}, {"auth_key", worker.key}, {"job_type", worker.jobType}};
}

/// What the server's own accounting wants.
json metrics(int promptTokens, int generatedTokens) {
    return {{"in_num_tokens", promptTokens}, {"out_num_tokens", generatedTokens}};
}

/// Discarded where it is no JSON. What a client nested too deep or made too long comes without that, so that the other
/// jobs of the reply do not suffer from it.
json parsed(const std::string& body) {
    int values = 0;
    return json::parse(
        body,
        [&](int depth, json::parse_event_t event, const json&) {
            if (depth <= kJobDepth && event == json::parse_event_t::object_start) values = 0;
            const bool isEnd = event == json::parse_event_t::object_end || event == json::parse_event_t::array_end;
            if (isEnd || event == json::parse_event_t::key) return true;
            return depth <= kDepth && ++values <= kValues;
        },
        false);
}

const json* find(const json& object, const char* key) {
    const auto found = object.is_object() ? object.find(key) : object.end();
    return found == object.end() ? nullptr : &*found;
}

std::string stringAt(const json& object, const char* key) {
    const json* value = find(object, key);
    return value && value->is_string() ? value->get<std::string>() : "";
}

/// Which of the two names the message has depends on the route.
std::string messageOf(const json& reply) {
    std::string message = stringAt(reply, "msg");
    for (const char* other : {"error_msg", "error", "message"})
        if (message.empty()) message = stringAt(reply, other);
    return presentable(message);
}

bool isTrue(const json& object, const char* key) {
    const json* value = find(object, key);
    return value && value->is_boolean() && value->get<bool>();
}

bool isFalse(const json& object, const char* key) {
    const json* value = find(object, key);
    return value && value->is_boolean() && !value->get<bool>();
}

Unintelligible unintelligible(int httpStatus, const json& reply) {
    const std::string message = messageOf(reply);
    std::string what = "HTTP " + std::to_string(httpStatus);
    if (httpStatus == kOk) what = reply.is_discarded() ? "a reply that is not JSON" : "a reply of no known form";
    return {httpStatus, message.empty() ? what : what + ", " + message};
}

bool isStarting(const std::string& message) {
    return message.find("still initializing") != std::string::npos;
}

/// Among the messages of a server, those that ask for a login.
bool asksForLogin(const std::string& message) {
    return message.find("needs to login") != std::string::npos || message.find("not authorized") != std::string::npos;
}

}  // namespace

std::string statusRequest(const Credentials& worker) {
    return text(credentials(worker));
}

std::string loginRequest(const Credentials& worker, const WorkerDescription& description) {
    json parameters = credentials(worker);
    parameters["interface_version"] = description.interfaceVersion;
    parameters["version"] = kWorkerVersion;
    parameters["gpu_name"] = description.gpuName;
    parameters["num_gpus"] = description.gpus;
    parameters["framework"] = description.framework;
    parameters["framework_version"] = description.frameworkVersion;
    parameters["max_batch_size"] = description.places;
    return text({{"worker_parameters", parameters},
                 {"model_parameters",
                  {{"label", description.modelLabel},
                   {"quantization", description.modelQuantization},
                   {"size", description.modelSize},
                   {"family", "Mixtral"},
                   {"type", "LLM"},
                   {"repo_name", description.modelRepository}}}});
}

std::string jobRequest(const Credentials& worker, const WorkerDescription& description, int places, bool legacy) {
    json request = credentials(worker);
    request["max_job_batch"] = places;
    request["worker_version"] = kWorkerVersion;
    request["gpu_name"] = description.gpuName;
    request["num_gpus"] = description.gpus;
    request["framework"] = description.framework;
    request["framework_version"] = description.frameworkVersion;
    request["pytorch_version"] = nullptr;
    request["model_label"] = description.modelLabel;
    request["model_quantization"] = description.modelQuantization;
    request["model_size"] = description.modelSize;
    request["model_family"] = "Mixtral";
    request["model_type"] = "LLM";
    request["model_repo_name"] = description.modelRepository;
    if (legacy) {
        // With a version, a newer server would log in a stranger by itself, and answer null where it does not.
        request["version"] = description.interfaceVersion;
        request["request_timeout"] = 60;
    }
    return text(request);
}

std::string progressRequest(const Credentials& worker, std::span<const ProgressItem> items) {
    json list = json::array();
    for (const ProgressItem& item : items) {
        json entry = credentials(worker);
        entry["job_id"] = item.jobId;
        entry["progress"] = item.generatedTokens;
        json data = json::object();
        if (item.generatedTokens > 0) {
            data["text"] = item.text;
            data["num_generated_tokens"] = item.generatedTokens;
            data["current_context_length"] = item.promptTokens + item.generatedTokens;
            data["metrics"] = metrics(item.promptTokens, item.generatedTokens);
        }
        entry["progress_data"] = std::move(data);
        list.push_back(std::move(entry));
    }
    return text(list);
}

std::string resultRequest(const Credentials& worker, const ResultMessage& result) {
    json request = credentials(worker);
    request["job_id"] = result.jobId;
    request["version"] = result.version;
    request["text"] = result.text;
    request["model_name"] = result.modelName;
    request["num_generated_tokens"] = result.generatedTokens;
    request["max_seq_len"] = result.contextTokens;
    request["current_context_length"] = result.promptTokens + result.generatedTokens;
    request["prompt_length"] = result.promptTokens;
    request["arrival_time"] = result.arrivalTime;
    request["finished_time"] = result.finishedTime;
    request["pending_duration"] = result.pendingDuration;
    request["preprocessing_duration"] = result.preprocessingDuration;
    request["metrics"] = metrics(result.promptTokens, result.generatedTokens);
    if (!result.error.empty()) request["error"] = result.error;  // a null would reach the client
    return text(request);
}

StatusReply readStatusReply(int httpStatus, const std::string& body) {
    const json reply = parsed(body);
    if (httpStatus != kOk || !reply.is_object()) return unintelligible(httpStatus, reply);
    if (find(reply, "job_type_present"))
        return ServerReady{isTrue(reply, "logged_in"), isTrue(reply, "job_type_present"), isTrue(reply, "key_valid")};
    const std::string command = stringAt(reply, "cmd");
    const std::string message = messageOf(reply);
    if (isStarting(message) || command == "warning") return TryAgain{message};
    if (command == "ok") return LegacyServer{};
    if (command == "error") return Refusal{message};
    return unintelligible(httpStatus, reply);
}

LoginReply readLoginReply(int httpStatus, const std::string& body) {
    if (httpStatus == kNotFound) return LegacyServer{};
    const json reply = parsed(body);
    if (httpStatus != kOk || !reply.is_object()) return unintelligible(httpStatus, reply);
    const std::string message = messageOf(reply);
    if (isTrue(reply, "success")) {
        LoggedIn done{.serverVersion = presentable(stringAt(reply, "api_server_version"), 40)};
        const json* patience = find(reply, "request_timeout");
        // A day is more than any server holds a request; without bound, our own patience could overflow.
        if (patience && patience->is_number()) done.requestTimeout = std::clamp(patience->get<double>(), 0.0, 86'400.0);
        return done;
    }
    if (isStarting(message)) return TryAgain{message};
    if (isFalse(reply, "success") || stringAt(reply, "cmd") == "error") return Refusal{message};
    return unintelligible(httpStatus, reply);
}

JobReply readJobReply(int httpStatus, const std::string& body) {
    const json reply = parsed(body);
    if (httpStatus == kUnavailable) return PollBroke{};
    if (httpStatus != kOk) return unintelligible(httpStatus, reply);
    if (reply.is_null()) return NotLoggedIn{"the server took no login"};
    const std::string command = stringAt(reply, "cmd");
    const std::string message = messageOf(reply);
    if (command == "no_job") return NoJob{};
    if (command == "warning" || isStarting(message)) return TryAgain{message};
    if (command == "error") {
        if (asksForLogin(message)) return NotLoggedIn{message};
        return Refusal{message};
    }
    const json* elements = find(reply, "job_data");
    if (command != "job" || !elements || !elements->is_array()) return unintelligible(httpStatus, reply);
    const json* descriptions = find(reply, "input_descriptions");
    Jobs jobs;
    for (const json& element : *elements)
        jobs.jobs.push_back(readJob(element, descriptions ? *descriptions : json(), stringAt(reply, "endpoint_name")));
    return jobs;
}

ProgressReply readProgressReply(int httpStatus, const std::string& body, std::span<const std::string> items) {
    if (httpStatus == kInternalError) return ProgressDisturbed{.unknown = true};
    const json reply = parsed(body);
    if (httpStatus != kOk) return unintelligible(httpStatus, reply);
    if (reply.is_object() && reply.empty()) return ProgressDisturbed{};
    if (isFalse(reply, "success")) return NotLoggedIn{messageOf(reply)};
    if (!reply.is_array()) return unintelligible(httpStatus, reply);
    ProgressTaken taken{std::vector<bool>(items.size())};
    for (std::size_t i = 0; i < reply.size(); ++i) {
        if (isFalse(reply[i], "success")) return NotLoggedIn{messageOf(reply[i])};
        if (!isTrue(reply[i], "canceled")) continue;
        const std::string id = stringAt(reply[i], "job_id");
        for (std::size_t item = 0; item < items.size(); ++item)
            if (id.empty() ? item == i : items[item] == id) taken.cancelled[item] = true;
    }
    return taken;
}

ResultReply readResultReply(int httpStatus, const std::string& body) {
    if (httpStatus == kInternalError) return ResultFailed{};
    const json reply = parsed(body);
    if (httpStatus != kOk) return unintelligible(httpStatus, reply);
    const std::string command = stringAt(reply, "cmd");
    const std::string message = messageOf(reply);
    if (command == "ok") return ResultTaken{};
    if (isFalse(reply, "success") || (command == "error" && asksForLogin(message))) return NotLoggedIn{message};
    if (command == "warning" || command == "error") return ResultUnwanted{message};
    return unintelligible(httpStatus, reply);
}

}  // namespace mw::aime
