// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// What is drawn of a turn, and what can be done to it, while others change.

#include <QApplication>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <utility>

#include "chat_inspector.h"
#include "chat_tabs.h"
#include "elided_label.h"
#include "number_field.h"
#include "theme.h"
#include "turn_actions.h"
#include "turn_details.h"
#include "turn_words.h"
#include "views_window.h"

namespace mw::gui {
namespace {

struct Window : ViewsWindow {
    using ViewsWindow::ViewsWindow;
    /// A button below the turn with the focus.
    QToolButton* action(int turn, const QString& name) {
        conversation()->setFocus();
        conversation()->focusTurn(turn);
        for (QToolButton* button : conversation()->findChild<TurnActions*>()->findChildren<QToolButton*>())
            if (button->accessibleName() == name && button->isVisible()) return button;
        return nullptr;
    }
    QPlainTextEdit* field() { return view.composer()->field(); }
    QString nextQuestion() {
        auto* label = view.composer()->findChild<ElidedLabel*>(QStringLiteral("queued question"));
        return label->isVisible() ? label->whole() : QString();
    }
    /// Where carets are, which are the only blocks of this colour in plain words.
    QRect caret() {
        const QImage image = conversation()->viewport()->grab().toImage();
        const QRgb accent = themeOf(&view).accent.rgb();
        QRegion found;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                if (image.pixel(x, y) == accent) found += QRect(x, y, 1, 1);
        return found.boundingRect();
    }
};

}  // namespace

class TestTurnViews : public QObject {
    Q_OBJECT

 private slots:
    void init() { applyTheme(*qApp, ColorMode::Light); }

    /// Of a chat of many thousand turns.
    void writesFiguresAsTheLocaleDoes() {
        const QLocale before;
        QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
        Turn turn;
        turn.omittedTurns = 1200;
        turn.removedTags = 3400;
        const QString header = headerOf(turn);
        QLocale::setDefault(before);
        QVERIFY2(header.contains(QStringLiteral("1.200")) && header.contains(QStringLiteral("3.400")),
                 qPrintable(header));
    }

    void theCaretIsAtTheEndOfAnAnswerAndNowhereElse() {
        QTemporaryDir folder;
        Window window(folder);
        const Ticket ticket = window.ask(QStringLiteral("q"));
        window.conversation()->setFocus();
        QTest::qWait(50);
        const QRect first = window.caret();  // before the first word
        QCOMPARE(first.size(), QSize(7, 15));
        grow(window.engine, ticket, QStringLiteral("one line"));
        QTRY_VERIFY(window.caret().left() > first.left());
        QVERIFY(window.caret().height() < 30);
        // Longer than what is laid out around the screen.
        for (int paragraph = 0; paragraph < 300; ++paragraph)
            grow(window.engine, ticket, QStringLiteral("\n\nparagraph %1").arg(paragraph));
        QTest::qWait(100);
        QVERIFY(window.caret().top() > window.conversation()->viewport()->height() / 2);
        QScrollBar* bar = window.conversation()->verticalScrollBar();
        QVERIFY(bar->maximum() > 4 * window.conversation()->viewport()->height());
        bar->setValue(0);
        grow(window.engine, ticket, QStringLiteral("\n\nand more"));
        QTest::qWait(100);
        QCOMPARE(bar->value(), 0);
        QCOMPARE(window.caret(), QRect());
    }

