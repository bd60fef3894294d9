// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "mw/version.h"

#include <algorithm>
#include <array>
#include <filesystem>

#include "built_version.h"

namespace mw {

namespace {

/// Where the CUDA backend may lie: beside the program, or where packages put it.
bool hasCuda() {
    std::error_code ignored;
    const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path();
    return std::ranges::any_of(std::array{".", "../lib/mixtral-workbench"}, [&](const char* folder) {
        return std::filesystem::exists(program / folder / "libmw_cuda.so", ignored);
    });
}

}  // namespace

std::string versionText(std::string_view program) {
    return std::string(program) + " " + kBuiltVersion + " (commit " + kBuiltCommit + ")\nbackends: CPU" +
           (hasCuda() ? ", CUDA" : "");
}

}  // namespace mw
