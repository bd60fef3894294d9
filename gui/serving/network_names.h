// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringList>

namespace mw::gui {

/// By what other computers may ask for this one: its addresses, the likeliest first, and its names.
struct NetworkNames {
    QStringList addresses;  ///< IPv4
    QStringList names;
};

NetworkNames networkNames();

}  // namespace mw::gui
