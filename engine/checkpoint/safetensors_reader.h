// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "reader.h"

namespace mw {

/// Whether a folder holds weights as safetensors: those of Hugging Face or consolidated ones, in one file or in shards.
bool hasSafetensors(const CheckpointFolder& folder);

/// Opens the files that belong together and checks them against their index. Hugging Face weights win over consolidated
/// ones where a folder holds both, unless a file of the latter was picked. Throws Error.
StoredModel openSafetensors(const CheckpointFolder& folder);

}  // namespace mw
