// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// The view of serving, used as a person uses it: by keys, by clicks, and by what a screen reader says.

#include <QAccessible>
#include <QAction>
#include <QClipboard>
#include <QLineEdit>
#include <QMap>
#include <QMessageBox>
#include <QNetworkProxy>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSet>
#include <QSignalSpy>
#include <QTableView>
#include <QTcpServer>
#include <QTest>
#include <QTimer>
#include <QToolButton>
#include <QUrl>

#include "controls.h"
#include "ending_dialog.h"
#include "endpoint_card.h"
#include "examples_card.h"
#include "network_names.h"
#include "number_field.h"
#include "raw_client.h"
#include "secret_field.h"
#include "serve_view.h"
#include "serving_bench.h"
#include "switch.h"
#include "theme.h"

using namespace mw;
using namespace mw::gui;

namespace {

/// The bench with the view on the screen.
struct Shown : ServingBench {
    explicit Shown(const std::filesystem::path& model) : ServingBench(model) {
        view = std::make_unique<ServeView>(*serving, *session);
        view->resize(1340, 826);
        view->show();
        view->activateWindow();
        if (!QTest::qWaitForWindowActive(view.get())) qFatal("the view does not become active");
    }
    ~Shown() { view.reset(); }

    template <typename Widget>
    Widget* find(const QString& name) const {
        auto* found = view->findChild<Widget*>(name);
        if (!found) qFatal("there is no %s", qPrintable(name));
        return found;
    }
    /// Answers the question that is open.
    void say(const QString& button) const {
        auto* box = view->findChild<QMessageBox*>();
        if (!box) qFatal("nothing is asked");
        for (QAbstractButton* each : box->buttons())
            if (each->text().remove('&') == button) return each->click();
        qFatal("there is no button %s", qPrintable(button));
    }
    Banner* bannerIn(const QWidget* card) const { return card->findChild<Banner*>(); }
    /// What stands on the screen in some label.
    bool says(const QString& text) const {
        for (const QLabel* label : view->findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains(text)) return true;
        return false;
    }

    std::unique_ptr<ServeView> view;
};

/// Presses a button of the next dialog that asks, once it is there.
void answerEndingDialog(const QString& button) {
    auto* timer = new QTimer(qApp);
    QObject::connect(timer, &QTimer::timeout, qApp, [timer, button] {
        const auto* dialog = qobject_cast<EndingDialog*>(QApplication::activeModalWidget());
        if (!dialog) return;
        timer->deleteLater();
        for (QPushButton* each : dialog->findChildren<QPushButton*>())
            if (each->text() == button) return each->click();
        qFatal("there is no button %s", qPrintable(button));
    });
    timer->start(20);
}

}  // namespace

class TestServeView : public QObject {
    Q_OBJECT

 private slots:
    void initTestCase() {
        m_model = m_folder.path() / "tiny-model";
        test::writeTinyModel(m_model, 2, kContext);
        applyTheme(*qApp, ColorMode::Light);
    }

    void switchesByKeyAndSaysItsState() {
        Shown at(m_model);
        auto* control = at.find<Switch>("endpointSwitch");
        QVERIFY(at.says("Nothing is served."));
        QVERIFY(!control->isChecked());
        control->setFocus();
        QTest::keyClick(control, Qt::Key_Space);
        QVERIFY(at.endpoint().isOn());
        QVERIFY(control->isChecked());
        QVERIFY(at.says("listening, no model"));
        QVERIFY(at.says("No model is loaded. Programs that ask are told so until one is."));
        QAccessibleInterface* spoken = QAccessible::queryAccessibleInterface(control);
        QCOMPARE(spoken->text(QAccessible::Name), QString("OpenAI-compatible endpoint"));
        QCOMPARE(spoken->text(QAccessible::Description), QString("listening, no model"));
        QVERIFY(spoken->state().checked);
        QVERIFY(at.load());
        QVERIFY(at.says("listening"));
        QVERIFY(!at.says("No model is loaded."));
        QVERIFY(at.says("No request yet."));
        QTest::keyClick(control, Qt::Key_Space);
        QVERIFY(!at.endpoint().isOn());
        QVERIFY(!control->isChecked());
    }

