// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <utility>

#include "mw/model.h"
#include "mw/options.h"
#include "mw/plan.h"

namespace mw {

class Checkpoint;

/// A checkpoint that was opened and checked, to be looked at and then loaded. Copies share its open files.
struct OpenedCheckpoint {
    CheckpointInfo info;
    std::shared_ptr<const Checkpoint> files;  ///< the engine's business
};

/// Opens what inspectCheckpoint() describes, and keeps it open. Throws Error.
OpenedCheckpoint openCheckpoint(const std::filesystem::path& directory);

/// What to load, and what a person has seen of it. What was seen is what is loaded, or the load fails before anything
/// is freed: with Error(FileFormat) if a file was replaced or changed since the checkpoint was opened, with
/// Error(InvalidArgument) if the plan is one for something else, with OutOfMemory if other programs took the memory
/// that was planned with.
struct LoadRequest {
    LoadOptions options;
    std::optional<OpenedCheckpoint> checkpoint;  ///< absent: opened by the load
    std::optional<Plan> plan;                    ///< for these options; absent: made by the load

    /// Options alone will do.
    LoadRequest(LoadOptions asked, std::optional<OpenedCheckpoint> opened = {}, std::optional<Plan> planned = {})
        : options(std::move(asked)), checkpoint(std::move(opened)), plan(std::move(planned)) {}
};

}  // namespace mw
