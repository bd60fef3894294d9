// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "mw/supported.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "mw/error.h"
#include "mw/plan.h"

namespace mw {
namespace {

constexpr DeviceKind kKinds[] = {DeviceKind::Cpu, DeviceKind::Cuda};

std::string refusal(const WeightFormats& weights, Precision kv, DeviceKind kind) {
    try {
        requireSupported(weights, kv, kind);
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::Unsupported);
        return error.what();
    }
    return "";
}

TEST(TestSupported, whatIsOfferedIsNotRefused) {
    for (const DeviceKind kind : kKinds) {
        ASSERT_FALSE(supportedWeights(kind).empty());
        ASSERT_FALSE(supportedKv(kind).empty());
        for (const WeightFormat format : supportedWeights(kind))
            for (const Precision kv : supportedKv(kind))
                EXPECT_EQ(refusal(format, kv, kind), "");
    }
}

TEST(TestSupported, activationsInFloat8WantWeightsAndDevicesThatMultiplyThem) {
    const DeviceSpec can{.name = "H200", .float8Products = true}, cannot{.name = "A100"};
    const auto refused = [](const WeightFormats& weights, std::vector<DeviceSpec> devices) -> std::string {
        const std::vector<Activations> offered = supportedActivations(weights, devices);
        EXPECT_EQ(offered.front(), Activations::Exact);
        requireSupported(Activations::Exact, weights, devices);
        try {
            requireSupported(Activations::Float8, weights, devices);
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::Unsupported);
            EXPECT_EQ(offered.size(), 1U);
            return error.what();
        }
        EXPECT_EQ(offered.back(), Activations::Float8);
        return "";
    };
    EXPECT_EQ(refused(WeightFormat::Float8, {can, can}), "");
    EXPECT_NE(refused(WeightFormat::Float8, {can, cannot}).find("A100 does not"), std::string::npos);
    EXPECT_NE(refused(WeightFormat::Int4, {can}).find("are int4."), std::string::npos);
    WeightFormats half = WeightFormat::Float8;
    half.down = WeightFormat::BFloat16;
    EXPECT_NE(refused(half, {can}).find("bf16"), std::string::npos);
    EXPECT_EQ(parseActivations("fp8"), Activations::Float8);
    EXPECT_EQ(parseActivations("exact"), Activations::Exact);
    EXPECT_THROW(parseActivations("int8"), Error);
}

TEST(TestSupported, whateverIsStoredIsHeldInWhatRuns) {
    for (const DeviceKind kind : kKinds)
        for (const WeightFormatRow& row : weightFormats())
            EXPECT_EQ(refusal(residentFormats(row.format, kind), supportedKv(kind).front(), kind), "") << row.name;
    WeightFormats mixed = WeightFormat::BFloat16;
    mixed.head = WeightFormat::Float32;
    EXPECT_EQ(residentFormats(mixed, DeviceKind::Cpu), mixed);
    EXPECT_EQ(residentFormats(mixed, DeviceKind::Cuda), WeightFormats(WeightFormat::BFloat16));
    // Each matrix by itself.
    mixed = WeightFormat::Int4Group32;
    LayerFormats other = mixed;
    other.output = WeightFormat::Int8Group32;
    mixed.setLayers({mixed, other, mixed});
    EXPECT_EQ(residentFormats(mixed, DeviceKind::Cpu), mixed);
    EXPECT_EQ(residentFormats(mixed, DeviceKind::Cuda), mixed);
    EXPECT_EQ(refusal(mixed, Precision::BFloat16, DeviceKind::Cuda), "");
    other.output = WeightFormat::Float16;
    other.down = WeightFormat::Q6_K;
    mixed.setLayers({mixed, other, mixed});
    EXPECT_EQ(describeFormats(residentFormats(mixed, DeviceKind::Cuda)),
              "int4-g32 (down q6_k in 1 of 3 layers, attention output bf16 in 1 of 3 layers)");
    EXPECT_NE(refusal(mixed, Precision::BFloat16, DeviceKind::Cuda), "");
}

TEST(TestSupported, formatsOfFilesAreNotOffered) {
    for (const DeviceKind kind : kKinds)
        for (const WeightFormat format :
             {WeightFormat::Int8Group32, WeightFormat::Q4_K, WeightFormat::Q5_K, WeightFormat::Q6_K,
              WeightFormat::Int4Zero, WeightFormat::Int4ZeroGroup32, WeightFormat::Q4_1, WeightFormat::Q5_1}) {
            EXPECT_EQ(std::ranges::count(supportedWeights(kind), format), 0);
            if (!runsOn(format, kind)) continue;
            EXPECT_EQ(refusal(format, supportedKv(kind).front(), kind), "");
            EXPECT_EQ(residentFormats(format, kind).experts, format);
        }
    // GPUs hold zero points with the codes in 8 bits, and others in 16.
    EXPECT_EQ(residentFormats(WeightFormat::Int4Zero, DeviceKind::Cuda).experts, WeightFormat::Int8);
    EXPECT_EQ(residentFormats(WeightFormat::Q4_1, DeviceKind::Cuda).experts, WeightFormat::BFloat16);
}

TEST(TestSupported, saysWhatRunsInstead) {
    EXPECT_EQ(refusal(WeightFormat::Float16, Precision::BFloat16, DeviceKind::Cuda),
              "On GPUs weights are held in bf16 or fp8 or int8 or int4 or int4-g32, not fp16.");
    EXPECT_EQ(refusal(WeightFormat::BFloat16, Precision::Float32, DeviceKind::Cuda),
              "On GPUs the KV cache is in bf16 or fp8, not fp32.");
    WeightFormats mixed = WeightFormat::BFloat16;
    mixed.attention = WeightFormat::Float32;
    EXPECT_EQ(refusal(mixed, Precision::BFloat16, DeviceKind::Cuda),
              "On GPUs weights are held in bf16 or fp8 or int8 or int4 or int4-g32, not fp32.");
    mixed = WeightFormat::Int4;
    mixed.embedding = WeightFormat::Float8;
    EXPECT_EQ(refusal(mixed, Precision::BFloat16, DeviceKind::Cuda),
              "The embedding is held in 16 or 32 bits, not in fp8: a token reads but one row of it.");
}

}  // namespace
}  // namespace mw
