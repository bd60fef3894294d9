// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "non_linear_codes.h"

#include "stored_blocks.h"

// One instruction looks 16 bytes up from SSSE3 on, and wider vectors gain little.
#define HWY_DISABLED_TARGETS (HWY_SSE4 | HWY_AVX3 | HWY_AVX3_DL)

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "non_linear_codes.cpp"
// clang-format off
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace mw::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

HWY_NOINLINE void holdNonLinearCodes(const std::byte* codes, std::int64_t stride, std::int64_t blocks, std::byte* out) {
#if HWY_TARGET == HWY_SCALAR
    for (std::int64_t block = 0; block < blocks; ++block, codes += stride, out += 32)
        for (std::int64_t i = 0; i < 32; ++i) {
            // See code_order.h: lanes of two products, each of pairs of columns and those 8 further.
            const std::int64_t column = i % 8 / 4 * 16 + i % 2 * 8 + i / 8 * 2 + i % 4 / 2;
            const auto both = std::to_integer<unsigned>(codes[column % 16]);
            out[i] = static_cast<std::byte>(kNonLinear[column < 16 ? both & 15 : both >> 4]);
        }
#else
    const hn::FixedTag<std::uint8_t, 16> bytes;
    const hn::Repartition<std::uint16_t, decltype(bytes)> pairs;
    const hn::Repartition<std::uint32_t, decltype(bytes)> words;
    const auto table = hn::LoadU(bytes, reinterpret_cast<const std::uint8_t*>(kNonLinear.data()));
    const auto lower = hn::Set(bytes, 15);
    // The first eight columns of a product and the others by turns.
    const auto turned = [&](auto nibbles) HWY_ATTR {
        const auto values = hn::TableLookupBytes(table, nibbles);
        return hn::BitCast(words, hn::InterleaveLower(bytes, values, hn::ShiftRightBytes<8>(bytes, values)));
    };
    for (std::int64_t block = 0; block < blocks; ++block, codes += stride, out += 32) {
        const auto both = hn::LoadU(bytes, reinterpret_cast<const std::uint8_t*>(codes));
        const auto upper = hn::BitCast(bytes, hn::ShiftRight<4>(hn::BitCast(pairs, both)));
        const auto first = turned(hn::And(both, lower)), second = turned(hn::And(upper, lower));
        auto* const to = reinterpret_cast<std::uint8_t*>(out);
        hn::StoreU(hn::BitCast(bytes, hn::InterleaveLower(words, first, second)), bytes, to);
        hn::StoreU(hn::BitCast(bytes, hn::InterleaveUpper(words, first, second)), bytes, to + 16);
    }
#endif
}

}  // namespace mw::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace mw {

HWY_EXPORT(holdNonLinearCodes);

void holdNonLinear(const std::byte* codes, std::int64_t stride, std::int64_t blocks, std::byte* out) {
    HWY_DYNAMIC_DISPATCH(holdNonLinearCodes)(codes, stride, blocks, out);
}

}  // namespace mw
#endif
