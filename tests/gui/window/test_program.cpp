// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// mixtral-workbench as a program: its command line, a second start, and what it leaves behind.

#include <QElapsedTimer>
#include <QProcess>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>

#include "chat_store.h"

namespace mw::gui {

namespace {

struct Result {
    int status = -1;
    QByteArray out;
    QByteArray error;
};

}  // namespace

class TestProgram : public QObject {
    Q_OBJECT

 private slots:
    void init() {
        m_home = std::make_unique<QTemporaryDir>();
        QVERIFY(QDir(m_home->path()).mkpath("run"));
        QVERIFY(QFile(m_home->filePath("run")).setPermissions(QFile::ReadUser | QFile::WriteUser | QFile::ExeUser));
    }

    void answersWithoutADisplay_data() {
        QTest::addColumn<QString>("argument");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("--version") << "--version" << QByteArray("mixtral-workbench " MW_VERSION " (commit ");
        QTest::newRow("--help") << "--help" << QByteArray("Usage: ");
    }
    void answersWithoutADisplay() {
        QFETCH(QString, argument);
        QFETCH(QByteArray, expected);
        const Result result = run({argument}, "xcb");
        QCOMPARE(result.status, 0);
        QVERIFY2(result.out.startsWith(expected), result.out);
    }

    void speaksTheLanguageOfTheDesktop() {
        QVERIFY(run({"--help"}).out.contains("Desktop workbench for Mixtral models."));
        m_locale = "de_DE.UTF-8";
        const Result german = run({"--help"});
        m_locale.clear();
        QVERIFY2(german.out.contains("Werkbank für Mixtral-Modelle."), german.out);
    }

    void speaksTheLanguageThatWasChosen() {
        const QString path = m_home->filePath("config/mixtral-workbench/mixtral-workbench.conf");
        for (const auto& [code, sentence] : {std::pair("fr", "Atelier de bureau pour les modèles Mixtral."),
                                             std::pair("en", "Desktop workbench for Mixtral models.")}) {
            QSettings(path, QSettings::IniFormat).setValue("appearance/language", code);
            m_locale = "de_DE.UTF-8";
            const Result chosen = run({"--help"});
            m_locale.clear();
            QFile::remove(path);
            QVERIFY2(chosen.out.contains(sentence), chosen.out);
        }
    }

    void saysInOneLineThatThereIsNoDisplay() {
        const Result result = run({}, "xcb");
        QCOMPARE(result.status, 1);
        QCOMPARE(result.error.count('\n'), 1);
        QVERIFY2(result.error.contains("display"), result.error);
    }

    void refusesABadCommandLineInOneLine_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("named");
        QTest::newRow("unknown option") << QStringList{"--bogus"} << QByteArray("bogus");
        QTest::newRow("no such folder") << QStringList{"--model", "/no/such/folder"} << QByteArray("/no/such/folder");
        QTest::newRow("nothing") << QStringList{"--model", ""} << QByteArray("--model");
        QTest::newRow("no value") << QStringList{"--model"} << QByteArray("model");
        QTest::newRow("two models") << QStringList{"--model", "/tmp", "/usr"} << QByteArray("/usr");
    }
    void refusesABadCommandLineInOneLine() {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, named);
        const Result result = run(arguments);
        QCOMPARE(result.status, 2);
        QCOMPARE(result.error.count('\n'), 1);
        QVERIFY2(result.error.startsWith("mixtral-workbench: ") && result.error.contains(named), result.error);
        QVERIFY(result.out.isEmpty());
    }

    void leavesASecondStartToTheFirst() {
        QProcess first;
        start(first);
        const Result second = run({});
        QCOMPARE(second.status, 0);
        QCOMPARE(first.state(), QProcess::Running);

        // Whoever was killed is no first any more, and its chats are opened again for writing.
        first.kill();
        QVERIFY(first.waitForFinished());
        QProcess third;
        start(third);
        QVERIFY(!third.waitForFinished(1000));
        third.kill();
        QVERIFY(third.waitForFinished());
        ChatStore store({.path = database()});
        QVERIFY2(store.readOnlyReason().isEmpty(), qPrintable(store.readOnlyReason()));
        QVERIFY(!store.chats().isEmpty());
    }

    void savesAndEndsWhenItIsToldTo_data() {
        QTest::addColumn<int>("signal");
        QTest::newRow("by the system") << SIGTERM;
        QTest::newRow("by the terminal") << SIGINT;
        QTest::newRow("as the terminal goes") << SIGHUP;
    }
    void savesAndEndsWhenItIsToldTo() {
        QFETCH(int, signal);
        QProcess program;
        start(program);
        QVERIFY(!program.waitForFinished(1000));
        QVERIFY(QFileInfo(database() + "-wal").size() > 0);
        ::kill(pid_t(program.processId()), signal);
        QVERIFY(program.waitForFinished(20000));
        QCOMPARE(program.exitStatus(), QProcess::NormalExit);
        QCOMPARE(program.exitCode(), 0);
        QVERIFY(!QFile::exists(database() + "-wal"));  // closed, with nothing left to take over
        QVERIFY(!QFile::exists(database() + ".lock"));
    }

 private:
    QString database() const { return m_home->filePath("data/mixtral-workbench/chats.sqlite"); }

    QProcessEnvironment environment(const QString& platform) const {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("QT_QPA_PLATFORM", platform);
        environment.insert("HOME", m_home->path());
        environment.insert("XDG_DATA_HOME", m_home->filePath("data"));
        environment.insert("XDG_CONFIG_HOME", m_home->filePath("config"));
        environment.insert("XDG_RUNTIME_DIR", m_home->filePath("run"));
        environment.remove("DISPLAY");
        environment.remove("WAYLAND_DISPLAY");
        return environment;
    }

    Result run(const QStringList& arguments, const QString& platform = "offscreen") const {
        QProcess program;
        QProcessEnvironment desktop = environment(platform);
        if (!m_locale.isEmpty()) desktop.insert("LC_ALL", m_locale);
        program.setProcessEnvironment(desktop);
        program.start(MW_PROGRAM, arguments);
        if (!program.waitForFinished(20000)) {
            program.kill();
            program.waitForFinished();
            return {};
        }
        return {program.exitStatus() == QProcess::NormalExit ? program.exitCode() : -1, program.readAllStandardOutput(),
                program.readAllStandardError()};
    }

    /// Returns when the program has its chats open, which it has after its socket.
    void start(QProcess& program) {
        QFile::remove(database() + "-shm");
        program.setProcessEnvironment(environment("offscreen"));
        program.start(MW_PROGRAM, {});
        QVERIFY(QTest::qWaitFor([&] { return QFile::exists(database() + "-shm"); }, 20000));
    }

    std::unique_ptr<QTemporaryDir> m_home;
    QString m_locale;  ///< instead of the test's own
};

}  // namespace mw::gui

QTEST_MAIN(mw::gui::TestProgram)
#include "test_program.moc"