    /// The keyboard is on an answer that grows, the mouse on the question.
    void theActionsAreThoseOfTheTurnUnderTheMouse() {
        QTemporaryDir folder;
        Window window(folder);
        playAnswer(window.engine, window.ask(QStringLiteral("question")), {QStringLiteral("half an")},
                   FinishReason::Length);
        ConversationView* conversation = window.conversation();
        conversation->setFocus();
        conversation->focusTurn(1);
        auto* actions = conversation->findChild<TurnActions*>();
        const auto offered = [&](const QString& name) {
            for (const QToolButton* button : actions->findChildren<QToolButton*>())
                if (button->accessibleName() == name) return button->isVisible();
            return false;
        };
        QVERIFY(offered(QStringLiteral("Answer again")));
        QTest::mouseMove(conversation->viewport(), conversation->turnRect(0).center());
        QTRY_VERIFY(offered(QStringLiteral("Edit and ask again")));
        QVERIFY(!offered(QStringLiteral("Answer again")));
        Turn answer = window.chat()->turns()[1];
        answer.text += QStringLiteral(" answer");
        window.chat()->update(answer);
        QTest::qWait(100);
        QCOMPARE(conversation->turnLayout().at(1).document.source(), answer.text);  // it has been taken over
        QVERIFY(offered(QStringLiteral("Edit and ask again")));
        QVERIFY(!offered(QStringLiteral("Answer again")));
        QVERIFY(!offered(QStringLiteral("Continue this answer")));
    }

    void anAnswerIsEditedByHand() {
        QTemporaryDir folder;
        Window window(folder);
        window.add(QStringLiteral("question"), QStringLiteral("an answer"));
        emit window.engine.unloaded();
        QToolButton* edit = window.action(1, QStringLiteral("Edit this answer"));
        QVERIFY(edit && edit->isEnabled());
        QVERIFY(!window.action(0, QStringLiteral("Edit and ask again"))->isEnabled());  // needs a model
        window.action(1, QStringLiteral("Edit this answer"))->click();
        QCOMPARE(window.field()->toPlainText(), QStringLiteral("an answer"));
        QVERIFY(window.field()->hasFocus());
        QPushButton* save = window.button(QStringLiteral("Save as a version"));
        QVERIFY(save && save->isEnabled());
        window.field()->setPlainText(QStringLiteral("a better answer"));
        QTest::keyClick(window.field(), Qt::Key_Return);
        QCOMPARE(window.text(1), QStringLiteral("a better answer"));
        QVERIFY(window.field()->toPlainText().isEmpty());
        QVERIFY(!window.button(QStringLiteral("Save as a version")));
        QCOMPARE(headerOf(window.chat()->turns()[1]), QStringLiteral(" · edited by you"));
        QVERIFY(window.action(1, QStringLiteral("Previous version"))->isEnabled());
        // Esc leaves everything as it is.
        window.action(1, QStringLiteral("Edit this answer"))->click();
        window.field()->setPlainText(QStringLiteral("worse"));
        QTest::keyClick(window.field(), Qt::Key_Escape);
        QCOMPARE(window.text(1), QStringLiteral("a better answer"));
        QVERIFY(window.field()->toPlainText().isEmpty());
    }

