// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include <qcustomplot.h>

#include <QApplication>
#include <QLocale>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTest>
#include <cmath>

#include "grouped_bar_chart.h"
#include "plot_style.h"
#include "stacked_bar.h"
#include "theme.h"
#include "time_series_chart.h"

using namespace mw::gui;

namespace {

QCustomPlot& plotOf(const TimeSeriesChart& chart) {
    return *chart.findChild<QCustomPlot*>();
}

double topOf(const TimeSeriesChart& chart) {
    return plotOf(chart).yAxis->range().upper;
}

}  // namespace

class TestCharts : public QObject {
    Q_OBJECT

 private slots:
    void initTestCase() {
        QLocale::setDefault(QLocale::c());
        applyTheme(*qApp, ColorMode::Light);
    }

    void roundsAnAxisUpInSteps_data() {
        QTest::addColumn<double>("value");
        QTest::addColumn<double>("ceiling");
        QTest::newRow("nothing") << 0.0 << 1.0;
        QTest::newRow("negative") << -3.0 << 1.0;
        QTest::newRow("not a number") << std::nan("") << 1.0;
        QTest::newRow("a step itself") << 200.0 << 200.0;
        QTest::newRow("just above a step") << 200.1 << 500.0;
        QTest::newRow("below a power of ten") << 501.0 << 1000.0;
        QTest::newRow("small") << 0.03 << 0.05;
    }
    void roundsAnAxisUpInSteps() {
        QFETCH(double, value);
        QFETCH(double, ceiling);
        QVERIFY(std::abs(niceCeiling(value) - ceiling) < 1e-9);
    }

    void leavesOutOnlyCornersThatNobodySees() {
        const double nan = std::nan("");
        QCOMPARE(withoutFlatCorners({}, 0.3).size(), 0);
        QCOMPARE(withoutFlatCorners({{0, 1}}, 0.3).size(), 1);
        QCOMPARE(withoutFlatCorners({{0, 1}, {1, 1}, {2, 1.2}, {3, 1}}, 0.3), (QVector<QPointF>{{0, 1}, {3, 1}}));
        QCOMPARE(withoutFlatCorners({{0, 1}, {1, 9}, {1, 1}, {2, 1}}, 0.3).size(), 4);
        const auto gap = withoutFlatCorners({{0, 1}, {1, 1}, {2, 1}, {3, nan}, {4, nan}, {5, 1}, {6, 1}, {7, 1}}, 0.3);
        QCOMPARE(gap.size(), 6);
        QCOMPARE(gap[1], QPointF(2, 1));
        QVERIFY(std::isnan(gap[2].y()) && std::isnan(gap[3].y()));
        QCOMPARE(gap[4], QPointF(5, 1));
        // Whatever the line: none of its points is farther from what is left of it.
        for (int seed = 0; seed < 50; ++seed) {
            QVector<QPointF> line;
            for (int i = 0; i < 300; ++i)
                line << QPointF(
                    i * 0.8, 40 + (seed % 5) * std::sin(i * 0.01 * seed) + (i * 7919 * seed % 13) * 0.05 * (seed % 7));
            const QVector<QPointF> left = withoutFlatCorners(line, 0.3);
            QCOMPARE(left.front(), line.front());
            QCOMPARE(left.back(), line.back());
            qsizetype piece = 1;
            for (const QPointF& point : line) {
                while (left[piece].x() < point.x())
                    ++piece;
                const QPointF from = left[piece - 1], to = left[piece];
                const double y = from.y() + (to.y() - from.y()) * (point.x() - from.x()) / (to.x() - from.x());
                QVERIFY2(std::abs(y - point.y()) <= 0.3 + 1e-9, qPrintable(QString("%1: %2").arg(seed).arg(point.x())));
            }
        }
    }

    void theAxisGrowsInStepsAndStays() {
        TimeSeriesChart chart("Tokens/s", "tokens per second");
        const int line = chart.addSeries("decode", 0);
        chart.append(line, 0, 90);
        const double first = topOf(chart);
        chart.append(line, 1, 99);
        QCOMPARE(topOf(chart), first);
        chart.append(line, 2, 130);
        const double grown = topOf(chart);
        QVERIFY(grown > first);
        // The peak leaves the window: what the reader looks at does not jump.
        for (int second = 3; second < 400; ++second)
            chart.append(line, second, 20);
        QCOMPARE(topOf(chart), grown);
    }

    void aFixedCeilingHolds() {
        TimeSeriesChart chart("Memory", "GB");
        const int line = chart.addSeries("in use", 0);
        chart.setCeiling(80);
        const double top = topOf(chart);
        chart.append(line, 0, 3);
        QCOMPARE(topOf(chart), top);
        QVERIFY(top >= 80);
    }

