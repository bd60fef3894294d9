// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "nearby_blocks.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <vector>

#include "code_order.h"
#include "convert.h"
#include "new_processors.h"
#include "non_linear_codes.h"
#include "two_bit_codes.h"

namespace mw {

namespace {

constexpr std::int64_t kBlocks = kSuperBlock / kCodeBlock;
constexpr std::int64_t kScaleBytes = 2;

/// Super-blocks that are converted at once: loops over so many numbers are worth their beginning, and the numbers stay
/// in the cache.
constexpr std::int64_t kAtOnce = 64;

/// The scales of a super-block: numbers, or what becomes of them in fp16.
using Steps = std::array<float, kBlocks>;

/// What each super-block has kCount numbers of in fp16, from the byte `at` on.
template <std::size_t kCount>
void readHalves(const std::byte* in, std::int64_t stride, std::int64_t at,
                std::vector<std::array<float, kCount>>& out) {
    std::vector<std::array<std::uint16_t, kCount>> halves(out.size());
    for (std::size_t i = 0; i < halves.size(); ++i)
        std::memcpy(&halves[i], in + static_cast<std::int64_t>(i) * stride + at, sizeof halves[i]);
    convertElements(reinterpret_cast<const std::byte*>(halves.data()), Precision::Float16,
                    reinterpret_cast<std::byte*>(out.data()), Precision::Float32, kCount * halves.size());
}

/// Rounds scales to fp16: as stored in `out`, and as they then are.
void roundScales(std::vector<Steps>& scales, std::byte* out) {
    auto* const floats = reinterpret_cast<std::byte*>(scales.data());
    const std::size_t count = scales.size() * kBlocks;
    convertElements(floats, Precision::Float32, out, Precision::Float16, count);
    convertElements(out, Precision::Float16, floats, Precision::Float32, count);
}

// --- Q2_K: scale and least value differ for each 16 of 32 values, which then share one scale ------------------------

using DAndDmin = std::array<float, 2>;

/// What the codes of 16 values of each block are multiplied by, and what is taken from them: those of the first or of
/// the second half of blocks, so that loops go over blocks.
struct Ranges {
    Steps scales;
    Steps leasts;

