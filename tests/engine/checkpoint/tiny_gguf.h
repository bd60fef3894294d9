// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "gguf_writer.h"

namespace mw::test {

/// The tiny model of tiny_checkpoint.h as a GGUF file in F32, its experts merged; without a tokenizer.
GgufContent makeTinyGguf();

/// A tokenizer of a few tokens and all bytes, as many as the tiny model has rows.
void addTinyVocabulary(GgufContent& content);

}  // namespace mw::test