    void keepsTheLastFiveMinutes() {
        TimeSeriesChart chart("Tokens/s", "tokens per second");
        const int line = chart.addSeries("decode", 0);
        for (int i = 0; i < 30 * 400; ++i)
            chart.append(line, i / 30.0, i);
        const auto data = plotOf(chart).graph(0)->data();
        QVERIFY(data->size() <= 30 * 300 + 2);
        QVERIFY(data->size() >= 30 * 300 - 2);
        QVERIFY(plotOf(chart).xAxis->range().size() == TimeSeriesChart::kWindowSeconds);
    }

    void leavesGapsWhereThereIsNoValue() {
        TimeSeriesChart chart("Power", "W");
        const int line = chart.addSeries("GPU 0", 0);
        chart.append(line, 0, 250);
        chart.append(line, 1, TimeSeriesChart::kGap);
        QVERIFY(std::isnan(plotOf(chart).graph(0)->data()->at(1)->value));
        QVERIFY(chart.summary().contains("now not available"));
        QVERIFY(chart.summary().contains("between 250 and 250"));
        chart.append(line, 2, 260);
        QVERIFY(chart.summary().contains("now 260, between 250 and 260 W"));
    }

    void saysInASentenceWhatItShows() {
        TimeSeriesChart chart("Tokens/s", "tokens per second");
        QCOMPARE(chart.accessibleName(), QString("Tokens/s"));
        const int decode = chart.addSeries("decode", 0);
        chart.addSeries("prefill", 1);
        chart.append(decode, 0, 4.2);
        // Put into words when somebody comes to it.
        chart.show();
        chart.setFocus();
        QTRY_COMPARE(chart.accessibleDescription(), chart.summary());
        QVERIFY(chart.summary().contains("decode: now 4.2"));
        QVERIFY(chart.summary().contains("prefill: no values yet"));
    }

    void holdsThePictureWhilePaused() {
        TimeSeriesChart chart("Tokens/s", "tokens per second");
        const int line = chart.addSeries("decode", 0);
        chart.append(line, 10, 5);
        const QCPRange time = plotOf(chart).xAxis->range();
        const double top = topOf(chart);
        chart.setPaused(true);
        chart.append(line, 60, 900);
        QCOMPARE(plotOf(chart).xAxis->range(), time);
        applyTheme(*qApp, ColorMode::Dark);
        applyTheme(*qApp, ColorMode::Light);
        QEvent restyled(QEvent::PaletteChange);
        QApplication::sendEvent(&chart, &restyled);
        QCOMPARE(plotOf(chart).xAxis->range(), time);
        QCOMPARE(topOf(chart), top);
        chart.setPaused(false);
        QVERIFY(plotOf(chart).xAxis->range().upper > time.upper);
        QVERIFY(topOf(chart) > top);
    }

    void isRestyledWithTheTheme() {
        TimeSeriesChart chart("Memory", "GB");
        chart.addSeries("in use", 0);
        chart.addSeries("by the workbench", 1);
        chart.show();
        for (const ColorMode mode : {ColorMode::Dark, ColorMode::Light}) {
            applyTheme(*qApp, mode);
            const Theme& theme = themeOf(&chart);
            QCOMPARE(theme.dark, mode == ColorMode::Dark);
            QTRY_COMPARE(plotOf(chart).graph(0)->pen().color(), theme.series[0]);
            QCOMPARE(plotOf(chart).yAxis->grid()->pen().color(), theme.faintLine);
            QCOMPARE(plotOf(chart).yAxis->tickLabelColor(), theme.muted);
        }
        QVERIFY(plotOf(chart).graph(0)->pen().style() != plotOf(chart).graph(1)->pen().style());
        QVERIFY(!plotOf(chart).xAxis->grid()->visible());
        QVERIFY(!plotOf(chart).openGl());
    }

    void groupsSayTheirBarsAndTheirScale() {
        GroupedBarChart chart("Tokens per second", "tokens/s of all chats", "tokens/s per chat");
        QCOMPARE(chart.summary(), QString());
        chart.setData({{"bf16", 0}, {"fp8", 2}},
                      {{"8k context, short prompt", "58 chats at once", {{{3596, 62}}, {{5574, 96}}}},
                       {"8k context, full", "54 chats at once", {{{1674, 31}}, std::nullopt}},
                       {"32k context, full", "", {std::nullopt, std::nullopt}}});
        QCOMPARE(
            chart.summary(),
            QString(
                "8k context, short prompt (58 chats at once): bf16: 3596 tokens/s of all chats, 62 tokens/s per chat; "
                "fp8: 5574 tokens/s of all chats, 96 tokens/s per chat. 8k context, full (54 chats at once): bf16: "
                "1674 tokens/s of all chats, 31 tokens/s per chat. 32k context, full: not measured."));
        QCOMPARE(chart.accessibleDescription(), chart.summary());
        QCOMPARE(chart.narrowScale(), 20.0);
        chart.setData({{"cpu", 0}}, {{"4k context, full", "1 chat", {{{7.5, 7.5}}}}});
        QCOMPARE(chart.narrowScale(), 1.0);
        chart.setData({}, {});
        QCOMPARE(chart.summary(), QString());
    }

