// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <string>
#include <string_view>

namespace mw {

/// "0.1.0"
std::string builtVersion();

/// What a program says of itself: "mixtral-chat 0.1.0 (commit 1a2b3c4d5e6f)" and, on a second line, "backends: CPU,
/// CUDA". The commit carries a "+" where files differed from it, and is "unknown" in a build from sources without their
/// history. CUDA is listed where its shared object is installed, whether or not there is a GPU.
std::string versionText(std::string_view program);

/// Whether the CUDA backend is installed beside the program; it may still find no GPU or no driver.
bool hasCudaBackend();

}  // namespace mw
