// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "json.h"
#include "mw/model.h"

namespace mw {

/// Reads ropeTheta and ropeScaling from config.json of transformers 4 (rope_theta, rope_scaling) or 5
/// (rope_parameters), once config.trainedContext is known. Throws Error, and Error(Unsupported) for a scaling that is
/// not computed.
void readRope(const JsonFields& fields, ModelConfig& config);

}  // namespace mw
