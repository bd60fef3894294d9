// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// What the views of chats say and offer where something is not saved, was deleted, or was not sent yet.

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QListView>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include "chat_list.h"
#include "exchange_note.h"
#include "kept_chats.h"
#include "template_dialog.h"
#include "theme.h"
#include "turn_words.h"
#include "unsaved_dialog.h"
#include "views_window.h"

namespace mw::gui {
namespace {

struct Window : ViewsWindow {
    using ViewsWindow::ViewsWindow;
    ComposerField* field() { return view.composer()->field(); }
};

/// The button of an attachment that is in sight, by all that is to be said of it; little of that may fit on it.
QPushButton* chipIn(const QWidget& widget, const QString& name) {
    QCoreApplication::processEvents();
    for (QPushButton* button : widget.findChildren<QPushButton*>())
        if (button->accessibleName() == name && button->isVisible()) return button;
    return nullptr;
}

/// Answers the dialog that the next call opens, once it is there.
void answerDialogWith(const QString& button) {
    QTimer::singleShot(50, qApp, [button] {
        QWidget* dialog = QApplication::activeModalWidget();
        QVERIFY(dialog);
        QPushButton* chosen = buttonIn(*dialog, button);
        QVERIFY(chosen);
        chosen->click();
    });
}

}  // namespace

class TestSavingViews : public QObject {
    Q_OBJECT

 private slots:
    void init() { applyTheme(*qApp, ColorMode::Light); }

    void asksBeforeItClosesOnUnsavedTurns() {
        QTemporaryDir folder;
        Window window(folder, 70);
        QVERIFY(UnsavedDialog::mayClose(window.controller, &window.view));  // nothing to ask about
        window.ask(QString(400000, QLatin1Char('q')));
        QVERIFY(window.store.hasUnsavedWork());
        QVERIFY2(window.banners().contains(QStringLiteral("could not be saved")), qPrintable(window.banners()));
        QVERIFY(buttonIn(window.view, QStringLiteral("Save elsewhere…")));

        answerDialogWith(QStringLiteral("Cancel"));
        QVERIFY(!UnsavedDialog::mayClose(window.controller, &window.view));
        answerDialogWith(QStringLiteral("Discard"));
        QVERIFY(UnsavedDialog::mayClose(window.controller, &window.view));

        // Trying again fails, and asks again; then there is room elsewhere.
        UnsavedDialog dialog(window.controller, &window.view);
        dialog.show();
        QVERIFY(QTest::qWaitForWindowActive(&dialog));
        QVERIFY(buttonIn(dialog, QStringLiteral("Try again"))->hasFocus());
        buttonIn(dialog, QStringLiteral("Try again"))->click();
        QVERIFY(dialog.isVisible());
        QString error;
        QVERIFY2(window.store.moveTo(folder.filePath(QStringLiteral("else.sqlite")), &error), qPrintable(error));
        QVERIFY(!dialog.isVisible());
        QCOMPARE(dialog.result(), int(QDialog::Accepted));
        QVERIFY2(!window.banners().contains(QStringLiteral("saved elsewhere")) &&
                     !window.banners().contains(QStringLiteral("could not be saved")),
                 qPrintable(window.banners()));
    }

    void offersWhatWasKeptAndGoesOnWithIt() {
        QTemporaryDir folder, elsewhere;
        const QString asked(400000, QLatin1Char('q'));
        {
            Window window(folder, 70);
            window.ask(asked);
            bool lost = true;
            saveOrKeep(window.controller, {elsewhere.path()}, &lost);
            QVERIFY(!lost);
        }
        Window window(folder);
        QVERIFY(QTest::qWaitForWindowActive(&window.view));
        window.view.exchange()->offerKept(keptFiles({elsewhere.path()}));
        QVERIFY2(window.banners().contains(QStringLiteral("not all chats could be saved")),
                 qPrintable(window.banners()));
        QPushButton* back = buttonIn(window.view, QStringLiteral("Bring them back"));
        QVERIFY(back);
        back->setFocus();
        back->click();
        QTRY_VERIFY_WITH_TIMEOUT(keptFiles({elsewhere.path()}).isEmpty(), 60000);
        QTRY_VERIFY(window.field()->hasFocus());
        QVERIFY(window.chat()->turns().size() == 1 && window.chat()->turns()[0].text == asked);
    }

