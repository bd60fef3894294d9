// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "mixtral.h"

#include <algorithm>
#include <numeric>

#include "loader.h"

namespace mw {

namespace {

/// Up to so many tokens of prompts in a step it is the weights that take the time: rounding would gain nothing.
constexpr int kExactPromptTokens = 128;

}  // namespace

Mixtral::Mixtral(Backend& backend, const Plan& plan, Activations promptActivations)
    : m_backend(backend), m_promptActivations(promptActivations), m_devices(plan.devices.size()) {
    m_backend.setPlacement(plan.placement);
    m_backend.runOnAll([&](Device& device) {
        m_devices[static_cast<std::size_t>(device.rank())] = std::make_unique<DeviceModel>(device, plan);
    });
}

DeviceModel& Mixtral::on(const Device& device) {
    return *m_devices[static_cast<std::size_t>(device.rank())];
}

DeviceModel& Mixtral::drawing() {
    return **std::ranges::find_if(m_devices, [](const auto& device) { return device->draws(); });
}

/// Of the whole step, also of the answers' tokens in it. Steps of answers alone, however many, are exact.
Activations Mixtral::activationsOf(const StepInputs& inputs) const {
    int ofPrompts = 0;
    for (const StepSequence& sequence : inputs.sequences)
        if (sequence.tokens > 1) ofPrompts += sequence.tokens;
    return ofPrompts > kExactPromptTokens ? m_promptActivations : Activations::Exact;
}

void Mixtral::load(const Checkpoint& checkpoint, const std::function<void(std::uint64_t)>& advance,
                   std::stop_token stop) {
    m_backend.runOnAll([&](Device& device) { loadWeights(on(device), checkpoint, advance, stop); });
}

void Mixtral::randomise(std::uint64_t seed) {
    m_backend.runOnAll([&](Device& device) { randomiseWeights(on(device), seed); });
}

std::uint64_t Mixtral::weightBytes() const {
    std::uint64_t bytes = 0;
    for (const auto& device : m_devices)
        for (const auto& [buffer, data] : device->weights())
            bytes += static_cast<std::uint64_t>(buffer.rows) * rowBytes(buffer.format, buffer.columns).total();
    return bytes;
}

void Mixtral::launch(const StepInputs& inputs) {
    const int tokens = static_cast<int>(inputs.tokens.size());
    const int rows = static_cast<int>(inputs.sampling.size());
    m_backend.runOnAll([&](Device& device) {
        DeviceModel& model = on(device);
        device.execute(inputs, [&] {
            model.forward(tokens, activationsOf(inputs));
            if (rows == 0 || !model.hasHead()) return;
            const Matrix logits = model.head(rows);
            // Where steps run ahead, each rank feeds what was drawn to its own next step: all draw the same.
            if (model.draws() || m_backend.asyncScheduling()) device.sample(logits);
        });
    });
}

std::vector<SampledToken> Mixtral::collect() {
    std::vector<SampledToken> drawn = drawing().device().sampled();
    for (const auto& model : m_devices)
        if (!model->draws()) model->device().sampled();
    return drawn;
}

void Mixtral::logitsOfLaunched(StepInputs inputs, std::span<const int> tokenRows, const TakeLogits& take) {
    inputs.replayable = false;
    DeviceModel& drawer = drawing();
    std::vector<float> logits;
    while (!tokenRows.empty()) {
        const auto some = tokenRows.first(std::min(tokenRows.size(), static_cast<std::size_t>(drawer.maxLogitRows())));
        tokenRows = tokenRows.subspan(some.size());
        std::vector<SamplingRow> wanted(some.size());
        for (std::size_t row = 0; row < some.size(); ++row)
            wanted[row].tokenRow = some[row];
        inputs.sampling = wanted;
        logits.resize(some.size() * static_cast<std::size_t>(drawer.config().vocabularySize));
        m_backend.runOnAll([&](Device& device) {
            if (!on(device).hasHead()) return;
            device.execute(inputs, [&] {
                const Matrix rows = on(device).head(static_cast<int>(some.size()));
                if (on(device).draws()) device.download(logits.data(), rows.data, rows.bytes());
            });
        });
        take(logits);
    }
}

std::vector<float> Mixtral::score(StepInputs inputs) {
    inputs.sampling = {};
    inputs.replayable = false;
    const int tokens = static_cast<int>(inputs.tokens.size());
    m_backend.runOnAll(
        [&](Device& device) { device.execute(inputs, [&] { on(device).forward(tokens, activationsOf(inputs)); }); });
    std::vector<int> all(inputs.tokens.size());
    std::iota(all.begin(), all.end(), 0);
    std::vector<float> scores;
    scores.reserve(all.size() * static_cast<std::size_t>(drawing().config().vocabularySize));
    logitsOfLaunched(inputs, all,
                     [&](std::span<const float> logits) { scores.insert(scores.end(), logits.begin(), logits.end()); });
    return scores;
}

std::string Mixtral::findNonFinite(StepInputs inputs) {
    const int tokens = static_cast<int>(inputs.tokens.size());
    inputs.replayable = false;
    std::vector<std::string> found(m_devices.size());
    m_backend.runOnAll([&](Device& device) {
        std::string& place = found[static_cast<std::size_t>(device.rank())];
        // The pass goes on after a find, since the other devices wait for this one's part.
        const auto inspect = [&](const std::string& where, Matrix values) {
            if (place.empty() && !device.allFinite(values)) place = where;
        };
        device.execute(inputs, [&] { on(device).forward(tokens, activationsOf(inputs), inspect); });
    });
    const auto first = std::ranges::find_if(found, [](const std::string& place) { return !place.empty(); });
    return first == found.end() ? "" : *first;
}

}  // namespace mw
