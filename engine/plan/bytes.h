// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <algorithm>
#include <cstdint>
#include <initializer_list>

namespace mw {

/// More than any device has. People may ask for 2^31 tokens in a million chats, which overflows 64 bits; such products
/// stop here, so that a few of them can still be added up.
inline constexpr std::uint64_t kTooManyBytes = 1ULL << 60;

/// The product of all factors, at most kTooManyBytes.
constexpr std::uint64_t product(std::initializer_list<std::int64_t> factors) {
    std::uint64_t result = 1;
    bool zero = false;
    for (const std::int64_t factor : factors) {
        zero = zero || factor == 0;
        if (__builtin_mul_overflow(result, static_cast<std::uint64_t>(factor), &result)) result = kTooManyBytes;
        result = std::min(result, kTooManyBytes);
    }
    return zero ? 0 : result;
}

}  // namespace mw
