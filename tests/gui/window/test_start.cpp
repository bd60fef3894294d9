// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// A start makes the window before there is a style sheet, which is soonest. It must be the window that is made beneath
// one: what measures itself while it is made has other letters and margins before it.

#include <QAbstractButton>
#include <QLabel>
#include <QTest>
#include <algorithm>

#include "theme.h"
#include "workbench_fixture.h"

namespace mw::gui {

namespace {

/// What is seen of a window, a line for each part: what it is, where, in which letters.
QStringList partsOf(const QWidget& window) {
    QStringList parts;
    for (const QWidget* widget : window.findChildren<QWidget*>()) {
        if (!widget->isVisible() || widget->window() != &window) continue;
        QString words = widget->objectName();
        if (const auto* label = qobject_cast<const QLabel*>(widget)) words += label->text();
        if (const auto* button = qobject_cast<const QAbstractButton*>(widget)) words += button->text();
        const QRect place(widget->mapTo(&window, QPoint()), widget->size());
        parts << QStringLiteral("%1 '%2' at %3,%4 of %5x%6 in %7 px %8")
                     .arg(QString::fromLatin1(widget->metaObject()->className()), words)
                     .arg(place.x())
                     .arg(place.y())
                     .arg(place.width())
                     .arg(place.height())
                     .arg(widget->font().pixelSize())
                     .arg(widget->font().weight());
    }
    return parts;
}

/// The same once one layout after the other is done.
QStringList settledPartsOf(QWidget& window) {
    QStringList parts, before;
    do {
        before = parts;
        QTest::qWait(20);
        window.grab();
        parts = partsOf(window);
    } while (parts != before);
    return parts;
}

/// Whether the facts of the demo model are known, which somebody else reads.
bool isInspected(const QWidget& window) {
    const QList<QLabel*> labels = window.findChildren<QLabel*>();
    return std::ranges::any_of(
        labels, [](const QLabel* label) { return label->isVisible() && label->text() == "Architecture"; });
}

}  // namespace

class TestStart : public QObject {
    Q_OBJECT

 private slots:
    void looksTheSameWithoutAStyleSheetAtFirst_data() {
        QTest::addColumn<int>("width");
        QTest::newRow("wide") << 1440;
        QTest::newRow("narrow") << 720;
    }
    void looksTheSameWithoutAStyleSheetAtFirst() {
        QFETCH(int, width);
        const auto folder = std::make_shared<QTemporaryDir>();
        QVector<QStringList> views[2];
        for (const bool early : {true, false}) {
            if (early) qApp->setStyleSheet({});
            applyColors(*qApp, ColorMode::Light);
            WorkbenchFixture bench(folder);
            QCOMPARE(qApp->styleSheet().isEmpty(), early);
            MainWindow& window = bench.makeWindow();
            applyStyleSheet(*qApp);
            window.resize(width, 900);
            window.show();
            QVERIFY(QTest::qWaitForWindowExposed(&window));
            for (int view = MainWindow::Chats; view <= MainWindow::Welcome; ++view) {
                window.showView(static_cast<MainWindow::View>(view));
                if (view == MainWindow::Models) QTRY_VERIFY(isInspected(window));
                views[early] << settledPartsOf(window);
                QVERIFY(views[early].last().size() > 20);
            }
        }
        for (int view = MainWindow::Chats; view <= MainWindow::Welcome; ++view)
            QCOMPARE(views[true].at(view), views[false].at(view));
    }
};

}  // namespace mw::gui

QTEST_MAIN(mw::gui::TestStart)
#include "test_start.moc"
