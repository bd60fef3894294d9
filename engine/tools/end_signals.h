// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <chrono>

namespace mw::tools {

/// SIGTERM and SIGINT of a program that runs until it gets one. From here on they wait to be asked for, in this thread
/// and in those that it starts.
class EndSignals {
 public:
    EndSignals();

    /// Whether one came, or comes within `patience`; that one is taken.
    bool take(std::chrono::milliseconds patience = {});
};

}  // namespace mw::tools
