// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "fit.h"

namespace mw::gui {

Fit fitOf(const Plan& plan) {
    if (plan.devices.empty()) return Fit::Fits;
    if (!plan.fits) return Fit::DoesNotFit;
    const DevicePlan& device = plan.devices.at(static_cast<std::size_t>(plan.limitingDevice));
    const auto free = static_cast<double>(device.capacityBytes - device.totalBytes());
    return free < kComfortShare * static_cast<double>(device.capacityBytes) ? Fit::Tight : Fit::Fits;
}

}  // namespace mw::gui
