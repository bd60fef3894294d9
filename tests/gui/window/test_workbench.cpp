// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// The whole program as a person uses it: the real window, the real engine, a tiny model, mouse and keyboard.

#include <QComboBox>
#include <QDragEnterEvent>
#include <QElapsedTimer>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QUrl>
#include <algorithm>
#include <memory>

#include "calibration_run.h"
#include "chats_view.h"
#include "composer.h"
#include "controls.h"
#include "conversation_view.h"
#include "feasibility.h"
#include "feasibility_chart.h"
#include "main_window.h"
#include "model_card.h"
#include "model_dialog.h"
#include "monitor_panel.h"
#include "slower.h"
#include "theme.h"
#include "tiny_model.h"
#include "tuning_view.h"
#include "workbench_fixture.h"

using namespace mw;
using namespace mw::gui;
using mw::test::kSlower;
using mw::test::TempDir;

namespace {

constexpr int kPatienceMs = 20000 * kSlower;

/// A button by what it says, or by the name it has for those who cannot see it.
QAbstractButton* buttonNamed(const QWidget& parent, const QString& name) {
    for (QAbstractButton* button : parent.findChildren<QAbstractButton*>())
        if (button->isVisible() && (button->text() == name || button->accessibleName() == name)) return button;
    return nullptr;
}

/// The button that starts a calibration; its text ends with the seconds that it takes.
QAbstractButton* calibrateButton(const QWidget& parent) {
    for (QAbstractButton* button : parent.findChildren<QAbstractButton*>())
        if (button->isVisible() && button->text().startsWith("Calibrate")) return button;
    return nullptr;
}

/// A person at the window.
struct Person {
    explicit Person(MainWindow& shown) : window(shown), chats(*shown.findChild<ChatsView*>()) {
        window.resize(1440, 900);
        window.activateWindow();
        if (!QTest::qWaitForWindowActive(&window)) qFatal("the window does not become active");
    }

    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        QWidget* target = QApplication::focusWidget() ? QApplication::focusWidget() : &window;
        QTest::keyClick(target, key, modifiers);
    }
    void ask(const QString& question) {
        chats.composer()->field()->setFocus();
        QTest::keyClicks(chats.composer()->field(), question);
        QTest::keyClick(chats.composer()->field(), Qt::Key_Return);
    }
    void stop() { QTest::keyClick(chats.composer()->field(), Qt::Key_Escape); }
    bool click(const QWidget& parent, const QString& name) {
        QAbstractButton* button = buttonNamed(parent, name);
        if (button) QTest::mouseClick(button, Qt::LeftButton);
        return button != nullptr;
    }

    MainWindow& window;
    ChatsView& chats;
};

/// Drops a file or folder on a widget; false if neither it nor what it lies in takes it.
bool drop(QWidget& target, const QString& path) {
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path)});
    QDragEnterEvent enter(QPoint(2, 2), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    enter.ignore();
    QCoreApplication::sendEvent(&target, &enter);
    if (!enter.isAccepted()) return false;
    QDropEvent dropped(QPointF(2, 2), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&target, &dropped);
    return true;
}

QString textOf(const Chat* chat) {
    return chat->turns().isEmpty() ? QString() : chat->turns().last().text;
}

}  // namespace

class TestWorkbench : public QObject {
    Q_OBJECT

 private slots:
    void initTestCase() {
        test::writeTinyModel(m_model.path(), 4, 8192);
        applyTheme(*qApp, ColorMode::Light);
    }

