// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// Which stretches of a text are formulas, and what becomes of the text around them.

#include <QElapsedTimer>
#include <QTest>

#include "blocks.h"
#include "document.h"

namespace mw::gui::markdown {
namespace {

/// Blocks with formulas as ⟦source⟧, displayed ones as ⟦⟦source⟧⟧, lines by |.
QString shown(const QString& source, Document::Mode mode = Document::Markdown) {
    Document document(mode);
    document.append(source);
    QStringList blocks;
    const auto add = [&](const Text& text) {
        QString words = text.text;
        for (qsizetype at = text.spans.size(); at-- > 0;) {
            const Span& span = text.spans[at];
            if (!span.formula) continue;
            const bool displayed = span.flags & Span::Displayed;
            words.replace(span.start, 1,
                          (displayed ? QStringLiteral("⟦⟦%1⟧⟧") : QStringLiteral("⟦%1⟧")).arg(span.source));
        }
        blocks.append(
            words.replace(QChar(QChar::LineSeparator), QLatin1Char('|')).replace(QLatin1Char('\n'), QLatin1Char('/')));
    };
    for (const Section& section : document.sections())
        for (const Block& block : blocksOf(document, section)) {
            if (block.rows.empty()) add(block.text);
            for (const auto& row : block.rows)
                for (const Text& cell : row)
                    add(cell);
        }
    return blocks.join(QStringLiteral(" ¶ "));
}

}  // namespace

class TestFormulaText : public QObject {
    Q_OBJECT

 private slots:
    void findsFormulas_data() {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, const char* source, const char* expected) {
            QTest::newRow(name) << QString::fromUtf8(source) << QString::fromUtf8(expected);
        };
        row("dollar", "so $x^2$ is", "so ⟦$x^2$⟧ is");
        row("dollars", "so $$x^2$$ is", "so |⟦⟦$$x^2$$⟧⟧|is");
        row("round", "so \\(x^2\\) is", "so ⟦\\(x^2\\)⟧ is");
        row("square", "so\n\\[\nx\n= y\n\\]\nis", "so |⟦⟦\\[/x/= y/\\]⟧⟧|is");
        row("environment", "\\begin{align}\na &= b \\\\\nc &= d\n\\end{align}",
            "⟦⟦\\begin{align}/a &= b \\\\/c &= d/\\end{align}⟧⟧");
        row("signs of Markdown in it", "$a_1 * b_1 * c_1$ and $[a](b)$ `c`", "⟦$a_1 * b_1 * c_1$⟧ and ⟦$[a](b)$⟧ c");
        row("lines like lists in it", "\\[\na\n- b\n+ c\n\\]", "⟦⟦\\[/a/- b/+ c/\\]⟧⟧");
        row("bold", "**$x$** and *a $y$ b*", "⟦$x$⟧ and a ⟦$y$⟧ b");
        row("beside signs", "($x$), $y$-axis, $n$.", "(⟦$x$⟧), ⟦$y$⟧-axis, ⟦$n$⟧.");
        row("heading", "# On $x$", "On ⟦$x$⟧");
        row("list", "- let $x$\n- be\n  $$y$$\n", "let ⟦$x$⟧ ¶ be |⟦⟦$$y$$⟧⟧");
        row("quote", "> \\[\n> x\n> \\]\n> so", "⟦⟦\\[/> x/> \\]⟧⟧|so");
        row("table", "| a | b |\n|---|---|\n| $|x|$ | $5 |\n| $y \\| z$ | 6$ |",
            "a ¶ b ¶ ⟦$|x|$⟧ ¶ $5 ¶ ⟦$y \\| z$⟧ ¶ 6$");
        row("two in a line", "$a$$b$", "$a$$b$");
        row("footnote", "see[^1]\n\n[^1]: as $x$",
            "see1 ¶ 1\xE2\x80\x89"
            "as ⟦$x$⟧");
        row("link", "[a $x$](http://b/$c$)", "a ⟦$x$⟧ (http://b/$c$)");