    void theNextQuestionWaitsAboveTheField() {
        QTemporaryDir folder;
        Window window(folder);
        const Ticket ticket = window.ask(QStringLiteral("q1"));
        QVERIFY(!window.button(QStringLiteral("Queue")));  // nothing to ask yet
        window.field()->setFocus();
        QTest::keyClicks(window.field(), QStringLiteral("q2"));
        QVERIFY(window.button(QStringLiteral("Queue")) && window.button(QStringLiteral("Stop")));
        QTest::keyClick(window.field(), Qt::Key_Return);
        QCOMPARE(window.nextQuestion(), QStringLiteral("Next: q2"));
        QVERIFY(window.field()->toPlainText().isEmpty() && window.field()->hasFocus());
        QCOMPARE(window.fake().submissions.size(), 1);
        const auto press = [&](const QString& name) {
            for (QToolButton* button : window.view.composer()->findChildren<QToolButton*>())
                if (button->accessibleName() == name) button->click();
        };
        press(QStringLiteral("Edit the queued question"));
        QCOMPARE(window.nextQuestion(), QString());
        QCOMPARE(window.field()->toPlainText(), QStringLiteral("q2"));
        QTest::keyClicks(window.field(), QStringLiteral("!"));
        window.button(QStringLiteral("Queue"))->click();
        QCOMPARE(window.nextQuestion(), QStringLiteral("Next: q2!"));
        window.controller.newChat();  // that is of its chat only
        QCOMPARE(window.nextQuestion(), QString());
        window.controller.setCurrent(window.controller.tabs().first());
        QCOMPARE(window.nextQuestion(), QStringLiteral("Next: q2!"));
        press(QStringLiteral("Don't ask the queued question"));
        QCOMPARE(window.nextQuestion(), QString());
        QTest::keyClicks(window.field(), QStringLiteral("q3"));
        QTest::keyClick(window.field(), Qt::Key_Return);
        playAnswer(window.engine, ticket, {QStringLiteral("a1")});
        QCOMPARE(window.nextQuestion(), QString());
        QCOMPARE(window.text(2), QStringLiteral("q3"));
        // Esc stops, and what waited can be changed.
        QTest::keyClicks(window.field(), QStringLiteral("q4"));
        QTest::keyClick(window.field(), Qt::Key_Return);
        QTest::keyClick(window.field(), Qt::Key_Escape);
        end(window.engine, window.fake().last().ticket, FinishReason::Cancelled);
        QCOMPARE(window.field()->toPlainText(), QStringLiteral("q4"));
        QCOMPARE(window.nextQuestion(), QString());
    }

    /// However long it is.
    void aLongQueuedQuestionTakesOneLine() {
        QTemporaryDir folder;
        Window window(folder);
        window.ask(QStringLiteral("q1"));
        window.field()->setPlainText(QStringLiteral("word ").repeated(300));
        window.button(QStringLiteral("Queue"))->click();
        QVERIFY(window.nextQuestion().size() > 100);
        QCoreApplication::processEvents();
        const auto* label = window.view.composer()->findChild<ElidedLabel*>(QStringLiteral("queued question"));
        QVERIFY2(label->parentWidget()->minimumSizeHint().width() < 300,
                 qPrintable(QString::number(label->parentWidget()->minimumSizeHint().width())));
        QTRY_VERIFY(label->height() < 30);
    }

    void saysHowAnAnswerWasMade() {
        QTemporaryDir folder;
        Window window(folder);
        ChatSettings settings = window.chat()->settings();
        settings.templateName = QStringLiteral("Assistant");
        settings.randomSeed = false;
        settings.sampling.seed = 18'446'744'073'709'551'615ull;
        window.controller.setSettings(window.chat(), settings);
        playAnswer(window.engine, window.ask(QStringLiteral("q")), {QStringLiteral("a")}, FinishReason::Stop);
        QVERIFY(!window.action(0, QStringLiteral("About this answer")));
        QVERIFY(window.action(1, QStringLiteral("About this answer")));
        const Turn& turn = window.chat()->turns()[1];
        QHash<QString, QString> details;
        for (const auto& [name, value] : detailsOf(turn))
            details.insert(name, value);
        const QLocale locale;
        const QHash<QString, QString> wanted{
            {QStringLiteral("Model"), window.controller.modelName()},
            {QStringLiteral("Template"), QStringLiteral("Assistant")},
            {QStringLiteral("Seed"), QStringLiteral("18446744073709551615")},
            {QStringLiteral("Tokens of the prompt"), locale.toString(10)},
            {QStringLiteral("Tokens of the answer"), locale.toString(1)},
            {QStringLiteral("Time to the first token"), QStringLiteral("%1 ms").arg(locale.toString(12))},
            {QStringLiteral("Tokens per second"), locale.toString(34.0, 'f', 1)},
            {QStringLiteral("How it ended"), QStringLiteral("A stop string came")}};
        for (auto it = wanted.cbegin(); it != wanted.cend(); ++it)
            QCOMPARE(details.value(it.key()), it.value());
        QVERIFY(details.contains(QStringLiteral("Begun")));

        TurnDetails dialog(turn, &window.view);
        dialog.show();
        QGuiApplication::clipboard()->clear();
        buttonIn(dialog, QStringLiteral("Copy"))->click();
        for (auto it = details.cbegin(); it != details.cend(); ++it) {
            QVERIFY(QGuiApplication::clipboard()->text().contains(it.key() + QStringLiteral(": ") + it.value()));
            bool shown = false;
            for (const QLabel* label : dialog.findChildren<QLabel*>())
                shown |= label->text() == it.value() && label->width() >= label->sizeHint().width();
            QVERIFY2(shown, qPrintable(it.key()));
        }
        // Of an answer from before, or of a person, nothing is made up.
        Turn old{.role = Role::Assistant, .text = QStringLiteral("a")};
        QVERIFY(detailsOf(old).isEmpty());
        old.finish = kEdited;
        QCOMPARE(detailsOf(old).first().second, QStringLiteral("You wrote it"));
    }

