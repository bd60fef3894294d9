// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "message.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace mw::http {

namespace {

std::string_view typeOf(int status) {
    if (status == 401) return "authentication_error";
    if (status == 403) return "permission_error";
    if (status == 429) return "rate_limit_error";
    return status < 500 ? "invalid_request_error" : "server_error";
}

}  // namespace

const std::string* Request::field(std::string_view name) const {
    if (count(name) != 1) return nullptr;
    return &std::ranges::find(fields, name, [](const auto& field) -> std::string_view { return field.first; })->second;
}

std::size_t Request::count(std::string_view name) const {
    return static_cast<std::size_t>(
        std::ranges::count(fields, name, [](const auto& field) -> std::string_view { return field.first; }));
}

std::string errorBody(int status, std::string_view message, std::string_view code, std::string_view param) {
    const auto orNull = [](std::string_view text) {
        return text.empty() ? nlohmann::json() : nlohmann::json(std::string(text));
    };
    const nlohmann::json body = {{"error",
                                  {{"message", std::string(message)},
                                   {"type", std::string(typeOf(status))},
                                   {"param", orNull(param)},
                                   {"code", orNull(code)}}}};
    return body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Response errorResponse(int status, std::string_view message, std::string_view code, std::string_view param) {
    return {.status = status, .body = errorBody(status, message, code, param), .reason = std::string(message)};
}

}  // namespace mw::http
