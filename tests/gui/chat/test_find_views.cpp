// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// Finding words in a chat.

#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QTest>
#include <QTranslator>

#include "conversation_view.h"
#include "find_bar.h"
#include "find_places.h"
#include "long_chat.h"
#include "longest_gap.h"
#include "section_layout.h"
#include "theme.h"
#include "views_window.h"

namespace mw::gui {
namespace {

struct Window : ViewsWindow {
    using ViewsWindow::ViewsWindow;
    FindBar* bar() { return view.findBar(); }
    QString count() { return bar()->count()->text(); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        QWidget* focused = QApplication::focusWidget();
        QTest::keyClick(focused ? focused : &view, key, modifiers);
    }
    QString shownBranch() {
        QStringList texts;
        for (const Turn& turn : chat()->turns())
            texts << turn.text.left(12);
        return texts.join(QLatin1Char('|'));
    }
};

}  // namespace

class TestFindViews : public QObject {
    Q_OBJECT

 private slots:
    void init() { applyTheme(*qApp, ColorMode::Light); }

    void findsPlacesWhateverTheLettersAre_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("words");
        QTest::addColumn<QStringList>("found");
        const auto row = [](const char* text, const char* words, const QStringList& found) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(words) << found;
        };
        row("aa AA aA", "aa", {"aa", "AA", "aA"});
        row("aaa", "aa", {"aa"});  // none over another
        row("100% of a_b", "% OF A_", {"% of a_"});
        row("Die Straße im Süden", "STRASSE", {"Straße"});
        row("Masse", "maß", {"Mass"});
        row("Maße und Masse", "masse", {"Maße", "Masse"});
        row("ete\u0301 \u00e9te\u0301", "\u00c9T", {"\u00e9t"});
        row("caf\u0065\u0301!", "caf\u00e9", {"cafe\u0301"});
        row("cafe\u0301", "cafe", {});  // half a letter
        row("ΣΟΦΟΣ σοφός", "σοφοσ", {"ΣΟΦΟΣ"});
        row("a 🙂 b 🙂", "🙂 B", {"🙂 b"});
        row("ﬁne", "FIN", {"ﬁn"});
        row("nothing", "", {});
    }

    void findsPlacesWhateverTheLettersAre() {
        QFETCH(QString, text);
        QFETCH(QString, words);
        QFETCH(QStringList, found);
        QStringList places;
        for (const Match& match : matchesIn(text, words))
            places << text.mid(match.start, match.length);
        QCOMPARE(places, found);
    }

    /// Or the highlights would not be where the places are.
    void searchesWhatIsShown_data() {
        QTest::addColumn<QString>("source");
        QTest::newRow("plain") << QStringLiteral("Some *words*, `code` and a [link](https://example.org).");
        QTest::newRow("lists") << QStringLiteral("1. one\n2. two\n   - **deep**\n\n- [ ] task\n- [x] done\n");
        QTest::newRow("code") << QStringLiteral("before\n\n```cpp\nint x = 1;\n\nint y;\n```\n\nafter");
        QTest::newRow("table") << QStringLiteral("| a | b |\n|---|--:|\n| 1 | **2** |\n| 3 |\n");
        QTest::newRow("rules and quotes")
            << QStringLiteral("# Title\n\n---\n\n> quoted\n> on\n\ntext[^1]\n\n[^1]: note\n");
        QTest::newRow("odd") << QStringLiteral("<b>html</b> &amp; \\* ![picture](x.png) line\\\nbreak ~~gone~~");
    }

    void searchesWhatIsShown() {
        QFETCH(QString, source);
        using markdown::Document;
        const TextStyle style{QFont(), codeFont(), &themeOf(qApp->palette())};
        for (const Document::Mode mode : {Document::Markdown, Document::Plain}) {
            Document document(mode);
            document.append(source);
            for (std::size_t index = 0; index < document.sections().size(); ++index)
                QCOMPARE(SectionLayout::textOf(document, index), SectionLayout(document, index, 600, style).text());
        }
    }

    /// Whatever the language calls it.
    void theCopyButtonOfCodeHasRoomForItsWord() {
        struct Long : QTranslator {
            QString translate(const char*, const char* source, const char*, int) const override {
                return qstrcmp(source, "Copy") == 0 ? QStringLiteral("In die Ablage kopieren") : QString();
            }
            bool isEmpty() const override { return false; }
        } translator;
        const TextStyle style{QApplication::font(), codeFont(), &themeOf(qApp->palette())};
        markdown::Document document(markdown::Document::Markdown);
        document.append(QStringLiteral("```cuda\nfor (;;)\n```\n"));
        const qreal usual = SectionLayout(document, 0, 600, style).copyButton().width();
        qApp->installTranslator(&translator);
        const QRectF button = SectionLayout(document, 0, 600, style).copyButton();
        qApp->removeTranslator(&translator);
        QFont font = style.body;
        font.setPixelSize(12);
        QVERIFY(button.width() > usual);
        QVERIFY(button.width() >= 25 + QFontMetricsF(font).horizontalAdvance(QStringLiteral("In die Ablage kopieren")));
        QVERIFY(button.right() <= 600);
    }

    void goesFromPlaceToPlaceInAllBranches() {
        QTemporaryDir folder;
        Window window(folder);
        window.add(QStringLiteral("needle in the question"), QStringLiteral("**First** needle, and a second Needle"));
        const TurnId first = window.chat()->turns()[1].id;
        window.controller.regenerate(window.chat(), first);
        playAnswer(window.engine, window.fake().last().ticket, {QStringLiteral("Another version with a needle")});
        const TurnId second = window.chat()->turns()[1].id;
        ComposerField* composer = window.view.composer()->field();
        composer->setFocus();

        window.press(Qt::Key_F, Qt::ControlModifier);
        QVERIFY(window.bar()->isVisible());
        QVERIFY(window.bar()->field()->hasFocus());
        QTest::keyClicks(window.bar()->field(), QStringLiteral("NEEDLE"));
        QTRY_COMPARE(window.count(), QStringLiteral("1 of 4"));
        QVERIFY(window.chat()->indexOf(second) >= 0);
        window.press(Qt::Key_Return);
        QCOMPARE(window.count(), QStringLiteral("2 of 4"));
        QVERIFY(window.chat()->indexOf(first) >= 0);  // the other version
        QVERIFY(window.bar()->field()->hasFocus());
        window.press(Qt::Key_Return);
        QCOMPARE(window.count(), QStringLiteral("3 of 4"));
        QVERIFY(window.chat()->indexOf(first) >= 0);
        window.press(Qt::Key_F3);
        QCOMPARE(window.count(), QStringLiteral("4 of 4"));
        QVERIFY(window.chat()->indexOf(second) >= 0);
        window.press(Qt::Key_Return);
        QCOMPARE(window.count(), QStringLiteral("1 of 4"));  // around
        window.press(Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(window.count(), QStringLiteral("4 of 4"));
        window.press(Qt::Key_F3, Qt::ShiftModifier);
        QCOMPARE(window.count(), QStringLiteral("3 of 4"));
        QVERIFY(window.bar()->field()->hasFocus());
        QTest::qWait(700);  // what changed meanwhile was searched again
        QCOMPARE(window.count(), QStringLiteral("3 of 4"));
        QCOMPARE(window.bar()->field()->accessibleDescription(), QStringLiteral("3 of 4"));

        window.press(Qt::Key_Escape);
        QVERIFY(!window.bar()->isVisible());
        QVERIFY(composer->hasFocus());
        QVERIFY(window.chat()->indexOf(first) >= 0);  // where it was left
        // F3 begins again, with the same words.
        window.press(Qt::Key_F3);
        QVERIFY(window.bar()->isVisible());
        QTRY_VERIFY(window.count().endsWith(QStringLiteral(" of 4")));
        window.bar()->field()->setText(QStringLiteral("not there"));
        QTRY_COMPARE(window.count(), QStringLiteral("Not found"));
        window.press(Qt::Key_Return);
        QCOMPARE(window.count(), QStringLiteral("Not found"));
        window.bar()->field()->clear();
        QTRY_COMPARE(window.count(), QString());
    }

    /// A question is shown as it was typed, an answer as its signs say.
    void findsTheSignsOfQuestionsOnly() {
        QTemporaryDir folder;
        Window window(folder);
        window.add(QStringLiteral("what is **bold** text?"), QStringLiteral("**bold** text, and `bold` code"));
        const auto places = [&](const char* words) {
            QVector<int> turns;
            for (const FoundPlace& place :
                 placesIn(window.store.place(), window.chat()->id(), QString::fromLatin1(words)))
                turns.append(window.chat()->indexOf(place.turn));
            return turns;
        };
        QCOMPARE(places("**bold** text"), QVector<int>{0});
        QCOMPARE(places("bold text"), QVector<int>{1});
        QCOMPARE(places("bold"), (QVector<int>{0, 1, 1}));
    }

    /// Pictures of the conversation differ where something is highlighted, and only then.
    void highlightsWhatIsFound() {
        QTemporaryDir folder;
        Window window(folder);
        window.add(QStringLiteral("question"), QStringLiteral("one needle and another needle"));
        const auto picture = [&] { return window.conversation()->viewport()->grab().toImage(); };
        QCoreApplication::processEvents();
        const QImage before = picture();
        window.press(Qt::Key_F, Qt::ControlModifier);
        window.bar()->field()->setText(QStringLiteral("needle"));
        QTRY_COMPARE(window.count(), QStringLiteral("1 of 2"));
        const auto pixels = [&](const QColor& color) {
            const QImage image = picture();
            qint64 count = 0;
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    count += image.pixelColor(x, y) == color;
            return count;
        };
        const Theme& theme = themeOf(&window.view);
        QVERIFY(pixels(theme.accent) > 100);
        QVERIFY(pixels(theme.warnFill) > 100);
        window.press(Qt::Key_Escape);
        window.conversation()->clearFocus();
        QCOMPARE(pixels(theme.warnFill), 0);
        QVERIFY(!before.isNull());
    }

    /// Enter right after the last letter goes to the first place, not past it.
    void aStepBeforeItHasSearchedGoesToTheFirst() {
        QTemporaryDir folder;
        Window window(folder);
        window.add(QStringLiteral("question"), QStringLiteral("a needle, a needle, and a needle"));
        window.press(Qt::Key_F, Qt::ControlModifier);
        window.bar()->field()->setText(QStringLiteral("needle"));
        window.press(Qt::Key_Return);
        QTRY_VERIFY(window.count().contains(QStringLiteral(" of ")));
        QCOMPARE(window.count(), QStringLiteral("1 of 3"));
    }

    void whatIsFoundAfterItWasClosedIsNotTaken() {
        QTemporaryDir folder;
        Window window(folder);
        window.add(QStringLiteral("question"), QStringLiteral("one needle"));
        window.press(Qt::Key_F, Qt::ControlModifier);
        window.bar()->field()->setText(QStringLiteral("needle"));
        window.press(Qt::Key_Return);  // searches at once, elsewhere
        window.press(Qt::Key_Escape);
        QVERIFY(!window.bar()->isVisible());
        QTest::qWait(500);
        QVERIFY2(!window.count().contains(QStringLiteral(" of ")), qPrintable(window.count()));
    }

    void leavesNoMarksInTheChatOfBefore() {
        QTemporaryDir folder;
        Window window(folder);
        window.add(QStringLiteral("question"), QStringLiteral("one needle and another needle"));
        window.add(QStringLiteral("other"));
        window.controller.setCurrent(window.controller.tabs().first());
        window.press(Qt::Key_F, Qt::ControlModifier);
        window.bar()->field()->setText(QStringLiteral("needle"));
        QTRY_COMPARE(window.count(), QStringLiteral("1 of 2"));
        const auto isMarked = [&] {
            const QImage image = window.conversation()->viewport()->grab().toImage();
            const QColor mark = themeOf(&window.view).warnFill;
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    if (image.pixelColor(x, y) == mark) return true;
            return false;
        };
        QTRY_VERIFY(isMarked());
        window.controller.setCurrent(window.controller.tabs().last());
        QTRY_COMPARE(window.count(), QStringLiteral("Not found"));
        window.bar()->close();
        window.controller.setCurrent(window.controller.tabs().first());
        QCoreApplication::processEvents();
        QVERIFY(!isMarked());
    }

    void staysWithItsChat() {
        QTemporaryDir folder;
        Window window(folder);
        window.add(QStringLiteral("needle one"));
        window.add(QStringLiteral("needle needle two"));
        window.press(Qt::Key_F, Qt::ControlModifier);
        window.bar()->field()->setText(QStringLiteral("needle"));
        QTRY_COMPARE(window.count(), QStringLiteral("1 of 2"));
        window.controller.setCurrent(window.controller.tabs().first());
        QTRY_COMPARE(window.count(), QStringLiteral("1 of 1"));
        window.controller.closeTab(window.controller.tabs().last());
        window.controller.closeTab(window.controller.tabs().first());
        QVERIFY(!window.bar()->isVisible());
        window.bar()->step(1);  // nothing to find anything in
        QVERIFY(!window.bar()->isVisible());
    }

    /// What streams in is counted, and the reader stays where he is.
    void followsAnAnswerThatStreamsIn() {
        QTemporaryDir folder;
        Window window(folder);
        window.add(QStringLiteral("needle"), QStringLiteral("words\n\n").repeated(80));
        const Ticket ticket = window.ask(QStringLiteral("more"));
        emit window.engine.answerAccepted(ticket, 10, 100, 0);
        window.press(Qt::Key_F, Qt::ControlModifier);
        window.bar()->field()->setText(QStringLiteral("needle"));
        QTRY_COMPARE(window.count(), QStringLiteral("1 of 1"));
        QTRY_COMPARE(window.conversation()->verticalScrollBar()->value(), 0);
        grow(window.engine, ticket, QStringLiteral("a needle, a needle"));
        QTRY_COMPARE(window.count(), QStringLiteral("1 of 3"));
        QCOMPARE(window.conversation()->verticalScrollBar()->value(), 0);
        end(window.engine, ticket, FinishReason::Eos);
    }

    void scrollsToThePlaceInALongTurn() {
        QTemporaryDir folder;
        Window window(folder);
        window.add(QStringLiteral("q"), QStringLiteral("some words of no interest\n\n").repeated(300) +
                                            QStringLiteral("the needle\n\n") +
                                            QStringLiteral("and more of them\n\n").repeated(300));
        window.press(Qt::Key_F, Qt::ControlModifier);
        window.bar()->field()->setText(QStringLiteral("needle"));
        QTRY_COMPARE(window.count(), QStringLiteral("1 of 1"));
        const auto highlighted = [&] {
            const QImage image = window.conversation()->viewport()->grab().toImage();
            const QColor accent = themeOf(&window.view).accent;
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width() / 2; ++x)
                    if (image.pixelColor(x, y) == accent) return true;
            return false;
        };
        QTRY_VERIFY(highlighted());
    }

    void findsInAChatOfManyTurnsWithoutAStall() {
        QTemporaryDir folder;
        QVERIFY(writeLongChat(folder.filePath(QStringLiteral("chats.sqlite")), 20'000) != 0);
        Window window(folder);
        window.press(Qt::Key_F, Qt::ControlModifier);
        mw::test::GapClock clock;
        mw::test::Gap longest;
        window.bar()->field()->setText(QStringLiteral("message 10 with"));
        const auto turn = [&] {
            if (const mw::test::Gap gap = clock.restart(); gap.busyMs > longest.busyMs) longest = gap;
        };
        const auto isThere = [&] {
            turn();
            return window.chat()->turns().first().text == QStringLiteral("Message 0 with some words") &&
                   window.conversation()->verticalScrollBar()->value() < 4000;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isThere(), 120'000);
        QCOMPARE(window.count(), QStringLiteral("1 of 1"));
        qInfo("finding in 20,000 turns, and going there: longest gap %s", qPrintable(longest.text()));
    }
};

}  // namespace mw::gui

QTEST_MAIN(mw::gui::TestFindViews)
#include "test_find_views.moc"
