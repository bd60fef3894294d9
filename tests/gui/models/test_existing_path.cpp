// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// Folders whose names are no UTF-8: from what Qt shows of them back to their bytes.

#include "existing_path.h"

#include <QFile>
#include <QStandardPaths>
#include <QTest>
#include <fstream>

#include "recent_models.h"
#include "temp_dir.h"

using namespace mw::gui;
using mw::test::TempDir;
namespace fs = std::filesystem;

class TestExistingPath : public QObject {
    Q_OBJECT

 private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void findsNamesThatAreNotUtf8() {
        const TempDir folder;
        const fs::path model = folder / "Mod\xE8les" / "caf\xE9";
        fs::create_directories(model);
        const QString shown = QFile::decodeName(model.c_str());
        QVERIFY(shown.contains(QChar::ReplacementCharacter));
        QCOMPARE(existingPath(shown), model);
        QCOMPARE(existingPath(shown + "/config.json"), model / "config.json");
        QCOMPARE(RecentModels().optionsFor(shown).directory, model);
    }

    void leadsQtToFilesWithSuchNames() {
        const TempDir folder;
        std::ofstream(folder / "caf\xE9.txt") << "text";
        const OpenablePath there(QFile::decodeName((folder / "caf\xE9.txt").c_str()));
        QFile file(there.path());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("text"));
        const QString plain = QFile::decodeName((folder / "plain").c_str());
        QCOMPARE(OpenablePath(plain).path(), plain);
        const QString absent = plain + QChar(QChar::ReplacementCharacter);
        QVERIFY(!QFile(OpenablePath(absent).path()).exists());
    }

    void leavesOtherNamesAsTheyAre() {
        const TempDir folder;
        for (const char* name : {"plain", "größe 漢字 🙂", "\xEF\xBF\xBD"}) {
            fs::create_directories(folder / name);
            QCOMPARE(existingPath(QFile::decodeName((folder / name).c_str())), folder / name);
        }
        const QString absent = QFile::decodeName((folder / "absent").c_str());
        QCOMPARE(existingPath(absent), folder / "absent");
        QCOMPARE(existingPath(absent + QChar(QChar::ReplacementCharacter)), folder / "absent\xEF\xBF\xBD");
        QCOMPARE(existingPath("relative/x"), fs::path("relative/x"));
        QCOMPARE(existingPath(QString()), fs::path());
    }
};

QTEST_GUILESS_MAIN(TestExistingPath)
#include "test_existing_path.moc"
