// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <optional>

namespace mw::gui {

/// The program of this user that listens on a TCP port of this machine; empty if it is another's, or cannot be found.
QString programListeningAt(int port);

/// The first port after `port` on which nobody listens, as far as there is one in the next hundred.
std::optional<int> freePortAfter(int port);

/// Whether somebody listens on it.
bool isPortTaken(int port);

}  // namespace mw::gui
