// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include "downloads.h"

namespace mw::gui {

/// "safetensors", "GGUF, Q4_K_M", "consolidated .pth".
QString describeForm(const HubForm& form);
/// Where a download is, in a line: bytes, speed, time left; or what it waits for.
QString describeProgress(const Download& download);
/// In a word: "downloading", "paused", "complete".
QString describeState(const Download& download);

}  // namespace mw::gui
