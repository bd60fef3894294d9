// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "style_sheet.h"

#include <QFile>
#include <QGuiApplication>
#include <utility>

namespace mw::gui {

QString styleSheetOf(const Theme& t) {
    QFile file(":/theme/workbench.qss");
    if (!file.open(QIODevice::ReadOnly)) return {};
    QString sheet = QString::fromUtf8(file.readAll());
    const std::pair<const char*, QColor> colors[] = {
        {"background", t.background},
        {"panel", t.panel},
        {"surface", t.surface},
        {"faintLine", t.faintLine},
        {"line", t.line},
        {"text", t.text},
        {"muted", t.muted},
        {"faint", t.faint},
        {"accent", t.accent},
        {"tint", t.tint},
        {"ownTurn", t.ownTurn},
        {"okFill", t.okFill},
        {"warnFill", t.warnFill},
        {"badFill", t.badFill},
        {"ok", t.ok},
        {"warn", t.warn},
        {"bad", t.bad},
        {"onAccent", t.dark ? t.background : t.surface},
    };
    for (const auto& [name, color] : colors)
        sheet.replace(QString("@%1@").arg(name), color.name());
    // Qt turns a slider, but not the names of its halves.
    if (QGuiApplication::isRightToLeft()) sheet.replace("QSlider::sub-page", "QSlider::add-page");
    return sheet.replace("@mode@", t.dark ? "dark" : "light");
}

}  // namespace mw::gui
