// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QElapsedTimer>
#include <QRandomGenerator>
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
