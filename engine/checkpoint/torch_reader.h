// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "reader.h"

namespace mw {

/// Consolidated checkpoints as PyTorch saves them, in one file or several: consolidated.00.pth and so on.
bool hasTorchFiles(const CheckpointFolder& folder);
StoredModel openTorchFiles(const CheckpointFolder& folder);

}  // namespace mw
