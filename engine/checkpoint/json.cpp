// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "json.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "file.h"

namespace mw {

namespace {

using nlohmann::json;

constexpr std::size_t kLongestDump = 100;

/// What a server said in place of the file that it was asked for; empty if `tree` is no such answer.
std::string answerOf(const json& tree) {
    constexpr std::size_t kMostKeys = 4;
    if (tree.size() > kMostKeys) return "";
    for (const char* key : {"error", "message", "detail"})
        if (tree.contains(key) && tree[key].is_string()) return tree[key];
    return "";
}

}  // namespace

json readJsonObject(const std::filesystem::path& file, const JsonLimits& limits) {
    json tree;
    try {
        tree = parseJsonObject(readSmallFile(file, limits.bytes), limits);
    } catch (const JsonFault& fault) {
        const std::string foreign = foreignContentOf(file, true);
        throw foreign.empty() ? formatError(file, fault.what(), fault.offset()) : formatError(file, foreign);
    }
    if (const std::string answer = answerOf(tree); !answer.empty())
        throw formatError(file, "holds a server's answer, not the file: " + inQuotes(answer));
    return tree;
}

JsonFields::JsonFields(const json& object, const std::filesystem::path& file, std::string prefix)
    : m_object(object), m_file(file), m_prefix(std::move(prefix)) {}

const json* JsonFields::find(const char* key) const {
    const auto found = m_object.find(key);
    return found == m_object.end() ? nullptr : &*found;
}

bool JsonFields::has(const char* key) const {
    const json* value = find(key);
    return value && !value->is_null();
}

std::int64_t JsonFields::integer(const char* key, std::int64_t least, std::int64_t most) const {
    const auto error = [&] {
        return mismatch(key, "an integer from " + std::to_string(least) + " to " + std::to_string(most));
    };
    const json* value = find(key);
    if (!value || !value->is_number_integer()) throw error();
    // An unsigned value above the signed range would wrap.
    if (value->is_number_unsigned() && value->get<std::uint64_t>() > static_cast<std::uint64_t>(most)) throw error();
    const auto number = value->get<std::int64_t>();
    if (number < least || number > most) throw error();
    return number;
}

double JsonFields::number(const char* key, double above, double most) const {
    const json* value = find(key);
    const double number = value && value->is_number() ? value->get<double>() : std::nan("");
    // Written so that NaN fails.
    if (!(number > above && number <= most)) {
        throw mismatch(key, "a number above " + json(above).dump() + " and at most " + json(most).dump());
    }
    return number;
}

bool JsonFields::boolean(const char* key, bool otherwise) const {
    if (!has(key)) return otherwise;
    if (!find(key)->is_boolean()) throw mismatch(key, "true or false");
    return find(key)->get<bool>();
}

std::string JsonFields::string(const char* key) const {
    const json* value = find(key);
    if (!value || !value->is_string()) throw mismatch(key, "a string");
    return value->get<std::string>();
}

std::vector<int> JsonFields::integers(const char* key, std::int64_t least, std::int64_t most) const {
    if (!has(key)) return {};
    const json& value = *find(key);
    if (!value.is_array()) return {static_cast<int>(integer(key, least, most))};
    std::vector<int> result;
    for (const json& element : value) {
        const json wrapped = {{key, element}};
        result.push_back(static_cast<int>(JsonFields(wrapped, m_file, m_prefix).integer(key, least, most)));
    }
    return result;
}

JsonFields JsonFields::object(const char* key) const {
    const json* value = find(key);
    if (!value || !value->is_object()) throw mismatch(key, "an object");
    return JsonFields(*value, m_file, m_prefix + key + ".");
}

Error JsonFields::mismatch(const char* key, const std::string& expected) const {
    return formatError(m_file, describe(key, expected));
}

Error JsonFields::unsupported(const char* key, const std::string& expected, const std::string& why) const {
    return unsupportedError(m_file, describe(key, expected) + "; " + why);
}

std::string JsonFields::describe(const char* key, const std::string& expected) const {
    const json* value = find(key);
    std::string found = "nothing (the key is missing)";
    if (value && value->is_string()) {
        found = inQuotes(value->get_ref<const std::string&>());
    } else if (value && value->is_structured()) {
        found = value->is_array() ? "a list" : "an object";
        if (value->size() == 1 && value->begin()->is_primitive() && value->dump().size() <= kLongestDump)
            found = value->dump();
    } else if (value) {
        found = value->dump();
    }
    return m_prefix + key + ": expected " + expected + ", found " + found;
}

}  // namespace mw
