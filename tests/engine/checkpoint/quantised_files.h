// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <functional>
#include <string>
#include <vector>

#include "checkpoint.h"

namespace mw::test {

/// Every matrix of a model, and its name in files of Hugging Face.
void forEachMatrix(const Checkpoint& checkpoint,
                   const std::function<void(const TensorSlice& whole, const std::string& name)>& use);

/// The values of a slice.
std::vector<float> valuesOf(const Checkpoint& checkpoint, const TensorSlice& slice);

}  // namespace mw::test
