// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// What is drawn of a turn, and what can be done to it, while others change.

#include <QApplication>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <utility>

#include "theme.h"
#include "turn_actions.h"
#include "views_window.h"

namespace mw::gui {
namespace {

struct Window : ViewsWindow {
    using ViewsWindow::ViewsWindow;
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
};

}  // namespace mw::gui

QTEST_MAIN(mw::gui::TestTurnViews)
#include "test_turn_views.moc"