    void goesOnFromATurnInANewChat() {
        QTemporaryDir folder;
        Window window(folder);
        const ChatId first = window.add(QStringLiteral("q1"), QStringLiteral("a1"));
        playAnswer(window.engine, window.ask(QStringLiteral("q2")), {QStringLiteral("a2")});
        window.action(1, QStringLiteral("Go on from here in a new chat"))->click();
        QTRY_VERIFY(window.chat()->id() != first);
        QCOMPARE(window.chat()->turns().size(), 2);
        QCOMPARE(window.chat()->shownTitle(), QStringLiteral("q1 (copy)"));
        playAnswer(window.engine, window.ask(QStringLiteral("other")), {QStringLiteral("b")});
        QCOMPARE(contents(window.fake().last().request).mid(1), (QStringList{"q1", "a1", "other"}));
        window.controller.openChat(first);
        QCOMPARE(window.chat()->turns().size(), 4);
        // The whole of it, from the tab.
        emit window.view.tabs()->copyWanted(first);
        QTRY_VERIFY(window.chat()->id() != first);
        QCOMPARE(window.chat()->turns().size(), 4);
        QCOMPARE(window.controller.tabs().size(), 3);
    }

    /// As with the other sliders, what does nothing says so.
    void penaltiesThatDoNothingAreOff() {
        QTemporaryDir folder;
        Window window(folder);
        ChatInspector inspector(window.controller);
        Chat* chat = window.controller.newChat();
        for (const QString& name : {QStringLiteral("Presence penalty"), QStringLiteral("Frequency penalty")}) {
            NumberField* field = nullptr;
            for (NumberField* each : inspector.findChildren<NumberField*>())
                if (each->accessibleName() == name) field = each;
            QVERIFY(field);
            QCOMPARE(field->text(), QStringLiteral("off"));
            field->setValue(-0.5);
            QCOMPARE(field->text(), QLocale().toString(-0.5, 'f', 1));
        }
        QCOMPARE(chat->settings().sampling.presencePenalty, -0.5F);
        QCOMPARE(chat->settings().sampling.frequencyPenalty, -0.5F);
    }

