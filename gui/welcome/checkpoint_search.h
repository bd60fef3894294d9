// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "mw/error.h"
#include "mw/model.h"

/// Looking for Mixtral checkpoints on a disk, in folders and in files, as people and other programs keep them. Reads
/// configurations and headers only; follows no links to folders, enters no hidden ones.
namespace mw::gui {

/// A folder that says it holds a Mixtral model, or a file that does, and what the engine makes of it.
struct FoundCheckpoint {
    std::filesystem::path directory;  ///< or the file
    std::string name;                 ///< that people know it by, see CheckpointInfo::knownAs
    std::optional<CheckpointInfo> checkpoint;
    std::optional<Failure> failure;  ///< why it cannot be opened, where it cannot
};

struct SearchLimits {
    int depth = 8;          ///< folders below the one that was asked for
    int folders = 100'000;  ///< looked into, in all
    int files = 5'000;      ///< whose headers are read
    int found = 100;        ///< checkpoints
};

struct SearchEnd {
    std::vector<std::filesystem::path> roots;   ///< those of the folders asked for that exist
    std::vector<std::filesystem::path> closed;  ///< those that this user may not read
    int folders = 0;                            ///< that were looked into
    int others = 0;                             ///< files with other models, which were passed by
    bool cancelled = false;
    bool complete = true;  ///< false: a limit ended it
};

/// Called on the searching thread.
struct SearchListener {
    std::function<void(FoundCheckpoint)> found;
    std::function<void(int folders, const std::filesystem::path& now)> progressed;  ///< now and then
};

/// Looks through the folders, those near the top first. What cannot be read is passed by.
SearchEnd searchCheckpoints(const std::vector<std::filesystem::path>& folders, const SearchListener& listener,
                            std::stop_token stop, const SearchLimits& limits = {});

/// Whether the folder's own config.json or params.json says Mixtral; large or odd files do not.
bool saysMixtral(const std::filesystem::path& folder);

}  // namespace mw::gui
