// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Jobs as clients send them, which is any JSON.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "fit.h"
#include "job_input.h"

namespace mw::aime {
namespace {

using nlohmann::json;

const json kDescriptions = {{"prompt_input", {{"type", "string"}}},
                            {"picture", {{"type", "image"}}},
                            {"pictures", {{"type", "image_list"}}},
                            {"sound", {{"type", "audio"}}},
                            {"film", {{"type", "video"}}}};

JobInput read(json job) {
    job["job_id"] = "a#1";
    return readJob(job, kDescriptions, "mixtral_chat");
}

json chat(std::initializer_list<std::pair<const char*, const char*>> turns) {
    json context = json::array();
    for (const auto& [role, content] : turns)
        context.push_back({{"role", role}, {"content", content}});
    return context;
}

TEST(TestAimeJobs, withoutAContextThePromptIsContinuedAsItIs) {
    for (const json& context : {json(), json(""), json::array(), json::object(), json(0), json(false)}) {
        const JobInput job = read({{"prompt_input", " \n[INST] Once\t"}, {"chat_context", context}});
        EXPECT_EQ(job.error, "") << context;
        EXPECT_TRUE(job.raw) << context;
        EXPECT_EQ(job.messages, (std::vector<Message>{{Role::User, "[INST] Once"}})) << context;
    }
    EXPECT_EQ(read(json::object()).messages, (std::vector<Message>{{Role::User, ""}}));
}

TEST(TestAimeJobs, thePromptIsTheLastQuestionOfAChat) {
    const JobInput job =
        read({{"prompt_input", "And?"}, {"chat_context", chat({{"system", "S"}, {"user", "U"}, {"assistant", "A"}})}});
    EXPECT_EQ(job.error, "");
    EXPECT_FALSE(job.raw);
    EXPECT_EQ(job.messages, (std::vector<Message>{
                                {Role::System, "S"}, {Role::User, "U"}, {Role::Assistant, "A"}, {Role::User, "And?"}}));
    EXPECT_EQ(read({{"chat_context", chat({{"user", "U"}, {"assistant", "Go on"}})}}).messages.size(), 2U);
}

TEST(TestAimeJobs, contextsOfAnotherFormAreRefusedWithTheFormThatIsExpected) {
    const json bad[] = {"text",
                        7,
                        true,
                        {{"role", "user"}},
                        json::array({"text"}),
                        json::array({json::object()}),
                        json::array({{{"role", "user"}}}),
                        json::array({{{"role", 7}, {"content", "x"}}}),
                        json::array({{{"role", "user"}, {"content", 7}}}),
                        json::array({{{"role", "user"}, {"content", nullptr}}}),
                        json::array({{{"role", "user"}, {"content", json::array({7})}}}),
                        json::array({nullptr})};
    for (const json& context : bad) {
        const JobInput job = read({{"chat_context", context}});
        EXPECT_EQ(job.id, "a#1");
        EXPECT_TRUE(job.error.starts_with("Dialog has invalid chat context format!")) << context << ": " << job.error;
    }
    EXPECT_LT(read({{"chat_context", std::string(1'000'000, 'x')}}).error.size(), 500U);
}

TEST(TestAimeJobs, rolesThatDoNotTakeTurnsAreRefused) {
    const json bad[] = {
        chat({{"user", "a"}, {"user", "b"}}),
        chat({{"assistant", "a"}}),
        chat({{"system", "a"}}),
        chat({{"system", "a"}, {"assistant", "b"}}),
        chat({{"user", "a"}, {"system", "b"}}),
        chat({{"user", "a"}, {"assistant", "b"}, {"assistant", "c"}}),
        chat({{"tool", "a"}}),
        chat({{"User", "a"}}),
    };
    for (const json& context : bad)
        EXPECT_NE(read({{"chat_context", context}}).error.find("(u/a/u/a/u...)"), std::string::npos) << context;
    EXPECT_NE(read({{"prompt_input", "b"}, {"chat_context", chat({{"user", "a"}})}}).error, "");
}

TEST(TestAimeJobs, samplingIsTheClientsOrTheEndpoints) {
    const JobInput usual = read(json::object());
    EXPECT_FLOAT_EQ(usual.sampling.temperature, 0.8F);
    EXPECT_EQ(usual.sampling.topK, 40);
    EXPECT_FLOAT_EQ(usual.sampling.topP, 0.9F);
    EXPECT_EQ(usual.maxTokens, 2000);
    const JobInput own = read({{"temperature", 0}, {"top_k", 1}, {"top_p", 0.25}, {"max_gen_tokens", 7}, {"seed", 11}});
    EXPECT_EQ(own.error, "");
    EXPECT_EQ(own.sampling.temperature, 0.0F);
    EXPECT_EQ(own.sampling.topK, 1);
    EXPECT_FLOAT_EQ(own.sampling.topP, 0.25F);
    EXPECT_EQ(own.sampling.seed, 11U);
    EXPECT_FALSE(own.ignoreEos);
    EXPECT_TRUE(read({{"ignore_eos", true}}).ignoreEos);
    EXPECT_FALSE(read({{"ignore_eos", nullptr}}).ignoreEos);
    EXPECT_NE(read({{"ignore_eos", "yes"}}).error, "");
    EXPECT_EQ(own.maxTokens, 7);
    EXPECT_FLOAT_EQ(read({{"top_p", 0}}).sampling.topP, 1.0F) << "no nucleus filter";
    EXPECT_NE(read(json::object()).sampling.seed, read(json::object()).sampling.seed);
}

TEST(TestAimeJobs, anyNumberOfTokensIsBroughtIntoRange) {
    const std::pair<json, int> rows[] = {{0, 1},
                                         {-5, 1},
                                         {true, 1},
                                         {false, 1},
                                         {40.7, 40},
                                         {nullptr, 2000},
                                         {1e30, 1'000'000'000},
                                         {-1e30, 1},
                                         {std::uint64_t{1} << 63, 1'000'000'000}};
    for (const auto& [given, expected] : rows) {
        const JobInput job = read({{"max_gen_tokens", given}});
        EXPECT_EQ(job.error, "") << given;
        EXPECT_EQ(job.maxTokens, expected) << given;
    }
}

TEST(TestAimeJobs, wrongTypesAndNumbersOutOfRangeAreNamed) {
    const std::pair<const char*, json> rows[] = {
        {"temperature", "hot"}, {"temperature", -0.1},    {"temperature", 1e9},       {"top_p", 1.5},
        {"top_p", "x"},         {"top_k", json::array()}, {"max_gen_tokens", "many"}, {"prompt_input", 7}};
    for (const auto& [name, value] : rows) {
        const std::string error = read({{name, value}}).error;
        EXPECT_TRUE(error.starts_with(std::string(name) + ": expected")) << error;
    }
}

TEST(TestAimeJobs, picturesAndSoundsAreRefusedByName) {
    const json data = "data:image/png;base64,AAAA";
    for (const char* name : {"picture", "pictures", "sound", "film"})
        EXPECT_TRUE(read({{name, data}}).error.starts_with(std::string(name) + ": this model reads text only"));
    EXPECT_NE(read({{"an_input_of_no_type", "data:audio/wav;base64,AAAA"}}).error, "");
    EXPECT_NE(read({{"chat_context",
                     json::array({{{"role", "user"},
                                   {"content", json::array({{{"type", "text"}, {"text", "What is it?"}},
                                                            {{"type", "image_url"}, {"image_url", data}}})}}})}})
                  .error.find("image_url"),
              std::string::npos);
    for (const json& nothing : {json(), json(""), json::array()})
        EXPECT_EQ(read({{"picture", nothing}}).error, "");
    EXPECT_EQ(read({{"prompt_input", data}}).error, "") << "text about data is text";
    EXPECT_EQ(read({{"chat_context", json::array({{{"role", "user"},
                                                   {"content", json::array({{{"type", "text"}, {"text", "one "}},
                                                                            {{"type", "text"}, {"text", "two"}}})}}})}})
                  .messages,
              (std::vector<Message>{{Role::User, "one two"}}));
}

TEST(TestAimeJobs, unknownFieldsAndKeysAreLeftBehind) {
    const JobInput job = read({{"key", "private"}, {"client_session_auth_key", "private"}, {"colour", "red"}});
    EXPECT_EQ(job.error, "");
    EXPECT_EQ(readJob(json{{"prompt_input", "x"}}, json(), "e").id, "");
    EXPECT_EQ(readJob(json(7), json(), "e").id, "");
}

/// As many tokens as characters, and ten for each message.
int countCharacters(std::span<const Message> messages) {
    int tokens = 0;
    for (const Message& message : messages)
        tokens += static_cast<int>(message.content.size()) + 10;
    return tokens;
}

std::vector<Message> longChat(int pairs, std::size_t characters) {
    std::vector<Message> messages = {{Role::System, "system"}};
    for (int i = 0; i < pairs; ++i) {
        messages.push_back({Role::User, std::to_string(i) + std::string(characters, 'u')});
        messages.push_back({Role::Assistant, std::string(characters, 'a')});
    }
    messages.push_back({Role::User, "the last question"});
    return messages;
}

TEST(TestAimeFit, whatFitsStaysAsItIs) {
    const auto messages = longChat(3, 10);
    const FittedConversation fit = fitted(messages, 1000, countCharacters);
    EXPECT_EQ(fit.messages, messages);
    EXPECT_EQ(fit.droppedMessages, 0);
    EXPECT_FALSE(fit.isCut);
}

TEST(TestAimeFit, theOldestTurnsGoAndNoMoreThanHaveTo) {
    const FittedConversation fit = fitted(longChat(20, 100), 1000, countCharacters);
    EXPECT_LE(countCharacters(fit.messages), 1000);
    EXPECT_GT(countCharacters(fit.messages) + 2 * 110, 1000);
    EXPECT_EQ(fit.messages.front().content, "system");
    EXPECT_EQ(fit.messages.back().content, "the last question");
    EXPECT_EQ(fit.messages[1].role, Role::User);
    EXPECT_EQ(fit.droppedMessages + static_cast<int>(fit.messages.size()), 42);
    EXPECT_FALSE(fit.isCut);
}

TEST(TestAimeFit, aQuestionThatIsTooLongLosesItsBeginning) {
    std::string text;
    for (int i = 0; i < 2000; ++i)
        text += "é";
    text += "the end";
    for (const bool raw : {true, false}) {
        std::vector<Message> messages = {{Role::User, text}};
        if (!raw) messages.insert(messages.begin(), {Role::System, "system"});
        const FittedConversation fit = fitted(messages, 500, countCharacters);
        EXPECT_TRUE(fit.isCut);
        EXPECT_LE(countCharacters(fit.messages), 500);
        EXPECT_GT(countCharacters(fit.messages), 400);
        EXPECT_TRUE(fit.messages.back().content.ends_with("the end"));
        EXPECT_EQ(fit.messages.back().content.substr(0, 2), "é") << "cut between characters";
        if (!raw) {
            EXPECT_EQ(fit.messages.front().content, "system");
        }
    }
}

TEST(TestAimeFit, anAnswerToBeContinuedKeepsItsEnd) {
    const FittedConversation fit = fitted(
        {{Role::User, std::string(900, 'u')}, {Role::Assistant, std::string(900, 'a') + "end"}}, 500, countCharacters);
    ASSERT_EQ(fit.messages.size(), 2U);
    EXPECT_LE(countCharacters(fit.messages), 500);
    EXPECT_TRUE(fit.messages.back().content.ends_with("aend"));
}

TEST(TestAimeFit, aSystemPromptThatIsTooLongIsLeftToTheEngineToRefuse) {
    const FittedConversation fit =
        fitted({{Role::System, std::string(900, 's')}, {Role::User, "question"}}, 500, countCharacters);
    EXPECT_EQ(fit.messages.front().content.size(), 900U);
}

TEST(TestAimeFit, enormousTextsAreNotCounted) {
    std::size_t counted = 0;
    const auto count = [&](std::span<const Message> messages) {
        std::size_t bytes = 0;
        for (const Message& message : messages)
            bytes += message.content.size();
        counted += bytes;
        return countCharacters(messages);
    };
    const FittedConversation fit = fitted({{Role::User, std::string(50'000'000, 'x')}}, 1000, count);
    EXPECT_LE(countCharacters(fit.messages), 1000);
    EXPECT_LT(counted, 100'000U);
    counted = 0;
    fitted(longChat(100, 500'000), 1000, count);
    EXPECT_LT(counted, 200'000U);
}

}  // namespace
}  // namespace mw::aime
