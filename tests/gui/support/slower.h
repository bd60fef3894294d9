// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace mw::test {

/// What bounds on time are multiplied by: everything computes that much longer under the address sanitizer.
#ifdef __SANITIZE_ADDRESS__
inline constexpr int kSlower = 8;
#else
inline constexpr int kSlower = 1;
#endif

}  // namespace mw::test
