// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Models that other tools quantised compute what these tools' own values do; see tests/data/quantised/README.md.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <ostream>
#include <string>

#include "golden_model.h"
#include "npy.h"
#include "temp_dir.h"

namespace mw::test {
namespace {

const std::filesystem::path kQuantised = std::filesystem::path(MW_TEST_DATA) / "quantised";
constexpr double kTolerance = 1e-4;

/// A form of tests/data/quantised, and what holds it as it is stored.
struct Form {
    const char* name;
    WeightFormat held;
};
void PrintTo(const Form& form, std::ostream* out) {
    *out << form.name;
}

class TestGoldenQuantised : public testing::TestWithParam<Form> {
 protected:
    static double errorOf(const LoadOptions& options) {
        const auto ids = readNpy<std::int32_t>(kQuantised / "ids.npy").values;
        const auto logits = readNpy<float>(kQuantised / GetParam().name / "logits.npy").values;
        Engine engine = loadedEngine(options);
        if (!options.weights) {
            EXPECT_EQ(engine.model()->plan.request.weights.experts, GetParam().held);
            EXPECT_EQ(engine.model()->plan.request.weights.attention, GetParam().held);
        }
        return relativeError(engine.logits({ids.begin(), ids.end()}), logits);
    }
};

TEST_P(TestGoldenQuantised, equalsTransformersWithTheToolsOwnValues) {
    // Groups of 128 inputs are too large to be divided in models as small as these.
    const WeightFormat held = GetParam().held;
    const bool isGrouped = held != WeightFormat::BFloat16 && weightFormatRow(held).groupSize == 128;
    for (int devices = 1; devices <= (isGrouped ? 1 : 2); ++devices) {
        LoadOptions options = cpuOptions(kQuantised / GetParam().name, devices);
        options.weights = WeightFormat::Float32;
        EXPECT_LE(errorOf(options), kTolerance) << devices;
        // As stored is the same, where a format holds all values, and near where they are rounded to 16 bits.
        options.weights.reset();
        const double error = errorOf(options);
        if (GetParam().held == WeightFormat::BFloat16) {
            EXPECT_LE(error, 0.05) << devices;
            EXPECT_GT(error, kTolerance) << devices;
        } else {
            EXPECT_LE(error, kTolerance) << devices;
        }
    }
}

/// A copy of a form, with some of its numbers in float32 multiplied; `factors` by the endings of their names.
void copyWithFactors(const std::filesystem::path& from, const std::filesystem::path& to,
                     const std::map<std::string, float>& factors) {
    std::filesystem::copy(from, to, std::filesystem::copy_options::recursive);
    std::string file = readFile(from / "model.safetensors");
    std::uint64_t length = 0;
    std::memcpy(&length, file.data(), sizeof length);
    const auto header = nlohmann::json::parse(file.substr(sizeof length, length));
    std::size_t changed = 0;
    for (const auto& [name, tensor] : header.items())
        for (const auto& [ending, factor] : factors) {
            if (!name.ends_with(ending)) continue;
            const auto end = tensor["data_offsets"][1].get<std::size_t>();
            for (auto at = tensor["data_offsets"][0].get<std::size_t>(); at < end; at += sizeof(float)) {
                float value = 0;
                char* const place = file.data() + sizeof length + length + at;
                std::memcpy(&value, place, sizeof value);
                value *= factor;
                std::memcpy(place, &value, sizeof value);
            }
            ++changed;
        }
    ASSERT_EQ(changed, factors.size());
    writeFile(to / "model.safetensors", file);
}

TEST(TestKvScales, keepKeysAndValuesInTheRangeOfTheCache) {
    // As small as no number of e4m3 is, and as the scales say.
    const std::filesystem::path form = kQuantised / "autofp8-static";
    const TempDir home;
    const std::filesystem::path small = home / "small", unsaid = home / "unsaid";
    std::map<std::string, float> factors = {{"q_proj.weight_scale", 0x1p12f},
                                            {"k_proj.weight_scale", 0x1p-12f},
                                            {"v_proj.weight_scale", 0x1p-12f},
                                            {"o_proj.weight_scale", 0x1p12f}};
    copyWithFactors(form, unsaid, factors);
    // 0.5 there; a power of two lies between what is said and twice that.
    factors["self_attn.k_scale"] = 1.5f * 0x1p-12f;
    factors["self_attn.v_scale"] = 0x1p-12f;
    copyWithFactors(form, small, factors);

    const auto ids = readNpy<std::int32_t>(kQuantised / "ids.npy").values;
    const auto expected = readNpy<float>(form / "logits.npy").values;
    const auto errorOf = [&](const std::filesystem::path& folder, std::optional<Precision> kv,
                             std::optional<WeightFormat> weights, int devices) {
        LoadOptions options = cpuOptions(folder, devices);
        options.kvPrecision = kv;
        options.weights = weights;
        Engine engine = loadedEngine(options);
        return relativeError(engine.logits({ids.begin(), ids.end()}), expected);
    };
    const double usual = errorOf(form, Precision::Float8, {}, 1);
    EXPECT_GT(usual, kTolerance);
    EXPECT_GT(errorOf(unsaid, Precision::Float8, {}, 1), 10 * usual);
    for (int devices = 1; devices <= 2; ++devices)
        for (const std::optional<WeightFormat> weights :
             {std::optional<WeightFormat>(), std::optional(WeightFormat::Float32)}) {
            EXPECT_LE(errorOf(small, Precision::Float8, weights, devices), 1.3 * usual) << devices;
            // Other caches hold them as they are.
            EXPECT_LE(errorOf(small, Precision::Float32, weights, devices), kTolerance) << devices;
        }
}

INSTANTIATE_TEST_SUITE_P(
    Forms, TestGoldenQuantised,
    testing::Values(Form{"autofp8-static", WeightFormat::Float8}, Form{"fp8-blocks", WeightFormat::BFloat16},
                    Form{"awq-g128", WeightFormat::Int4Zero}, Form{"awq-g32-old", WeightFormat::Int4ZeroGroup32},
                    Form{"gptq-int4-g128", WeightFormat::Int4},
                    Form{"gptq-int4-g32-act-order-v2", WeightFormat::BFloat16},
                    Form{"gptq-int4-g128-asymmetric", WeightFormat::Int4Zero},
                    Form{"gptq-int3-g32-asymmetric", WeightFormat::Int4Group32},
                    Form{"gptq-int8-old", WeightFormat::Int8}, Form{"ct-int4-g128", WeightFormat::Int4},
                    Form{"ct-int4-g32-asymmetric", WeightFormat::Int4ZeroGroup32},
                    Form{"ct-int8-channel", WeightFormat::Int8}, Form{"ct-fp8-channel", WeightFormat::Float8},
                    Form{"ct-fp8-tensor", WeightFormat::Float8}, Form{"ct-fp8-blocks", WeightFormat::BFloat16}),
    [](const auto& row) {
        std::string name = row.param.name;
        std::ranges::replace(name, '-', '_');
        return name;
    });

}  // namespace
}  // namespace mw::test
