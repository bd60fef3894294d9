// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "archived_chat.h"

namespace mw::gui {

/// A chat for people to read: what it was asked with, the branch that is shown, and then the turns of the others.
QString chatToMarkdown(const ArchivedChat& chat);

}  // namespace mw::gui
