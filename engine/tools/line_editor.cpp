// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "line_editor.h"

#include <fcntl.h>
#include <histedit.h>
#include <langinfo.h>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <utility>

#include "terminal_keys.h"

namespace mw::tools {

namespace {

constexpr int kKeyPauseMs = 50;  // within what a key sends; over slow lines, too
constexpr int kHistoryLines = 500;
constexpr const char* kPasteOn = "\x1B[?2004h";
constexpr const char* kPasteOff = "\x1B[?2004l";

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using OwnedFile = std::unique_ptr<std::FILE, CloseFile>;

/// A stream of its own, so that what fails in drawing is not held against standard output.
OwnedFile openTerminal() {
    const int descriptor =
        isatty(STDOUT_FILENO) ? ::dup(STDOUT_FILENO) : ::open("/dev/tty", O_WRONLY | O_CLOEXEC | O_NOCTTY);
    return OwnedFile(descriptor < 0 ? nullptr : ::fdopen(descriptor, "w"));
}

/// Whether the terminal knows escape sequences at all.
bool isCapable() {
    const char* name = std::getenv("TERM");
    return name && *name && std::string_view(name) != "dumb" && std::string_view(name) != "emacs";
}

/// libedit draws by the locale. Messages are UTF-8 whatever it is, and so are terminals of today.
void useUtf8() {
    std::setlocale(LC_CTYPE, "");
    if (std::string_view(nl_langinfo(CODESET)) != "UTF-8") std::setlocale(LC_CTYPE, "C.UTF-8");
}

}  // namespace

struct LineEditor::Impl {
    Impl(Signals& someSignals, OwnedFile aTerminal);
    ~Impl();
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    static Impl& of(EditLine* edit) {
        void* self = nullptr;
        el_wget(edit, EL_CLIENTDATA, &self);
        return *static_cast<Impl*>(self);
    }
    static wchar_t* promptOf(EditLine* edit) { return of(edit).prompt.data(); }
    static int keyOf(EditLine* edit, wchar_t* key) { return of(edit).readKey(*key); }
    static unsigned char insertText(EditLine* edit, wint_t) {
        return el_winsertstr(edit, of(edit).keys.takeText().c_str()) == 0 ? CC_REFRESH : CC_ERROR;
    }

    /// As libedit wants it: 1 with a key, 0 at the end of input, -1 if there is none.
    int readKey(wchar_t& key);
    void readBytes();
    void remember(const std::wstring& line);
    void show(const char* sequence) const {
        if (capable) std::fputs(sequence, terminal.get());
        std::fflush(terminal.get());
    }

