// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "mw/plan.h"

namespace mw::tools {

/// Distinct experts per layer that `batch` tokens are expected to choose, if all are equally likely: with t of E per
/// token, E (1 - (1 - t / E)^batch).
double expectedExperts(const ModelConfig& model, int batch);

/// Bytes that one decode step has to read, whatever the implementation: every weight it uses once (of the experts, the
/// expected number), and the keys and values of `batch` chats of `contextTokens` tokens. A model tied or not has one
/// head to read; of the embedding only single rows are read, which do not count.
double decodeStepBytes(const PlanRequest& request, int batch, double contextTokens);

}  // namespace mw::tools
