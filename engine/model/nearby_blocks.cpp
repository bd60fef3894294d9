// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "nearby_blocks.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include "convert.h"
#include "non_linear_codes.h"
#include "pack_codes.h"

namespace mw {

namespace {

constexpr std::int64_t kBlocks = kSuperBlock / kCodeBlock;
constexpr Octet kLowest = eachByte(1);

float floatOf(const std::byte* half) {
    float value = 0;
    convertElements(half, Precision::Float16, reinterpret_cast<std::byte*>(&value), Precision::Float32, 1);
    return value;
}

/// The scales of a super-block, rounded to fp16: as stored in `out`, and as they then are.
void roundScales(std::array<float, kBlocks>& scales, std::byte* out) {
    auto* const floats = reinterpret_cast<std::byte*>(scales.data());
    convertElements(floats, Precision::Float32, out, Precision::Float16, scales.size());
    convertElements(out, Precision::Float16, floats, Precision::Float32, scales.size());
}

/// What `values` has for each of eight bytes from 0 to 3.
Octet lookUp(const std::array<std::uint8_t, 4>& values, Octet bytes) {
    const auto& [zero, one, two, three] = values;
    const Octet low = bytes & kLowest, high = bytes >> 1 & kLowest;
    return eachByte(zero) ^ low * static_cast<std::uint8_t>(zero ^ one) ^ high * static_cast<std::uint8_t>(zero ^ two) ^
           (low & high) * static_cast<std::uint8_t>(zero ^ one ^ two ^ three);
}

/// Q2_K: scale and least value differ for each 16 of 32 values, which then share one scale.
void nearQ2K(const std::byte* in, std::byte* values, std::byte* scales) {
    constexpr std::int64_t kCodes = 16, kD = 80;
    const float d = floatOf(in + kD), dmin = floatOf(in + kD + 2);
    std::array<std::array<float, 4>, 2 * kBlocks> levels;  // of each 16 values
    std::array<float, kBlocks> steps;
    for (std::size_t block = 0; block < steps.size(); ++block) {
        float largest = 0;
        for (std::size_t group = 2 * block; group < 2 * block + 2; ++group) {
            const auto both = std::to_integer<unsigned>(in[group]);
            const float scale = d * static_cast<float>(both & 15), least = dmin * static_cast<float>(both >> 4);
            for (std::size_t code = 0; code < 4; ++code)
                levels[group][code] = scale * static_cast<float>(code) - least;
            largest = std::max({largest, std::abs(levels[group][0]), std::abs(levels[group][3])});
        }
        steps[block] = largest / 127 + (d + dmin) * 0;  // or NaN
    }
    roundScales(steps, scales);
    for (std::int64_t block = 0; block < kBlocks; ++block) {
        const float step = steps[static_cast<std::size_t>(block)], inverse = step > 0 ? 1 / step : 0;
        std::array<std::array<std::uint8_t, 4>, 2> codes;
        for (std::size_t half = 0; half < 2; ++half)
            for (std::size_t code = 0; code < 4; ++code) {
                const float level = levels[static_cast<std::size_t>(2 * block) + half][code] * inverse;
                const float nearest = std::isfinite(level) ? std::clamp(std::nearbyint(level), -127.0f, 127.0f) : 0;
                codes[half][code] = static_cast<std::uint8_t>(static_cast<std::int8_t>(nearest));
            }
        CodesOfBlock bytes = loadCodes(in + kCodes + block / 4 * kCodeBlock);
        for (std::size_t i = 0; i < bytes.size(); ++i)
            bytes[i] = lookUp(codes[i / 2], bytes[i] >> block % 4 * 2 & eachByte(3));
        packEightBits(bytes, values + block * kCodeBlock);
    }
}

/// IQ4_XS: codes are as they are, and only their scales, of 17 bits, are rounded.
void nearIq4Xs(const std::byte* in, std::byte* values, std::byte* scales) {
    constexpr std::int64_t kHigh = 2, kLow = 4, kCodes = 8;
    const float d = floatOf(in);
    const unsigned high = std::to_integer<unsigned>(in[kHigh]) | std::to_integer<unsigned>(in[kHigh + 1]) << 8;
    std::array<float, kBlocks> steps;
    for (std::int64_t block = 0; block < kBlocks; ++block) {
        const unsigned low = std::to_integer<unsigned>(in[kLow + block / 2]) >> block % 2 * 4 & 15;
        steps[static_cast<std::size_t>(block)] =
            d * static_cast<float>(static_cast<int>(low | (high >> 2 * block & 3) << 4) - 32);
    }
    roundScales(steps, scales);
    holdNonLinear(in + kCodes, kCodeBlock / 2, kBlocks, values);
}

/// As int8-g32.
template <StoredLayout kFrom, auto kNear>
void repack(const std::byte* in, std::int64_t rows, std::int64_t columns, const WeightParts& out) {
    constexpr std::int64_t kScaleBytes = 2;
    const std::int64_t blockBytes = storedLayoutRow(kFrom).blockBytes;
    for (std::int64_t block = 0; block < rows * (columns / kSuperBlock); ++block, in += blockBytes)
        kNear(in, out.values + block * kSuperBlock, out.scales + block * kBlocks * kScaleBytes);
}

constexpr std::array kRows = {
    Conversion{StoredLayout::Q2_K, WeightFormat::Int8Group32, repack<StoredLayout::Q2_K, nearQ2K>},
    Conversion{StoredLayout::IQ4_XS, WeightFormat::Int8Group32, repack<StoredLayout::IQ4_XS, nearIq4Xs>},
};

}  // namespace

std::span<const Conversion> nearbyRepackings() {
    return kRows;
}

}  // namespace mw