    void opensAModelFromItsCard() {
        WorkbenchFixture bench;
        load(bench);
        Person person(bench.openWindow());
        person.window.showView(MainWindow::Models);
        ModelCard* card = cardOf(person.window);
        QVERIFY(card);
        QVERIFY(person.click(*card, "Unload"));
        QTRY_COMPARE(bench.session().state(), ModelSession::State::Empty);
        QVERIFY(person.click(*card, buttonThatOpens(*card)));
        auto* dialog = person.window.findChild<ModelDialog*>();
        QVERIFY(dialog);
        auto* load = dialog->findChild<QPushButton*>("load");
        QTRY_VERIFY(load->isVisible() && load->isEnabled());
        QTest::mouseClick(load, Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(bench.session().state(), ModelSession::State::Ready, kPatienceMs);
    }

    /// Wherever in the window it is dropped, and whichever part of a model it is.
    void opensTheDialogOfAModelThatIsDroppedOnTheWindow() {
        WorkbenchFixture bench;
        load(bench);
        bench.chats().newChat();
        Person person(bench.openWindow());
        QWidget* field = person.chats.composer()->field()->viewport();
        const QStringList models = {MW_TEST_DATA "/gguf/merged/gqa4.gguf",
                                    MW_TEST_DATA "/gguf/parts/gqa4-00002-of-00002.gguf", MW_TEST_DATA "/gguf/parts",
                                    QString::fromStdString(m_model.path().string())};
        for (const QString& model : models) {
            QVERIFY(drop(*field, model));
            auto* dialog = person.window.findChild<ModelDialog*>();
            QVERIFY(dialog);
            QTRY_VERIFY(dialog->isVisible());
            auto* button = dialog->findChild<QPushButton*>("load");
            QTRY_VERIFY2(button->isVisible() && button->isEnabled(), qPrintable(model));
            // And on the dialog, which then has another.
            QVERIFY(drop(*dialog, models.front()));
            QTRY_VERIFY(!button->isVisible());
            QTRY_VERIFY(button->isVisible() && button->isEnabled());
            delete dialog;
        }
        QVERIFY(person.chats.composer()->field()->toPlainText().isEmpty());
    }

    void streamsTwoTabsAtOnceAndStopsEach() {
        WorkbenchFixture bench;
        load(bench);
        Person person(bench.openWindow());
        ChatController& chats = bench.chats();
        person.press(Qt::Key_T, Qt::ControlModifier);
        QTRY_VERIFY(chats.current());
        Chat* first = chats.current();
        person.ask("What is a mixture of experts?");
        QTRY_VERIFY(first->isStreaming() && !textOf(first).isEmpty());
        person.press(Qt::Key_T, Qt::ControlModifier);
        QTRY_VERIFY(chats.current() != first);
        Chat* second = chats.current();
        person.ask("And what is a router?");
        QTRY_VERIFY(second->isStreaming() && !textOf(second).isEmpty());

        QVERIFY2(first->isStreaming(), "the first answer goes on behind the second");
        const auto lengths = std::pair(textOf(first).size(), textOf(second).size());
        QTRY_VERIFY(textOf(first).size() > lengths.first && textOf(second).size() > lengths.second);
        QVERIFY(first->isStreaming() && second->isStreaming());

        person.stop();
        QTRY_VERIFY(!second->isStreaming());
        QCOMPARE(second->turns().last().state, TurnState::Stopped);
        QVERIFY(first->isStreaming());
        chats.setCurrent(first);
        person.stop();
        QTRY_VERIFY(!first->isStreaming());
        QCOMPARE(first->turns().last().state, TurnState::Stopped);
    }

    void tunesCalibratesAndAppliesAPoint() {
        WorkbenchFixture bench;
        Person person(bench.openWindow());
        QVERIFY(bench.loadModel());  // the demo model, 1,024 tokens x 4 chats
        person.press(Qt::Key_2, Qt::ControlModifier);
        QCOMPARE(person.window.currentView(), MainWindow::Tuning);
        auto& view = *person.window.findChild<TuningView*>();
        QVERIFY(view.isVisible());

        view.calibration().setDuration(4 * kSlower);
        QTRY_VERIFY(calibrateButton(view) && calibrateButton(view)->isEnabled());
        QTest::mouseClick(calibrateButton(view), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!view.calibration().isRunning() || view.model().measurements().decode.size() > 0,
                                 kPatienceMs);
        QVERIFY(person.click(view, "Stop calibrating"));
        QVERIFY(!view.model().measurements().calibrated.isValid());
        QTRY_VERIFY_WITH_TIMEOUT(calibrateButton(view) && calibrateButton(view)->isEnabled(), kPatienceMs);
        QTest::mouseClick(calibrateButton(view), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(view.model().measurements().calibrated.isValid(), 3 * kPatienceMs);
        QCOMPARE(view.model().speedSource(), TuningModel::SpeedSource::Calibrated);
        const SpeedModel& speed = view.model().speed();
        qInfo("calibrated with %d measurements, residual %.1f %%", speed.measurements, 100 * speed.residual);
        // The aim is 10 %; the machine of a test has other things to do, too.
        QVERIFY(speed.residual < 0.5);

        view.findChild<FeasibilityChart*>()->setFocus();
        person.press(Qt::Key_PageDown);
        person.press(Qt::Key_Left);
        const int shorter = contextGrid(view.model().plan().request.model).below(1024);
        QCOMPARE(view.model().point(), (OperatingPoint{shorter, 2}));
        QVERIFY(view.findChild<QPushButton*>("applyPoint")->isEnabled());
        QTest::mouseClick(view.findChild<QPushButton*>("applyPoint"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(bench.session().model() && bench.session().model()->options.contextTokens == shorter,
                                 kPatienceMs);
        QCOMPARE(bench.session().model()->options.batch, 2);
        QCOMPARE(view.model().speedSource(), TuningModel::SpeedSource::Calibrated);
    }

    void answersAgainBesideTheFirstAnswer() {
        WorkbenchFixture bench;
        load(bench);
        Person person(bench.openWindow());
        Chat* chat = askedChat(bench, person, "Once more");
        const QString before = textOf(chat);
        ConversationView* conversation = person.chats.conversation();
        conversation->focusTurn(static_cast<int>(chat->turns().size()) - 1);
        QTRY_VERIFY(buttonNamed(*conversation, "Answer again"));
        QVERIFY(person.click(*conversation, "Answer again"));
        QTRY_VERIFY(chat->isStreaming() && !textOf(chat).isEmpty());
        QCOMPARE(chat->turns().last().branches, 2);
        QCOMPARE(chat->turns().last().branch, 2);
        person.stop();
        QTRY_VERIFY(!chat->isStreaming());
        conversation->focusTurn(static_cast<int>(chat->turns().size()) - 1);
        QTRY_VERIFY(buttonNamed(*conversation, "Previous version"));
        QVERIFY(person.click(*conversation, "Previous version"));
        QTRY_COMPARE(textOf(chat), before);
    }

    void switchesTheTemplateOfAChat() {
        WorkbenchFixture bench;
        load(bench);
        Person person(bench.openWindow());
        Chat* chat = bench.chats().newChat();
        auto* box = comboNamed(person.window, "Template");
        QVERIFY(box && box->count() > 5);
        const QString before = chat->settings().systemPrompt;
        box->setFocus();
        for (int i = 0; i < box->count() && chat->settings().systemPrompt == before; ++i)
            QTest::keyClick(box, Qt::Key_Down);
        QVERIFY(chat->settings().systemPrompt != before);
        QVERIFY(!chat->settings().templateName.isEmpty());
        person.ask("Who are you?");
        QTRY_VERIFY(!textOf(chat).isEmpty() && chat->turns().last().isAnswer());
        QCOMPARE(chat->turns().last().templateName, chat->settings().templateName);
        person.stop();
        QTRY_VERIFY(!chat->isStreaming());
    }

    void showsWhyALoadFailsAndKeepsTheModelBefore() {
        TempDir broken;
        test::writeTinyModel(broken.path());
        test::writeFile(broken / "config.json", R"({"model_type":"mixtral","hidden_size":-16})");
        WorkbenchFixture bench;
        load(bench);
        Person person(bench.openWindow());
        person.window.openModel(QString::fromStdString(broken.path().string()));
        QTRY_VERIFY(bench.session().failure().has_value());
        const QString message = QString::fromStdString(bench.session().failure()->message);
        QVERIFY2(message.contains("config.json") || message.contains("hidden_size"), qPrintable(message));
        const auto banners = person.window.findChildren<Banner*>();
        QTRY_VERIFY(std::any_of(banners.begin(), banners.end(), [&](const Banner* banner) {
            return banner->isVisible() && banner->text().contains(message);
        }));
        QCOMPARE(bench.session().state(), ModelSession::State::Ready);
        Chat* chat = askedChat(bench, person, "Still there?");
        QVERIFY(!textOf(chat).isEmpty());
    }

    void bringsTheTabsBackAtTheNextStart() {
        std::shared_ptr<QTemporaryDir> folder;
        QVector<ChatId> tabs;
        QVector<QString> texts;
        ChatId current = 0;
        {
            WorkbenchFixture bench;
            folder = bench.folder();
            load(bench);
            Person person(bench.openWindow());
            for (const char* question : {"The first chat", "The second chat", "The third chat"})
                askedChat(bench, person, question);
            bench.chats().moveTab(2, 0);
            bench.chats().setCurrent(bench.chats().tabs()[1]);
            current = bench.chats().current()->id();
            for (const Chat* chat : bench.chats().tabs()) {
                tabs << chat->id();
                texts << textOf(chat);
            }
        }
        WorkbenchFixture again(folder);
        MainWindow& window = again.openWindow();
        QCOMPARE(again.chats().tabs().size(), 3);
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(again.chats().tabs()[i]->id(), tabs[i]);
            QCOMPARE(textOf(again.chats().tabs()[i]), texts[i]);
        }
        QCOMPARE(again.chats().current()->id(), current);
        QCOMPARE(window.findChild<QTabBar*>()->count(), 3);
        QVERIFY(window.findChild<QTabBar*>()->tabText(0).contains("third"));
    }

    void closesInTheMiddleOfAnAnswerAndKeepsItsText() {
        std::shared_ptr<QTemporaryDir> folder;
        QString shown;
        qint64 elapsed = 0;
        QElapsedTimer clock;
        {
            WorkbenchFixture bench;
            folder = bench.folder();
            load(bench);
            Person person(bench.openWindow());
            Chat* chat = bench.chats().newChat();
            person.ask("Tell a long story");
            QTRY_VERIFY(chat->isStreaming() && textOf(chat).size() > 100);
            shown = textOf(chat);
            clock.start();
            person.window.close();
        }
        elapsed = clock.elapsed();
        QVERIFY2(elapsed < 2000, qPrintable(QString("%1 ms").arg(elapsed)));
        qInfo("closed in %lld ms", elapsed);
        WorkbenchFixture again(folder);
        again.openWindow();
        QCOMPARE(again.chats().tabs().size(), 1);
        const Turn answer = again.chats().tabs()[0]->turns().last();
        QVERIFY(answer.isAnswer());
        QVERIFY2(answer.text.startsWith(shown), "every character that was on the screen is there");
        QVERIFY(answer.state != TurnState::Complete && answer.state != TurnState::Streaming);
    }

    void opensTheMonitorsByTheirKeyAndKeepsThemOpen() {
        std::shared_ptr<QTemporaryDir> folder;
        {
            WorkbenchFixture bench;
            folder = bench.folder();
            load(bench);
            Person person(bench.openWindow());
            auto* panel = person.window.findChild<MonitorPanel*>();
            QVERIFY(!panel->isVisible());
            person.press(Qt::Key_M, Qt::ControlModifier);
            QVERIFY(panel->isVisible());
            QTRY_VERIFY(panel->summary().contains("Memory. in use: now "));
            person.press(Qt::Key_M, Qt::ControlModifier);
            QVERIFY(!panel->isVisible());
            person.press(Qt::Key_M, Qt::ControlModifier);
            bench.chats().newChat();
            person.ask("Tell a long story");
            const auto isRunning = [&] { return panel->summary().contains("running: now 1,"); };
            QVERIFY2(QTest::qWaitFor(isRunning, kPatienceMs), qPrintable(panel->summary()));
            person.stop();
            person.window.close();
        }
        WorkbenchFixture again(folder);
        QVERIFY(again.openWindow().findChild<MonitorPanel*>()->isVisible());
    }

 private:
    LoadOptions options() const {
        LoadOptions options;
        options.directory = m_model.path();
        options.contextTokens = 8192;
        options.batch = 4;
        options.threads = 1;
        return options;
    }

    void load(WorkbenchFixture& bench) {
        bench.session().load(options());
        QTRY_VERIFY_WITH_TIMEOUT(bench.session().model() || bench.session().failure(), kPatienceMs);
        if (bench.session().failure()) QFAIL(bench.session().failure()->message.c_str());
    }

    /// A new chat with a question and the beginning of an answer.
    Chat* askedChat(WorkbenchFixture& bench, Person& person, const QString& question) {
        Chat* chat = bench.chats().newChat();
        person.ask(question);
        if (!QTest::qWaitFor([&] { return chat->turns().size() == 2 && textOf(chat).size() > 20; }, kPatienceMs))
            qFatal("no answer to '%s'", qPrintable(question));
        person.stop();
        if (!QTest::qWaitFor([&] { return !chat->isStreaming(); }, kPatienceMs)) qFatal("the answer does not stop");
        return chat;
    }

    ModelCard* cardOf(const MainWindow& window) const {
        for (ModelCard* card : window.findChildren<ModelCard*>())
            if (card->isVisible() && buttonNamed(*card, "Unload")) return card;
        return nullptr;
    }

    static QString buttonThatOpens(const ModelCard& card) {
        for (const QAbstractButton* button : card.findChildren<QAbstractButton*>())
            if (button->isVisible() && button->text().startsWith("Open")) return button->text();
        return {};
    }

    static QComboBox* comboNamed(const MainWindow& window, const QString& name) {
        for (QComboBox* box : window.findChildren<QComboBox*>())
            if (box->accessibleName() == name) return box;
        return nullptr;
    }

    TempDir m_model;
};

QTEST_MAIN(TestWorkbench)
#include "test_workbench.moc"
