// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "mw/weight_format.h"

#include <gtest/gtest.h>

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "mw/error.h"
#include "mw/weight_mixes.h"
#include "weight_parts.h"

namespace mw {
namespace {

/// Formats with other groups than those there are; the arithmetic is for them, too.
constexpr WeightFormatRow kFp8 = {.name = "fp8", .valueBits = 8, .groupSize = kWholeRow, .scales = ScaleType::Float32};
constexpr WeightFormatRow kInt4 = {.name = "int4", .valueBits = 4, .groupSize = 128, .scales = ScaleType::BFloat16};
constexpr WeightFormatRow kInt6 = {.name = "int6", .valueBits = 6, .groupSize = 16, .scales = ScaleType::Float16};

std::string messageOf(const std::function<void()>& action) {
    try {
        action();
    } catch (const Error& error) {
        return error.what();
    }
    return "no error";
}

TEST(TestWeightFormat, everyRowIsFoundByFormatAndByName) {
    std::set<std::string_view> names;
    for (const WeightFormatRow& row : weightFormats()) {
        EXPECT_TRUE(names.insert(row.name).second) << row.name;
        EXPECT_EQ(&weightFormatRow(row.format), &row);
        EXPECT_EQ(weightFormatName(row.format), row.name);
        EXPECT_EQ(parseWeightFormat(row.name), row.format);
        EXPECT_GT(row.valueBits, 0);
        EXPECT_EQ(row.groupSize == 0, row.scales == ScaleType::None) << "scales belong to groups";
        if (row.element) {
            EXPECT_EQ(row.valueBits, 8 * static_cast<int>(bytesPerElement(*row.element)));
        }
        EXPECT_TRUE(row.cpu || row.cuda);
    }
}

TEST(TestWeightFormat, namesTheFormatsThereAre) {
    const std::string message = messageOf([] { (void)parseWeightFormat("int3"); });
    EXPECT_TRUE(message.starts_with("Unknown weight format 'int3'; known are fp32, bf16, ")) << message;
    for (const WeightFormatRow& row : weightFormats())
        EXPECT_NE(message.find(row.name), std::string::npos) << row.name;
}

TEST(TestWeightFormat, knowsNothingOfFormatsWithoutRow) {
    EXPECT_THROW((void)weightFormatRow(static_cast<WeightFormat>(77)), Error);
    EXPECT_THROW((void)weightBytes(static_cast<WeightFormat>(77), 1, 1), Error);
    EXPECT_THROW((void)bytesPerElement(static_cast<Precision>(77)), Error);
}

TEST(TestWeightFormat, plainFormatsAreTheirElements) {
    for (const Precision element : {Precision::Float32, Precision::BFloat16, Precision::Float16})
        EXPECT_EQ(weightFormatRow(plainFormat(element)).element, element);
    EXPECT_THROW(static_cast<void>(plainFormat(Precision::Float8)), Error);  // of the KV cache only
    EXPECT_TRUE(runsOn(WeightFormat::BFloat16, DeviceKind::Cuda));
    EXPECT_FALSE(runsOn(WeightFormat::Float32, DeviceKind::Cuda));
    EXPECT_TRUE(runsOn(WeightFormat::Float32, DeviceKind::Cpu));
}

TEST(TestWeightFormat, bytesAreThoseCountedByHand) {
    // 3 x 5 elements, rounded up to 256 bytes.
    EXPECT_EQ(weightBytes(WeightFormat::Float32, 3, 5), (WeightBytes{256, 0, 0}));
    EXPECT_EQ(weightBytes(WeightFormat::BFloat16, 8, 16), (WeightBytes{256, 0, 0}));
    EXPECT_EQ(weightBytes(WeightFormat::BFloat16, 8, 17), (WeightBytes{512, 0, 0}));
    // An expert's gate and up of Mixtral 8x7B: 2 * 14336 * 4096 values of 2 bytes.
    EXPECT_EQ(weightBytes(WeightFormat::Float16, 28672, 4096), (WeightBytes{234'881'024, 0, 0}));
    // The same in 8 bits with a float32 scale a row: 28672 * 4.
    EXPECT_EQ(weightBytes(kFp8, 28672, 4096), (WeightBytes{117'440'512, 114'688, 0}));
    // And with groups of 32: 28672 * 128 scales of 2 bytes.
    EXPECT_EQ(weightBytes(WeightFormat::Int8Group32, 28672, 4096), (WeightBytes{117'440'512, 7'340'032, 0}));
    // In 4 bits with groups of 128: 28672 * 2048; 28672 * 32 scales of 2 bytes.
    EXPECT_EQ(weightBytes(kInt4, 28672, 4096), (WeightBytes{58'720'256, 1'835'008, 0}));
    // In 6 bits with groups of 16: 28672 * 3072; 28672 * 256 * 2.
    EXPECT_EQ(weightBytes(kInt6, 28672, 4096), (WeightBytes{88'080'384, 14'680'064, 0}));
    // Odd sizes: a row of 131 values takes 5 blocks of 16 bytes and 2 scales.
    EXPECT_EQ(weightBytes(kInt4, 100, 131), (WeightBytes{8192, 512, 0}));
    EXPECT_EQ(weightBytes(kInt4, 100, 131).total(), 8192u + 512);
    EXPECT_EQ(weightBytes(WeightFormat::Float32, 0, 5), WeightBytes{});
}

TEST(TestWeightFormat, bytesOfNestedScalesAreThoseCountedByHand) {
    // 28672 * 4096 / 256 super-blocks: 458752, each with 16 bytes of scales and 4 of what multiplies these.
    EXPECT_EQ(weightBytes(WeightFormat::Q4_K, 28672, 4096), (WeightBytes{58'720'256, 7'340'032, 1'835'008}));
    EXPECT_EQ(weightBytes(WeightFormat::Q5_K, 28672, 4096), (WeightBytes{73'400'320, 7'340'032, 1'835'008}));
    EXPECT_EQ(weightBytes(WeightFormat::Q6_K, 28672, 4096), (WeightBytes{88'080'384, 7'340'032, 1'835'008}));
    // Rows are filled up to whole super-blocks: one of 300 values takes two.
    EXPECT_EQ(rowBytes(WeightFormat::Q4_K, 300), (WeightBytes{256, 32, 8}));
    EXPECT_EQ(rowBytes(WeightFormat::Q5_K, 300), (WeightBytes{320, 32, 8}));
    EXPECT_EQ(rowBytes(WeightFormat::Q6_K, 300), (WeightBytes{384, 32, 8}));
    EXPECT_EQ(weightBytes(WeightFormat::Q6_K, 3, 300), (WeightBytes{1280, 256, 256}));
    EXPECT_EQ(bytesPerValue(WeightFormat::Q4_K, 4096), (4 + 160.0 / 256) / 8);
    EXPECT_EQ(bytesPerValue(WeightFormat::Q5_K, 4096), (5 + 160.0 / 256) / 8);
    EXPECT_EQ(bytesPerValue(WeightFormat::Q6_K, 4096), (6 + 160.0 / 256) / 8);
    // Where the parts of the third row begin.
    std::vector<std::byte> memory(weightBytes(WeightFormat::Q5_K, 3, 300).total());
    const std::byte* const start = memory.data();
    const WeightParts parts = partsAt(memory.data(), WeightFormat::Q5_K, 3, 300, 2);
    EXPECT_EQ(parts.values - start, 2 * 320);
    EXPECT_EQ(parts.scales - start, 1024 + 2 * 32);
    EXPECT_EQ(parts.superScales - start, 1024 + 256 + 2 * 8);
}

TEST(TestWeightFormat, bytesOfPairsAreThoseCountedByHand) {
    // 28672 * 4096 values in 4 or 5 bits; 28672 * 32 or 28672 * 128 pairs of 4 bytes.
    EXPECT_EQ(weightBytes(WeightFormat::Int4Zero, 28672, 4096), (WeightBytes{58'720'256, 3'670'016, 0}));
    EXPECT_EQ(weightBytes(WeightFormat::Int4ZeroGroup32, 28672, 4096), (WeightBytes{58'720'256, 14'680'064, 0}));
    EXPECT_EQ(weightBytes(WeightFormat::Q4_1, 28672, 4096), (WeightBytes{58'720'256, 14'680'064, 0}));
    EXPECT_EQ(weightBytes(WeightFormat::Q5_1, 28672, 4096), (WeightBytes{73'400'320, 14'680'064, 0}));
    // Rows are filled up to whole super-blocks, with pairs of their own.
    EXPECT_EQ(rowBytes(WeightFormat::Int4Zero, 300), (WeightBytes{256, 16, 0}));
    EXPECT_EQ(rowBytes(WeightFormat::Q5_1, 300), (WeightBytes{320, 64, 0}));
    EXPECT_EQ(bytesPerValue(WeightFormat::Int4Zero, 4096), 4.25 / 8);
    EXPECT_EQ(bytesPerValue(WeightFormat::Q4_1, 4096), 5.0 / 8);
    EXPECT_EQ(bytesPerValue(WeightFormat::Q5_1, 4096), 6.0 / 8);
}

TEST(TestWeightFormat, bytesOfAValueCountItsShareOfScales) {
    EXPECT_EQ(bytesPerValue(WeightFormat::BFloat16, 4096), 2);
    EXPECT_EQ(bytesPerValue(kInt4, 4096), (4 + 16.0 / 128) / 8);
    EXPECT_EQ(bytesPerValue(kFp8, 4096), 1 + 4.0 / 4096);
}

TEST(TestWeightFormat, partsThatGainNothingKeepMoreBits) {
    for (const WeightFormatRow& row : weightFormats()) {
        const WeightFormats formats = row.format;
        EXPECT_EQ(formats.experts, row.format);
        EXPECT_EQ(formats.down, row.format);
        const int least = row.offered ? std::min(8, row.valueBits) : row.valueBits;  // files say what attention has
        EXPECT_GE(weightFormatRow(formats.attention).valueBits, least) << row.name;
        EXPECT_EQ(formats.head, formats.attention) << row.name;
        EXPECT_EQ(formats.output, formats.attention) << row.name;
        EXPECT_TRUE(formats.layers.empty());
        EXPECT_TRUE(weightFormatRow(formats.embedding).element) << row.name;
    }
    EXPECT_EQ(describeFormats(WeightFormat::Int4), "int4");
    EXPECT_EQ(describeFormats(WeightFormat::Float8), "fp8");
    WeightFormats mixed = WeightFormat::Int4;
    mixed.attention = mixed.output = WeightFormat::BFloat16;
    EXPECT_EQ(describeFormats(mixed), "int4 (attention bf16)");
    mixed.attention = WeightFormat::Float8;
    EXPECT_EQ(describeFormats(mixed), "int4 (attention output bf16)");
    EXPECT_EQ(namesOfExperts(mixed), "int4");
    EXPECT_EQ(describeFormats(WeightFormat::Q4_K), "q4_k");
    EXPECT_EQ(describeFormats(WeightFormat::BFloat16), "bf16");
}

TEST(TestWeightFormat, describesWhatDiffersFromTheExperts) {
    WeightFormats formats = WeightFormat::Float16;
    EXPECT_EQ(describeFormats(formats), "fp16");
    formats.head = WeightFormat::Float32;
    formats.attention = formats.output = WeightFormat::BFloat16;
    EXPECT_EQ(describeFormats(formats), "fp16 (attention bf16, head fp32)");
    EXPECT_FALSE(formats == WeightFormat::Float16);
}

TEST(TestWeightFormat, layersMayDiffer) {
    WeightFormats formats = WeightFormat::Q4_K;
    const LayerFormats usual = formats;
    LayerFormats other = usual;
    other.down = WeightFormat::Q6_K;
    formats.setLayers({other, usual, usual, usual, other});
    EXPECT_EQ(formats.down, WeightFormat::Q4_K) << "what most layers have";
    EXPECT_EQ(formats.layer(0), other);
    EXPECT_EQ(formats.layer(1), usual);
    EXPECT_EQ(formats.layer(99), usual) << "which this model does not have";
    EXPECT_EQ(describeFormats(formats), "q4_k (down q6_k in 2 of 5 layers)");
    other.down = WeightFormat::Q5_K;
    formats.layers[1] = other;
    EXPECT_EQ(describeFormats(formats), "q4_k (down q5_k in 1 of 5 layers, q6_k in 2)");
    EXPECT_EQ(namesOfExperts(formats), "q4_k + q5_k + q6_k");
    EXPECT_FALSE(formats == WeightFormat::Q4_K);
    // 2 * (4 + 5 / 8) of gate and up and so many of the way back, of 5 layers, 3 matrices and 8 bits a byte.
    EXPECT_DOUBLE_EQ(bytesPerExpertValue(formats, 4096), (10 * 4.625 + 2 * 6.625 + 5.625 + 2 * 4.625) / 5 / 3 / 8);
    EXPECT_DOUBLE_EQ(bytesPerExpertValue(WeightFormat::Q4_K, 4096), 4.625 / 8);

    // Where all are alike it is as if none were named, so that equal ones are equal.
    formats.setLayers({usual, usual});
    EXPECT_EQ(formats, WeightFormats(WeightFormat::Q4_K));
    formats.setLayers({other, usual});
    formats.replace([](WeightFormat) { return WeightFormat::BFloat16; });
    EXPECT_EQ(formats, WeightFormats(WeightFormat::BFloat16));
}

/// What llama.cpp makes of 8x7B: 28.4 GB, see the mix of each layer in its quantiser.
TEST(TestWeightMixes, areThoseOfTheFilesThatPeopleHave) {
    const std::optional<WeightFormats> mix = mixNamed("q4_k_m", 32);
    ASSERT_TRUE(mix);
    EXPECT_EQ(describeFormats(*mix),
              "q4_k (down q6_k in 16 of 32 layers, attention input bf16, attention output q5_k, head q6_k)");
    EXPECT_EQ(mix->layer(3).down, WeightFormat::Q6_K);
    EXPECT_EQ(mix->layer(4).down, WeightFormat::Q4_K);
    EXPECT_EQ(mix->layer(6).down, WeightFormat::Q6_K);
    EXPECT_EQ(mix->layer(31).down, WeightFormat::Q6_K);
    for (const std::string_view name : mixNames()) {
        EXPECT_TRUE(mixNamed(name, 1)) << name;
        for (const WeightFormatRow& row : weightFormats())
            EXPECT_NE(row.name, name);
    }
    EXPECT_FALSE(mixNamed("q4_k", 32));
}

}  // namespace
}  // namespace mw
