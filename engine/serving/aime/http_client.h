// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "server_address.h"

namespace mw::aime {

/// What came of a call.
struct HttpReply {
    int status = 0;       ///< HTTP status; 0 if there is no whole reply
    std::string body;     ///< of a whole reply
    std::string failure;  ///< why there is none, in words
    bool sent = false;    ///< whether the server may have taken the call
};

/// Ends HttpClient::wait(), from any thread, also after the client is gone.
class Waker {
 public:
    virtual ~Waker() = default;
    virtual void wake() = 0;
};

/// Posts JSON to one server, several calls at once, all on the thread that calls wait(). Certificates are verified;
/// redirections are not followed; nothing is sent twice, but for short calls on a connection that the server had
/// already closed.
class HttpClient {
 public:
    using Call = std::uint64_t;
    using OnReply = std::function<void(const HttpReply&)>;

    enum class Connection {
        Kept,  ///< may use one that is open from calls before
        Fresh  ///< one of its own: should it break, the call was not made before on another
    };

    /// `certificates`: a PEM file of authorities in place of the system's; may be empty. Throws Error(FileNotFound).
    HttpClient(ServerAddress server, const std::filesystem::path& certificates);
    ~HttpClient();
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;

    /// Begins a call; `done` hears its end from within wait(), unless it is cancelled.
    Call post(const std::string& route, std::string body, std::chrono::milliseconds timeout, Connection connection,
              OnReply done);

    /// Breaks a call off and closes its connection. Unknown and finished calls are ignored.
    void cancel(Call call);

    /// Moves data until a call has ended, somebody wakes it, or `most` has passed.
    void wait(std::chrono::milliseconds most);

    std::shared_ptr<Waker> waker() const;

 private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace mw::aime
