// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <string>
#include <vector>

#include "mw/plan.h"

namespace mw::tools {

/// GPUs that a person thinks of: "2x80GiB+1x24GiB", "24GB", "80GiB,80GiB". Units are B, MB, MiB, GB, GiB, TB and TiB.
/// Throws Error(InvalidArgument) naming the part that is wrong.
std::vector<DeviceSpec> parseDeviceList(const std::string& text);

/// Bytes of "24GiB", in the same units. `option` names it in messages. Throws Error(InvalidArgument).
std::uint64_t parseMemory(const std::string& text, const std::string& option);

/// "24.00 GiB".
std::string describeMemory(std::uint64_t bytes);

/// Whole numbers of at least `least`, separated by commas: "0,1". `option` names them in messages. Throws
/// Error(InvalidArgument).
std::vector<int> parseNumbers(const std::string& text, const std::string& option, int least);

}  // namespace mw::tools
