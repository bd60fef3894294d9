// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "stored_codes.h"

#include <cstring>
#include <string>
#include <vector>

#include "code_order.h"
#include "convert.h"
#include "float8.h"
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

/// The scale in fp16. Throws NotExact if it is another number there.
std::uint16_t halfOf(float scale) {
    std::uint16_t bits = 0;
    float back = 0;
    convertElements(reinterpret_cast<const std::byte*>(&scale), Precision::Float32, reinterpret_cast<std::byte*>(&bits),
                    Precision::Float16, 1);
    convertElements(reinterpret_cast<const std::byte*>(&bits), Precision::Float16, reinterpret_cast<std::byte*>(&back),
                    Precision::Float32, 1);
    if (back == scale) return bits;
    throw NotExact("its scale " + numberText(scale) + " is no number of fp16, so the codes cannot be held as they are");
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
        const float scale = floatAt(in);
        for (std::int64_t i = 0; i < row.blockValues; ++i)
            out[first + i] = static_cast<float>(static_cast<std::int8_t>(in[sizeof scale + i])) * scale;
    }
}

void holdCodes(StoredLayout from, WeightFormat to, const std::byte* in, std::int64_t rows, std::int64_t columns,
               const WeightParts& out) {
    const StoredLayoutRow& stored = storedLayoutRow(from);
    const WeightFormatRow& format = weightFormatRow(to);
    const WeightBytes held = rowBytes(format, columns);
    for (std::int64_t row = 0; row < rows; ++row) {
        std::byte* scales = out.scales + static_cast<std::uint64_t>(row) * held.scales;
        std::byte* values = out.values + static_cast<std::uint64_t>(row) * held.values;
        for (std::int64_t first = 0; first < columns; first += stored.blockValues, in += stored.blockBytes) {
            const std::uint16_t scale = halfOf(floatAt(in));
            for (std::int64_t group = 0; group < stored.blockValues; group += format.groupSize) {
                std::memcpy(scales, &scale, sizeof scale);
                scales += sizeof scale;
            }
            for (std::int64_t block = 0; block < stored.blockValues; block += kCodeBlock) {
                CodesOfBlock codes = loadCodes(in + sizeof(float) + block);
                if (format.valueBits == 8) {
                    packEightBits(codes, values);
                    values += kCodeBlock;
                    continue;
                }
                for (Octet& octet : codes)  // 4 bits stand for 0 to 15 less 8
                    octet = (octet & eachByte(15)) ^ eachByte(8);
                packFourBits(codes, values);
                values += kCodeBlock / 2;
            }
        }
    }
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