    void hidesTheTokenButCopiesIt() {
        Shown at(m_model);
        auto* field = at.find<SecretField>("endpointToken");
        QVERIFY(field->field()->text().isEmpty());
        at.endpoint().start();
        const QString token = at.endpoint().token();
        const QList<QToolButton*> buttons = field->findChildren<QToolButton*>();
        QCOMPARE(buttons.size(), 3);  // show, copy, new
        QVERIFY(!field->field()->text().contains(token.left(8)));
        QVERIFY(field->field()->text().endsWith(token.right(4)));
        QCOMPARE(field->field()->accessibleDescription(), "hidden, ends in " + token.right(4));
        buttons[1]->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), token);
        QVERIFY(!field->isShown());
        buttons[0]->click();
        QCOMPARE(field->field()->text(), token);
        field->setShown(false);
        QVERIFY(!field->field()->text().contains(token.left(8)));
        // A new one only after a question.
        at.find<QToolButton>("renewToken")->click();
        at.say("Cancel");
        QCOMPARE(at.endpoint().token(), token);
        at.find<QToolButton>("renewToken")->click();
        at.say("Make a new one");
        QTRY_VERIFY(at.endpoint().token() != token);
        QVERIFY(field->field()->text().endsWith(at.endpoint().token().right(4)));
    }

    void hidesAShownTokenByItself() {
        SecretField field("token", 50);
        field.setSecret("mw-0123456789abcdef");
        field.setShown(true);
        QCOMPARE(field.field()->text(), QString("mw-0123456789abcdef"));
        QTRY_VERIFY(!field.isShown());
        QVERIFY(!field.field()->text().startsWith("mw-"));
    }

    void asksBeforeOthersMayConnect() {
        Shown at(m_model);
        at.endpoint().start();
        auto* control = at.find<Switch>("endpointNetwork");
        control->click();
        QVERIFY(!at.endpoint().settings().network);
        QVERIFY(!control->isChecked());
        auto* box = at.view->findChild<QMessageBox*>();
        QVERIFY(box);
        QVERIFY2(box->informativeText().contains("not encrypted"), qPrintable(box->informativeText()));
        QVERIFY(box->informativeText().contains("Port "));
        at.say("Cancel");
        QVERIFY(!at.endpoint().settings().network);
        QTRY_VERIFY(!at.view->findChild<QMessageBox*>());
        control->click();
        at.say("Let them connect");
        QVERIFY(at.endpoint().settings().network);
        QTRY_VERIFY(control->isChecked());
        QTRY_VERIFY(at.says("is open to the local network, the line is not encrypted."));
        // Back is not asked.
        QTRY_VERIFY(!at.view->findChild<QMessageBox*>());
        control->click();
        QVERIFY(!at.endpoint().settings().network);
        QVERIFY(!at.view->findChild<QMessageBox*>());
    }

    void offersAFreePortWhereItsIsTaken() {
        Shown at(m_model);
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        EndpointSettings settings = at.endpoint().settings();
        settings.port = other.serverPort();
        at.endpoint().setSettings(settings);
        at.find<Switch>("endpointSwitch")->click();
        QVERIFY(!at.find<Switch>("endpointSwitch")->isChecked());
        QVERIFY(at.says("cannot listen"));
        Banner* banner = at.bannerIn(at.view->findChild<EndpointCard*>());
        QVERIFY(banner->isVisible());
        QVERIFY2(banner->text().startsWith(QString("Port %1 is taken by “test_serve").arg(settings.port)),
                 qPrintable(banner->text()));
        const QString wanted = QString("Use port %1").arg(*at.endpoint().trouble().freePort);
        for (QPushButton* button : banner->findChildren<QPushButton*>())
            if (button->text() == wanted) button->click();
        QCOMPARE(at.endpoint().state(), Endpoint::State::Listening);
        QTRY_VERIFY(!banner->isVisible());
        QCOMPARE(at.find<NumberField>("endpointPort")->wholeValue(), at.endpoint().settings().port);
    }

    void keepsPlacesForThisWindow() {
        Shown at(m_model);
        QVERIFY(at.load());
        auto* field = at.find<NumberField>("keptPlaces");
        QCOMPARE(field->wholeValue(), kKept);
        QVERIFY(at.says("of 2 chats at once"));
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, "5");
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(at.serving->keptPlaces(), 5);
        QVERIFY(at.says("one is always left to other programs"));
    }

    void cancelsByKeyAndByClick() {
        Shown at(m_model);
        QVERIFY(at.load());
        at.endpoint().start();
        std::vector<Asked> asked;
        asked.reserve(4);
        auto* table = at.view->findChild<QTableView*>();
        for (int i = 0; i < 3; ++i) {
            asked.push_back(at.ask(kLong, QString("client-%1").arg(i)));
            QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), i + 1, kPatienceMs);
        }
        QTRY_VERIFY(table->isVisible());
        QVERIFY(at.says("queued"));
        table->setFocus();
        table->setCurrentIndex(table->model()->index(0, RequestTable::Client));
        QTest::keyClick(table, Qt::Key_Delete);
        QVERIFY(asked[0].wait());
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 2, kPatienceMs);
        const QModelIndex cell = table->model()->index(0, RequestTable::Cancel);
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(cell).center());
        QVERIFY(asked[1].wait());
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 1, kPatienceMs);
        table->setCurrentIndex(table->model()->index(0, RequestTable::Cancel));
        QTest::keyClick(table, Qt::Key_Return);
        QVERIFY(asked[2].wait());
        QTRY_VERIFY(!table->isVisible());
        // That none is open is no claim that none came.
        QVERIFY(!at.says("No request yet."));
        QTRY_VERIFY(at.says("No request is open. Ended so far: 3, the last one at "));
        // All of them at once.
        asked.push_back(at.ask(kLong));
        auto* all = at.find<QPushButton>("cancelAllRequests");
        QVERIFY(!all->isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(all->isEnabled(), kPatienceMs);
        all->click();
        QVERIFY(asked[3].wait());
    }

    void copiesAddressAndExamples() {
        Shown at(m_model);
        QVERIFY(at.load());
        at.endpoint().start();
        at.view->findChild<EndpointCard*>()->copyAddress();
        QCOMPARE(QGuiApplication::clipboard()->text(), at.endpoint().url() + "/v1");
        QCOMPARE(at.find<QLineEdit>("endpointAddress")->text(), at.endpoint().url() + "/v1");
        auto* text = at.find<QPlainTextEdit>("example");
        QVERIFY2(text->toPlainText().contains("\ncurl " + at.endpoint().url()), qPrintable(text->toPlainText()));
        QVERIFY(text->toPlainText().contains("\"model\": \"tiny-model\""));
        QVERIFY(!text->toPlainText().contains(at.endpoint().token()));
        at.find<QPushButton>("nextStep")->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), text->toPlainText());
        QGuiApplication::clipboard()->clear();
        at.find<QPushButton>("copyExample")->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), text->toPlainText());
        for (QPushButton* button : at.view->findChild<ExamplesCard*>()->findChildren<QPushButton*>())
            if (button->text() == "Python") button->click();
        QVERIFY(text->toPlainText().contains("base_url=\"" + at.endpoint().url() + "/v1\""));
    }

    void asksBeforeItBreaksAnswersOff() {
        Shown at(m_model);
        QVERIFY(at.load());
        at.endpoint().start();
        QVERIFY(EndingDialog::mayClose(*at.serving, at.view.get()));  // nothing to ask
        Asked stream = at.ask(kSeen);
        QTRY_VERIFY_WITH_TIMEOUT(at.serving->isBusy(), kPatienceMs);
        // It stays, with what it serves.
        answerEndingDialog("Cancel");
        QVERIFY(!EndingDialog::mayClose(*at.serving, at.view.get()));
        QVERIFY(at.endpoint().isOn());
        // It waits: nothing new is taken, and the answer comes to its end.
        answerEndingDialog("Wait for them");
        QVERIFY(EndingDialog::mayClose(*at.serving, at.view.get()));
        QVERIFY(!at.endpoint().isOn());
        QVERIFY(stream.wait());
        QVERIFY(stream.body().endsWith("data: [DONE]\n\n"));
        // It closes at once.
        at.endpoint().start();
        Asked other = at.ask(kLong);
        QTRY_VERIFY_WITH_TIMEOUT(at.serving->isBusy(), kPatienceMs);
        answerEndingDialog("Close now");
        QVERIFY(EndingDialog::mayClose(*at.serving, at.view.get()));
        QVERIFY(!other.isOver());
        at.serving->cancelAll();
    }

    void waitsThoughEnterIsPressedTwice() {
        Shown at(m_model);
        QVERIFY(at.load());
        at.endpoint().start();
        Asked stream = at.ask(kLong);
        QTRY_VERIFY_WITH_TIMEOUT(at.serving->isBusy(), kPatienceMs);
        EndingDialog dialog(*at.serving, at.view.get());
        QSignalSpy closes(&dialog, &QDialog::accepted);
        dialog.open();
        QVERIFY(QTest::qWaitForWindowActive(&dialog));
        QTest::keyClick(&dialog, Qt::Key_Return);
        QVERIFY(!at.endpoint().isOn());
        QVERIFY(QApplication::focusWidget());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(closes.count(), 0);
        QVERIFY(!stream.isOver());
        at.serving->cancelAll();
    }

    /// Also about a request of which the window has not heard yet: its timer has had no time.
    void asksAboutARequestThatHasJustCome() {
        Shown at(m_model);
        QVERIFY(at.load());
        at.endpoint().start();
        test::RawClient client(quint16(QUrl(at.endpoint().url()).port()));
        client.send(test::request("POST", "/v1/completions", at.endpoint().token().toStdString(),
                                  R"({"model": "tiny-model", "prompt": "Hello", "stream": true, "ignore_eos": true, )"
                                  R"("max_tokens": )" +
                                      std::to_string(kLong) + "}"));
        client.receiveUntil("data: ");
        QVERIFY(!at.serving->isBusy());
        answerEndingDialog("Cancel");
        QVERIFY(!EndingDialog::mayClose(*at.serving, at.view.get()));
        at.serving->cancelAll();
        QTRY_VERIFY_WITH_TIMEOUT(!at.serving->isBusy(), kPatienceMs);
    }

    void foldsTheLogButShowsItsLastLine() {
        Shown at(m_model);
        auto* lines = at.find<QPlainTextEdit>("servingLog");
        QVERIFY(!lines->isVisible());
        at.find<QPushButton>("nextStep")->click();  // which switches it on
        QVERIFY(at.endpoint().isOn());
        QVERIFY(at.says("Endpoint: Listening at http://127.0.0.1"));
        at.find<QToolButton>("foldLog")->click();
        QVERIFY(lines->isVisible());
        QVERIFY(lines->toPlainText().contains("Endpoint: Listening at http://127.0.0.1"));
    }

    void everythingIsReachedByTabAndHasAName() {
        Shown at(m_model);
        QVERIFY(at.load());
        at.endpoint().start();
        for (QToolButton* button : at.view->findChildren<QToolButton*>())
            if (button->isCheckable() && button->isVisible() && !button->isChecked() && button->text() == "More")
                button->click();
        QSet<QWidget*> reached;
        QWidget* first = at.find<Switch>("endpointSwitch");
        first->setFocus();
        for (int i = 0; i < 200; ++i) {
            QWidget* here = QApplication::focusWidget();
            QVERIFY(here);
            if (reached.contains(here)) break;
            reached.insert(here);
            QTest::keyClick(here, Qt::Key_Tab);
        }
        int named = 0;
        for (QWidget* each : at.view->findChildren<QWidget*>()) {
            if (!each->isVisible() || !(each->focusPolicy() & Qt::TabFocus) || !each->isEnabled()) continue;
            if (qobject_cast<QScrollArea*>(each)) continue;
            const QString what = QString::fromLatin1(each->metaObject()->className()) + ' ' + each->objectName();
            QVERIFY2(reached.contains(each) || reached.contains(each->focusProxy()), qPrintable(what));
            if (each->focusProxy()) continue;
            QAccessibleInterface* spoken = QAccessible::queryAccessibleInterface(each);
            QVERIFY2(spoken && !spoken->text(QAccessible::Name).isEmpty(), qPrintable(what));
            ++named;
        }
        QVERIFY2(named > 20, qPrintable(QString::number(named)));
    }

    /// In a window that is too low the page scrolls, and nothing is pressed together.
    void keepsItsHeightInLowWindows() {
        Shown at(m_model);
        at.find<QToolButton>("foldLog")->click();
        const QScrollBar* bar = at.view->findChild<QScrollArea*>()->verticalScrollBar();
        const auto heights = [&] {
            QMap<QString, int> result;  // of fields and buttons, which never need more or less
            int number = 0;
            for (const QWidget* each : at.view->findChildren<QWidget*>()) {
                if (!qobject_cast<const QLineEdit*>(each) && !qobject_cast<const QAbstractButton*>(each)) continue;
                const QString what =
                    QString("%1 %2 %3").arg(++number).arg(each->metaObject()->className(), each->objectName());
                if (each->isVisible()) result.insert(what, each->visibleRegion().isEmpty() ? 0 : each->height());
            }
            return result;
        };
        for (const int width : {1340, 900, 640}) {
            at.view->resize(width, 2400);
            QTRY_COMPARE(bar->maximum(), 0);
            QMap<QString, int> expected;
            QTRY_VERIFY(!(expected = heights()).values().contains(0));
            QVERIFY(expected.size() > 15);
            at.view->resize(width, 600);
            QTRY_VERIFY(bar->maximum() > 0);
            const QMap<QString, int> found = heights();
            for (auto it = expected.cbegin(); it != expected.cend(); ++it)
                QVERIFY2(found.value(it.key()) == 0 || found.value(it.key()) == it.value(), qPrintable(it.key()));
        }
    }

    void fitsIntoNarrowWindows() {
        Shown at(m_model);
        at.endpoint().start();
        auto* page = at.view->findChild<QScrollArea*>()->widget();
        for (const int width : {1340, 900, 640}) {
            at.view->resize(width, 700);
            QCOMPARE(at.view->width(), width);
            QTRY_VERIFY(page->width() <= width);
            for (QWidget* each : page->findChildren<QWidget*>())
                if (each->isVisible() && qobject_cast<Card*>(each))
                    QVERIFY2(each->mapTo(page, QPoint(each->width(), 0)).x() <= width,
                             qPrintable(QString::number(width)));
        }
    }

 private:
    test::TempDir m_folder;
    std::filesystem::path m_model;
};

QTEST_MAIN(TestServeView)
#include "test_serve_view.moc"
