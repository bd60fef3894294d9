// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "mw/plan.h"

namespace mw::gui {

/// Room that a comfortable plan keeps free on every device; with less it is tight.
inline constexpr double kComfortShare = 0.05;

enum class Fit { Fits, Tight, DoesNotFit };

/// Whether a plan fits, by its fullest device; a plan without devices does.
Fit fitOf(const Plan& plan);

}  // namespace mw::gui
