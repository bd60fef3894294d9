// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>
#include <span>
#include <string>
#include <vector>

namespace mw::gui {

/// What AIME asks for in its experiment.
inline constexpr char kShortPrompt[] = "Tell a long story: Once upon a time";

/// A page of prose for the full prompts; it is repeated as often as they need.
std::string benchmarkProse();

/// Token ids of a prompt of exactly `tokens` tokens. `prose` is repeated, or, where it is empty (no tokenizer), drawn
/// at random, the same each time. The first tokens spell `number`, so that no two prompts begin alike and none finds
/// another's keys and values in the cache.
std::vector<int> fullPrompt(int tokens, int vocabulary, quint64 number, std::span<const int> prose);

}  // namespace mw::gui
