// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <filesystem>
#include <memory>

#include "sentencepiece_model.h"
#include "text_encoder.h"

namespace mw {

/// sentencepiece itself. Throws Error(FileFormat) naming `file` if it refuses the model.
std::unique_ptr<TextEncoder> makeSentencePieceEncoder(const SentencePieceModel& model,
                                                      const std::filesystem::path& file);

}  // namespace mw
