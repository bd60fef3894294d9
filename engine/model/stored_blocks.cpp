// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "stored_blocks.h"

#include <cstring>
#include <string>

#include "convert.h"
#include "mw/error.h"

namespace mw {

namespace {

using Bytes = const std::uint8_t*;

float half(Bytes at) {
    float value = 0;
    convertElements(reinterpret_cast<const std::byte*>(at), Precision::Float16, reinterpret_cast<std::byte*>(&value),
                    Precision::Float32, 1);
    return value;
}

std::uint32_t word(Bytes at) {
    std::uint32_t value = 0;
    std::memcpy(&value, at, sizeof value);
    return value;
}

std::uint32_t shortWord(Bytes at) {
    return at[0] | static_cast<std::uint32_t>(at[1]) << 8;
}

/// Code j of a block of 32 whose halves share bytes: the lower ones are those of the first half.
int nibble(Bytes codes, int j) {
    return j < 16 ? codes[j] & 15 : codes[j - 16] >> 4;
}

// --- blocks of 32 ---------------------------------------------------------------------------------------------------

void q4_0(Bytes in, float* out) {
    const float d = half(in);
    for (int j = 0; j < 32; ++j)
        out[j] = d * static_cast<float>(nibble(in + 2, j) - 8);
}

void q4_1(Bytes in, float* out) {
    const float d = half(in), m = half(in + 2);
    for (int j = 0; j < 32; ++j)
        out[j] = d * static_cast<float>(nibble(in + 4, j)) + m;
}

int fifthBit(std::uint32_t high, int j) {
    return static_cast<int>(high >> j & 1) << 4;
}

void q5_0(Bytes in, float* out) {
    const float d = half(in);
    const std::uint32_t high = word(in + 2);
    for (int j = 0; j < 32; ++j)
        out[j] = d * static_cast<float>((nibble(in + 6, j) | fifthBit(high, j)) - 16);
}

void q5_1(Bytes in, float* out) {
    const float d = half(in), m = half(in + 2);
    const std::uint32_t high = word(in + 4);
    for (int j = 0; j < 32; ++j)
        out[j] = d * static_cast<float>(nibble(in + 8, j) | fifthBit(high, j)) + m;
}

void q8_0(Bytes in, float* out) {
    const float d = half(in);
    for (int j = 0; j < 32; ++j)
        out[j] = d * static_cast<float>(static_cast<std::int8_t>(in[2 + j]));
}

void iq4_nl(Bytes in, float* out) {
    const float d = half(in);
    for (int j = 0; j < 32; ++j)
        out[j] = d * static_cast<float>(kNonLinear[static_cast<std::size_t>(nibble(in + 2, j))]);
}

// --- blocks of 256 --------------------------------------------------------------------------------------------------

/// Where the two bits of value `at` of a block stand, in Q2_K and Q3_K: 16 values with one scale after the other.
int twoBits(Bytes codes, int at) {
    const int inHalf = at % 128;
    return codes[at / 128 * 32 + inHalf % 32] >> inHalf / 32 * 2 & 3;
}

void q2_k(Bytes in, float* out) {
    const Bytes scales = in, codes = in + 16;
    const float d = half(in + 80), dmin = half(in + 82);
    for (int group = 0; group < 16; ++group) {
        const float scale = d * static_cast<float>(scales[group] & 15),
                    least = dmin * static_cast<float>(scales[group] >> 4);
        for (int at = 16 * group; at < 16 * group + 16; ++at)
            out[at] = scale * static_cast<float>(twoBits(codes, at)) - least;
    }
}

void q3_k(Bytes in, float* out) {
    const Bytes high = in, codes = in + 32, scales = in + 96;
    const float d = half(in + 108);
    for (int group = 0; group < 16; ++group) {
        const int low = group < 8 ? scales[group] & 15 : scales[group - 8] >> 4;
        const int upper = scales[8 + group % 4] >> group / 4 * 2 & 3;
        const float scale = d * static_cast<float>((low | upper << 4) - 32);
        for (int at = 16 * group; at < 16 * group + 16; ++at) {
            const int third = high[at % 32] >> at / 32 & 1;
            out[at] = scale * static_cast<float>(twoBits(codes, at) - (third ? 0 : 4));
        }
    }
}

/// Scale and least value of a group of 32, each of 6 bits, in Q4_K and Q5_K.
struct ScaleAndLeast {
    int scale;
    int least;
};
ScaleAndLeast scaleAndLeast(Bytes b, int group) {
    if (group < 4) return {b[group] & 63, b[group + 4] & 63};
    return {(b[group + 4] & 15) | b[group - 4] >> 6 << 4, b[group + 4] >> 4 | b[group] >> 6 << 4};
}

/// The code of value l of a group, where two groups share the bytes.
int sharedNibble(Bytes codes, int group, int l) {
    return codes[group / 2 * 32 + l] >> group % 2 * 4 & 15;
}

void q4_k(Bytes in, float* out) {
    const float d = half(in), dmin = half(in + 2);
    for (int group = 0; group < 8; ++group) {
        const auto [scale, least] = scaleAndLeast(in + 4, group);
        const float step = d * static_cast<float>(scale), offset = dmin * static_cast<float>(least);
        for (int l = 0; l < 32; ++l)
            out[32 * group + l] = step * static_cast<float>(sharedNibble(in + 16, group, l)) - offset;
    }
}

void q5_k(Bytes in, float* out) {
    const float d = half(in), dmin = half(in + 2);
    const Bytes high = in + 16, codes = in + 48;
    for (int group = 0; group < 8; ++group) {
        const auto [scale, least] = scaleAndLeast(in + 4, group);
        const float step = d * static_cast<float>(scale), offset = dmin * static_cast<float>(least);
        for (int l = 0; l < 32; ++l) {
            const int code = sharedNibble(codes, group, l) | (high[l] >> group & 1) << 4;
            out[32 * group + l] = step * static_cast<float>(code) - offset;
        }
    }
}

void q6_k(Bytes in, float* out) {
    const float d = half(in + 208);
    for (int group = 0; group < 16; ++group) {
        const float scale = d * static_cast<float>(static_cast<std::int8_t>(in[192 + group]));
        for (int at = 16 * group; at < 16 * group + 16; ++at) {
            const int inHalf = at % 128, quarter = inHalf / 32;
            const int low = in[at / 128 * 64 + inHalf % 64] >> inHalf / 64 * 4 & 15;
            const int high = in[128 + at / 128 * 32 + inHalf % 32] >> quarter * 2 & 3;
            out[at] = scale * static_cast<float>((low | high << 4) - 32);
        }
    }
}

void iq4_xs(Bytes in, float* out) {
    const float d = half(in);
    const std::uint32_t high = shortWord(in + 2);
    for (int group = 0; group < 8; ++group) {
        const int low = in[4 + group / 2] >> group % 2 * 4 & 15;
        const int upper = static_cast<int>(high >> 2 * group & 3);
        const float scale = d * static_cast<float>((low | upper << 4) - 32);
        for (int j = 0; j < 32; ++j)
            out[32 * group + j] =
                scale * static_cast<float>(kNonLinear[static_cast<std::size_t>(nibble(in + 8 + 16 * group, j))]);
    }
}

using BlockFunction = void (*)(Bytes, float*);

BlockFunction functionOf(StoredLayout layout) {
    switch (layout) {
        case StoredLayout::Q4_0:
            return q4_0;
        case StoredLayout::Q4_1:
            return q4_1;
        case StoredLayout::Q5_0:
            return q5_0;
        case StoredLayout::Q5_1:
            return q5_1;
        case StoredLayout::Q8_0:
            return q8_0;
        case StoredLayout::Q2_K:
            return q2_k;
        case StoredLayout::Q3_K:
            return q3_k;
        case StoredLayout::Q4_K:
            return q4_k;
        case StoredLayout::Q5_K:
            return q5_k;
        case StoredLayout::Q6_K:
            return q6_k;
        case StoredLayout::IQ4_NL:
            return iq4_nl;
        case StoredLayout::IQ4_XS:
            return iq4_xs;
        default:
            break;
    }
    throw Error(ErrorCode::Internal, "Not stored in blocks: " + std::string(storedLayoutRow(layout).name) + ".");
}

}  // namespace

void blockValues(StoredLayout layout, const std::byte* in, std::int64_t values, float* out) {
    const StoredLayoutRow& row = storedLayoutRow(layout);
    const BlockFunction function = functionOf(layout);
    const auto* blocks = reinterpret_cast<Bytes>(in);
    for (std::int64_t block = 0; block < values / row.blockValues; ++block)
        function(blocks + block * row.blockBytes, out + block * row.blockValues);
}

}  // namespace mw
