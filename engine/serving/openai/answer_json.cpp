// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "answer_json.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <random>

#include "utf8.h"

namespace mw::openai {

namespace {

constexpr std::string_view kDigits = "0123456789abcdef";

std::string randomHex() {
    std::random_device random;
    std::string text;
    for (int i = 0; i < 24; ++i)
        text += kDigits[random() % kDigits.size()];
    return text;
}

}  // namespace

std::string dumped(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string_view finishName(const Choice& choice) {
    if (!choice.calls.empty()) return "tool_calls";
    return choice.finished.reason == FinishReason::Length ? "length" : "stop";
}

Json usageJson(const Usage& usage) {
    return {{"prompt_tokens", usage.promptTokens},
            {"completion_tokens", usage.generatedTokens},
            {"total_tokens", usage.promptTokens + usage.generatedTokens},
            {"prompt_tokens_details", {{"cached_tokens", usage.cachedTokens}}}};
}

Json envelope(std::string_view prefix, std::string_view object, const std::string& model) {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return {{"id", std::string(prefix) + randomHex()},
            {"object", object},
            {"created", std::chrono::duration_cast<std::chrono::seconds>(now).count()},
            {"model", model}};
}

std::string event(const Json& json) {
    return "data: " + dumped(json) + "\n\n";
}

std::string usageEvent(Json envelope, const Usage& usage) {
    envelope["choices"] = Json::array();
    envelope["usage"] = usageJson(usage);
    return event(envelope);
}

std::string choiceEvent(Json envelope, const Choice& choice, std::string_view key, const Json& content,
                        const Json& logProbabilities, std::string_view finished, bool includeUsage,
                        const Json& tokenIds) {
    envelope["choices"] = Json::array({{{"index", choice.index},
                                        {key, content},
                                        {"logprobs", logProbabilities},
                                        {"finish_reason", finished.empty() ? Json() : Json(finished)}}});
    if (!tokenIds.is_null()) envelope["choices"][0]["token_ids"] = tokenIds;
    if (includeUsage) envelope["usage"] = nullptr;
    return event(envelope);
}

std::size_t charactersIn(std::string_view bytes) {
    return static_cast<std::size_t>(
        std::ranges::count_if(bytes, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string tokenText(const std::string& bytes) {
    if (isUtf8(bytes)) return bytes;
    std::string text = "bytes:";
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        text += "\\x";
        text += kDigits[byte >> 4];
        text += kDigits[byte & 15];
    }
    return text;
}

}  // namespace mw::openai
