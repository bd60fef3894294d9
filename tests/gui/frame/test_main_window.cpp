// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// What the window does with the room it gets.

#include <QAccessible>
#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMap>
#include <QPointer>
#include <QPushButton>
#include <QRadioButton>
#include <QRegularExpression>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "chat_split.h"
#include "chats_view.h"
#include "command_palette.h"
#include "controls.h"
#include "inspector.h"
#include "main_window.h"
#include "metric_fold.h"
#include "new_chats_card.h"
#include "rail.h"
#include "settings_page.h"
#include "shortcut_sheet.h"
#include "workbench_fixture.h"
#include "wrapped_check_box.h"

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

    void theSheetHasEveryShortcutOnce() {
        WorkbenchFixture bench;
        MainWindow& window = bench.openWindow();
        window.resize(1440, 900);
        window.activateWindow();
        QTRY_VERIFY(window.isActiveWindow());
        QTest::keyClick(&window, Qt::Key_Slash, Qt::ControlModifier);
        QTRY_VERIFY(window.findChild<ShortcutSheet*>());
        auto* sheet = window.findChild<ShortcutSheet*>();
        QTRY_VERIFY(sheet->isVisible());
        QStringList shown;
        for (const QLabel* label : sheet->findChildren<QLabel*>())
            shown.append(label->text());
        QMap<QString, QString> uses;
        int keys = 0;
        for (const QAction* action : window.actions())
            for (const QKeySequence& each : action->shortcuts()) {
                const QString text = each.toString(QKeySequence::NativeText);
                QVERIFY2(!uses.contains(text), qPrintable(text + ": " + action->text() + ", " + uses.value(text)));
                uses.insert(text, action->text());
                const bool isShown = std::any_of(shown.begin(), shown.end(),
                                                 [&](const QString& line) { return line.split(", ").contains(text); });
                QVERIFY2(isShown, qPrintable(text));
                ++keys;
            }
        QVERIFY2(keys > 25, qPrintable(QString::number(keys)));
        // All at a glance, within the window.
        QVERIFY(sheet->width() <= window.width() && sheet->height() <= window.height());
        QTRY_COMPARE(sheet->findChild<QScrollArea*>()->verticalScrollBar()->maximum(), 0);
        QTest::keyClick(sheet, Qt::Key_Escape);
        QVERIFY(!sheet->isVisible());
    }

    void graphsBesideAChatOpenAndFold() {
        WorkbenchFixture bench;
        MainWindow& window = bench.openWindow();
        window.resize(1440, 900);
        auto* inspector = window.findChild<Inspector*>();
        QTRY_VERIFY(!inspector->isHidden());
        const auto folds = [&] { return inspector->findChildren<MetricFold*>(); };
        QVERIFY(folds().size() >= 2);
        for (const MetricFold* fold : folds())
            QVERIFY(!fold->isOpen() && fold->card()->isHidden());
        QTRY_VERIFY(!folds().first()->line()->newest().isEmpty());  // the memory of this machine
        MetricFold* memory = folds().first();
        const int before = memory->height();
        memory->line()->setFocus();
        QTest::keyClick(memory->line(), Qt::Key_Space);
        QTRY_VERIFY(memory->card()->isVisible() && memory->height() > before + 60);
        QVERIFY(inspector->openGraphs().at(0) && !inspector->openGraphs().at(1));
        window.close();
        bench.closeWindow();
        MainWindow& again = bench.openWindow();
        QVERIFY(again.findChild<Inspector*>()->openGraphs().at(0));
        again.findChild<Inspector*>()->findChildren<MetricFold*>().first()->setOpen(false);
    }

    /// The graphs are made anew where a GPU comes or goes.
    void graphsStayOpenWhereAnotherGpuIsSeen() {
        MonitorRecorder recorder;
        Inspector inspector(recorder, new QWidget);
        inspector.show();
        inspector.setOpenGraphs({true, false});
        for (const char* uuid : {"GPU-0", "GPU-1"}) {
            const QPointer<MetricFold> before = inspector.findChild<MetricFold*>();
            MachineSample sample;
            sample.gpus << GpuSample{.index = 0, .name = "A card", .uuid = uuid};
            recorder.addMachine(sample);
            recorder.record();
            QVERIFY2(!before, "they are others now");
            QCOMPARE(inspector.openGraphs(), (std::vector<bool>{true, false}));
        }
    }

    void whatAChatHasBecomesThePatternOfNewOnes() {
        WorkbenchFixture bench;
        MainWindow& window = bench.openWindow();
        window.resize(1440, 900);
        Chat* chat = bench.chats().newChat();
        ChatSettings settings = chat->settings();
        settings.sampling.temperature = 0.25f;
        settings.templateName = "Poet";
        bench.chats().setSettings(chat, settings);
        const auto button = [&](const QString& text) {
            for (QPushButton* each : window.findChildren<QPushButton*>())
                if (each->text() == text && !each->isHidden()) return each;
            return static_cast<QPushButton*>(nullptr);
        };
        QVERIFY(button("Use for new chats"));
        button("Use for new chats")->click();
        QVERIFY(button("New chats begin like this") && !button("New chats begin like this")->isEnabled());
        QCOMPARE(bench.chats().newChat()->settings().sampling.temperature, 0.25f);
        window.showView(MainWindow::Settings);
        const auto* card = window.findChild<NewChatsCard*>();
        const auto says = [&](const QString& words) {
            const auto labels = card->findChildren<QLabel*>();
            return std::any_of(labels.begin(), labels.end(),
                               [&](const QLabel* label) { return label->text().contains(words); });
        };
        QVERIFY(says("Poet") && says(QLocale().toString(0.25, 'f', 2)));
        QVERIFY(button("As usual again"));
        button("As usual again")->click();
        QVERIFY(!bench.chats().defaults().settings && !says("Poet"));
        // Folders, as they are when the page is looked at.
        window.showView(MainWindow::Chats);
        bench.chats().addFolder("Work");
        window.showView(MainWindow::Settings);
        for (auto* box : card->findChildren<QComboBox*>()) {
            if (box->accessibleName() == "New chats go into the folder") {
                QCOMPARE(box->findText("Work"), 1);
                box->setCurrentIndex(1);
                emit box->activated(1);
            } else {
                QCOMPARE(savedAtStart(), AtStart::LastModel);
                box->setCurrentIndex(2);
                emit box->activated(2);
                QCOMPARE(savedAtStart(), AtStart::Welcome);
                emit box->activated(0);
                QCOMPARE(savedAtStart(), AtStart::LastModel);
            }
        }
        QCOMPARE(bench.chats().newChat()->info().folder, QString("Work"));
    }

    void whetherChatsAreNamedIsToldAtOnce() {
        WorkbenchFixture bench;
        MainWindow& window = bench.openWindow();
        QSignalSpy changed(&window, &MainWindow::titlesWantedChanged);
        WrappedCheckBox* box = nullptr;
        for (auto* each : window.findChild<SettingsPage*>()->findChildren<WrappedCheckBox*>())
            if (each->text().contains("name new chats")) box = each;
        QVERIFY(box);
        const bool before = savedTitlesWanted();
        box->click();
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed[0][0].toBool(), !before);
        QCOMPARE(savedTitlesWanted(), !before);
        box->click();
        QCOMPARE(savedTitlesWanted(), before);
    }

    /// The size of the text, and which chats are side by side.
    void chatsLookTheSameAtTheNextStart() {
        auto folder = std::make_shared<QTemporaryDir>();
        QVector<ChatId> seen;
        int zoom = 0;
        {
            WorkbenchFixture bench(folder);
            bench.addSampleChats();
            MainWindow& window = bench.openWindow();
            ChatSplit* split = window.findChild<ChatsView*>()->split();
            for (const ChatInfo& chat : bench.chats().chatsCalled("Chloe", 1))
                split->showAtTheRight(bench.chats().openChat(chat.id));
            split->zoomBy(2);
            zoom = split->zoom();
            QVERIFY(zoom > 100);
            seen = split->seen();
            QCOMPARE(seen.size(), 2);
            QVERIFY(window.close());
            bench.closeWindow();
        }
        WorkbenchFixture bench(folder);
        const ChatSplit* split = bench.openWindow().findChild<ChatsView*>()->split();
        QCOMPARE(split->zoom(), zoom);
        QCOMPARE(split->seen(), seen);
    }

    void leavesTheSettingsForWhereTheyWereOpenedFrom() {
        WorkbenchFixture bench;
        MainWindow& window = bench.openWindow();
        for (const MainWindow::View from : {MainWindow::Models, MainWindow::Chats, MainWindow::Tuning}) {
            window.showView(from);
            window.showView(MainWindow::Settings);
            window.showView(MainWindow::Settings);  // once more, as by its key
            QTest::keyClick(&window, Qt::Key_Escape);
            QCOMPARE(window.currentView(), from);
        }
    }

    void opensWhatAChatThatIsFullAsksFor() {
        WorkbenchFixture bench;
        MainWindow& window = bench.openWindow();
        QVERIFY(bench.loadModel());
        emit bench.chats().moreContextWanted();
        QDialog* point = nullptr;
        for (QDialog* dialog : window.findChildren<QDialog*>())
            if (dialog->inherits("mw::gui::OperatingPointDialog")) point = dialog;
        QVERIFY(point && point->isVisible());
        point->reject();
    }

    /// One that has its tab already, too.
    void aChatThatWasFoundIsShown() {
        WorkbenchFixture bench;
        bench.addSampleChats();
        MainWindow& window = bench.openWindow();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        const ChatId chat = bench.chats().current()->id();
        bench.chats().newChat();
        window.showView(MainWindow::Tuning);
        QTest::keyClick(&window, Qt::Key_K, Qt::ControlModifier);
        auto* palette = window.findChild<CommandPalette*>();
        QVERIFY(palette);
        palette->findChild<QLineEdit*>()->setText("CUDA kernel review");
        QTest::keyClick(palette->findChild<QLineEdit*>(), Qt::Key_Return);
        QCOMPARE(window.currentView(), MainWindow::Chats);
        QCOMPARE(bench.chats().current()->id(), chat);
    }

    void thePaletteOffersWhatCanBeDone() {
        QAction possible("Do this"), impossible("Do that"), nameless;
        impossible.setEnabled(false);
        CommandPalette palette({&impossible, &nameless, &possible});
        const auto* list = palette.findChild<QTreeWidget*>();
        QCOMPARE(list->topLevelItemCount(), 1);
        QCOMPARE(list->topLevelItem(0)->text(0), QString("Do this"));
    }

    void thePaletteFindsEachLetterOnce() {
        QAction fill("Fill all"), list("List"), chat("A new chat");
        CommandPalette palette({&fill, &list, &chat});
        auto* field = palette.findChild<QLineEdit*>();
        const auto shown = [&](const QString& typed) {
            field->setText(typed);
            QStringList texts;
            const auto* rows = palette.findChild<QTreeWidget*>();
            for (int row = 0; row < rows->topLevelItemCount(); ++row)
                if (rows->topLevelItem(row)->flags() & Qt::ItemIsEnabled) texts << rows->topLevelItem(row)->text(0);
            return texts;
        };
        QCOMPARE(shown("ll"), QStringList("Fill all"));  // "List" has one
        QCOMPARE(shown("lll"), QStringList("Fill all"));
        QCOMPARE(shown("lllll"), QStringList());
        QCOMPARE(shown("tt"), QStringList());
        QCOMPARE(shown("ANC"), QStringList("A new chat"));
        QCOMPARE(shown("n a"), QStringList("A new chat"));
        QCOMPARE(shown("wen"), QStringList());  // in another order
    }

    void theLanguageIsChosenForTheNextStart() {
        QSettings().remove("appearance/language");
        QCOMPARE(savedLanguage(), QString());
        SettingsPage page;
        page.show();
        auto* box = page.findChild<QComboBox*>("language");
        QVERIFY(box);
        QCOMPARE(box->currentData().toString(), QString());
        QStringList offered;
        for (int i = 1; i < box->count(); ++i)
            offered << box->itemText(i);
        QCOMPARE(offered, (QStringList{"English", "Deutsch", "Français", "Italiano", "Español"}));
        const auto saysWhen = [&] {
            for (const QLabel* label : page.findChildren<QLabel*>())
                if (label->isVisible() && label->text().contains("next start")) return true;
            return false;
        };
        QVERIFY(!saysWhen());
        box->setCurrentIndex(box->findData("fr"));
        QCOMPARE(savedLanguage(), "fr");
        QVERIFY(saysWhen());
        QCOMPARE(SettingsPage().findChild<QComboBox*>("language")->currentData().toString(), "fr");
        box->setCurrentIndex(0);
        QCOMPARE(savedLanguage(), QString());
        QVERIFY(!saysWhen());
    }

    void theSettingsScrollWhereTheWindowIsLow_data() {
        QTest::addColumn<int>("width");
        QTest::newRow("narrow") << 720;
        QTest::newRow("wider than the cards") << 1200;
    }
    void theSettingsScrollWhereTheWindowIsLow() {
        QFETCH(int, width);
        SettingsPage page;
        auto* card = new Card("More");
        // One line as wide as the page, and more as wide as its card.
        QLabel* words = makeLabel(QString("many words ").repeated(13), TextRole::Value, card);
        words->setWordWrap(true);
        card->body()->addWidget(words);
        page.addCard(card);
        page.resize(width, 300);
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
        static const QRegularExpression said(R"(^Mixtral Workbench \d+\.\d+\.\d+ \(commit .+\)\nBackends: CPU)");
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

    /// Each for itself.
    void whatWasClosedIsClosedAtTheNextStart_data() {
        QTest::addColumn<bool>("list");
        QTest::addColumn<bool>("inspector");
        QTest::newRow("the list") << false << true;
        QTest::newRow("the inspector") << true << false;
        QTest::newRow("both") << false << false;
    }
    void whatWasClosedIsClosedAtTheNextStart() {
        QFETCH(bool, list);
        QFETCH(bool, inspector);
        WorkbenchFixture bench;
        MainWindow* window = &bench.openWindow();
        const auto shows = [&](bool ofList, bool ofInspector) {
            return window->findChild<ChatsView*>()->isListOpen() == ofList &&
                   window->findChild<Inspector*>()->isHidden() != ofInspector;
        };
        window->resize(1440, 900);
        QTRY_VERIFY(shows(true, true));
        if (!list) window->findChild<QToolButton*>("foldList")->click();
        if (!inspector) window->findChild<QToolButton*>("foldInspector")->click();
        QVERIFY(shows(list, inspector));
        for (int start = 0; start < 2; ++start) {  // the second time, of what was read
            window->close();
            bench.closeWindow();
            window = &bench.openWindow();
            window->resize(1440, 900);
            QTRY_VERIFY(shows(list, inspector));
        }
        window->findChild<QToolButton*>(list ? "foldInspector" : "foldList")->click();
        if (!list && !inspector) window->findChild<QToolButton*>("foldInspector")->click();
        window->close();  // as others expect it
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
