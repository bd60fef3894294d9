// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <dlfcn.h>

#include <memory>
#include <string>

namespace mw::cuda {

/// Functions of a shared library of this name or path: `fill(functions, find)` calls find(function, symbol) for each.
/// Null unless the library and all of them are there. The library stays open.
template <typename Functions, typename Fill>
std::shared_ptr<const Functions> libraryFunctions(const std::string& name, const Fill& fill) {
    void* const library = dlopen(name.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (!library) return nullptr;
    const auto functions = std::make_shared<Functions>();
    bool all = true;
    fill(*functions, [&]<typename Function>(Function*& function, const char* symbol) {
        function = reinterpret_cast<Function*>(dlsym(library, symbol));
        all = all && function;
    });
    return all ? functions : nullptr;
}

}  // namespace mw::cuda
