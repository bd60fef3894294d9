// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "command_line.h"

namespace mw::tools {

// The subcommands of mixtral-bench: each adds itself to the program.
Command addLogits(CLI::App& program);
Command addTokenize(CLI::App& program);
Command addGenerate(CLI::App& program);
Command addPlan(CLI::App& program);
Command addRun(CLI::App& program);
Command addLatency(CLI::App& program);
Command addQuality(CLI::App& program);
Command addServeLoad(CLI::App& program);

}  // namespace mw::tools