    Signals& signals;
    OwnedFile terminal;
    OwnedFile nowhere{std::fopen("/dev/null", "w")};  // for what libedit would say of an unknown terminal
    EditLine* edit = nullptr;
    HistoryW* history = nullptr;
    bool capable = isCapable();
    std::wstring prompt;
    std::wstring newest;  ///< line of the history
    TerminalKeys keys;
    bool ended = false;
};

LineEditor::Impl::Impl(Signals& someSignals, OwnedFile aTerminal)
    : signals(someSignals), terminal(std::move(aTerminal)) {
    useUtf8();
    edit = el_init("mixtral-chat", stdin, terminal.get(), nowhere.get());
    history = history_winit();
    HistEventW event;
    history_w(history, &event, H_SETSIZE, kHistoryLines);
    el_wset(edit, EL_CLIENTDATA, this);
    el_wset(edit, EL_EDITOR, L"emacs");
    el_wset(edit, EL_HIST, history_w, history);
    el_wset(edit, EL_PROMPT, &Impl::promptOf);
    el_wset(edit, EL_GETCFN, &Impl::keyOf);
    el_wset(edit, EL_ADDFN, L"insert-text", L"Inserts what was pasted", &Impl::insertText);
    constexpr std::array kBindings = {
        std::pair{TerminalKeys::kInsertText, L"insert-text"},
        std::pair{TerminalKeys::kDeleteNext, L"ed-delete-next-char"},
        std::pair{TerminalKeys::kDeleteNextWord, L"em-delete-next-word"},
        std::pair{TerminalKeys::kNextWord, L"em-next-word"},
        std::pair{TerminalKeys::kPreviousWord, L"ed-prev-word"},
        std::pair{L'\t', L"ed-insert"},
    };
    for (const auto& [key, command] : kBindings) {
        const std::wstring spelled(1, key);
        el_wset(edit, EL_BIND, spelled.c_str(), command, nullptr);
    }
    // The terminal stays in the editor's state between lines, too. In its usual one it drops what is more than 4095
    // bytes of a line, also of a line that is typed while an answer is written, and before the editor has drawn its
    // prompt. Nor does Ctrl+C throw away what was typed before it: a key that is gone between being announced and being
    // read would leave the editor waiting for another, deaf to the Ctrl+C.
    el_wset(edit, EL_SETTY, L"-x", L"-icanon", L"-echo", L"+noflsh", nullptr);
    el_wset(edit, EL_SETTY, L"-d", L"+noflsh", nullptr);
    el_wset(edit, EL_PREP_TERM, 1);
    show(kPasteOn);
    signals.beginEditing(fileno(terminal.get()), capable ? kPasteOn : "", capable ? kPasteOff : "");
}

LineEditor::Impl::~Impl() {
    show(kPasteOff);
    signals.endEditing();
    el_end(edit);
    history_wend(history);
}

int LineEditor::Impl::readKey(wchar_t& key) {
    while (true) {
        if (signals.interrupted()) {
            errno = EINTR;
            return -1;
        }
        if (signals.takeRedraw()) {
            el_resize(edit);
            el_wset(edit, EL_REFRESH);
        }
        if (const std::optional<wchar_t> typed = keys.next()) {
            key = *typed;
            return 1;
        }
        if (ended) return 0;
        std::array<pollfd, 2> waits = {{{STDIN_FILENO, POLLIN, 0}, {signals.wakeUps(), POLLIN, 0}}};
        const int ready = ::poll(waits.data(), waits.size(), keys.incomplete() ? kKeyPauseMs : -1);
        if (ready == 0) keys.giveUp();
        if (waits[1].revents != 0) signals.drain();
        if (ready > 0 && waits[0].revents != 0) readBytes();
    }
}

void LineEditor::Impl::readBytes() {
    std::array<char, 4096> bytes;
    // One by one, since what comes after the last line belongs to whoever reads the terminal next.
    const ssize_t got = ::read(STDIN_FILENO, bytes.data(), keys.pasting() ? bytes.size() : 1);
    if (got > 0)
        keys.push({bytes.data(), static_cast<std::size_t>(got)});
    else if (got == 0 || (errno != EINTR && errno != EAGAIN))
        ended = true;
}

void LineEditor::Impl::remember(const std::wstring& line) {
    if (line.empty() || line == newest) return;
    HistEventW event;
    history_w(history, &event, H_ENTER, line.c_str());
    newest = line;
}

LineEditor::LineEditor(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
LineEditor::~LineEditor() = default;

std::unique_ptr<LineEditor> LineEditor::open(Signals& signals) {
    if (!isatty(STDIN_FILENO)) return nullptr;
    OwnedFile terminal = openTerminal();
    if (!terminal) return nullptr;
    return std::unique_ptr<LineEditor>(new LineEditor(std::make_unique<Impl>(signals, std::move(terminal))));
}

LineEditor::Result LineEditor::read(const std::string& prompt, std::string& line) {
    Impl& impl = *m_impl;
    impl.prompt = wideOf(prompt);
    int length = 0;
    const wchar_t* typed = el_wgets(impl.edit, &length);
    if (!typed && impl.signals.interrupted()) {
        ::tcflush(STDIN_FILENO, TCIFLUSH);  // lost with the line, and nothing for a shell
        return Result::Interrupted;
    }
    if (!typed) return Result::End;

    std::wstring text(typed, static_cast<std::size_t>(length));
    while (text.ends_with(L'\n'))
        text.pop_back();
    impl.remember(text);
    line = utf8Of(text);
    return Result::Line;
}

}  // namespace mw::tools
