// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include "mw/error.h"

namespace mw::gui {

/// What went wrong, in the language of the window. The engine's own words are English: where the window speaks another
/// language, a sentence on what kind of failure it is comes first, and they follow as what is known beyond that. Of
/// missing memory all is said in figures, and so in any language.
QString describeFailure(const Failure& failure);

}  // namespace mw::gui