    void stopStringsAreTypedOneALine() {
        QTemporaryDir folder;
        Window window(folder);
        ChatInspector inspector(window.controller);
        const auto fieldOf = [](ChatInspector& of) {
            for (QPlainTextEdit* field : of.findChildren<QPlainTextEdit*>())
                if (field->accessibleName().startsWith(QStringLiteral("Stop strings"))) return field;
            return static_cast<QPlainTextEdit*>(nullptr);
        };
        Chat* first = window.controller.newChat();
        QPlainTextEdit* field = fieldOf(inspector);
        const QStringList typed{R"(END )", QString(), R"(\n\n)", R"(C:\\temp\x)", R"(END )"};
        field->setPlainText(typed.join(QLatin1Char('\n')));
        QTRY_COMPARE(first->settings().stop, (QStringList{"END ", "\n\n", "C:\\temp\\x"}));
        QCOMPARE(field->toPlainText(), typed.join(QLatin1Char('\n')));  // stays as it was typed
        // What is typed last belongs to the chat that is left.
        field->setPlainText(QStringLiteral(R"(a\nb)"));
        Chat* second = window.controller.newChat();
        QCOMPARE(first->settings().stop, QStringList{"a\nb"});
        QVERIFY(second->settings().stop.isEmpty() && field->toPlainText().isEmpty());
        window.controller.setCurrent(first);
        QCOMPARE(field->toPlainText(), QStringLiteral(R"(a\nb)"));
        window.ask(QStringLiteral("q"));
        QCOMPARE(window.fake().last().request.stop, std::vector<std::string>{"a\nb"});
        // What is shown reads as what it is.
        ChatSettings settings = second->settings();
        settings.stop = QStringList{R"(C:\new)"};
        window.controller.setSettings(second, settings);
        window.controller.setCurrent(second);
        QCOMPARE(field->toPlainText(), QStringLiteral(R"(C:\\new)"));
    }

    void figuresHaveTheirUnitsAndMarksTheirPlace() {
        Turn turn{.role = Role::Assistant, .text = QStringLiteral("a"), .state = TurnState::Streaming};
        turn.firstTokenMs = 1500;
        QCOMPARE(detailsOf(turn).first().second, QStringLiteral("%1 s").arg(QLocale().toString(1.5, 'f', 1)));
        // Nothing is said of what is still being written.
        QVERIFY(markOf(turn, true).text.isEmpty());
        turn.state = TurnState::Cut;
        QCOMPARE(markOf(turn, false).text, QStringLiteral("Cut at the answer length"));
        QCOMPARE(markOf(turn, true).text, QStringLiteral("Cut at the answer length · Not saved"));
        QCOMPARE(markOf(turn, true).kind, TurnMark::Kind::Bad);
        turn.state = TurnState::Complete;
        QVERIFY(markOf(turn, false).text.isEmpty());
        QCOMPARE(markOf(turn, true).text, QStringLiteral("Not saved"));
    }

    void onlyTheLastAnswerIsContinuedAndVersionsHaveEnds() {
        TurnActions actions(nullptr);
        const auto button = [&](const QString& name) {
            for (QToolButton* each : actions.findChildren<QToolButton*>())
                if (each->accessibleName() == name) return each;
            return static_cast<QToolButton*>(nullptr);
        };
        Turn turn{.role = Role::Assistant, .text = QStringLiteral("half"), .state = TurnState::Stopped};
        turn.branch = turn.branches = 2;
        actions.setTurn(turn, false, true, {});
        QVERIFY(button(QStringLiteral("Continue this answer"))->isVisibleTo(&actions));
        QVERIFY(button(QStringLiteral("Previous version"))->isEnabled());
        QVERIFY(!button(QStringLiteral("Next version"))->isEnabled());
        turn.branch = 1;
        actions.setTurn(turn, false, false, {});
        QVERIFY(!button(QStringLiteral("Continue this answer"))->isVisibleTo(&actions));
        QVERIFY(!button(QStringLiteral("Previous version"))->isEnabled());
        QVERIFY(button(QStringLiteral("Next version"))->isEnabled());
    }

    /// Nobody queues a change of what was asked.
    void whatIsBeingEditedIsNotQueued() {
        QTemporaryDir folder;
        Window window(folder);
        window.add(QStringLiteral("question"), QStringLiteral("answer"));
        Chat* chat = window.chat();
        window.controller.beginEdit(chat, chat->turns()[0].id);
        window.controller.regenerate(chat, chat->turns()[1].id);
        QVERIFY(chat->isStreaming() && chat->editing() != 0);
        QVERIFY(!window.button(QStringLiteral("Queue")));
        window.controller.cancelEdit(chat);
        window.field()->setPlainText(QStringLiteral("next"));
        QVERIFY(window.button(QStringLiteral("Queue")));
    }

