// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <string>

#include "mw/error.h"
#include "mw/plan.h"
#include "sizes.h"

namespace mw {

std::uint64_t DeviceSpec::sizeBytes() const {
    return budgetBytes > 0 ? std::min(budgetBytes, capacityBytes) : capacityBytes;
}

std::uint64_t DeviceSpec::freeBytes() const {
    return std::min(sizeBytes(), capacityBytes - std::min(usedByOthersBytes, capacityBytes));
}

void limitMemory(std::span<DeviceSpec> devices, std::uint64_t budgetBytes) {
    for (DeviceSpec& device : devices) {
        if (budgetBytes > device.capacityBytes)
            throw Error(ErrorCode::InvalidArgument, "A memory budget of " + gibibytes(budgetBytes) +
                                                        " was asked for; " + device.name + " has " +
                                                        gibibytes(device.capacityBytes) + ".");
        device.budgetBytes = budgetBytes;
    }
}

}  // namespace mw
