// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "job_input.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <random>

#include "mw/error.h"
#include "utf8.h"
#include "white_space.h"

namespace mw::aime {

namespace {

using nlohmann::json;

// What the endpoint gives a client that says nothing.
constexpr double kUsualTemperature = 0.8;
constexpr int kUsualTopK = 40;
constexpr double kUsualTopP = 0.9;
constexpr int kUsualMaxTokens = 2000;

constexpr double kHottest = 100;
constexpr int kShown = 200;  ///< characters of what a client sent, in a message to it

const char* const kRolesError =
    "This model takes the roles 'system', 'user' and 'assistant' only: 'system' may come first, then 'user' and "
    "'assistant' in turns, beginning with 'user' (u/a/u/a/u...).";

std::string shown(const json& value) {
    return presentable(value.dump(-1, ' ', false, json::error_handler_t::replace), kShown);
}

[[noreturn]] void refuse(const std::string& message) {
    throw Error(ErrorCode::InvalidArgument, message);
}

const json* find(const json& object, const char* key) {
    const auto found = object.is_object() ? object.find(key) : object.end();
    return found == object.end() || found->is_null() ? nullptr : &*found;
}

/// A number in [least, most]; booleans count as 0 and 1, since the server lets them pass as integers.
double number(const json& job, const char* key, double usual, double least, double most) {
    const json* value = find(job, key);
    if (!value) return usual;
    const double found = value->is_boolean()  ? (value->get<bool>() ? 1 : 0)
                         : value->is_number() ? value->get<double>()
                                              : std::nan("");
    // Written so that NaN fails.
    if (!(found >= least && found <= most)) {
        refuse(std::string(key) + ": expected a number from " + json(least).dump() + " to " + json(most).dump() +
               ", found " + shown(*value) + ".");
    }
    return found;
}

int wholeNumber(const json& job, const char* key, int usual, int least) {
    constexpr double far = 1e300;  // what is out of range is brought into it
    const double found = number(job, key, usual, -far, far);
    return static_cast<int>(std::clamp(found, static_cast<double>(least), 1e9));
}

SamplingOptions samplingOf(const json& job) {
    SamplingOptions sampling;
    sampling.temperature = static_cast<float>(number(job, "temperature", kUsualTemperature, 0, kHottest));
    sampling.topK = wholeNumber(job, "top_k", kUsualTopK, 0);
    const auto topP = static_cast<float>(number(job, "top_p", kUsualTopP, 0, 1));
    sampling.topP = topP > 0 ? topP : 1;  // 0 means that there is no such filter
    const json* seed = find(job, "seed");
    if (seed && seed->is_number_integer()) {
        sampling.seed = static_cast<std::uint64_t>(seed->get<std::int64_t>());
    } else {
        std::random_device device;
        sampling.seed = (static_cast<std::uint64_t>(device()) << 32) | device();
    }
    return sampling;
}

/// Whether JSON says nothing, in the way in which Python takes a value for false.
bool isEmpty(const json& value) {
    if (value.is_string()) return value.get_ref<const std::string&>().empty();
    if (value.is_boolean()) return !value.get<bool>();
    if (value.is_number()) return value.get<double>() == 0;
    return value.empty();
}

[[noreturn]] void refuseMedia(const std::string& where, std::string_view kind) {
    refuse(where + ": this model reads text only; the request carries " + std::string(kind) + ".");
}

/// Pictures and sounds cannot be answered, and to pass over them would be a wrong answer.
void requireNoMedia(const json& job, const json& descriptions) {
    constexpr std::array<std::string_view, 4> kinds = {"image", "image_list", "audio", "video"};
    for (const auto& [name, value] : job.items()) {
        if (value.is_null() || (value.is_structured() && value.empty()) || value == "") continue;
        const json* description = find(descriptions, name.c_str());
        const json* type = description ? find(*description, "type") : nullptr;
        if (type && std::ranges::any_of(kinds, [&](auto kind) { return *type == kind; }))
            refuseMedia(presentable(name), type->get_ref<const std::string&>());
        if (!value.is_string() || name == "prompt_input") continue;
        for (const std::string_view kind : kinds)
            if (value.get_ref<const std::string&>().starts_with("data:" + std::string(kind) + "/"))
                refuseMedia(presentable(name), kind);
    }
}

/// The text of a message: a string, or a list of parts that are all text.
std::optional<std::string> contentOf(const json& content) {
    if (content.is_string()) return content.get<std::string>();
    if (!content.is_array()) return std::nullopt;
    std::string text;
    for (const json& part : content) {
        const json* type = find(part, "type");
        if (!type || !type->is_string()) return std::nullopt;
        if (*type != "text") refuseMedia("chat_context", presentable(type->get_ref<const std::string&>(), 40));
        const json* words = find(part, "text");
        if (!words || !words->is_string()) return std::nullopt;
        text += words->get_ref<const std::string&>();
    }
    return text;
}

Role roleOf(const json& role) {
    if (role == "system") return Role::System;
    if (role == "user") return Role::User;
    if (role == "assistant") return Role::Assistant;
    refuse(kRolesError);
}

void requireTurns(const std::vector<Message>& messages) {
    const std::size_t first = !messages.empty() && messages.front().role == Role::System ? 1 : 0;
    if (messages.size() == first) refuse(kRolesError);
    for (std::size_t i = first; i < messages.size(); ++i)
        if (messages[i].role != ((i - first) % 2 == 0 ? Role::User : Role::Assistant)) refuse(kRolesError);
}

std::vector<Message> chatOf(const json& context, const std::string& prompt) {
    const auto malformed = [&] {
        refuse(
            "Dialog has invalid chat context format! Format should be [{\"role\": \"user/assistant/system\", "
            "\"content\": \"Message content\"}, ...] but is " +
            shown(context));
    };
    if (!context.is_array()) malformed();
    std::vector<Message> messages;
    for (const json& element : context) {
        const json* role = find(element, "role");
        const json* content = find(element, "content");
        if (!role || !content || !role->is_string()) malformed();
        std::optional<std::string> text = contentOf(*content);
        if (!text) malformed();
        messages.push_back({roleOf(*role), std::move(*text)});
    }
    if (!prompt.empty()) messages.push_back({Role::User, prompt});
    requireTurns(messages);
    return messages;
}

void readInto(JobInput& input, const json& job, const json& descriptions) {
    requireNoMedia(job, descriptions);
    std::string prompt;
    if (const json* value = find(job, "prompt_input")) {
        if (!value->is_string()) refuse("prompt_input: expected a string, found " + shown(*value) + ".");
        prompt = value->get<std::string>();
    }
    input.sampling = samplingOf(job);
    input.maxTokens = wholeNumber(job, "max_gen_tokens", kUsualMaxTokens, 1);
    input.ignoreEos = number(job, "ignore_eos", 0, 0, 1) > 0;
    const json* context = find(job, "chat_context");
    input.raw = !context || isEmpty(*context);
    if (input.raw)
        input.messages = {{Role::User, std::string(withoutOuterWhiteSpace(prompt))}};
    else
        input.messages = chatOf(*context, prompt);
}

}  // namespace

JobInput readJob(const json& job, const json& descriptions, const std::string& endpoint) {
    JobInput input;
    input.endpoint = presentable(endpoint, 60);
    if (const json* id = find(job, "job_id"); id && id->is_string()) input.id = id->get<std::string>();
    if (input.id.empty()) return input;
    try {
        readInto(input, job, descriptions);
    } catch (const Error& error) {
        input.error = error.what();
    }
    return input;
}

std::string presentable(std::string_view text, int most) {
    std::string line;
    for (int i = 0; !text.empty(); ++i) {
        if (i == most) return line + "...";
        const int length = utf8CharacterLength(text);
        const auto first = static_cast<unsigned char>(text[0]);
        if (length <= 0) {
            line += kReplacementCharacter;
        } else if (first < 0x20 || first == 0x7F) {
            line += ' ';
        } else {
            line += text.substr(0, static_cast<std::size_t>(length));
        }
        text.remove_prefix(static_cast<std::size_t>(std::max(length, 1)));
    }
    return line;
}

}  // namespace mw::aime
