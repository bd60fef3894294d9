// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <filesystem>

namespace mw {

/// The folder of what comes with the program: share/mixtral-workbench beside the folder of the program; in a build tree
/// it is a link to resources/ of the sources. No path is compiled in, so an installation may lie anywhere.
std::filesystem::path resourceFolder();

}  // namespace mw
