// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

namespace mw {

/// Measures how fast this machine's cores read main memory together, in bytes per second: the limit of decoding on the
/// CPU. `threads` in all; 0: one per core. Takes some 0.3 s and 256 MiB of memory for that time; any thread.
double measureReadBandwidth(int threads = 0);

}  // namespace mw
