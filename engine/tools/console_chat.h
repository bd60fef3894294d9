// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <string>
#include <vector>

#include "console.h"
#include "mw/engine_loop.h"

namespace mw::tools {

/// What a console chat starts with.
struct ConsoleChatOptions {
    Request request;                 ///< format, sampling and limits of every answer; without messages
    std::string name = "Assistant";  ///< before the answers, on a terminal
    std::string system;
    std::vector<Message> turns;
    std::string delimiter = "\"\"\"";  ///< a line that begins and ends a message of several lines
};

/// A chat of one person: messages in, answers out as they are generated.
class ConsoleChat {
 public:
    /// A model is loaded.
    ConsoleChat(EngineLoop& engine, Console& console, ConsoleChatOptions options);

    /// Until the person leaves or the input ends. Returns an exit status.
    int run();

 private:
    bool obey(const std::string& line);
    void answer(const std::string& text);
    void save(const std::string& file);
    std::vector<Message> conversation() const;
    /// A line for the person, not part of the chat: on stderr.
    void tell(const std::string& text);
    void complain(const std::string& text);
    /// Complains of something that was said and will not be answered or done.
    void refuse(const std::string& text);
    int status() const;
    void showStart();

    EngineLoop& m_engine;
    Console& m_console;
    ConsoleChatOptions m_options;
    int m_contextTokens;
    std::string m_system;
    std::vector<Message> m_turns;
    bool m_failed = false;  ///< something was refused
};

}  // namespace mw::tools
