// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// How mixtral-chat takes what is typed, pasted and piped, and what signals do to it.

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <optional>

#include "conversation_file.h"
#include "program.h"
#include "temp_dir.h"
#include "text_checkpoint.h"

namespace mw::test {
namespace {

class TestConsole : public testing::Test {
 protected:
    static void SetUpTestSuite() {
        s_folder = std::make_unique<TempDir>();
        writeTextCheckpoint(*s_folder / "model");
    }
    static void TearDownTestSuite() { s_folder.reset(); }

    static std::vector<std::string> arguments(std::vector<std::string> more = {"--max-tokens", "3"}) {
        more.insert(more.begin(), {"--model", *s_folder / "model", "--temperature", "0", "--context", "16384"});
        return more;
    }

    /// What was asked in a saved conversation.
    static std::vector<std::string> questions(const std::filesystem::path& file) {
        std::vector<std::string> texts;
        for (const Message& message : tools::readConversation(file))
            if (message.role == Role::User) texts.push_back(message.content);
        return texts;
    }

    /// The questions that come of `input` in a pipe.
    static std::vector<std::string> piped(const std::string& input, std::vector<std::string> more = {}) {
        more.insert(more.end(), {"--max-tokens", "3"});
        const TempDir folder;
        const std::string save = "\n/save " + (folder / "chat.json").string() + "\n";
        const ProgramResult result = runProgram("mixtral-chat", arguments(more), input + save);
        EXPECT_EQ(result.status, 0) << result.error;
        return result.status == 0 ? questions(folder / "chat.json") : std::vector<std::string>();
    }

    /// The questions that come of the keys at a terminal, each line of them after the last was answered.
    static std::vector<std::string> typed(const std::vector<std::string>& lines) {
        const TempDir folder;
        TerminalProgram program("mixtral-chat", arguments());
        for (const std::string& line : lines) {
            EXPECT_TRUE(program.waitFor("User: ")) << program.screen();
            program.type(line + "\r");
            EXPECT_TRUE(program.waitFor("of context")) << program.screen();
        }
        EXPECT_TRUE(program.waitFor("User: "));
        program.type("/save " + (folder / "c").string() + "\r");
        EXPECT_TRUE(program.waitFor("Saved to")) << program.screen();
        program.type("/quit\r");
        EXPECT_EQ(program.waitForEnd(), 0);
        return questions(folder / "c");
    }

