// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <vector>

#include "machine_sampler.h"
#include "mw/plan.h"

namespace mw::gui {

/// Devices of this machine with what other programs take of them now, as a sample says. Of a device that the sample
/// says nothing about (a GPU whose driver does not tell whose memory it is, a container's share of the memory), what
/// was known stays.
std::vector<DeviceSpec> withOthersAsSampled(std::vector<DeviceSpec> devices, const MachineSample& sample);

}  // namespace mw::gui
