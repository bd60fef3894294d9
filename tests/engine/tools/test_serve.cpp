// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// mixtral-serve as whoever starts it sees it.

#include <gtest/gtest.h>

#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <regex>
#include <thread>

#include "program.h"
#include "raw_client.h"
#include "temp_dir.h"

namespace mw::test {
namespace {

/// A server on the demo model and any free port.
class Serving {
 public:
    explicit Serving(const std::filesystem::path& folder, std::vector<std::string> more = {},
                     const std::function<void()>& prepare = {})
        : m_program("mixtral-serve", arguments(folder, std::move(more)), prepare) {
        EXPECT_TRUE(m_program.waitFor("Listening on http://127.0.0.1:")) << m_program.screen();
        EXPECT_TRUE(m_program.waitFor("\n"));
        std::smatch found;
        const std::string screen = m_program.screen();
        EXPECT_TRUE(std::regex_search(screen, found, std::regex(R"(Listening on http://127\.0\.0\.1:(\d+))")));
        port = static_cast<std::uint16_t>(std::stoi(found[1]));
        token = readFile(folder / "token");
        token.pop_back();
    }

    std::uint16_t port = 0;
    std::string token;
    TerminalProgram& program() { return m_program; }

    RawClient asking(const std::string& body) const {
        RawClient client(port);
        client.send(request("POST", "/v1/chat/completions", token, body));
        return client;
    }

 private:
    static std::vector<std::string> arguments(const std::filesystem::path& folder, std::vector<std::string> more) {
        std::vector<std::string> all = {"--listen", "127.0.0.1:0", "--token-file", folder / "token", "--threads", "2"};
        all.insert(all.end(), more.begin(), more.end());
        return all;
    }

    TerminalProgram m_program;
};

const std::string kChat = R"({"model": "demo-model", "messages": [{"role": "user", "content": "Hello"}],
    "max_tokens": 200, "ignore_eos": true, "stream": true})";

TEST(TestServe, servesUntilItIsTold) {
    const TempDir folder;
    Serving serving(folder.path());
    struct stat status = {};
    ASSERT_EQ(::stat((folder / "token").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0600U);
    // A person sees the token once.
    EXPECT_NE(serving.program().screen().find(serving.token), std::string::npos);
    RawClient client(serving.port);
    client.send(request("GET", "/v1/models", serving.token));
    EXPECT_NE(client.receive().body.find("\"demo-model\""), std::string::npos);
    serving.program().signal(SIGTERM);
    EXPECT_EQ(serving.program().waitForEnd(), 0);

    Serving again(folder.path());
    EXPECT_EQ(again.token, serving.token);
    EXPECT_EQ(again.program().screen().find(again.token), std::string::npos);
    again.program().signal(SIGINT);
    EXPECT_EQ(again.program().waitForEnd(), 0);
}

TEST(TestServe, letsAnswersEndThatRun) {
    const TempDir folder;
    Serving serving(folder.path());
    RawClient client = serving.asking(kChat);
    EXPECT_NE(client.receiveUntil("content"), "");
    serving.program().signal(SIGTERM);
    EXPECT_NE(client.receiveUntil("[DONE]").find("\"finish_reason\":\"length\""), std::string::npos);
    EXPECT_EQ(serving.program().waitForEnd(), 0);
}

TEST(TestServe, toldTwice_endsAtOnce) {
    const TempDir folder;
    Serving serving(folder.path());
    RawClient client = serving.asking(R"({"model": "demo-model", "messages": [{"role": "user", "content": "Hello"}],
        "max_tokens": 900, "ignore_eos": true, "stream": true})");
    ASSERT_NE(client.receiveUntil("\"content\":\"").find("data: "), std::string::npos);
    const auto told = std::chrono::steady_clock::now();
    serving.program().signal(SIGTERM);
    // Told again before it has heard the first, it would have been told once.
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
    serving.program().signal(SIGTERM);
    EXPECT_EQ(serving.program().waitForEnd(), 0);
    EXPECT_LT(std::chrono::steady_clock::now() - told, std::chrono::seconds(30));  // draining takes 60 at most
    EXPECT_EQ(client.receiveUntil("[DONE]").find("[DONE]"), std::string::npos);
}

