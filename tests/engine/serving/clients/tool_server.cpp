// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// tool_server TOKEN_FILE: an endpoint for test_clients.py, whose scripted model calls a tool for two cities when it is
// told of tools, and otherwise repeats what it was told last: no small model calls tools. Ends well after SIGTERM.

#include <csignal>
#include <cstdio>
#include <fstream>
#include <future>
#include <memory>
#include <vector>

#include "mw/api_server.h"
#include "mw/engine_loop.h"
#include "scripted_engine.h"

namespace {

using namespace mw;

/// The token that begins calls is at this place of an answer; a text ends before it.
constexpr int kCallsAt = 2;

std::string tokenText(int index) {
    const std::vector<Request> asked = test::submittedRequests();
    const std::vector<Message>& messages = asked.back().messages;
    std::vector<std::string> tokens;
    if (messages.front().role == Role::Tools && messages.back().role == Role::User)
        tokens = {"", "", "", R"([{"name": "weather", "arguments": {"city": "Par)",
                  R"(is"}, "id": "VvvODy9mT"}, {"name": "weather", "arguments": {"city": "Köln"}}])"};
    else
        for (const Message& message : messages)
            if (message.role == messages.back().role) tokens.push_back(message.content + " ");
    return static_cast<std::size_t>(index) < tokens.size() ? tokens[static_cast<std::size_t>(index)] : std::string();
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    sigset_t end;
    sigemptyset(&end);
    sigaddset(&end, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &end, nullptr);  // before there are other threads, which inherit it

    test::EngineScript script;
    script.toolCallsToken = kCallsAt;
    script.tokenText = tokenText;
    test::setEngineScript(std::move(script));
    EngineLoop loop;
    std::promise<void> loaded;
    LoadOptions model;
    model.directory = "/models/scripted";
    loop.load(model, [&](const LoadEvent& event) {
        if (!std::holds_alternative<LoadProgress>(event)) loaded.set_value();
    });
    loaded.get_future().wait();
    const std::string token = "mw-tools";
    std::ofstream(argv[1]) << token << '\n';
    const ApiServer server(loop, {.port = 0, .token = token, .modelNames = {"m"}, .format = "mistral-v3"});
    std::printf("Listening on %s\n", server.url().c_str());
    std::fflush(stdout);
    int signal = 0;
    sigwait(&end, &signal);
    return 0;
}
