// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "device_model.h"

namespace mw {

/// Reads the weights that a device holds from a checkpoint: slices for its part of the model, converted to how it holds
/// them. `advance` is told bytes as they arrive, from several threads. Returns early if `stop` is requested. Throws
/// Error.
void loadWeights(DeviceModel& model, const Checkpoint& checkpoint, const std::function<void(std::uint64_t)>& advance,
                 const std::stop_token& stop);

/// Random weights instead, the same for the same seed and placement.
void randomiseWeights(DeviceModel& model, std::uint64_t seed);

}  // namespace mw
