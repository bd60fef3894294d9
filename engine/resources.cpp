// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "mw/resources.h"

#include <cstdlib>

namespace mw {

std::filesystem::path resourceFolder() {
    std::error_code ignored;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", ignored);
    return program.parent_path().parent_path() / "share" / "mixtral-workbench";
}

std::filesystem::path measurementFolder() {
    const auto fromEnvironment = [](const char* name) {
        const char* const value = std::getenv(name);
        return std::filesystem::path(value ? value : "");
    };
    std::filesystem::path data = fromEnvironment("XDG_DATA_HOME");
    if (data.empty())
        if (const std::filesystem::path home = fromEnvironment("HOME"); !home.empty()) data = home / ".local/share";
    return data.empty() ? data : data / "mixtral-workbench" / "measurements";
}

}  // namespace mw
