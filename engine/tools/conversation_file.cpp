// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "conversation_file.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "command_line.h"
#include "files.h"

namespace mw::tools {

namespace {

using nlohmann::json;

constexpr std::size_t kMostBytes = 64 << 20;
constexpr int kDeepestSkipped = 32;

constexpr std::array<std::pair<std::string_view, Role>, 3> kRoles = {
    {{"system", Role::System}, {"user", Role::User}, {"assistant", Role::Assistant}}};

/// Takes messages from the parser as they come, so that no tree of a hostile file is ever built.
class ConversationReader {
 public:
    std::vector<Message> messages;
    std::string error;

    bool null() { return value("null"); }
    bool boolean(bool) { return value("true or false"); }
    bool number_integer(json::number_integer_t) { return value("a number"); }
    bool number_unsigned(json::number_unsigned_t) { return value("a number"); }
    bool number_float(json::number_float_t, const std::string&) { return value("a number"); }
    bool binary(json::binary_t&) { return value("binary data"); }

    bool string(std::string& text) {
        if (m_skipping > 0) return true;
        if (m_depth < 2 || (m_key != "role" && m_key != "content")) return value("a string");
        std::optional<std::string>& field = m_key == "role" ? m_role : m_content;
        if (field) return fail("'" + m_key + "' is there twice");
        field = std::move(text);
        return true;
    }

    bool start_array(std::size_t) { return start("a list", 0); }
    bool end_array() { return end(); }
    bool start_object(std::size_t) { return start("an object", 1); }
    bool key(std::string& name) {
        if (m_skipping == 0) m_key = std::move(name);
        return true;
    }
    bool end_object() {
        if (m_skipping > 0 || m_depth != 2) return end();
        if (!m_role) return fail("'role' is missing");
        if (!m_content) return fail("'content' is missing");
        const auto role = std::ranges::find(kRoles, *m_role, &std::pair<std::string_view, Role>::first);
        if (role == kRoles.end())
            return fail("'role' must be system, user or assistant, not '" + m_role->substr(0, 40) + "'");
        messages.push_back({role->second, std::move(*m_content)});
        m_role.reset();
        m_content.reset();
        return end();
    }

    bool parse_error(std::size_t position, const std::string&, const json::exception& exception) {
        // What the library says repeats bytes of the file, which may be anything; its cause comes after the last " - ".
        const std::string_view what = exception.what();
        const std::size_t cause = what.find("ill-formed UTF-8");
        error = "byte " + std::to_string(position) + ": " +
                (cause == std::string_view::npos ? "not valid JSON" : "not valid UTF-8");
        return false;
    }

 private:
    bool fail(const std::string& what) {
        error = "message " + std::to_string(messages.size() + 1) + ": " + what;
        return false;
    }

    /// A value that no field wants: an error where one is expected, else passed over.
    bool value(const std::string& found) {
        if (m_skipping > 0) return true;
        if (m_depth == 0) {
            error = "expected a list of messages, found " + found;
            return false;
        }
        if (m_depth == 1) return fail("expected an object with 'role' and 'content', found " + found);
        if (m_key == "role" || m_key == "content") return fail("'" + m_key + "' must be a string, not " + found);
        return true;
    }

    /// `wanted` is the depth at which this kind of container belongs to the conversation.
    bool start(const std::string& found, int wanted) {
        if (m_skipping == 0 && m_depth == wanted) {
            ++m_depth;
            return true;
        }
        if (!value(found)) return false;
        if (++m_skipping > kDeepestSkipped) return fail("nested too deeply");
        return true;
    }
    bool end() {
        --(m_skipping > 0 ? m_skipping : m_depth);
        return true;
    }

    int m_depth = 0;     ///< 1 in the list, 2 in a message
    int m_skipping = 0;  ///< levels inside a value that is passed over
    std::string m_key;
    std::optional<std::string> m_role, m_content;
};

}  // namespace

std::string_view roleName(Role role) {
    return std::ranges::find(kRoles, role, &std::pair<std::string_view, Role>::second)->first;
}

std::vector<Message> parseConversation(std::string_view text, const std::string& file) {
    ConversationReader reader;
    const bool parsed = json::sax_parse(text.begin(), text.end(), &reader);
    if (parsed && reader.messages.empty()) reader.error = "the conversation has no messages";
    if (!reader.error.empty()) throw Error(ErrorCode::FileFormat, file + ": " + reader.error, {file, {}, {}});
    return std::move(reader.messages);
}

std::vector<Message> readConversation(const std::string& file) {
    return parseConversation(readFile(file, kMostBytes), file);
}

void writeConversation(const std::filesystem::path& file, std::span<const Message> messages) {
    json list = json::array();
    for (const Message& message : messages)
        list.push_back({{"role", roleName(message.role)}, {"content", message.content}});
    const std::string text = list.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
    writeFile(file, std::as_bytes(std::span(text)));
}

}  // namespace mw::tools
