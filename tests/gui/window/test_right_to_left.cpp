// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// The window as those see it whose language runs from right to left: every view is mirrored, what lies in layouts and
// what is painted. Charts and the inside of answers are not: a curve and a line of code run as they do everywhere.

#include <qcustomplot.h>

#include <QDir>
#include <QGuiApplication>
#include <QScrollBar>
#include <QTest>
#include <cmath>

#include "benchmark_store.h"
#include "conversation_view.h"
#include "main_window.h"
#include "monitor_recorder.h"
#include "sample_measurements.h"
#include "theme.h"
#include "workbench_fixture.h"

namespace mw::gui {

namespace {

constexpr int kRounding = 3;  ///< pixels, of margins and of bearings of letters

/// A widget as it was seen: where, and how far from the left its ink lies in the mean (0 .. 1; below 0: no ink).
struct Seen {
    QString name;
    QRect rect;  ///< in the window
    double ink = -1;
    bool isLeaf = false;
};

double meanOfInk(const QImage& image) {
    const QRgb ground = image.pixel(image.width() / 2, 1);
    double sum = 0, weight = 0;
    for (int y = 4; y < image.height() - 4; ++y)
        for (int x = 4; x < image.width() - 4; ++x) {
            const QRgb pixel = image.pixel(x, y);
            const double ink = std::abs(qGray(pixel) - qGray(ground)) + (pixel != ground ? 1 : 0);
            sum += ink * (x + 0.5);
            weight += ink;
        }
    return weight > 0 ? sum / weight / image.width() : -1;
}

bool isIn(const QWidget* widget, const char* kind) {
    for (; widget; widget = widget->parentWidget())
        if (widget->inherits(kind)) return true;
    return false;
}

QVector<Seen> lookAt(QWidget& window) {
    QVector<Seen> all;
    const QImage picture = window.grab().toImage();
    for (const QWidget* widget : window.findChildren<QWidget*>()) {
        if (!widget->isVisibleTo(&window) || widget->window() != &window || widget->visibleRegion().isEmpty()) continue;
        if (isIn(widget, "mw::gui::TimeSeriesChart") || isIn(widget, "mw::gui::FeasibilityChart") ||
            isIn(widget, "QCustomPlot") || isIn(widget, "QScrollBar") ||
            isIn(widget->parentWidget(), "mw::gui::ConversationView"))
            continue;
        Seen seen{.name = QString("%1 #%2").arg(widget->metaObject()->className(), widget->objectName()),
                  .rect = QRect(widget->mapTo(&window, QPoint()), widget->size())};
        const QList<QWidget*> inside = widget->findChildren<QWidget*>();
        // Qt's own labels and fields go by the script of their text, which is English here.
        seen.isLeaf = !isIn(widget, "QLabel") && !isIn(widget, "QLineEdit") && !isIn(widget, "QPlainTextEdit") &&
                      std::none_of(inside.begin(), inside.end(), [](QWidget* each) { return each->isVisible(); }) &&
                      !isIn(widget, "mw::gui::ConversationView");
        if (seen.isLeaf && picture.rect().contains(seen.rect) && seen.rect.width() >= 60 && seen.rect.height() >= 12)
            seen.ink = meanOfInk(picture.copy(seen.rect));
        all.append(seen);
    }
    return all;
}

}  // namespace

class TestRightToLeft : public QObject {
    Q_OBJECT

 private slots:
    void initTestCase() {
        applyTheme(*qApp, ColorMode::Light);
        m_folder = QDir(MW_SCREENSHOTS "/right-to-left");
        QVERIFY(m_folder.mkpath("."));
    }
    void cleanup() { QGuiApplication::setLayoutDirection(Qt::LeftToRight); }

