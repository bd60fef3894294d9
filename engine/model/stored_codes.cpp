// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "stored_codes.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string>
#include <vector>

#include "code_order.h"
#include "convert.h"
#include "float8.h"
#include "new_processors.h"
#include "pack_codes.h"
#include "quantise.h"
#include "scales.h"

namespace mw {

namespace {

float floatAt(const std::byte* at) {
    float value = 0;
    std::memcpy(&value, at, sizeof value);
    return value;
}

/// Products read codes of fp8 as numbers 2^120 too small, and scales as much larger.
constexpr float kScaleLimit = 0x1p8f;

/// Scales in fp16. Throws NotExact if one is another number there.
std::vector<std::uint16_t> halvesOf(const std::vector<float>& scales) {
    std::vector<float> back(scales.size());
    std::vector<std::uint16_t> halves(scales.size());
    const auto bytes = [](auto& numbers) { return reinterpret_cast<std::byte*>(numbers.data()); };
    convertElements(reinterpret_cast<const std::byte*>(scales.data()), Precision::Float32, bytes(halves),
                    Precision::Float16, scales.size());
    convertElements(bytes(halves), Precision::Float16, bytes(back), Precision::Float32, scales.size());
    bool areOthers = false;
    for (std::size_t i = 0; i < scales.size(); ++i)
        areOthers |= scales[i] != back[i];
    if (areOthers)
        throw NotExact("its scale " + numberText(*std::ranges::mismatch(scales, back).in1) +
                       " is no number of fp16, so the codes cannot be held as they are");
    return halves;
}

/// A group as packed matrices are read. Codes from which the zero point is taken already have none any more.
struct GroupOfCodes {
    GroupOfCodes(const StoredLayoutRow& layout, const std::byte* in)
        : scale(floatAt(in)),
          zero(layout.blockBytes - layout.blockValues > kScaleBytes ? static_cast<int>(floatAt(in + kScaleBytes)) : 0),
          isSigned(layout.blockBytes - layout.blockValues == kScaleBytes),
          codes(in + (layout.blockBytes - layout.blockValues)) {}

