// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "mw/kernel_use.h"

namespace mw::cuda {

/// What was measured of kernels that a library and we have, on one kind of GPU. Kept in a file, so that another start
/// takes the same kernels, and gives the same numbers.
class KernelTimes {
 public:
    /// `machine`: GPU, driver and library, of which the file may have several. `file` empty: nothing is kept. A file
    /// that cannot be read counts as none.
    KernelTimes(std::filesystem::path file, std::string machine);

    /// Null if it was not measured.
    const KernelMeasurement* find(std::string_view operation, std::string_view shape) const;
    /// Keeps it, as well as that goes.
    void add(const KernelMeasurement& measurement);
    const std::vector<KernelMeasurement>& all() const { return m_all; }

 private:
    std::filesystem::path m_file;
    std::string m_machine;
    std::vector<KernelMeasurement> m_all;
};

}  // namespace mw::cuda
