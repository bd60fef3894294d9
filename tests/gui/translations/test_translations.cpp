// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// Each translation is complete, says what its source says, and is what the program speaks.

#include "translations.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QLocale>
#include <QProcess>
#include <QRegularExpression>
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

/// "%1", "%2", "%n" and mark-up, in order: what the program fills in must be there, however the words stand.
QStringList placesIn(const QString& text) {
    static const QRegularExpression place("%(?:n|[0-9])|</?[a-z]+|\\{\\{");
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
    void files_data() {
        QTest::addColumn<QString>("file");
        const QStringList names = QDir(MW_TRANSLATIONS).entryList({"mixtral-workbench_*.ts"});
        QVERIFY(names.contains("mixtral-workbench_de.ts"));
        for (const QString& name : names)
            QTest::newRow(qPrintable(name)) << QString(MW_TRANSLATIONS "/" + name);
    }

    void haveEveryWordOfTheWindow_data() { files_data(); }
    void haveEveryWordOfTheWindow() {
        QFETCH(QString, file);
        QTemporaryDir folder;
        const QString now = folder.filePath("now.ts");
        QCOMPARE(QProcess::execute(MW_LUPDATE, {"-silent", "-locations", "none", MW_SOURCES, "-ts", now}), 0);
        QStringList wanted, there;
        for (const Text& text : readTexts(now))
            wanted << text.key();
        for (const Text& text : readTexts(file))
            there << text.key();
        QVERIFY(wanted.size() > 500);
        for (const QString& key : wanted)
            QVERIFY2(there.contains(key), qPrintable("run the target update_translations; missing: " + key));
        for (const QString& key : there)
            QVERIFY2(wanted.contains(key), qPrintable("run the target update_translations; left over: " + key));
    }

    void areFinishedAndKeepWhatIsFilledIn_data() { files_data(); }
    void areFinishedAndKeepWhatIsFilledIn() {
        QFETCH(QString, file);
        for (const Text& text : readTexts(file)) {
            const QByteArray name = text.key().toUtf8();
            QVERIFY2(!text.unfinished, name);
            QVERIFY2(!text.translations.isEmpty(), name);
            if (text.numerus) QVERIFY2(text.translations.size() > 1, name);
            for (const QString& translation : text.translations) {
                QVERIFY2(!translation.isEmpty(), name);
                QVERIFY2(placesIn(translation) == placesIn(text.source), name);
                // A dash or a space at an end joins words of two texts.
                QVERIFY2(translation.front().isSpace() == text.source.front().isSpace(), name);
                QVERIFY2(translation.back().isSpace() == text.source.back().isSpace(), name);
            }
        }
    }

    void areSpokenByThoseWhoAskForThem_data() {
        QTest::addColumn<QLocale>("locale");
        QTest::addColumn<QString>("about");
        QTest::addColumn<QString>("two");
        const QString english = "About", german = "Über das Programm";
        QTest::newRow("German") << QLocale("de_DE") << german << "2 Messungen";
        QTest::newRow("Austrian") << QLocale("de_AT") << german << "2 Messungen";
        QTest::newRow("English") << QLocale("en_GB") << english << "2 measured";
        QTest::newRow("C") << QLocale::c() << english << "2 measured";
        QTest::newRow("one without a translation") << QLocale("fi_FI") << english << "2 measured";
    }
    void areSpokenByThoseWhoAskForThem() {
        QFETCH(QLocale, locale);
        QFETCH(QString, about);
        QFETCH(QString, two);
        installTranslations(*QCoreApplication::instance(), locale);
        QCOMPARE(QCoreApplication::translate("mw::gui::SettingsPage", "About"), about);
        QCOMPARE(QCoreApplication::translate("mw::gui::SpeedChart", "%n measured", nullptr, 2), two);
        const QList<QTranslator*> installed = QCoreApplication::instance()->findChildren<QTranslator*>();
        for (QTranslator* translator : installed)
            delete translator;  // uninstalls itself
    }
};

}  // namespace mw::gui

QTEST_GUILESS_MAIN(mw::gui::TestTranslations)
#include "test_translations.moc"
