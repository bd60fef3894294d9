// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <functional>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "backend.h"
#include "checkpoint.h"
#include "device_model.h"
#include "mw/plan.h"

namespace mw {

/// A Mixtral model on the devices of a backend: its weights, its KV cache, and the forward pass (Jiang et al.,
/// "Mixtral of Experts", 2024, sections 2 and 2.1). Takes exactly the memory that the plan says.
class Mixtral {
 public:
    /// Allocates everything on every device. `promptActivations`: see LoadOptions. Throws OutOfMemory.
    Mixtral(Backend& backend, const Plan& plan, Activations promptActivations = Activations::Exact);

    /// Reads the weights, all devices at once. `advance` is told bytes as they arrive, from several threads.
    /// Returns early if `stop` is requested. Throws Error.
    void load(const Checkpoint& checkpoint, const std::function<void(std::uint64_t bytes)>& advance,
              std::stop_token stop);

    /// Random weights instead, the same for the same seed and placement.
    void randomise(std::uint64_t seed);

    /// Bytes that load() reports in all.
    std::uint64_t weightBytes() const;

    /// Runs one step on all devices, or puts it in line where the backend runs ahead: computes keys, values and logits,
    /// and draws a token for each of `inputs.sampling`.
    void launch(const StepInputs& inputs);
    /// The tokens of the oldest launched step that drew some and was not collected yet; waits for it.
    std::vector<SampledToken> collect();

    /// The logits after some tokens of the step that was launched last, given by their places in its inputs: hands them
    /// to `take` in their order, a few rows [rows, vocabulary] at a time.
    using TakeLogits = std::function<void(std::span<const float> logits)>;
    void logitsOfLaunched(StepInputs inputs, std::span<const int> tokenRows, const TakeLogits& take);

    /// Runs one step and returns the logits after every token of it, [tokens, vocabulary], instead of drawing.
    std::vector<float> score(StepInputs inputs);

    /// Runs a step again, looking for the first NaN or infinity: "layer 3, experts". Empty if there is none.
    std::string findNonFinite(StepInputs inputs);

 private:
    DeviceModel& on(const Device& device);
    DeviceModel& drawing();
    Activations activationsOf(const StepInputs& inputs) const;

    Backend& m_backend;
    const Activations m_promptActivations;
    std::vector<std::unique_ptr<DeviceModel>> m_devices;  ///< one per rank
};

}  // namespace mw
