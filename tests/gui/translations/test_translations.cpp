// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// Each translation is complete, says what its source says, and is what the program speaks.

#include "translations.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QHash>
#include <QLocale>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>
#include <QXmlStreamReader>

namespace mw::gui {

namespace {

struct Text {
    QString context;
    QString source;
    QStringList translations;  ///< one, or one for each form of a number
    bool numerus = false;
    bool unfinished = false;

    QString key() const { return context + '\n' + source; }
};

QVector<Text> readTexts(const QString& path) {
    QFile file(path);
    if (!file.open(QFile::ReadOnly)) return {};
    QXmlStreamReader xml(&file);
    QVector<Text> texts;
    QString context;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) continue;
        if (xml.name() == u"name") {
            context = xml.readElementText();
        } else if (xml.name() == u"message") {
            texts.append(Text{.context = context, .numerus = xml.attributes().value("numerus") == u"yes"});
        } else if (xml.name() == u"source") {
            texts.last().source = xml.readElementText();
        } else if (xml.name() == u"translation") {
            texts.last().unfinished = xml.attributes().hasAttribute("type");
            if (!texts.last().numerus) texts.last().translations << xml.readElementText();
        } else if (xml.name() == u"numerusform") {
            texts.last().translations << xml.readElementText();
        }
    }
    return xml.hasError() ? QVector<Text>() : texts;
}

/// The letters after "&", small, in order; "&&" is a character, not a mark.
QStringList mnemonicsIn(const QString& text) {
    static const QRegularExpression mark("&&|&(.)");
    QStringList letters;
    for (auto found = mark.globalMatch(text); found.hasNext();) {
        const QString letter = found.next().captured(1);
        if (!letter.isEmpty()) letters << letter.toLower();
    }
    letters.sort();
    return letters;
}

/// Words of four letters and more: terms of the field and names are shared by languages, sentences are not.
qsizetype longWordsIn(const QString& text) {
    static const QRegularExpression word("[[:alpha:]]{4,}");
    qsizetype count = 0;
    for (auto found = word.globalMatch(text); found.hasNext(); found.next())
        ++count;
    return count;
}

/// "%1", "%2", "%n" and mark-up, in order: what the program fills in must be there, however the words stand.
QStringList placesIn(const QString& text) {
    static const QRegularExpression place("%L?(?:n|[0-9])|</?[a-z]+|\\{\\{");
    QStringList places;
    for (auto found = place.globalMatch(text); found.hasNext();)
        places << found.next().captured();
    places.sort();
    return places;
}

}  // namespace

class TestTranslations : public QObject {
    Q_OBJECT

 private slots:
    void initTestCase() {
        QTemporaryDir folder;
        const QString now = folder.filePath("now.ts");
        QCOMPARE(QProcess::execute(MW_LUPDATE, {"-silent", "-locations", "none", MW_SOURCES, "-ts", now}), 0);
        m_window = readTexts(now);
    }

    void files_data() {
        QTest::addColumn<QString>("file");
        for (const Language& language : languages())
            QTest::newRow(qPrintable(language.code))
                << QString(MW_TRANSLATIONS "/mixtral-workbench_%1.ts").arg(language.code);
    }

    void areOfferedAll() {
        QStringList offered;
        for (const Language& language : languages())
            offered << QString("mixtral-workbench_%1.ts").arg(language.code);
        offered.sort();
        QCOMPARE(offered, QDir(MW_TRANSLATIONS).entryList({"*.ts"}, QDir::Files, QDir::Name));
    }

    void haveEveryWordOfTheWindow_data() { files_data(); }
    void haveEveryWordOfTheWindow() {
        QFETCH(QString, file);
        QStringList wanted, there;
        // English is the language of the sources, and has its plurals in a file.
        const bool pluralsOnly = file.endsWith("_en.ts");
        for (const Text& text : std::as_const(m_window))
            if (text.numerus || !pluralsOnly) wanted << text.key();
        for (const Text& text : readTexts(file))
            there << text.key();
        QVERIFY(wanted.size() > (pluralsOnly ? 5 : 500));
        for (const QString& key : wanted)
            QVERIFY2(there.contains(key), qPrintable("run the target update_translations; missing: " + key));
        for (const QString& key : there)
            QVERIFY2(wanted.contains(key), qPrintable("run the target update_translations; left over: " + key));
    }

