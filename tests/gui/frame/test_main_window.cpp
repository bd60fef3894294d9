// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// What the window does with the room it gets.

#include <QLabel>
#include <QRegularExpression>
#include <QScreen>
#include <QSettings>
#include <QTest>

#include "chats_view.h"
#include "inspector.h"
#include "main_window.h"
#include "workbench_fixture.h"

namespace mw::gui {

class TestMainWindow : public QObject {
    Q_OBJECT

 private slots:
    /// The screen here is 800 x 800, smaller than the window would like to be.
    void fitsOnASmallScreenAtFirst() {
        WorkbenchFixture bench;
        MainWindow& window = bench.openWindow();
        const QSize screen = window.screen()->availableSize();
        QVERIFY(screen.width() < 1440);
        QVERIFY2(window.width() <= screen.width() && window.height() < screen.height(),
                 qPrintable(QString("%1 x %2").arg(window.width()).arg(window.height())));
    }

    void foldsListAndInspectorAwayWhereItStartsNarrow() {
        WorkbenchFixture bench;
        MainWindow& window = bench.openWindow();
        QVERIFY(window.width() < 900);
        QVERIFY(!window.findChild<ChatsView*>()->isListVisible());
        QVERIFY(window.findChild<Inspector*>()->isHidden());
        window.resize(1440, 900);
        QTRY_VERIFY(window.findChild<ChatsView*>()->isListVisible());
        QVERIFY(!window.findChild<Inspector*>()->isHidden());
    }

    void saysWhichVersionItIs() {
        WorkbenchFixture bench;
        const auto* version = bench.openWindow().findChild<QLabel*>("version");
        QVERIFY(version);
        static const QRegularExpression said(R"(^Mixtral Workbench \d+\.\d+\.\d+ \(commit .+\)\nbackends: CPU)");
        QVERIFY2(said.match(version->text()).hasMatch(), qPrintable(version->text()));
    }

    void remembersThatAListIsWantedAfterANarrowSession() {
        auto folder = std::make_shared<QTemporaryDir>();
        {
            WorkbenchFixture bench(folder);
            bench.openWindow().close();
        }
        WorkbenchFixture bench(folder);
        MainWindow& window = bench.openWindow();
        window.resize(1440, 900);
        QTRY_VERIFY(window.findChild<ChatsView*>()->isListVisible());
        QVERIFY(!window.findChild<Inspector*>()->isHidden());
    }
};

}  // namespace mw::gui

QTEST_MAIN(mw::gui::TestMainWindow)
#include "test_main_window.moc"
