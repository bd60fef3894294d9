// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mw/plan.h"

namespace mw {

/// A GPU that one can buy, by its published figures.
struct GpuModel {
    std::string name;               ///< "H100 80 GB SXM"
    std::uint64_t memoryBytes = 0;  ///< as the driver shows it
    double memoryBytesPerSecond = 0;
    double flopsPerSecond = 0;  ///< dense bf16 matrix multiplication with float32 sums
    std::string reportedName;   ///< what the driver calls it, or a part of that; empty if not known
    std::string source;         ///< where the figures are from

    DeviceSpec device() const;
    bool operator==(const GpuModel&) const = default;
};

/// A table of GPUs, and what of it could not be read.
struct GpuTable {
    std::vector<GpuModel> gpus;
    std::vector<std::string> problems;  ///< "file:line:column: what is wrong", one per row that was skipped

    /// The GPU of this name, or null.
    const GpuModel* find(std::string_view name) const;
    /// The GPU that a driver calls `reported`: the one whose reported name is the longest found in it; or null.
    const GpuModel* findReported(std::string_view reported) const;
};

/// Reads a table: a row per line with six fields separated by '|': name, memory in MiB, GB/s, bf16 TFLOP/s, what the
/// driver calls it, source. The last two may be left out. Empty lines and lines that begin with '#' say nothing. Bad
/// rows are skipped and told of; `file` names the text in what is told.
GpuTable parseGpus(std::string_view text, const std::string& file);

/// Puts `above` over `below`: a GPU of the same name takes the other's place, new ones come last.
GpuTable layOver(GpuTable below, const GpuTable& above);

/// The fewest equal devices, up to `most`, that hold the request's model, context and batch; its own devices do not
/// matter. `spare` is the share of each device's memory that has to stay free. Of several counts only those are tried
/// over which the model can be split tensor-parallel, if `tensorParallel` says so. Absent if `most` are not enough.
std::optional<Plan> fewestDevices(const PlanRequest& request, const DeviceSpec& device, int most, double spare = 0,
                                  bool tensorParallel = false);

}  // namespace mw
