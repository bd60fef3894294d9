// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "backend.h"
#include "thread_pool.h"

namespace mw::cpu {

/// out [rows, columns] = x, each row as it is in e4m3 with a scale of its own, see Activations::Float8. `out` may be
/// `x`. A row with NaN or infinity becomes NaN, as one without a largest magnitude.
void roundRows(ThreadPool& pool, Matrix x, Matrix out);

}  // namespace mw::cpu
