// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "wire_format.h"

namespace mw {

namespace {

// Wire types of Protocol Buffers; 3 and 4, groups, are long out of use and refused.
constexpr std::uint64_t kVarint = 0;
constexpr std::uint64_t kFixed64 = 1;
constexpr std::uint64_t kBytes = 2;
constexpr std::uint64_t kFixed32 = 5;

std::uint64_t littleEndian(std::string_view bytes) {
    std::uint64_t value = 0;
    for (std::size_t i = bytes.size(); i-- > 0;)
        value = value << 8 | static_cast<unsigned char>(bytes[i]);
    return value;
}

}  // namespace

std::optional<WireField> WireReader::next() {
    if (m_rest.empty()) return std::nullopt;
    WireField field;
    field.offset = m_offset;
    const std::uint64_t key = varint();
    const std::uint64_t number = key >> 3;
    if (number == 0 || number >= (1U << 29)) {
        throw Broken{"field number " + std::to_string(number) + " is impossible", field.offset};
    }
    field.number = static_cast<std::uint32_t>(number);
    switch (key & 7) {
        case kVarint:
            field.kind = WireField::Kind::Varint;
            field.integer = varint();
            break;
        case kFixed64:
            field.kind = WireField::Kind::Fixed64;
            field.integer = littleEndian(take(8));
            break;
        case kBytes:
            field.kind = WireField::Kind::Bytes;
            field.bytes = take(varint());
            field.contentOffset = m_offset - field.bytes.size();
            break;
        case kFixed32:
            field.kind = WireField::Kind::Fixed32;
            field.integer = littleEndian(take(4));
            break;
        default:
            throw Broken{"wire type " + std::to_string(key & 7) + " is not in use", field.offset};
    }
    return field;
}

std::uint64_t WireReader::varint() {
    const std::uint64_t start = m_offset;
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
        const auto byte = static_cast<unsigned char>(take(1)[0]);
        if (shift == 63 && byte > 1) break;
        value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
        if (byte < 0x80) return value;
    }
    throw Broken{"a number is longer than 64 bits", start};
}

std::string_view WireReader::take(std::uint64_t count) {
    if (count > m_rest.size()) {
        throw Broken{"needs " + std::to_string(count) + " more bytes, and there are " + std::to_string(m_rest.size()),
                     m_offset};
    }
    const std::string_view taken = m_rest.substr(0, static_cast<std::size_t>(count));
    m_rest.remove_prefix(taken.size());
    m_offset += taken.size();
    return taken;
}

void WireWriter::integer(std::uint32_t number, std::uint64_t value) {
    varint(std::uint64_t{number} << 3 | kVarint);
    varint(value);
}

void WireWriter::real(std::uint32_t number, float value) {
    varint(std::uint64_t{number} << 3 | kFixed32);
    const auto bits = std::bit_cast<std::uint32_t>(value);
    for (int shift = 0; shift < 32; shift += 8)
        m_message += static_cast<char>(bits >> shift & 0xFF);
}

void WireWriter::bytes(std::uint32_t number, std::string_view value) {
    varint(std::uint64_t{number} << 3 | kBytes);
    varint(value.size());
    m_message += value;
}

void WireWriter::varint(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7)
        m_message += static_cast<char>(value | 0x80);
    m_message += static_cast<char>(value);
}

}  // namespace mw
