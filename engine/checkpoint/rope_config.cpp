// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "rope_config.h"

#include <array>
#include <cmath>
#include <optional>
#include <string>

#include "config_limits.h"

namespace mw {

namespace {

constexpr double kMostFactor = 1e6;

/// A number in (0, most]; nothing where the key is missing, null or, as Python's `or` has it, 0.
std::optional<double> optionalNumber(const JsonFields& fields, const char* key, double most) {
    if (!fields.has(key) || *fields.find(key) == 0) return std::nullopt;
    return fields.number(key, 0, most);
}

void checkPartial(const JsonFields& rope) {
    if (rope.has("partial_rotary_factor") && rope.number("partial_rotary_factor", 0, 1) != 1)
        throw rope.unsupported("partial_rotary_factor", "1", "partial rotary embeddings are not supported");
}

constexpr std::array kScalingKeys = {"rope_scaling", "rope_parameters"};

/// Where the scaling is described, if anywhere.
std::optional<JsonFields> scalingFields(const JsonFields& fields) {
    for (const char* key : kScalingKeys)
        if (fields.has(key)) return fields.object(key);
    return std::nullopt;
}

/// Configs that passed through several versions of transformers may hold it in several places.
double readTheta(const JsonFields& fields) {
    std::optional<double> theta;
    std::string place;
    const auto take = [&](const JsonFields& holder, const std::string& name) {
        if (!holder.find("rope_theta")) return;
        const double found = holder.number("rope_theta", 0, kMostTheta);
        if (theta && *theta != found)
            throw holder.mismatch("rope_theta", "the same as " + place + " (" + nlohmann::json(*theta).dump() + ")");
        theta = found;
        place = name;
    };
    for (const char* key : kScalingKeys)
        if (fields.has(key)) take(fields.object(key), key + std::string(".rope_theta"));
    take(fields, "rope_theta");
    // What transformers takes for Mixtral where a config says nothing.
    return theta.value_or(ModelConfig().ropeTheta);
}

/// How much longer sentences are heard, by the paper's formula.
double attentionScale(double factor, double weight = 1) {
    return factor <= 1 ? 1 : 0.1 * weight * std::log(factor) + 1;
}

RopeScaling readYarn(const JsonFields& fields, const JsonFields& rope, int context) {
    RopeScaling scaling{.yarn = true};
    const JsonFields& holder = fields.has("original_max_position_embeddings") ? fields : rope;
    scaling.originalContext =
        optionalNumber(holder, "original_max_position_embeddings", kMostContext).value_or(context);
    scaling.factor = rope.has("factor") ? rope.number("factor", 0, kMostFactor) : context / scaling.originalContext;
    scaling.betaFast = optionalNumber(rope, "beta_fast", kMostFactor).value_or(scaling.betaFast);
    scaling.betaSlow = optionalNumber(rope, "beta_slow", kMostFactor).value_or(scaling.betaSlow);
    scaling.truncate = rope.boolean("truncate", true);
    const auto scale = optionalNumber(rope, "mscale", kMostFactor);
    const auto scaleOfAll = optionalNumber(rope, "mscale_all_dim", kMostFactor);
    if (rope.has("attention_factor"))
        scaling.attentionFactor = rope.number("attention_factor", 0, kMostFactor);
    else if (scale && scaleOfAll)
        scaling.attentionFactor = attentionScale(scaling.factor, *scale) / attentionScale(scaling.factor, *scaleOfAll);
    else
        scaling.attentionFactor = attentionScale(scaling.factor);
    return scaling.factor == 1 && scaling.attentionFactor == 1 ? RopeScaling{} : scaling;
}

RopeScaling readScaling(const JsonFields& fields, const JsonFields& rope, int context) {
    checkPartial(rope);
    const char* key = rope.has("rope_type") ? "rope_type" : "type";
    const std::string type = rope.has(key) ? rope.string(key) : "default";
    if (type == "default") return {};
    if (type == "linear") return {.factor = rope.number("factor", 0, kMostFactor)};
    if (type == "yarn") return readYarn(fields, rope, context);
    // These only stretch by the factor.
    if ((type == "dynamic" || type == "llama3" || type == "ntk") && rope.has("factor") && *rope.find("factor") == 1)
        return {};
    // Up to max_position_embeddings, which no context here exceeds, it changes nothing.
    if (type == "dynamic" && !rope.has("original_max_position_embeddings")) return {};
    throw rope.unsupported(key, "'default', 'linear', 'dynamic' or 'yarn'",
                           "this scaling of rotary embeddings is not supported");
}

}  // namespace

void readRope(const JsonFields& fields, ModelConfig& config) {
    checkPartial(fields);
    config.ropeTheta = readTheta(fields);
    if (const auto rope = scalingFields(fields)) config.ropeScaling = readScaling(fields, *rope, config.trainedContext);
}

}  // namespace mw
