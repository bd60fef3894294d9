// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include <gtest/gtest.h>

#include "request.h"

namespace mw::openai {
namespace {

/// The message of the error that a body meets, or nothing.
template <typename Parse>
std::string errorOf(Parse parse, const std::string& body) {
    try {
        parse(body);
        return {};
    } catch (const ApiError& error) {
        EXPECT_EQ(error.status(), 400);
        return error.what();
    }
}

std::string chatError(const std::string& fields) {
    return errorOf(parseChatRequest, R"({"model": "m", "messages": [{"role": "user", "content": "Hi"}])" +
                                         (fields.empty() ? "" : ", " + fields) + "}");
}

std::string completionError(const std::string& fields) {
    return errorOf(parseCompletionRequest, R"({"model": "m")" + (fields.empty() ? "" : ", " + fields) + "}");
}

TEST(TestRequest, readsAChat) {
    const ChatRequest request = parseChatRequest(R"({"model": "m", "user": "u", "messages": [
        {"role": "system", "content": "S"}, {"role": "developer", "content": "D"}, {"role": "user", "content":
        [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}], "name": "x"},
        {"role": "assistant", "content": null, "tool_calls": []}],
        "temperature": 0.5, "top_p": 0.25, "top_k": 7, "min_p": 0.1, "repetition_penalty": 1.5, "seed": -3, "n": 2,
        "stop": ["x", "", "y"], "max_tokens": 5, "max_completion_tokens": 6, "stream": true,
        "stream_options": {"include_usage": true, "unknown": 1}, "logprobs": true, "top_logprobs": 4,
        "response_format": {"type": "text"}, "tools": [], "tool_choice": "none", "presence_penalty": -0.5, "frequency_penalty": 2,
        "logit_bias": {}, "ignore_eos": true, "something": {"new": [1]}})");
    EXPECT_EQ(
        request.messages,
        (std::vector<Message>{{Role::System, "S"}, {Role::System, "D"}, {Role::User, "ab"}, {Role::Assistant, ""}}));
    const Terms& terms = request.terms;
    EXPECT_EQ(terms.model, "m");
    EXPECT_EQ(terms.user, "u");
    EXPECT_EQ(terms.sampling, (SamplingOptions{.temperature = 0.5F,
                                               .topK = 7,
                                               .topP = 0.25F,
                                               .minP = 0.1F,
                                               .repetitionPenalty = 1.5F,
                                               .presencePenalty = -0.5F,
                                               .frequencyPenalty = 2,
                                               .seed = static_cast<std::uint64_t>(-3)}));
    EXPECT_TRUE(terms.seeded);
    EXPECT_EQ(terms.choices, 2);
    EXPECT_EQ(terms.stop, (std::vector<std::string>{"x", "y"}));
    EXPECT_EQ(terms.maxTokens, 6);
    EXPECT_TRUE(terms.stream && terms.includeUsage && terms.ignoreEos && request.logProbabilities);
    EXPECT_EQ(request.alternatives, 4);
}

TEST(TestRequest, takesWhatIsNullForAbsent) {
    const ChatRequest request = parseChatRequest(R"({"model": "m", "messages": [{"role": "user", "content": "Hi"}],
        "temperature": null, "top_p": null, "top_k": null, "seed": null, "n": null, "stop": null, "max_tokens": null,
        "stream": null, "stream_options": null, "logprobs": null, "top_logprobs": null, "response_format": null,
        "tools": null, "tool_choice": null, "frequency_penalty": null, "logit_bias": null})");
    EXPECT_EQ(request.terms.sampling, (SamplingOptions{.temperature = 1, .topK = 0, .topP = 1}));
    EXPECT_FALSE(request.terms.seeded || request.terms.stream || request.terms.maxTokens);
    EXPECT_EQ(request.terms.choices, 1);
}

TEST(TestRequest, takesTheWaysOfClientsToSayOff) {
    const ChatRequest request = parseChatRequest(R"({"model": "m", "messages": [{"role": "user", "content": "Hi"}],
        "top_p": 0, "top_k": -1, "stop": "", "tool_choice": "auto"})");
    // The most likely token stays, whatever its probability.
    EXPECT_GT(request.terms.sampling.topP, 0);
    EXPECT_LT(request.terms.sampling.topP, 1e-3);
    EXPECT_EQ(request.terms.sampling.topK, 0);
    EXPECT_TRUE(request.terms.stop.empty());
}