    void drawsWhatIsScrolledIntoSight() {
        QScrollArea area;
        auto* page = new QWidget;
        auto* chart = new TimeSeriesChart("Power", "W", page);
        const int line = chart->addSeries("GPU 0", 0);
        chart->setGeometry(0, 2000, 300, 140);
        page->resize(300, 2200);
        area.setWidget(page);
        area.resize(320, 300);
        area.show();
        QVERIFY(QTest::qWaitForWindowExposed(&area));
        auto* plot = chart->findChild<QCustomPlot*>();
        QSignalSpy drawn(plot, &QCustomPlot::afterReplot);
        for (int second = 0; second < 5; ++second)
            chart->append(line, second, 100);
        QTest::qWait(30);
        QCOMPARE(drawn.count(), 0);  // nobody sees it
        area.ensureWidgetVisible(chart);
        QTRY_VERIFY(drawn.count() > 0);
        QTest::qWait(30);
        const QImage seen = area.grab().toImage();
        plot->replot();
        QCOMPARE(area.grab().toImage(), seen);
    }

    void groupsAreWalkedByKeysAndRestyled() {
        GroupedBarChart chart("Tokens per second", "tokens/s of all chats", "tokens/s per chat");
        chart.resize(700, 300);
        chart.setData({{"bf16", 0}, {"fp8", 2}}, {{"8k context", "2 chats", {{{100, 50}}, {{200, 100}}}},
                                                  {"32k context", "1 chat", {std::nullopt, {{80, 80}}}}});
        chart.show();
        QVERIFY(QTest::qWaitForWindowExposed(&chart));
        QTest::qWait(30);
        const auto says = [&](const QString& text) { return chart.accessibleDescription().startsWith(text); };
        QTest::keyClick(&chart, Qt::Key_Home);
        QVERIFY(says("bf16\n8k context\n2 chats\n100 tokens/s of all chats"));
        QTest::keyClick(&chart, Qt::Key_Right);
        QVERIFY(says("fp8\n8k context"));
        QTest::keyClick(&chart, Qt::Key_Right);
        QVERIFY2(says("fp8\n32k context"), "the bar that was not measured is passed over");
        QTest::keyClick(&chart, Qt::Key_Right);
        QVERIFY(says("fp8\n32k context"));
        const auto bars = [&] { return chart.findChild<QCustomPlot*>()->plottableCount(); };
        QCOMPARE(bars(), 6);
        applyTheme(*qApp, ColorMode::Dark);
        QTRY_COMPARE(chart.findChild<QCustomPlot*>()->yAxis->tickLabelColor(), themeOf(&chart).muted);
        QCOMPARE(bars(), 6);
        applyTheme(*qApp, ColorMode::Light);
    }

    void aBarSaysItsPartsAndGrowsWithItsLegend() {
        StackedBar bar;
        bar.setSegments({{.name = "Weights", .amount = 40, .text = "40 GB"},
                         {.name = "KV cache", .amount = 20, .color = StackedBar::Color::Series3, .text = "20 GB"}},
                        80);
        QCOMPARE(bar.accessibleDescription(), QString("Weights 40 GB, KV cache 20 GB"));
        const int without = bar.heightForWidth(400);
        bar.setLegendVisible(true);
        const int oneLine = bar.heightForWidth(400);
        QVERIFY(oneLine > without);
        QVERIFY(bar.heightForWidth(90) > oneLine);
    }

    void aBarShowsWhatExceedsTheWhole() {
        const auto hasColor = [](StackedBar& bar, const QColor& color) {
            const QImage image = bar.grab().toImage();
            for (int x = 0; x < image.width(); ++x)
                if (image.pixelColor(x, 6) == color) return true;
            return false;
        };
        StackedBar bar;
        bar.resize(200, 12);
        const QColor bad = themeOf(&bar).bad;
        bar.setSegments({{.name = "Weights", .amount = 70, .text = "70 GB"}}, 80);
        QVERIFY(!hasColor(bar, bad));
        bar.setSegments({{.name = "Weights", .amount = 90, .text = "90 GB"}}, 80);
        QVERIFY(hasColor(bar, bad));
        bar.setSegments({}, 0);
        QVERIFY(!hasColor(bar, bad));
    }
};

QTEST_MAIN(TestCharts)
#include "test_charts.moc"