    static constexpr std::int64_t kScaleBytes = sizeof(float);
    float scale;
    int zero;
    bool isSigned;
    const std::byte* codes;
};

/// The zero point with which 4 bits hold a group.
int zeroHeld(const GroupOfCodes& group) {
    constexpr int kMiddle = 8;
    return group.isSigned ? kMiddle : group.zero;
}

/// 0 to 16 in fp16.
constexpr std::array<std::uint16_t, 17> kSmallHalves = {0x0000, 0x3c00, 0x4000, 0x4200, 0x4400, 0x4500,
                                                        0x4600, 0x4700, 0x4800, 0x4880, 0x4900, 0x4980,
                                                        0x4a00, 0x4a80, 0x4b00, 0x4b80, 0x4c00};

/// The scales of all groups of rows of codes.
std::vector<float> scalesOf(StoredLayout layout, const std::byte* in, std::int64_t rows, std::int64_t columns) {
    const StoredLayoutRow& row = storedLayoutRow(layout);
    std::vector<float> scales(static_cast<std::size_t>(rows * (columns / row.blockValues)));
    for (float& scale : scales) {
        scale = floatAt(in);
        in += row.blockBytes;
    }
    return scales;
}

/// See holdCodes(): groups of kGroup codes of kBits bits with `scales` in fp16, which have a zero point beside them if
/// kPaired.
template <int kBits, bool kPaired, std::int64_t kGroup>
MW_FOR_NEW_PROCESSORS_TOO void holdRowsOfCodes(const StoredLayoutRow& stored, const WeightFormatRow& format,
                                               const std::byte* in, std::int64_t rows, std::int64_t columns,
                                               const std::uint16_t* scales, const WeightParts& out) {
    const WeightBytes held = rowBytes(format, columns);
    for (std::uint64_t row = 0; row < static_cast<std::uint64_t>(rows); ++row) {
        std::byte *toScales = out.scales + row * held.scales, *toValues = out.values + row * held.values;
        std::byte *const endOfScales = toScales + held.scales, *const endOfValues = toValues + held.values;
        for (std::int64_t first = 0; first < columns; first += kGroup, in += stored.blockBytes) {
            const GroupOfCodes group(stored, in);
            const std::uint16_t numbers[] = {*scales++, kSmallHalves[static_cast<std::size_t>(zeroHeld(group))]};
            constexpr std::size_t kSize = kPaired ? sizeof numbers : sizeof numbers[0];
            for (std::int64_t done = 0; done < kGroup; done += format.groupSize, toScales += kSize)
                std::memcpy(toScales, numbers, kSize);
            // What is taken from codes to make them what they are held as: 8 bits are signed, 4 are less the zero
            // point.
            const auto less = static_cast<std::uint8_t>(kBits == 8 ? group.zero : group.zero - zeroHeld(group));
            for (std::int64_t block = 0; block < kGroup; block += kCodeBlock) {
                const CodesOfBlock codes = lessEach(loadCodes(group.codes + block), less);
                if constexpr (kBits == 8)
                    packEightBits(codes, toValues);
                else
                    packFourBits(codes, toValues);
                toValues += kCodeBlock * kBits / 8;
            }
        }
        // Rows that are filled up to whole super-blocks: with codes and scales of 0.
        std::fill(toScales, endOfScales, std::byte{0});
        std::fill(toValues, endOfValues, std::byte{0});
    }
}

}  // namespace

void codeValues(StoredLayout layout, const std::byte* in, std::int64_t columns, float* out) {
    const StoredLayoutRow& row = storedLayoutRow(layout);
    if (layout == StoredLayout::Dequantised) {
        std::memcpy(out, in, static_cast<std::size_t>(columns) * sizeof(float));
        return;
    }
    if (layout == StoredLayout::Float8Rows) {
        const float scale = floatAt(in);
        for (std::int64_t i = 0; i < columns; ++i)
            out[i] = fromFloat8(std::to_integer<std::uint8_t>(in[row.rowBytes + i])) * scale;
        return;
    }
    for (std::int64_t first = 0; first < columns; first += row.blockValues, in += row.blockBytes) {
        const GroupOfCodes group(row, in);
        for (std::int64_t i = 0; i < row.blockValues; ++i)
            out[first + i] = static_cast<float>(static_cast<std::int8_t>(group.codes[i]) - group.zero) * group.scale;
    }
}

void holdCodes(StoredLayout from, WeightFormat to, const std::byte* in, std::int64_t rows, std::int64_t columns,
               const WeightParts& out) {
    const std::vector<std::uint16_t> halves = halvesOf(scalesOf(from, in, rows, columns));
    const WeightFormatRow& format = weightFormatRow(to);
    const StoredLayoutRow& stored = storedLayoutRow(from);
    const bool isPair = isPaired(format.scales), areWide = stored.blockValues == 128;
    const auto holdRows = format.valueBits == 8 ? holdRowsOfCodes<8, false, 128>
                          : areWide ? (isPair ? holdRowsOfCodes<4, true, 128> : holdRowsOfCodes<4, false, 128>)
                                    : (isPair ? holdRowsOfCodes<4, true, 32> : holdRowsOfCodes<4, false, 32>);
    holdRows(stored, format, in, rows, columns, halves.data(), out);
}

void holdFloat8(const std::byte* in, std::int64_t rows, std::int64_t columns, const WeightParts& out) {
    const WeightBytes held = rowBytes(WeightFormat::Float8, columns);
    const std::uint64_t stored = storedRowBytes(StoredLayout::Float8Rows, columns);
    std::vector<std::uint8_t> codes(static_cast<std::size_t>((columns + kCodeBlock - 1) / kCodeBlock * kCodeBlock));
    for (std::uint64_t row = 0; row < static_cast<std::uint64_t>(rows); ++row, in += stored) {
        if (floatAt(in) >= kScaleLimit)
            throw NotExact("its scale " + numberText(floatAt(in)) + " is too large for fp8 here");
        std::memcpy(out.scales + row * held.scales, in, sizeof(float));
        std::memcpy(codes.data(), in + sizeof(float), static_cast<std::size_t>(columns));
        packCodes(codes.data(), codes.size(), 8, out.values + row * held.values);
    }
}

}  // namespace mw
