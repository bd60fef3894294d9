// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// Keys, wheel and focus in the whole window, with an answer that streams.

#include <QtTest/qtestspontaneevent.h>
#include <QAbstractItemView>
#include <QComboBox>
#include <QDockWidget>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSlider>
#include <QTest>
#include <QTimer>
#include <QWheelEvent>

#include "chat_list.h"
#include "chat_tabs.h"
#include "chats_view.h"
#include "command_palette.h"
#include "composer.h"
#include "controls.h"
#include "conversation_view.h"
#include "labeled_slider.h"
#include "main_window.h"
#include "model_dialog.h"
#include "monitor_panel.h"
#include "number_field.h"
#include "slower.h"
#include "template_dialog.h"
#include "theme.h"
#include "tiny_model.h"
#include "tuning_view.h"
#include "workbench_fixture.h"

using namespace mw;
using namespace mw::gui;
using mw::test::kSlower;

namespace {

constexpr int kPatienceMs = 20000 * kSlower;
constexpr int kLongAnswer = 7500;  ///< tokens; longer than any of these tests

/// Sends Escape as a window system does: shortcuts come first, then the open list or menu, else what has the focus.
void pressEscape() {
    QWidget* popup = QApplication::activePopupWidget();
    QWidget* window = popup ? popup : QApplication::activeWindow();
    if (!window || !window->windowHandle()) qFatal("no window is active");
    QTest::keyClick(window->windowHandle(), Qt::Key_Escape);
}

void wheelOver(QWidget* widget, int angle) {
    const QPointF middle = QRectF(widget->rect()).center();
    QWheelEvent event(middle, widget->mapToGlobal(middle), {}, {0, angle}, Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QSpontaneKeyEvent::setSpontaneous(&event);  // others do not go on to what is around
    qApp->notify(widget, &event);
}

}  // namespace

class TestKeyboard : public QObject {
    Q_OBJECT

 private:
    /// The window with an answer that goes on.
    struct Streaming {
        explicit Streaming(const std::filesystem::path& model) {
            LoadOptions options;
            options.directory = model;
            options.contextTokens = 8192;
            options.batch = 2;
            options.threads = 1;
            bench.session().load(options);
            if (!QTest::qWaitFor([&] { return bench.session().model() != nullptr; }, kPatienceMs))
                qFatal("the model does not load");
            window = &bench.openWindow();
            window->resize(1440, 900);
            window->activateWindow();
            if (!QTest::qWaitForWindowActive(window)) qFatal("the window does not become active");
            chats = window->findChild<ChatsView*>();
            chat = bench.chats().newChat();
            ChatSettings settings = chat->settings();
            settings.answerTokens = kLongAnswer;
            bench.chats().setSettings(chat, settings);
            bench.chats().send(chat, QStringLiteral("Tell me everything."));
            if (!QTest::qWaitFor([&] { return chat->isStreaming() && chat->turns().size() == 2; }, kPatienceMs))
                qFatal("no answer comes");
        }

        ComposerField* field() const { return chats->composer()->field(); }

        WorkbenchFixture bench;
        MainWindow* window;
        ChatsView* chats;
        Chat* chat;
    };

    static QComboBox* comboNamed(const QWidget& parent, const QString& name) {
        for (QComboBox* box : parent.findChildren<QComboBox*>())
            if (box->accessibleName() == name) return box;
        return nullptr;
    }

 private slots:
    void initTestCase() {
        test::writeTinyModel(m_model.path(), 4, 8192);
        applyTheme(*qApp, ColorMode::Light);
    }

    void escapeStopsTheAnswerFromComposerAndConversation() {
        for (const bool inComposer : {true, false}) {
            Streaming at(m_model.path());
            if (inComposer)
                at.field()->setFocus();
            else
                at.chats->conversation()->setFocus();
            pressEscape();
            QTRY_VERIFY(!at.chat->isStreaming());
            QCOMPARE(at.chat->turns().last().state, TurnState::Stopped);
        }
    }

