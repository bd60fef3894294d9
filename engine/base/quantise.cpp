// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "quantise.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <string>
#include <vector>

#include "code_order.h"
#include "convert.h"
#include "float8.h"
#include "mw/error.h"
#include "new_processors.h"
#include "pack_codes.h"

// GPUs make the same bytes, by the same operations in the same order: kernels/quantise_weights.cu.

namespace mw {

namespace {

/// Sums are kept in so many parts, which a compiler can add up at once; the order is the same for all vector widths.
constexpr std::int64_t kParts = 8;

/// 1.5 * 2^23: beside it no fraction stays, and the last bits of a sum with it are the nearest integer.
constexpr float kMagic = 12582912;

/// Rounds to the nearest integer, ties to even, for |value| < 2^22.
float rounded(float value) {
    return (value + kMagic) - kMagic;
}

/// NaN if one of them is no number or infinite.
MW_FOR_NEW_PROCESSORS_TOO
float largestMagnitude(const float* values, std::int64_t count) {
    // Bits without the sign are in the order of magnitudes, and beyond all of them in what is not finite.
    constexpr std::uint32_t kMagnitude = 0x7FFFFFFF, kInfinity = 0x7F800000;
    std::uint32_t most = 0;
    for (std::int64_t i = 0; i < count; ++i)
        most = std::max(most, std::bit_cast<std::uint32_t>(values[i]) & kMagnitude);
    return most < kInfinity ? std::bit_cast<float>(most) : std::numeric_limits<float>::quiet_NaN();
}

/// A scale as it is stored and as it is read.
struct HalfScale {
    std::uint16_t bits = 0;
    float value = 0;

