// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <string>
#include <vector>

#include "mw/plan.h"

namespace mw::test {

inline constexpr std::uint64_t kGiB = 1ULL << 30;

inline DeviceSpec gpu(double gib) {
    return {DeviceKind::Cuda, std::to_string(static_cast<int>(gib)) + " GiB GPU",
            static_cast<std::uint64_t>(gib * static_cast<double>(kGiB))};
}

inline DeviceSpec cpu(double gib) {
    return {DeviceKind::Cpu, "CPU", static_cast<std::uint64_t>(gib * static_cast<double>(kGiB))};
}

inline PlanRequest request(const ModelConfig& model, std::vector<DeviceSpec> devices, int context = 4096,
                           int batch = 1) {
    PlanRequest request;
    request.model = model;
    request.devices = std::move(devices);
    request.contextTokens = context;
    request.batch = batch;
    return request;
}

/// A model of a few megabytes whose sizes divide by 2 and 4.
inline ModelConfig smallModel() {
    ModelConfig model;
    model.name = "small";
    model.hiddenSize = 64;
    model.layers = 6;
    model.feedForwardSize = 128;
    model.heads = 8;
    model.kvHeads = 4;
    model.headDim = 16;
    model.experts = 4;
    model.expertsPerToken = 2;
    model.vocabularySize = 320;
    model.trainedContext = 512;
    return model;
}

inline std::int64_t roomOf(const DevicePlan& device) {
    return static_cast<std::int64_t>(device.capacityBytes) - static_cast<std::int64_t>(device.totalBytes());
}

}  // namespace mw::test
