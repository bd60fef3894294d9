// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// What the desktop is told of answers, over a bus of the test's own.

#include <QDBusConnection>
#include <QDBusMessage>
#include <QProcess>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include "answer_notices.h"
#include "chat_bench.h"

namespace mw::gui {
namespace {

/// The desktop's side.
class Desktop : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

 public:
    struct Said {
        QString program, title, text;
        QStringList actions;
    };
    QVector<Said> said;

 public slots:
    uint Notify(const QString& program, uint, const QString&, const QString& title, const QString& text,
                const QStringList& actions, const QVariantMap&, int) {
        said.append({program, title, text, actions});
        return uint(said.size());
    }

 signals:
    void ActionInvoked(uint id, const QString& action);
    void NotificationClosed(uint id, uint reason);
};

}  // namespace

class TestAnswerNotices : public QObject {
    Q_OBJECT

    QProcess m_bus;
    Desktop m_desktop;
    QTemporaryDir m_settings;

 private slots:
    void initTestCase() {
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_settings.path());
        if (QStandardPaths::findExecutable(QStringLiteral("dbus-daemon")).isEmpty()) QSKIP("dbus-daemon is missing");
        m_bus.start(QStringLiteral("dbus-daemon"), {"--session", "--nofork", "--print-address"});
        QVERIFY(m_bus.waitForStarted());
        QVERIFY(m_bus.waitForReadyRead(60000));
        const QByteArray address = m_bus.readLine().trimmed();
        qputenv("DBUS_SESSION_BUS_ADDRESS", address);
        QDBusConnection desktop =
            QDBusConnection::connectToBus(QString::fromLatin1(address), QStringLiteral("desktop"));
        QVERIFY(desktop.registerObject(QStringLiteral("/org/freedesktop/Notifications"), &m_desktop,
                                       QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
        QVERIFY(desktop.registerService(QStringLiteral("org.freedesktop.Notifications")));
    }
    void cleanupTestCase() {
        m_bus.kill();
        m_bus.waitForFinished();
    }
    void init() {
        m_desktop.said.clear();
        QSettings().clear();
    }

    void tellsOfALongAnswerToWhoeverIsAway() {
        QTemporaryDir folder;
        Bench bench(folder);
        FakeEngine::load(bench.engine);
        bool away = true;
        int shown = 0;
        const AnswerNotices notices(
            bench.controller, [&] { return away; }, [&] { ++shown; });
        const auto answer = [&](const QString& text, int seconds, FinishReason reason = FinishReason::Eos) {
            const Ticket ticket = bench.ask(QStringLiteral("Question"));
            Turn begun = bench.chat()->turns().last();
            begun.created -= 1000 * seconds;
            grow(bench.engine, ticket, text);
            begun.text = text;
            begun.state = reason == FinishReason::Cancelled ? TurnState::Stopped : TurnState::Complete;
            emit bench.controller.answerEnded(begun);  // as if it had taken so long
            bench.controller.stop(bench.chat());
            end(bench.engine, ticket, FinishReason::Cancelled);
        };
        answer(QStringLiteral("short"), 3);
        answer(QStringLiteral("stopped"), 60, FinishReason::Cancelled);
        away = false;
        answer(QStringLiteral("seen"), 60);
        away = true;
        saveNoticesWanted(false);
        answer(QStringLiteral("not wanted"), 60);
        saveNoticesWanted(true);
        answer(QStringLiteral("**Done** with <b>it</b>"), 60);
        QTRY_COMPARE(m_desktop.said.size(), 1);
        const Desktop::Said& said = m_desktop.said.first();
        QCOMPARE(said.title, QStringLiteral("Question"));
        QCOMPARE(said.text, QStringLiteral("Done with &lt;b&gt;it&lt;/b&gt;"));  // nothing of it is markup
        QCOMPARE(said.actions.value(0), QStringLiteral("default"));

        const ChatId id = bench.chat()->id();
        bench.controller.newChat();
        QTest::qWait(100);  // the number of the notice has to come back first
        emit m_desktop.ActionInvoked(1, QStringLiteral("other"));
        emit m_desktop.ActionInvoked(7, QStringLiteral("default"));
        emit m_desktop.ActionInvoked(1, QStringLiteral("default"));
        QTRY_COMPARE(shown, 1);
        QCOMPARE(bench.chat()->id(), id);
        emit m_desktop.ActionInvoked(1, QStringLiteral("default"));  // once
        QTest::qWait(100);
        QCOMPARE(shown, 1);
    }

    void aClosedNoticeIsForgotten() {
        DesktopNotice notice;
        int clicks = 0;
        notice.say(QStringLiteral("t"), QStringLiteral("x"), [&] { ++clicks; });
        notice.say(QStringLiteral("u"), QStringLiteral("y"), [&] { clicks += 10; });
        QTRY_COMPARE(m_desktop.said.size(), 2);
        QTest::qWait(100);
        emit m_desktop.NotificationClosed(1, 2);
        emit m_desktop.ActionInvoked(1, QStringLiteral("default"));
        emit m_desktop.ActionInvoked(2, QStringLiteral("default"));
        QTRY_COMPARE(clicks, 10);
    }

    /// A desktop without notices, or none: nothing waits, nothing is said.
    void saysNothingWhereNobodyListens() {
        QDBusConnection(QStringLiteral("desktop")).unregisterService(QStringLiteral("org.freedesktop.Notifications"));
        DesktopNotice notice;
        QElapsedTimer clock;
        clock.start();
        notice.say(QStringLiteral("t"), QStringLiteral("x"), [] {});
        QVERIFY(clock.elapsed() < 1000);
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
        DesktopNotice none;
        none.say(QStringLiteral("t"), QStringLiteral("x"), [] {});
        QTest::qWait(50);
        QVERIFY(m_desktop.said.isEmpty());
    }
};

}  // namespace mw::gui

QTEST_GUILESS_MAIN(mw::gui::TestAnswerNotices)
#include "test_answer_notices.moc"
