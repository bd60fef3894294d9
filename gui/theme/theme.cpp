// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "theme.h"

#include <QApplication>
#include <QDialogButtonBox>
#include <QEvent>
#include <QFontDatabase>
#include <QPalette>
#include <QStyleFactory>
#include <QWidget>

#include "desktop_settings.h"
#include "style_sheet.h"

namespace mw::gui {

namespace {

Theme lightTheme() {
    return {.dark = false,
            .background = "#F5F5F2",
            .panel = "#FBFBF9",
            .surface = "#FFFFFF",
            .line = "#E2E1DC",
            .faintLine = "#EDECE8",
            .text = "#1D1D1B",
            .muted = "#6A6963",
            .faint = "#85837A",
            .accent = "#3657C9",
            .tint = "#E9EDFB",
            .ownTurn = "#EEF1FB",
            .ok = "#1A7A50",
            .warn = "#8F5E12",
            .bad = "#C2413A",
            .okFill = "#DFF1E7",
            .warnFill = "#F8EBCF",
            .badFill = "#F7DEDB",
            .series = {"#3657C9", "#C9701A", "#178A77", "#A2459A", "#8A8F98"}};
}

Theme darkTheme() {
    return {.dark = true,
            .background = "#17181A",
            .panel = "#1C1D20",
            .surface = "#222428",
            .line = "#33353A",
            .faintLine = "#2A2C30",
            .text = "#E9E8E4",
            .muted = "#A3A29B",
            .faint = "#74736D",
            .accent = "#8FA6F5",
            .tint = "#2A3150",
            .ownTurn = "#262B3D",
            .ok = "#58C08E",
            .warn = "#E0A84A",
            .bad = "#EC7A70",
            .okFill = "#1D3329",
            .warnFill = "#3A311B",
            .badFill = "#3D2422",
            .series = {"#8FA6F5", "#F0A35E", "#5CC9B7", "#D58ACF", "#8A8F98"}};
}

const Theme& theme(bool dark) {
    static const Theme light = lightTheme();
    static const Theme night = darkTheme();
    return dark ? night : light;
}

QPalette paletteOf(const Theme& t) {
    QPalette palette;
    palette.setColor(QPalette::Window, t.background);
    palette.setColor(QPalette::WindowText, t.text);
    palette.setColor(QPalette::Base, t.surface);
    palette.setColor(QPalette::AlternateBase, t.panel);
    palette.setColor(QPalette::Text, t.text);
    palette.setColor(QPalette::PlaceholderText, t.faint);
    palette.setColor(QPalette::Button, t.panel);
    palette.setColor(QPalette::ButtonText, t.text);
    palette.setColor(QPalette::BrightText, t.bad);
    palette.setColor(QPalette::ToolTipBase, t.surface);
    palette.setColor(QPalette::ToolTipText, t.text);
    palette.setColor(QPalette::Highlight, t.accent);
    palette.setColor(QPalette::HighlightedText, t.dark ? t.background : t.surface);
    palette.setColor(QPalette::Link, t.accent);
    palette.setColor(QPalette::LinkVisited, t.accent);
    palette.setColor(QPalette::Light, t.surface);
    palette.setColor(QPalette::Midlight, t.faintLine);
    palette.setColor(QPalette::Mid, t.line);
    palette.setColor(QPalette::Dark, t.line);
    palette.setColor(QPalette::Shadow, t.line);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, t.faint);
    return palette;
}

/// The desktop's own font, or Inter where the desktop sets none; 13 px, figures of equal width.
QFont baseFont() {
    QFont font = QApplication::font();
    const bool generic = font.family().isEmpty() || font.family() == "Sans Serif" || font.family() == "DejaVu Sans";
    if (generic && QFontDatabase::families().contains("Inter")) font.setFamily("Inter");
    font.setPixelSize(13);
    return font;
}

/// Where a desktop's scale is no whole number, what fills its parent to the last row may be cut there: the buttons of
/// message boxes did. A little room keeps that from them.
class RoomForButtons : public QObject {
 public:
    using QObject::QObject;

 protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() == QEvent::Polish)
            if (auto* box = qobject_cast<QDialogButtonBox*>(watched)) box->setContentsMargins(2, 2, 2, 2);
        return QObject::eventFilter(watched, event);
    }
};

}  // namespace

const Theme& themeOf(const QPalette& palette) {
    // A style sheet with a transparent background leaves a widget's palette without one; the application's has it.
    QColor window = palette.color(QPalette::Window);
    if (window.alpha() < 255) window = QGuiApplication::palette().color(QPalette::Window);
    return theme(window.lightness() < 128);
}

const Theme& themeOf(const QWidget*) {
    // The program has one theme. A widget's own palette is no guide to it: style sheets change it, and a widget that
    // was never shown may not have the application's yet.
    return themeOf(QGuiApplication::palette());
}

QFont codeFont() {
    static const bool preferred = QFontDatabase::families().contains("JetBrains Mono");  // a list of all fonts
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    if (preferred) font.setFamily("JetBrains Mono");
    font.setPixelSize(12);
    return font;
}

void applyTheme(QApplication& application, ColorMode mode) {
    applyColors(application, mode);
    applyStyleSheet(application);
}

void applyColors(QApplication& application, ColorMode mode) {
    const bool dark = mode == ColorMode::Dark || (mode == ColorMode::System && desktopPrefersDark());
    // Once only: Qt 6.4 may crash where a new style takes the place of one that widgets with a style sheet still use.
    if (application.styleSheet().isEmpty()) {
        application.setStyle(QStyleFactory::create("Fusion"));
        application.installEventFilter(new RoomForButtons(&application));
    }
    application.setFont(baseFont());
    application.setPalette(paletteOf(theme(dark)));
}

void applyStyleSheet(QApplication& application) {
    application.setStyleSheet(styleSheetOf(themeOf(application.palette())));
}

}  // namespace mw::gui