    /// The ellipsis of what asks for more, or is under way, stands at its word; in German, beside it.
    void writeTheEllipsisInOneWay_data() { files_data(); }
    void writeTheEllipsisInOneWay() {
        QFETCH(QString, file);
        static const QRegularExpression beside("\\w \u2026", QRegularExpression::UseUnicodePropertiesOption);
        static const QRegularExpression joined("[[:alpha:]]\u2026", QRegularExpression::UseUnicodePropertiesOption);
        for (const Text& text : std::as_const(m_window))
            QVERIFY2(!text.source.contains(beside), qPrintable(text.source));
        for (const Text& text : readTexts(file))
            for (const QString& each : text.translations)
                QVERIFY2(!each.contains(file.endsWith("_de.ts") ? joined : beside), qPrintable(each));
    }

    void areFinishedAndKeepWhatIsFilledIn_data() { files_data(); }
    void areFinishedAndKeepWhatIsFilledIn() {
        QFETCH(QString, file);
        for (const Text& text : readTexts(file)) {
            const QByteArray name = text.key().toUtf8();
            QVERIFY2(!text.unfinished, name);
            QVERIFY2(!text.translations.isEmpty(), name);
            if (text.numerus) QCOMPARE(text.translations.size(), 2);
            for (const QString& translation : text.translations) {
                QVERIFY2(!translation.isEmpty(), name);
                QVERIFY2(placesIn(translation) == placesIn(text.source), name);
                const bool isEnglish = file.endsWith("_en.ts");
                QVERIFY2(isEnglish || translation != text.source || longWordsIn(text.source) < 3, name);
                QVERIFY2(!translation.contains("Shift"), name);  // keyboards of these languages call it otherwise
                // A dash or a space at an end joins words of two texts.
                QVERIFY2(translation.front().isSpace() == text.source.front().isSpace(), name);
                QVERIFY2(translation.back().isSpace() == text.source.back().isSpace(), name);
            }
        }
    }

    void keepAKeyForWhatHasOne_data() { files_data(); }
    void keepAKeyForWhatHasOne() {
        QFETCH(QString, file);
        QHash<QString, QStringList> ofSources, ofTranslations;  // of each context
        for (const Text& text : readTexts(file)) {
            for (const QString& translation : text.translations) {
                const QStringList letters = mnemonicsIn(translation);
                QCOMPARE(letters.size(), mnemonicsIn(text.source).size());
                for (const QString& letter : letters)
                    QVERIFY2(letter.front().isLetterOrNumber(), qPrintable(translation));
            }
            ofSources[text.context] += mnemonicsIn(text.source);
            ofTranslations[text.context] += mnemonicsIn(text.translations.value(0));
        }
        QVERIFY(file.endsWith("_en.ts") || !ofSources["mw::gui::ModelDialog"].isEmpty());
        for (const QString& context : ofSources.keys()) {
            const auto different = [](const QStringList& letters) {
                return QSet<QString>(letters.begin(), letters.end()).size();
            };
            QVERIFY2(different(ofTranslations[context]) == different(ofSources[context]), qPrintable(context));
        }
    }

