// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// Formulas in a conversation: drawn in the text's colour, copied as their source, read out, and nothing moves for them.

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QMimeData>
#include <QTemporaryDir>
#include <QTest>

#include "theme.h"
#include "views_window.h"

namespace mw::gui {
namespace {

const QString kAnswer = QStringLiteral(
    "The roots of $ax^2 + bx + c = 0$ with $a \\ne 0$ are\n\n\\[ x_{1,2} = \\frac{-b \\pm \\sqrt{b^2 - 4ac}}{2a} "
    "\\]\n\n"
    "1. The **discriminant** $\\Delta = b^2 - 4ac$ decides: a line with $\\sum_{i=1}^n i^2$ or $\\frac{a}{b}$ in it is "
    "taller, and those after it keep their distance. It costs $5, not $10.\n"
    "2. For $f(x) = \\begin{cases} x & x \\ge 0 \\\\ -x & \\text{else} \\end{cases}$ see below.\n\n"
    "| name | formula |\n|---|---|\n| Gauss | $\\sum_{k=1}^n k = \\frac{n(n+1)}{2}$ |\n| Euler | $e^{i\\pi} + 1 = 0$ "
    "|\n\n> $$\\int_0^\\infty e^{-x}\\,dx = 1$$\n\nSo $\\mathbf{A}\\vec{x} = \\lambda \\vec{x}$, `$x$` stays.");

struct Window : ViewsWindow {
    explicit Window(const QTemporaryDir& folder) : ViewsWindow(folder) { view.resize(1000, 760); }
};

}  // namespace

class TestFormulaViews : public QObject {
    Q_OBJECT

 private slots:
    void init() { applyTheme(*qApp, ColorMode::Light); }

    void areDrawnCopiedAndReadOut_data() {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void areDrawnCopiedAndReadOut() {
        QFETCH(bool, dark);
        applyTheme(*qApp, dark ? ColorMode::Dark : ColorMode::Light);
        QTemporaryDir folder;
        Window window(folder);
        playAnswer(window.engine, window.ask(QStringLiteral("Solve $ax^2 + bx + c = 0$, please.")), {kAnswer},
                   FinishReason::Stop);
        QTRY_COMPARE(window.conversation()->turnLayout().at(1).document.source(), kAnswer);
        const QPixmap picture = window.view.grab();
        const QString pictures = qEnvironmentVariable("MW_SCREENSHOTS");
        if (!pictures.isEmpty())
            QVERIFY(
                picture.save(QDir(pictures).filePath(QStringLiteral("formulas-%1-%2.png")
                                                         .arg(dark ? QStringLiteral("dark") : QStringLiteral("light"))
                                                         .arg(int(window.view.devicePixelRatioF() * 100)))));

        // Copied as it was written.
        ConversationView* view = window.conversation();
        view->setFocus();
        QTest::keyClick(view, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(view, Qt::Key_C, Qt::ControlModifier);
        const QString copied = QGuiApplication::clipboard()->text();
        for (const char* part : {"Solve $ax^2 + bx + c = 0$, please.", "$\\Delta = b^2 - 4ac$",
                                 "\\[ x_{1,2} = \\frac{-b \\pm \\sqrt{b^2 - 4ac}}{2a} \\]",
                                 "Gauss\t$\\sum_{k=1}^n k = \\frac{n(n+1)}{2}$", "It costs $5, not $10."})
            QVERIFY2(copied.contains(QLatin1String(part)), qPrintable(copied));
        QVERIFY(!copied.contains(QChar(QChar::ObjectReplacementCharacter)));
        QVERIFY(
            QGuiApplication::clipboard()->mimeData()->html().contains(QStringLiteral("<td>$e^{i\\pi} + 1 = 0$</td>")));

        // Read out as one line of Unicode.
        QAccessibleInterface* turn = QAccessible::queryAccessibleInterface(view)->child(1);
        const QString spoken = turn->text(QAccessible::Value);
        QVERIFY2(spoken.contains(QStringLiteral("Δ = b² − 4ac")), qPrintable(spoken));
        QVERIFY2(spoken.contains(QStringLiteral("(−b ± √(b² − 4ac))/(2a)")), qPrintable(spoken));
        QVERIFY(!spoken.contains(QChar(QChar::ObjectReplacementCharacter)));
    }

    /// A tall formula makes its own line taller and no other; what is drawn stays within what is placed.
    void aTallFormulaMakesRoomForItself() {
        QTemporaryDir folder;
        Window window(folder);
        const auto heightOf = [&](const QString& answer) {
            playAnswer(window.engine, window.ask(QStringLiteral("q")), {answer}, FinishReason::Stop);
            const ConversationLayout& layout = window.conversation()->turnLayout();
            if (!QTest::qWaitFor([&] { return layout.at(layout.size() - 1).document.source() == answer; })) return 0.0;
            window.conversation()->jumpToLatest();
            return layout.at(layout.size() - 1).heights[0];
        };
        const qreal line = heightOf(QStringLiteral("word")), low = heightOf(QStringLiteral("word $x$"));
        const qreal tall = heightOf(QStringLiteral("word $\\dfrac{a}{b}$")),
                    displayed = heightOf(QStringLiteral("$$x$$"));
        QVERIFY(low - line <= 3);
        QVERIFY(tall > line + 8);
        QVERIFY(displayed > line + 6);
        const qreal wide =
            heightOf(QStringLiteral("$$") + QStringLiteral("x + ").repeated(120) + QStringLiteral("y$$"));
        QVERIFY(wide > 3 * line);
    }
};

}  // namespace mw::gui

QTEST_MAIN(mw::gui::TestFormulaViews)
#include "test_formula_views.moc"
