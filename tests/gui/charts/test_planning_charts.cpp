// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include <qcustomplot.h>

#include <QApplication>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>
#include <cmath>
#include <set>

#include "feasibility_chart.h"
#include "point_grid.h"
#include "reading_speed.h"
#include "speed_chart.h"
#include "theme.h"

using namespace mw::gui;

namespace {

template <typename Chart>
QCustomPlot& plotOf(const Chart& chart) {
    return *chart.template findChild<QCustomPlot*>();
}

QVector<SpeedChart::Point> lineOf(double first, double band = 0) {
    QVector<SpeedChart::Point> line;
    for (int chats = 1; chats <= 64; chats *= 2) {
        const double speed = first * std::sqrt(chats);
        line.append({chats, speed, speed * (1 - band), speed * (1 + 2 * band)});
    }
    return line;
}

/// Corners as a planner gives them: 64 chats of 1,024 tokens, fewer of more.
Staircase halving() {
    Staircase corners;
    for (int chats = 1; chats <= 64; ++chats)
        corners << QPointF(std::min(65536 / chats, 32768), chats);
    return corners;
}

}  // namespace

class TestPlanningCharts : public QObject {
    Q_OBJECT

 private slots:
    void initTestCase() {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        applyTheme(*qApp, ColorMode::Light);
    }

    void theGridHasRoundValues() {
        const PointGrid contexts(512, 32768, 16);
        QCOMPARE(contexts.nearest(5000.0), 5120);
        QCOMPARE(contexts.nearest(4096.0), 4096);
        QCOMPARE(contexts.nearest(3.0), 512);
        QCOMPARE(contexts.nearest(1e9), 32768);
        QCOMPARE(contexts.nearest(std::nan("")), 512);
        QCOMPARE(contexts.above(4096), 4608);
        QCOMPARE(contexts.below(4096), 3840);
        QCOMPARE(contexts.above(5000), 5120);
        QCOMPARE(contexts.below(5000), 4608);
        QCOMPARE(contexts.above(32768), 32768);
        QCOMPARE(contexts.below(512), 512);
    }

    void everyStepOfTheGridLeadsOnAndBack() {
        for (const PointGrid& grid : {PointGrid(512, 32768, 16), PointGrid(1, 256, 1), PointGrid(17, 1000, 16)}) {
            int value = grid.least();
            std::set<int> seen{value};
            while (value < grid.most()) {
                const int next = grid.above(value);
                QVERIFY(next > value);
                if (next < grid.most() && value > grid.least()) QCOMPARE(grid.below(next), value);
                QCOMPARE(grid.nearest(next), next);
                value = next;
                seen.insert(value);
            }
            QVERIFY(seen.size() > 20);
        }
    }

    void thePlaneIsColouredByTheFirstCurve() {
        FeasibilityChart chart;
        chart.resize(640, 400);
        chart.setCurves({{"bf16", halving()}}, {{QPointF(1024, 16), QPointF(512, 32)}});
        chart.setPoint(512, 1, "point", "detail", Fit::Fits);
        chart.show();
        QVERIFY(QTest::qWaitForWindowExposed(&chart));
        const QImage image = chart.grab().toImage();
        const auto colorAt = [&](int context, int chats) {
            return image.pixelColor((chart.pixelOf(context, chats) * image.devicePixelRatio()).toPoint());
        };
        const Theme& theme = themeOf(&chart);
        // Between the grid's lines.
        QCOMPARE(colorAt(700, 11), theme.okFill);
        QCOMPARE(colorAt(700, 45), theme.warnFill);
        QCOMPARE(colorAt(700, 150), theme.badFill);
        QCOMPARE(colorAt(12000, 3), theme.warnFill);
        QCOMPARE(colorAt(12000, 11), theme.badFill);
    }

    void curvesAreToldApartByMoreThanColour() {
        FeasibilityChart chart;
        chart.setCurves({{"a", halving()}, {"b", halving()}, {"c", halving()}}, {});
        for (int i = 0; i < 3; ++i)
            for (int j = 0; j < i; ++j) {
                QVERIFY(chart.curveColor(i) != chart.curveColor(j));
                QVERIFY(chart.curveDash(i) != chart.curveDash(j));
            }
    }

