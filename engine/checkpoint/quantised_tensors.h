// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "quantisation_config.h"
#include "stored_tensor.h"

namespace mw {

/// Puts one tensor "X.weight" [out, in], see PackedMatrix, in place of each group of tensors that a quantisation tool
/// made of one, and takes those away that are not needed here: scales of activations and of the KV cache. Throws Error
/// with file, tensor and what is wrong where they do not fit together, or say other than the config.
void joinQuantised(const QuantisationConfig& config, StoredTensors& tensors);

/// Throws Error(FileFormat) if there is a tensor that only quantised weights have.
void refuseQuantised(const StoredTensors& tensors, const std::string& why);

}  // namespace mw
