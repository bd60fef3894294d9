// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kernel_row.h"
#include "kernel_times.h"
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

    bool isForced(std::string_view name) const { return std::ranges::find(m_forced, name) != m_forced.end(); }
    /// cuBLAS is open, and this is known of it.
    void takeCublas(KernelTimes times) { m_times = std::move(times); }
    /// It is not there.
    void doWithoutCublas() { m_lacksCublas = true; }

    /// The row that a measurement has to compare with what choose() takes without it, or that first wants cuBLAS
    /// opened, which may bring what was measured before; null: none. There is none on GPUs with wgmma, or where rows
    /// are forced.
    template <typename Args>
    const KernelRow<Args>* unmeasured(const KernelTable<Args>& table, const Args& args, int tokens,
                                      bool recordable) const {
        if (m_lacksCublas || recordable || runs(kHopper) || !m_forced.empty()) return nullptr;
        const auto found = std::ranges::find_if(table.rows, [&](const KernelRow<Args>& row) {
            return row.measuredShape && row.pays.contains(tokens) && runs(row.capabilities) && row.supports(args) &&
                   !(m_times && m_times->find(table.operation, row.measuredShape(args)));
        });
        return found == table.rows.end() ? nullptr : &*found;
    }
    void remember(const KernelMeasurement& measurement) { m_times->add(measurement); }
    std::vector<KernelMeasurement> measured() const {
        return m_times ? m_times->all() : std::vector<KernelMeasurement>();
    }

    /// The row of the table for so many tokens. `recordable`: of a step that may be recorded.
    template <typename Args>
    const KernelRow<Args>& choose(const KernelTable<Args>& table, const Args& args, int tokens, bool recordable) {
        const KernelRow<Args>& row = find(table, args, tokens, recordable);
        remember(table.operation, tokens, row.name);
        return row;
    }
    /// The same without remembering it.
    template <typename Args>
    const KernelRow<Args>& find(const KernelTable<Args>& table, const Args& args, int tokens, bool recordable) const {
        const auto can = [&](const KernelRow<Args>& row) {
            return runs(row.capabilities) && (!row.measuredShape || (m_times && !recordable)) && row.supports(args);
        };
        const auto isFaster = [&](const KernelRow<Args>& row) {
            if (!row.measuredShape) return true;
            const KernelMeasurement* const known = m_times->find(table.operation, row.measuredShape(args));
            return known && known->libraryMilliseconds < known->ownMilliseconds;
        };
        auto found = table.rows.end();
        if (!m_forced.empty())
            found = std::ranges::find_if(table.rows, [&](const auto& row) { return isForced(row.name) && can(row); });
        if (found == table.rows.end())
            found = std::ranges::find_if(
                table.rows, [&](const auto& row) { return row.pays.contains(tokens) && can(row) && isFaster(row); });
        return found == table.rows.end() ? table.rows.back() : *found;
    }

    /// What was chosen so far, by operation and number of tokens. A step that is replayed was chosen when it was
    /// recorded.
    std::vector<KernelUse> used() const;

 private:
    void remember(std::string_view operation, int tokens, std::string_view row);

    const int m_capability;
    const std::vector<std::string> m_forced;
    std::optional<KernelTimes> m_times;  ///< where cuBLAS is open
    bool m_lacksCublas = false;
    /// Names of rows: nearly always one.
    std::map<std::pair<std::string_view, int>, std::vector<std::string_view>> m_used;
};

}  // namespace mw::cuda
