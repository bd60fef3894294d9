// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// What runs on a kind of device. Planner, menus, curves, dialogs and the load ask here and nowhere else, so that what
// is offered can be loaded, and what cannot be loaded is neither offered nor drawn.

#pragma once

#include <span>
#include <vector>

#include "mw/activations.h"
#include "mw/device_kind.h"
#include "mw/precision.h"
#include "mw/rope.h"
#include "mw/weight_format.h"

namespace mw {

struct DeviceSpec;

/// The formats in which people may have devices of this kind hold weights, in the order of the table.
std::vector<WeightFormat> supportedWeights(DeviceKind kind);

/// The types in which devices of this kind keep the KV cache, the usual one first.
std::span<const Precision> supportedKv(DeviceKind kind);

/// What the activations of prompts may be with such weights on such devices, the usual one first.
std::vector<Activations> supportedActivations(const WeightFormats& weights, std::span<const DeviceSpec> devices);

/// In what the backends compute: GPUs in bf16, the CPU in float32.
Precision activationPrecision(DeviceKind kind);

/// How devices of this kind hold weights that are stored as `stored`: in the same formats where these run there. Plain
/// numbers of another type become bf16, which the tensor cores of GPUs multiply.
WeightFormats residentFormats(const WeightFormats& stored, DeviceKind kind);

/// Throws Error(Unsupported), with what does run, if devices of this kind do not run `weights` with a KV cache of `kv`.
void requireSupported(const WeightFormats& weights, Precision kv, DeviceKind kind);

/// The same for the activations of prompts, which are exact, or it says what is missing.
void requireSupported(Activations activations, const WeightFormats& weights, std::span<const DeviceSpec> devices);

/// The same for a scaling of rotary embeddings.
void requireSupported(const RopeScaling& scaling, DeviceKind kind);

}  // namespace mw
