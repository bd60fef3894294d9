// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

// Before a function: compiled for processors with AVX2 as well; the program picks when it starts. Clang cannot do so
// with templates.
#if defined(__x86_64__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define MW_FOR_NEW_PROCESSORS_TOO __attribute__((target_clones("avx2", "default")))
#else
#define MW_FOR_NEW_PROCESSORS_TOO
#endif
