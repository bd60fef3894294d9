// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kernel_row.h"
#include "mw/kernel_use.h"

namespace mw::cuda {

/// Chooses rows of the tables of kernels for one GPU, and remembers what it chose.
class KernelChoice {
 public:
    /// `forced`: names of rows that are taken wherever they support the shape, before any other. Throws
    /// Error(InvalidArgument), which names the rows there are, for one that no table has.
    KernelChoice(int capability, std::vector<std::string> forced);

    /// Whether rows that need these compute capabilities run here.
    bool runs(Range capabilities) const { return capabilities.contains(m_capability); }

    /// The row of the table for so many tokens.
    template <typename Args>
    const KernelRow<Args>& choose(const KernelTable<Args>& table, const Args& args, int tokens) {
        const auto can = [&](const KernelRow<Args>& row) { return runs(row.capabilities) && row.supports(args); };
        const auto isForced = [&](const auto& row) { return std::ranges::find(m_forced, row.name) != m_forced.end(); };
        auto found = table.rows.end();
        if (!m_forced.empty())
            found = std::ranges::find_if(table.rows, [&](const auto& row) { return isForced(row) && can(row); });
        if (found == table.rows.end())
            found = std::ranges::find_if(table.rows,
                                         [&](const auto& row) { return row.pays.contains(tokens) && can(row); });
        const KernelRow<Args>& row = found == table.rows.end() ? table.rows.back() : *found;
        remember(table.operation, tokens, row.name);
        return row;
    }

    /// What was chosen so far, by operation and number of tokens. A step that is replayed was chosen when it was
    /// recorded.
    std::vector<KernelUse> used() const;

 private:
    void remember(std::string_view operation, int tokens, std::string_view row);

    const int m_capability;
    const std::vector<std::string> m_forced;
    /// Names of rows: nearly always one.
    std::map<std::pair<std::string_view, int>, std::vector<std::string_view>> m_used;
};

}  // namespace mw::cuda
