// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <algorithm>

namespace mw::gui {

/// What the tokens of the prompt that would be sent are spent on; -1: not counted yet.
struct ContextUse {
    int system = -1;
    int conversation = -1;      ///< all turns but the last answer
    int answer = 0;             ///< the last answer
    int draft = 0;              ///< what stands in the composer
    int omittedTurns = 0;       ///< oldest turns that will be left out
    bool isLowerBound = false;  ///< it is more than total(), which is as much as needs to be known

    bool counted() const { return conversation >= 0; }
    int total() const { return counted() ? std::max(0, system) + conversation + answer + draft : -1; }
    bool operator==(const ContextUse&) const = default;
};

}  // namespace mw::gui
