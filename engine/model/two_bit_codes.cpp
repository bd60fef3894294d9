// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "two_bit_codes.h"

// One instruction looks 16 bytes up from SSSE3 on, and wider vectors gain little.
#define HWY_DISABLED_TARGETS (HWY_SSE4 | HWY_AVX3 | HWY_AVX3_DL)

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "two_bit_codes.cpp"
// clang-format off
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace mw::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

HWY_NOINLINE void holdTwoBitCodes(const std::byte* codes, std::int64_t stride, const std::uint8_t* levels,
                                  std::int64_t superBlocks, std::byte* out) {
#if HWY_TARGET == HWY_SCALAR
    for (std::int64_t i = 0; i < superBlocks; ++i, codes += stride, levels += kTwoBitLevels)
        for (std::int64_t block = 0; block < 8; ++block, out += 32)
            for (std::int64_t at = 0; at < 32; ++at) {
                // See code_order.h: lanes of two products, each of pairs of columns and those 8 further.
                const std::int64_t column = at % 8 / 4 * 16 + at % 2 * 8 + at / 8 * 2 + at % 4 / 2;
                const auto four = std::to_integer<unsigned>(codes[block / 4 * 32 + column]);
                out[at] = static_cast<std::byte>(levels[8 * block + column / 16 * 4 + (four >> block % 4 * 2 & 3)]);
            }
#else
    const hn::FixedTag<std::uint8_t, 16> bytes;
    const hn::Repartition<std::uint16_t, decltype(bytes)> pairs;
    const hn::Repartition<std::uint32_t, decltype(bytes)> words;
    const hn::Repartition<std::uint64_t, decltype(bytes)> octets;
    const auto lower = hn::Set(bytes, 3);
    // Words of the first and of the second 16 values come by turns, and so do their levels.
    const auto isSecond = hn::BitCast(bytes, hn::Set(octets, 0x0404040400000000));
    // The first eight columns of a product and the others by turns.
    const auto turned = [&](const std::byte* from) HWY_ATTR {
        const auto some = hn::LoadU(bytes, reinterpret_cast<const std::uint8_t*>(from));
        return hn::BitCast(words, hn::InterleaveLower(bytes, some, hn::ShiftRightBytes<8>(bytes, some)));
    };
    const auto next = [&](auto four)
                          HWY_ATTR { return hn::BitCast(bytes, hn::ShiftRight<2>(hn::BitCast(pairs, four))); };
    for (std::int64_t i = 0; i < superBlocks; ++i, codes += stride)
        for (std::int64_t half = 0; half < 2; ++half) {
            // Each byte has codes of four blocks, which are put in their order at once.
            const auto first = turned(codes + 32 * half), second = turned(codes + 32 * half + 16);
            auto begin = hn::BitCast(bytes, hn::InterleaveLower(words, first, second));
            auto end = hn::BitCast(bytes, hn::InterleaveUpper(words, first, second));
            for (int block = 0; block < 4; ++block, levels += 8, out += 32) {
                const auto table = hn::LoadU(bytes, levels);
                const auto levelOf = [&](auto four) HWY_ATTR {
                    return hn::TableLookupBytes(table, hn::Or(hn::And(four, lower), isSecond));
                };
                auto* const to = reinterpret_cast<std::uint8_t*>(out);
                hn::StoreU(levelOf(begin), bytes, to);
                hn::StoreU(levelOf(end), bytes, to + 16);
                begin = next(begin);
                end = next(end);
            }
        }
#endif
}

}  // namespace mw::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace mw {

HWY_EXPORT(holdTwoBitCodes);

void holdTwoBits(const std::byte* codes, std::int64_t stride, const std::uint8_t* levels, std::int64_t superBlocks,
                 std::byte* out) {
    HWY_DYNAMIC_DISPATCH(holdTwoBitCodes)(codes, stride, levels, superBlocks, out);
}

}  // namespace mw
#endif
