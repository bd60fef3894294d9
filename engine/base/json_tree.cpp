// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "json_tree.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "utf8.h"

namespace mw {

namespace {

using nlohmann::json;

constexpr std::size_t kExcerpt = 24;

/// Builds a tree from parser events within limits. After an event returned false, error() says why.
class TreeBuilder : public nlohmann::json_sax<json> {
 public:
    TreeBuilder(std::string_view text, const JsonLimits& limits) : m_text(text), m_limits(limits) {}

    json takeTree() { return std::move(m_tree); }
    const std::string& error() const { return m_error; }
    std::optional<std::uint64_t> offset() const { return m_offset; }

    bool null() override { return add(nullptr); }
    bool boolean(bool value) override { return add(value); }
    bool number_integer(number_integer_t value) override { return add(value); }
    bool number_unsigned(number_unsigned_t value) override { return add(value); }
    bool number_float(number_float_t value, const string_t&) override { return add(value); }
    bool string(string_t& value) override { return add(std::move(value)); }
    bool binary(binary_t&) override { return fail("binary data is not JSON"); }

    bool start_object(std::size_t) override { return open(json::object()); }
    bool end_object() override { return close(); }
    bool start_array(std::size_t) override { return open(json::array()); }
    bool end_array() override { return close(); }

    bool key(string_t& name) override {
        m_key = name;
        if (m_open.back()->contains(name)) return fail("the key " + inQuotes(name) + " is there twice");
        return true;
    }

    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override {
        m_offset = position > 0 ? position - 1 : 0;  // the parser counts the byte it stumbled over
        const std::string_view near = m_text.substr(std::min<std::size_t>(*m_offset, m_text.size()), kExcerpt);
        return fail((m_key.empty() ? "" : "at or after the key " + inQuotes(m_key) + ": ") +
                    "not valid JSON or UTF-8 at byte " + std::to_string(*m_offset) + ": " +
                    (near.empty() ? "the text ends" : inQuotes(near)));
    }

 private:
    bool fail(const std::string& what) {
        m_error = what;
        return false;
    }

    /// Puts a value where the parser is; `*m_placed` is it then.
    bool add(json value) {
        if (++m_values > m_limits.values) {
            return fail("expected at most " + std::to_string(m_limits.values) + " values, found more");
        }
        if (m_open.empty()) {
            m_tree = std::move(value);
            m_placed = &m_tree;
        } else if (m_open.back()->is_array()) {
            m_open.back()->push_back(std::move(value));
            m_placed = &m_open.back()->back();
        } else {
            m_placed = &((*m_open.back())[m_key] = std::move(value));
        }
        return true;
    }

    bool open(json value) {
        if (m_open.size() >= static_cast<std::size_t>(m_limits.depth)) {
            return fail("nested more than " + std::to_string(m_limits.depth) + " deep");
        }
        if (!add(std::move(value))) return false;
        m_open.push_back(m_placed);
        return true;
    }

    bool close() {
        m_open.pop_back();
        return true;
    }

    std::string_view m_text;
    JsonLimits m_limits;
    json m_tree;
    // Containers that are not closed yet. A pointer into an array stays valid: while a container is open, its parent
    // gets no further values.
    std::vector<json*> m_open;
    json* m_placed = nullptr;
    std::string m_key;
    std::uint64_t m_values = 0;
    std::string m_error;
    std::optional<std::uint64_t> m_offset;
};

}  // namespace

json parseJsonObject(std::string_view text, const JsonLimits& limits) {
    TreeBuilder builder(text, limits);
    if (!json::sax_parse(text.begin(), text.end(), &builder)) throw JsonFault(builder.error(), builder.offset());
    json tree = builder.takeTree();
    if (!tree.is_object()) throw JsonFault("expected a JSON object, found " + std::string(tree.type_name()));
    return tree;
}

}  // namespace mw
