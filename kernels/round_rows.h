// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cuda_runtime_api.h>

#include <cstdint>

#include "element.h"

namespace mw::kernels {

/// Rows of at most so many columns.
inline constexpr int kMostRoundedColumns = 16384;

/// Rows of bf16 become e4m3, each with a scale of its own, its largest magnitude / 448, and its columns in the order of
/// codes (engine/base/code_order.h). A row with NaN or infinity becomes NaN.
struct RoundRowsArgs {
    const void* x = nullptr;      ///< [rows, columns], aligned to 16 bytes
    const int* places = nullptr;  ///< [rows, perRow]: to which rows of `codes` each goes; null: to that of its number
    int rows = 0, perRow = 1;
    int columns = 0;          ///< a multiple of kCodedMultiple, at most kMostRoundedColumns
    void* codes = nullptr;    ///< [rows * perRow, columns], aligned to 8 bytes; may be `x`, with the pitch of its rows
    std::int64_t pitch = 0;   ///< bytes from one row of `codes` to the next
    float* scales = nullptr;  ///< [rows * perRow]
};
cudaError_t launchRoundRows(const RoundRowsArgs& args, cudaStream_t stream);

}  // namespace mw::kernels
