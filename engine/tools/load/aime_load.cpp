// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// As AIME's own benchmark asks: jobs that are not waited for, and looked at until they are done.

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "load_api.h"
#include "mw/error.h"
#include "utf8.h"

namespace mw::tools {

namespace {

using nlohmann::json;

constexpr int kMostFailedLooks = 3;
constexpr std::chrono::seconds kAfterFailedLook{1};

std::string textIn(const json& object, const char* key) {
    const auto found = object.is_object() ? object.find(key) : object.end();
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

int wholeNumberIn(const json& object, const char* key) {
    const auto found = object.is_object() ? object.find(key) : object.end();
    return found != object.end() && found->is_number_integer() ? found->get<int>() : 0;
}

/// A member that is an object; null where there is none.
const json* objectIn(const json* object, const char* key) {
    if (!object || !object->is_object()) return nullptr;
    const auto found = object->find(key);
    return found != object->end() && found->is_object() ? &*found : nullptr;
}

/// AIME's servers say what is wrong as a text, or as a list of texts.
std::string messageOf(const json& body) {
    if (!body.is_object()) return "a reply that is no JSON object";
    const auto error = body.find("error");
    if (error == body.end() || error->is_null()) return textIn(body, "message");
    if (error->is_string()) return *error;
    std::string all;
    if (error->is_array())
        for (const json& one : *error)
            if (one.is_string()) all += (all.empty() ? "" : "; ") + one.get<std::string>();
    return all;
}

/// In a query of an address.
std::string escaped(const std::string& text) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    std::string result;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
        if (plain) {
            result += c;
        } else {
            result += '%';
            result += kDigits[byte >> 4];
            result += kDigits[byte & 15];
        }
    }
    return result;
}

class AimeLoad final : public LoadApi {
 public:
    AimeLoad(HttpClient& http, LoadTerms terms) : m_http(http), m_terms(std::move(terms)) {
        if (m_terms.model.empty()) m_terms.model = "mixtral_chat";
        m_route = "/" + m_terms.model;
    }

    json describe() override;
    int context() const override { return m_context; }
    void ask(int number, const LoadPrompt& prompt, Done done) override;
    Clock::time_point turn(Clock::time_point now) override;
    void cancelAll() override {
        for (const HttpClient::Call call : std::exchange(m_calls, {}))
            m_http.cancel(call);
        m_jobs.clear();
    }

 private:
    struct Job {
        LoadSample sample;
        Done done;
        std::string id;
        Clock::time_point lookAt{}, giveUpAt{};
        bool isLookedAt = false;
        int failedLooks = 0;
        int tokens = 0;
    };

    void call(const std::string& route, const json& body, std::function<void(const HttpReply&)> heard) {
        const auto id = std::make_shared<HttpClient::Call>();
        *id = m_http.begin({.route = route,
                            .body = body.dump(),
                            .timeout = std::chrono::seconds(60),
                            .done = [this, id, heard = std::move(heard)](const HttpReply& reply) {
                                m_calls.erase(*id);
                                heard(reply);
                            }});
        m_calls.insert(*id);
    }
    void accepted(int number, const HttpReply& reply);
    void look(int number);
    void seen(int number, const HttpReply& reply);
    void grow(Job& job, int tokens);
    void take(int number, const json& result);
    void fail(int number, std::string kind, std::string message);
    void end(int number);

