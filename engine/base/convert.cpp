// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "convert.h"

#include <bit>
#include <cstdint>
#include <cstring>

#include "float8.h"
#include "mw/error.h"
#include "new_processors.h"

namespace mw {

namespace {

constexpr std::uint32_t kInfinity32 = 0x7f800000;

// All of these are branch-free in effect, so that compilers vectorise the loops over them.

float fromBFloat16(std::uint16_t bits) {
    return std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16);
}

std::uint16_t toBFloat16(float value) {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    const std::uint32_t rounded = (bits + 0x7fff + ((bits >> 16) & 1)) >> 16;
    const std::uint32_t quietNan = (bits >> 16) | 0x40;  // rounding could carry a NaN into infinity
    return static_cast<std::uint16_t>((bits & 0x7fffffff) > kInfinity32 ? quietNan : rounded);
}

float fromFloat16(std::uint16_t bits) {
    const std::uint32_t sign = static_cast<std::uint32_t>(bits & 0x8000) << 16;
    const std::uint32_t shifted = static_cast<std::uint32_t>(bits & 0x7fff) << 13;
    const std::uint32_t normal = shifted + ((127 - 15) << 23);
    const std::uint32_t special = shifted | kInfinity32;
    // A subnormal is its mantissa times 2^-24; computed by a subtraction that works with subnormals switched off.
    constexpr std::uint32_t kBase = (127 - 14) << 23;
    const auto subnormal =
        std::bit_cast<std::uint32_t>(std::bit_cast<float>(shifted + kBase) - std::bit_cast<float>(kBase));
    const std::uint32_t exponent = bits & 0x7c00;
    const std::uint32_t magnitude = exponent == 0x7c00 ? special : exponent == 0 ? subnormal : normal;
    return std::bit_cast<float>(sign | magnitude);
}

std::uint16_t toFloat16(float value) {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    const std::uint32_t sign = (bits >> 16) & 0x8000;
    const std::uint32_t magnitude = bits & 0x7fffffff;
    // Normal results: rebias the exponent and round the 13 bits that go; a carry into the exponent is right, also the
    // one from the largest number to infinity.
    const std::uint32_t normal = (magnitude - ((127 - 15) << 23) + 0xfff + ((magnitude >> 13) & 1)) >> 13;
    // Subnormal results: an addition lets the float unit shift and round.
    constexpr std::uint32_t kMagic = (127 - 15 + 23 - 10 + 1) << 23;
    const std::uint32_t subnormal =
        std::bit_cast<std::uint32_t>(std::bit_cast<float>(magnitude) + std::bit_cast<float>(kMagic)) - kMagic;
    const std::uint32_t special = magnitude > kInfinity32 ? 0x7e00 : 0x7c00;
    const std::uint32_t result = magnitude >= (143u << 23)  ? special  // 65536 and above
                                 : magnitude < (113u << 23) ? subnormal
                                                            : normal;
    return static_cast<std::uint16_t>(sign | result);
}

std::uint16_t fromFloat16ToBFloat16(std::uint16_t bits) {
    return toBFloat16(fromFloat16(bits));
}

std::uint16_t fromBFloat16ToFloat16(std::uint16_t bits) {
    return toFloat16(fromBFloat16(bits));
}

template <typename From, typename To, auto kFunction>
MW_FOR_NEW_PROCESSORS_TOO void convertEach(const std::byte* in, std::byte* out, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        From element;
        std::memcpy(&element, in + i * sizeof(From), sizeof(From));
        const To converted = kFunction(element);
        std::memcpy(out + i * sizeof(To), &converted, sizeof(To));
    }
}

}  // namespace

void convertElements(const std::byte* in, Precision from, std::byte* out, Precision to, std::size_t count) {
    using enum Precision;
    if (from == to) {
        if (count > 0) std::memcpy(out, in, count * bytesPerElement(from));
    } else if (from == BFloat16 && to == Float32) {
        convertEach<std::uint16_t, float, fromBFloat16>(in, out, count);
    } else if (from == Float16 && to == Float32) {
        convertEach<std::uint16_t, float, fromFloat16>(in, out, count);
    } else if (from == Float32 && to == BFloat16) {
        convertEach<float, std::uint16_t, toBFloat16>(in, out, count);
    } else if (from == Float32 && to == Float16) {
        convertEach<float, std::uint16_t, toFloat16>(in, out, count);
    } else if (from == Float16 && to == BFloat16) {
        convertEach<std::uint16_t, std::uint16_t, fromFloat16ToBFloat16>(in, out, count);
    } else if (from == Float8 && to == Float32) {
        convertEach<std::uint8_t, float, fromFloat8>(in, out, count);
    } else if (from == Float32 && to == Float8) {
        convertEach<float, std::uint8_t, toFloat8>(in, out, count);
    } else if (from == Float8 || to == Float8) {
        throw Error(ErrorCode::Internal, "e4m3 is converted to and from float32 only.");
    } else {
        convertEach<std::uint16_t, std::uint16_t, fromBFloat16ToFloat16>(in, out, count);
    }
}

}  // namespace mw