    void eachSliderShowsAndSetsItsOwn() {
        QTemporaryDir folder;
        Window window(folder);
        ChatInspector inspector(window.controller);
        const auto field = [&](const QString& name) {
            for (NumberField* each : inspector.findChildren<NumberField*>())
                if (each->accessibleName() == name) return each;
            return static_cast<NumberField*>(nullptr);
        };
        struct Setting {
            QString name;
            double shown, typed;
            void (*set)(ChatSettings&, double);
        };
        const Setting all[] = {
            {"Temperature", 0.5, 1.5, [](ChatSettings& to, double value) { to.sampling.temperature = float(value); }},
            {"Top-p", 0.75, 0.5, [](ChatSettings& to, double value) { to.sampling.topP = float(value); }},
            {"Top-k", 7, 9, [](ChatSettings& to, double value) { to.sampling.topK = int(value); }},
            {"Min-p", 0.25, 0.5, [](ChatSettings& to, double value) { to.sampling.minP = float(value); }},
            {"Repetition penalty", 1.25, 1.5,
             [](ChatSettings& to, double value) { to.sampling.repetitionPenalty = float(value); }},
            {"Presence penalty", 1.5, -1.5,
             [](ChatSettings& to, double value) { to.sampling.presencePenalty = float(value); }},
            {"Frequency penalty", -0.5, 0.5,
             [](ChatSettings& to, double value) { to.sampling.frequencyPenalty = float(value); }},
            {"Answer length", 100, 300, [](ChatSettings& to, double value) { to.answerTokens = int(value); }}};
        Chat* usual = window.controller.newChat();
        Chat* chat = window.controller.newChat();
        ChatSettings wanted = chat->settings();
        for (const Setting& each : all)
            each.set(wanted, each.shown);
        window.controller.setSettings(chat, wanted);
        window.controller.setCurrent(usual);
        for (const Setting& each : all) {
            QVERIFY2(field(each.name), qPrintable(each.name));
            QVERIFY2(field(each.name)->value() != each.shown, qPrintable(each.name));
        }
        window.controller.setCurrent(chat);
        for (const Setting& each : all) {
            QVERIFY2(field(each.name)->value() == each.shown, qPrintable(each.name));
            field(each.name)->setValue(each.typed);
            each.set(wanted, each.typed);
            QVERIFY2(chat->settings().sampling == wanted.sampling, qPrintable(each.name));
            QCOMPARE(chat->settings().answerTokens, wanted.answerTokens);
        }
        QVERIFY(usual->settings().sampling != chat->settings().sampling);
        // Seeds have 64 bits.
        for (QLineEdit* line : inspector.findChildren<QLineEdit*>())
            if (line->accessibleName() == QStringLiteral("Seed")) {
                line->setText(QStringLiteral("18446744073709551615"));
                emit line->editingFinished();
            }
        QCOMPARE(chat->settings().sampling.seed, 18'446'744'073'709'551'615ull);
    }

    void thePatternOfNewChatsHasWhatWasTypedLast() {
        QTemporaryDir folder;
        Window window(folder);
        ChatInspector inspector(window.controller);
        window.controller.newChat();
        for (QPlainTextEdit* field : inspector.findChildren<QPlainTextEdit*>())
            if (field->accessibleName() == QStringLiteral("System prompt of this chat"))
                field->setPlainText(QStringLiteral("You are brief."));
        for (QPushButton* button : inspector.findChildren<QPushButton*>())
            if (button->text() == QStringLiteral("Use for new chats")) button->click();
        QCOMPARE(window.controller.newChat()->settings().systemPrompt, QStringLiteral("You are brief."));
    }