    /// What stands at the terminal, or in the system's log, when a signal ends the program.
    void saysAtTheEndWhatIsLost() {
        QTemporaryDir folder;
        Window window(folder, 70);
        QCOMPARE(window.controller.saveAtTheEnd(), QString());
        playAnswer(window.engine, window.ask(QStringLiteral("q")), {QStringLiteral("a")});
        window.chat()->setDraft({.text = QStringLiteral("typed")});
        QCOMPARE(window.controller.saveAtTheEnd(), QString());
        QCOMPARE(window.store.draft(window.chat()->id()).text, QStringLiteral("typed"));
        window.controller.attach(window.chat(), QStringLiteral("a.txt"), QString(400000, QLatin1Char('a')));
        const QString lost = window.controller.saveAtTheEnd();
        QVERIFY2(lost.contains(QStringLiteral(": 1 (")) && lost.contains(window.store.path()), qPrintable(lost));
        QVERIFY2(lost.contains(QStringLiteral("full")) && !lost.contains(QLatin1Char('\n')), qPrintable(lost));
    }

    void offersANewFileWhereTheOldOneIsDamaged() {
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("chats.sqlite")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(20000, 'x'));
        file.close();
        Window window(folder);
        QVERIFY2(window.banners().contains(QStringLiteral("damaged")), qPrintable(window.banners()));
        QPushButton* goOn = buttonIn(window.view, QStringLiteral("Go on in a new file"));
        QVERIFY(goOn);  // with no chat open, too
        playAnswer(window.engine, window.ask(QStringLiteral("q")), {QStringLiteral("a")});
        goOn = buttonIn(window.view, QStringLiteral("Go on in a new file"));
        goOn->click();
        QCOMPARE(window.banners(), QString());
        QCOMPARE(window.store.unsavedCount(), 0);
    }

    void marksDamagedTurns() {
        Turn turn{.state = TurnState::Damaged};
        QVERIFY(markOf(turn, false).text.startsWith(QStringLiteral("Lost")));
        turn.text = QStringLiteral("x");
        QVERIFY(markOf(turn, false).text.startsWith(QStringLiteral("Doubtful")));
        QCOMPARE(markOf(turn, false).kind, TurnMark::Kind::Bad);
    }

    void asksBeforeItSendsAConversationWithAGap() {
        QTemporaryDir folder;
        Window window(folder);
        playAnswer(window.engine, window.ask(QStringLiteral("q")), {QStringLiteral("a")});
        Turn question = window.chat()->turns()[0];
        question.state = TurnState::Damaged;
        window.store.saveTurn(question);
        window.chat()->update(question);
        const int before = int(window.fake().submissions.size());
        window.ask(QStringLiteral("next"));
        QCOMPARE(window.fake().submissions.size(), before);
        QVERIFY2(window.banners().contains(QStringLiteral("cannot be read")), qPrintable(window.banners()));
        buttonIn(window.view, QStringLiteral("Ask without them"))->click();
        QCOMPARE(window.fake().submissions.size(), before + 1);
        QCOMPARE(contents(window.fake().last().request).mid(1), (QStringList{"a", "next"}));
    }

