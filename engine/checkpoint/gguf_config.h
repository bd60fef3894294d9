// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "gguf_file.h"
#include "mw/listed_models.h"
#include "mw/model.h"

namespace mw {

/// What the metadata says that the file holds.
ModelKind modelKindOf(const GgufFile& first);

/// Throws Error(Unsupported) naming the key if the metadata is that of another model than Mixtral, and
/// Error(FileFormat) if it does not say of which.
void requireMixtral(const GgufFile& first);

/// The architecture of the model whose metadata `first` holds, with the vocabulary and the tied embeddings that
/// `tensors`, those of all its files, tell. Every value is checked for sense; `notes` gets what people should know.
/// Throws Error naming file and key.
ModelConfig readGgufConfig(const GgufFile& first, const StoredTensors& tensors, std::vector<std::string>& notes);

}  // namespace mw
