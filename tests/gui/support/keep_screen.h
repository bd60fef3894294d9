// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QApplication>
#include <QTest>
#include <QWidget>

#include "theme.h"

namespace mw::gui {

/// Screens for people to look at, where MW_SCREENSHOTS names a folder.
inline void keepScreen(QWidget& widget, const QString& name) {
    const QString folder = qEnvironmentVariable("MW_SCREENSHOTS");
    if (folder.isEmpty()) return;
    for (const ColorMode mode : {ColorMode::Light, ColorMode::Dark}) {
        applyTheme(*qApp, mode);
        QTest::qWait(150);
        widget.grab().save(QString("%1/%2-%3.png").arg(folder, name, mode == ColorMode::Dark ? "dark" : "light"));
    }
    applyTheme(*qApp, ColorMode::Light);
}

}  // namespace mw::gui
