// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "mw/version.h"

#include "built_version.h"
#include "cuda_module.h"

namespace mw {

bool hasCudaBackend() {
    return !cudaModuleFile().empty();
}

std::string builtVersion() {
    return kBuiltVersion;
}

std::string versionText(std::string_view program) {
    return std::string(program) + " " + kBuiltVersion + " (commit " + kBuiltCommit + ")\nbackends: CPU" +
           (hasCudaBackend() ? ", CUDA" : "");
}

}  // namespace mw
