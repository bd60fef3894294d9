// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "request.h"

#include <algorithm>
#include <array>
#include <limits>

#include "json_tree.h"
#include "tools.h"
#include "utf8.h"

namespace mw::openai {

namespace {

using nlohmann::json;

constexpr std::int64_t kLargest = std::numeric_limits<int>::max();
constexpr std::size_t kMostStops = 16;
constexpr std::int64_t kMostAlternatives = 20;
constexpr int kUsualCompletion = 16;

json parseBody(std::string_view body) {
    try {
        // The bound on bytes is the server's; these are for tokens given as numbers.
        return parseJsonObject(body, {.values = 1'000'000});
    } catch (const JsonFault& fault) {
        throw ApiError(400, std::string("The body of the request is no good: ") + fault.what(), "invalid_json");
    }
}

SamplingOptions samplingOf(const Fields& fields) {
    SamplingOptions sampling{.temperature = 1, .topK = 0, .topP = 1};
    const auto real = [&](const char* name, float& value, double least, double most) {
        value = static_cast<float>(fields.number(name, least, most).value_or(static_cast<double>(value)));
    };
    real("temperature", sampling.temperature, 0, 2);
    real("top_p", sampling.topP, 0, 1);
    sampling.topP = std::max(sampling.topP, 1e-6F);  // 0 leaves the most likely token
    real("min_p", sampling.minP, 0, 1);
    real("repetition_penalty", sampling.repetitionPenalty, 0.01, 100);
    real("presence_penalty", sampling.presencePenalty, -2, 2);
    real("frequency_penalty", sampling.frequencyPenalty, -2, 2);
    // -1 is how some clients say "off".
    sampling.topK = static_cast<int>(std::max<std::int64_t>(fields.integer("top_k", -1, kLargest).value_or(0), 0));
    sampling.seed = static_cast<std::uint64_t>(
        fields.integer("seed", std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max())
            .value_or(0));
    return sampling;
}

/// What would change the answer and is not served is refused, unless it changes nothing.
void refuseUnserved(const Fields& fields) {
    const auto isEmpty = [](const json* value) { return !value || value->empty(); };
    fields.refuseUnless(isEmpty(fields.find("logit_bias")), "logit_bias", "is not served");
    const json* format = fields.find("response_format");
    fields.refuseUnless(!format || (format->is_object() && format->value("type", json()) == "text"), "response_format",
                        "only {\"type\": \"text\"} is served");
    fields.refuseUnless(isEmpty(fields.find("functions")), "functions", "is not served; tools is");
    const json* call = fields.find("function_call");
    fields.refuseUnless(!call || *call == "none" || *call == "auto", "function_call", "is not served; tool_choice is");
}

/// Whether the model may call what it is told of.
bool mayCall(const Fields& fields) {
    const json* choice = fields.find("tool_choice");
    // The model calls what it wants to: it cannot be made to.
    fields.refuseUnless(!choice || *choice == "none" || *choice == "auto", "tool_choice",
                        "only \"none\" and \"auto\" are served");
    fields.refuseUnless(fields.boolean("parallel_tool_calls").value_or(true), "parallel_tool_calls",
                        "a model that calls several tools at once cannot be kept from it");
    return !choice || *choice == "auto";
}

Terms termsOf(const Fields& fields) {
    Terms terms;
    const std::optional<std::string> model = fields.string("model");
    if (!model) throw fields.mismatch("model", "the name of the model", nullptr);
    terms.model = *model;
    terms.user = fields.string("user").value_or("");
    terms.sampling = samplingOf(fields);
    terms.seeded = fields.find("seed") != nullptr;
    terms.choices = static_cast<int>(fields.integer("n", 1, kMostChoices).value_or(1));
    terms.stop = fields.strings("stop", kMostStops);
    std::erase(terms.stop, "");
    terms.ignoreEos = fields.boolean("ignore_eos").value_or(false);
    terms.stream = fields.boolean("stream").value_or(false);
    if (const json* options = fields.find("stream_options")) {
        if (!options->is_object()) throw fields.mismatch("stream_options", "an object", options);
        terms.includeUsage = Fields(*options, "stream_options.").boolean("include_usage").value_or(false);
        fields.refuseUnless(terms.stream, "stream_options", "is for streams only");
    }
    refuseUnserved(fields);
    return terms;
}

std::optional<int> wholeNumber(const Fields& fields, const char* name, std::int64_t least) {
    const auto value = fields.integer(name, least, kLargest);
    return value ? std::optional(static_cast<int>(*value)) : std::nullopt;
}

// --- chat -----------------------------------------------------------------------------------------------------------

constexpr std::array<std::pair<std::string_view, Role>, 5> kRoles = {{{"system", Role::System},
                                                                      {"developer", Role::System},
                                                                      {"user", Role::User},
                                                                      {"assistant", Role::Assistant},
                                                                      {"tool", Role::ToolResult}}};

/// A string, or parts of text one after the other.
std::string contentOf(const Fields& message, const std::string& prefix) {
    const json* content = message.find("content");
    if (!content) return {};
    if (content->is_string()) return content->get<std::string>();
    if (!content->is_array()) throw message.mismatch("content", "a string or a list of parts", content);
    std::string text;
    for (std::size_t i = 0; i < content->size(); ++i) {
        const json& part = (*content)[i];
        const std::string name = prefix + "content[" + std::to_string(i) + "].";
        if (!part.is_object()) throw message.mismatch("content[" + std::to_string(i) + "]", "an object", &part);
        const Fields fields(part, name);
        const std::optional<std::string> type = fields.string("type");
        fields.refuseUnless(type == "text", "type", "only parts of text are served");
        const std::optional<std::string> piece = fields.string("text");
        if (!piece) throw fields.mismatch("text", "a string", nullptr);
        text += *piece;
    }
    return text;
}

void requireNoneOpen(const std::vector<std::string>& calls, const std::string& name) {
    if (!calls.empty())
        throw ApiError(400,
                       name + ": the call " + inQuotes(calls.front()) + " of a tool has not been answered before it",
                       "invalid_value", name);
}

/// `openCalls`: ids of calls that wait for their tool's message.
Message messageOf(const json& value, std::size_t index, std::vector<std::string>& openCalls) {
    const std::string name = "messages[" + std::to_string(index) + "]";
    if (!value.is_object())
        throw ApiError(400, name + ": expected an object with role and content", "invalid_type_or_value", name);
    const Fields fields(value, name + ".");
    const std::optional<std::string> role = fields.string("role");
    const auto found =
        std::ranges::find(kRoles, std::string_view(role.value_or("")), &std::pair<std::string_view, Role>::first);
    if (found == kRoles.end())
        throw fields.mismatch("role", "system, developer, user, assistant or tool", fields.find("role"));
    std::string content = contentOf(fields, name + ".");
    if (found->second == Role::ToolResult) {
        const std::string id = toolCallIdOf(fields);
        if (std::erase(openCalls, id) == 0)
            throw ApiError(400,
                           name + ".tool_call_id: " + inQuotes(id) +
                               " is no call of the assistant's last message that waits for an answer",
                           "invalid_value", name + ".tool_call_id");
        return {Role::ToolResult, toolResultText(id, content)};
    }
    if (found->second != Role::System) requireNoneOpen(openCalls, name);
    const std::vector<ToolCall> calls = toolCallsOf(fields, name + ".");
    if (calls.empty()) return {found->second, std::move(content)};
    fields.refuseUnless(found->second == Role::Assistant, "tool_calls", "only an assistant calls tools");
    fields.refuseUnless(content.empty(), "content",
                        "a message that calls tools has no other content in Mistral's format");
    for (const ToolCall& call : calls)
        openCalls.push_back(call.id);
    return {Role::ToolCalls, toolCallsText(calls)};
}

// --- completions ----------------------------------------------------------------------------------------------------

std::vector<int> tokensOf(const json& list, const Fields& fields) {
    std::vector<int> tokens;
    for (const json& token : list) {
        const bool fits = token.is_number_integer() && (!token.is_number_unsigned() || token <= kLargest) && token >= 0;
        if (!fits) throw fields.mismatch("prompt", "texts or tokens", &token);
        tokens.push_back(token.get<int>());
    }
    return tokens;
}

/// A text, a list of texts, a list of tokens, or a list of such lists.
void readPrompts(CompletionRequest& request, const Fields& fields) {
    const json* prompt = fields.find("prompt");
    if (!prompt) throw fields.mismatch("prompt", "a text, tokens, or a list of such", nullptr);
    if (prompt->is_string()) {
        request.prompts.emplace_back(prompt->get<std::string>());
    } else if (prompt->is_array() && !prompt->empty() && prompt->front().is_number()) {
        request.prompts.emplace_back(tokensOf(*prompt, fields));
    } else if (prompt->is_array() && !prompt->empty()) {
        for (const json& one : *prompt) {
            if (one.is_string())
                request.prompts.emplace_back(one.get<std::string>());
            else if (one.is_array() && !one.empty())
                request.prompts.emplace_back(tokensOf(one, fields));
            else
                throw fields.mismatch("prompt", "texts or tokens", &one);
        }
    } else {
        throw fields.mismatch("prompt", "a text, tokens, or a list of such", prompt);
    }
    if (request.prompts.size() * static_cast<std::size_t>(request.terms.choices) > kMostAnswers)
        throw ApiError(400,
                       "prompt: expected at most " + std::to_string(kMostAnswers) + " answers in all, found " +
                           std::to_string(request.prompts.size()) +
                           " prompts and n = " + std::to_string(request.terms.choices),
                       "invalid_type_or_value", "prompt");
}

}  // namespace

ChatRequest parseChatRequest(std::string_view body) {
    const json object = parseBody(body);
    const Fields fields(object);
    ChatRequest request;
    request.terms = termsOf(fields);
    // The older name; where both are there, the newer one counts.
    request.terms.maxTokens = wholeNumber(fields, "max_tokens", 1);
    if (const auto most = wholeNumber(fields, "max_completion_tokens", 1)) request.terms.maxTokens = most;
    const json* messages = fields.find("messages");
    if (!messages || !messages->is_array() || messages->empty())
        throw fields.mismatch("messages", "a list of messages", messages);
    const std::string tools = toolsText(fields, body);
    request.mayCallTools = mayCall(fields) && !tools.empty();
    if (request.mayCallTools) request.messages.push_back({Role::Tools, tools});
    std::vector<std::string> openCalls;
    for (std::size_t i = 0; i < messages->size(); ++i)
        request.messages.push_back(messageOf((*messages)[i], i, openCalls));
    requireNoneOpen(openCalls, "messages");
    request.usesTools = std::ranges::any_of(request.messages, [](const Message& message) {
        return message.role == Role::Tools || message.role == Role::ToolCalls || message.role == Role::ToolResult;
    });
    request.logProbabilities = fields.boolean("logprobs").value_or(false);
    request.alternatives = static_cast<int>(fields.integer("top_logprobs", 0, kMostAlternatives).value_or(0));
    fields.refuseUnless(request.logProbabilities || request.alternatives == 0, "top_logprobs", "needs logprobs: true");
    return request;
}

CompletionRequest parseCompletionRequest(std::string_view body) {
    const json object = parseBody(body);
    const Fields fields(object);
    CompletionRequest request;
    request.terms = termsOf(fields);
    request.echo = fields.boolean("echo").value_or(false);
    // Nothing to be generated makes sense where the prompt itself is the answer.
    request.terms.maxTokens = wholeNumber(fields, "max_tokens", request.echo ? 0 : 1).value_or(kUsualCompletion);
    if (const auto alternatives = fields.integer("logprobs", 0, kMostAlternatives))
        request.logProbabilities = static_cast<int>(*alternatives);
    const std::int64_t best = fields.integer("best_of", 1, kMostChoices).value_or(request.terms.choices);
    fields.refuseUnless(best == request.terms.choices, "best_of", "is not served, unless it is n");
    fields.refuseUnless(fields.string("suffix").value_or("").empty(), "suffix", "is not served");
    fields.refuseUnless(!fields.find("tools") || fields.find("tools")->empty(), "tools", "is for chats only");
    request.returnTokenIds = fields.boolean("return_token_ids").value_or(false);
    readPrompts(request, fields);
    return request;
}

}  // namespace mw::openai
