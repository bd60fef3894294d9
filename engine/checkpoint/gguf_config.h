// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "gguf_file.h"
#include "mw/model.h"

namespace mw {

/// The architecture of the model whose metadata `first` holds, with the vocabulary and the tied embeddings that
/// `tensors`, those of all its files, tell. Every value is checked for sense; `notes` gets what people should know.
/// Throws Error naming file and key, and Error(Unsupported) for other models than Mixtral.
ModelConfig readGgufConfig(const GgufFile& first, const StoredTensors& tensors, std::vector<std::string>& notes);

}  // namespace mw
