// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QDir>
#include <QElapsedTimer>
#include <QImage>
#include <QPainter>
#include <QTest>
#include <algorithm>

#include "formulas.h"
#include "parser.h"
#include "typesetter.h"

namespace mw::gui::math {
namespace {

QFont textFont() {
    QFont font(QStringLiteral("Inter"));
    font.setPixelSize(13);
    return font;
}

Box boxOf(const QString& source, bool displayed = true) {
    const std::optional<Node> node = parse(source);
    Typesetter typesetter(fontsBeside(textFont(), textFont()));
    return node ? typesetter.set(*node, displayed) : Box();
}

QString read(const QString& source) {
    const std::optional<Node> node = parse(source);
    return node ? spoken(*node) : QStringLiteral("(none)");
}

/// What models write, one of each kind.
const QStringList kFormulas{
    QStringLiteral(R"(x = \frac{-b \pm \sqrt{b^2 - 4ac}}{2a})"),
    QStringLiteral(R"(\sum_{i=1}^{n} i^2 = \frac{n(n+1)(2n+1)}{6})"),
    QStringLiteral(R"(\int_{-\infty}^{\infty} e^{-x^2}\,dx = \sqrt{\pi})"),
    QStringLiteral(R"(\lim_{x \to 0} \frac{\sin x}{x} = 1, \quad \max_{\theta} \log p(y \mid x; \theta))"),
    QStringLiteral(
        R"(A = \begin{pmatrix} a_{11} & \cdots & a_{1n} \\ \vdots & \ddots & \vdots \\ a_{m1} & \cdots & a_{mn} \end{pmatrix})"),
    QStringLiteral(R"(f(x) = \begin{cases} x^2 & \text{if } x \ge 0 \\ -x & \text{otherwise} \end{cases})"),
    QStringLiteral(R"(\begin{aligned} (a+b)^2 &= (a+b)(a+b) \\ &= a^2 + 2ab + b^2 \end{aligned})"),
    QStringLiteral(
        R"(\hat{y} = \bar{x} + \vec{v} \cdot \tilde{w} + \dot{q} + \ddot{r} + \overline{AB} + \widehat{xyz})"),
    QStringLiteral(
        R"(\left( \frac{1}{1 - \left[ \frac{a}{b} \right]} \right)^2 \left\{ \frac{x}{y} \middle| z \right\} \left\langle u, v \right\rangle \lfloor x \rfloor)"),
    QStringLiteral(
        R"(\mathbb{E}_{x \sim \mathcal{N}(0, \sigma^2)}[f(x)] \in \mathbb{R}^d, \mathbf{W}\mathbf{x} + \mathbf{b}, \mathfrak{g}, \mathrm{softmax}(z)_i)"),
    QStringLiteral(
        R"(\underbrace{a + b + c}_{\text{three}} + \overbrace{x \cdots x}^{n} \xrightarrow{\text{heat}} \boxed{y})"),
    QStringLiteral(
        R"(\prod_{p} \frac{1}{1-p^{-s}} \quad \oint_C \mathbf{F} \cdot d\mathbf{r} = \iint_D \left(\frac{\partial Q}{\partial x} - \frac{\partial P}{\partial y}\right) dA)"),
    QStringLiteral(
        R"(\binom{n}{k} = \frac{n!}{k!(n-k)!}, \sqrt[3]{x^2+1}, \alpha\beta\gamma\Gamma\Delta\Omega \varepsilon\varphi)"),
    QStringLiteral(
        R"(\nabla \times \mathbf{E} = -\frac{\partial \mathbf{B}}{\partial t} \implies \forall \epsilon > 0\; \exists \delta : |x - a| < \delta)"),
    QStringLiteral(R"(\mathrm{Attention}(Q, K, V) = \operatorname{softmax}\left(\frac{QK^\top}{\sqrt{d_k}}\right)V)"),
    QStringLiteral(R"(f''(x) + x_1'^2 + 90^\circ, \left|\frac{a}{b}\right|, \unknown{x}, \not= \neq \notin, 1,000.5)"),
    QStringLiteral(
        R"(\left[\begin{array}{cc|c} 1 & 2 & 3 \\ \hline 4 & 5 & 6 \end{array}\right], a \equiv b \pmod{n}, \tfrac12 + \dfrac{1}{2})"),
    QStringLiteral(
        R"(\begin{align*} \nabla \cdot \mathbf{D} &= \rho & \nabla \cdot \mathbf{B} &= 0 \\ \nabla \times \mathbf{H} &= \mathbf{J} & x &= y \tag{1} \end{align*})"),
};

}  // namespace

class TestFormulas : public QObject {
    Q_OBJECT

