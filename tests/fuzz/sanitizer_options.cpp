// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// What AddressSanitizer does in fuzz targets, which allocate small memory a hundred thousand times a second: short
// notes on who did, and not much of what is freed kept.

extern "C" const char* __asan_default_options() {
    return "malloc_context_size=2:quarantine_size_mb=16";
}
