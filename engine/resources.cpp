// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "mw/resources.h"

#include <fstream>
#include <string>

namespace mw {

namespace {

namespace fs = std::filesystem;

/// The sources that a build tree was made from; empty if this is none.
fs::path sourcesOf(const fs::path& tree) {
    const std::string key = "CMAKE_HOME_DIRECTORY:INTERNAL=";
    std::ifstream cache(tree / "CMakeCache.txt");
    for (std::string line; std::getline(cache, line);)
        if (line.starts_with(key)) return line.substr(key.size());
    return {};
}

}  // namespace

fs::path resourceFolder() {
    std::error_code ignored;
    const fs::path tree = fs::read_symlink("/proc/self/exe", ignored).parent_path().parent_path();
    const fs::path sources = sourcesOf(tree);
    return sources.empty() ? tree / "share" / "mixtral-workbench" : sources / "resources";
}

}  // namespace mw
