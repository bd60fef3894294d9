// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <map>

#include "stored_tensor.h"

namespace mw {

/// What the keys and values of a layer are divided by before a KV cache of e4m3 takes them, as whoever quantised the
/// model found them to need.
struct KvScales {
    float key = 1;
    float value = 1;
};

/// Those of the layers, of `layers`, for which a checkpoint has some, by layer. Of several scales (of heads) the
/// largest counts. Throws Error where one is no positive number.
std::map<int, KvScales> readKvScales(const StoredTensors& tensors, int layers);

}  // namespace mw