    void saysWhoAnswersAndHow() {
        QTemporaryDir folder;
        Window window(folder);
        Chat* chat = window.controller.newChat();
        const auto says = [&](const QString& text) {
            for (const QLabel* label : window.view.findChildren<QLabel*>())
                if (label->isVisibleTo(&window.view) && label->text().contains(text)) return true;
            return false;
        };
        ModelSummary model;
        model.hasTokenizer = true;
        model.checkpoint.config = mixtral8x7B();
        model.checkpoint.config.name = "big";
        emit window.engine.loaded(model);
        ChatSettings settings = chat->settings();
        settings.templateName = QStringLiteral("Assistant");
        window.controller.setSettings(chat, settings);
        QVERIFY(says(QStringLiteral("big answers with the template “Assistant”")));
        settings.templateName.clear();
        window.controller.setSettings(chat, settings);
        QVERIFY(says(QStringLiteral("big answers without a template")));
        // A small model need not be the one for trying.
        model.checkpoint.config.name = "mine";
        model.checkpoint.config.layers = 2;
        model.checkpoint.config.hiddenSize = 64;
        model.checkpoint.config.feedForwardSize = 64;
        emit window.engine.loaded(model);
        QVERIFY(says(QStringLiteral("mine is very small")));
    }

    void countsNothingWhereNoChatIsOpen() {
        QTemporaryDir folder;
        Window window(folder);
        FakeEngine::load(window.engine, 2000);
        ChatInspector inspector(window.controller);
        const auto counts = [&] {
            for (const QLabel* label : inspector.findChildren<QLabel*>())
                if (label->text() == QStringLiteral("Counting…")) return true;
            return false;
        };
        QVERIFY(!window.controller.current());
        QVERIFY(!counts());
        window.controller.newChat();
        QTRY_VERIFY(!counts());
        window.controller.closeTab(window.controller.current());
        QVERIFY(!window.controller.current());
        QVERIFY(!counts());
    }

    void aClickBesideTheFieldIsForTheField() {
        QTemporaryDir folder;
        Window window(folder);
        FakeEngine::load(window.engine, 2000);
        window.controller.newChat();
        QPlainTextEdit* field = window.field();
        QWidget* composer = field->parentWidget();
        QVERIFY(QTest::qWaitForWindowActive(composer->window()));
        const QPoint places[] = {{3, 3}, {composer->width() / 2, composer->height() - 3}, {composer->width() - 3, 20}};
        for (const QPoint& place : places) {
            field->clearFocus();
            QTest::mouseClick(composer->window()->windowHandle(), Qt::LeftButton, Qt::NoModifier,
                              composer->mapTo(composer->window(), place));
            QVERIFY(field->hasFocus());
        }
        QVERIFY((field->focusPolicy() & Qt::TabFocus) != 0);
    }

    void saysWhoChoseTheFormatAndHowMuchIsTooMuch() {
        QTemporaryDir folder;
        Window window(folder);
        FakeEngine::load(window.engine, 2000);
        ChatInspector inspector(window.controller);
        Chat* chat = window.controller.newChat();
        const auto says = [&](const QString& text) {
            for (const QLabel* label : inspector.findChildren<QLabel*>())
                if (label->isVisibleTo(&inspector) && label->text() == text) return true;
            return false;
        };
        QVERIFY(says(QStringLiteral("As the model wants")));
        ChatSettings settings = chat->settings();
        settings.systemPrompt = QStringLiteral("Be brief");
        settings.format = QStringLiteral("chatml");
        window.controller.setSettings(chat, settings);
        QVERIFY(!says(QStringLiteral("As the model wants")));
        window.field()->setPlainText(QStringLiteral("w ").repeated(3000));
        const QLocale locale;
        QTRY_VERIFY(says(QStringLiteral("%1 of %2 tokens · %3 too many")
                             .arg(locale.toString(3002), locale.toString(2000), locale.toString(1003))));
    }
};

}  // namespace mw::gui

QTEST_MAIN(mw::gui::TestTurnViews)
#include "test_turn_views.moc"