    void everyViewIsMirrored() {
        WorkbenchFixture bench;
        BenchmarkStore store(bench.folder()->filePath("benchmarks"));
        addSampleRuns(store);
        QVERIFY(bench.loadModel());
        bench.addSampleChats();
        bench.stopSampling();
        QVector<QVector<Seen>> fromLeft, fromRight;
        for (const Qt::LayoutDirection direction : {Qt::LeftToRight, Qt::RightToLeft}) {
            QGuiApplication::setLayoutDirection(direction);
            applyTheme(*qApp, ColorMode::Light);  // as at a start
            MainWindow& window = bench.openWindow();
            bench.stopSampling();
            window.resize(1440, 900);
            auto* recorder = window.findChild<MonitorRecorder*>();
            recorder->stop();
            addSampleHistory(*recorder, 0);
            for (const auto view : {MainWindow::Chats, MainWindow::Tuning, MainWindow::Benchmark, MainWindow::Serve,
                                    MainWindow::Models, MainWindow::Settings, MainWindow::Welcome}) {
                window.showView(view);
                (direction == Qt::LeftToRight ? fromLeft : fromRight) << onceItRests(window);
                if (direction == Qt::RightToLeft)
                    window.grab().save(m_folder.filePath(QString("view-%1.png").arg(view)));
            }
            bench.closeWindow();
        }
        for (qsizetype view = 0; view < fromLeft.size(); ++view)
            compare(fromLeft[view], fromRight[view], int(view));
        QVERIFY2(m_faults.isEmpty(), qPrintable('\n' + m_faults.join('\n')));
        QVERIFY2(m_places > 300, qPrintable(QString::number(m_places)));
        QVERIFY2(m_painted > 20, qPrintable(QString::number(m_painted)));
    }

    void aPersonsTurnsStandAtTheLeft() {
        QGuiApplication::setLayoutDirection(Qt::RightToLeft);
        WorkbenchFixture bench;
        MainWindow& window = bench.openWindow();
        window.resize(1440, 900);
        bench.addSampleChats();
        QTest::qWait(300);
        auto* conversation = window.findChild<ConversationView*>();
        QVERIFY(conversation);
        const QImage picture = conversation->viewport()->grab().toImage();
        const QRgb own = themeOf(conversation).ownTurn.rgb();
        int first = picture.width(), last = -1;
        for (int y = 0; y < picture.height(); ++y)
            for (int x = 0; x < picture.width(); ++x)
                if (picture.pixel(x, y) == own) first = std::min(first, x), last = std::max(last, x);
        QVERIFY(last > first);
        const int beyond = picture.width() - 1 - last;
        QVERIFY2(first + 50 < beyond,
                 qPrintable(QString("%1 left at the left, %2 at the right").arg(first).arg(beyond)));
    }

 private:
    /// What is seen once nothing more comes: what a view asks the engine for comes later on a busy machine.
    static QVector<Seen> onceItRests(MainWindow& window) {
        constexpr int kLooks = 40, kAlike = 3;
        QVector<Seen> seen;
        for (int look = 0, alike = 0; look < kLooks && alike < kAlike; ++look) {
            QTest::qWait(150);
            QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
            const QVector<Seen> now = lookAt(window);
            alike = now.size() == seen.size() ? alike + 1 : 0;
            seen = now;
        }
        return seen;
    }

    void compare(const QVector<Seen>& fromLeft, const QVector<Seen>& fromRight, int view) {
        QCOMPARE(fromLeft.size(), fromRight.size());
        constexpr int kWindow = 1440;
        for (qsizetype i = 0; i < fromLeft.size(); ++i) {
            const Seen& a = fromLeft[i];
            const Seen& b = fromRight[i];
            QCOMPARE(a.name, b.name);
            const auto fault = [&](const QString& what) {
                m_faults << QString("view %1, %2: %3").arg(view).arg(a.name, what);
            };
            // Figures of this moment may be of another width.
            if (a.rect.width() == b.rect.width()) {
                ++m_places;
                const int expected = kWindow - a.rect.x() - a.rect.width();
                if (std::abs(b.rect.x() - expected) > kRounding)
                    fault(QString("at %1 (%2 wide), and %3 instead of %4")
                              .arg(a.rect.x())
                              .arg(a.rect.width())
                              .arg(b.rect.x())
                              .arg(expected));
            }
            if (a.ink < 0 || b.ink < 0 || std::abs(a.ink - 0.5) < 0.06) continue;
            ++m_painted;
            if (std::abs(b.ink - (1 - a.ink)) > std::abs(b.ink - a.ink))
                fault(QString("ink at %1 %, and at %2 %").arg(qRound(100 * a.ink)).arg(qRound(100 * b.ink)));
        }
    }

    QDir m_folder;
    QStringList m_faults;
    int m_places = 0;   ///< that were compared
    int m_painted = 0;  ///< with ink on one side
};

}  // namespace mw::gui

QTEST_MAIN(mw::gui::TestRightToLeft)
#include "test_right_to_left.moc"
