// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "console.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <nlohmann/json.hpp>
#include <utility>

#include "mw/error.h"

namespace mw::tools {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr const char* kContinuation = "  ... ";

/// What Windows and careless typing leave at the end of a delimiter.
std::string_view withoutSpaceAtEnd(std::string_view line) {
    return line.substr(0, line.find_last_not_of(" \t\r") + 1);
}

[[noreturn]] void fail(ErrorCode code, const std::string& what) {
    throw Error(code, what + ": " + std::strerror(errno));
}

}  // namespace

Console::Console(std::string delimiter)
    : m_delimiter(std::move(delimiter)),
      m_interactive(isatty(STDIN_FILENO) == 1),
      m_terminalOutput(isatty(STDOUT_FILENO) == 1),
      m_signals(m_interactive),
      m_editor(LineEditor::open(m_signals)) {}

Console::Result Console::read(const std::string& prompt, ConsoleInput& input) {
    input = {};
    std::string line;
    if (const Result result = readLine(prompt, line); result != Result::Message) return result;
    // A line of a terminal is several where they were pasted.
    const std::size_t end = line.find('\n');
    if (withoutSpaceAtEnd(line.substr(0, end)) != m_delimiter) {
        input = {.text = std::move(line), .isLine = end == std::string::npos};
        return Result::Message;
    }
    input.isLine = false;
    bool empty = end == std::string::npos;
    if (!empty) input.text = line.substr(end + 1);
    while (true) {
        const std::size_t last = input.text.rfind('\n') + 1;  // npos + 1 is 0
        if (!empty && withoutSpaceAtEnd(std::string_view(input.text).substr(last)) == m_delimiter) {
            input.text.resize(last > 0 ? last - 1 : 0);
            return Result::Message;
        }
        const Result result = readLine(kContinuation, line);
        if (result == Result::Interrupted) return result;
        if (result == Result::End) return Result::Message;
        input.text += (empty ? "" : "\n") + line;
        empty = false;
    }
}

Console::Result Console::readLine(const std::string& prompt, std::string& line) {
    if (m_editor) {
        switch (m_editor->read(prompt, line)) {
            case LineEditor::Result::Line:
                return Result::Message;
            case LineEditor::Result::Interrupted:
                return Result::Interrupted;
            case LineEditor::Result::End:
                return Result::End;
        }
    }
    if (m_interactive) write(prompt);
    std::size_t searched = 0;
    while (true) {
        if (const std::size_t end = m_buffer.find('\n', searched); end != std::string::npos) {
            line = m_buffer.substr(0, end);
            m_buffer.erase(0, end + 1);
            if (line.ends_with('\r')) line.pop_back();
            return Result::Message;
        }
        searched = m_buffer.size();
        if (m_end) {
            line = std::exchange(m_buffer, {});
            return line.empty() ? Result::End : Result::Message;
        }
        if (!readMore()) return Result::Interrupted;
    }
}

bool Console::readMore() {
    std::array<pollfd, 2> waits = {{{STDIN_FILENO, POLLIN, 0}, {m_signals.wakeUps(), POLLIN, 0}}};
    if (::poll(waits.data(), waits.size(), -1) < 0 && errno != EINTR)
        fail(ErrorCode::Internal, "standard input cannot be read");
    if (waits[1].revents != 0) m_signals.drain();
    if (interrupted()) return false;
    if (waits[0].revents == 0) return true;
    std::array<char, 4096> bytes;
    const ssize_t got = ::read(STDIN_FILENO, bytes.data(), bytes.size());
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) return true;
    // A terminal that is gone has no more to say, either.
    if (got < 0 && errno != EIO) fail(ErrorCode::InvalidArgument, "standard input cannot be read");
    m_end = got <= 0;
    m_buffer.append(bytes.data(), static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    if (m_beginning && m_buffer.starts_with(kByteOrderMark)) m_buffer.erase(0, kByteOrderMark.size());
    m_beginning =
        m_beginning && !m_end && m_buffer.size() < kByteOrderMark.size() && kByteOrderMark.starts_with(m_buffer);
    return true;
}

void Console::write(std::string_view text) {
    std::string safe;
    if (m_terminalOutput) {
        for (std::size_t i = 0; i < text.size(); ++i) {
            const auto byte = static_cast<unsigned char>(text[i]);
            const unsigned char next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0;
            const bool control = (byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7f;
            const bool longControl = byte == 0xc2 && next >= 0x80 && next < 0xa0;  // U+0080 to U+009F
            safe += control || longControl ? '?' : text[i];
            if (longControl) ++i;
        }
        text = safe;
    }
    while (!text.empty()) {
        const ssize_t written = ::write(STDOUT_FILENO, text.data(), text.size());
        if (written >= 0) {
            text.remove_prefix(static_cast<std::size_t>(written));
        } else if (errno == EAGAIN) {  // another program made the terminal we share one that does not wait
            pollfd wait = {STDOUT_FILENO, POLLOUT, 0};
            ::poll(&wait, 1, -1);
        } else if (errno != EINTR) {
            fail(ErrorCode::Internal, "standard output could not be written");
        }
    }
}

bool isUtf8(std::string_view text) {
    try {
        nlohmann::json(text).dump();
        return true;
    } catch (const nlohmann::json::exception&) {
        return false;
    }
}

}  // namespace mw::tools
