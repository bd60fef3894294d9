// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

class QCoreApplication;
class QLocale;

namespace mw::gui {

/// Lets the program speak the language of `locale`, the first of its languages that there is a translation for; English
/// where there is none. The words of Qt itself come along where they are installed. Before any text is asked for.
void installTranslations(QCoreApplication& application, const QLocale& locale);

}  // namespace mw::gui