    void ctrlZBringsBackWhatWasDeletedLast() {
        QTemporaryDir folder;
        Window window(folder);
        QVERIFY(QTest::qWaitForWindowActive(&window.view));
        playAnswer(window.engine, window.ask(QStringLiteral("q")), {QStringLiteral("a")});
        const ChatId id = window.chat()->id();
        const auto ctrlZ = [&](QWidget* on) { QTest::keyClick(on, Qt::Key_Z, Qt::ControlModifier); };
        // A turn, with the focus in the composer, in which something was typed before.
        window.field()->setFocus();
        QTest::keyClicks(window.field(), QStringLiteral("half a "));
        window.controller.deleteTurn(window.chat(), window.chat()->turns()[0].id);
        QVERIFY(window.chat()->isEmpty());
        ctrlZ(window.field());
        QCOMPARE(window.chat()->turns().size(), 2);
        QCOMPARE(window.field()->toPlainText(), QStringLiteral("half a "));
        ctrlZ(window.field());  // nothing more is deleted: the field's own
        QVERIFY(window.field()->toPlainText() != QStringLiteral("half a "));

        // Typing makes it the field's key again.
        window.controller.deleteTurn(window.chat(), window.chat()->turns()[1].id);
        QTest::keyClicks(window.field(), QStringLiteral("x"));
        ctrlZ(window.field());
        QCOMPARE(window.chat()->turns().size(), 1);
        window.controller.undo();
        QCOMPARE(window.chat()->turns().size(), 2);

        // The last chat, from the list.
        window.view.list()->view()->setFocus();
        window.controller.deleteChat(id);
        QVERIFY(!window.controller.current());
        QVERIFY2(window.banners().contains(QStringLiteral("was deleted")), qPrintable(window.banners()));
        ctrlZ(window.view.list()->view());
        QVERIFY(window.controller.current());
        QCOMPARE(window.controller.current()->id(), id);
    }

    void ctrlZBringsBackADeletedTemplate() {
        QTemporaryDir user;
        TemplateLibrary library({QStringLiteral(":/templates"), user.path()});
        TemplateDialog dialog(library);
        dialog.show();
        QVERIFY(QTest::qWaitForWindowActive(&dialog));
        dialog.createNew();
        const QString id = dialog.selectedId();
        dialog.removeSelected();
        QVERIFY(!library.find(id));
        QWidget* focus = dialog.focusWidget();
        QVERIFY(focus);
        QTest::keyClick(focus, Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(library.find(id));
        QCOMPARE(dialog.selectedId(), id);
        QVERIFY(!buttonIn(dialog, QStringLiteral("Undo")));
        dialog.removeSelected();
        buttonIn(dialog, QStringLiteral("Undo"))->click();
        QVERIFY(library.find(id));
    }

    /// The files as they are while the program runs are what a kill leaves.
    void theDraftIsThereAfterAKill() {
        QTemporaryDir folder, left;
        Window window(folder);
        window.controller.newChat();
        QTest::keyClicks(window.field(), QStringLiteral("typed"));
        window.controller.attach(window.chat(), QStringLiteral("notes.txt"), QString(2'000'000, QLatin1Char('n')));
        QTest::qWait(500);  // drafts are saved a moment after the last key
        QTRY_COMPARE(window.store.unsavedCount(), 0);
        for (const char* name : {"chats.sqlite", "chats.sqlite-wal"})
            QVERIFY(QFile::copy(folder.filePath(QLatin1String(name)), left.filePath(QLatin1String(name))));
        Window again(left);
        QCOMPARE(again.field()->toPlainText(), QStringLiteral("typed"));
        QCOMPARE(again.chat()->draft().attachments.size(), 1);
        QCOMPARE(again.chat()->draft().attachments[0].text.size(), 2'000'000);
        QVERIFY(chipIn(again.view, QStringLiteral("notes.txt · 2,000,000 characters")));
    }

    void theComposerBringsBackWhatWasTyped() {
        QTemporaryDir folder;
        {
            Window window(folder);
            window.controller.newChat();
            QTest::keyClicks(window.field(), QStringLiteral("typed"));
            window.controller.attach(window.chat(), QStringLiteral("notes.txt"), QStringLiteral("twelve chars"));
        }
        Window window(folder);
        QCOMPARE(window.field()->toPlainText(), QStringLiteral("typed"));
        QPushButton* chip = chipIn(window.view, QStringLiteral("notes.txt · 12 characters"));
        QVERIFY(chip);
        QTest::keyClick(window.field(), Qt::Key_Return);
        QVERIFY(contents(window.fake().last().request).last().startsWith(QStringLiteral("typed\n\nnotes.txt:")));
        QCOMPARE(window.field()->toPlainText(), QString());
        QVERIFY(!chipIn(window.view, QStringLiteral("notes.txt · 12 characters")));
    }
};

}  // namespace mw::gui

QTEST_MAIN(mw::gui::TestSavingViews)
#include "test_saving_views.moc"
