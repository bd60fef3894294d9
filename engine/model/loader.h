// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "conversions.h"
#include "device_model.h"

namespace mw {

/// Rows that are read and converted at once where codes are packed (see packed_matrix.h): so many codes of 4 bits may
/// share a line of a processor's cache, and they stay there while they are converted.
inline constexpr std::int64_t kPackedRowsAtOnce = 128;

/// How many rows of a weight, of `columns`, are brought from the files to the device at once.
std::int64_t rowsOfPiece(const Conversion& conversion, std::int64_t columns);

/// Reads the weights that a device holds from a checkpoint: slices for its part of the model, converted to how it holds
/// them. `advance` is told bytes as they arrive, from several threads. Returns early if `stop` is requested. Throws
/// Error.
void loadWeights(DeviceModel& model, const Checkpoint& checkpoint, const std::function<void(std::uint64_t)>& advance,
                 const std::stop_token& stop);

/// Random weights instead, the same for the same seed and placement.
void randomiseWeights(DeviceModel& model, std::uint64_t seed);

}  // namespace mw
