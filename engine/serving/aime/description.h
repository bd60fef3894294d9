// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <string>

#include "mw/engine.h"
#include "protocol.h"

namespace mw::aime {

/// What a worker with this model tells a server of itself. `places`: most jobs at once.
WorkerDescription describe(const LoadedModel& model, int places);

/// "node7#4711": this host and process, so that no two workers have the same name.
std::string usualWorkerName();

}  // namespace mw::aime
