// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QSignalSpy>
#include <QTest>
#include <csignal>

#include "end_signals.h"

namespace mw::gui {

class TestEndSignals : public QObject {
    Q_OBJECT

 private slots:
    void bringsThemIntoTheEventLoopOnce_data() {
        QTest::addColumn<int>("signal");
        for (const int signal : {SIGTERM, SIGINT, SIGHUP})
            QTest::addRow("signal %d", signal) << signal;
    }

    void bringsThemIntoTheEventLoopOnce() {
        QFETCH(int, signal);
        struct sigaction before {
        }, within{}, after{};
        ::sigaction(signal, nullptr, &before);
        {
            EndSignals ends;
            QSignalSpy arrived(&ends, &EndSignals::arrived);
            ::raise(signal);
            QCOMPARE(arrived.count(), 0);  // nothing in the handler itself
            QTRY_COMPARE(arrived.count(), 1);
            ::sigaction(signal, nullptr, &within);
            QVERIFY(within.sa_handler == SIG_DFL);  // a second one ends the program
        }
        ::sigaction(signal, nullptr, &after);
        QVERIFY(after.sa_handler == SIG_DFL);
        ::sigaction(signal, &before, nullptr);
    }
};

}  // namespace mw::gui

QTEST_GUILESS_MAIN(mw::gui::TestEndSignals)
#include "test_end_signals.moc"
