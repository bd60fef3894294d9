// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>

#include "mw/options.h"

namespace mw::gui {

/// How answers are drawn whose speed is measured. Greedy ones that go on after their end repeat themselves, all chats
/// alike, and then fewer experts are read than real chats would need; a seed for each keeps them apart.
inline SamplingOptions plainDraws(std::uint64_t seed) {
    return {.temperature = 1, .topK = 0, .topP = 1, .seed = seed};
}

}  // namespace mw::gui
