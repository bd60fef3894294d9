// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "console_chat.h"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "command_line.h"
#include "conversation_file.h"
#include "generate.h"

namespace mw::tools {

namespace {

constexpr int kInterruptedStatus = 128 + SIGINT;

const std::string kHelp =
    "/system TEXT   replace the system prompt; without TEXT, remove it\n"
    "/reset         forget the conversation, keep the system prompt\n"
    "/save FILE     write the conversation as JSON\n"
    "/help          this list\n"
    "/quit          leave; so do Ctrl+D, and Ctrl+C at the prompt\n"
    "Ctrl+C stops an answer. A message that begins with / is sent if it begins with //.\n"
    "Several lines: paste them, or press Alt+Enter between them, or put a line ";

/// "~/chat.json" as a shell would take it.
std::string expandHome(const std::string& file) {
    const char* home = std::getenv("HOME");
    return file.starts_with("~/") && home ? home + file.substr(1) : file;
}

std::string trimmed(const std::string& text) {
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string::npos) return "";
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Failures of one message, after which the engine still works.
bool concernsMessageOnly(ErrorCode code) {
    return code == ErrorCode::InvalidArgument || code == ErrorCode::ContextOverflow || code == ErrorCode::NonFinite;
}

}  // namespace

ConsoleChat::ConsoleChat(EngineLoop& engine, Console& console, ConsoleChatOptions options)
    : m_engine(engine),
      m_console(console),
      m_options(std::move(options)),
      m_contextTokens(engine.model()->plan.request.contextTokens),
      m_system(m_options.system),
      m_turns(m_options.turns) {}

int ConsoleChat::run() {
    if (m_console.interactive()) showStart();
    ConsoleInput input;
    while (true) {
        switch (m_console.read("User: ", input)) {
            case Console::Result::Interrupted:
                if (m_console.interactive()) m_console.write("\n");
                return kInterruptedStatus;
            case Console::Result::End:
                if (m_console.interactive()) m_console.write("\n");
                return status();
            case Console::Result::Message:
                break;
        }
        if (input.text.find_first_not_of(" \t\n") == std::string::npos) continue;
        if (!isUtf8(input.text)) {
            refuse("This message is not valid UTF-8; it was not sent.");
            continue;
        }
        // Names of files and what is said of them would end there, and nobody types one.
        if (input.text.find('\0') != std::string::npos) {
            refuse("This message has a zero byte, as in UTF-16 or in a file that is no text; it was not sent.");
            continue;
        }
        const bool escaped = input.isLine && input.text.starts_with("//");
        if (input.isLine && input.text.starts_with('/') && !escaped) {
            if (!obey(input.text)) return status();
            continue;
        }
        answer(escaped ? input.text.substr(1) : input.text);
        // A Ctrl+C that stopped an answer at a terminal meant no more than that; in a script, all of it. One that came
        // too late to stop the load, or while a command was obeyed, is found by the next prompt.
        if (m_console.interrupted() && !m_console.interactive()) return kInterruptedStatus;
        m_console.forgetInterrupt();
    }
}

int ConsoleChat::status() const {
    return m_failed && !m_console.interactive() ? kBadInput : kSuccess;
}

void ConsoleChat::showStart() {
    const std::shared_ptr<const LoadedModel> model = m_engine.model();
    tell(model->checkpoint.config.name + ", " + m_options.request.format + ", " + std::to_string(m_contextTokens) +
         " tokens, on " + model->backend + ". /help lists commands.");
    if (!m_turns.empty() && m_turns.back().role == Role::Assistant)
        m_console.write(m_options.name + ": " + m_turns.back().content + "\n");
}

bool ConsoleChat::obey(const std::string& line) {
    const std::size_t space = line.find_first_of(" \t");
    const std::string command = line.substr(0, space);
    const std::string rest = space == std::string::npos ? "" : trimmed(line.substr(space));
    if (command == "/quit" || command == "/exit") return false;
    if (command == "/help") {
        tell(kHelp + m_options.delimiter + " before and after them.");
    } else if (command == "/system") {
        m_system = rest;
        tell(rest.empty() ? "The system prompt is removed." : "The system prompt is set.");
    } else if (command == "/reset") {
        m_turns = m_options.turns;
        tell("The conversation starts again.");
    } else if (command == "/save") {
        save(rest);
    } else {
        refuse("There is no command " + command + "; /help lists them. To send this as text, begin with //.");
    }
    return true;
}

void ConsoleChat::save(const std::string& file) {
    if (file.empty()) return refuse("/save needs the name of a file.");
    try {
        writeConversation(expandHome(file), conversation());
        tell("Saved to " + file + ".");
    } catch (const Error& error) {
        refuse(error.what());
    }
}

std::vector<Message> ConsoleChat::conversation() const {
    std::vector<Message> messages;
    if (!m_system.empty()) messages.push_back({Role::System, m_system});
    messages.insert(messages.end(), m_turns.begin(), m_turns.end());
    return messages;
}

void ConsoleChat::answer(const std::string& text) {
    m_turns.push_back({Role::User, text});
    Request request = m_options.request;
    request.client = "console";
    request.messages = conversation();
    if (m_console.interactive()) m_console.write(m_options.name + ": ");
    try {
        const GeneratedAnswer answer = generate(
            m_engine, request, [&](const std::string& part) { m_console.write(part); },
            [&] { return m_console.interrupted(); });
        m_console.write("\n");
        const RequestFinished& finished = answer.finished;
        if (finished.reason == FinishReason::Cancelled && answer.text.empty()) {
            m_turns.pop_back();
            return tell("Stopped before the answer began; your message was taken back.");
        }
        m_turns.push_back({Role::Assistant, answer.text});
        if (answer.accepted.removedTags > 0)
            tell(std::to_string(answer.accepted.removedTags) +
                 " control tags were removed from the text, since this prompt format would have obeyed them.");
        if (finished.reason == FinishReason::Length) {
            const bool full = answer.accepted.maxTokens < request.maxTokens;
            complain(full ? "The answer was cut: the context of " + std::to_string(m_contextTokens) +
                                " tokens is full. /reset starts again."
                          : "The answer was cut after " + std::to_string(request.maxTokens) +
                                " tokens, see --max-tokens.");
        }
        if (errorIsTerminal()) {
            char line[160];
            std::snprintf(line, sizeof line, "%.1f tokens/s, first after %.0f ms, %d of %d tokens of context%s",
                          finished.decodeTokensPerSecond, finished.timeToFirstTokenMs,
                          finished.promptTokens + finished.generatedTokens, m_contextTokens,
                          finished.reason == FinishReason::Cancelled ? ", stopped" : "");
            tell(line);
        }
    } catch (const Error& error) {
        if (m_console.interactive()) m_console.write("\n");
        if (!concernsMessageOnly(error.code())) throw;
        m_turns.pop_back();
        const bool overflow = error.code() == ErrorCode::ContextOverflow;
        refuse(std::string(error.what()) + " Your message was not added to the conversation" +
               (overflow ? "; /reset starts again, --context makes room." : "."));
    }
}

void ConsoleChat::tell(const std::string& text) {
    if (errorIsTerminal()) std::fprintf(stderr, "\33[2m%s\33[0m\n", text.c_str());
}

void ConsoleChat::refuse(const std::string& text) {
    m_failed = true;
    complain(text);
}

void ConsoleChat::complain(const std::string& text) {
    if (!m_console.interactive()) std::fputs("mixtral-chat: ", stderr);
    std::fprintf(stderr, "%s\n", oneLine(text).c_str());
}

}  // namespace mw::tools