    void aPointThatDoesNotMoveIsNotTold() {
        FeasibilityChart chart;
        chart.setPoint(32768, 256, "point", "detail", Fit::DoesNotFit);
        QSignalSpy moved(&chart, &FeasibilityChart::pointMoved);
        QTest::keyClick(&chart, Qt::Key_Right);
        QTest::keyClick(&chart, Qt::Key_Up);
        QCOMPARE(moved.count(), 0);
        QTest::keyClick(&chart, Qt::Key_Left);
        QCOMPARE(moved.count(), 1);
        QCOMPARE(moved[0][0].value<OperatingPoint>(), (OperatingPoint{30720, 256}));
    }

    void aChartWithoutSpeedsSaysSo() {
        SpeedChart chart(SpeedChart::Kind::Total, "Tokens per second");
        chart.setEmptyText("nothing\nyet");
        QCOMPARE(chart.summary(), QString("nothing yet"));
        chart.setPrediction(lineOf(10));
        QVERIFY(!chart.summary().contains("nothing"));
    }

    void whatAnEmptyChartSaysIsWholeInAnyWidth() {
        const QString words =
            "Noch ist keine Geschwindigkeit bekannt.\nKalibrieren Sie, oder chatten Sie einfach: jede "
            "Antwort wird gemessen.";
        SpeedChart chart(SpeedChart::Kind::Total, "Tokens per second");
        chart.setEmptyText(words);
        QCustomPlot& plot = plotOf(chart);
        for (const int width : {700, 320, 220}) {
            chart.resize(width, 220);
            chart.grab();
            plot.replot();
            const QCPItemText* shown = nullptr;
            for (int i = 0; i < plot.itemCount(); ++i)
                if (const auto* text = qobject_cast<QCPItemText*>(plot.item(i));
                    text && text->text().startsWith("Noch"))
                    shown = text;
            QVERIFY(shown);
            QCOMPARE(QString(shown->text()).replace('\n', ' '), QString(words).replace('\n', ' '));
            QVERIFY(shown->topLeft->pixelPosition().x() >= 0);
            QVERIFY(shown->topRight->pixelPosition().x() <= plot.width());
        }
        QCOMPARE(chart.summary(), QString(words).replace('\n', ' '));
    }

    void aChartSaysInASentenceWhatItShows() {
        SpeedChart chart(SpeedChart::Kind::Total, "Tokens per second");
        chart.setPrediction(lineOf(10, 0.05));
        chart.setCurrent(8, "8 chats: 28 tok/s, 3.5 each");
        chart.setDots({{8, 27.5, true, "dot"}});
        QVERIFY(chart.summary().startsWith("8 chats: 28 tok/s"));
        QVERIFY(chart.summary().contains("predicted from 10 with 1 chats to 80 with 64"));
        QCOMPARE(chart.accessibleDescription(), chart.summary());
    }

    void theBandIsThereOnlyIfItIsKnown() {
        SpeedChart chart(SpeedChart::Kind::Total, "Tokens per second");
        chart.setPrediction(lineOf(10, 0.1));
        const QCustomPlot& plot = plotOf(chart);
        QVERIFY(plot.graph(0)->visible());
        QVERIFY(std::abs(plot.graph(0)->data()->at(0)->value - 9) < 1e-9);
        QVERIFY(std::abs(plot.graph(1)->data()->at(0)->value - 12) < 1e-9);
        chart.setPrediction(lineOf(10));
        QVERIFY(!plot.graph(0)->visible());
    }

    void theLastReadableSpeedIsMarked() {
        SpeedChart chart(SpeedChart::Kind::PerChat, "Tokens per second");
        chart.setPrediction(lineOf(10));
        const auto marks = plotOf(chart).graph(plotOf(chart).graphCount() - 1)->data();
        chart.setReadable(20);
        QCOMPARE(marks->size(), 1);
        QCOMPARE(marks->at(0)->key, 16.0);
        chart.setReadable(0);
        QCOMPARE(marks->size(), 0);
    }

