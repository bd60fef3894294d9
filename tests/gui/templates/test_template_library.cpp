// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "template_library.h"

#include <QDir>
#include <QFile>
#include <QMap>
#include <QTemporaryDir>
#include <QTest>

#include "small_disk.h"
#include "whole_file.h"

namespace mw::gui {
namespace {

const QByteArray kGood = R"({"id": "mine", "name": "Mine", "language": "en", "system_prompt": "Speak like {{who}}."})";

void put(const QString& folder, const QString& name, const QByteArray& bytes) {
    QFile file(QDir(folder).filePath(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

QByteArray read(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace

class TestTemplateLibrary : public QObject {
    Q_OBJECT

 private slots:
    void shipsFiveLanguagesWithFiveTemplatesEach() {
        QTemporaryDir user;
        const TemplateLibrary library({QStringLiteral(":/templates"), user.path()});
        QCOMPARE(library.problems(), QStringList());
        QMap<QString, int> languages;
        bool chloe = false;
        for (int row = 0; row < library.rowCount(); ++row) {
            const PromptTemplate& each = library.at(row);
            ++languages[each.language];
            chloe |= each.name == QLatin1String("Chloe");
            QVERIFY(each.shipped);
            QVERIFY2(each.id.startsWith(each.language + QLatin1Char('-')), qPrintable(each.id));
            QVERIFY2(each.systemPrompt.size() > 100, qPrintable(each.id));
            QVERIFY2(!each.description.isEmpty() && !each.category.isEmpty(), qPrintable(each.id));
            QVERIFY2(each.temperature && each.topP && each.answerTokens, qPrintable(each.id));
            // Every variable has a default, and every default a variable.
            QStringList variables = variablesIn(each.systemPrompt), defaults = each.defaults.keys();
            variables.sort();
            defaults.sort();
            QCOMPARE(variables, defaults);
        }
        QCOMPARE(languages.keys(), (QStringList{"de", "en", "es", "fr", "it"}));
        for (const int count : languages)
            QVERIFY(count >= 5);
        QVERIFY(chloe);
        QCOMPARE(library.fallback(QStringLiteral("fr_CA"))->id, QStringLiteral("fr-assistant"));
        QCOMPARE(library.fallback(QStringLiteral("ja_JP"))->id, QStringLiteral("en-assistant"));
    }

    void namesLineAndColumnOfABadFile_data() {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("message");
        QTest::newRow("syntax") << QByteArray("{\n  \"id\": \"a\",\n  \"name\": oops\n}") << "bad.json:3:";
        QTest::newRow("truncated") << QByteArray("{\"id\": \"a\"") << "bad.json:1:";
        QTest::newRow("empty file") << QByteArray() << "bad.json:1:1";
        QTest::newRow("not UTF-8") << QByteArray("{\n\"id\": \"\xff\"}") << "bad.json:2:8: not UTF-8";
        QTest::newRow("no prompt") << QByteArray(R"({"id": "a", "name": "A", "language": "en"})")
                                   << "\"system_prompt\" is missing";
        QTest::newRow("name is a number")
            << QByteArray("{\"id\": \"a\",\n \"name\": 3, \"language\": \"en\", \"system_prompt\": \"\"}")
            << "bad.json:2:2: \"name\"";
        QTest::newRow("id with a path")
            << QByteArray(R"({"id": "../../a", "name": "A", "language": "en", "system_prompt": ""})")
            << "\"id\" may hold";
        QTest::newRow("temperature")
            << QByteArray(
                   R"({"id": "a", "name": "A", "language": "en", "system_prompt": "", "sampling": {"temperature": 9}})")
            << "\"temperature\" has to be a number from 0 to 5";
        QTest::newRow("top-k")
            << QByteArray(
                   R"({"id": "a", "name": "A", "language": "en", "system_prompt": "", "sampling": {"top_k": 1.5}})")
            << "whole number";
        QTest::newRow("twice") << QByteArray("[" + kGood + ",\n" + kGood + "]")
                               << "bad.json:2:2: the id \"mine\" is used twice";
        QTest::newRow("deep") << QByteArray(100000, '[') << "bad.json:1:";
        QTest::newRow("no template") << QByteArray("[]") << "no template";
        QTest::newRow("language") << QByteArray(
                                         R"({"id": "a", "name": "A", "language": "English", "system_prompt": ""})")
                                  << "language";
    }

    void namesLineAndColumnOfABadFile() {
        QFETCH(QByteArray, json);
        QFETCH(QString, message);
        QTemporaryDir user;
        put(user.path(), QStringLiteral("bad.json"), json);
        put(user.path(), QStringLiteral("good.json"), QByteArray(kGood).replace("mine", "other"));
        TemplateLibrary library({QStringLiteral(":/templates"), user.path()});
        QCOMPARE(library.problems().size(), 1);
        QVERIFY2(library.problems().first().contains(message), qPrintable(library.problems().first()));
        QVERIFY(library.find(QStringLiteral("other")));

        // Never overwritten, whatever is saved.
        PromptTemplate bad;
        bad.id = QStringLiteral("bad");
        bad.name = QStringLiteral("Bad");
        bad.language = QStringLiteral("en");
        QString error;
        QVERIFY2(!library.save(bad, &error).isEmpty(), qPrintable(error));
        QCOMPARE(read(QDir(user.path()).filePath(QStringLiteral("bad.json"))), json);
    }

    void savesChangesAndDeletes() {
        QTemporaryDir user;
        TemplateLibrary library({QStringLiteral(":/templates"), QDir(user.path()).filePath(QStringLiteral("deep/er"))});
        PromptTemplate mine = *library.find(QStringLiteral("en-chloe"));
        mine.name = QStringLiteral("Meine Chloé «für alle»");
        QString error;
        const QString id = library.save(mine, &error);  // a shipped id: becomes a copy
        QVERIFY2(id == QLatin1String("en-chloe-2"), qPrintable(id + error));
        QCOMPARE(library.find(id)->name, mine.name);
        QCOMPARE(*library.find(id)->temperature, 0.8);
        QVERIFY(library.find(QStringLiteral("en-chloe"))->shipped);

        PromptTemplate changed = *library.find(id);
        changed.systemPrompt = QStringLiteral("Changed {{x}}");
        QCOMPARE(library.save(changed, &error), id);
        QCOMPARE(TemplateLibrary({QStringLiteral(":/templates"), library.userFolder()}).find(id)->systemPrompt,
                 changed.systemPrompt);

        QVERIFY(!library.remove(QStringLiteral("en-chloe"), &error));
        QVERIFY(library.remove(id, &error));
        QVERIFY(!library.find(id));
    }

    /// Two templates in one file, put there by hand.
    void changesOneTemplateOfAFileAndLeavesTheOther() {
        QTemporaryDir user;
        const QByteArray second = QByteArray(kGood).replace("mine", "yours").replace("Mine", "Yours");
        const QString path = QDir(user.path()).filePath(QStringLiteral("both.json"));
        put(user.path(), QStringLiteral("both.json"), "[" + kGood + "," + second + "]");
        TemplateLibrary library({QStringLiteral(":/templates"), user.path()});
        const QString mine = QStringLiteral("mine"), yours = QStringLiteral("yours");
        QVERIFY(library.find(mine) && library.find(yours));
        QString error;
        for (const QString& id : {yours, mine}) {
            PromptTemplate changed = *library.find(id);
            changed.systemPrompt = QStringLiteral("Changed ") + id;
            QCOMPARE(library.save(changed, &error), id);
        }
        TemplateLibrary again({QStringLiteral(":/templates"), user.path()});
        QCOMPARE(again.find(mine)->systemPrompt, QStringLiteral("Changed mine"));
        QCOMPARE(again.find(yours)->systemPrompt, QStringLiteral("Changed yours"));
        QCOMPARE(QDir(user.path()).entryList(QDir::Files), QStringList{"both.json"});

        QVERIFY(library.remove(mine, &error));
        QVERIFY(!library.find(mine) && library.find(yours));
        QVERIFY(TemplateLibrary({QStringLiteral(":/templates"), user.path()}).find(yours));
        QVERIFY(library.remove(yours, &error));
        QVERIFY(!library.find(yours));
        QVERIFY(!QFile::exists(path));

        // And back, the last one first, into the file that they were in.
        QVERIFY(library.canUndoRemove());
        QCOMPARE(library.undoRemove(&error), yours);
        QCOMPARE(library.undoRemove(&error), mine);
        QVERIFY(!library.canUndoRemove());
        QCOMPARE(library.undoRemove(&error), QString());
        const TemplateLibrary restored({QStringLiteral(":/templates"), user.path()});
        QCOMPARE(restored.find(mine)->systemPrompt, QStringLiteral("Changed mine"));
        QCOMPARE(restored.find(yours)->systemPrompt, QStringLiteral("Changed yours"));
        QCOMPARE(restored.find(mine)->file, path);
    }

    void aDeletedTemplateComesBackBesideOneThatHasItsName() {
        QTemporaryDir user;
        put(user.path(), QStringLiteral("one.json"), kGood);
        TemplateLibrary library({QStringLiteral(":/templates"), user.path()});
        const QString mine = QStringLiteral("mine");
        QString error;
        QVERIFY(library.remove(mine, &error));
        put(user.path(), QStringLiteral("two.json"), QByteArray(kGood).replace("Mine", "Another"));
        library.reload();
        QCOMPARE(library.find(mine)->name, QStringLiteral("Another"));
        const QString back = library.undoRemove(&error);
        QVERIFY2(!back.isEmpty() && back != mine, qPrintable(back + error));
        QCOMPARE(library.find(back)->name, QStringLiteral("Mine"));
        QCOMPARE(library.find(mine)->name, QStringLiteral("Another"));
        QVERIFY(library.problems().isEmpty());
    }

    void leavesAFileAloneThatOtherHandsHaveBroken() {
        QTemporaryDir user;
        put(user.path(), QStringLiteral("mine.json"), kGood);
        TemplateLibrary library({QStringLiteral(":/templates"), user.path()});
        const QByteArray broken = "{ half a template";
        put(user.path(), QStringLiteral("mine.json"), broken);
        QString error;
        QVERIFY(!library.remove(QStringLiteral("mine"), &error));
        QVERIFY2(error.contains(QStringLiteral("mine.json:1:")), qPrintable(error));
        QVERIFY(!library.canUndoRemove());
        PromptTemplate changed = *library.find(QStringLiteral("mine"));
        changed.systemPrompt = QStringLiteral("lost?");
        error.clear();
        QCOMPARE(library.save(changed, &error), QString());
        QVERIFY(!error.isEmpty());
        QCOMPARE(read(QDir(user.path()).filePath(QStringLiteral("mine.json"))), broken);
    }

    void saysOfEachBadFileWhatIsWrong() {
        QTemporaryDir user;
        put(user.path(), QStringLiteral("a.json"), "{");
        put(user.path(), QStringLiteral("b.json"), "[]");
        put(user.path(), QStringLiteral("c.json"), kGood);
        put(user.path(), QStringLiteral("d.json"), kGood);  // the same id once more
        TemplateLibrary library({QStringLiteral(":/templates"), user.path()});
        QCOMPARE(library.problems().size(), 3);
        QVERIFY(library.problems()[0].startsWith(QStringLiteral("a.json:")));
        QVERIFY(library.problems()[1].startsWith(QStringLiteral("b.json:")));
        QVERIFY(library.problems()[2].startsWith(QStringLiteral("d.json:")));
        QFile::remove(QDir(user.path()).filePath(QStringLiteral("a.json")));
        QFile::remove(QDir(user.path()).filePath(QStringLiteral("d.json")));
        library.reload();
        QCOMPARE(library.problems().size(), 1);
    }

    void aFileWithAnIdOfOursIsNotTaken() {
        QTemporaryDir user;
        put(user.path(), QStringLiteral("mine.json"), QByteArray(kGood).replace("\"mine\"", "\"en-chloe\""));
        const TemplateLibrary library({QStringLiteral(":/templates"), user.path()});
        QCOMPARE(library.problems().size(), 1);
        QVERIFY2(library.problems()[0].contains(QStringLiteral("\"en-chloe\" is taken")),
                 qPrintable(library.problems()[0]));
        QVERIFY(library.find(QStringLiteral("en-chloe"))->shipped);
    }

    void everyFieldIsWrittenAndReadAgain() {
        PromptTemplate whole;
        whole.id = QStringLiteral("whole");
        whole.name = QStringLiteral("Whole");
        whole.description = QStringLiteral("With everything");
        whole.language = QStringLiteral("de");
        whole.category = QStringLiteral("Tests");
        whole.systemPrompt = QStringLiteral("{{a}}");
        whole.defaults = {{QStringLiteral("a"), QStringLiteral("A")}};
        whole.temperature = 0.5;
        whole.topP = 0.25;
        whole.minP = 0.125;
        whole.repetitionPenalty = 1.5;
        whole.presencePenalty = -0.5;
        whole.frequencyPenalty = 0.75;
        whole.topK = 7;
        whole.answerTokens = 99;
        const TemplateFile file = parseTemplates(templatesToJson({whole}), QStringLiteral("x.json"));
        QCOMPARE(file.error, QString());
        const PromptTemplate read = file.templates.value(0);
        QCOMPARE(read.id, whole.id);
        QCOMPARE(read.name, whole.name);
        QCOMPARE(read.description, whole.description);
        QCOMPARE(read.language, whole.language);
        QCOMPARE(read.category, whole.category);
        QCOMPARE(read.systemPrompt, whole.systemPrompt);
        QCOMPARE(read.defaults, whole.defaults);
        QVERIFY(read.temperature == whole.temperature && read.topP == whole.topP && read.minP == whole.minP);
        QVERIFY(read.repetitionPenalty == whole.repetitionPenalty && read.presencePenalty == whole.presencePenalty &&
                read.frequencyPenalty == whole.frequencyPenalty);
        QVERIFY(read.topK == whole.topK && read.answerTokens == whole.answerTokens);
    }

    void importsWhatItExports() {
        QTemporaryDir user, other;
        TemplateLibrary library({QStringLiteral(":/templates"), user.path()});
        const QString file = other.filePath(QStringLiteral("export.json"));
        QString error;
        QVERIFY(library.exportFile({QStringLiteral("fr-cook"), QStringLiteral("it-travel")}, file, &error));
        const QStringList ids = library.importFile(file, &error);
        QCOMPARE(ids, (QStringList{QStringLiteral("fr-cook-2"), QStringLiteral("it-travel-2")}));
        QCOMPARE(library.find(ids[0])->systemPrompt, library.find(QStringLiteral("fr-cook"))->systemPrompt);
        put(other.path(), QStringLiteral("bad.json"), "{");
        QVERIFY(library.importFile(other.filePath(QStringLiteral("bad.json")), &error).isEmpty());
        QVERIFY2(error.startsWith(QLatin1String("bad.json:1:")), qPrintable(error));
    }

    void saysWhyAFileCannotBeWritten() {
        QString error;
        QVERIFY(!writeWhole(QStringLiteral("/proc/none/x.json"), QByteArray(100, 'x'), &error));
        QVERIFY2(error.contains(QLatin1String("/proc/none/x.json")), qPrintable(error));
    }

    /// The file before stays: QSaveFile by itself puts an empty one in its place, and says that all went well.
    void aFullDiskLeavesTheFileBefore() {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("x.json"));
        const auto content = [&path] {
            QFile file(path);
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        QVERIFY(writeWhole(path, "before", nullptr));
        for (const int bytes : {100, 100'000}) {
            const SmallDisk full(10);
            QString error;
            QVERIFY(!writeWhole(path, QByteArray(bytes, 'x'), &error));
            QVERIFY2(error.contains(path), qPrintable(error));
            QCOMPARE(content(), QByteArray("before"));
        }
        QVERIFY(writeWhole(path, "after", nullptr));
        QCOMPARE(content(), QByteArray("after"));
    }

    void fillsVariablesOnce() {
        const QString prompt = QStringLiteral("{{a}} and {{ b }} and {{a}} and {{missing}} and {{not-one}}");
        QCOMPARE(variablesIn(prompt), (QStringList{"a", "b", "missing"}));
        QCOMPARE(fillVariables(prompt, {{"a", "{{b}}"}}, {{"b", "B"}, {"a", "unused"}}),
                 QStringLiteral("{{b}} and B and {{b}} and {{missing}} and {{not-one}}"));
    }
};

}  // namespace mw::gui

QTEST_GUILESS_MAIN(mw::gui::TestTemplateLibrary)
#include "test_template_library.moc"
