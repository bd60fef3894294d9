// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QCoreApplication>

namespace mw::gui {

/// The words of exporting and importing.
struct Exchange {
    Q_DECLARE_TR_FUNCTIONS(mw::gui::Exchange)
};

}  // namespace mw::gui
