// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QColor>
#include <QFont>
#include <array>

class QApplication;
class QPalette;
class QWidget;

namespace mw::gui {

/// The colours of the program; one set for light, one for dark.
struct Theme {
    bool dark = false;
    QColor background, panel, surface;  ///< window / bars and side panels / cards, conversation, fields
    QColor line, faintLine;             ///< borders / chart grid, table rows
    QColor text, muted, faint;          ///< text / labels / axis figures and placeholders only
    QColor accent, tint, ownTurn;       ///< chosen, focus, primary button / its background / a person's turn
    QColor ok, warn, bad;
    QColor okFill, warnFill, badFill;
    std::array<QColor, 5> series;  ///< data, in this order
};

/// Spacing, radii and type sizes, in device-independent pixels.
namespace metrics {
inline constexpr int kSpace = 4;  ///< the unit: 4, 8, 12, 16, 24
inline constexpr int kControlRadius = 7;
inline constexpr int kTurnRadius = 12;
inline constexpr int kTopBarHeight = 44;
inline constexpr int kRailWidth = 76;
inline constexpr int kStatusBarHeight = 28;
inline constexpr int kChatListWidth = 216;
inline constexpr int kInspectorWidth = 300;
inline constexpr int kConversationWidth = 760;
}  // namespace metrics

/// For code: JetBrains Mono, or the desktop's fixed font.
QFont codeFont();

enum class ColorMode { System, Light, Dark };

/// The theme that a widget with this palette is drawn in. Widgets ask again in changeEvent(QEvent::PaletteChange).
const Theme& themeOf(const QPalette& palette);
const Theme& themeOf(const QWidget* widget);

/// Dresses the whole application (style, palette, fonts, style sheet). Call again to switch; every widget gets a
/// PaletteChange.
void applyTheme(QApplication& application, ColorMode mode);

/// The same in two steps, for a start: all but the style sheet, and the sheet of the colours that were chosen. Beneath
/// a sheet all that is in a widget is styled again whenever it is put into another, so a window made before there is
/// one comes sooner. What measures itself while it is made must then do so again.
void applyColors(QApplication& application, ColorMode mode);
void applyStyleSheet(QApplication& application);

}  // namespace mw::gui
