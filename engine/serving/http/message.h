// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mw::http {

/// A request as it came, every header field as often as it was sent.
struct Request {
    std::string method;                                       ///< "GET"
    std::string target;                                       ///< "/v1/models?x=1"
    std::vector<std::pair<std::string, std::string>> fields;  ///< names in lower case
    std::string body;
    std::string peer;           ///< the client's address, "127.0.0.1"
    std::string allowedOrigin;  ///< set by the gate: the page of this origin may read the answer

    /// The target without what follows "?".
    std::string_view path() const { return std::string_view(target).substr(0, target.find('?')); }
    /// The value of the only field of this name (in lower case); null if there is none or there are several.
    const std::string* field(std::string_view name) const;
    std::size_t count(std::string_view name) const;
};

struct Response {
    int status = 200;
    std::string type = "application/json";
    std::string body;
    std::vector<std::pair<std::string, std::string>> fields = {};  ///< besides type, length and connection
    std::string reason = {};                                       ///< of a refusal, in words, for whoever watches
};

/// A refusal in OpenAI's form: {"error": {"message", "type", "param", "code"}}; `code` and `param` are null where
/// empty.
Response errorResponse(int status, std::string_view message, std::string_view code = {}, std::string_view param = {});

/// The "error" member of that, also for errors within a stream.
std::string errorBody(int status, std::string_view message, std::string_view code, std::string_view param);

/// Where the answer to one request goes. Its methods may be called from any thread and never wait for the client. An
/// answer is either sent whole or begun, written piece by piece, and ended; what comes after that, or after the client
/// went away, is dropped.
class ResponseWriter {
 public:
    virtual ~ResponseWriter() = default;

    virtual void send(Response response) = 0;
    /// `head.body` is the first piece.
    virtual void begin(Response head) = 0;
    virtual void write(std::string_view piece) = 0;
    virtual void end() = 0;
    /// Calls `gone` once, on the server's thread, if the client goes away before the end; at once if it is gone.
    virtual void onGone(std::function<void()> gone) = 0;
};

/// Looks at a request before its body is read: returns why it is refused, if it is.
using Gate = std::function<std::unique_ptr<Response>(Request&)>;

/// Answers a request, now or later, from whichever thread. Called on the server's thread, so it must not wait.
using Handler = std::function<void(std::shared_ptr<const Request>, std::shared_ptr<ResponseWriter>)>;

}  // namespace mw::http