 private slots:
    /// For eyes: MW_SCREENSHOTS says where the picture goes.
    void drawsWhatModelsWrite() {
        Typesetter typesetter(fontsBeside(textFont(), textFont()));
        const qreal ratio = 2;
        QImage image(QSize(1400, 1300) * ratio, QImage::Format_RGB32);
        image.setDevicePixelRatio(ratio);
        image.fill(Qt::white);
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        qreal y = 10;
        for (const QString& source : kFormulas) {
            const std::optional<Node> node = parse(source);
            QVERIFY2(node, qPrintable(source));
            const Box box = typesetter.set(*node, true), inLine = typesetter.set(*node, false);
            y += std::max(box.ascent, inLine.ascent);
            QImage before = image.copy();
            box.paint(painter, {10, y}, 1, Qt::black);
            inLine.paint(painter, {720, y}, 1, Qt::black);
            y += std::max(box.descent, inLine.descent) + 16;
            QVERIFY2(before != image, qPrintable(source));
        }
        painter.end();
        const QString folder = qEnvironmentVariable("MW_SCREENSHOTS");
        if (!folder.isEmpty()) QVERIFY(image.save(QDir(folder).filePath(QStringLiteral("formulas.png"))));
    }

    void readsInOneLineOfUnicode_data() {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("line");
        const auto row = [](const char* source, const char* line) {
            QTest::newRow(source) << QString::fromUtf8(source) << QString::fromUtf8(line);
        };
        row(R"(x^2+y_1)", "x² + y_1");
        row(R"(\frac{a+b}{2})", "(a + b)/2");
        row(R"(\frac12)", "1/2");
        row(R"(\sqrt{x+1})", "√(x + 1)");
        row(R"(\sqrt[3]{x})", "³√x");
        row(R"(\sum_{i=1}^n i)", "∑_(i = 1)ⁿ i");
        row(R"(\int_0^\infty f(x)\,dx)", "∫_0^∞ f(x)dx");
        row(R"(\left(\frac{1}{2}\right)^2)", "(1/2)²");
        row(R"(\sin x \le \alpha)", "sin x ≤ α");
        row(R"(\begin{pmatrix}1&2\\3&4\end{pmatrix})", "(1, 2; 3, 4)");
        row(R"(\text{if } x \in \mathbb{R})", "if x ∈ R");
        row(R"(\operatorname{softmax}(z))", "softmax (z)");
        row(R"(f'(x))", "f′(x)");
        row(R"(a \over b)", "a/b");
        row(R"(\hat{y})", "y hat");
        row(R"(x \mystery{y})", R"(x\mysteryy)");
        row(R"(50\%)", "50%");
        row(R"(\not=)", "≠");
        row(R"(\text{rate $\frac{a}{b}$ here})", "rate a/b here");
        row(R"(1,000.5)", "1,000.5");
        row("α ≤ β", "α ≤ β");
    }
    void readsInOneLineOfUnicode() {
        QFETCH(QString, source);
        QFETCH(QString, line);
        QCOMPARE(read(source), line);
    }

