// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

namespace mw::kernels {

/// Element type of a matrix in device memory.
enum class Element { Float32, BFloat16, Float16 };

}  // namespace mw::kernels
