// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

#include "blocks.h"
#include "document.h"
#include "highlighter.h"
#include "longest_gap.h"

namespace mw::gui::markdown {
namespace {

std::vector<Block> blocksIn(const QString& source) {
    Document document;
    document.append(source);
    std::vector<Block> all;
    for (const Section& section : document.sections())
        for (Block& block : blocksOf(document, section))
            all.push_back(std::move(block));
    return all;
}

/// All that is to be read, block by block; code and cells, too.
QString shownOf(const std::vector<Block>& blocks) {
    QString text;
    for (const Block& block : blocks) {
        text += block.marker + QLatin1Char(' ') + block.text.text + QLatin1Char('\n');
        for (const auto& row : block.rows)
            for (const Text& cell : row)
                text += cell.text + QLatin1Char('|');
    }
    return text.replace(QChar(QChar::LineSeparator), QLatin1Char('\n'));
}

QString hostile(int kind) {
    switch (kind) {
        case 0:
            return QString(1'000'000, QLatin1Char('a'));
        case 1:
            return QStringLiteral("> ").repeated(100'000);
        case 2:
            return QStringLiteral("- ").repeated(100'000);
        case 3:
            return QStringLiteral("[").repeated(100'000);
        case 4:
            return QStringLiteral("**a _b ").repeated(50'000);
        case 5:
            return QStringLiteral("![x](file:///etc/passwd)\n\n").repeated(5'000);
        case 6:
            return QStringLiteral("```\n").repeated(50'001);
        case 7:
            return QStringLiteral("|a").repeated(100'000) + QLatin1Char('\n') + QStringLiteral("|-").repeated(100'000);
        case 8:
            return QStringLiteral("```cpp\n") + QStringLiteral("int x = 0; // code\n").repeated(100'000);
        case 9:
            return QStringLiteral("[a]: http://b\n").repeated(20'000) + QStringLiteral("[a]\n\n").repeated(20'000);
        case 10:
            return QStringLiteral("<script>alert(1)</script>\n").repeated(10'000);
        case 11:
            return QStringLiteral("&#x110000; &nosuch; ").repeated(20'000) + QChar(0xD800) + QChar(0);
        case 12:
            return QString(10'000'000, QLatin1Char('b'));
        case 13:
            return QString(10'000'000, QLatin1Char('`'));
        default:
            return QStringLiteral("| a | b |\n|---|---|\n") + QStringLiteral("| 1 | 2 |\n").repeated(50'000);
    }
}

}  // namespace

class TestMarkdown : public QObject {
    Q_OBJECT

 private slots:
    void readsWhatModelsWrite() {
        const auto blocks = blocksIn(
            QStringLiteral("# Title\n\nSome **bold** and `code`.\nNext line.\n\n1. one\n2. two\n   - deep\n\n"
                           "> quoted\n\n```cuda\nfor (;;) {\n\n}\n```\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n---\nEnd"));
        QCOMPARE(int(blocks.size()), 10);
        QCOMPARE(blocks[0].kind, Block::Heading);
        QCOMPARE(blocks[1].text.text, QStringLiteral("Some bold and code. Next line."));
        QCOMPARE(blocks[1].text.spans.size(), 2);
        QCOMPARE(blocks[1].text.spans[0].flags, unsigned(Span::Bold));
        QCOMPARE(blocks[1].text.spans[1].flags, unsigned(Span::Code));
        QCOMPARE(blocks[3].marker, QStringLiteral("2."));
        QCOMPARE(blocks[4].listDepth, 2);
        QCOMPARE(blocks[5].quoteDepth, 1);
        QCOMPARE(blocks[6].kind, Block::Code);
        QCOMPARE(blocks[6].language, QStringLiteral("cuda"));
        QCOMPARE(blocks[6].text.text, QStringLiteral("for (;;) {") + QChar(QChar::LineSeparator) +
                                          QChar(QChar::LineSeparator) + QLatin1Char('}'));
        QCOMPARE(blocks[7].kind, Block::Table);
        QCOMPARE(int(blocks[7].rows.size()), 2);
        QCOMPARE(blocks[7].columns[1], Qt::Alignment(Qt::AlignRight));
    }

    void showsHtmlAsTextAndWhereLinksLead() {
        const auto blocks =
            blocksIn(QStringLiteral("<b>x</b> [safe](https://evil.example/x) "
                                    "![pic](file:///etc/passwd)\n\n[later][r]\n\n[r]: http://r.example\n"));
        QVERIFY(blocks[0].text.text.startsWith(QStringLiteral("<b>x</b> safe (https://evil.example/x)")));
        QVERIFY(blocks[0].text.text.endsWith(QStringLiteral("pic (file:///etc/passwd)")));
        QCOMPARE(blocks[1].text.text, QStringLiteral("later (http://r.example)"));
        QVERIFY(mayOpen(QStringLiteral("https://a.example/b")));
        for (const char* bad : {"file:///etc/passwd", "javascript:alert(1)", "data:text/html,x", "ftp://a",
                                "http:", "//a.b", "", "mailto:a@b", "HTTPS"})
            QVERIFY2(!mayOpen(QString::fromLatin1(bad)), bad);
    }

    void losesNothingOfTranscripts_data() {
        QTest::addColumn<QString>("source");
        QTest::newRow("one word each") << "[Anna]: hello\n[Bob]: hi\n[Anna]: bye";
        QTest::newRow("sentences") << "[Anna]: hello there\n\n[Bob]: hi \"you\"\n\n[Anna]: fine";
        QTest::newRow("a list") << "- [Anna]: hello\n- [Bob]: hi\n\n1. [Anna]: bye";
        QTest::newRow("a quote") << "> [Anna]: hello\n> [Bob]: hi";
        QTest::newRow("times") << "[12:30]: start\n[12:31]: 3.5\n[12:32]: e.g.\n[12:33]: and/or\n[x]: :)";
        QTest::newRow("below a heading") << "# Talk\n[Anna]: hello\n---\n[Bob]: hi";
        QTest::newRow("code") << "```\n[Anna]: hello\n```\n\n    [Bob]: hi\n\n- x\n  ```\n  [Carl]: aye\n  ```\n\nok";
        QTest::newRow("with titles") << "[Anna]: hello \"world\"\n[Bob]: hi 'you'";
        QTest::newRow("over two lines") << "[Anna]:\nhello\n\n[Bob]:\nhi 'x'";
        QTest::newRow("long") << QStringLiteral("[Anna]: hello\n[Bob]: hi\n").repeated(2000);
        QTest::newRow("names that recur") << "[Anna]: hello\n\nThen [Anna] and [Bob] left.\n\n[Bob]: hi";
    }

    void losesNothingOfTranscripts() {
        QFETCH(QString, source);
        static const QRegularExpression kWord(QStringLiteral("[\\[\\]:.\\w/)]+"));
        for (qsizetype size = source.size() > 1000 ? source.size() : 1; size <= source.size(); ++size) {
            const QString half = source.left(size);  // as far as it has arrived
            const QString shown = shownOf(blocksIn(half));
            qsizetype at = 0;
            for (auto words = kWord.globalMatch(half); words.hasNext();) {
                QString word = words.next().captured();
                if (word == QLatin1String("1.")) continue;
                at = shown.indexOf(word, at);
                QVERIFY2(at >= 0, qPrintable(word + QStringLiteral(" is not in:\n") + shown.left(300)));
                at += word.size();
            }
            QCOMPARE(shown.count(QStringLiteral("hello")), half.count(QStringLiteral("hello")));
            QVERIFY2(!shown.contains(QLatin1Char('\\')), qPrintable(shown));
        }
    }

    /// What CommonMark calls a link reference definition, and nothing else, leads somewhere, from anywhere.
    void knowsLinkDefinitions_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<bool>("defines");
        QTest::newRow("plain") << "[r]: https://r.example/a" << true;
        QTest::newRow("title") << "[r]: https://r.example/a 'A title'" << true;
        QTest::newRow("angles") << "[r]: <https://r.example/a> \"t\"" << true;
        QTest::newRow("indented") << "   [r]: https://r.example/a" << true;
        QTest::newRow("next line") << "[r]:\nhttps://r.example/a\n'title'" << true;
        QTest::newRow("case and space") << "[ R ]: https://r.example/a" << true;
        QTest::newRow("quote") << "> [r]: https://r.example/a" << true;
        QTest::newRow("list") << "- [r]: https://r.example/a" << true;
        QTest::newRow("after another") << "[q]: https://q.example\n[r]: https://r.example/a" << true;
        QTest::newRow("heading above") << "# H\n[r]: https://r.example/a" << true;
        QTest::newRow("words behind") << "[r]: https://r.example/a and more" << false;
        QTest::newRow("words before") << "See [r]: https://r.example/a" << false;
        QTest::newRow("in a paragraph") << "words\n[r]: https://r.example/a" << false;
        QTest::newRow("escaped") << "\\[r]: https://r.example/a" << false;
        QTest::newRow("no colon") << "[r] https://r.example/a" << false;
        QTest::newRow("empty label") << "[]: https://r.example/a" << false;
        QTest::newRow("code") << "```\n[r]: https://r.example/a\n```" << false;
        QTest::newRow("indented code") << "    [r]: https://r.example/a" << false;
        QTest::newRow("code in a list") << "- x\n  ```\n  [r]: https://r.example/a\n  ```" << false;
        QTest::newRow("said, not defined") << "[r]: hello" << false;
        QTest::newRow("footnote") << "[^r]: https://r.example/a" << false;
    }

    void knowsLinkDefinitions() {
        QFETCH(QString, line);
        QFETCH(bool, defines);
        const auto blocks = blocksIn(QStringLiteral("Before [r].\n\n") + line + QStringLiteral("\n\nAfter [r].\n"));
        const QString link = defines ? QStringLiteral("r (https://r.example/a).") : QStringLiteral("[r].");
        QCOMPARE(blocks.front().text.text, QStringLiteral("Before ") + link);
        QCOMPARE(blocks.back().text.text, QStringLiteral("After ") + link);
        int shown = 0;
        for (const Block& block : blocks)
            shown += int(block.text.text.count(QStringLiteral("r.example/a")));
        QVERIFY2(shown == (defines ? 2 : line.contains(QStringLiteral("hello")) ? 0 : 1), qPrintable(shownOf(blocks)));
    }

    /// However definitions, transcripts and all else mix: each word is shown, and each address that is not defined.
    void neverLosesAWordToDefinitions() {
        const QStringList pieces{"[Anna]: word%1\n",
                                 "[r%1]: https://x.example/%1\n",
                                 "plain word%1\n",
                                 "\n",
                                 "\n\n",
                                 "# word%1\n",
                                 "- word%1\n",
                                 "- [Bob]: word%1\n",
                                 "> [Bob]: word%1\n",
                                 "> word%1\n",
                                 "    [Carl]: word%1\n",
                                 "```\n[x]: word%1\n```\n",
                                 "  ```\n  [x]: word%1\n  ```\n",
                                 "[Dora]:\nword%1\n",
                                 "[^%1]: word%1\n",
                                 "1. [E]: word%1 'title'\n",
                                 "===\n",
                                 "---\n",
                                 "| a | word%1 |\n",
                                 "  [F]: word%1\n"};
        QRandomGenerator random(11);
        for (int round = 0; round < 1500; ++round) {
            QString source;
            QStringList words;
            for (int piece = 0; piece < 10; ++piece) {
                const QString next = pieces[random.bounded(int(pieces.size()))];
                const QString number = QString::number(100 + piece);
                if (next.contains(QStringLiteral("word%1"))) words.append(QStringLiteral("word") + number);
                source += QString(next).replace(QStringLiteral("%1"), number);
            }
            const QString shown = shownOf(blocksIn(source));
            for (const QString& word : words)
                QVERIFY2(shown.count(word) == 1,
                         qPrintable(word + QStringLiteral(" in:\n") + source + QStringLiteral("\nshown:\n") + shown));
        }
    }

    void showsFootnotes() {
        const QString source = QStringLiteral(
            "One[^1] and two[^long-name], not three[^3] or `[^1]`.\n\n[^1]: First *note*.\n    Goes on.\n[^long-name]: "
            "https://n.example\n\n- item\n");
        const auto blocks = blocksIn(source);
        QCOMPARE(int(blocks.size()), 4);
        QCOMPARE(blocks[0].text.text, QStringLiteral("One1 and twolong-name, not three[^3] or [^1]."));
        QCOMPARE(blocks[0].text.spans[0].flags, unsigned(Span::Note));
        QCOMPARE(blocks[0].text.spans[0].start, 3);
        QCOMPARE(blocks[0].text.spans[1].length, 9);
        QVERIFY(blocks[1].note && blocks[2].note && !blocks[3].note);
        QCOMPARE(blocks[1].text.text, QStringLiteral("1\u2009First note. Goes on."));
        QCOMPARE(blocks[1].text.spans[0].flags, unsigned(Span::Note));
        QCOMPARE(blocks[1].text.spans[1].start, 8);
        QCOMPARE(blocks[2].text.text, QStringLiteral("long-name\u2009https://n.example"));
        QCOMPARE(blocks[3].marker, QString(QChar(0x2022)));
        // The same in pieces, and nothing said twice.
        Document stream;
        for (const QChar c : source)
            stream.append(QString(c));
        Document whole;
        whole.append(source);
        QVERIFY(stream.sections() == whole.sections());
        QVERIFY(stream.hasNote(QStringLiteral("1")) && !stream.hasNote(QStringLiteral("3")));
        QCOMPARE(stream.linkDefinitions(), QString());
    }

    /// However a text arrives, it is cut the same way; sections cover it without gaps.
    void cutsTheSameWayHoweverItArrives() {
        const QStringList pieces{"\n",
                                 "\n\n",
                                 "word ",
                                 "1. item\n",
                                 "- item\n",
                                 "```cpp\n",
                                 "```\n",
                                 "   ```\n",
                                 "# H\n",
                                 "> q\n",
                                 "| a |\n",
                                 "1",
                                 "*",
                                 "-",
                                 "`",
                                 "``",
                                 "é漢🙂",
                                 "    code\n",
                                 "~~~\n",
                                 "[a]: http://b\n",
                                 "[^1]: note\n",
                                 "[^",
                                 QString(900, QLatin1Char('x')),
                                 QString(9000, QLatin1Char('y')),
                                 QStringLiteral("```") + QString(9000, QLatin1Char('z')),
                                 QString(9000, QLatin1Char('`'))};
        QRandomGenerator random(7);
        for (int round = 0; round < 1500; ++round) {
            QString source;
            for (int piece = 0; piece < 14; ++piece)
                source += pieces[random.bounded(int(pieces.size()))];
            const Document::Mode mode = round % 3 ? Document::Markdown : Document::Plain;
            Document whole(mode), stream(mode);
            whole.append(source);
            for (qsizetype at = 0; at < source.size();) {
                const qsizetype step = std::min<qsizetype>(source.size() - at, random.bounded(1, 40));
                stream.append(source.mid(at, step));
                at += step;
            }
            QVERIFY2(whole.sections() == stream.sections(), qPrintable(source));
            qsizetype end = 0;
            for (const Section& section : whole.sections()) {
                QCOMPARE(section.start, end);
                QVERIFY(section.length > 0 && section.length <= 17000);
                end = section.start + section.length;
            }
            QCOMPARE(end, source.size());
        }
    }

    void survivesHostileText_data() {
        QTest::addColumn<int>("kind");
        for (int kind = 0; kind <= 14; ++kind)
            QTest::addRow("%d", kind) << kind;
    }

    void survivesHostileText() {
        QFETCH(int, kind);
        const QString source = hostile(kind);
        mw::test::GapClock clock;
        Document document;
        document.append(source);
        const mw::test::Gap cut = clock.restart();
        mw::test::Gap longest;
        std::size_t blocks = 0;
        for (std::size_t index = 0; index < document.sections().size(); index += 1 + document.sections().size() / 50) {
            clock.restart();
            blocks += blocksOf(document, document.sections()[index]).size();
            if (const mw::test::Gap gap = clock.restart(); gap.busyMs > longest.busyMs) longest = gap;
        }
        qInfo("%lld characters: cut in %s, the slowest section parsed in %s", qint64(source.size()),
              qPrintable(cut.text()), qPrintable(longest.text()));
        QVERIFY(blocks > 0);
        QVERIFY(!cut.isStall() && !longest.isStall());
    }

    void streamsWithoutLookingBack() {
        Document document;
        QElapsedTimer timer;
        timer.start();
        for (int paragraph = 0; paragraph < 4000; ++paragraph) {
            const std::size_t first = document.append(QStringLiteral("A paragraph with some words in it.\n\n"));
            QVERIFY(document.sections().size() - first <= 2);
        }
        QVERIFY(timer.elapsed() < 5000);
    }

    void copiesWholeCodeBlocks() {
        QString code;
        for (int line = 0; line < 500; ++line)
            code += QStringLiteral("line %1\n").arg(line);
        Document document;
        document.append(QStringLiteral("Text\n```py\n") + code + QStringLiteral("```\nMore\n```\nother\n```"));
        QVERIFY(document.sections().size() > 8);
        QCOMPARE(document.codeAround(4), code.chopped(1));
        QCOMPARE(document.codeAround(document.sections().size() - 1), QStringLiteral("other"));
        QVERIFY(document.codeAround(0).isEmpty());
    }

    void colorsCode() {
        using C = CodeColor;
        QCOMPARE(highlight(QStringLiteral("int x = 1; // c"), QStringLiteral("cpp")),
                 (QVector<CodeSpan>{{0, 3, C::Keyword}, {8, 1, C::Number}, {11, 4, C::Comment}}));
        QCOMPARE(highlight(QStringLiteral("x = 'a\\'b' # no"), QStringLiteral("python")),
                 (QVector<CodeSpan>{{4, 6, C::String}, {11, 4, C::Comment}}));
        QVERIFY(highlight(QStringLiteral("int"), QStringLiteral("klingon")).isEmpty());
        for (const char* odd : {"\"", "'\\", "/*", "\"\"\"", "0x"})
            highlight(QString::fromLatin1(odd), QStringLiteral("cpp"));
    }
};

}  // namespace mw::gui::markdown

QTEST_GUILESS_MAIN(mw::gui::markdown::TestMarkdown)
#include "test_markdown.moc"
