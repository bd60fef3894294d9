// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "reader.h"

namespace mw {

/// Models in GGUF files: one, or one in several parts of which any may be picked. See CheckpointReader.
bool hasGguf(const CheckpointFolder& folder);
StoredModel openGguf(const CheckpointFolder& folder);

}  // namespace mw
