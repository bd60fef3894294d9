// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// The token of a hub in a real Secret Service, of gnome-keyring on a bus of its own, where these are installed; and
// where there is none. Each step is a program of its own, as each start of the window is: usage, of these:
// test_hub_token --step keep|look|forget|change

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QProcessEnvironment>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <cstdio>
#include <utility>

#include "hub_token.h"

namespace mw::gui {

namespace {

constexpr char kEndpoint[] = "https://hub.example";
const QString kSecret = QStringLiteral("hf_kept_in_the_keyring");
constexpr int kPatienceMs = 60000;

/// One start of the program; says what it found, a line each.
int runStep(const QString& step) {
    HubToken token;
    bool found = false, done = false;
    QString trouble;
    QObject::connect(&token, &HubToken::found, &token, [&] { found = true; });
    QObject::connect(&token, &HubToken::keptChanged, &token, [&] { done = true; });
    const auto fail = [&](const QString& why) {
        trouble = why;
        done = true;
    };
    QObject::connect(&token, &HubToken::keepingFailed, &token, fail);
    QObject::connect(&token, &HubToken::forgettingFailed, &token, fail);
    token.look(kEndpoint);
    if (!QTest::qWaitFor([&] { return found; }, kPatienceMs)) return 2;
    std::printf("keyring %d\nvalue %s\nkept %d\n", token.hasKeyring(), qPrintable(token.value()), token.isKept());
    done = false;
    if (step == "keep") token.set(kSecret, kEndpoint, true);
    if (step == "forget") token.forget(kEndpoint);
    // The keyring is told one thing after the other; when it has what follows, it has what goes before.
    HubToken next;
    if (step == "change") {
        token.set("hf_a_slip_of_the_pen", kEndpoint, true);
        token.set(kSecret, kEndpoint, false);
        QObject::connect(&next, &HubToken::keptChanged, &token, [&] { done = true; });
        next.set("hf_of_another_hub", "https://another.example", true);
    }
    if (step != "look" && !QTest::qWaitFor([&] { return done; }, kPatienceMs)) return 3;
    std::printf("trouble %s\nafter %s\nkept after %d\n", qPrintable(trouble), qPrintable(token.value()),
                token.isKept());
    return 0;
}

/// A bus and a keyring on it, with its files in a folder of its own; they end with this.
struct Desktop {
    QTemporaryDir home;
    QProcess bus, keyring;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();

    Desktop() {
        QDir(home.path()).mkpath("run");
        QFile::setPermissions(home.filePath("run"), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        const std::pair<const char*, const char*> folders[] = {{"HOME", ""},
                                                               {"XDG_DATA_HOME", "data"},
                                                               {"XDG_CONFIG_HOME", "config"},
                                                               {"XDG_CACHE_HOME", "cache"},
                                                               {"XDG_RUNTIME_DIR", "run"}};
        for (const auto& [name, folder] : folders)
            environment.insert(name, home.filePath(folder));
        environment.insert("QT_QPA_PLATFORM", "offscreen");
        environment.remove("DISPLAY");
        environment.insert("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + home.filePath("run/nobody"));
    }
    ~Desktop() {
        for (QProcess* process : {&keyring, &bus}) {
            process->kill();
            process->waitForFinished();
        }
    }
    /// False where something that it takes is not there.
    bool startKeyring() {
        bus.setProcessEnvironment(environment);
        bus.start("dbus-daemon",
                  {"--session", "--nofork", "--print-address", "--address=unix:path=" + home.filePath("run/bus")});
        if (!bus.waitForStarted() || !bus.waitForReadyRead(kPatienceMs)) return false;
        environment.insert("DBUS_SESSION_BUS_ADDRESS", QString::fromUtf8(bus.readLine()).trimmed());
        keyring.setProcessEnvironment(environment);
        keyring.start("gnome-keyring-daemon", {"--foreground", "--unlock", "--components=secrets"});
        if (!keyring.waitForStarted()) return false;
        keyring.write("a password\n");
        keyring.closeWriteChannel();
        // Until its name is on the bus.
        return QTest::qWaitFor(
            [&] {
                QProcess ask;
                ask.setProcessEnvironment(environment);
                ask.start("dbus-send",
                          {"--session", "--print-reply", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus",
                           "org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.secrets"});
                return ask.waitForFinished() && ask.readAll().contains("boolean true");
            },
            kPatienceMs);
    }
    QStringList run(const QString& step) {
        QProcess program;
        program.setProcessEnvironment(environment);
        program.start(QCoreApplication::applicationFilePath(), {"--step", step});
        if (!program.waitForFinished(4 * kPatienceMs) || program.exitCode() != 0)
            return {"failed", QString::number(program.exitCode()), program.readAllStandardError()};
        return QString::fromUtf8(program.readAll()).split('\n');
    }
    /// Files below the folder that hold the token as it is.
    QStringList filesWithToken() const {
        QStringList found;
        QDirIterator files(home.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (file.open(QIODevice::ReadOnly) && file.readAll().contains(kSecret.toUtf8())) found << file.fileName();
        }
        return found;
    }
};

}  // namespace

class TestHubToken : public QObject {
    Q_OBJECT

 private slots:
    void isKeptReadAgainAndForgotten() {
        for (const char* tool : {"dbus-daemon", "dbus-send", "gnome-keyring-daemon"})
            if (QStandardPaths::findExecutable(tool).isEmpty()) QSKIP("gnome-keyring and D-Bus are not installed");
        Desktop desktop;
        QVERIFY(desktop.startKeyring());
        const QString said = "value " + kSecret;
        QStringList lines = desktop.run("keep");
        QVERIFY2(lines.contains("keyring 1") && lines.contains("value ") && lines.contains("kept 0"),
                 qPrintable(lines.join(' ')));
        QVERIFY2(lines.contains("trouble ") && lines.contains("kept after 1"), qPrintable(lines.join(' ')));
        lines = desktop.run("look");
        QVERIFY2(lines.contains(said) && lines.contains("kept 1"), qPrintable(lines.join(' ')));
        QCOMPARE(desktop.filesWithToken(), QStringList());  // the keyring's own file is encrypted
        lines = desktop.run("forget");
        QVERIFY2(lines.contains(said) && lines.contains("after ") && lines.contains("kept after 0"),
                 qPrintable(lines.join(' ')));
        lines = desktop.run("look");
        QVERIFY2(lines.contains("keyring 1") && lines.contains("value ") && lines.contains("kept 0"),
                 qPrintable(lines.join(' ')));
        // What the keyring keeps is not what is in use by then.
        lines = desktop.run("change");
        QVERIFY2(lines.contains("after " + kSecret) && lines.contains("kept after 0"), qPrintable(lines.join(' ')));
    }

    /// It is said, the token works until the program ends, and nothing is written instead.
    void isWrittenNowhereWithoutAKeyring() {
        Desktop desktop;
        QStringList lines = desktop.run("keep");
        QVERIFY2(lines.contains("keyring 0") && lines.contains("kept after 0"), qPrintable(lines.join(' ')));
        QVERIFY2(!lines.contains("trouble "), qPrintable(lines.join(' ')));
        QVERIFY2(lines.contains("after " + kSecret), qPrintable(lines.join(' ')));
        QCOMPARE(desktop.filesWithToken(), QStringList());
        lines = desktop.run("look");
        QVERIFY2(lines.contains("value "), qPrintable(lines.join(' ')));
    }
};

}  // namespace mw::gui

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == "--step") return mw::gui::runStep(arguments.value(2));
    mw::gui::TestHubToken test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_hub_token.moc"
