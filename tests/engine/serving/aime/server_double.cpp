// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "server_double.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>

#include "loopback_listener.h"

namespace mw::test {

namespace {

using nlohmann::json;

bool sendAll(int socket, const std::string& data) {
    for (std::size_t sent = 0; sent < data.size();) {
        const ssize_t bytes = send(socket, data.data() + sent, data.size() - sent, MSG_NOSIGNAL);
        if (bytes <= 0) return false;
        sent += static_cast<std::size_t>(bytes);
    }
    return true;
}

/// The next request of a connection: its route and its body; nothing at the end.
std::optional<std::pair<std::string, std::string>> readRequest(int socket, std::string& buffer) {
    const auto more = [&] {
        char chunk[65536];
        const ssize_t bytes = recv(socket, chunk, sizeof chunk, 0);
        if (bytes <= 0) return false;
        buffer.append(chunk, static_cast<std::size_t>(bytes));
        return true;
    };
    std::size_t head = 0;
    while ((head = buffer.find("\r\n\r\n")) == std::string::npos)
        if (!more()) return std::nullopt;
    const std::string header = buffer.substr(0, head);
    const std::size_t at = header.find("Content-Length: ");
    const std::size_t length = at == std::string::npos ? 0 : std::stoul(header.substr(at + 16));
    while (buffer.size() < head + 4 + length)
        if (!more()) return std::nullopt;
    std::string body = buffer.substr(head + 4, length);
    buffer.erase(0, head + 4 + length);
    const std::size_t first = header.find(' ') + 1;
    return std::pair{header.substr(first, header.find(' ', first) - first), std::move(body)};
}

std::string httpText(int status, const std::string& body) {
    return "HTTP/1.1 " + std::to_string(status) +
           " -\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

json internalError() {
    return {{"description", "Internal Server Error"},
            {"status", 500},
            {"message", "The application encountered an unexpected error and could not continue."}};
}

double secondsSince1970() {
    return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

std::string valueOf(const json& object, const char* key) {
    const auto found = object.is_object() ? object.find(key) : object.end();
    return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

}  // namespace

ServerDouble::ServerDouble(Settings settings) : m_settings(std::move(settings)) {
    open();
}

ServerDouble::~ServerDouble() {
    shut();
}

void ServerDouble::open() {
    m_closing = false;
    m_listener = listenOnLoopback(m_port);
    m_acceptor = std::thread([this] { accept(); });
}

void ServerDouble::shut() {
    m_closing = true;
    ::shutdown(m_listener, SHUT_RDWR);
    m_acceptor.join();
    close(m_listener);
    {
        const std::lock_guard lock(m_mutex);
        ++m_life;
        m_changed.notify_all();
    }
    for (Connection& connection : m_connections)
        ::shutdown(connection.socket, SHUT_RDWR);
    for (Connection& connection : m_connections) {
        connection.thread.join();
        close(connection.socket);
    }
    m_connections.clear();
}

void ServerDouble::restart(ms down) {
    shut();
    {
        const std::lock_guard lock(m_mutex);
        m_jobs.clear();
        m_queue.clear();
        m_workers.clear();
        m_finished.clear();
    }
    std::this_thread::sleep_for(down);
    open();
}

void ServerDouble::accept() {
    while (!m_closing) {
        const int socket = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (socket < 0) return;
        Connection& connection = m_connections.emplace_back();
        connection.socket = socket;
        int life = 0;
        {
            const std::lock_guard lock(m_mutex);
            life = m_life;
        }
        connection.thread = std::thread([this, &connection, life] { serve(connection, life); });
    }
}

void ServerDouble::serve(Connection& connection, int life) {
    std::string buffer;
    while (!m_closing) {
        const auto request = readRequest(connection.socket, buffer);
        if (!request || !answer(connection.socket, request->first, request->second, life)) break;
    }
    ::shutdown(connection.socket, SHUT_RDWR);
}

bool ServerDouble::answer(int socket, const std::string& route, const std::string& body, int life) {
    std::optional<ServerFault> fault;
    {
        const std::lock_guard lock(m_mutex);
        m_calls[route].push_back(Clock::now());
        m_bodies[route].push_back(json::parse(body, nullptr, false));
        if (auto& faults = m_faults[route]; !faults.empty()) {
            fault = faults.front();
            faults.pop_front();
        }
        m_changed.notify_all();
    }
    using Kind = ServerFault::Kind;
    if (fault && fault->kind == Kind::Close) return false;
    if (fault && fault->kind == Kind::Reply) return sendAll(socket, httpText(fault->status, fault->body));
    if (fault && fault->kind == Kind::Delay) std::this_thread::sleep_for(fault->delay);
    const Reply right = reply(route, body, socket, life);
    if (fault && fault->kind == Kind::CloseAfter) return false;
    if (fault && fault->kind == Kind::KeepThenFail) return sendAll(socket, httpText(fault->status, fault->body));
    const std::string text = httpText(right.status, right.body.dump(-1, ' ', true));
    if (fault && fault->kind == Kind::CutReply) {
        sendAll(socket, text.substr(0, text.size() - 3));
        return false;
    }
    return sendAll(socket, text);
}

ServerDouble::Reply ServerDouble::reply(const std::string& route, const std::string& body, int socket, int life) {
    if (route.starts_with("/api/")) {
        const std::lock_guard lock(m_mutex);
        if (route.starts_with("/api/validate_key?")) return validateKey(route);
        if (route == "/api/endpoints/mixtral_chat") return describeEndpoint();
        return {404, {{"description", "Not Found"}, {"status", 404}}};
    }
    const json request = json::parse(body, nullptr, false);
    if (request.is_discarded()) return {400, {{"message", "Failed when parsing body as json"}, {"status", 400}}};
    std::unique_lock lock(m_mutex);
    if (life != m_life) return {500, internalError()};
    if (route == "/worker_check_server_status") return status(request);
    if (route == "/worker_login" && !m_settings.isLegacy) return login(request);
    if (route == "/worker_job_request") return jobRequest(request, socket, life, lock);
    if (route == "/worker_job_progress") return progress(request);
    if (route == "/worker_job_result") return result(request);
    if (route == "/mixtral_chat") return ask(request);
    if (route == "/mixtral_chat/progress") return lookAt(request);
    return {404, {{"description", "Not Found"}, {"status", 404}, {"message", "Requested URL " + route + " not found"}}};
}

ServerDouble::Reply ServerDouble::status(const json& request) {
    const bool hasJobType = valueOf(request, "job_type") == m_settings.jobType;
    const bool keyIsValid = hasJobType && valueOf(request, "auth_key") == m_settings.key;
    if (m_settings.isLegacy) {
        if (!hasJobType)
            return {200, {{"cmd", "error"}, {"msg", "No job queue for job_type: " + valueOf(request, "job_type")}}};
        if (!keyIsValid) return {200, {{"cmd", "error"}, {"msg", "Worker not authorized!"}}};
        return {200, {{"cmd", "ok"}}};
    }
    if (hasJobType && !request.contains("auth_key")) return {500, internalError()};
    return {200,
            {{"logged_in", m_workers.contains(valueOf(request, "auth"))},
             {"job_type_present", hasJobType},
             {"key_valid", keyIsValid}}};
}

ServerDouble::Reply ServerDouble::login(const json& request) {
    const json worker = request.value("worker_parameters", json::object());
    if (valueOf(worker, "job_type") != m_settings.jobType || !worker.contains("auth_key"))
        return {500, internalError()};
    if (valueOf(worker, "auth_key") != m_settings.key) {
        return {
            200,
            {{"success", false}, {"error_msg", "Worker not authorized on job type " + valueOf(worker, "job_type")}}};
    }
    m_workers.insert(valueOf(worker, "auth"));
    m_workerParameters = worker;
    return {200,
            {{"success", true},
             {"request_timeout", static_cast<double>(m_settings.requestTimeout.count()) / 1000},
             {"api_server_version", "0.9.6"}}};
}

ServerDouble::Reply ServerDouble::jobRequest(const json& request, int socket, int life,
                                             std::unique_lock<std::mutex>& lock) {
    const std::string name = valueOf(request, "auth");
    const bool hasKey = valueOf(request, "auth_key") == m_settings.key;
    if (m_settings.isLegacy) {
        if (!hasKey) return {200, {{"cmd", "error"}, {"msg", "Worker not authorized!"}}};
        if (valueOf(request, "version").empty()) offend("a job request to a legacy server without a version");
        m_workers.insert(name);
    } else if (!m_workers.contains(name) || !hasKey) {
        if (!valueOf(request, "version").empty()) {
            if (!hasKey) return {200, nullptr};
            m_workers.insert(name);
        } else {
            return {200,
                    {{"cmd", "error"},
                     {"msg", "Worker " + name + " needs to login before being allowed to make job requests"}}};
        }
    }
    const int assigned =
        static_cast<int>(std::ranges::count_if(m_jobs, [](const auto& entry) { return entry.second.assigned; }));
    m_mostAtOnce = std::max(m_mostAtOnce, assigned);
    m_offline = false;
    const auto began = m_sign = Clock::now();
    while (m_queue.empty()) {
        const auto now = Clock::now();
        if (life != m_life || m_closing) return {500, internalError()};
        if (now - began >= m_settings.requestTimeout) return {200, {{"cmd", "no_job"}}};
        if (now - began >= m_settings.responseTimeout) {
            m_offline = true;
            return {503, {{"cmd", "error"}, {"error_msg", "Worker - Server connection broke"}}};
        }
        lock.unlock();
        const bool gone = isGone(socket);
        lock.lock();
        if (gone && life == m_life) {
            m_offline = true;
            return {500, internalError()};
        }
        m_changed.wait_for(lock, ms(5));
    }
    if (!request.contains("max_job_batch") || !request["max_job_batch"].is_number_integer()) {
        m_queue.pop_front();
        offend("a job request without max_job_batch");
        return {500, internalError()};
    }
    json batch = json::array();
    for (int free = std::max(1, request["max_job_batch"].get<int>()); free > 0 && !m_queue.empty(); --free) {
        Job& job = m_jobs.at(m_queue.front());
        m_queue.pop_front();
        job.state = State::Processing;
        job.assigned = true;
        job.updated = job.handedOut = Clock::now();
        job.handedOutAt = secondsSince1970();
        json element = job.input;
        element["job_id"] = job.id;
        element["key"] = "private-client-key";
        element["start_time"] = 1.0;
        element["start_time_compute"] = batch.empty() ? json(2.0) : json();
        batch.push_back(std::move(element));
    }
    return {200,
            {{"cmd", "job"},
             {"endpoint_name", "mixtral_chat"},
             {"job_data", batch},
             {"input_descriptions", {{"prompt_input", {{"type", "string"}}}, {"picture", {{"type", "image"}}}}},
             {"progress_output_descriptions", json::object()},
             {"final_output_descriptions", json::object()}}};
}

ServerDouble::Reply ServerDouble::progress(const json& request) {
    const bool isList = request.is_array();
    json replies = json::array();
    for (const json& item : isList ? request : json::array({request})) {
        const std::string name = valueOf(item, "auth");
        const auto refuse = [&](const std::string& rest) -> Reply {
            return {200, {{"success", false}, {"error_msg", "Worker " + name + " not authorized" + rest}}};
        };
        if (valueOf(item, "auth_key") != m_settings.key) return refuse(" on job type mixtral");
        if (!m_workers.contains(name)) return refuse("");
        const std::string id = valueOf(item, "job_id");
        if (m_finished.contains(id)) offend("progress of job " + id + " after its result");
        const auto found = m_jobs.find(id);
        if (found == m_jobs.end()) return {500, internalError()};
        Job& job = found->second;
        settle(job);
        m_sign = job.updated = Clock::now();
        ++job.progressCalls;
        job.progress = item;
        const json data = item.value("progress_data", json::object());
        std::string text = valueOf(data, "text");
        if (std::string& before = m_texts[id]; text.starts_with(before)) {
            before = std::move(text);
        } else if (!text.empty()) {
            offend("text of job " + id + " changed");
        }
        if (!item.contains("progress") || !item["progress"].is_number()) offend("progress without a number");
        if (job.state == State::Lapsed || job.state == State::Done) job.state = State::Processing;
        if (!job.assigned) return {200, json::object()};
        replies.push_back(m_settings.isLegacy ? json{{"cmd", "ok"}} : json{{"success", true}});
    }
    return {200, replies};
}

ServerDouble::Reply ServerDouble::result(const json& request) {
    const std::string name = valueOf(request, "auth"), id = valueOf(request, "job_id");
    if (valueOf(request, "auth_key") != m_settings.key || !m_workers.contains(name))
        return {200, {{"success", false}, {"error_msg", "Worker " + name + " not authorized"}}};
    const auto found = m_jobs.find(id);
    if (found == m_jobs.end()) {
        return {200, {{"cmd", "warning"}, {"msg", "Job with job id " + id + " not found in worker " + name + "!"}}};
    }
    Job& job = found->second;
    settle(job);
    ++job.resultCalls;
    m_sign = Clock::now();
    if (job.slot != Slot::Empty) return {500, internalError()};
    for (const char* field : {"text", "model_name", "num_generated_tokens", "max_seq_len", "current_context_length"})
        if (!request.contains(field)) offend("a result without " + std::string(field));
    if (request.contains("error") && !request["error"].is_string()) offend("an error that is no string");
    if (!request.contains("error") && !valueOf(request, "text").starts_with(m_texts[id]))
        offend("the result of job " + id + " is not what its progress said");
    job.slot = Slot::Set;
    job.assigned = false;
    job.result = request;
    job.receivedAt = secondsSince1970();
    m_finished.insert(id);  // but it is done only once its client has the result
    m_changed.notify_all();
    return {200, {{"cmd", "ok"}}};
}

ServerDouble::Reply ServerDouble::validateKey(const std::string& route) const {
    if (route == "/api/validate_key?key=" + m_settings.clientKey) return {200, {{"success", true}, {"error", nullptr}}};
    return {200, {{"success", false}, {"error", "Key not valid"}}};
}

ServerDouble::Reply ServerDouble::describeEndpoint() const {
    json workers = json::array();
    for (const std::string& name : m_workers) {
        json worker = {{"name", name}, {"state", "waiting"}};
        for (const char* key : {"max_batch_size", "gpu_name", "num_gpus", "framework", "framework_version", "model"})
            worker[key] = m_workerParameters.value(key, json());
        workers.push_back(std::move(worker));
    }
    const std::size_t count = m_workers.size();
    json inputs = {{"prompt_input", {{"type", "string"}}}};
    for (const std::string& name : m_settings.moreInputs)
        inputs[name] = {{"type", "integer"}};
    return {200,
            {{"name", "mixtral_chat"},
             {"parameter_description", {{"input", std::move(inputs)}}},
             {"version", 2},
             {"num_workers", count},
             {"num_active_workers", count},
             {"workers", std::move(workers)}}};
}

ServerDouble::Reply ServerDouble::ask(const json& request) {
    if (valueOf(request, "key") != m_settings.clientKey)
        return {401, {{"success", false}, {"error", {"Key not valid"}}, {"ep_version", 2}}};
    json input = request;
    json unknown = json::array();
    for (const auto& [name, value] : request.items()) {
        const std::set<std::string> known = {"prompt_input", "chat_context",   "top_k", "top_p",
                                             "temperature",  "max_gen_tokens", "key",   "wait_for_result"};
        if (!known.contains(name) && !m_settings.moreInputs.contains(name))
            unknown.push_back("Invalid input parameter(s): " + name);
    }
    if (!unknown.empty()) return {400, {{"success", false}, {"error", unknown}, {"ep_version", 2}}};
    input.erase("key");
    return {200, {{"success", true}, {"job_id", queue(std::move(input))}, {"ep_version", 2}}};
}

ServerDouble::Reply ServerDouble::lookAt(const json& request) {
    const std::string id = valueOf(request, "job_id");
    const auto found = m_jobs.find(id);
    if (found == m_jobs.end())
        return {402,
                {{"success", false},
                 {"error", {"Client has no active request with this job id " + id}},
                 {"ep_version", 2}}};
    Job& job = found->second;
    settle(job);
    json reply = {{"success", true}, {"job_id", id}, {"ep_version", 2}};
    if (job.state == State::Lapsed)
        return {400,
                {{"success", false},
                 {"error", "Job " + id + " on mixtral_chat lapsed!"},
                 {"ep_version", 2},
                 {"job_state", "lapsed"}}};
    if (job.slot == Slot::Empty) {
        reply["job_state"] = job.state == State::Queued ? "queued" : "processing";
        reply["progress"] =
            job.progress.is_object() ? job.progress : json{{"progress", 0}, {"progress_data", json::object()}};
        return {200, reply};
    }
    reply["job_state"] = "done";
    if (job.slot == Slot::Taken) return {200, reply};
    job.slot = Slot::Taken;
    job.state = State::Done;
    json result = {{"success", true},
                   {"job_id", id},
                   {"ep_version", 2},
                   {"start_time", job.askedAt},
                   {"start_time_compute", job.handedOutAt},
                   {"result_received_time", job.receivedAt},
                   {"compute_duration", job.receivedAt - job.handedOutAt},
                   {"total_duration", job.receivedAt - job.askedAt}};
    for (const char* key :
         {"text", "num_generated_tokens", "model_name", "max_seq_len", "current_context_length", "prompt_length",
          "error", "arrival_time", "finished_time", "pending_duration", "preprocessing_duration", "auth"})
        if (job.result.contains(key)) result[key] = job.result[key];
    if (!m_settings.tellsContext) result.erase("max_seq_len");
    reply["job_result"] = std::move(result);
    return {200, reply};
}

/// What the server finds when somebody looks at a job.
void ServerDouble::settle(Job& job) {
    if (job.state != State::Processing) return;
    const auto now = Clock::now();
    if (m_offline || now - m_sign > m_settings.offlineAfter || now - job.updated > m_settings.jobInactivity) {
        job.state = State::Lapsed;
        job.assigned = false;
    }
}

bool ServerDouble::isGone(int socket) const {
    pollfd watched{socket, POLLRDHUP, 0};
    return ::poll(&watched, 1, 0) > 0 && (watched.revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0;
}

void ServerDouble::offend(const std::string& what) {
    m_offences.push_back(what);
}

std::string ServerDouble::submit(json input) {
    const std::lock_guard lock(m_mutex);
    return queue(std::move(input));
}

std::string ServerDouble::queue(json input) {
    Job job;
    job.askedAt = secondsSince1970();
    const std::string number = std::to_string(++m_lastJob);
    job.id = "00000000-0000-4000-8000-" + number + "#" + number;
    job.input = {
        {"prompt_input", ""},     {"chat_context", nullptr}, {"top_k", 40}, {"top_p", 0.9}, {"temperature", 0.8},
        {"max_gen_tokens", 2000}, {"wait_for_result", false}};
    job.input.update(input);
    m_queue.push_back(job.id);
    const std::string id = job.id;
    m_jobs.emplace(id, std::move(job));
    m_changed.notify_all();
    return id;
}

void ServerDouble::abandon(const std::string& id) {
    const std::lock_guard lock(m_mutex);
    m_jobs.at(id).slot = Slot::Cancelled;
}

json ServerDouble::waitForResult(const std::string& id, ms most) {
    std::unique_lock lock(m_mutex);
    const auto there = [&] {
        const auto found = m_jobs.find(id);
        if (found == m_jobs.end()) return false;
        settle(found->second);
        return found->second.state == State::Processing && found->second.slot == Slot::Set;
    };
    if (!m_changed.wait_for(lock, most, there)) return nullptr;
    m_jobs.at(id).slot = Slot::Taken;
    m_jobs.at(id).state = State::Done;
    return m_jobs.at(id).result;
}

std::optional<ServerDouble::Job> ServerDouble::look(const std::string& id) {
    const std::lock_guard lock(m_mutex);
    const auto found = m_jobs.find(id);
    if (found == m_jobs.end()) return std::nullopt;
    settle(found->second);
    return found->second;
}

void ServerDouble::forget(const std::string& id) {
    const std::lock_guard lock(m_mutex);
    m_jobs.erase(id);
}

void ServerDouble::changeKey(const std::string& key) {
    const std::lock_guard lock(m_mutex);
    m_settings.key = key;
}

void ServerDouble::misbehave(const std::string& route, ServerFault fault, int times) {
    const std::lock_guard lock(m_mutex);
    for (int i = 0; i < times; ++i)
        m_faults[route].push_back(fault);
}

int ServerDouble::calls(const std::string& route) const {
    return static_cast<int>(callTimes(route).size());
}

std::vector<ServerDouble::Clock::time_point> ServerDouble::callTimes(const std::string& route) const {
    const std::lock_guard lock(m_mutex);
    const auto found = m_calls.find(route);
    return found == m_calls.end() ? std::vector<Clock::time_point>{} : found->second;
}

std::vector<json> ServerDouble::bodies(const std::string& route) const {
    const std::lock_guard lock(m_mutex);
    const auto found = m_bodies.find(route);
    return found == m_bodies.end() ? std::vector<json>{} : found->second;
}

std::vector<std::string> ServerDouble::offences() const {
    const std::lock_guard lock(m_mutex);
    return m_offences;
}

int ServerDouble::mostAtOnce() const {
    const std::lock_guard lock(m_mutex);
    return m_mostAtOnce;
}

bool ServerDouble::isOffline() const {
    const std::lock_guard lock(m_mutex);
    return m_offline;
}

bool ServerDouble::waitForCalls(const std::string& route, int count, ms most) {
    std::unique_lock lock(m_mutex);
    return m_changed.wait_for(lock, most, [&] { return std::ssize(m_calls[route]) >= count; });
}

}  // namespace mw::test
