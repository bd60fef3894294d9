// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "kernel_choice.h"

#include "kernel_rows.h"
#include "mw/error.h"

namespace mw::cuda {

namespace {

/// Each name once, in the order of the tables.
std::vector<std::string_view> knownNames() {
    std::vector<std::string_view> names;
    forEachTable([&](const auto& table) {
        for (const auto& row : table.rows)
            if (std::ranges::find(names, row.name) == names.end()) names.push_back(row.name);
    });
    names.push_back(kQuantiseName);
    return names;
}

}  // namespace

KernelChoice::KernelChoice(int capability, std::vector<std::string> forced)
    : m_capability(capability), m_forced(std::move(forced)) {
    const std::vector<std::string_view> known = knownNames();
    for (const std::string& name : m_forced) {
        if (std::ranges::find(known, name) != known.end()) continue;
        std::string list;
        for (const std::string_view other : known)
            list += (list.empty() ? "" : ", ") + std::string(other);
        throw Error(ErrorCode::InvalidArgument, "There are no kernels named '" + name + "'. There are: " + list + ".");
    }
}

void KernelChoice::remember(std::string_view operation, int tokens, std::string_view row) {
    std::vector<std::string_view>& names = m_used[{operation, tokens}];
    if (std::ranges::find(names, row) == names.end()) names.push_back(row);
}

std::vector<KernelUse> KernelChoice::used() const {
    std::vector<KernelUse> uses;
    for (const auto& [key, names] : m_used)
        for (const std::string_view name : names)
            uses.push_back({std::string(key.first), key.second, std::string(name)});
    return uses;
}

}  // namespace mw::cuda