    HttpClient& m_http;
    LoadTerms m_terms;
    std::string m_route;
    int m_context = 0;              ///< of the worker that has least; 0 before a first result
    std::set<std::string> m_extra;  ///< inputs that this endpoint has beside those of mixtral_chat
    std::map<int, Job> m_jobs;
    std::set<HttpClient::Call> m_calls;
};

json AimeLoad::describe() {
    const HttpReply valid = callNow(m_http, {.route = "/api/validate_key?key=" + escaped(m_terms.secret)});
    const json key = json::parse(valid.body, nullptr, false);
    if (valid.status == 200 && key.is_object() && key.value("success", json()) != true)
        throw Error(ErrorCode::InvalidArgument, "the server does not take this key: " + messageOf(key));
    const HttpReply reply = callNow(m_http, {.route = "/api/endpoints" + m_route});
    const json endpoint = json::parse(reply.body, nullptr, false);
    if (reply.status != 200 || !endpoint.is_object())
        throw Error(ErrorCode::InvalidArgument,
                    "the server has no endpoint " + inQuotes(m_terms.model) + " (" + errorKindOf(reply) + ")");
    if (const json* inputs = objectIn(objectIn(&endpoint, "parameter_description"), "input"))
        for (const char* name : {"seed", "ignore_eos"})
            if (inputs->contains(name)) m_extra.insert(name);
    json facts = {{"endpoint_version", endpoint.value("version", json())},
                  {"num_workers", wholeNumberIn(endpoint, "num_workers")},
                  {"max_worker_batch_size", 0},
                  {"worker_names", json::array()}};
    if (wholeNumberIn(endpoint, "num_active_workers") == 0)
        throw Error(ErrorCode::InvalidArgument,
                    "no worker serves the endpoint " + inQuotes(m_terms.model) + " now; start one and try again");
    if (const auto workers = endpoint.find("workers"); workers != endpoint.end() && workers->is_array()) {
        for (const json& worker : *workers) {
            if (!worker.is_object()) continue;
            facts["worker_names"].push_back(worker.value("name", json()));
            facts["max_worker_batch_size"] =
                std::max(facts["max_worker_batch_size"].get<int>(), wholeNumberIn(worker, "max_batch_size"));
            const std::string gpu = textIn(worker, "gpu_name");
            const int gpus = wholeNumberIn(worker, "num_gpus");
            if (!gpu.empty()) facts["gpu_name"] = (gpus > 0 ? std::to_string(gpus) + "x" : "") + gpu;
            const std::string version = textIn(worker, "framework_version");
            facts["framework"] = textIn(worker, "framework") + (version.empty() ? "" : "_" + version);
            facts["pytorch_version"] = worker.value("pytorch_version", json());
            const json model = worker.value("model", json());
            if (model.is_object()) {
                facts["model_name"] = model.value("label", json());
                facts["model_quantization"] = model.value("quantization", json());
            }
        }
    }
    if (!facts.contains("model_name") || !facts["model_name"].is_string()) facts["model_name"] = m_terms.model;
    return facts;
}

void AimeLoad::ask(int number, const LoadPrompt& prompt, Done done) {
    Job job{.sample = {.number = number}, .done = std::move(done)};
    job.sample.sent = Clock::now();
    job.sample.sentAt = std::chrono::system_clock::now();
    job.lookAt = Clock::time_point::max();
    job.giveUpAt = job.sample.sent + m_terms.timeout;
    m_jobs.emplace(number, std::move(job));
    json body = {{"prompt_input", prompt.text},
                 {"max_gen_tokens", m_terms.generate},
                 {"key", m_terms.secret},
                 {"wait_for_result", false}};
    // The endpoint allows no temperature above 1, and takes the likeliest token where one is left.
    if (m_terms.temperature == 0)
        body.update({{"top_k", 1}, {"top_p", 1.0}});
    else
        body.update({{"temperature", m_terms.temperature}, {"top_k", 1000}, {"top_p", 1.0}});
    // The server refuses what its endpoint does not declare.
    if (m_extra.contains("seed")) body["seed"] = m_terms.seed + static_cast<std::uint64_t>(number);
    if (m_extra.contains("ignore_eos")) body["ignore_eos"] = true;
    call(m_route, body, [this, number](const HttpReply& reply) { accepted(number, reply); });
}

void AimeLoad::accepted(int number, const HttpReply& reply) {
    Job& job = m_jobs.at(number);
    const json body = json::parse(reply.body, nullptr, false);
    if (reply.status != 200)
        return fail(number, errorKindOf(reply), reply.status != 0 ? messageOf(body) : reply.failure);
    if (!body.is_object() || !body.contains("job_id") || !body["job_id"].is_string())
        return fail(number, "unintelligible", messageOf(body));
    job.id = body["job_id"];
    job.lookAt = Clock::now() + m_terms.poll;
}

void AimeLoad::look(int number) {
    Job& job = m_jobs.at(number);
    job.isLookedAt = true;
    call(m_route + "/progress", {{"key", m_terms.secret}, {"job_id", job.id}},
         [this, number](const HttpReply& reply) { seen(number, reply); });
}

void AimeLoad::seen(int number, const HttpReply& reply) {
    Job& job = m_jobs.at(number);
    job.isLookedAt = false;
    const json body = json::parse(reply.body, nullptr, false);
    if (reply.status == 400 || reply.status == 402) {
        const bool lapsed = textIn(body, "job_state") == "lapsed";
        return fail(number, lapsed ? "lapsed" : errorKindOf(reply), messageOf(body));
    }
    if (reply.status != 200 || !body.is_object()) {
        // A server that was asked at a bad moment is asked again, as AIME's client does.
        if (++job.failedLooks > kMostFailedLooks)
            return fail(number, errorKindOf(reply), reply.status != 0 ? messageOf(body) : reply.failure);
        job.lookAt = Clock::now() + kAfterFailedLook;
        return;
    }
    job.failedLooks = 0;
    if (textIn(body, "job_state") == "done") {
        const auto result = body.find("job_result");
        if (result == body.end() || !result->is_object()) return fail(number, "lost", "the result was taken already");
        return take(number, *result);
    }
    if (const auto progress = body.find("progress"); progress != body.end() && progress->is_object()) {
        const auto data = progress->find("progress_data");
        if (data != progress->end()) grow(job, wholeNumberIn(*data, "num_generated_tokens"));
        grow(job, wholeNumberIn(*progress, "progress"));
    }
    job.lookAt = Clock::now() + m_terms.poll;
}

void AimeLoad::grow(Job& job, int tokens) {
    if (tokens <= job.tokens) return;
    job.sample.came.push_back({Clock::now(), tokens - job.tokens});
    job.tokens = tokens;
}

void AimeLoad::take(int number, const json& result) {
    Job& job = m_jobs.at(number);
    if (const auto error = result.find("error"); error != result.end() && error->is_string())
        return fail(number, "job failed", *error);
    grow(job, wholeNumberIn(result, "num_generated_tokens"));
    job.sample.generatedTokens = job.tokens;
    job.sample.promptTokens = wholeNumberIn(result, "prompt_length");
    if (const int context = wholeNumberIn(result, "max_seq_len"); context > 0)
        m_context = m_context > 0 ? std::min(m_context, context) : context;
    if (const auto text = result.find("text"); text != result.end() && text->is_string()) job.sample.text = *text;
    job.sample.server = result;
    job.sample.server.erase("text");
    end(number);
}

void AimeLoad::fail(int number, std::string kind, std::string message) {
    Job& job = m_jobs.at(number);
    job.sample.errorKind = std::move(kind);
    job.sample.error = std::move(message);
    end(number);
}

void AimeLoad::end(int number) {
    auto ended = m_jobs.extract(number);
    Job& job = ended.mapped();
    job.sample.ended = Clock::now();
    job.sample.endedAt = std::chrono::system_clock::now();
    job.done(std::move(job.sample));
}

Clock::time_point AimeLoad::turn(Clock::time_point now) {
    std::vector<int> due, late;
    for (const auto& [number, job] : m_jobs) {
        if (job.isLookedAt || job.id.empty()) continue;  // what comes of the call is heard
        if (now >= job.giveUpAt)
            late.push_back(number);
        else if (now >= job.lookAt)
            due.push_back(number);
    }
    for (const int number : due)
        look(number);
    for (const int number : late)
        fail(number, "timed out", "the job was not done in time");
    auto next = Clock::time_point::max();
    for (const auto& [number, job] : m_jobs)
        if (!job.isLookedAt && !job.id.empty()) next = std::min({next, job.lookAt, job.giveUpAt});
    return next;
}

}  // namespace

std::unique_ptr<LoadApi> aimeLoad(HttpClient& http, LoadTerms terms) {
    return std::make_unique<AimeLoad>(http, std::move(terms));
}

}  // namespace mw::tools
