// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// The parsers of requests on bodies that nobody meant: good ones, broken at random. MW_FUZZ_RUNS says how many.

#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <random>
#include <string>

#include "request.h"
#include "utf8.h"

namespace mw::openai {
namespace {

const std::array<std::string, 6> kBodies = {
    R"({"model": "m", "messages": [{"role": "user", "content": "Hi"}], "temperature": 0.5, "top_p": 0.9, "stream": true})",
    R"({"model": "m", "messages": [{"role": "system", "content": [{"type": "text", "text": "é漢🙂"}]},
        {"role": "assistant", "content": null, "tool_calls": []}], "stop": ["a", "b"], "n": 2, "seed": -5})",
    R"({"model": "m", "prompt": [[1, 2, 3], [4]], "echo": true, "logprobs": 5, "max_tokens": 0, "best_of": null})",
    R"({"model": "m", "prompt": ["a", "\u0000\ud83d\ude42"], "top_k": -1, "min_p": 1e-3, "repetition_penalty": 1.1})",
    R"({"model": "m", "messages": [{"role": "user", "content": "x"}], "stream": true, "logit_bias": {},
        "stream_options": {"include_usage": true}, "response_format": {"type": "text"}, "logprobs": true})",
    R"({"model": "m", "prompt": 5, "user": {"a": [[[[{"b": 1e308}]]]]}, "tools": [], "max_completion_tokens": 7})",
};

const std::array<std::string, 18> kPieces = {"{",    "}",    "[",    "]",        "\"",      ":",
                                             ",",    "null", "true", "-1",       "1e999",   "\\u00",
                                             "\xFF", "\xC3", "0.5",  "[[[[[[[[", "{\"a\":", "99999999999999999999"};

std::string broken(std::mt19937& random) {
    std::string body = kBodies[random() % kBodies.size()];
    for (unsigned changes = random() % 6; changes > 0; --changes) {
        const std::size_t at = random() % (body.size() + 1);
        switch (random() % 5) {
            case 0:
                body.insert(at, kPieces[random() % kPieces.size()]);
                break;
            case 1:
                body.erase(at, random() % 12);
                break;
            case 2:
                if (at < body.size()) body[at] = static_cast<char>(random());
                break;
            case 3: {  // a piece of another one
                const std::string& other = kBodies[random() % kBodies.size()];
                body.insert(at, other.substr(random() % other.size(), random() % 40));
                break;
            }
            default:
                body.resize(at);
        }
    }
    return body;
}

template <typename Parse>
bool isRead(Parse parse, const std::string& body) {
    try {
        parse(body);
        return true;
    } catch (const ApiError& error) {
        EXPECT_EQ(error.status(), 400);
        EXPECT_TRUE(isUtf8(error.what())) << error.what();
        EXPECT_FALSE(error.response().body.empty());
        return false;
    }
}

TEST(TestHostileRequests, areReadOrRefusedAndNothingElse) {
    const char* const wanted = std::getenv("MW_FUZZ_RUNS");
    const int runs = wanted ? std::atoi(wanted) : 20'000;
    std::mt19937 random(1);
    int read = 0;
    for (int run = 0; run < runs; ++run) {
        const std::string body = broken(random);
        read += isRead(parseChatRequest, body) ? 1 : 0;
        read += isRead(parseCompletionRequest, body) ? 1 : 0;
    }
    // Else it would be no test of what follows the JSON.
    EXPECT_GT(read, runs / 50);
    EXPECT_LT(read, runs);
}

}  // namespace
}  // namespace mw::openai
