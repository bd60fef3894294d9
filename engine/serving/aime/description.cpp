// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "description.h"

#include <unistd.h>

#include <array>
#include <cstdio>

#include "mw/version.h"
#include "mw/weight_format.h"

namespace mw::aime {

namespace {

/// "46.7B", "18M".
std::string roundNumber(std::uint64_t parameters) {
    std::array<char, 32> text{};
    const auto number = static_cast<double>(parameters);
    if (number >= 1e9)
        std::snprintf(text.data(), text.size(), "%.1fB", number / 1e9);
    else
        std::snprintf(text.data(), text.size(), "%.0fM", number / 1e6);
    return text.data();
}

}  // namespace

WorkerDescription describe(const LoadedModel& model, int places) {
    const CheckpointInfo& checkpoint = model.checkpoint;
    WorkerDescription description;
    description.framework = "Mixtral Workbench";
    description.frameworkVersion = builtVersion();
    description.interfaceVersion = description.framework + " " + description.frameworkVersion;
    description.gpuName = model.deviceNames.empty() ? model.backend : model.deviceNames.front();
    description.gpus = static_cast<int>(model.plan.devices.size());
    description.places = places;
    description.modelLabel = checkpoint.config.name;
    description.modelQuantization = describeFormats(model.plan.request.weights);
    description.modelSize = roundNumber(parameterCount(checkpoint.config));
    description.modelRepository = checkpoint.directory.filename().string();
    return description;
}

std::string usualWorkerName() {
    std::array<char, 256> host{};
    if (gethostname(host.data(), host.size() - 1) != 0) return "worker#" + std::to_string(getpid());
    return std::string(host.data()) + "#" + std::to_string(getpid());
}

}  // namespace mw::aime
