// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "kernel_times.h"

#include <algorithm>
#include <fstream>
#include <locale>
#include <sstream>
#include <utility>

namespace mw::cuda {

KernelTimes::KernelTimes(std::filesystem::path file, std::string machine)
    : m_file(std::move(file)), m_machine(std::move(machine)) {
    if (m_file.empty()) return;
    std::ifstream in(m_file);
    for (std::string line; std::getline(in, line);) {
        std::istringstream fields(line);
        fields.imbue(std::locale::classic());
        std::string machineOfLine;
        KernelMeasurement read{.remembered = true};
        if (std::getline(fields, machineOfLine, '\t') && machineOfLine == m_machine &&
            std::getline(fields, read.operation, '\t') && std::getline(fields, read.shape, '\t') &&
            fields >> read.libraryMilliseconds >> read.ownMilliseconds &&
            !find(read.operation, read.shape))  // of two that measured at once, the first one
            m_all.push_back(read);
    }
}

const KernelMeasurement* KernelTimes::find(std::string_view operation, std::string_view shape) const {
    const auto found = std::ranges::find_if(
        m_all, [&](const auto& each) { return each.operation == operation && each.shape == shape; });
    return found == m_all.end() ? nullptr : &*found;
}

void KernelTimes::add(const KernelMeasurement& measurement) {
    m_all.push_back(measurement);
    if (m_file.empty()) return;
    std::ostringstream line;
    line.imbue(std::locale::classic());
    line << m_machine << '\t' << measurement.operation << '\t' << measurement.shape << '\t'
         << measurement.libraryMilliseconds << '\t' << measurement.ownMilliseconds << '\n';
    std::error_code ignored;  // a load does not fail for it: it is measured again
    std::filesystem::create_directories(m_file.parent_path(), ignored);
    std::ofstream(m_file, std::ios::app) << line.str();
}

}  // namespace mw::cuda
