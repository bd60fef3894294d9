// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

namespace mw {

enum class DeviceKind { Cpu, Cuda };

}  // namespace mw
