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

/// What a packed matrix is read as, see StoredLayout.
struct LayoutOfCodes {
    explicit LayoutOfCodes(StoredLayout layout)
        : blockValues(storedLayoutRow(layout).blockValues),
          blockBytes(storedLayoutRow(layout).blockBytes),
          hasZeros(storedLayoutRow(layout).bytesBeforeCodes() > kNumberBytes),
          bits(weightFormatRow(storedLayoutRow(layout).held).valueBits) {}

    static constexpr std::int64_t kNumberBytes = sizeof(float);
    std::int64_t blockValues, blockBytes;
    bool hasZeros;
    int bits;
};

/// A group of it.
struct GroupOfCodes {
    GroupOfCodes(const LayoutOfCodes& layout, const std::byte* in)
        : scale(floatAt(in)),
          zero(layout.hasZeros    ? static_cast<int>(floatAt(in + LayoutOfCodes::kNumberBytes))
               : layout.bits == 4 ? 8
                                  : 0),
          codes(in + (layout.hasZeros ? 2 : 1) * LayoutOfCodes::kNumberBytes) {}

    float scale;
    int zero;
    const std::byte* codes;
};

/// 0 to 16 in fp16.
constexpr std::array<std::uint16_t, 17> kSmallHalves = {0x0000, 0x3c00, 0x4000, 0x4200, 0x4400, 0x4500,
                                                        0x4600, 0x4700, 0x4800, 0x4880, 0x4900, 0x4980,
                                                        0x4a00, 0x4a80, 0x4b00, 0x4b80, 0x4c00};

/// The scales of all groups of rows of codes.
std::vector<float> scalesOf(const LayoutOfCodes& layout, const std::byte* in, std::int64_t rows, std::int64_t columns) {
    std::vector<float> scales(static_cast<std::size_t>(rows * (columns / layout.blockValues)));
    for (float& scale : scales) {
        scale = floatAt(in);
        in += layout.blockBytes;
    }
    return scales;
}

/// See holdCodes(): groups of kGroup codes of kFrom bits as ones of kTo bits, with `scales` in fp16, which have a zero
/// point beside them if kPaired.
template <int kFrom, int kTo, bool kPaired, std::int64_t kGroup>
MW_FOR_NEW_PROCESSORS_TOO void holdRowsOfCodes(const LayoutOfCodes& stored, const WeightFormatRow& format,
                                               const std::byte* in, std::int64_t rows, std::int64_t columns,
                                               const std::uint16_t* scales, const WeightParts& out) {
    const WeightBytes held = rowBytes(format, columns);
    for (std::uint64_t row = 0; row < static_cast<std::uint64_t>(rows); ++row) {
        std::byte *toScales = out.scales + row * held.scales, *toValues = out.values + row * held.values;
        std::byte *const endOfScales = toScales + held.scales, *const endOfValues = toValues + held.values;
        for (std::int64_t first = 0; first < columns; first += kGroup, in += stored.blockBytes) {
            const GroupOfCodes group(stored, in);
            const std::uint16_t numbers[] = {*scales++, kSmallHalves[static_cast<std::size_t>(group.zero)]};
            constexpr std::size_t kSize = kPaired ? sizeof numbers : sizeof numbers[0];
            for (std::int64_t done = 0; done < kGroup; done += format.groupSize, toScales += kSize)
                std::memcpy(toScales, numbers, kSize);
            if constexpr (kFrom == kTo && kTo == 4)
                std::memcpy(toValues, group.codes, kGroup / 2);
            else
                for (std::int64_t i = 0; i < kGroup; i += kCodeBlock) {
                    const CodesOfBlock codes =
                        kFrom == 4 ? unpackFourBits(group.codes + i / 2) : loadCodes(group.codes + i);
                    packEightBits(lessEach(codes, static_cast<std::uint8_t>(group.zero)), toValues + i);
                }
            toValues += kGroup * kTo / 8;
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
    const LayoutOfCodes stored(layout);
    for (std::int64_t first = 0; first < columns; first += stored.blockValues, in += stored.blockBytes) {
        const GroupOfCodes group(stored, in);
        for (std::int64_t block = 0; block < stored.blockValues; block += kCodeBlock) {
            const CodesOfBlock codes =
                stored.bits == 4 ? unpackFourBits(group.codes + block / 2) : loadCodes(group.codes + block);
            std::array<std::int8_t, kCodeBlock> each;
            std::memcpy(each.data(), &codes, sizeof each);
            for (const std::int8_t code : each)
                *out++ = static_cast<float>(code - group.zero) * group.scale;
        }
    }
}

void holdCodes(StoredLayout from, WeightFormat to, const std::byte* in, std::int64_t rows, std::int64_t columns,
               const WeightParts& out) {
    const LayoutOfCodes stored(from);
    const WeightFormatRow& format = weightFormatRow(to);
    const std::vector<std::uint16_t> halves = halvesOf(scalesOf(stored, in, rows, columns));
    const bool isPair = isPaired(format.scales);
    const auto hold = stored.bits == 8        ? holdRowsOfCodes<8, 8, false, 128>
                      : format.valueBits == 8 ? holdRowsOfCodes<4, 8, false, 128>
                      : stored.blockValues == 128
                          ? (isPair ? holdRowsOfCodes<4, 4, true, 128> : holdRowsOfCodes<4, 4, false, 128>)
                          : (isPair ? holdRowsOfCodes<4, 4, true, 32> : holdRowsOfCodes<4, 4, false, 32>);
    hold(stored, format, in, rows, columns, halves.data(), out);
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