TEST(TestRequest, readsCompletions) {
    const auto promptOf = [](const std::string& prompt) {
        return parseCompletionRequest(R"({"model": "m", "prompt": )" + prompt + "}").prompts;
    };
    using Prompts = decltype(CompletionRequest::prompts);
    EXPECT_EQ(promptOf(R"("text")"), (Prompts{"text"}));
    EXPECT_EQ(promptOf(R"("")"), (Prompts{""}));
    EXPECT_EQ(promptOf(R"(["a", "b"])"), (Prompts{"a", "b"}));
    EXPECT_EQ(promptOf("[1, 2]"), (Prompts{std::vector<int>{1, 2}}));
    EXPECT_EQ(promptOf("[[1, 2], [3]]"), (Prompts{std::vector<int>{1, 2}, std::vector<int>{3}}));
    EXPECT_EQ(promptOf(R"(["a", [3]])"), (Prompts{"a", std::vector<int>{3}}));

    const CompletionRequest usual = parseCompletionRequest(R"({"model": "m", "prompt": "x"})");
    EXPECT_EQ(usual.terms.maxTokens, 16);
    EXPECT_FALSE(usual.echo || usual.logProbabilities);
    const CompletionRequest scoring = parseCompletionRequest(
        R"({"model": "m", "prompt": "x", "echo": true, "max_tokens": 0, "logprobs": 1, "best_of": 1, "suffix": ""})");
    EXPECT_EQ(scoring.terms.maxTokens, 0);
    EXPECT_TRUE(scoring.echo);
    EXPECT_EQ(scoring.logProbabilities, 1);
}

TEST(TestRequest, namesTheFieldThatIsWrong) {
    EXPECT_EQ(chatError(""), "");
    const std::vector<std::pair<std::string, std::string>> rows = {
        {R"("temperature": "hot")", "temperature: expected a number from 0 to 2, found 'hot'"},
        {R"("temperature": 2.5)", "temperature: expected a number from 0 to 2, found 2.5"},
        {R"("temperature": -1)", "temperature: expected a number from 0 to 2, found -1"},
        {R"("temperature": true)", "temperature: expected a number from 0 to 2, found true"},
        {R"("temperature": [1])", "temperature: expected a number from 0 to 2, found a list"},
        {R"("top_p": 1.1)", "top_p: expected a number from 0 to 1, found 1.1"},
        {R"("min_p": "0")", "min_p: expected a number from 0 to 1, found '0'"},
        {R"("repetition_penalty": 0)", "repetition_penalty: expected a number from 0.01 to 100, found 0"},
        {R"("top_k": 1.5)", "top_k: expected a whole number from -1 to 2147483647, found 1.5"},
        {R"("top_k": 18446744073709551615)", "top_k: expected a whole number from -1"},
        {R"("seed": 9223372036854775808)", "seed: expected a whole number from"},
        {R"("seed": "1")", "seed: expected a whole number from"},
        {R"("n": 0)", "n: expected a whole number from 1 to 16, found 0"},
        {R"("n": 17)", "n: expected a whole number from 1 to 16, found 17"},
        {R"("max_tokens": 0)", "max_tokens: expected a whole number from 1"},
        {R"("max_tokens": -5)", "max_tokens: expected a whole number from 1"},
        {R"("max_completion_tokens": "5")", "max_completion_tokens: expected a whole number from 1"},
        {R"("stop": 5)", "stop: expected a string or a list of at most 16 strings, found 5"},
        {R"("stop": ["a", 5])", "stop: expected a string or a list of at most 16 strings, found 5"},
        {R"("stream": "yes")", "stream: expected true or false, found 'yes'"},
        {R"("stream": true, "stream_options": 1)", "stream_options: expected an object, found 1"},
        {R"("stream": true, "stream_options": {"include_usage": 1})",
         "stream_options.include_usage: expected true or false, found 1"},
        {R"("stream_options": {})", "stream_options: is for streams only"},
        {R"("logprobs": 5)", "logprobs: expected true or false, found 5"},
        {R"("logprobs": true, "top_logprobs": 21)", "top_logprobs: expected a whole number from 0 to 20, found 21"},
        {R"("top_logprobs": 2)", "top_logprobs: needs logprobs: true"},
        {R"("user": 5)", "user: expected a string, found 5"},
        {R"("response_format": {"type": "json_object"})", "response_format: only"},
        {R"("response_format": "json")", "response_format: only"},
        {R"("tools": [{"type": "function"}])", "tools[0].function: expected an object, found nothing"},
        {R"("tool_choice": "required")", "tool_choice: only \"none\" and \"auto\" are served"},
        {R"("function_call": {"name": "f"})", "function_call: is not served"},
        {R"("functions": [{}])", "functions: is not served"},
        {R"("logit_bias": {"5": 1})", "logit_bias: is not served"},
        {R"("frequency_penalty": 2.5)", "frequency_penalty: expected a number from -2 to 2, found 2.5"},
        {R"("presence_penalty": "x")", "presence_penalty: expected a number from -2 to 2"},
        {R"("model": "again")", "The body of the request is no good: the key 'model' is there twice"},
    };
    for (const auto& [fields, expected] : rows) {
        const std::string found = chatError(fields);
        EXPECT_TRUE(found.starts_with(expected)) << fields << ": " << found;
    }
}

