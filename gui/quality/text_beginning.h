// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <optional>
#include <string>

namespace mw::gui {

/// As much of a text file as so many tokens can stand for, UTF-8. Absent if it cannot be read or is no text; `error`
/// then says why, in a sentence.
std::optional<std::string> textBeginning(const QString& path, int tokens, QString* error);

}  // namespace mw::gui
