// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Models that other tools quantised compute what these tools' own values do; see tests/data/quantised/README.md.

#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>
#include <string>

#include "golden_model.h"
#include "npy.h"

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
