// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "tools.h"

#include <algorithm>
#include <random>

namespace mw::openai {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::size_t kIdLength = 9;
constexpr std::size_t kLongestName = 64;
constexpr std::size_t kMostTools = 128;
constexpr int kDeepest = 32;
constexpr std::string_view kLettersAndDigits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

bool isOf(std::string_view text, std::string_view more) {
    return std::ranges::all_of(text, [more](char c) {
        return kLettersAndDigits.find(c) != std::string_view::npos || more.find(c) != std::string_view::npos;
    });
}

bool isId(std::string_view text) {
    return text.size() == kIdLength && isOf(text, "");
}

bool isName(std::string_view text) {
    return !text.empty() && text.size() <= kLongestName && isOf(text, "_-");
}

std::string randomId() {
    std::random_device random;
    std::string id;
    while (id.size() < kIdLength)
        id += kLettersAndDigits[random() % kLettersAndDigits.size()];
    return id;
}

bool isTooDeep(std::string_view text) {
    int depth = 0;
    bool inString = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (inString) {
            if (c == '\\')
                ++i;
            else
                inString = c != '"';
        } else if (c == '"') {
            inString = true;
        } else if (c == '[' || c == '{') {
            if (++depth > kDeepest) return true;
        } else if (c == ']' || c == '}') {
            --depth;
        }
    }
    return false;
}

/// JSON in a string; nothing if it is none.
std::optional<ordered_json> parsed(std::string_view text) {
    if (isTooDeep(text)) return std::nullopt;
    ordered_json value = ordered_json::parse(text, nullptr, false);
    if (value.is_discarded()) return std::nullopt;
    return value;
}

/// What a tool was given or gave: JSON if it is that, an empty object if it is nothing, else a text.
ordered_json contentOf(const std::string& text) {
    if (text.empty()) return ordered_json::object();
    return parsed(text).value_or(ordered_json(text));
}

void write(std::string& text, const ordered_json& value) {
    if (value.is_object()) {
        text += '{';
        bool first = true;
        for (const auto& [name, member] : value.items()) {
            text += first ? "" : ", ";
            text += ordered_json(name).dump() + ": ";
            write(text, member);
            first = false;
        }
        text += '}';
    } else if (value.is_array()) {
        text += '[';
        for (std::size_t i = 0; i < value.size(); ++i) {
            text += i == 0 ? "" : ", ";
            write(text, value[i]);
        }
        text += ']';
    } else {
        text += value.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
    }
}

std::string written(const ordered_json& value) {
    std::string text;
    write(text, value);
    return text;
}

const json& objectIn(const json& list, std::size_t index, const std::string& name) {
    if (list[index].is_object()) return list[index];
    throw ApiError(400, name + ": expected an object", "invalid_type_or_value", name);
}

/// The function of a tool or a call.
const json& functionOf(const Fields& fields) {
    fields.refuseUnless(fields.string("type").value_or("function") == "function", "type",
                        "only \"function\" is served");
    const json* function = fields.find("function");
    if (!function || !function->is_object()) throw fields.mismatch("function", "an object", function);
    return *function;
}

std::string nameOf(const Fields& function) {
    const std::optional<std::string> name = function.string("name");
    if (!name || !isName(*name))
        throw function.mismatch("name", "1 to 64 letters, digits, underscores and hyphens", function.find("name"));
    return *name;
}

}  // namespace

std::string toolsText(const Fields& request, std::string_view body) {
    const json* tools = request.find("tools");
    if (!tools || (tools->is_array() && tools->empty())) return {};
    if (!tools->is_array() || tools->size() > kMostTools)
        throw request.mismatch("tools", "a list of at most " + std::to_string(kMostTools) + " tools", tools);
    // Read again for the order of members, which is of no account elsewhere.
    const ordered_json inOrder = ordered_json::parse(body);
    ordered_json told = ordered_json::array();
    for (std::size_t i = 0; i < tools->size(); ++i) {
        const std::string name = "tools[" + std::to_string(i) + "]";
        const Fields tool(objectIn(*tools, i, name), name + ".");
        const Fields function(functionOf(tool), name + ".function.");
        ordered_json parameters = ordered_json::object();
        if (const json* given = function.find("parameters")) {
            if (!given->is_object()) throw function.mismatch("parameters", "an object", given);
            parameters = inOrder["tools"][i]["function"]["parameters"];
        }
        told.push_back({{"type", "function"},
                        {"function",
                         {{"name", nameOf(function)},
                          {"description", function.string("description").value_or("")},
                          {"parameters", std::move(parameters)}}}});
    }
    return written(told);
}

std::vector<ToolCall> toolCallsOf(const Fields& message, const std::string& prefix) {
    const json* list = message.find("tool_calls");
    if (!list) return {};
    if (!list->is_array() || list->size() > kMostTools)
        throw message.mismatch("tool_calls", "a list of at most " + std::to_string(kMostTools) + " calls", list);
    std::vector<ToolCall> calls;
    for (std::size_t i = 0; i < list->size(); ++i) {
        const std::string name = prefix + "tool_calls[" + std::to_string(i) + "]";
        const Fields call(objectIn(*list, i, name), name + ".");
        const Fields function(functionOf(call), name + ".function.");
        const std::optional<std::string> id = call.string("id");
        if (!id || !isId(*id)) throw call.mismatch("id", "nine letters and digits", call.find("id"));
        calls.push_back({*id, nameOf(function), function.string("arguments").value_or("")});
    }
    return calls;
}

std::string toolCallsText(const std::vector<ToolCall>& calls) {
    ordered_json told = ordered_json::array();
    for (const ToolCall& call : calls)
        told.push_back({{"name", call.name}, {"arguments", contentOf(call.arguments)}, {"id", call.id}});
    return written(told);
}

std::string toolCallIdOf(const Fields& message) {
    const std::optional<std::string> id = message.string("tool_call_id");
    if (!id || !isId(*id))
        throw message.mismatch("tool_call_id", "nine letters and digits", message.find("tool_call_id"));
    return *id;
}

std::string toolResultText(const std::string& id, const std::string& content) {
    return written({{"content", contentOf(content)}, {"call_id", id}});
}

std::optional<std::vector<ToolCall>> readToolCalls(std::string_view text) {
    const std::optional<ordered_json> list = parsed(text);
    if (!list || !list->is_array() || list->empty()) return std::nullopt;
    std::vector<ToolCall> calls;
    for (const ordered_json& one : *list) {
        if (!one.is_object() || !one.contains("name") || !one["name"].is_string()) return std::nullopt;
        const std::string name = one["name"];
        if (!isName(name)) return std::nullopt;
        const auto arguments = one.find("arguments");
        std::string given = "{}";
        if (arguments != one.end())
            given = arguments->is_string() ? arguments->get<std::string>() : written(*arguments);
        const auto id = one.find("id");
        const bool hasId = id != one.end() && id->is_string() && isId(id->get_ref<const std::string&>());
        calls.push_back({hasId ? id->get<std::string>() : randomId(), name, std::move(given)});
    }
    return calls;
}

}  // namespace mw::openai
