// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "fields.h"

#include "utf8.h"

namespace mw::openai {

namespace {

using nlohmann::json;

std::string described(const json* value) {
    if (!value || value->is_null()) return "nothing";
    if (value->is_string()) return inQuotes(value->get_ref<const std::string&>());
    if (value->is_array()) return "a list";
    if (value->is_object()) return "an object";
    return value->dump();
}

/// 2, not 2.0.
std::string written(double number) {
    const json whole = static_cast<std::int64_t>(number);
    return static_cast<double>(static_cast<std::int64_t>(number)) == number ? whole.dump() : json(number).dump();
}

}  // namespace

ApiError apiErrorOf(const Failure& failure, const std::string& promptField) {
    switch (failure.code) {
        case ErrorCode::ContextOverflow:
            return {400, failure.message, "context_length_exceeded", promptField};
        case ErrorCode::InvalidArgument:
        case ErrorCode::Unsupported:
            return {400, failure.message, "invalid_value"};
        default:
            return {500, failure.message, "engine_failed"};
    }
}

Fields::Fields(const json& object, std::string prefix) : m_object(object), m_prefix(std::move(prefix)) {}

const json* Fields::find(const char* name) const {
    const auto found = m_object.find(name);
    return found == m_object.end() || found->is_null() ? nullptr : &*found;
}

std::optional<double> Fields::number(const char* name, double least, double most) const {
    const json* value = find(name);
    if (!value) return std::nullopt;
    // Written so that NaN fails.
    if (!value->is_number() || !(value->get<double>() >= least && value->get<double>() <= most))
        throw mismatch(name, "a number from " + written(least) + " to " + written(most), value);
    return value->get<double>();
}

std::optional<std::int64_t> Fields::integer(const char* name, std::int64_t least, std::int64_t most) const {
    const json* value = find(name);
    if (!value) return std::nullopt;
    // An unsigned value above the signed range would wrap.
    const bool fits = value->is_number_integer() &&
                      (!value->is_number_unsigned() ||
                       value->get<std::uint64_t>() <= static_cast<std::uint64_t>(std::max<std::int64_t>(most, 0))) &&
                      value->get<std::int64_t>() >= least && value->get<std::int64_t>() <= most;
    if (!fits)
        throw mismatch(name, "a whole number from " + std::to_string(least) + " to " + std::to_string(most), value);
    return value->get<std::int64_t>();
}

std::optional<bool> Fields::boolean(const char* name) const {
    const json* value = find(name);
    if (!value) return std::nullopt;
    if (!value->is_boolean()) throw mismatch(name, "true or false", value);
    return value->get<bool>();
}

std::optional<std::string> Fields::string(const char* name) const {
    const json* value = find(name);
    if (!value) return std::nullopt;
    if (!value->is_string()) throw mismatch(name, "a string", value);
    return value->get<std::string>();
}

std::vector<std::string> Fields::strings(const char* name, std::size_t most) const {
    const json* value = find(name);
    if (!value) return {};
    if (value->is_string()) return {value->get<std::string>()};
    const std::string expected = "a string or a list of at most " + std::to_string(most) + " strings";
    if (!value->is_array() || value->size() > most) throw mismatch(name, expected, value);
    std::vector<std::string> texts;
    for (const json& element : *value) {
        if (!element.is_string()) throw mismatch(name, expected, &element);
        texts.push_back(element.get<std::string>());
    }
    return texts;
}

ApiError Fields::mismatch(const std::string& name, const std::string& expected, const json* found) const {
    return {400, m_prefix + name + ": expected " + expected + ", found " + described(found),
            found ? "invalid_type_or_value" : "missing_required_parameter", m_prefix + name};
}

void Fields::refuseUnless(bool harmless, const char* name, const std::string& why) const {
    if (!harmless) throw ApiError(400, m_prefix + name + ": " + why, "unsupported_parameter", m_prefix + name);
}

}  // namespace mw::openai
