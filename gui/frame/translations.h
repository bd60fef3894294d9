// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QLocale>
#include <QString>
#include <QVector>

class QCoreApplication;

namespace mw::gui {

/// A language that the window speaks: its code, as in settings and in names of files, and its name in itself.
struct Language {
    QString code;
    QString name;
};

/// English, and every language in translations/.
QVector<Language> languages();

/// What the program speaks where a person chose the language `code`: that language, with numbers and dates as it is
/// written in the country of `system`, as far as that is known ("Deutsch" in Switzerland), else in its own. `system`
/// itself where none was chosen, or one that there is no translation for.
QLocale localeFor(const QString& code, const QLocale& system);

/// Lets the program speak the language of `locale`, the first of its languages that there is a translation for; English
/// where there is none. The words of Qt itself come along where Qt has them. Before any text is asked for.
void installTranslations(QCoreApplication& application, const QLocale& locale);

}  // namespace mw::gui
