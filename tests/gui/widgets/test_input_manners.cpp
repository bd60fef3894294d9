// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// What wheel and Enter do everywhere, and where the focus goes when its place is gone.

#include <QtTest/qtestspontaneevent.h>
#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>
#include <QWheelEvent>
#include <functional>

#include "focus_keeper.h"
#include "input_manners.h"
#include "labeled_slider.h"
#include "number_field.h"
#include "theme.h"

namespace mw::gui {

namespace {

bool activate(QWidget& window) {
    window.activateWindow();
    return QTest::qWaitForWindowActive(&window);
}

}  // namespace

class TestInputManners : public QObject {
    Q_OBJECT

 private:
    /// Fields in a scroll area that has room to scroll.
    struct Rig {
        Rig() : manners(&area), keeper(&area) {
            auto* page = new QWidget;
            column = new QVBoxLayout(page);
            first = add(new QLineEdit);
            number = add(new NumberField(0, 100, 0));
            box = add(new QComboBox);
            box->addItems({"one", "two", "three"});
            box->setCurrentIndex(1);
            typed = add(new QComboBox);
            typed->setEditable(true);
            typed->addItems({"one", "two", "three"});
            typed->setCurrentIndex(1);
            slider = add(new LabeledSlider("Value", 0, 100, 1, 0));
            slider->setValue(50);
            number->setValue(50);
            page->setMinimumHeight(2000);
            column->addStretch();
            area.setWidget(page);
            area.setWidgetResizable(true);
            area.resize(400, 300);
            area.show();
            if (!activate(area)) qFatal("the window does not become active");
            area.verticalScrollBar()->setValue(0);
            first->setFocus();
        }

        template <typename Widget>
        Widget* add(Widget* widget) {
            column->addWidget(widget);
            return widget;
        }
        void wheel(QWidget* over, int angle = -120) {
            const QPointF middle = QRectF(over->rect()).center();
            QWheelEvent event(middle, over->mapToGlobal(middle), {}, {0, angle}, Qt::NoButton, Qt::NoModifier,
                              Qt::NoScrollPhase, false);
            QSpontaneKeyEvent::setSpontaneous(&event);  // others do not go on to what is around
            qApp->notify(over, &event);
        }
        bool scrolled() {
            const bool moved = area.verticalScrollBar()->value() > 0;
            area.verticalScrollBar()->setValue(0);
            return moved;
        }

        QScrollArea area;
        InputManners manners;
        FocusKeeper keeper;
        QVBoxLayout* column;
        QLineEdit* first;
        NumberField* number;
        QComboBox* box;
        QComboBox* typed;
        LabeledSlider* slider;
    };

 private slots:
    void initTestCase() { applyTheme(*qApp, ColorMode::Light); }

    void theWheelChangesWhatWasClickedOnlyWhileItHasTheFocus() {
        Rig rig;
        QTest::mouseClick(rig.number->findChild<QLineEdit*>(), Qt::LeftButton);
        QVERIFY(rig.number->hasFocus());
        rig.wheel(rig.number, 120);
        QCOMPARE(rig.number->value(), 51.0);
        QDialog other;
        other.show();
        QVERIFY(activate(other));
        QVERIFY(!rig.number->hasFocus());
        rig.wheel(rig.number, -120);
        QCOMPARE(rig.number->value(), 51.0);
        QVERIFY(rig.scrolled());
    }

    void partsOfANotchAddUp() {
        Rig rig;
        auto* handle = rig.slider->findChild<QSlider*>();
        QTest::mousePress(handle, Qt::LeftButton);
        QTest::mouseRelease(handle, Qt::LeftButton);
        handle->setFocus(Qt::MouseFocusReason);
        rig.slider->setValue(50);
        for (const int expected : {50, 50, 51, 51, 51, 52}) {
            rig.wheel(handle, 40);
            QCOMPARE(rig.slider->value(), double(expected));
        }
    }

    void enterThatIsHeldPressesOnce() {
        Rig rig;
        auto* button = rig.add(new QPushButton("Go"));
        QSignalSpy pressed(button, &QPushButton::clicked);
        button->setFocus();
        QTest::keyPress(button, Qt::Key_Return);
        for (int i = 0; i < 3; ++i) {
            QKeyEvent again(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier, "\r", true);
            qApp->notify(button, &again);
        }
        QCOMPARE(pressed.count(), 1);
    }

