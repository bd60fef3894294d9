// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "translations.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QTranslator>
#include <algorithm>

namespace mw::gui {

namespace {

/// English is the language of the sources. A person who asks for English before German is not to be shown German.
bool wantsEnglish(const QLocale& locale) {
    const QStringList languages = locale.uiLanguages();
    return languages.isEmpty() || languages.first() == "C" || languages.first().startsWith("en");
}

/// The words of Qt's own dialogs and menus: as they came with the program, or as the system has them.
bool loadWordsOfQt(QTranslator& translator, const QLocale& locale) {
    return translator.load(locale, "qtbase", "_", ":/translations") ||
           translator.load(locale, "qtbase", "_", QLibraryInfo::path(QLibraryInfo::TranslationsPath));
}

}  // namespace

QVector<Language> languages() {
    return {{"en", "English"}, {"de", "Deutsch"}, {"fr", "Français"}, {"it", "Italiano"}, {"es", "Español"}};
}

QLocale localeFor(const QString& code, const QLocale& system) {
    const QVector<Language> known = languages();
    const auto isChosen = [&](const Language& language) { return language.code == code; };
    if (std::none_of(known.begin(), known.end(), isChosen)) return system;
    return QLocale(QLocale(code).language(), system.territory());
}

void installTranslations(QCoreApplication& application, const QLocale& locale) {
    auto* words = new QTranslator(&application);
    const bool spoken = !wantsEnglish(locale) && words->load(locale, "mixtral-workbench", "_", ":/translations");
    // English is there, but for what says "1 token" beside "2 tokens".
    if (spoken || words->load("mixtral-workbench_en", ":/translations"))
        QCoreApplication::installTranslator(words);
    else
        delete words;
    if (!spoken) return;  // half a translation, Qt's buttons only, would be worse than none
    auto* ofQt = new QTranslator(&application);
    if (loadWordsOfQt(*ofQt, locale)) QCoreApplication::installTranslator(ofQt);
}

}  // namespace mw::gui