    /// The keyboard goes as the eyes do: the conversation comes before its composer, in each of two chats side by side.
    void tabGoesFromAConversationToItsComposer() {
        Streaming at(m_model.path());
        const auto isThere = [&] {
            at.field()->setFocus();
            QTest::keyClick(at.window->focusWidget(), Qt::Key_Backtab, Qt::ShiftModifier);
            if (at.window->focusWidget() != at.chats->conversation()) return false;
            QTest::keyClick(at.window->focusWidget(), Qt::Key_Tab);
            return at.window->focusWidget() == at.field();
        };
        QVERIFY(isThere());
        QTest::keyClick(at.window, Qt::Key_Backslash, Qt::ControlModifier);
        at.bench.chats().setCurrent(at.chat);  // the other side is an empty chat, which has nothing to go through
        QTRY_VERIFY(isThere());
    }

    void escapeClosesWhatIsOpenAndLetsTheAnswerGoOn() {
        Streaming at(m_model.path());
        const auto goesOn = [&] {
            QCoreApplication::processEvents();
            return at.chat->isStreaming();
        };
        // The palette, over the composer.
        at.field()->setFocus();
        QTest::keyClick(at.window, Qt::Key_K, Qt::ControlModifier);
        QPointer<CommandPalette> palette = at.window->findChild<CommandPalette*>();
        QVERIFY(palette && palette->isVisible());
        pressEscape();
        QTRY_VERIFY(!palette || !palette->isVisible());
        QVERIFY(goesOn());
        at.window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(at.window));
        // Search: out of the words, then back to the composer.
        QLineEdit* search = at.chats->list()->searchField();
        search->setFocus();
        QTest::keyClicks(search, "router");
        pressEscape();
        QVERIFY(search->text().isEmpty() && search->hasFocus());
        QVERIFY(goesOn());
        pressEscape();
        QVERIFY(at.field()->hasFocus());
        QVERIFY(goesOn());
        // Lists of combo boxes, in the inspector and in other views.
        for (QComboBox* box : at.window->findChildren<QComboBox*>()) {
            if (!box->isVisible()) continue;
            box->setFocus();
            box->showPopup();
            pressEscape();
            QTRY_VERIFY(!box->view()->isVisible());
            QVERIFY2(goesOn(), qPrintable(box->accessibleName()));
        }
        // What is typed into a number field.
        for (NumberField* number : at.window->findChildren<NumberField*>()) {
            if (!number->isVisible()) continue;
            const double before = number->value();
            number->setFocus();
            number->selectAll();
            QTest::keyClicks(number, "1");
            pressEscape();
            QCOMPARE(number->value(), before);
            QVERIFY2(goesOn(), qPrintable(number->accessibleName()));
        }
        // A name that is being typed.
        at.chats->tabs()->rename();
        pressEscape();
        QVERIFY(goesOn());
        // A menu.
        QMenu menu(at.chats->conversation());
        menu.addAction("Copy");
        at.chats->conversation()->setFocus();
        menu.popup(at.window->mapToGlobal(QPoint(400, 300)));
        pressEscape();
        QTRY_VERIFY(!menu.isVisible());
        QVERIFY(goesOn());
        at.window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(at.window));
        // The monitors, docked and in a window of their own.
        for (const bool apart : {false, true}) {
            for (QAction* action : at.window->actions())
                if (action->shortcut() == QKeySequence("Ctrl+M")) action->trigger();
            auto* monitors = at.window->findChild<MonitorPanel*>();
            QTRY_VERIFY(monitors->isVisible());
            auto* dock = qobject_cast<QDockWidget*>(monitors->parentWidget());
            QVERIFY(dock);
            dock->setFloating(apart);
            if (apart) {
                dock->activateWindow();
                QVERIFY(QTest::qWaitForWindowActive(dock));
            }
            monitors->setFocus();
            QTest::keyClick(monitors, Qt::Key_Escape);
            QTRY_VERIFY(!monitors->isVisible());
            QVERIFY(goesOn());
            at.window->activateWindow();
            QVERIFY(QTest::qWaitForWindowActive(at.window));
        }
        // A dialog.
        QTest::keyClick(at.window, Qt::Key_O, Qt::ControlModifier);
        QPointer<ModelDialog> dialog = at.window->findChild<ModelDialog*>();
        QVERIFY(dialog && QTest::qWaitForWindowActive(dialog));
        QTest::keyClick(dialog->focusWidget() ? dialog->focusWidget() : dialog.data(), Qt::Key_Escape);
        QTRY_VERIFY(!dialog || !dialog->isVisible());
        QVERIFY(goesOn());
        at.window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(at.window));
        // The other views; settings and welcome page are left.
        for (const MainWindow::View view : {MainWindow::Tuning, MainWindow::Benchmark, MainWindow::Serve,
                                            MainWindow::Models, MainWindow::Settings, MainWindow::Welcome}) {
            at.window->showView(MainWindow::Chats);
            at.window->showView(view);
            const bool detour = view == MainWindow::Settings || view == MainWindow::Welcome;
            QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : at.window, Qt::Key_Escape);
            QCOMPARE(at.window->currentView(), detour ? MainWindow::Chats : view);
            QVERIFY(goesOn());
        }
    }

    /// As a keyboard repeats it, after the palette was closed by it.
    void aKeyThatIsHeldStopsNothing() {
        Streaming at(m_model.path());
        at.field()->setFocus();
        QKeyEvent held(QEvent::KeyPress, Qt::Key_Escape, Qt::NoModifier, QString(), true);
        QApplication::sendEvent(at.field(), &held);
        QCoreApplication::processEvents();
        QVERIFY(at.chat->isStreaming());
    }

    void everyNumberIsTypedIntoANumberField() {
        WorkbenchFixture bench;
        MainWindow& window = bench.openWindow();
        QVERIFY(window.findChildren<NumberField*>().size() > 5);
        for (const QAbstractSpinBox* each : window.findChildren<QAbstractSpinBox*>())
            QVERIFY2(qobject_cast<const NumberField*>(each), qPrintable(each->accessibleName()));
    }

    void noFieldOfAnyViewIsChangedByTheWheel() {
        WorkbenchFixture bench;
        QVERIFY(bench.loadModel());
        MainWindow& window = bench.openWindow();
        window.resize(1440, 900);
        bench.chats().newChat();
        int fields = 0;
        for (const MainWindow::View view :
             {MainWindow::Chats, MainWindow::Tuning, MainWindow::Benchmark, MainWindow::Serve, MainWindow::Models,
              MainWindow::Settings, MainWindow::Welcome}) {
            window.showView(view);
            QCoreApplication::processEvents();
            for (QWidget* each : window.findChildren<QWidget*>()) {
                if (!each->isVisible()) continue;
                const auto* number = qobject_cast<QDoubleSpinBox*>(each);
                const auto* box = qobject_cast<QComboBox*>(each);
                const auto* slider = qobject_cast<QSlider*>(each);
                if (!number && !box && !slider) continue;
                const auto value = [&] {
                    return number ? number->value() : box ? box->currentIndex() : slider->value();
                };
                const double before = value();
                const bool focused = each->hasFocus();
                for (const int angle : {120, -120}) {
                    wheelOver(each, angle);
                    QVERIFY2(value() == before, qPrintable(each->accessibleName()));
                    QVERIFY2(each->hasFocus() == focused, qPrintable(each->accessibleName()));
                }
                ++fields;
            }
            if (view == MainWindow::Tuning) {
                auto* tuning = window.findChild<TuningView*>();
                const OperatingPoint before = tuning->model().point();
                auto* plane = tuning->findChild<QWidget*>("plane");
                QList<QWidget*> parts = plane->findChildren<QWidget*>();
                for (QWidget* part : parts << plane)
                    wheelOver(part, 120);
                QCOMPARE(tuning->model().point(), before);
            }
        }
        QVERIFY2(fields > 15, qPrintable(QString::number(fields)));
    }

    void theWheelOverAGraphScrollsTheInspector() {
        WorkbenchFixture bench;
        QVERIFY(bench.loadModel());
        MainWindow& window = bench.openWindow();
        window.resize(1440, 700);
        bench.chats().newChat();
        QCoreApplication::processEvents();
        QScrollArea* area = nullptr;
        for (QScrollArea* each : window.findChildren<QScrollArea*>())
            if (each->isVisible() && comboNamed(*each, "Template")) area = each;
        QVERIFY(area);
        QTRY_VERIFY(area->verticalScrollBar()->maximum() > 0);
        for (QWidget* each : area->widget()->findChildren<QWidget*>()) {
            bool scrolls = false;  // in its own way
            for (const QPlainTextEdit* text : area->widget()->findChildren<QPlainTextEdit*>())
                scrolls |= each == text || text->isAncestorOf(each);
            if (!each->isVisible() || each->visibleRegion().isEmpty() || scrolls) continue;
            area->verticalScrollBar()->setValue(0);
            wheelOver(each, -120);
            QVERIFY2(area->verticalScrollBar()->value() > 0, each->metaObject()->className());
        }
    }

    void cancelOfTheVariablesLeavesTheTemplate() {
        WorkbenchFixture bench;
        MainWindow& window = bench.openWindow();
        window.resize(1440, 900);
        Chat* chat = bench.chats().newChat();
        const ChatSettings before = chat->settings();
        const TemplateLibrary& library = bench.chats().templates();
        int row = 0;
        while (row < library.rowCount() && variablesIn(library.at(row).systemPrompt).isEmpty())
            ++row;
        QVERIFY(row < library.rowCount());
        const QString wanted = library.at(row).id;
        QComboBox* box = comboNamed(window, "Template");
        for (const bool ok : {false, true}) {
            QTimer::singleShot(0, &window, [&] {
                auto* dialog = window.findChild<VariablesDialog*>();
                if (!dialog) return;
                QTest::keyClicks(dialog->findChild<QLineEdit*>(), "something");
                ok ? dialog->accept() : dialog->reject();
            });
            const int at = box->findData(wanted);
            box->setCurrentIndex(at);
            emit box->activated(at);
            QCOMPARE(chat->settings().templateId == wanted, ok);
            QCOMPARE(chat->settings().systemPrompt == before.systemPrompt, !ok);
            QCOMPARE(box->currentData().toString(), chat->settings().templateId);
        }
    }

    void theFocusIsWhereThePersonIsAfterABannerIsDismissed() {
        WorkbenchFixture bench;
        QVERIFY(bench.loadModel());
        MainWindow& window = bench.openWindow();
        window.resize(1440, 900);
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        bench.chats().newChat();
        ComposerField* field = window.findChild<ChatsView*>()->composer()->field();
        field->setFocus();
        LoadOptions wrong = bench.options();
        wrong.directory = "/nowhere";
        bench.session().load(wrong);
        QPushButton* dismiss = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT(
            [&] {
                for (QPushButton* each : window.findChildren<QPushButton*>())
                    if (each->isVisible() && each->text() == "Dismiss") dismiss = each;
                return dismiss != nullptr;
            }(),
            kPatienceMs);
        dismiss->setFocus();
        QTest::keyClick(dismiss, Qt::Key_Return);
        QTRY_VERIFY(field->hasFocus());
    }

    void theFocusIsOnThePlaneAfterGoingBackToThisMachine() {
        WorkbenchFixture bench;
        QVERIFY(bench.loadModel());
        MainWindow& window = bench.openWindow();
        window.resize(1440, 900);
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        window.showView(MainWindow::Tuning);
        auto* tuning = window.findChild<TuningView*>();
        auto* plane = tuning->findChild<QWidget*>("plane");
        QTRY_VERIFY(plane->hasFocus());
        PlanRequest request = tuning->model().plan().request;
        request.kv = Precision::BFloat16;
        request.devices = {DeviceSpec{.kind = DeviceKind::Cuda, .name = "H200", .capacityBytes = 141'000'000'000}};
        tuning->model().setWhatIf(request);
        QPushButton* back = nullptr;
        for (QPushButton* each : tuning->findChildren<QPushButton*>())
            if (each->text() == "Back to this machine") back = each;
        QVERIFY(back);
        QTRY_VERIFY(back->isVisible());
        back->setFocus();
        QTest::keyClick(back, Qt::Key_Space);
        QTRY_VERIFY(plane->hasFocus());
    }

 private:
    test::TempDir m_model;
};

QTEST_MAIN(TestKeyboard)
#include "test_keyboard.moc"
