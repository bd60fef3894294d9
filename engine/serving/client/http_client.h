// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server_address.h"

namespace mw {

/// Status and fields of an answer.
struct HttpHead {
    int status = 0;
    std::vector<std::pair<std::string, std::string>> fields;  ///< names in small letters

    /// The value of a field; empty if it is not there.
    std::string_view operator[](std::string_view name) const;
};

/// What came of a call.
struct HttpReply {
    int status = 0;       ///< HTTP status; 0 if there is no whole reply
    HttpHead head = {};   ///< of the last answer that began, whole or not
    std::string body;     ///< of a whole reply
    std::string failure;  ///< why there is none, in words
    bool sent = false;    ///< whether the server may have taken the call
    bool timedOut = false;
};

/// Ends HttpClient::wait(), from any thread, also after the client is gone.
class Waker {
 public:
    virtual ~Waker() = default;
    virtual void wake() = 0;
};

/// A call to be made.
struct HttpCall {
    std::string route;     ///< after the server's address
    std::string url = {};  ///< in place of both: where a redirection led to
    std::string accept = "application/json";
    std::optional<std::string> body;       ///< JSON, which is posted; a GET without
    std::vector<std::string> fields;       ///< further ones of the header: "Authorization: Bearer ..."
    std::chrono::milliseconds timeout{0};  ///< 0: none
    std::chrono::seconds stall{0};         ///< ends a call for which nothing has come for so long; 0: waits
    bool fresh = false;  ///< on a connection of its own: should it break, the call was not made before
                         ///< on another
    /// Hears what an answer says of itself before its body comes; may be empty. As onPiece it must not call the client.
    std::function<void(const HttpHead&)> onHead = {};
    /// Hears the body of a good answer (200 or 206) as it comes, which then is not kept; may be empty.
    std::function<void(std::string_view)> onPiece;
    /// Hears the end, from within wait(), unless the call is cancelled.
    std::function<void(const HttpReply&)> done;
};

struct HttpClientOptions {
    std::filesystem::path certificates;  ///< a PEM file of authorities in place of the system's; may be empty
    long keptConnections = 4;            ///< of calls that have ended
};

/// Calls one server, several calls at once, all on the thread that calls wait(). Certificates are verified;
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

    /// Throws Error naming the file of certificates.
    HttpClient(ServerAddress server, const HttpClientOptions& options);
    ~HttpClient();
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;

    Call begin(HttpCall call);
    /// Begins a call that posts JSON; `done` hears its end from within wait(), unless it is cancelled.
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

}  // namespace mw