    explicit HalfScale(float wanted) {
        if (std::isnan(wanted)) wanted = std::numeric_limits<float>::quiet_NaN();  // the same one on every machine
        convertElements(reinterpret_cast<const std::byte*>(&wanted), Precision::Float32,
                        reinterpret_cast<std::byte*>(&bits), Precision::Float16, 1);
        convertElements(reinterpret_cast<const std::byte*>(&bits), Precision::Float16,
                        reinterpret_cast<std::byte*>(&value), Precision::Float32, 1);
    }
    float inverse() const { return value == 0 ? 0 : 1 / value; }
};

// --- fp8, int8 ------------------------------------------------------------------------------------------------------

float quantiseFloat8(const float* in, std::int64_t columns, std::uint8_t* codes) {
    const float scale = largestMagnitude(in, columns) / kLargestFloat8;
    float inverse = scale > 0 ? 1 / scale : 0;  // of NaN, too: the scale alone makes the row NaN
    if (!std::isfinite(inverse)) inverse = 0;   // numbers next to nothing
    for (std::int64_t i = 0; i < columns; ++i)
        codes[i] = toFloat8(inverse == 0 ? 0 : in[i] * inverse);
    return scale;
}

/// The nearest codes from `least` to `most`, which stand `offset` higher; 0 has its code where `inverse` is no number.
MW_FOR_NEW_PROCESSORS_TOO
void codesOf(const float* group, std::int64_t count, float inverse, int least, int most, int offset,
             std::uint8_t* codes) {
    if (!std::isfinite(inverse)) {
        std::fill_n(codes, count, static_cast<std::uint8_t>(offset));
        return;
    }
    const auto low = static_cast<float>(least), high = static_cast<float>(most);
    for (std::int64_t i = 0; i < count; ++i) {
        const float code = std::clamp(rounded(group[i] * inverse), low, high);
        codes[i] = static_cast<std::uint8_t>(static_cast<int>(code) + offset);
    }
}

std::uint16_t quantiseInt8(const float* group, std::int64_t count, std::uint8_t* codes) {
    const HalfScale scale(largestMagnitude(group, count) / 127);
    codesOf(group, count, scale.inverse(), -127, 127, 0, codes);
    return scale.bits;
}

// --- int4 -----------------------------------------------------------------------------------------------------------

constexpr std::int64_t kMostOfGroup = 128;
constexpr int kTries = 9;  ///< to each side of the scale that maps the extreme value to -8
constexpr std::size_t kScales = 2 * kTries + 1;

/// The parts of a sum. Compilers leave loops over them as they are.
using Parts __attribute__((vector_size(kParts * sizeof(float)))) = float;
using Codes __attribute__((vector_size(kParts * sizeof(std::int32_t)))) = std::int32_t;

/// With `inverse` as the inverse of the scale: what the best scale for the rounded values is, and how much of the
/// weighted squares it explains.
struct Fit {
    float scale = 0;
    float explained = 0;
};

/// `count` is whole multiples of kParts.
MW_FOR_NEW_PROCESSORS_TOO
void fitsOf(const float* group, std::int64_t count, float extreme, std::array<Fit, kScales>& fits) {
    constexpr Codes kLeast = Codes{} - 8, kMost = Codes{} + 7;
    constexpr auto kMagicBits = std::bit_cast<std::int32_t>(kMagic);
    for (std::size_t i = 0; i < kScales; ++i) {
        const float inverse = -(8 + 0.1f * static_cast<float>(static_cast<int>(i) - kTries)) / extreme;
        Parts products = {}, squares = {};
        for (std::int64_t at = 0; at < count; at += kParts) {
            Parts value;
            std::memcpy(&value, group + at, sizeof value);
            Codes integer = reinterpret_cast<Codes>(value * inverse + kMagic) - kMagicBits;
            integer = integer < kLeast ? kLeast : integer;
            integer = integer > kMost ? kMost : integer;
            const Parts code = __builtin_convertvector(integer, Parts);
            const Parts weighed = value * value * code;
            products += weighed * value;
            squares += weighed * code;
        }
        float product = 0, square = 0;
        for (std::int64_t part = 0; part < kParts; ++part) {
            product += products[part];
            square += squares[part];
        }
        fits[i] = square > 0 ? Fit{product / square, product * product / square} : Fit{};
    }
}

/// Codes are 0 to 15.
std::uint16_t quantiseInt4(const float* group, std::int64_t count, std::uint8_t* codes) {
    constexpr float kLeast = 0x1p-24f;  // of which an eighth is no fp16 number
    const float largest = largestMagnitude(group, count);
    float best = largest * 0;  // or NaN
    if (largest > kLeast) {
        float padded[kMostOfGroup] = {};
        std::copy_n(group, count, padded);
        std::array<Fit, kScales> fits;
        const float extreme =
            *std::find_if(group, group + count, [largest](float value) { return std::abs(value) == largest; });
        fitsOf(padded, (count + kParts - 1) / kParts * kParts, extreme, fits);
        best = std::ranges::max_element(fits, {}, &Fit::explained)->scale;
    }
    const HalfScale scale(best);
    codesOf(group, count, scale.inverse(), -8, 7, 8, codes);
    return scale.bits;
}

// --- nested scales --------------------------------------------------------------------------------------------------

std::byte byteOf(float code) {
    return std::byte{static_cast<std::uint8_t>(static_cast<int>(code))};
}

/// By the range of each group, without a search. Codes are 0 to 15, 31 or 63.
void quantiseNested(const float* in, const WeightFormatRow& format, std::uint8_t* codes, std::byte* scales,
                    std::byte* superScales) {
    const bool hasMinima = format.scales == ScaleType::NestedWithMinimum;
    const std::int64_t groups = kSuperBlock / format.groupSize;
    const auto most = static_cast<float>((1 << format.valueBits) - 1);
    const float middle = hasMinima ? 0 : 32;
    std::array<float, kSuperBlock / 16> steps = {}, minima = {};
    for (std::int64_t group = 0; group < groups; ++group) {
        const auto [low, high] =
            std::minmax_element(in + group * format.groupSize, in + (group + 1) * format.groupSize);
        const auto at = static_cast<std::size_t>(group);
        minima[at] = hasMinima ? std::max(0.0f, -*low) : 0;
        steps[at] = hasMinima ? (std::max(0.0f, *high) + minima[at]) / most : std::max(-*low, *high) / 31;
    }
    const float finite = largestMagnitude(in, kSuperBlock) * 0;  // or NaN
    const HalfScale d(*std::ranges::max_element(steps) / (hasMinima ? 63 : 127) + finite);
    const HalfScale dmin(*std::ranges::max_element(minima) / 63);
    for (std::int64_t group = 0; group < groups; ++group) {
        const auto at = static_cast<std::size_t>(group);
        const float scale = std::isfinite(finite) ? std::clamp(rounded(steps[at] * d.inverse()), 0.0f, 127.0f) : 1;
        const float minimum = std::isfinite(finite) ? rounded(minima[at] * dmin.inverse()) : 0;
        scales[hasMinima ? 2 * group : group] = byteOf(scale);
        if (hasMinima) scales[2 * group + 1] = byteOf(minimum);
        const float step = d.value * scale, inverse = step > 0 ? 1 / step : 0;
        for (std::int64_t i = group * format.groupSize; i < (group + 1) * format.groupSize; ++i) {
            const float code = std::clamp(rounded((in[i] + dmin.value * minimum) * inverse) + middle, 0.0f, most);
            codes[i] = static_cast<std::uint8_t>(std::isfinite(finite) ? code : middle + 1);
        }
    }
    std::memcpy(superScales, &d.bits, sizeof d.bits);
    std::memcpy(superScales + sizeof d.bits, &dmin.bits, sizeof dmin.bits);
}

/// A super-block of groups with scale, and zero point or minimum, by the range of each group, in which 0 is.
void quantisePaired(const float* in, const WeightFormatRow& format, std::uint8_t* codes, std::byte* scales) {
    const auto most = static_cast<float>((1 << format.valueBits) - 1);
    for (std::int64_t first = 0; first < kSuperBlock; first += format.groupSize) {
        const float* const group = in + first;
        const auto [low, high] = std::minmax_element(group, group + format.groupSize);
        const float least = std::min(0.0f, *low), finite = largestMagnitude(group, format.groupSize) * 0;  // or NaN
        const HalfScale scale((std::max(0.0f, *high) - least) / most + finite);
        const float inverse = std::isfinite(scale.value) ? scale.inverse() : 0;
        const bool hasZero = format.scales == ScaleType::Float16WithZero;
        const HalfScale second(hasZero ? rounded(-least * inverse) : std::isfinite(finite) ? least : 0);
        for (std::int64_t i = 0; i < format.groupSize; ++i) {
            const float code = hasZero ? group[i] * inverse + second.value : (group[i] - second.value) * inverse;
            codes[first + i] = inverse == 0 ? 0 : static_cast<std::uint8_t>(std::clamp(rounded(code), 0.0f, most));
        }
        std::memcpy(scales, &scale.bits, sizeof scale.bits);
        std::memcpy(scales + sizeof scale.bits, &second.bits, sizeof second.bits);
        scales += 2 * sizeof scale.bits;
    }
}

/// A row of whole super-blocks.
void quantiseSuperBlocks(const float* in, std::int64_t columns, const WeightFormatRow& format,
                         std::vector<std::uint8_t>& codes, const WeightParts& out) {
    const std::int64_t blocks = (columns + kSuperBlock - 1) / kSuperBlock;
    codes.resize(static_cast<std::size_t>(blocks * kSuperBlock));
    std::array<float, kSuperBlock> padded = {};
    const auto scaleBytes = static_cast<std::int64_t>(rowBytes(format, kSuperBlock).scales);
    for (std::int64_t block = 0; block < blocks; ++block) {
        const std::int64_t first = block * kSuperBlock;
        const float* from = in + first;
        if (columns - first < kSuperBlock) {
            std::copy(from, in + columns, padded.begin());
            from = padded.data();
        }
        if (isPaired(format.scales))
            quantisePaired(from, format, codes.data() + first, out.scales + block * scaleBytes);
        else
            quantiseNested(from, format, codes.data() + first, out.scales + block * scaleBytes,
                           out.superScales + 4 * block);
    }
    packCodes(codes.data(), codes.size(), format.valueBits, out.values);
}

/// `codes` is scratch.
void quantiseRow(const float* in, std::int64_t columns, const WeightFormatRow& format, std::vector<std::uint8_t>& codes,
                 const WeightParts& out) {
    const std::uint8_t zero = format.valueBits == 4 ? 8 : 0;
    codes.assign(static_cast<std::size_t>((columns + kCodeBlock - 1) / kCodeBlock * kCodeBlock), zero);
    if (format.groupSize == kWholeRow) {
        const float scale = quantiseFloat8(in, columns, codes.data());
        std::memcpy(out.scales, &scale, sizeof scale);
    } else {
        for (std::int64_t first = 0; first < columns; first += format.groupSize) {
            const std::int64_t count = std::min(format.groupSize, columns - first);
            const auto quantise = format.valueBits == 8 ? quantiseInt8 : quantiseInt4;
            const std::uint16_t scale = quantise(in + first, count, codes.data() + first);
            std::memcpy(out.scales + first / format.groupSize * 2, &scale, sizeof scale);
        }
    }
    packCodes(codes.data(), codes.size(), format.valueBits, out.values);
}

}  // namespace

void packCodes(const std::uint8_t* codes, std::size_t count, int bits, std::byte* out) {
    constexpr int kUpper = 4;  // where the upper bits begin
    std::byte* const upper = out + count / 2;
    const auto upperOf = [&](std::size_t block) {
        const CodesOfBlock all = loadCodes(codes + block * kCodeBlock);
        return bits == 5 ? upperBits<1>(all, kUpper) : upperBits<2>(all, kUpper);
    };
    for (std::size_t block = 0; block < count / kCodeBlock; ++block) {
        const CodesOfBlock all = loadCodes(codes + block * kCodeBlock);
        if (bits == 8) {
            packEightBits(all, out + block * kCodeBlock);
            continue;
        }
        packFourBits(lowerNibbles(all), out + block * kCodeBlock / 2);
        if (bits == 5 && block % 4 == 0)
            packFifthBits({upperOf(block), upperOf(block + 1), upperOf(block + 2), upperOf(block + 3)},
                          upper + block * 4);
        else if (bits == 6 && block % 2 == 0)
            packSixthBits(upperOf(block), upperOf(block + 1), upper + block * 8);
    }
}

bool isQuantised(WeightFormat format) {
    return !weightFormatRow(format).element.has_value();
}

void quantiseRows(const std::byte* in, Precision element, std::int64_t rows, std::int64_t columns, WeightFormat format,
                  const WeightParts& out) {
    const WeightFormatRow& row = weightFormatRow(format);
    const WeightBytes held = rowBytes(row, columns);
    const std::uint64_t stored = static_cast<std::uint64_t>(columns) * bytesPerElement(element);
    if (!isQuantised(format)) throw Error(ErrorCode::Internal, std::string(row.name) + " needs no quantisation.");
    std::vector<float> floats(static_cast<std::size_t>(columns));
    std::vector<std::uint8_t> codes;
    for (std::int64_t i = 0; i < rows; ++i) {
        const auto at = static_cast<std::uint64_t>(i);
        convertElements(in + at * stored, element, reinterpret_cast<std::byte*>(floats.data()), Precision::Float32,
                        floats.size());
        const WeightParts to{out.values + at * held.values, out.scales + at * held.scales,
                             out.superScales ? out.superScales + at * held.superScales : nullptr};
        if (isNested(row.scales) || isPaired(row.scales))
            quantiseSuperBlocks(floats.data(), columns, row, codes, to);
        else
            quantiseRow(floats.data(), columns, row, codes, to);
    }
}

}  // namespace mw
