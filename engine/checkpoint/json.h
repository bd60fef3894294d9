// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "json_tree.h"
#include "mw/error.h"

namespace mw {

/// Parses an untrusted JSON file as parseJsonObject() does. Throws Error naming the file, the key and the byte.
nlohmann::json readJsonObject(const std::filesystem::path& file, const JsonLimits& limits = {});

/// Typed access to the values of an object; every failure names file and key, what is expected and what was found.
class JsonFields {
 public:
    /// `object` and `file` outlive the fields. `prefix` is put before keys in messages ("moe.").
    JsonFields(const nlohmann::json& object, const std::filesystem::path& file, std::string prefix = "");

    /// Whether the key is there and not null.
    bool has(const char* key) const;
    /// The value, or null if it is missing.
    const nlohmann::json* find(const char* key) const;

    /// An integer in [least, most]; a missing or null one is an error.
    std::int64_t integer(const char* key, std::int64_t least, std::int64_t most) const;
    /// A number in (above, most].
    double number(const char* key, double above, double most) const;
    bool boolean(const char* key, bool otherwise) const;
    std::string string(const char* key) const;
    /// One integer or a list of them, each in [least, most]; empty if missing or null.
    std::vector<int> integers(const char* key, std::int64_t least, std::int64_t most) const;
    /// The object under `key`, which must be there.
    JsonFields object(const char* key) const;

    /// Error(FileFormat): "FILE: KEY: expected EXPECTED, found FOUND".
    [[nodiscard]] Error mismatch(const char* key, const std::string& expected) const;
    /// Error(Unsupported): the same, and `why`.
    [[nodiscard]] Error unsupported(const char* key, const std::string& expected, const std::string& why) const;

 private:
    std::string describe(const char* key, const std::string& expected) const;

    const nlohmann::json& m_object;
    const std::filesystem::path& m_file;
    std::string m_prefix;
};

}  // namespace mw
