// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <bit>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mw {

/// One field of a Protocol Buffers message.
struct WireField {
    enum class Kind { Varint, Fixed64, Bytes, Fixed32 };

    std::uint32_t number = 0;
    Kind kind = Kind::Varint;
    std::uint64_t integer = 0;        ///< Varint, Fixed64, Fixed32
    std::string_view bytes;           ///< Bytes; points into the message
    std::uint64_t offset = 0;         ///< of the field from the start of the file
    std::uint64_t contentOffset = 0;  ///< of `bytes` from the start of the file

    float asFloat() const { return std::bit_cast<float>(static_cast<std::uint32_t>(integer)); }
};

/// Walks the fields of one message and never reads past its end.
class WireReader {
 public:
    /// What is wrong, and where, from the start of the file.
    struct Broken {
        std::string what;
        std::uint64_t offset = 0;
    };

    /// `offset`: where `message` lies in its file.
    explicit WireReader(std::string_view message, std::uint64_t offset = 0) : m_rest(message), m_offset(offset) {}

    /// The next field, or nothing at the end. Throws Broken.
    std::optional<WireField> next();

 private:
    std::uint64_t varint();
    std::string_view take(std::uint64_t count);

    std::string_view m_rest;
    std::uint64_t m_offset;
};

/// Writes a message.
class WireWriter {
 public:
    void integer(std::uint32_t number, std::uint64_t value);
    void real(std::uint32_t number, float value);
    void bytes(std::uint32_t number, std::string_view value);
    const std::string& message() const { return m_message; }

 private:
    void varint(std::uint64_t value);

    std::string m_message;
};

}  // namespace mw