    void everythingIsInsideTheAxes() {
        for (const auto kind : {SpeedChart::Kind::Total, SpeedChart::Kind::PerChat}) {
            SpeedChart chart(kind, "Tokens per second");
            chart.setPrediction(lineOf(0.02, 0.1));
            chart.setDots({{100, 5000, true, "fast"}, {1, 0.004, false, "slow"}});
            chart.setCurrent(200, "200 chats");
            const QCustomPlot& plot = plotOf(chart);
            QVERIFY(plot.yAxis->range().contains(5000));
            QVERIFY(plot.yAxis->range().contains(0.004));
            QVERIFY(plot.xAxis->range().contains(200));
            if (kind == SpeedChart::Kind::PerChat) QVERIFY(plot.yAxis->range().contains(kReadingMost));
        }
    }

    void theAxisSaysWhereItsStepsAre() {
        SpeedChart chart(SpeedChart::Kind::Total, "Tokens per second");
        for (const double first : {0.002, 0.05, 1.3, 10.0, 170.0, 3000.0}) {
            chart.setPrediction(lineOf(first));
            const QCPAxis& axis = *plotOf(chart).yAxis;
            const double step = axis.ticker().staticCast<QCPAxisTickerFixed>()->tickStep();
            const double said = QString::number(step, 'f', axis.numberPrecision()).toDouble();
            QVERIFY2(std::abs(said / step - 1) < 1e-9, qPrintable(QString::number(step)));
            QVERIFY(axis.range().upper / step >= 2 && axis.range().upper / step < 7);
        }
    }

    void theWordsAreWholeAndBesideTheMark() {
        for (const auto kind : {SpeedChart::Kind::Total, SpeedChart::Kind::PerChat}) {
            SpeedChart chart(kind, "Tokens per second");
            chart.setPrediction(lineOf(10));
            QCustomPlot& plot = plotOf(chart);
            chart.setCurrent(8, "8 chats: 529 tok/s, 66 each");
            QList<const QCPItemText*> words;
            for (int i = 0; i < plot.itemCount(); ++i)
                if (const auto* text = qobject_cast<QCPItemText*>(plot.item(i)); text && text->text().contains("tok/s"))
                    words << text;
            QCOMPARE(words.size(), kind == SpeedChart::Kind::Total ? 1 : 2);
            chart.show();
            for (const int width : {300, 340, 420, 700}) {
                chart.resize(width, 180);
                for (const int chats : {1, 2, 4, 8, 16, 32, 64}) {
                    chart.setCurrent(chats, "8 chats: 529 tok/s, 66 each");
                    plot.replot(QCustomPlot::rpImmediateRefresh);
                    const QRect room = plot.axisRect()->rect();
                    const double mark = plot.xAxis->coordToPixel(chats);
                    for (const QCPItemText* text : words) {
                        const double left = text->left->pixelPosition().x(), right = text->right->pixelPosition().x();
                        const QString where = QString("%1 px, %2 chats, mark at %3: %4 to %5 in %6 to %7")
                                                  .arg(width)
                                                  .arg(chats)
                                                  .arg(mark)
                                                  .arg(left)
                                                  .arg(right)
                                                  .arg(room.left())
                                                  .arg(room.right());
                        QVERIFY2(left >= room.left() && right <= room.right() + 1, qPrintable(where));
                        QVERIFY2(right <= mark || left >= mark, qPrintable(where));
                    }
                }
            }
            QVERIFY(chart.summary().startsWith("8 chats: 529 tok/s, 66 each;"));  // in one line
        }
    }

    void followTheTheme() {
        SpeedChart speed(SpeedChart::Kind::PerChat, "Tokens per second");
        FeasibilityChart plane;
        speed.show();
        plane.show();
        for (const ColorMode mode : {ColorMode::Dark, ColorMode::Light}) {
            applyTheme(*qApp, mode);
            const Theme& theme = themeOf(&speed);
            QTRY_COMPARE(plotOf(speed).xAxis->tickLabelColor(), theme.muted);
            QTRY_COMPARE(plotOf(plane).xAxis->tickLabelColor(), theme.muted);
            QVERIFY(!plotOf(speed).openGl() && !plotOf(plane).openGl());
        }
    }
};

QTEST_MAIN(TestPlanningCharts)
#include "test_planning_charts.moc"
