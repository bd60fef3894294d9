// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "mw/model.h"
#include "mw/options.h"

namespace mw {

class EngineLoop;

/// Who asks an endpoint, and for what.
struct ApiClient {
    std::string address;  ///< "127.0.0.1"
    std::string name;     ///< as it calls itself: the request's "user", or its program; printable, may be empty
    std::string route;    ///< "/v1/chat/completions"; empty where a request did not get that far
};

/// How a request to an endpoint ended.
struct ApiOutcome {
    int status = 200;         ///< of HTTP; of a stream that broke off, the status it would have had
    std::string reason = {};  ///< of an error, as the client is told
    bool cancelled = false;   ///< it was accepted, and broken off here: by EngineLoop::cancel(), or with its model
    int promptTokens = 0;
    int generatedTokens = 0;  ///< of all choices
    double timeToFirstTokenMs = 0;
    double decodeTokensPerSecond = 0;  ///< of one choice
};

/// The status of a request whose client did not wait for the answer.
inline constexpr int kClientLeft = 499;

/// Hears of an endpoint's clients. Called on the engine's thread or on the server's, so it hands over and returns, and
/// throws nothing.
class ApiServerObserver {
 public:
    virtual ~ApiServerObserver() = default;

    /// The engine has accepted a request of this client, one for each choice; an EngineObserver hears the rest of it.
    virtual void accepted(RequestId /*request*/, const ApiClient& /*client*/) {}
    /// A request for an answer ended, or any was refused.
    virtual void ended(const ApiClient& /*client*/, const ApiOutcome& /*outcome*/) {}
};

/// An OpenAI-compatible endpoint: where it listens, and to whom it answers.
struct ApiServerOptions {
    std::string address = "127.0.0.1";    ///< an address of this machine
    std::uint16_t port = 8080;            ///< 0: any that is free
    std::string token;                    ///< that every client has to know, see token_file.h
    std::vector<std::string> hosts;       ///< names of this machine besides `address` and those of the loopback
    std::vector<std::string> origins;     ///< web pages that may ask: "https://host:port"
    std::vector<std::string> modelNames;  ///< of the loaded model, the first is its id; its folder's where empty
    std::string format;                   ///< prompt format; the model's own where empty
    bool demonstrator = false;            ///< a page with a chat at "/", which needs no token to be seen
    std::string certificateFile;          ///< PEM, with its chain; TLS where it is given
    std::string keyFile;                  ///< PEM
    int requestsPerClient = 256;          ///< open ones, of one address
    int connections = 64;
    std::shared_ptr<ApiServerObserver> observer = {};  ///< may be null
};

/// Answers HTTP requests with what an engine's loop generates, beside whatever else it does: /v1/models,
/// /v1/chat/completions and /v1/completions as OpenAI has them, /health, and /metrics for Prometheus. A client that
/// goes away cancels its requests.
///
/// Its requests are known in the loop by a client's name of "http ADDRESS".
class ApiServer {
 public:
    /// Listens from here on; `loop` outlives it. Throws Error naming the option.
    ApiServer(EngineLoop& loop, const ApiServerOptions& options);
    /// Breaks off what is not answered.
    ~ApiServer();
    ApiServer(const ApiServer&) = delete;
    ApiServer& operator=(const ApiServer&) = delete;

    std::uint16_t port() const;
    /// "http://127.0.0.1:8080"
    const std::string& url() const { return m_url; }

    /// Takes nothing new, waits until what runs is answered, at most `patience`, and returns whether it is. May be
    /// called again.
    bool drain(std::chrono::milliseconds patience);

 private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
    std::string m_url;
};

}  // namespace mw
