// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <set>
#include <string>

#include "sentencepiece_model.h"

namespace mw {

/// Whether a piece marks something and is no text, though its type may say otherwise. Tools that add tokens to a
/// tokenizer make them user-defined pieces, and sentencepiece finds those in any text: a typed <|im_end|> would end a
/// turn. They are told by their spelling, between angle or square brackets or with <| or |> in it; runs of spaces and
/// words that were added are text, unless the tokenizer's config names them in `special`. A normal piece marks only
/// where no text is spelled so: <|...|>, [INST] and [/INST], and what is both in `special` and spelled as a marker.
bool isMarker(const Piece& piece, const std::set<std::string>& special = {});

}  // namespace mw
