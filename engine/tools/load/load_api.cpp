// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "load_api.h"

#include <optional>

#include "mw/error.h"

namespace mw::tools {

HttpReply callNow(HttpClient& http, HttpCall call) {
    std::optional<HttpReply> reply;
    call.timeout = std::chrono::seconds(30);
    call.done = [&](const HttpReply& came) { reply = came; };
    const std::string route = call.route.substr(0, call.route.find('?'));
    http.begin(std::move(call));
    while (!reply)
        http.wait(std::chrono::milliseconds(100));
    if (!reply->failure.empty()) throw Error(ErrorCode::InvalidArgument, route + ": " + reply->failure);
    return *reply;
}

std::string errorKindOf(const HttpReply& reply) {
    if (reply.status != 0) return "HTTP " + std::to_string(reply.status);
    if (reply.timedOut) return "timed out";
    return reply.sent ? "connection lost" : "not connected";
}

}  // namespace mw::tools
