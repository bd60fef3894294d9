// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Configs with scaled rotary embeddings: from their keys to the angles of transformers.

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "json.h"
#include "mw/error.h"
#include "rope_config.h"

namespace mw {
namespace {

using nlohmann::json;

const std::filesystem::path kFile = "config.json";

ModelConfig configOf(const json& keys) {
    ModelConfig config;
    config.trainedContext = keys.value("max_position_embeddings", 32768);
    readRope(JsonFields(keys, kFile), config);
    return config;
}

TEST(TestRopeConfig, givesTheAnglesOfTransformers) {
    std::ifstream in(MW_TEST_DATA "/rope/golden.json");
    const json rows = json::parse(in);
    ASSERT_GE(rows.size(), 13U);
    for (const json& row : rows) {
        const ModelConfig config = configOf(row.at("config"));
        const int headDim = row.at("head_dim");
        const std::vector<float> found = inverseFrequencies({config.ropeTheta, config.ropeScaling}, headDim);
        const auto expected = row.at("frequencies").get<std::vector<float>>();
        ASSERT_EQ(found.size(), expected.size());
        for (std::size_t i = 0; i < found.size(); ++i)
            EXPECT_NEAR(found[i] / expected[i], 1, 1e-6) << row.at("config") << " " << i;
        EXPECT_NEAR(config.ropeScaling.attentionFactor, row.at("factor").get<double>(), 1e-12) << row.at("config");
    }
}

TEST(TestRopeConfig, withoutScalingThereIsNone) {
    for (
        const char* text : {
            R"({})",
            R"({"rope_theta": 1000000.0, "rope_scaling": null})",
            R"({"rope_theta": 1000000.0, "rope_scaling": {"type": "default"}})",
            R"({"rope_theta": 1000000.0, "rope_scaling": {"rope_type": "default"}})",
            R"({"rope_theta": 1000000.0, "rope_scaling": {"type": "linear", "factor": 1.0}})",
            R"({"rope_theta": 1000000.0, "rope_scaling": {"type": "yarn", "factor": 1}})",
            R"({"rope_theta": 1000000.0, "rope_scaling": {"type": "dynamic", "factor": 8}})",
            R"({"rope_theta": 1000000.0, "rope_scaling": {"type": "dynamic", "factor": 1.0, "original_max_position_embeddings": 4096}})",
            R"({"rope_theta": 1000000.0, "rope_scaling": {"rope_type": "llama3", "factor": 1.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0, "original_max_position_embeddings": 8192}})",
            R"({"rope_theta": 1000000.0, "rope_scaling": {"type": "ntk", "factor": 1}})",
            R"({"rope_theta": 1000000.0, "rope_scaling": {"rope_type": null, "type": "linear", "factor": 1}})",
            R"({"rope_theta": 1000000.0, "rope_scaling": {"factor": 1.0}})",
            R"({"rope_theta": 1000000.0, "rope_scaling": {}})",
            R"({"rope_parameters": {"rope_theta": 1000000.0, "rope_type": "default"}})",
            R"({"rope_parameters": {"rope_theta": 1000000.0, "rope_type": "linear", "factor": 1}})",
            R"({"rope_theta": 1000000.0, "rope_parameters": {"rope_type": "default"}})",
            R"({"rope_parameters": {"rope_type": "default"}})",
            R"({"rope_parameters": {"rope_theta": 1000000.0, "partial_rotary_factor": 1.0}})",
        }) {
        const ModelConfig config = configOf(json::parse(text));
        EXPECT_EQ(config.ropeTheta, 1e6) << text;
        EXPECT_EQ(config.ropeScaling, RopeScaling()) << text;
    }
}

TEST(TestRopeConfig, takesThetaFromWhereverItStands) {
    for (const char* text : {R"({"rope_theta": 5e5})", R"({"rope_parameters": {"rope_theta": 5e5}})",
                             R"({"rope_scaling": {"rope_theta": 5e5, "type": "linear", "factor": 2}})",
                             R"({"rope_theta": 5e5, "rope_scaling": {"type": "linear", "factor": 2}})",
                             R"({"rope_theta": 5e5, "rope_scaling": {"rope_theta": 5e5}})"})
        EXPECT_EQ(configOf(json::parse(text)).ropeTheta, 5e5) << text;
}

TEST(TestRopeConfig, whatIsNotComputedIsRefusedByName) {
    struct Row {
        const char* text;
        ErrorCode code;
        const char* part;
    };
    using enum ErrorCode;
    const Row rows[] = {
        {R"({"rope_scaling": {"rope_type": "llama3", "factor": 8}})", Unsupported, "rope_scaling.rope_type: expected"},
        {R"({"rope_scaling": {"type": "longrope"}})", Unsupported, "'longrope'"},
        {R"({"rope_scaling": {"type": "dynamic", "factor": 2, "original_max_position_embeddings": 4096}})", Unsupported,
         "'dynamic'"},
        {R"({"rope_parameters": {"rope_theta": 1e6, "rope_type": "proportional"}})", Unsupported,
         "rope_parameters.rope_type"},
        {R"({"rope_scaling": {"type": "linear"}})", FileFormat, "rope_scaling.factor"},
        {R"({"rope_scaling": {"type": "linear", "factor": 0}})", FileFormat, "rope_scaling.factor"},
        {R"({"rope_scaling": {"type": "linear", "factor": "2"}})", FileFormat, "rope_scaling.factor"},
        {R"({"rope_scaling": {"type": "yarn", "factor": -1}})", FileFormat, "rope_scaling.factor"},
        {R"({"rope_scaling": {"type": "yarn", "factor": 2, "beta_fast": -3}})", FileFormat, "rope_scaling.beta_fast"},
        {R"({"rope_scaling": {"type": "yarn", "factor": 2, "truncate": 1}})", FileFormat, "rope_scaling.truncate"},
        {R"({"rope_scaling": 2})", FileFormat, "rope_scaling"},
        {R"({"rope_scaling": {"type": 2}})", FileFormat, "rope_scaling.type"},
        {R"({"rope_theta": null})", FileFormat, "rope_theta"},
        {R"({"rope_theta": 1e4, "rope_scaling": {"rope_theta": 1e6}})", FileFormat,
         "rope_theta: expected the same as rope_scaling.rope_theta"},
        {R"({"rope_scaling": {"type": "longrope", "factor": 1}})", Unsupported, "'longrope'"},
        {R"({"partial_rotary_factor": 0.5})", Unsupported, "partial_rotary_factor"},
        {R"({"rope_scaling": {"type": "linear", "factor": 2, "partial_rotary_factor": 0.5}})", Unsupported, "partial"},
    };
    for (const auto& [text, code, part] : rows) {
        try {
            configOf(json::parse(text));
            ADD_FAILURE() << text;
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), code) << text;
            EXPECT_NE(std::string(error.what()).find(part), std::string::npos) << error.what();
        }
    }
}

}  // namespace
}  // namespace mw
