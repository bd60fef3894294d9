// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "translations.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace mw::gui {

namespace {

/// English is the language of the sources. A person who asks for English before German is not to be shown German.
bool wantsEnglish(const QLocale& locale) {
    const QStringList languages = locale.uiLanguages();
    return languages.isEmpty() || languages.first() == "C" || languages.first().startsWith("en");
}

}  // namespace

void installTranslations(QCoreApplication& application, const QLocale& locale) {
    if (wantsEnglish(locale)) return;
    auto* words = new QTranslator(&application);
    if (!words->load(locale, "mixtral-workbench", "_", ":/translations")) {
        delete words;
        return;  // half a translation, Qt's buttons only, would be worse than none
    }
    QCoreApplication::installTranslator(words);
    auto* ofQt = new QTranslator(&application);
    if (ofQt->load(locale, "qtbase", "_", QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(ofQt);
}

}  // namespace mw::gui
