// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "json.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "file.h"

namespace mw {

namespace {

using nlohmann::json;

constexpr std::size_t kExcerpt = 24;
constexpr std::size_t kLongestDump = 100;

/// Builds a tree from parser events within limits. After an event returned false, error() says why.
class TreeBuilder : public nlohmann::json_sax<json> {
 public:
    TreeBuilder(const std::string& text, const JsonLimits& limits) : m_text(text), m_limits(limits) {}

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
        const std::string near = m_text.substr(std::min<std::size_t>(*m_offset, m_text.size()), kExcerpt);
        return fail((m_key.empty() ? "" : "at or after the key " + inQuotes(m_key) + ": ") +
                    "not valid JSON or UTF-8 at byte " + std::to_string(*m_offset) + ": " +
                    (near.empty() ? "the file ends" : inQuotes(near)));
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

    const std::string& m_text;
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

json readJsonObject(const std::filesystem::path& file, const JsonLimits& limits) {
    const std::string text = readSmallFile(file, limits.bytes);
    TreeBuilder builder(text, limits);
    if (!json::sax_parse(text, &builder)) throw formatError(file, builder.error(), builder.offset());
    json tree = builder.takeTree();
    if (!tree.is_object()) throw formatError(file, "expected a JSON object, found " + std::string(tree.type_name()));
    return tree;
}

JsonFields::JsonFields(const json& object, const std::filesystem::path& file, std::string prefix)
    : m_object(object), m_file(file), m_prefix(std::move(prefix)) {}

const json* JsonFields::find(const char* key) const {
    const auto found = m_object.find(key);
    return found == m_object.end() ? nullptr : &*found;
}

bool JsonFields::has(const char* key) const {
    const json* value = find(key);
    return value && !value->is_null();
}

std::int64_t JsonFields::integer(const char* key, std::int64_t least, std::int64_t most) const {
    const auto error = [&] {
        return mismatch(key, "an integer from " + std::to_string(least) + " to " + std::to_string(most));
    };
    const json* value = find(key);
    if (!value || !value->is_number_integer()) throw error();
    // An unsigned value above the signed range would wrap.
    if (value->is_number_unsigned() && value->get<std::uint64_t>() > static_cast<std::uint64_t>(most)) throw error();
    const auto number = value->get<std::int64_t>();
    if (number < least || number > most) throw error();
    return number;
}

double JsonFields::number(const char* key, double above, double most) const {
    const json* value = find(key);
    const double number = value && value->is_number() ? value->get<double>() : std::nan("");
    // Written so that NaN fails.
    if (!(number > above && number <= most)) {
        throw mismatch(key, "a number above " + json(above).dump() + " and at most " + json(most).dump());
    }
    return number;
}

bool JsonFields::boolean(const char* key, bool otherwise) const {
    if (!has(key)) return otherwise;
    if (!find(key)->is_boolean()) throw mismatch(key, "true or false");
    return find(key)->get<bool>();
}

std::string JsonFields::string(const char* key) const {
    const json* value = find(key);
    if (!value || !value->is_string()) throw mismatch(key, "a string");
    return value->get<std::string>();
}

std::vector<int> JsonFields::integers(const char* key, std::int64_t least, std::int64_t most) const {
    if (!has(key)) return {};
    const json& value = *find(key);
    if (!value.is_array()) return {static_cast<int>(integer(key, least, most))};
    std::vector<int> result;
    for (const json& element : value) {
        const json wrapped = {{key, element}};
        result.push_back(static_cast<int>(JsonFields(wrapped, m_file, m_prefix).integer(key, least, most)));
    }
    return result;
}

JsonFields JsonFields::object(const char* key) const {
    const json* value = find(key);
    if (!value || !value->is_object()) throw mismatch(key, "an object");
    return JsonFields(*value, m_file, m_prefix + key + ".");
}

Error JsonFields::mismatch(const char* key, const std::string& expected) const {
    return formatError(m_file, describe(key, expected));
}

Error JsonFields::unsupported(const char* key, const std::string& expected, const std::string& why) const {
    return unsupportedError(m_file, describe(key, expected) + "; " + why);
}

std::string JsonFields::describe(const char* key, const std::string& expected) const {
    const json* value = find(key);
    std::string found = "nothing (the key is missing)";
    if (value && value->is_string()) {
        found = inQuotes(value->get_ref<const std::string&>());
    } else if (value && value->is_structured()) {
        found = value->is_array() ? "a list" : "an object";
        if (value->size() == 1 && value->begin()->is_primitive() && value->dump().size() <= kLongestDump)
            found = value->dump();
    } else if (value) {
        found = value->dump();
    }
    return m_prefix + key + ": expected " + expected + ", found " + found;
}

}  // namespace mw