    Ranges(const std::byte* in, int half, const DAndDmin& of) {
        std::array<std::uint16_t, kBlocks> ofHalves;
        std::memcpy(ofHalves.data(), in, sizeof ofHalves);
        for (std::size_t block = 0; block < kBlocks; ++block) {
            const int both = ofHalves[block] >> 8 * half & 255;
            scales[block] = of[0] * static_cast<float>(both & 15);
            leasts[block] = of[1] * static_cast<float>(both >> 4);
        }
    }
    float level(std::size_t block, int code) const { return scales[block] * static_cast<float>(code) - leasts[block]; }
    float largest(std::size_t block) const { return std::max(std::abs(level(block, 0)), std::abs(level(block, 3))); }
};

MW_FOR_NEW_PROCESSORS_TOO
void stepsOfQ2K(const std::byte* in, std::int64_t stride, const std::vector<DAndDmin>& of, Steps* steps) {
    for (const DAndDmin& each : of) {
        const Ranges first(in, 0, each), second(in, 1, each);
        const float orNan = (each[0] + each[1]) * 0;
        for (std::size_t block = 0; block < kBlocks; ++block)
            (*steps)[block] = std::max(first.largest(block), second.largest(block)) / 127 + orNan;
        in += stride;
        ++steps;
    }
}

/// The codes of 8 bits that are nearest to what the codes of each 16 values stand for, as holdTwoBits() takes them.
MW_FOR_NEW_PROCESSORS_TOO
void levelsOfQ2K(const std::byte* in, std::int64_t stride, const std::vector<DAndDmin>& of, const Steps* steps,
                 std::uint8_t* levels) {
    for (const DAndDmin& each : of) {
        Steps inverses;
        std::array<std::uint32_t, kBlocks> masks;  // without a step all codes are 0
        for (std::size_t block = 0; block < kBlocks; ++block) {
            const float step = (*steps)[block], inverse = 1 / step;
            inverses[block] = step > 0 ? inverse : 0;
            masks[block] = step > 0 ? 255 : 0;
        }
        std::array<std::array<std::uint32_t, kBlocks>, 2> words = {};
        for (const int half : {0, 1}) {
            const Ranges ranges(in, half, each);
            for (int code = 0; code < 4; ++code)
                for (std::size_t block = 0; block < kBlocks; ++block) {
                    // The lowest bits of a sum with so large a number are the integer that is nearest, which is below
                    // 191 even where fp16 hardly has the step.
                    constexpr float kLarge = 0x1.8p23f;
                    const float level = ranges.level(block, code) * inverses[block] + kLarge;
                    const int nearest = std::bit_cast<int>(level) - std::bit_cast<int>(kLarge);
                    const auto limited = static_cast<std::uint32_t>(std::min(std::max(nearest, -127), 127));
                    words[static_cast<std::size_t>(half)][block] |= (limited & masks[block]) << 8 * code;
                }
        }
        std::array<std::uint32_t, 2 * kBlocks> byTurns;
        for (std::size_t block = 0; block < kBlocks; ++block) {
            byTurns[2 * block] = words[0][block];
            byTurns[2 * block + 1] = words[1][block];
        }
        std::memcpy(levels, byTurns.data(), sizeof byTurns);
        in += stride;
        ++steps;
        levels += sizeof byTurns;
    }
}

void nearQ2K(const std::byte* in, std::int64_t stride, std::int64_t count, std::byte* values, std::byte* scales) {
    constexpr std::int64_t kCodes = 16, kD = 80;
    std::vector<DAndDmin> of(static_cast<std::size_t>(count));
    readHalves(in, stride, kD, of);
    std::vector<Steps> steps(of.size());
    stepsOfQ2K(in, stride, of, steps.data());
    roundScales(steps, scales);
    std::vector<std::uint8_t> levels(static_cast<std::size_t>(count * kTwoBitLevels + kBehindLevels));
    levelsOfQ2K(in, stride, of, steps.data(), levels.data());
    holdTwoBits(in + kCodes, stride, levels.data(), count, values);
}

// --- IQ4_XS: codes are as they are, and only their scales, of 17 bits, are rounded ----------------------------------

void nearIq4Xs(const std::byte* in, std::int64_t stride, std::int64_t count, std::byte* values, std::byte* scales) {
    constexpr std::int64_t kHigh = 2, kLow = 4, kCodes = 8;
    std::vector<std::array<float, 1>> d(static_cast<std::size_t>(count));
    readHalves(in, stride, 0, d);
    std::vector<Steps> steps(d.size());
    for (std::size_t i = 0; i < d.size(); ++i, in += stride, values += kSuperBlock) {
        const unsigned high = std::to_integer<unsigned>(in[kHigh]) | std::to_integer<unsigned>(in[kHigh + 1]) << 8;
        for (std::int64_t block = 0; block < kBlocks; ++block) {
            const unsigned low = std::to_integer<unsigned>(in[kLow + block / 2]) >> block % 2 * 4 & 15;
            steps[i][static_cast<std::size_t>(block)] =
                d[i][0] * static_cast<float>(static_cast<int>(low | (high >> 2 * block & 3) << 4) - 32);
        }
        holdNonLinear(in + kCodes, kCodeBlock / 2, kBlocks, values);
    }
    roundScales(steps, scales);
}

/// As int8-g32.
template <StoredLayout kFrom, auto kNear>
void repack(const std::byte* in, std::int64_t rows, std::int64_t columns, const WeightParts& out) {
    const std::int64_t blockBytes = storedLayoutRow(kFrom).blockBytes, blocks = rows * (columns / kSuperBlock);
    for (std::int64_t block = 0; block < blocks; block += kAtOnce)
        kNear(in + block * blockBytes, blockBytes, std::min(kAtOnce, blocks - block), out.values + block * kSuperBlock,
              out.scales + block * kBlocks * kScaleBytes);
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
