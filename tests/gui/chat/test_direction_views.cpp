// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// What is written from right to left stands at the right, paragraph by paragraph, in a window that goes either way.

#include <QApplication>
#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include "theme.h"
#include "views_window.h"

namespace mw::gui {
namespace {

const QString kArabic = QStringLiteral("أنا بخير شكرا"), kHebrew = QStringLiteral("שלום עולם"),
              kEnglish = QStringLiteral("English words"), kQuote = QStringLiteral("اقتباس"),
              kItem = QStringLiteral("بند أول"), kHead = QStringLiteral("اسم"), kCell = QStringLiteral("مرحبا"),
              kOther = QStringLiteral("عدد");
const QString kAnswer = kArabic + QStringLiteral(".\n\n- ") + kItem + QStringLiteral("\n- [x] ") + kItem +
                        QStringLiteral(" `code` here\n\n") + kEnglish + QStringLiteral(".\n\n") + kHebrew +
                        QStringLiteral("\n\n> ") + kQuote + QStringLiteral("\n\n| ") + kHead + QStringLiteral(" | ") +
                        kOther + QStringLiteral(" |\n|---|---|\n| ") + kCell +
                        QStringLiteral(" | 2 |\n\n```\nint x; // ") + kArabic + QStringLiteral("\n```\n");

/// Where words stand in a turn: from the left of its text.
QRectF placeOf(const ConversationLayout::Item& item, const QString& words) {
    for (const auto& section : item.layouts)
        if (const qsizetype at = section ? section->text().indexOf(words) : -1; at >= 0)
            return section->rectOf(int(at), int(words.size()));
    return {};
}

}  // namespace

class TestDirectionViews : public QObject {
    Q_OBJECT

 private slots:
    void initTestCase() { applyTheme(*qApp, ColorMode::Light); }
    void cleanup() { QGuiApplication::setLayoutDirection(Qt::LeftToRight); }

    void paragraphsStandWhereTheirScriptBegins_data() {
        QTest::addColumn<Qt::LayoutDirection>("window");
        QTest::newRow("window from left to right") << Qt::LeftToRight;
        QTest::newRow("window from right to left") << Qt::RightToLeft;
    }
    void paragraphsStandWhereTheirScriptBegins() {
        QFETCH(Qt::LayoutDirection, window);
        QGuiApplication::setLayoutDirection(window);
        QTemporaryDir folder;
        ViewsWindow shown(folder);
        playAnswer(shown.engine,
                   shown.ask(kEnglish + QLatin1Char('\n') + kArabic + QStringLiteral("\n12\n") + kEnglish), {kAnswer},
                   FinishReason::Stop);
        const ConversationLayout& layout = shown.conversation()->turnLayout();
        QTRY_COMPARE(layout.at(1).document.source(), kAnswer);
        shown.view.grab();  // lays out what is in sight
        const QString pictures = qEnvironmentVariable("MW_SCREENSHOTS");
        if (!pictures.isEmpty())
            QVERIFY(shown.view.grab().save(QDir(pictures).filePath(
                QStringLiteral("directions-%1.png").arg(window == Qt::RightToLeft ? "rtl" : "ltr"))));

        const ConversationLayout::Item& answer = layout.at(1);
        const qreal right = answer.bodyWidth;
        QVERIFY(qAbs(placeOf(answer, kArabic).right() - right) < 12);  // the full stop follows, at its left
        QVERIFY(qAbs(placeOf(answer, kHebrew).right() - right) < 2);
        QVERIFY(qAbs(placeOf(answer, kEnglish).left()) < 2);
        // Lists and quotes are as far from the right as others are from the left.
        const QRectF item = placeOf(answer, kItem), quote = placeOf(answer, kQuote);
        QVERIFY2(right - item.right() > 20 && right - item.right() < 30, qPrintable(QString::number(item.right())));
        QVERIFY2(right - quote.right() > 10 && right - quote.right() < 20, qPrintable(QString::number(quote.right())));
        // The first column of a table is the right one.
        QVERIFY(placeOf(answer, kHead).left() > placeOf(answer, kOther).right());
        QVERIFY(right - placeOf(answer, kCell).right() < 12);
        // Code begins at the left, whatever is in it.
        QVERIFY(placeOf(answer, QStringLiteral("int x")).left() < 20);

        // So do the lines of a question, in a bubble that is no wider than they are.
        const ConversationLayout::Item& question = layout.at(0);
        const QString text = question.layouts[0]->text();
        QCOMPARE(text, SectionLayout::textOf(question.document, 0));
        const QRectF english = placeOf(question, kEnglish), arabic = placeOf(question, kArabic);
        QVERIFY(qAbs(english.left()) < 2);
        QVERIFY(qAbs(arabic.right() - question.bodyWidth) < 3);
        QVERIFY(english.bottom() <= arabic.top() + 1);
        QVERIFY(question.bodyWidth < std::max(english.width(), arabic.width()) + 3);

        // And what is being written.
        ComposerField* field = shown.view.composer()->field();
        field->setPlainText(kArabic);
        QVERIFY(field->cursorRect().left() > field->viewport()->width() / 2);
        field->setPlainText(kEnglish);
        QVERIFY(field->cursorRect().left() < field->viewport()->width() / 2);
    }
};

}  // namespace mw::gui

QTEST_MAIN(mw::gui::TestDirectionViews)
#include "test_direction_views.moc"
