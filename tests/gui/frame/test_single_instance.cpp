// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QElapsedTimer>
#include <QLocalSocket>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <memory>

#include "single_instance.h"

namespace mw::gui {

class TestSingleInstance : public QObject {
    Q_OBJECT

 private slots:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_socket = m_folder->filePath("socket");
    }

    void isFirstWhereNoOtherRuns() { QVERIFY(SingleInstance(m_socket).isFirst()); }

    void tellsTheFirstWhichModelToOpen() {
        SingleInstance first(m_socket);
        QSignalSpy again(&first, &SingleInstance::startedAgain);
        const QString model = QStringLiteral("/models/Mixtral with spaces,\nlines and 漢字 100%25");
        QCOMPARE(tellFromAnother(model), true);
        QCOMPARE(again.count(), 1);
        QCOMPARE(again.first().first().toString(), model);
    }

    void tellsTheFirstToComeToTheFrontOnly() {
        SingleInstance first(m_socket);
        QSignalSpy again(&first, &SingleInstance::startedAgain);
        QCOMPARE(tellFromAnother(QString()), true);
        QCOMPARE(again.first().first().toString(), QString());
    }

    void isFirstAgainAfterTheFirstWasLeft() {
        { SingleInstance first(m_socket); }
        QVERIFY(SingleInstance(m_socket).isFirst());
    }

    /// As kill -9 leaves it: the socket's file is there, nobody listens, the lock names a process that is gone.
    void takesOverFromAKilledOne() {
        {
            QLocalServer killed;
            QVERIFY(killed.listen(m_socket));
            QFile lock(m_socket + ".lock");
            QVERIFY(lock.open(QFile::WriteOnly));
            lock.write("999999999\nmixtral-workbench\n\n\n\n");
        }
        QFile(m_socket).open(QFile::WriteOnly);  // a server that ends in order removes it
        SingleInstance first(m_socket);
        QVERIFY(first.isFirst());
        QCOMPARE(tellFromAnother("/model"), true);
    }

    /// One that hangs does not make the second wait for ever.
    void givesUpOnAFirstThatDoesNotAnswer() {
        SingleInstance first(m_socket);
        const SingleInstance second(m_socket);
        QElapsedTimer time;
        time.start();
        QVERIFY(!second.tellFirst("/model"));  // the first cannot answer: this thread is its event loop
        QVERIFY(time.elapsed() < 6000);
    }

    void dropsAnEndlessMessage() {
        SingleInstance first(m_socket);
        QSignalSpy again(&first, &SingleInstance::startedAgain);
        QLocalSocket hostile;
        hostile.connectToServer(m_socket);
        QVERIFY(hostile.waitForConnected(1000));
        hostile.write(QByteArray(1 << 20, 'x'));
        QTRY_COMPARE(hostile.state(), QLocalSocket::UnconnectedState);
        QCOMPARE(again.count(), 0);
        QCOMPARE(tellFromAnother("/model"), true);
    }

    void letsOnlyItsUserIn() {
        const SingleInstance first(m_socket);
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(!(QFile::permissions(m_socket) & others));
    }

 private:
    /// What tellFirst() says in a second program, which another thread plays.
    bool tellFromAnother(const QString& model) {
        bool told = false;
        bool first = true;
        const std::unique_ptr<QThread> program(QThread::create([&] {
            const SingleInstance second(m_socket);
            first = second.isFirst();
            told = second.tellFirst(model);
        }));
        program->start();
        const bool ended = QTest::qWaitFor([&] { return program->isFinished(); }, 10000);
        return ended && told && !first;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_socket;
};

}  // namespace mw::gui

QTEST_MAIN(mw::gui::TestSingleInstance)
#include "test_single_instance.moc"
