// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

#include "convert.h"

namespace mw {
namespace {

template <typename To, typename From>
To converted(From value, Precision from, Precision to) {
    To result{};
    convertElements(reinterpret_cast<const std::byte*>(&value), from, reinterpret_cast<std::byte*>(&result), to, 1);
    return result;
}

/// The value of fp16 or bf16 bits, by the definition of the format.
double valueOf(std::uint16_t bits, int exponentBits) {
    const int mantissaBits = 15 - exponentBits;
    const int bias = (1 << (exponentBits - 1)) - 1;
    const int exponent = (bits & 0x7fff) >> mantissaBits;
    const int mantissa = bits & ((1 << mantissaBits) - 1);
    const double sign = bits & 0x8000 ? -1 : 1;
    if (exponent == (1 << exponentBits) - 1)
        return mantissa ? std::nan("") : sign * std::numeric_limits<double>::infinity();
    if (exponent == 0) return sign * std::ldexp(mantissa, 1 - bias - mantissaBits);
    return sign * std::ldexp((1 << mantissaBits) + mantissa, exponent - bias - mantissaBits);
}

struct Half {
    Precision precision;
    int exponentBits;
};

class TestConvert : public testing::TestWithParam<Half> {};

TEST_P(TestConvert, widensEveryValueExactly) {
    const auto [precision, exponentBits] = GetParam();
    for (int bits = 0; bits < 0x10000; ++bits) {
        const auto half = static_cast<std::uint16_t>(bits);
        const float wide = converted<float>(half, precision, Precision::Float32);
        const double expected = valueOf(half, exponentBits);
        if (std::isnan(expected)) {
            ASSERT_TRUE(std::isnan(wide)) << bits;
        } else {
            ASSERT_EQ(wide, expected) << bits;
            ASSERT_EQ(std::signbit(wide), std::signbit(expected)) << bits;
        }
    }
}

TEST_P(TestConvert, narrowsWhatItWidened) {
    const auto [precision, exponentBits] = GetParam();
    for (int bits = 0; bits < 0x10000; ++bits) {
        const auto half = static_cast<std::uint16_t>(bits);
        const float wide = converted<float>(half, precision, Precision::Float32);
        const auto back = converted<std::uint16_t>(wide, Precision::Float32, precision);
        if (std::isnan(wide)) {
            ASSERT_TRUE(std::isnan(valueOf(back, exponentBits))) << bits;
        } else {
            ASSERT_EQ(back, half);
        }
    }
}

// Between two neighbours: the middle goes to the even one, what is next to the middle to the nearer one.
TEST_P(TestConvert, roundsToNearestTiesToEven) {
    const auto [precision, exponentBits] = GetParam();
    const int infinity = ((1 << exponentBits) - 1) << (15 - exponentBits);
    for (int bits = 0; bits < infinity; ++bits) {
        const auto lower = static_cast<std::uint16_t>(bits);
        const auto upper = static_cast<std::uint16_t>(bits + 1);
        const double low = valueOf(lower, exponentBits);
        // Above the largest number, rounding acts as if the next one existed.
        const double high = upper == infinity
                                ? low + (low - valueOf(static_cast<std::uint16_t>(bits - 1), exponentBits))
                                : valueOf(upper, exponentBits);
        const auto middle = static_cast<float>((low + high) / 2);
        ASSERT_EQ(static_cast<double>(middle), (low + high) / 2) << bits;
        const auto narrow = [&](float value) { return converted<std::uint16_t>(value, Precision::Float32, precision); };
        ASSERT_EQ(narrow(middle), lower % 2 == 0 ? lower : upper) << bits;
        ASSERT_EQ(narrow(std::nextafter(middle, 0.0f)), lower) << bits;
        ASSERT_EQ(narrow(std::nextafter(middle, std::numeric_limits<float>::infinity())), upper) << bits;
        ASSERT_EQ(narrow(-middle), (lower % 2 == 0 ? lower : upper) | 0x8000) << bits;
    }
}

INSTANTIATE_TEST_SUITE_P(Halves, TestConvert,
                         testing::Values(Half{Precision::BFloat16, 8}, Half{Precision::Float16, 5}),
                         [](const auto& row) { return std::string(precisionName(row.param.precision)); });

TEST(TestConvertBetweenHalves, roundsOnce) {
    // 1 + 2^-10 in fp16 lies below the middle of 1 and 1 + 2^-7 in bf16.
    EXPECT_EQ((converted<std::uint16_t, std::uint16_t>(0x3c01, Precision::Float16, Precision::BFloat16)), 0x3f80);
    EXPECT_EQ((converted<std::uint16_t, std::uint16_t>(0x3f81, Precision::BFloat16, Precision::Float16)), 0x3c08);
    // 2^127 is beyond fp16.
    EXPECT_EQ((converted<std::uint16_t, std::uint16_t>(0x7f00, Precision::BFloat16, Precision::Float16)), 0x7c00);
    // 2^-20 is subnormal in fp16: 16 * 2^-24.
    EXPECT_EQ((converted<std::uint16_t, std::uint16_t>(0x3580, Precision::BFloat16, Precision::Float16)), 0x0010);
}

TEST(TestConvertBetweenHalves, copiesWhatIsAlike) {
    const float values[] = {1.0f, -0.0f, std::numeric_limits<float>::quiet_NaN()};
    float out[3];
    convertElements(reinterpret_cast<const std::byte*>(values), Precision::Float32, reinterpret_cast<std::byte*>(out),
                    Precision::Float32, 3);
    EXPECT_EQ(std::memcmp(values, out, sizeof out), 0);
}

}  // namespace
}  // namespace mw
