// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <string>
#include <utility>

#include "mw/error.h"
#include "mw/plan.h"
#include "sizes.h"

namespace mw {

namespace {

bool isSame(const DeviceSpec& one, const DeviceSpec& other) {
    return one.kind == other.kind && one.pciBusId == other.pciBusId;
}

}  // namespace

void requireFits(const Plan& plan, std::span<const DeviceSpec> now, bool withMargin) {
    const std::vector<DeviceSpec>& then = plan.request.devices;
    if (!std::ranges::equal(then, now, isSame))
        throw Error(ErrorCode::InvalidArgument, "This was planned for other devices than those that are here.");
    std::vector<MemoryShortage> shortages;
    std::string message = "The model does not fit at " + std::to_string(plan.request.contextTokens) + " tokens x " +
                          std::to_string(plan.request.batch) + " chats:";
    for (std::size_t rank = 0; rank < plan.devices.size(); ++rank) {
        const DevicePlan& device = plan.devices[rank];
        const auto index = static_cast<std::size_t>(device.device);
        const std::uint64_t others = now[index].usedByOthersBytes;
        const std::uint64_t room = now[index].freeBytes();
        const std::uint64_t needed = withMargin ? device.totalBytes() : device.expectedBytes();
        if (needed <= room) continue;
        message += (shortages.empty() ? " device " : ", device ") + std::to_string(rank) + " needs " +
                   gibibytes(needed) + " and has " + gibibytes(room) +
                   (now[index].budgetBytes > 0 ? " within its budget" : "");
        if (others > then[index].usedByOthersBytes)
            message += "; other programs took " + gibibytes(others - then[index].usedByOthersBytes) + " of " +
                       now[index].name + " after this was planned";
        shortages.push_back({static_cast<int>(rank), needed, room});
    }
    if (shortages.empty()) return;
    PlanRequest request = plan.request;
    request.devices.assign(now.begin(), now.end());
    const Plan again = makePlan(request);
    const std::string instead = again.fits ? "" : describeWhatFits(again);
    throw OutOfMemory(message + "." + (instead.empty() ? "" : " " + instead), std::move(shortages));
}

}  // namespace mw
