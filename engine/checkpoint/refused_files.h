// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Checkpoints that are recognised to be refused, with words that help. See CheckpointReader.

#pragma once

#include "reader.h"

namespace mw {

bool hasPickles(const CheckpointFolder& folder);
[[noreturn]] StoredModel refusePickles(const CheckpointFolder& folder);

/// The name of the GGUF file that a piece of this name was cut from; empty if it is no such name.
std::string_view wholeOfPiece(std::string_view name);
bool isGgufPiece(std::string_view name);

/// Pieces into which a GGUF file was cut, which are none themselves.
bool hasGgufPieces(const CheckpointFolder& folder);
[[noreturn]] StoredModel refuseGgufPieces(const CheckpointFolder& folder);

/// Downloads of weights that go on or were cut off.
bool isUnfinishedWeights(std::string_view name);
bool hasUnfinished(const CheckpointFolder& folder);
[[noreturn]] StoredModel refuseUnfinished(const CheckpointFolder& folder);

/// Archives and compressed files, which may hold weights.
bool hasPacked(const CheckpointFolder& folder);
[[noreturn]] StoredModel refusePacked(const CheckpointFolder& folder);

/// Weights under names that no tool gives them, and adapters, which are no models.
bool hasOtherNames(const CheckpointFolder& folder);
[[noreturn]] StoredModel refuseOtherNames(const CheckpointFolder& folder);

}  // namespace mw