TEST(TestRequest, namesTheMessageThatIsWrong) {
    const auto messages = [](const std::string& list) {
        return errorOf(parseChatRequest, R"({"model": "m", "messages": )" + list + "}");
    };
    const std::vector<std::pair<std::string, std::string>> rows = {
        {"[]", "messages: expected a list of messages"},
        {R"("Hi")", "messages: expected a list of messages, found 'Hi'"},
        {"[5]", "messages[0]: expected an object"},
        {R"([{"content": "x"}])",
         "messages[0].role: expected system, developer, user, assistant or tool, found nothing"},
        {R"([{"role": "user", "content": "x"}, {"role": "function", "content": "x"}])", "messages[1].role: expected"},
        {R"([{"role": "tool", "content": "x"}])", "messages[0].tool_call_id: expected nine letters and digits"},
        {R"([{"role": 5, "content": "x"}])", "messages[0].role: expected a string, found 5"},
        {R"([{"role": "user", "content": 5}])", "messages[0].content: expected a string or a list of parts, found 5"},
        {R"([{"role": "user", "content": [5]}])", "messages[0].content[0]: expected an object"},
        {R"([{"role": "user", "content": [{"type": "image_url"}]}])",
         "messages[0].content[0].type: only parts of text"},
        {R"([{"role": "user", "content": [{"type": "text"}]}])", "messages[0].content[0].text: expected a string"},
        {R"([{"role": "assistant", "tool_calls": [{}]}])", "messages[0].tool_calls[0].function: expected"},
    };
    for (const auto& [list, expected] : rows) {
        const std::string found = messages(list);
        EXPECT_TRUE(found.starts_with(expected)) << list << ": " << found;
    }
    EXPECT_TRUE(errorOf(parseChatRequest, R"({"model": "m"})").starts_with("messages: expected"));
    EXPECT_TRUE(errorOf(parseChatRequest, R"({"messages": []})").starts_with("model: expected the name of the model"));
}

TEST(TestRequest, namesThePromptThatIsWrong) {
    const std::vector<std::pair<std::string, std::string>> rows = {
        {"", "prompt: expected a text"},
        {R"("prompt": 5)", "prompt: expected a text"},
        {R"("prompt": [])", "prompt: expected a text"},
        {R"("prompt": [[]])", "prompt: expected texts or tokens, found a list"},
        {R"("prompt": [1, "x"])", "prompt: expected texts or tokens, found 'x'"},
        {R"("prompt": [-1])", "prompt: expected texts or tokens, found -1"},
        {R"("prompt": [1.5])", "prompt: expected texts or tokens, found 1.5"},
        {R"("prompt": [99999999999])", "prompt: expected texts or tokens, found 99999999999"},
        {R"("prompt": ["x", null])", "prompt: expected texts or tokens, found nothing"},
        {R"("prompt": "x", "max_tokens": 0)", "max_tokens: expected a whole number from 1"},
        {R"("prompt": "x", "logprobs": true)", "logprobs: expected a whole number from 0 to 20, found true"},
        {R"("prompt": "x", "best_of": 2)", "best_of: is not served"},
        {R"("prompt": "x", "suffix": "y")", "suffix: is not served"},
        {R"("prompt": "x", "tools": [{}])", "tools: is for chats only"},
        {R"("prompt": "x", "return_token_ids": 1)", "return_token_ids: expected true or false, found 1"},
        {R"("prompt": "x", "echo": 1)", "echo: expected true or false, found 1"},
        {R"("n": 16, "prompt": ["1","2","3","4","5","6","7","8","9"])", "prompt: expected at most 128 answers"},
    };
    for (const auto& [fields, expected] : rows) {
        const std::string found = completionError(fields);
        EXPECT_TRUE(found.starts_with(expected)) << fields << ": " << found;
    }
}

TEST(TestRequest, readsNoBodyThatIsNoSoundJson) {
    std::string deep;
    for (int i = 0; i < 40; ++i)
        deep += R"({"a":)";
    for (const std::string& body : {std::string(), std::string("{"), std::string("[]"), std::string("null"),
                                    std::string("5"), std::string("{\"a\": \"\xFF\"}"), std::string("{\"a\": 1e999}"),
                                    std::string("{} {}"), deep, "{\"a\": " + std::string(100'000, '[')}) {
        EXPECT_TRUE(errorOf(parseChatRequest, body).starts_with("The body of the request is no good: ")) << body;
        EXPECT_TRUE(errorOf(parseCompletionRequest, body).starts_with("The body of the request is no good: "));
    }
}

}  // namespace
}  // namespace mw::openai
