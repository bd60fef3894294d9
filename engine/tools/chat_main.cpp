// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <optional>

#include "command_line.h"
#include "console_chat.h"
#include "conversation_file.h"
#include "model_options.h"
#include "persona.h"

namespace {

using namespace mw;
using namespace mw::tools;

struct Options {
    ModelOptions model;
    ConsoleChatOptions chat;
    std::optional<std::string> system;
    std::string persona;
    std::string conversation;
};

void addOptions(CLI::App& app, Options& options) {
    Request& request = options.chat.request;
    request.format.clear();
    addModelOption(app, options.model)
        ->description("Folder of a checkpoint, a GGUF file, or Ollama's of a model; the demo model where not given");
    addFormatOption(app, request.format)->description("Prompt format; the model's own where not given");
    app.add_option("--system", options.system, "System prompt; what the model's maker wants where not given");
    app.add_option("--persona", options.persona, "Somebody to talk to, with a system prompt and a greeting: Chloe")
        ->check([](const std::string& name) -> std::string {
            if (findPersona(name)) return "";
            std::string known;
            for (const Persona& persona : personas())
                known += (known.empty() ? "" : ", ") + persona.name;
            return "there is no '" + name + "'; known: " + known;
        });
    app.add_option("--conversation", options.conversation, "Goes on with a saved conversation")->type_name("FILE");
    app.add_option("--max-tokens", request.maxTokens, "Most tokens of an answer")
        ->transform(wholeNumber(1, 1 << 30))
        ->capture_default_str();
    app.add_option("--stop", request.stop, "Text that ends an answer; may be given several times")
        ->take_all()
        ->allow_extra_args(false);
    app.add_option("--delimiter", options.chat.delimiter, "The line before and after a message of several lines")
        ->check(notEmpty())
        ->capture_default_str();
    app.footer(
        "Each line of input is a message. Those between two lines that are \"\"\" (see --delimiter) are one, and\n"
        "so is what is pasted at a terminal; Alt+Enter breaks a line. Example of a script:\n"
        "  { echo EOF; cat notes.txt; echo EOF; echo 'Shorter!'; } | mixtral-chat --delimiter EOF");
    addSamplingOptions(app, request.sampling);
    addLoadOptions(app, options.model);
}

/// Takes a saved conversation apart: its first message may be the system prompt.
void continueConversation(ConsoleChatOptions& chat, std::vector<Message> messages) {
    if (messages.front().role == Role::System) {
        if (chat.system.empty()) chat.system = messages.front().content;
        messages.erase(messages.begin());
    }
    chat.turns = std::move(messages);
}

int run(Options& options) {
    ConsoleChatOptions& chat = options.chat;
    if (options.model.directory.empty()) options.model.directory = demoModel();
    chat.system = options.system.value_or("");
    if (const Persona* persona = findPersona(options.persona)) {
        chat.name = persona->name;
        if (chat.system.empty()) chat.system = persona->system;
        chat.turns = persona->opening;
    }
    const OpenedCheckpoint checkpoint = openCheckpoint(options.model.directory);
    const CheckpointInfo& info = checkpoint.info;
    if (!options.conversation.empty())
        continueConversation(chat, readConversation(options.conversation));
    else if (!options.system && options.persona.empty())
        chat.system = info.suggestedChat.systemPrompt;
    if (info.tokenizer.empty())
        throw Error(ErrorCode::FileNotFound,
                    options.model.directory + ": " + info.tokenizerMissing + ", so there is no text to chat in");
    const bool formatWasChosen = chat.request.format.empty();
    if (formatWasChosen) chat.request.format = info.suggestedFormat;
    constexpr int kUsualContext = 4096;
    const int context =
        options.model.context > 0 ? options.model.context : std::min(kUsualContext, info.config.trainedContext);

    Console console(chat.delimiter);
    EngineLoop engine;
    if (!load(engine, {loadOptions(options.model, context, 1), checkpoint}, [&] { return console.interrupted(); }))
        return 128 + SIGINT;
    sayNotes(info, formatWasChosen);
    return ConsoleChat(engine, console, std::move(chat)).run();
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("A chat with a Mixtral model on the console", "mixtral-chat");
    Options options;
    addOptions(app, options);
    return runProgram(app, argc, argv, [&] { return run(options); });
}