    void theFocusGoesBackWithinItsWindow() {
        Rig rig;
        rig.typed->setFocus();
        rig.number->setFocus();
        QDialog other;
        new QLineEdit(&other);  // has the focus at first
        auto* elsewhere = new QLineEdit(&other);
        other.show();
        QVERIFY(activate(other));
        elsewhere->setFocus();
        QVERIFY(activate(rig.area));
        QTRY_VERIFY(rig.number->hasFocus());
        rig.number->hide();
        QTRY_VERIFY(rig.typed->hasFocus());
    }

    void theWheelScrollsAndChangesNoField() {
        Rig rig;
        auto* handle = rig.slider->findChild<QSlider*>();
        auto* field = rig.slider->findChild<NumberField*>();
        const std::initializer_list<QWidget*> all = {
            rig.number, rig.number->findChild<QLineEdit*>(), rig.box, rig.typed, rig.typed->lineEdit(), handle, field};
        const auto untouched = [&] {
            return rig.number->value() == 50 && rig.box->currentIndex() == 1 && rig.typed->currentIndex() == 1 &&
                   rig.slider->value() == 50;
        };
        for (QWidget* each : all) {
            rig.wheel(each);
            QVERIFY(untouched());
            QVERIFY2(rig.scrolled(), each->metaObject()->className());
            QVERIFY(rig.first->hasFocus());
        }
        // Nor with the focus that the keyboard, or the program, gave.
        for (QWidget* each : all) {
            each->setFocus(Qt::TabFocusReason);
            rig.wheel(each);
            QVERIFY(untouched());
            QVERIFY2(rig.scrolled(), each->metaObject()->className());
        }
    }

    void aClickLetsTheWheelChangeANumber() {
        Rig rig;
        QTest::mouseClick(rig.number->findChild<QLineEdit*>(), Qt::LeftButton);
        QVERIFY(rig.number->hasFocus());
        rig.wheel(rig.number, 120);
        QCOMPARE(rig.number->value(), 51.0);
        QVERIFY(!rig.scrolled());
        // Until it is left.
        rig.first->setFocus();
        rig.number->setFocus();
        rig.wheel(rig.number, 120);
        QCOMPARE(rig.number->value(), 51.0);
        auto* handle = rig.slider->findChild<QSlider*>();
        QTest::mouseClick(handle, Qt::LeftButton, {}, {handle->width() / 2, handle->height() / 2});
        const double clicked = rig.slider->value();
        rig.wheel(handle, 120);
        QVERIFY(rig.slider->value() > clicked);
    }

    void aChosenRowOfAComboBoxStaysUnderTheWheel() {
        Rig rig;
        QTest::mouseClick(rig.box, Qt::LeftButton);
        rig.box->hidePopup();
        QVERIFY(activate(rig.area));
        QTRY_VERIFY(rig.box->hasFocus());
        rig.wheel(rig.box);
        QCOMPARE(rig.box->currentIndex(), 1);
        // One that is typed into opens no list, and keeps the click and the focus.
        QTest::mouseClick(rig.typed->lineEdit(), Qt::LeftButton);
        QVERIFY(rig.typed->hasFocus());
        rig.wheel(rig.typed->lineEdit());
        rig.wheel(rig.typed);
        QCOMPARE(rig.typed->currentIndex(), 1);
    }