        row("prices", "It costs $5 and $10.", "It costs $5 and $10.");
        row("a range", "$5-$10, $100M–$200M", "$5-$10, $100M–$200M");
        row("behind the figure", "5$ or 10$, not 20$.", "5$ or 10$, not 20$.");
        row("both ways", "from $5 to 10$ a day", "from $5 to 10$ a day");
        row("brackets", "$5 (or 5$)", "$5 (or 5$)");
        row("currencies", "US$5, AU$6", "US$5, AU$6");
        row("a month", "$20/month vs $30/month", "$20/month vs $30/month");
        row("escaped", "\\$x\\$ and \\$5", "$x$ and $5");
        row("variables", "$HOME/bin:$PATH", "$HOME/bin:$PATH");
        row("code", "`$x$` and ``a ` $y$``", "$x$ and a ` $y$");
        row("from code to code", "a $x `b$` c$", "a $x b$ c$");
        row("code block", "```\n$x$\n```", "$x$");
        row("code block in a list", "- a\n  ```\n  $x$\n  ```\n- $y$", "a ¶ $x$ ¶ ⟦$y$⟧");
        row("indented code", "    $x$ y", "$x$ y");
        row("over a blank line", "$x\n\ny$", "$x ¶ y$");
        row("escaped brackets", "\\[not a link\\](x) and \\[1\\] \\(see below\\)",
            "[not a link](x) and [1] (see below)");
        row("money", "earn $$ fast and more $$ later", "earn $$ fast and more $$ later");
        row("no LaTeX", "\\(\\frac{1}\\) and $}$", "(\\frac{1}) and $}$");
        row("an unknown command", "$\\mystery{x}$", "⟦$\\mystery{x}$⟧");
        row("alone", "$", "$");
        row("a placeholder", "\xF4\x80\x80\x80 $x$", "\xF4\x80\x80\x80 $x$");
        row("an object", "\xEF\xBF\xBC $x$", "\xEF\xBF\xBC ⟦$x$⟧");
        row("unfinished", "so \\(x *a* b", "so \\(x *a* b");
        row("unfinished, displayed", "so\n\\[\nx _a_ b", "so \\[|x _a_ b");
        row("unfinished, in an older paragraph", "\\(x *a* b\n\nso", "(x a b ¶ so");
        row("unfinished price", "so $5-$", "so $5-$");
        row("beside a sign without its other", "\\(x and $$y$$ and \\[z\\]\n\nso",
            "(x and |⟦⟦$$y$$⟧⟧|and |⟦⟦\\[z\\]⟧⟧ ¶ so");
        row("beside another without its other", "$$x and \\(y\\) and \\[z\\]\n\nso",
            "$$x and ⟦\\(y\\)⟧ and |⟦⟦\\[z\\]⟧⟧ ¶ so");
    }
    void findsFormulas() {
        QFETCH(QString, source);
        QFETCH(QString, expected);
        QCOMPARE(shown(source), expected);
    }

    void findsFormulasInWhatPeopleType() {
        const auto typed = [](const char* source) { return shown(QString::fromUtf8(source), Document::Plain); };
        QCOMPARE(typed("*what* is $x^2$?"), QStringLiteral("*what* is ⟦$x^2$⟧?"));
        QCOMPARE(typed("solve\n\\[ x = 1 \\]\nfor $5"), QStringLiteral("solve|⟦⟦\\[ x = 1 \\]⟧⟧|for $5"));
        QCOMPARE(typed("`$x$`\n```\n$y$\n```"), QStringLiteral("`$x$` ¶ $y$"));
        QCOMPARE(typed("$5 and $10"), QStringLiteral("$5 and $10"));
    }

    /// What is shown of a formula is its source until it is closed, and then the formula to the end, whatever follows.
    void aFormulaAppearsOnceAndStays() {
        const QString text = QString::fromUtf8(
            "Costs $5 to $10.\nLet $a_1 * b_1$ be, \\(c\\), *d*.\n\n\\[\n\\frac{1}{2} = e\n\\]\n\nThen $$f$$ and "
            "`$g$`.");
        int most = 0;
        for (qsizetype length = 1; length <= text.size(); ++length) {
            const QString now = shown(text.left(length));
            const auto formulas = int(now.count(QStringLiteral("⟦")) - now.count(QStringLiteral("⟦⟦")));
            QVERIFY2(formulas >= most, qPrintable(now));
            most = formulas;
        }
        QCOMPARE(most, 4);
    }

    void isReadOut() {
        Document document;
        document.append(QStringLiteral("so $\\frac{a}{2}$ and $x^2$"));
        QCOMPARE(spokenText(blocksOf(document, document.sections()[0])[0].text), QStringLiteral("so a/2 and x²"));
    }

    void hostileTextIsReadInLinearTime() {
        QElapsedTimer clock;
        clock.start();
        for (const char* part :
             {"$", "$x", "$x$ ", "\\(", "\\[", "$$", "`$", "``$ ", "\\begin{align}", "\\(x\\) ", "$5 ", "- $$\n"}) {
            Document document;
            document.append(QString::fromUtf8(part).repeated(16'000 / int(qstrlen(part))));
            for (const Section& section : document.sections())
                blocksOf(document, section);
        }
        QVERIFY2(clock.elapsed() < 5000, qPrintable(QString::number(clock.elapsed())));
    }
};

}  // namespace mw::gui::markdown

QTEST_GUILESS_MAIN(mw::gui::markdown::TestFormulaText)
#include "test_formula_text.moc"