    void areSpokenByThoseWhoAskForThem_data() {
        QTest::addColumn<QLocale>("locale");
        QTest::addColumn<QString>("about");
        QTest::addColumn<QString>("one");
        QTest::addColumn<QString>("many");
        QTest::addColumn<QString>("cancel");
        const auto english = [](const char* row, const QLocale& locale, const QString& many) {
            QTest::newRow(row) << locale << "About"
                               << "1 token" << many + " tokens"
                               << "Cancel";
        };
        const QString german = "Über das Programm", french = "À propos", spanish = "Acerca de";
        QTest::newRow("German") << QLocale("de_DE") << german << "1 Token"
                                << "12.345 Token"
                                << "Abbrechen";
        QTest::newRow("Austrian") << QLocale("de_AT") << german << "1 Token"
                                  << "12\u00a0345 Token"
                                  << "Abbrechen";
        QTest::newRow("French") << QLocale("fr_FR") << french << "1 token"
                                << "12\u202f345 tokens"
                                << "Annuler";
        QTest::newRow("Swiss French") << QLocale("fr_CH") << french << "1 token"
                                      << "12\u202f345 tokens"
                                      << "Annuler";
        QTest::newRow("Italian") << QLocale("it_IT") << "Informazioni"
                                 << "1 token"
                                 << "12.345 token"
                                 << "Annulla";
        QTest::newRow("Spanish") << QLocale("es_ES") << spanish << "1 token"
                                 << "12.345 tokens"
                                 << "Cancelar";
        QTest::newRow("Mexican") << QLocale("es_MX") << spanish << "1 token"
                                 << "12,345 tokens"
                                 << "Cancelar";
        QTest::newRow("German, chosen") << localeFor("de", QLocale("fr_CH")) << german << "1 Token"
                                        << "12’345 Token"
                                        << "Abbrechen";
        QTest::newRow("French, chosen") << localeFor("fr", QLocale::c()) << french << "1 token"
                                        << "12\u202f345 tokens"
                                        << "Annuler";
        english("English", QLocale("en_GB"), "12,345");
        english("English, chosen", localeFor("en", QLocale("de_DE")), "12.345");
        english("C", QLocale::c(), "12345");
        english("one without a translation", QLocale("fi_FI"), "12\u00a0345");
    }
    void areSpokenByThoseWhoAskForThem() {
        QFETCH(QLocale, locale);
        QFETCH(QString, about);
        QFETCH(QString, one);
        QFETCH(QString, many);
        QFETCH(QString, cancel);
        QLocale::setDefault(locale);
        installTranslations(*QCoreApplication::instance(), locale);
        QCOMPARE(QCoreApplication::translate("mw::gui::SettingsPage", "About"), about);
        const auto tokens = [](int count) {
            return QCoreApplication::translate("mw::gui::AttachmentChip", "%Ln tokens", nullptr, count);
        };
        QCOMPARE(tokens(1), one);
        QCOMPARE(tokens(12345), many);
        QCOMPARE(QCoreApplication::translate("QPlatformTheme", "Cancel"), cancel);
        const QList<QTranslator*> installed = QCoreApplication::instance()->findChildren<QTranslator*>();
        for (QTranslator* translator : installed)
            delete translator;  // uninstalls itself
        QLocale::setDefault(QLocale::c());
    }

    void writeNumbersAsTheLanguageAndTheCountryDo_data() {
        QTest::addColumn<QString>("code");
        QTest::addColumn<QLocale>("system");
        QTest::addColumn<QString>("number");
        QTest::addColumn<QString>("month");
        QTest::newRow("none chosen") << "" << QLocale("de_DE") << "1.234,5"
                                     << "Mai";
        QTest::newRow("one that is not offered") << "fi" << QLocale("de_DE") << "1.234,5"
                                                 << "Mai";
        QTest::newRow("German in an English country") << "de" << QLocale("en_US") << "1.234,5"
                                                      << "Mai";
        QTest::newRow("German in Switzerland") << "de" << QLocale("fr_CH") << "1’234.5"
                                               << "Mai";
        QTest::newRow("English in Germany") << "en" << QLocale("de_DE") << "1.234,5"
                                            << "May";
        QTest::newRow("English where nothing is known") << "en" << QLocale::c() << "1,234.5"
                                                        << "May";
        QTest::newRow("French") << "fr" << QLocale::c() << "1\u202f234,5"
                                << "mai";
        QTest::newRow("Italian") << "it" << QLocale("en_US") << "1.234,5"
                                 << "maggio";
        QTest::newRow("Spanish in Mexico") << "es" << QLocale("en_MX") << "1,234.5"
                                           << "mayo";
    }
    void writeNumbersAsTheLanguageAndTheCountryDo() {
        QFETCH(QString, code);
        QFETCH(QLocale, system);
        const QLocale locale = localeFor(code, system);
        QTEST(locale.toString(1234.5, 'f', 1), "number");
        QTEST(locale.standaloneMonthName(5), "month");
    }

 private:
    QVector<Text> m_window;  ///< every text that the sources have now
};

}  // namespace mw::gui

QTEST_GUILESS_MAIN(mw::gui::TestTranslations)
#include "test_translations.moc"
