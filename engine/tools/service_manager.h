// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <string>

namespace mw::tools {

/// Tells systemd how a service of type "notify" is doing: lines like "READY=1" or "STOPPING=1". Does nothing where
/// nobody wants to know (NOTIFY_SOCKET is not set).
void tellServiceManager(const std::string& state);

}  // namespace mw::tools
