// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "message.h"
#include "mw/error.h"

namespace mw::openai {

/// Why a request is refused, as its client is told.
class ApiError : public std::runtime_error {
 public:
    ApiError(int status, const std::string& message, std::string code = {}, std::string param = {})
        : std::runtime_error(message), m_status(status), m_code(std::move(code)), m_param(std::move(param)) {}

    int status() const { return m_status; }
    http::Response response() const { return http::errorResponse(m_status, what(), m_code, m_param); }
    std::string body() const { return http::errorBody(m_status, what(), m_code, m_param); }

 private:
    int m_status;
    std::string m_code, m_param;
};

/// What a failure of the engine is to the client whose request met it. `promptField` is where its prompt was given.
ApiError apiErrorOf(const Failure& failure, const std::string& promptField);

/// Typed access to the fields of a request. One that is absent or null has no value; one of a wrong type or out of
/// range is an ApiError that names it, what is expected and what was found. Fields that nobody asks for are ignored.
class Fields {
 public:
    /// `object` outlives the fields. `prefix` is put before names in messages ("messages[2].").
    explicit Fields(const nlohmann::json& object, std::string prefix = {});

    const nlohmann::json* find(const char* name) const;
    std::optional<double> number(const char* name, double least, double most) const;
    std::optional<std::int64_t> integer(const char* name, std::int64_t least, std::int64_t most) const;
    std::optional<bool> boolean(const char* name) const;
    std::optional<std::string> string(const char* name) const;
    /// One string or a list of at most `most`.
    std::vector<std::string> strings(const char* name, std::size_t most) const;

    [[nodiscard]] ApiError mismatch(const std::string& name, const std::string& expected,
                                    const nlohmann::json* found) const;
    /// A field that this server does not serve, unless it says no more than what is done anyway.
    void refuseUnless(bool harmless, const char* name, const std::string& why) const;

 private:
    const nlohmann::json& m_object;
    std::string m_prefix;
};

}  // namespace mw::openai
