// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace mw {

/// What untrusted JSON may cost.
struct JsonLimits {
    std::uint64_t bytes = 1 << 20;  ///< of a file
    int depth = 32;
    std::uint64_t values = 100'000;  ///< numbers, strings, arrays, ... in all
};

/// What is wrong with a JSON text, in words.
class JsonFault : public std::runtime_error {
 public:
    explicit JsonFault(const std::string& what, std::optional<std::uint64_t> offset = {})
        : std::runtime_error(what), m_offset(offset) {}
    std::optional<std::uint64_t> offset() const { return m_offset; }  ///< bytes from the start of the text

 private:
    std::optional<std::uint64_t> m_offset;
};

/// Parses untrusted JSON whose top is an object. Unlike nlohmann's own tree builder it refuses duplicate keys, deep
/// nesting and too many values. Throws JsonFault.
nlohmann::json parseJsonObject(std::string_view text, const JsonLimits& limits = {});

}  // namespace mw