    void enterAndSpacePressEveryButton() {
        QWidget window;
        InputManners manners(&window);
        auto* column = new QVBoxLayout(&window);
        QAbstractButton* buttons[] = {new QPushButton("Push"), new QToolButton, new QPushButton("No default")};
        static_cast<QPushButton*>(buttons[2])->setAutoDefault(false);
        for (QAbstractButton* button : buttons)
            column->addWidget(button);
        window.show();
        QVERIFY(activate(window));
        for (QAbstractButton* button : buttons) {
            QSignalSpy clicked(button, &QAbstractButton::clicked);
            button->setFocus();
            for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter, Qt::Key_Space})
                QTest::keyClick(button, key);
            QCOMPARE(clicked.size(), 3);
        }
    }

    void aButtonIsNotLitWhereItsMenuTookTheMouseAway() {
        QWidget window;
        InputManners manners(&window);
        window.resize(400, 300);
        auto* button = new QToolButton(&window);
        auto* menu = new QMenu(button);
        menu->addAction("New folder");
        button->setMenu(menu);
        window.show();
        QVERIFY(activate(window));
        for (const bool returned : {false, true}) {
            button->setAttribute(Qt::WA_UnderMouse);  // as it was when it was clicked
            menu->popup(button->mapToGlobal(button->rect().bottomLeft()));
            QCursor::setPos(returned ? button->mapToGlobal(button->rect().center())
                                     : window.mapToGlobal(QPoint(390, 290)));
            menu->hide();
            QTest::qWait(1);
            QCOMPARE(button->underMouse(), returned);
        }
    }

    void enterPressesTheButtonWithTheFocusAndNotTheDefault() {
        QDialog dialog;
        InputManners manners(&dialog);
        auto* column = new QVBoxLayout(&dialog);
        auto* choose = new QPushButton("Choose folder…");
        auto* load = new QPushButton("Load");
        choose->setAutoDefault(false);
        load->setDefault(true);
        column->addWidget(choose);
        column->addWidget(load);
        QSignalSpy chosen(choose, &QPushButton::clicked), loaded(load, &QPushButton::clicked);
        dialog.show();
        QVERIFY(activate(dialog));
        choose->setFocus();
        QTest::keyClick(choose, Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(loaded.size(), 0);
    }

    void theFocusGoesBackToWhereItWas_data() {
        QTest::addColumn<int>("how");
        QTest::newRow("hidden") << 0;
        QTest::newRow("disabled") << 1;
        QTest::newRow("deleted") << 2;
        QTest::newRow("in what is hidden") << 3;
        QTest::newRow("in what is deleted") << 4;
    }
    void theFocusGoesBackToWhereItWas() {
        QFETCH(int, how);
        QWidget window;
        FocusKeeper keeper(&window);
        auto* column = new QVBoxLayout(&window);
        auto* chooser = new QPushButton("Model");
        auto* text = new QLineEdit;
        auto* banner = new QWidget;
        auto* row = new QVBoxLayout(banner);
        auto* button = new QPushButton("Dismiss");
        row->addWidget(button);
        for (QWidget* each : std::initializer_list<QWidget*>{chooser, text, banner})
            column->addWidget(each);
        window.show();
        QVERIFY(activate(window));
        text->setFocus();
        button->setFocus();
        const std::function<void()> ways[] = {[&] { button->hide(); }, [&] { button->setEnabled(false); },
                                              [&] { button->deleteLater(); }, [&] { banner->hide(); },
                                              [&] { banner->deleteLater(); }};
        ways[how]();
        QTRY_VERIFY(text->hasFocus());
        QTest::qWait(20);
        QVERIFY(text->hasFocus());
    }

    void whatIsHiddenBehindADialogLosesTheFocusToo() {
        QWidget window;
        FocusKeeper keeper(&window);
        auto* column = new QVBoxLayout(&window);
        auto* chooser = new QPushButton("Model");
        auto* text = new QLineEdit;
        auto* start = new QPushButton("Start");
        for (QWidget* each : std::initializer_list<QWidget*>{chooser, text, start})
            column->addWidget(each);
        window.show();
        QVERIFY(activate(window));
        text->setFocus();
        start->setFocus();
        {
            QDialog dialog(&window);
            auto* ok = new QPushButton("OK", &dialog);
            dialog.show();
            QVERIFY(activate(dialog));
            ok->setFocus();
            QTRY_VERIFY(ok->hasFocus());
            start->hide();
        }
        window.activateWindow();
        QTRY_VERIFY(text->hasFocus());
    }

    void whatIsNearestTakesItWhereNoPlaceIsLeft() {
        QWidget window;
        FocusKeeper keeper(&window);
        auto* column = new QVBoxLayout(&window);
        auto* chooser = new QPushButton("Model");
        auto* row = new QWidget;
        auto* inRow = new QHBoxLayout(row);
        auto* start = new QPushButton("Start");
        auto* cancel = new QPushButton("Cancel");
        inRow->addWidget(start);
        inRow->addWidget(cancel);
        cancel->hide();
        column->addWidget(chooser);
        column->addWidget(row);
        window.show();
        QVERIFY(activate(window));
        start->setFocus();
        connect(start, &QPushButton::clicked, start, [&] {
            start->hide();
            cancel->show();
        });
        start->click();
        QTRY_VERIFY(cancel->hasFocus());
    }

    void whoMovesTheFocusDecides() {
        QWidget window;
        FocusKeeper keeper(&window);
        auto* column = new QVBoxLayout(&window);
        QLineEdit* fields[] = {new QLineEdit, new QLineEdit, new QLineEdit, new QLineEdit};
        for (QLineEdit* each : fields)
            column->addWidget(each);
        window.show();
        QVERIFY(activate(window));
        fields[0]->setFocus();
        fields[1]->setFocus();
        fields[1]->hide();
        fields[3]->setFocus();
        QTest::qWait(20);
        QVERIFY(fields[3]->hasFocus());
        QTest::keyClick(fields[3], Qt::Key_Tab);
        QTest::qWait(20);
        QVERIFY(fields[0]->hasFocus());
    }
};

}  // namespace mw::gui

QTEST_MAIN(mw::gui::TestInputManners)
#include "test_input_manners.moc"