    using Texts = std::vector<std::string>;
    static std::unique_ptr<TempDir> s_folder;
};

std::unique_ptr<TempDir> TestConsole::s_folder;

TEST_F(TestConsole, linesBetweenDelimitersAreOneMessage) {
    EXPECT_EQ(piped("\"\"\"\none\n\n  two\n/quit\n\"\"\"\nthree"), (Texts{"one\n\n  two\n/quit", "three"}));
    EXPECT_EQ(piped("\"\"\"\r\none\r\ntwo\r\n\"\"\" \r\n"), (Texts{"one\ntwo"}));
    EXPECT_EQ(piped("\"\"\"\n\"\"\"\nafter nothing"), (Texts{"after nothing"}));
    EXPECT_EQ(piped("a \"\"\"\n\"\"\"b"), (Texts{"a \"\"\"", "\"\"\"b"})) << "only a line of its own";
    EXPECT_EQ(piped("EOF\n\"\"\"\ndocumented\n\"\"\"\nEOF", {"--delimiter", "EOF"}),
              (Texts{"\"\"\"\ndocumented\n\"\"\""}));
    EXPECT_EQ(piped("\"\"\"\n//x\n\"\"\""), (Texts{"//x"})) << "text, not an escaped command";
}

TEST_F(TestConsole, aMessageOfSeveralLinesMayEndWithTheInput) {
    const ProgramResult whole = runProgram("mixtral-chat", arguments(), "\"\"\"\none\ntwo\n\"\"\"\n");
    const ProgramResult open = runProgram("mixtral-chat", arguments(), "\"\"\"\none\ntwo");
    EXPECT_EQ(open.status, 0) << open.error;
    EXPECT_EQ(open.output, whole.output);
    EXPECT_FALSE(open.output.empty());
}

TEST_F(TestConsole, helpAndManualSayHowToEnterSeveralLines) {
    const std::string help = runProgram("mixtral-chat", {"--help"}).output;
    const std::string manual = readFile(MW_MANUALS "/mixtral-chat.1.in");
    for (const char* word : {"several lines", "delimiter", "pasted", "Alt+Enter"}) {
        EXPECT_NE(help.find(word), std::string::npos) << word;
        EXPECT_NE(manual.find(word), std::string::npos) << word;
    }
}

TEST_F(TestConsole, aByteOrderMarkIsNoText) {
    EXPECT_EQ(piped("\xEF\xBB\xBFHello\n\xEF\xBB\xBFx"), (Texts{"Hello", "\xEF\xBB\xBFx"}));
    EXPECT_EQ(piped("\xEF\xBB\xBF//etc"), (Texts{"/etc"}));
    EXPECT_EQ(piped("a\n\xEF\xBB\xBFx"), (Texts{"a", "\xEF\xBB\xBFx"})) << "only at the beginning";
}

TEST_F(TestConsole, whatCannotBeReadOrWrittenEndsTheProgram) {
    struct Row {
        std::function<void()> prepare;
        int status;
        const char* message;
    };
    const auto on = [](int stream, const char* file, int mode) { return [=] { dup2(open(file, mode), stream); }; };
    const Row rows[] = {
        {[] { close(STDIN_FILENO); }, 2, "standard input cannot be read"},
        {[] { close(STDIN_FILENO), close(STDERR_FILENO); }, 2, ""},
        {[] { close(STDIN_FILENO), close(STDOUT_FILENO), close(STDERR_FILENO); }, 2, ""},
        {on(STDIN_FILENO, "/", O_RDONLY), 2, "standard input cannot be read: Is a directory"},
        {[] { close(STDOUT_FILENO); }, 1, "standard output could not be written"},
        {on(STDOUT_FILENO, "/dev/full", O_WRONLY), 1, "standard output could not be written: No space left"},
    };
    for (const Row& row : rows) {
        const ProgramResult result = runProgram("mixtral-chat", arguments(), "Hi\nHi again\n", row.prepare);
        EXPECT_EQ(result.status, row.status) << row.message;
        EXPECT_NE(result.error.find(row.message), std::string::npos) << result.error;
        EXPECT_LE(std::ranges::count(result.error, '\n'), 1) << result.error;
    }
}

TEST_F(TestConsole, withoutStandardErrorAnswersStayWhole) {
    const ProgramResult usual = runProgram("mixtral-chat", arguments(), "Hi\n");
    const ProgramResult silent = runProgram("mixtral-chat", arguments(), "Hi\n", [] { close(STDERR_FILENO); });
    EXPECT_EQ(silent.status, 0);
    EXPECT_EQ(silent.output, usual.output);
}

TEST_F(TestConsole, longLinesArriveWholeFromATerminal) {
    std::string line;
    for (int i = 0; i < 1200; ++i)
        line += "word ";
    line += "END";
    EXPECT_EQ(typed({line}), (Texts{line}));
}

TEST_F(TestConsole, nothingIsLostOfWhatIsTypedWhileAnAnswerComes) {
    const TempDir folder;
    const std::string line(7000, 'x');
    TerminalProgram program("mixtral-chat", arguments({"--max-tokens", "500"}));
    ASSERT_TRUE(program.waitFor("User: "));
    EXPECT_FALSE(program.isUsual()) << "the prompt comes once lines may be of any length";
    program.type("Hello\r" + line + "\r\x1b[200~a\rb\x1b[201~\r/save " + (folder / "c").string() + "\r");
    ASSERT_TRUE(program.waitFor("Saved to")) << program.screen();
    EXPECT_EQ(questions(folder / "c"), (Texts{"Hello", line, "a\nb"}));
}

TEST_F(TestConsole, aCtrlCThatStopsAnAnswerKeepsWhatIsTyped) {
    const TempDir folder;
    TerminalProgram program("mixtral-chat", arguments({"--max-tokens", "16000"}));
    ASSERT_TRUE(program.waitFor("User: "));
    program.type("Tell me a story\r");
    ASSERT_TRUE(program.waitFor("Assistant: "));
    program.type("/save " + (folder / "c").string());
    program.type("\x03");
    ASSERT_TRUE(program.waitFor("User: ")) << program.screen();
    program.type("hat\r");
    EXPECT_TRUE(program.waitFor("Saved to")) << program.screen();
    EXPECT_TRUE(std::filesystem::exists(folder / "chat"));
}

TEST_F(TestConsole, aCtrlCAmongKeysIsHeard) {
    // The keys are announced to the program before it reads them; often enough, the Ctrl+C comes in between.
    for (int i = 0; i < 30; ++i) {
        TerminalProgram program("mixtral-chat", arguments());
        ASSERT_TRUE(program.waitFor("User: "));
        program.type("abc");
        program.type("\x03");
        ASSERT_EQ(program.waitForEnd(), 130) << program.screen();
    }
}

TEST_F(TestConsole, pastedLinesAreOneMessage) {
    EXPECT_EQ(typed({"see: \x1b[200~one\rtwo\r/quit\x1b[201~ end", "\x1b[200~//x\ry\r\x1b[201~",
                     "\x1b[200~\"\"\"\rthree\rfour\r\"\"\"\x1b[201~", "alt\x1b\renter"}),
              (Texts{"see: one\ntwo\n/quit end", "//x\ny", "three\nfour", "alt\nenter"}));
}

TEST_F(TestConsole, linesBetweenDelimitersCanBeTyped) {
    EXPECT_EQ(typed({"\"\"\"\rone\r/two\r\"\"\""}), (Texts{"one\n/two"}));
}

TEST_F(TestConsole, arrowKeysEditAndRecall) {
    EXPECT_EQ(typed({"helo\x1b[D\x1b[Dl\x1b[15~\x1b[F\x1b[5~!", "\x1b[A?", "\x1b[A\x1b[A\x1b[B\x1bOH>\x1b[3~"}),
              (Texts{"hello!", "hello!?", ">ello!?"}));
    EXPECT_EQ(typed({"ü\x7f"
                     "a größe\x1b[1;5D\x0b"}),
              (Texts{"a "}));
}

TEST_F(TestConsole, whatIsNotUtf8IsNotSent) {
    TerminalProgram program("mixtral-chat", arguments());
    ASSERT_TRUE(program.waitFor("User: "));
    program.type("caf\xe9\r");
    EXPECT_TRUE(program.waitFor("not valid UTF-8")) << program.screen();
    EXPECT_TRUE(program.waitFor("User: "));
}

TEST_F(TestConsole, aTerminalIsReadWhereAnswersGoElsewhere) {
    const TempDir folder;
    const std::string out = folder / "out";
    std::string line(5000, 'x');
    TerminalProgram program("mixtral-chat", arguments(),
                            [&] { dup2(open(out.c_str(), O_WRONLY | O_CREAT, 0600), STDOUT_FILENO); });
    ASSERT_TRUE(program.waitFor("User: "));
    program.type(line + "y\x1b[D\x1b[3~\r");
    ASSERT_TRUE(program.waitFor("of context")) << program.screen();
    program.type("/save " + (folder / "c").string() + "\r");
    ASSERT_TRUE(program.waitFor("Saved to")) << program.screen();
    EXPECT_EQ(questions(folder / "c"), Texts{line});
    EXPECT_EQ(readFile(out).find("User: "), std::string::npos) << "prompts belong to the terminal";
}

TEST_F(TestConsole, interruptWhileOutputWaitsEndsAsInterrupted) {
    TerminalProgram program("mixtral-chat", arguments({"--max-tokens", "16000"}));
    ASSERT_TRUE(program.waitFor("User: "));
    program.type("Tell me a story\r");
    ASSERT_TRUE(program.waitFor("Assistant: "));
    program.type("\x13");  // Ctrl+S: the terminal takes nothing more, so that the program waits inside of write()
    usleep(300'000);
    program.type("\x03");
    ASSERT_TRUE(program.waitFor("stopped")) << program.screen();
    ASSERT_TRUE(program.waitFor("User: ")) << program.screen();
    program.type("\x03");
    EXPECT_EQ(program.waitForEnd(), 130) << program.screen();
}

TEST_F(TestConsole, theTerminalIsLeftAsItWas) {
    for (const int signal : {SIGTERM, SIGHUP, SIGQUIT, SIGINT}) {
        TerminalProgram program("mixtral-chat", arguments());
        ASSERT_TRUE(program.waitFor("User: "));
        program.type("half a li");
        ASSERT_TRUE(program.waitFor("half a li"));
        EXPECT_FALSE(program.isUsual());
        program.signal(signal);
        EXPECT_EQ(program.waitForEnd(), 128 + signal);
        EXPECT_TRUE(program.isUsual()) << signal;
        EXPECT_NE(program.screen().find("\x1b[?2004l"), std::string::npos) << signal;
    }
}

TEST_F(TestConsole, aLineSurvivesSuspendingAndResizing) {
    TerminalProgram program("mixtral-chat", arguments());
    ASSERT_TRUE(program.waitFor("User: "));
    program.type("half a li");
    ASSERT_TRUE(program.waitFor("half a li"));
    for (const int signal : {SIGTSTP, SIGCONT, SIGWINCH}) {
        program.signal(signal);
        if (signal == SIGTSTP) continue;  // where no shell waits, the system does not stop the program
        ASSERT_TRUE(program.waitFor("half a li")) << signal << program.screen();
    }
    program.type("ne\r");
    EXPECT_TRUE(program.waitFor("of context")) << program.screen();
}

}  // namespace
}  // namespace mw::test