    void whatDoesNotMatchIsNoFormula_data() {
        QTest::addColumn<QString>("source");
        for (const char* source :
             {"{", "}", "x}", "a & {b", R"(\frac{a})", R"(\left( x)", R"(x \right))", R"(\begin{pmatrix} 1)",
              R"(\begin{pmatrix} 1 \end{bmatrix})", R"(\begin{tikzpicture} x \end{tikzpicture})", R"(\sqrt[3{x})", "^",
              "x_", R"(\)", " ", R"(\text{a)", R"(\end{x})", R"(\left)"})
            QTest::newRow(source) << QString::fromUtf8(source);
    }
    void whatDoesNotMatchIsNoFormula() {
        QFETCH(QString, source);
        QVERIFY2(!parse(source), qPrintable(read(source)));
    }

    /// Depth, length and repetition cost neither the stack nor the window's time.
    void hostileSourceCostsNothing() {
        QElapsedTimer clock;
        clock.start();
        Typesetter typesetter(fontsBeside(textFont(), textFont()));
        for (const QString& part :
             {QStringLiteral("{"), QStringLiteral("x^{"), QStringLiteral("\\sqrt{"), QStringLiteral("\\frac{1}{"),
              QStringLiteral("\\left("), QStringLiteral("\\text{$"), QStringLiteral("\\over "), QStringLiteral("x^"),
              QStringLiteral("\\hat "), QStringLiteral("\\begin{matrix}"), QStringLiteral("&"), QStringLiteral("\\\\"),
              QStringLiteral("'"), QStringLiteral("\\displaystyle "), QStringLiteral("\\substack{"),
              QStringLiteral("\\left(x"), QStringLiteral("x_1 ")}) {
            for (const int times : {10, 39, 1000, 1'000'000}) {
                const std::optional<Node> open = parse(part.repeated(times));
                if (open) typesetter.setWithin(*open, true, 600);
                const std::optional<Node> closed = parse(part.repeated(times) + QString(times, QLatin1Char('}')));
                if (closed) typesetter.setWithin(*closed, true, 600);
            }
        }
        QString fenced = QStringLiteral("x");
        for (int depth = 0; depth < 30; ++depth)
            fenced = QStringLiteral("\\left(") + fenced + QStringLiteral("\\right)");
        if (const std::optional<Node> node = parse(fenced)) typesetter.set(*node, true);
        QVERIFY2(clock.elapsed() < 10'000, qPrintable(QString::number(clock.elapsed())));
    }

    void partsStandWhereTheyBelong() {
        const Box x = boxOf(QStringLiteral("x"));
        QVERIFY(x.width > 4 && x.width < 12);
        QVERIFY(x.ascent > 5 && x.ascent < 12);
        // A fraction is about as wide as its wider part, and taller than both.
        const Box fraction = boxOf(QStringLiteral("\\frac{x}{xxxx}"));
        QVERIFY(fraction.width > boxOf(QStringLiteral("xxxx")).width);
        QVERIFY(fraction.height() > 2 * x.height());
        QVERIFY(fraction.ascent > x.ascent && fraction.descent > x.descent);
        QCOMPARE(fraction.rules.size(), std::size_t(1));
        QVERIFY(fraction.rules[0].center().y() < 0);  // at the height of a minus
        // Exponents raise, indices lower, both stand above each other.
        const Box raised = boxOf(QStringLiteral("x^2")), lowered = boxOf(QStringLiteral("x_2")),
                  both = boxOf(QStringLiteral("x_2^2"));
        QVERIFY(raised.ascent > x.ascent + 2);
        QVERIFY(lowered.descent > x.descent + 1);
        QVERIFY(both.width < raised.width + 2);
        QVERIFY(both.ascent >= raised.ascent && both.descent >= lowered.descent);
        // Limits stand above and below on a line of their own, beside within a line.
        const QString sum = QStringLiteral("\\sum_{i=1}^{n}");
        QVERIFY(boxOf(sum, true).height() > boxOf(sum, false).height());
        QVERIFY(boxOf(sum, true).width < boxOf(sum, false).width);
        // Relations keep their distance, signs before a number don't.
        QVERIFY(boxOf(QStringLiteral("a=b")).width > boxOf(QStringLiteral("ab")).width + 10);
        QVERIFY(boxOf(QStringLiteral("-b")).width <
                boxOf(QStringLiteral("a-b")).width - boxOf(QStringLiteral("a")).width - 4);
        // Delimiters grow with what is between them.
        const Box fenced = boxOf(QStringLiteral("\\left(\\frac{x}{y}\\right)"));
        QVERIFY(fenced.height() > 0.85 * boxOf(QStringLiteral("\\frac{x}{y}")).height());
        QVERIFY(!fenced.shapes.isEmpty());
        // A root covers what it is of.
        const Box root = boxOf(QStringLiteral("\\sqrt{xxxx}"));
        QVERIFY(root.width > boxOf(QStringLiteral("xxxx")).width + 4);
        QVERIFY(root.rules[0].width() > boxOf(QStringLiteral("xxxx")).width);
        // Two rows are twice as tall as one.
        const Box rows = boxOf(QStringLiteral("\\begin{matrix}a\\\\b\\end{matrix}"));
        QVERIFY(rows.height() > 1.7 * boxOf(QStringLiteral("\\begin{matrix}a\\end{matrix}")).height());
        // A row has room for each of its cells, wherever the tall one stands.
        const auto table = [](const QString& cells) {
            return boxOf(QStringLiteral("\\begin{matrix}%1\\end{matrix}").arg(cells));
        };
        const QString tall = QStringLiteral("\\frac{x}{\\frac{x}{y}}");
        const Box alone = table(tall);
        for (const QString& cells : {tall + QStringLiteral("&x"), QStringLiteral("x&") + tall})
            QCOMPARE(table(cells).height(), alone.height());
        QCOMPARE(table(tall + QStringLiteral("&x\\\\x&") + tall).height(),
                 table(tall + QStringLiteral("\\\\") + tall).height());
        // Signs keep no distance in scripts.
        const auto relation = [](const QString& around) {
            return boxOf(around.arg(QStringLiteral("a=b"))).width - boxOf(around.arg(QStringLiteral("a{=}b"))).width;
        };
        QVERIFY(relation(QStringLiteral("%1")) > 4);
        QVERIFY(relation(QStringLiteral("x^{%1}")) < 1);
    }

    void aWideFormulaIsBrokenAndThenMadeSmaller() {
        Formulas formulas;
        const QString terms = QStringLiteral("S = ") + QStringLiteral("a_1 + ").repeated(60) + QStringLiteral("z");
        const Formula broken = formulas.get(terms, *parse(terms), true, 300, textFont(), textFont());
        QCOMPARE(broken.scale, 1.0);
        QVERIFY(broken.width() <= 300);
        QVERIFY(broken.ascent() + broken.descent() > 100);
        const QString letters = QStringLiteral("x").repeated(200);
        const Formula smaller = formulas.get(letters, *parse(letters), true, 300, textFont(), textFont());
        QVERIFY(smaller.scale < 1);
        QVERIFY(qAbs(smaller.width() - 300) < 1);
        // Known ones are not set again.
        QCOMPARE(formulas.get(terms, *parse(terms), true, 300, textFont(), textFont()).box, broken.box);
    }

    /// Without a font for formulas, letters are slanted as the text's can be.
    void drawsWithTheTextsOwnFontAlone() {
        Typesetter typesetter({textFont(), textFont(), textFont(), false});
        for (const QString& source : kFormulas)
            QVERIFY2(typesetter.set(*parse(source), true).width > 20, qPrintable(source));
    }
};

}  // namespace mw::gui::math

QTEST_MAIN(mw::gui::math::TestFormulas)
#include "test_formulas.moc"
