// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "reader.h"

namespace mw {

/// Models in GGUF files: one, or one in several parts of which any may be picked. See CheckpointReader.
bool hasGguf(const CheckpointFolder& folder);
StoredModel openGguf(const CheckpointFolder& folder);

/// Whether a picked file is one, by its name: Ollama's have no ending.
bool isGgufFile(std::string_view name);

/// Of each model in GGUF files among `names`, which are sorted, the first file that is there.
std::vector<std::string> ggufModelsIn(const std::vector<std::string>& names);

}  // namespace mw
