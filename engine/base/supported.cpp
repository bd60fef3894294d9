// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "mw/supported.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "mw/error.h"
#include "mw/plan.h"

namespace mw {

namespace {

constexpr std::array kKvOnCpu = {Precision::Float32, Precision::BFloat16, Precision::Float16, Precision::Float8};
constexpr std::array kKvOnCuda = {Precision::BFloat16, Precision::Float8};

std::string deviceWords(DeviceKind kind) {
    return kind == DeviceKind::Cpu ? "the CPU" : "GPUs";
}

template <typename Names>
[[noreturn]] void refuse(const std::string& what, std::string_view asked, DeviceKind kind, const Names& names) {
    std::string valid;
    for (const std::string_view name : names)
        valid += (valid.empty() ? "" : " or ") + std::string(name);
    throw Error(ErrorCode::Unsupported,
                "On " + deviceWords(kind) + " " + what + " " + valid + ", not " + std::string(asked) + ".");
}

}  // namespace

std::vector<WeightFormat> supportedWeights(DeviceKind kind) {
    std::vector<WeightFormat> formats;
    for (const WeightFormatRow& row : weightFormats())
        if (row.offered && runsOn(row.format, kind)) formats.push_back(row.format);
    return formats;
}

std::span<const Precision> supportedKv(DeviceKind kind) {
    if (kind == DeviceKind::Cpu) return kKvOnCpu;
    return kKvOnCuda;
}

namespace {

/// Of the experts, which take most of the time.
bool hasFloat8Experts(const WeightFormats& weights) {
    return weights.experts == WeightFormat::Float8 && weights.down == WeightFormat::Float8;
}

}  // namespace

std::vector<Activations> supportedActivations(const WeightFormats& weights, std::span<const DeviceSpec> devices) {
    if (!hasFloat8Experts(weights) || !std::ranges::all_of(devices, &DeviceSpec::float8Products))
        return {Activations::Exact};
    return {Activations::Exact, Activations::Float8};
}

void requireSupported(Activations activations, const WeightFormats& weights, std::span<const DeviceSpec> devices) {
    if (activations == Activations::Exact) return;
    if (!hasFloat8Experts(weights))
        throw Error(ErrorCode::Unsupported, "Activations in fp8 are multiplied with weights in fp8; the experts' are " +
                                                namesOfExperts(weights) + ".");
    for (const DeviceSpec& device : devices)
        if (!device.float8Products)
            throw Error(ErrorCode::Unsupported,
                        device.name + " does not multiply activations in fp8 yet; the CPU does, as a reference.");
}

Precision activationPrecision(DeviceKind kind) {
    return kind == DeviceKind::Cpu ? Precision::Float32 : Precision::BFloat16;
}

WeightFormats residentFormats(const WeightFormats& stored, DeviceKind kind) {
    WeightFormats formats = stored;
    formats.replace([kind](WeightFormat format) {
        if (runsOn(format, kind)) return format;
        // A code less its zero point is one of 8 bits.
        return format == WeightFormat::Int4Zero ? WeightFormat::Int8 : WeightFormat::BFloat16;
    });
    return formats;
}

void requireSupported(const WeightFormats& weights, Precision kv, DeviceKind kind) {
    for (const WeightFormat format : weights.all()) {
        if (runsOn(format, kind)) continue;
        std::vector<std::string_view> names;
        for (const WeightFormat other : supportedWeights(kind))
            names.push_back(weightFormatName(other));
        refuse("weights are held in", weightFormatName(format), kind, names);
    }
    if (const WeightFormatRow& embedding = weightFormatRow(weights.embedding); !embedding.element)
        throw Error(ErrorCode::Unsupported, "The embedding is held in 16 or 32 bits, not in " +
                                                std::string(embedding.name) + ": a token reads but one row of it.");
    if (const auto known = supportedKv(kind); std::ranges::find(known, kv) == known.end()) {
        std::vector<std::string_view> names;
        for (const Precision other : known)
            names.push_back(precisionName(other));
        refuse("the KV cache is in", precisionName(kv), kind, names);
    }
}

void requireSupported(const RopeScaling& scaling, DeviceKind kind) {
    // The kernels take any frequencies, but no factor of sines and cosines.
    if (kind == DeviceKind::Cuda && scaling.attentionFactor != 1)
        throw Error(
            ErrorCode::Unsupported,
            "Rotary embeddings that are scaled by YaRN (rope_scaling) are computed on the CPU, not on GPUs yet.");
}

}  // namespace mw
