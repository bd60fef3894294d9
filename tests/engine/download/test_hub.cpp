// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include <gtest/gtest.h>

#include <ctime>
#include <nlohmann/json.hpp>

#include "hub_double.h"
#include "hub_link.h"
#include "mw/hub.h"
#include "repository.h"

namespace mw::test {

namespace {

using nlohmann::json;

HubFault faultOf(const std::function<void()>& act) {
    try {
        act();
    } catch (const HubError& error) {
        return error.fault();
    }
    ADD_FAILURE() << "nothing was thrown";
    return HubFault::InUse;
}

std::string messageOf(const std::function<void()>& act) {
    try {
        act();
    } catch (const HubError& error) {
        return error.what();
    }
    return {};
}

HubOptions optionsFor(const HubDouble& hub, const std::string& token = {}) {
    return {.endpoint = hub.url(), .token = token, .retry = std::chrono::milliseconds(5)};
}

json listing(const json& files) {
    return {{"id", "a/b"}, {"sha", std::string(40, 'a')}, {"siblings", files}};
}

}  // namespace

TEST(TestHubPlace, readsNamesAndAddresses) {
    const std::pair<std::string, HubPlace> rows[] = {
        {"mistralai/Mixtral-8x7B-v0.1", {"mistralai/Mixtral-8x7B-v0.1"}},
        {"  a/b/ ", {"a/b"}},
        {"a/b@v1.2", {"a/b", "v1.2"}},
        {"a/b@refs/pr/3", {"a/b", "refs/pr/3"}},
        {"https://huggingface.co/a/b", {"a/b"}},
        {"huggingface.co/a/b", {"a/b"}},
        {"https://hf.co/a/b?x=1#files", {"a/b"}},
        {"https://huggingface.co/a/b/tree/main", {"a/b"}},
        {"https://huggingface.co/a/b/tree/refs%2Fpr%2F3", {"a/b", "refs/pr/3"}},
        {"https://huggingface.co/a/b/blob/main/x.Q4_K_M.gguf", {"a/b", "main", "x.Q4_K_M.gguf"}},
        {"https://huggingface.co/a/b/resolve/main/sub/x%20y.gguf?download=true", {"a/b", "main", "sub/x y.gguf"}},
        {"http://127.0.0.1:9/a/b", {"a/b"}},
    };
    for (const auto& [text, place] : rows)
        EXPECT_EQ(parseHubPlace(text, "http://127.0.0.1:9"), place) << text;
}

TEST(TestHubPlace, refusesWhatNamesNoRepository) {
    for (const char* text :
         {"", " ", "name", "a/b/c", "../b", "a/..", "a/b@", "a/b@../c", "a/b@-x", "a b/c", "/a/b",
          "https://example.org/a/b", "https://huggingface.co/a", "a/b?x", "a/.b", "a\\b/c",
          "https://huggingface.co/a/b/blob/main/../../x", "https://huggingface.co/a/b/blob/main/%2e%2e/x"})
        EXPECT_EQ(faultOf([&] { parseHubPlace(text); }), HubFault::Address) << text;
}

TEST(TestHubPlace, speaksUnencryptedToThisMachineOnly) {
    EXPECT_EQ(hubEndpoint(""), "https://huggingface.co");
    EXPECT_EQ(hubEndpoint("https://hub.example/x/"), "https://hub.example/x");
    EXPECT_EQ(hubEndpoint("http://127.0.0.1:8080"), "http://127.0.0.1:8080");
    for (const char* text :
         {"http://hub.example", "ftp://hub.example", "https://user:secret@hub.example", "nonsense://"})
        EXPECT_EQ(faultOf([&] { hubEndpoint(text); }), HubFault::Address) << text;
    EXPECT_EQ(messageOf([] { hubEndpoint("https://user:secret@hub.example"); }).find("secret"), std::string::npos);
}

TEST(TestHubRepository, letsNoPathOutOfTheFolder) {
    for (const char* path : {"config.json", "a/b/c.gguf", "x..y", "...", "a.part"})
        EXPECT_TRUE(staysBelow(path)) << path;
    for (const std::string& path :
         {std::string(), std::string("/etc/passwd"), std::string("../x"), std::string("a/../x"), std::string("a/.."),
          std::string("."), std::string("a/./b"), std::string("a//b"), std::string("a/"), std::string("a\\..\\b"),
          std::string("a\nb"), std::string("a\0b", 3), std::string(201, 'x'), std::string(".mixtral-download"),
          std::string(".mixtral-download.next"), std::string("\xff.gguf")})
        EXPECT_FALSE(staysBelow(path)) << path;
}

TEST(TestHubRepository, refusesListsThatCannotBeTrusted) {
    const json good{{"rfilename", "x"}, {"size", 3}, {"blobId", std::string(40, '1')}};
    EXPECT_EQ(parseRepository(listing(json::array({good})).dump(), {"a/b"}).files.size(), 1U);
    json climbs = good, sizeless = good, unsummed = good, negative = good, odd = good;
    climbs["rfilename"] = "../../.bashrc";
    sizeless.erase("size");
    unsummed.erase("blobId");
    negative["size"] = -3;
    odd["blobId"] = "zz";
    for (const json& file : {climbs, sizeless, unsummed, negative, odd, json("x"), json()})
        EXPECT_EQ(faultOf([&] { parseRepository(listing(json::array({file})).dump(), {"a/b"}); }), HubFault::Content)
            << file;
    for (const std::string& text : {std::string("<html>"), std::string("[]"), std::string("{}"),
                                    json{{"id", "a/b"}, {"sha", "main"}, {"siblings", json::array()}}.dump()})
        EXPECT_EQ(faultOf([&] { parseRepository(text, {"a/b"}); }), HubFault::Content) << text;
}

TEST(TestHubRepository, refusesFilesThatCannotLieTogether) {
    const auto named = [](std::initializer_list<const char*> names) {
        std::vector<HubFile> files;
        for (const char* name : names)
            files.push_back({.path = name});
        return files;
    };
    EXPECT_NO_THROW(requireApart(named({"a", "b/a", "b/c"})));
    EXPECT_EQ(faultOf([&] { requireApart(named({"a", "a"})); }), HubFault::Content);
    EXPECT_EQ(faultOf([&] { requireApart(named({"a", "a.part"})); }), HubFault::Content);
    EXPECT_EQ(faultOf([&] { requireApart(named({"a", "a/b"})); }), HubFault::Content);
    EXPECT_EQ(faultOf([&] { requireApart(named({"a.part/b", "a"})); }), HubFault::Content);
}

TEST(TestHub, saysWhatARepositoryHolds) {
    HubDouble hub({.renamedFrom = "somebody/old-name"},
                  {{.path = "config.json", .bytes = 12, .isLfs = false}, {.path = "model.safetensors", .bytes = 5000}});
    for (const char* name : {"somebody/small-mixtral", "somebody/old-name"}) {
        const HubRepository repository = askHub(optionsFor(hub), {name});
        EXPECT_EQ(repository.name, "somebody/small-mixtral");
        EXPECT_EQ(repository.commit, hub.commit());
        EXPECT_EQ(repository.licence, "apache-2.0");
        EXPECT_FALSE(repository.gated);
        EXPECT_EQ(repository.files, hub.listed());
    }
}

TEST(TestHub, saysWhatToDoAboutARefusal) {
    HubDouble hub({.token = "hf_right"}, {{.path = "x.gguf", .bytes = 10}});
    const auto ask = [&hub](const std::string& token, const HubPlace& place) {
        return messageOf([&] { askHub(optionsFor(hub, token), place); });
    };
    const HubPlace place{"somebody/small-mixtral"};
    EXPECT_EQ(faultOf([&] { askHub(optionsFor(hub), place); }), HubFault::NeedsToken);
    EXPECT_NE(ask("", place).find("give a token"), std::string::npos) << ask("", place);
    EXPECT_NE(ask("hf_wrong", place).find("agree to its terms"), std::string::npos) << ask("hf_wrong", place);
    EXPECT_EQ(ask("hf_wrong", place).find("hf_wrong"), std::string::npos);
    EXPECT_EQ(askHub(optionsFor(hub, "hf_right"), place).gated, true);
    EXPECT_EQ(faultOf([&] { askHub(optionsFor(hub, "hf_right"), {"nobody/nothing"}); }), HubFault::NeedsToken);
    EXPECT_EQ(faultOf([&] {
                  askHub(optionsFor(hub, "hf_right"), {"somebody/small-mixtral", "v9"});
              }),
              HubFault::NotFound);
    EXPECT_EQ(faultOf([&] { askHub(optionsFor(hub, "hf_right\r\nX: y"), place); }), HubFault::NeedsToken);
}

/// Wherever the hub leads, the token stays with it.
TEST(TestHub, showsTheTokenToNoHostThatItIsLedTo) {
    HubDouble hub({.token = "hf_right", .leadsAway = true}, {{.path = "x.gguf", .bytes = 10}});
    EXPECT_NE(messageOf([&] { askHub(optionsFor(hub, "hf_right"), {"somebody/small-mixtral"}); }), "");
    int others = 0;
    for (const HubDouble::Request& request : hub.requests()) {
        EXPECT_EQ(request.authorization, request.isHub ? "Bearer hf_right" : "");
        others += request.isHub ? 0 : 1;
    }
    EXPECT_GE(others, 1);
}

TEST(TestHub, saysThatTheHubStaysBusy) {
    for (const int status : {429, 500, 502}) {
        HubDouble hub({}, {{.path = "x.gguf", .bytes = 10}});
        hub.answerApiWith("busy", status);
        const auto ask = [&] { askHub(optionsFor(hub), {"somebody/small-mixtral"}); };
        EXPECT_EQ(faultOf(ask), HubFault::NoAnswer);
        EXPECT_GE(hub.requests().size(), 2u);  // it was asked again
        EXPECT_NE(messageOf(ask).find(std::to_string(status)), std::string::npos) << messageOf(ask);
    }
}

TEST(TestHub, waitsNoLongerThanAPersonWould) {
    HubDouble hub({}, {{.path = "x.gguf", .bytes = 10}});
    hub.answerApiWith("busy", 429, "Retry-After: 3000\r\n");
    const auto ask = [&hub] { askHub(optionsFor(hub), {"somebody/small-mixtral"}); };
    EXPECT_EQ(faultOf(ask), HubFault::NoAnswer);
    EXPECT_NE(messageOf(ask).find("left alone for 3000 s"), std::string::npos) << messageOf(ask);
}

TEST(TestHub, readsHowLongToWait) {
    using std::chrono::seconds;
    const auto read = [](const std::string& value) { return retryAfter({429, {{"retry-after", value}}}); };
    EXPECT_EQ(read("0"), seconds(0));
    EXPECT_EQ(read("120"), seconds(120));
    EXPECT_EQ(read("99999999999999999999"), seconds(3600));
    EXPECT_EQ(read("Sun, 06 Nov 1994 08:49:37 GMT"), seconds(0));
    EXPECT_EQ(read("Fri, 01 Jan 2100 00:00:00 GMT"), seconds(3600));
    const std::time_t later = std::time(nullptr) + 600;
    char date[64];
    std::strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S GMT", std::gmtime(&later));
    ASSERT_TRUE(read(date));
    EXPECT_GT(*read(date), seconds(300));
    EXPECT_LE(*read(date), seconds(600));
    for (const char* none : {"", "soon", "-"})
        EXPECT_FALSE(read(none)) << none;
}

TEST(TestHub, saysThatNobodyAnswers) {
    HubDouble hub({}, {{.path = "x.gguf", .bytes = 10}});
    HubOptions options = optionsFor(hub);
    hub.close();
    EXPECT_EQ(faultOf([&] { askHub(options, {"somebody/small-mixtral"}); }), HubFault::NoAnswer);
    hub.reopen();
    hub.answerApiWith("<html>Please sign in.</html>");
    EXPECT_EQ(faultOf([&] { askHub(options, {"somebody/small-mixtral"}); }), HubFault::Content);
}

}  // namespace mw::test
