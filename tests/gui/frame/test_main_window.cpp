// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// What the window does with the room it gets.

#include <QAccessible>
#include <QCheckBox>
#include <QLabel>
#include <QRadioButton>
#include <QRegularExpression>
#include <QScreen>
#include <QSettings>
#include <QTest>
#include <QToolButton>

#include "chats_view.h"
#include "inspector.h"
#include "main_window.h"
#include "rail.h"
#include "settings_page.h"
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

    void theSettingsScrollWhereTheWindowIsLow() {
        SettingsPage page;
        page.resize(720, 300);
        page.show();
        QCoreApplication::processEvents();
        int labels = 0;
        for (const QLabel* label : page.findChildren<QLabel*>()) {
            if (label->text().isEmpty() || !label->isVisibleTo(&page)) continue;
            const int needed = label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height();
            QVERIFY2(label->height() >= needed, qPrintable(label->text()));
            ++labels;
        }
        QVERIFY(labels > 8);
    }

    void foldsListAndInspectorAwayWhereItStartsNarrow() {
        WorkbenchFixture bench;
        MainWindow& window = bench.openWindow();
        QVERIFY(window.width() < 900);
        QVERIFY(!window.findChild<ChatsView*>()->isListOpen());
        QVERIFY(window.findChild<Inspector*>()->isHidden());
        window.resize(1440, 900);
        QTRY_VERIFY(window.findChild<ChatsView*>()->isListOpen());
        QVERIFY(!window.findChild<Inspector*>()->isHidden());
    }

    /// In one step, as a window manager makes a window smaller, and with the inspector opened by hand meanwhile.
    void listAndInspectorComeBackAsTheyWereLeft() {
        WorkbenchFixture bench;
        MainWindow& window = bench.openWindow();
        const auto* chats = window.findChild<ChatsView*>();
        const auto* inspector = window.findChild<Inspector*>();
        auto* foldList = window.findChild<QToolButton*>("foldList");
        auto* foldInspector = window.findChild<QToolButton*>("foldInspector");
        window.resize(1440, 900);
        QTRY_VERIFY(chats->isListOpen() && !inspector->isHidden());
        for (const int width : {1000, 850, 730}) {
            window.resize(width, 700);
            QTRY_VERIFY(inspector->isHidden());
            QCOMPARE(chats->isListOpen(), width >= 900);
            QVERIFY(foldList->isVisible() && foldInspector->isVisible());
            foldInspector->click();
            QVERIFY(!inspector->isHidden());
            QVERIFY(!chats->isListOpen());
            foldList->click();
            QVERIFY(chats->isListOpen());
            window.resize(1440, 900);
            QTRY_VERIFY(chats->isListOpen() && !inspector->isHidden());
            QVERIFY(foldList->isChecked() && foldInspector->isChecked());
        }
        // What was closed with room stays closed.
        foldList->click();
        foldInspector->click();
        window.resize(800, 700);
        window.resize(1440, 900);
        QCoreApplication::processEvents();
        QVERIFY(!chats->isListOpen() && inspector->isHidden());
    }

    void saysWhichVersionItIs() {
        WorkbenchFixture bench;
        const auto* version = bench.openWindow().findChild<QLabel*>("version");
        QVERIFY(version);
        static const QRegularExpression said(R"(^Mixtral Workbench \d+\.\d+\.\d+ \(commit .+\)\nbackends: CPU)");
        QVERIFY2(said.match(version->text()).hasMatch(), qPrintable(version->text()));
    }

    /// The views are tabs, of which one is selected, and not check boxes; nor is any other button of the window.
    /// As in German, where "Settings" has thirteen letters.
    void writesLongNamesOfViewsSmaller() {
        Rail rail;
        for (const char* title : {"Settings", "Einstellungen", "Donaudampfschifffahrt"})
            rail.addView("settings", title, {});
        rail.show();
        for (QToolButton* button : rail.findChildren<QToolButton*>()) {
            const QImage image = button->grab().toImage();
            const QColor ground = image.pixelColor(image.width() / 2, 2);
            bool words = false;
            for (int y = 29; y < 47; ++y) {
                QCOMPARE(image.pixelColor(0, y), ground);
                QCOMPARE(image.pixelColor(image.width() - 1, y), ground);
                for (int x = 0; x < image.width(); ++x)
                    words |= image.pixelColor(x, y) != ground;
            }
            QVERIFY2(words, qPrintable(button->text()));
        }
    }

    void saysWhatItsButtonsAreToScreenReaders() {
        WorkbenchFixture bench;
        MainWindow& window = bench.openWindow();
        QAccessibleInterface* rail = QAccessible::queryAccessibleInterface(window.findChild<Rail*>());
        QCOMPARE(rail->role(), QAccessible::PageTabList);
        QStringList names, selected;
        for (int index = 0; index < rail->childCount(); ++index) {
            QAccessibleInterface* tab = rail->child(index);
            QCOMPARE(tab->role(), QAccessible::PageTab);
            names.append(tab->text(QAccessible::Name));
            if (tab->state().selected) selected.append(names.last());
            QVERIFY(tab->state().selectable && tab->state().focusable && !tab->state().checkable);
        }
        QCOMPARE(names, (QStringList{"Chats", "Tuning", "Benchmark", "Serve", "Models", "Settings"}));
        QCOMPARE(selected.size(), 1);
        rail->child(3)->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
        QVERIFY(rail->child(3)->state().selected);
        for (QAbstractButton* button : window.findChildren<QAbstractButton*>())
            if (button->isCheckable() && !qobject_cast<QCheckBox*>(button) && !qobject_cast<QRadioButton*>(button))
                QVERIFY2(QAccessible::queryAccessibleInterface(button)->role() != QAccessible::CheckBox,
                         qPrintable(button->text() + button->accessibleName()));
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
        QTRY_VERIFY(window.findChild<ChatsView*>()->isListOpen());
        QVERIFY(!window.findChild<Inspector*>()->isHidden());
    }
};

}  // namespace mw::gui

QTEST_MAIN(mw::gui::TestMainWindow)
#include "test_main_window.moc"