TEST(TestServe, tellsTheServiceManager) {
    const TempDir folder;
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    const std::string name = folder / "notify";
    ASSERT_LT(name.size(), sizeof address.sun_path);
    name.copy(address.sun_path, name.size());
    const int manager = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    ASSERT_EQ(::bind(manager, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    const auto heard = [&] {
        pollfd ready = {manager, POLLIN, 0};
        std::array<char, 256> text{};
        if (::poll(&ready, 1, 60'000) != 1) return std::string();
        return std::string(text.data(), static_cast<std::size_t>(::recv(manager, text.data(), text.size(), 0)));
    };
    Serving serving(folder.path(), {}, [&] { ::setenv("NOTIFY_SOCKET", name.c_str(), 1); });
    EXPECT_TRUE(heard().starts_with("READY=1\nSTATUS=Listening on http://127.0.0.1:"));
    serving.program().signal(SIGTERM);
    EXPECT_EQ(heard(), "STOPPING=1");
    EXPECT_EQ(serving.program().waitForEnd(), 0);
    ::close(manager);
}

TEST(TestServe, saysWhatIsWrongWithItsOptions) {
    const TempDir folder;
    writeFile(folder / "open", "0123456789abcdef");
    ::chmod((folder / "open").c_str(), 0644);
    const std::string token = folder / "token";
    writeFile(token, "0123456789abcdef\n");
    writeFile(folder / "key", "0123456789abcdef\n");
    for (const char* own : {"token", "key"})
        ::chmod((folder / own).c_str(), 0600);
    const TempDir elsewhere;
    const Serving taken(elsewhere.path());
    const std::vector<std::pair<std::vector<std::string>, std::string>> rows = {
        {{"--listen", "8080"}, "--listen: '8080' is no ADDRESS:PORT"},
        {{"--listen", "127.0.0.1:"}, "--listen: '127.0.0.1:' is no ADDRESS:PORT"},
        {{"--listen", "127.0.0.1:99999"}, "--listen: '127.0.0.1:99999' is no ADDRESS:PORT"},
        {{"--listen", "::1:80"}, "--listen: an IPv6 address stands in brackets"},
        {{"--listen", "nowhere:80", "--token-file", token}, "'nowhere' is no IP address"},
        {{"--token-file", folder / "open"}, "chmod 600"},
        {{"--token-file", token, "--model", folder / "absent"}, "absent"},
        {{"--token-file", token, "--listen", "127.0.0.1:0", "--certificate", "x.pem"}, "go together"},
        {{"--format", "none"}, "--format"},
        {{"--host", "name:8080"}, "'name:8080' is no name of a machine"},
        {{"--host", "http://name"}, "'http://name' is no name of a machine"},
        {{"--origin", "*"}, "'*' is no page's origin"},
        {{"--origin", "https://host/page"}, "'https://host/page' is no page's origin"},
        {{"--name", ""}, "The model's name '' is no text"},
        {{"--certificate", folder / "open", "--key", folder / "open"}, "open: cannot be used as a certificate"},
        {{"--listen", "127.0.0.1:" + std::to_string(taken.port), "--demonstrator"}, "cannot listen there"},
        {{"--aime", "nowhere", "--aime-key-file", folder / "key"}, "the AIME server's address"},
        {{"--aime", "ftp://host", "--aime-key-file", folder / "key"}, "begins with 'ftp://'"},
        {{"--aime", "http://127.0.0.1:9", "--aime-key-file", folder / "absent"}, "absent"},
        {{"--aime", "http://127.0.0.1:9", "--aime-key-file", folder / "key", "--aime-certificates", folder / "absent"},
         "there is no such file of certificates"},
        {{"--aime", "http://127.0.0.1:9", "--aime-key-file", folder / "key", "--aime-certificates", folder / "open"},
         "holds no certificates"},
        {{"--aime", "http://127.0.0.1:9"}, "--aime-key-file"},
        {{"--aime", "http://127.0.0.1:9", "--aime-key-file", folder / "key", "--random-weights", "8x22B"},
         "the model has no tokenizer"},
    };
    const std::string last = "A context of 1000000 tokens was asked for";
    for (auto [arguments, expected] : rows) {
        // A model is looked at before it is loaded, and this could not be: so whatever else is said was said before.
        arguments.insert(arguments.end(), {"--context", "1000000"});
        for (const auto& [name, value] :
             {std::pair<std::string, std::string>{"--token-file", token}, {"--listen", "127.0.0.1:0"}})
            if (std::ranges::find(arguments, name) == arguments.end()) arguments.insert(arguments.end(), {name, value});
        const ProgramResult result = runProgram("mixtral-serve", arguments);
        EXPECT_EQ(result.error.find(last), std::string::npos) << result.error;
        EXPECT_EQ(std::ranges::count(result.error, '\n'), 1) << result.error;
        EXPECT_EQ(result.status, 2) << expected;
        EXPECT_NE(result.error.find(expected), std::string::npos) << result.error;
        EXPECT_EQ(result.output, "");
    }
    const ProgramResult loaded =
        runProgram("mixtral-serve", {"--token-file", token, "--listen", "127.0.0.1:0", "--context", "1000000", "--aime",
                                     "http://127.0.0.1:9", "--aime-key-file", folder / "key"});
    EXPECT_EQ(loaded.status, 2);
    EXPECT_NE(loaded.error.find(last), std::string::npos) << loaded.error;
    EXPECT_EQ(std::ranges::count(loaded.error, '\n'), 1) << loaded.error;
}

}  // namespace
}  // namespace mw::test
