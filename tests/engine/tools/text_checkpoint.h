// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <filesystem>

namespace mw::test {

/// Writes a checkpoint that can read and write text, though it makes no sense: the vocabulary and tokenizer of Mixtral
/// 8x7B on one tiny layer with weights that are the same each time, and Mistral's chat template. 4 MB.
void writeTextCheckpoint(const std::filesystem::path& folder);

}  // namespace mw::test
