// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QApplication>
#include <QClipboard>
#include <QSignalSpy>
#include <QStyleOptionComboBox>
#include <QTest>
#include <QVBoxLayout>
#include <memory>

#include "choice_box.h"
#include "controls.h"
#include "flow_layout.h"
#include "labeled_slider.h"
#include "number_field.h"
#include "theme.h"
#include "wrapped_check_box.h"

using namespace mw::gui;

class TestControls : public QObject {
    Q_OBJECT

 private slots:
    void initTestCase() { applyTheme(*qApp, ColorMode::Light); }

    void everyPressOfAnArrowKeyMovesASlider_data() {
        QTest::addColumn<double>("least");
        QTest::addColumn<double>("most");
        QTest::addColumn<double>("step");
        QTest::addColumn<int>("decimals");
        QTest::addColumn<bool>("logarithmic");
        QTest::newRow("temperature") << 0.0 << 2.0 << 0.05 << 2 << false;
        QTest::newRow("chats at once") << 1.0 << 256.0 << 1.0 << 0 << true;
        QTest::newRow("context") << 512.0 << 32768.0 << 16.0 << 0 << true;
    }
    void everyPressOfAnArrowKeyMovesASlider() {
        QFETCH(double, least);
        QFETCH(double, most);
        QFETCH(double, step);
        QFETCH(int, decimals);
        QFETCH(bool, logarithmic);
        LabeledSlider slider("Value", least, most, step, decimals);
        slider.setLogarithmic(logarithmic);
        slider.setValue(least);
        auto* handle = slider.findChild<QSlider*>();
        double before = slider.value();
        for (int i = 0; i < 20; ++i) {
            QTest::keyClick(handle, Qt::Key_Right);
            QVERIFY2(slider.value() > before, qPrintable(QString("press %1 stayed at %2").arg(i + 1).arg(before)));
            before = slider.value();
        }
        QTest::keyClick(handle, Qt::Key_Left);
        QVERIFY(slider.value() < before);
        QTest::keyClick(handle, Qt::Key_End);
        QCOMPARE(slider.value(), most);
        QTest::keyClick(handle, Qt::Key_Home);
        QCOMPARE(slider.value(), least);
    }

    void aChoiceIsShortenedVisibly() {
        struct Probe : ChoiceBox {
            QString shown() const {
                QStyleOptionComboBox option;
                initStyleOption(&option);
                return option.currentText;
            }
        } box;
        const QString whole = "As the model wants: Mistral v1, system prompt last";
        box.addItems({"Plain", whole});
        box.resize(220, 30);
        box.ensurePolished();
        QCOMPARE(box.shown(), QString("Plain"));
        box.setCurrentIndex(1);
        QVERIFY2(box.shown().startsWith("As the") && box.shown().endsWith(QChar(0x2026)), qPrintable(box.shown()));
        QVERIFY(box.fontMetrics().horizontalAdvance(box.shown()) < 220);
        box.resize(800, 30);
        QCOMPARE(box.shown(), whole);
        QCOMPARE(box.currentText(), whole);
    }

    void aChoiceMayHaveAShorterWordForTheBox() {
        ChoiceBox box;
        box.addItems({"As the model wants: Mistral v1", "Plain"});
        box.setItemData(0, "Mistral v1", ChoiceBox::kClosedTextRole);
        QCOMPARE(box.closedText(), QString("Mistral v1"));
        QCOMPARE(box.currentText(),
                 QString("As the model wants: Mistral v1"));  // what is read out, and stands in the list
        box.setCurrentIndex(1);
        QCOMPARE(box.closedText(), QString("Plain"));
    }

    /// Icon and words stand together in the middle of a wide button, in both directions.
    void aButtonKeepsItsIconBesideItsWords() {
        for (const auto direction : {Qt::LeftToRight, Qt::RightToLeft}) {
            const std::unique_ptr<QPushButton> button(makeButton("New chat", ButtonKind::Secondary));
            QPixmap square(16, 16);
            square.fill(Qt::black);
            button->setIcon(square);
            button->setLayoutDirection(direction);
            button->resize(400, 30);
            const QImage image = button->grab().toImage();
            int first = -1, last = -1;
            for (int x = 4; x < image.width() - 4; ++x) {
                bool inked = false;
                for (int y = 6; y < image.height() - 6; ++y)
                    inked |= image.pixelColor(x, y).lightness() < 140;
                if (inked && first < 0) first = x;
                if (inked) last = x;
            }
            const int words = button->fontMetrics().horizontalAdvance(button->text());
            QVERIFY2(last - first <= words + 16 + 10, qPrintable(QString::number(last - first)));
            QVERIFY(std::abs((first + last) / 2 - 200) < 10);
            // The icon is where the line of reading begins.
            const bool iconLeft = image.pixelColor(first + 8, 15).lightness() < 20;
            QCOMPARE(iconLeft, direction == Qt::LeftToRight);
        }
    }

    void aCaptionGoesBelowItsHeadingWhereThereIsNoRoom() {
        Card card("Time to first token");
        card.setCaption("ms, of the requests of the last minute");
        card.body()->addWidget(new QWidget);
        QLabel* caption = nullptr;
        for (QLabel* label : card.findChildren<QLabel*>())
            if (label->accessibleName().startsWith("ms")) caption = label;
        QVERIFY(caption);
        card.resize(700, 200);
        card.show();
        const QLabel* heading = card.findChild<QLabel*>();
        QTRY_VERIFY(caption->y() < heading->geometry().bottom());
        card.resize(260, 200);
        QTRY_VERIFY(caption->y() > heading->geometry().bottom());
        QCOMPARE(caption->text(), QString("ms, of the requests of the last minute"));
        card.resize(700, 200);
        QTRY_VERIFY(caption->y() < heading->geometry().bottom());
    }

    void aFigureStandsAtTheEndOfItsSlider() {
        LabeledSlider slider("Temperature", 0, 2, 0.05, 2);
        const auto* field = slider.findChild<NumberField*>();
        QVERIFY(field->alignment() & Qt::AlignRight);
        slider.setLayoutDirection(Qt::RightToLeft);
        QVERIFY(field->alignment() & Qt::AlignLeft);
        QVERIFY(field->alignment() & Qt::AlignAbsolute);  // a figure is written from left to right there, too
    }

    void aCheckBoxTakesASecondLine() {
        WrappedCheckBox box("Leave out the oldest turns of this conversation when its context is full");
        box.ensurePolished();
        const int wide = box.sizeHint().width();
        QVERIFY(box.minimumSizeHint().width() < wide / 3);
        QVERIFY(box.heightForWidth(wide / 2) > box.heightForWidth(wide) + 8);
        box.resize(wide / 2, box.heightForWidth(wide / 2));
        box.show();
        QTest::mouseClick(&box, Qt::LeftButton, {}, {box.width() / 2, box.height() - 4});  // on its second line
        QVERIFY(box.isChecked());
        QTest::keyClick(&box, Qt::Key_Space);
        QVERIFY(!box.isChecked());
        // Words in both lines, none at the right edge.
        const QImage image = box.grab().toImage();
        const auto inked = [&](const QRect& part) {
            for (int y = part.top(); y <= part.bottom(); ++y)
                for (int x = part.left(); x <= part.right(); ++x)
                    if (image.pixelColor(x, y).lightness() < 120) return true;
            return false;
        };
        QVERIFY(inked({30, 0, box.width() - 40, box.height() / 2}));
        QVERIFY(inked({30, box.height() / 2, box.width() - 40, box.height() / 2}));
        QVERIFY(!inked({box.width() - 1, 0, 1, box.height()}));
    }

    void theHandleStopsAtSteps() {
        LabeledSlider slider("Temperature", 0, 2, 0.05, 2);
        auto* handle = slider.findChild<QSlider*>();
        for (const auto& [position, value] : {std::pair(333, 0.65), std::pair(1000, 2.0), std::pair(12, 0.0)}) {
            handle->setValue(position);
            QCOMPARE(slider.value() + 1, value + 1);
        }
    }

    void tellsOfAValueOncePerChangeByAPerson() {
        LabeledSlider slider("Top-p", 0, 1, 0.05, 2);
        QSignalSpy edited(&slider, &LabeledSlider::valueEdited);
        slider.setValue(0.5);
        QCOMPARE(edited.size(), 0);
        slider.findChild<QDoubleSpinBox*>()->setValue(0.9);
        QCOMPARE(edited.size(), 1);
        QTest::keyClick(slider.findChild<QSlider*>(), Qt::Key_Right);
        QCOMPARE(edited.size(), 2);
        QCOMPARE(edited.last().first().toDouble(), slider.value());
    }

    void aDoubleClickResets() {
        LabeledSlider slider("Temperature", 0, 2, 0.05, 2);
        slider.setResetValue(0.7);
        slider.setValue(1.5);
        QTest::mouseDClick(slider.findChild<QSlider*>(), Qt::LeftButton);
        QCOMPARE(slider.value(), 0.7);
    }

    void keepsAValueThatLiesBetweenTheSteps() {
        LabeledSlider slider("Temperature", 0, 2, 0.05, 2);
        slider.setValue(0.73);
        QCOMPARE(slider.value(), 0.73);
    }

    /// Where the knob stands, which no value tells.
    void theKnobStandsWhereTheValueIsInAnotherRange() {
        LabeledSlider slider("Context", 1000, 9000, 1000, 0);
        const auto* knob = slider.findChild<QSlider*>();
        const auto part = [&] { return double(knob->value()) / knob->maximum(); };
        slider.setValue(5000);
        QVERIFY(std::abs(part() - 0.5) < 0.01);
        slider.setRange(1000, 17000);
        QCOMPARE(slider.value(), 5000.0);
        QVERIFY(std::abs(part() - 0.25) < 0.01);
        slider.setRange(1000, 3000);  // it holds no 5000
        QCOMPARE(slider.value(), 3000.0);
        QCOMPARE(part(), 1.0);
        slider.setRange(1000, 9000);
        QVERIFY(std::abs(part() - 0.25) < 0.01);
        slider.setLogarithmic(true);
        QVERIFY(std::abs(part() - 0.5) < 0.01);  // 3 of 1 to 9
    }

    void survivesARangeOfOneValue() {
        LabeledSlider slider("Chats at once", 1, 256, 1, 0);
        slider.setLogarithmic(true);
        slider.setRange(1, 1);
        QTest::keyClick(slider.findChild<QSlider*>(), Qt::Key_Right);
        QCOMPARE(slider.value(), 1.0);
    }

    void aFlowHasRowsAsTallAsWhatIsInThem() {
        QWidget row;
        auto* flow = new FlowLayout(&row, 6);
        const QSize sizes[] = {{60, 40}, {60, 10}, {60, 10}, {120, 20}};
        QVector<QWidget*> parts;
        for (const QSize size : sizes) {
            parts << new QWidget;
            parts.last()->setFixedSize(size);
            flow->addWidget(parts.last());
        }
        QCOMPARE(flow->heightForWidth(70), 40 + 6 + 10 + 6 + 10 + 6 + 20);
        QCOMPARE(flow->heightForWidth(126), 40 + 6 + 10 + 6 + 20);  // two of them fit exactly
        QCOMPARE(flow->heightForWidth(125), flow->heightForWidth(70));
        QCOMPARE(flow->heightForWidth(1000), 40);
        row.resize(126, 200);
        row.show();
        QTRY_COMPARE(parts[3]->pos(), QPoint(0, 40 + 6 + 10 + 6));
        QCOMPARE(parts[1]->pos(), QPoint(66, 0));
        QCOMPARE(parts[2]->pos(), QPoint(0, 46));
        parts[0]->hide();  // and takes no room
        QTRY_COMPARE(parts[3]->pos(), QPoint(0, 10 + 6));
    }

    void foldsDetailsOutAndCopiesThem() {
        Banner banner(Banner::Kind::Bad);
        banner.setText("The file is cut off.");
        banner.show();
        auto shown = [&] {
            const auto labels = banner.findChildren<QLabel*>();
            return std::any_of(labels.begin(), labels.end(),
                               [](QLabel* label) { return label->isVisible() && label->text().contains("offset 8"); });
        };
        const auto buttons = banner.findChildren<QToolButton*>();
        QCOMPARE(buttons.size(), 2);
        QVERIFY(!buttons[0]->isVisible());
        banner.setDetails("model.safetensors, offset 8");
        QVERIFY(buttons[0]->isVisible());
        QVERIFY(!shown());
        QTest::mouseClick(buttons[0], Qt::LeftButton);
        QVERIFY(shown());
        QTest::mouseClick(buttons[1], Qt::LeftButton);
        QCOMPARE(QApplication::clipboard()->text(), QString("The file is cut off.\nmodel.safetensors, offset 8"));
    }

    void showsTextFromFilesAsItIs() {
        Banner banner(Banner::Kind::Bad);
        banner.setText("<img src='/etc/passwd'>");
        banner.setDetails("<b>bold</b>");
        for (const QLabel* label : banner.findChildren<QLabel*>())
            if (!label->text().isEmpty()) QCOMPARE(label->textFormat(), Qt::PlainText);
    }

    void iconsOfABannerFollowTheTheme() {
        Banner banner(Banner::Kind::Bad);
        banner.resize(300, 60);
        EmptyState empty("box", "Nothing here", "Do this.");
        empty.resize(500, 300);
        applyTheme(*qApp, ColorMode::Dark);
        Banner freshBanner(Banner::Kind::Bad);
        freshBanner.resize(300, 60);
        EmptyState freshEmpty("box", "Nothing here", "Do this.");
        freshEmpty.resize(500, 300);
        const bool bannerFollows = banner.grab().toImage() == freshBanner.grab().toImage();
        const bool emptyFollows = empty.grab().toImage() == freshEmpty.grab().toImage();
        applyTheme(*qApp, ColorMode::Light);
        QVERIFY(bannerFollows);
        QVERIFY(emptyFollows);
    }

    /// What stands in the corner begins behind the heading, and behind the caption if there is one.
    void aCardWithoutACaptionLeavesNoGap() {
        Card card(QStringLiteral("Heading"));
        auto* corner = new QWidget;
        card.setCorner(corner);
        card.resize(600, 100);
        card.show();
        int headingEnd = 0;
        for (const QLabel* label : card.findChildren<QLabel*>())
            if (label->text() == QLatin1String("Heading")) headingEnd = label->geometry().right();
        QVERIFY(headingEnd > 0);
        const int without = corner->x();
        QVERIFY2(without <= headingEnd + 30, qPrintable(QString::number(without - headingEnd)));
        card.setCaption(QStringLiteral("and what is said of it"));
        QTRY_VERIFY(corner->x() > without + 50);
    }

    void controlsThatShowOnlyAnIconHaveNames() {
        const std::unique_ptr<QToolButton> button(makeIconButton("copy", "Copy the details"));
        QCOMPARE(button->accessibleName(), QString("Copy the details"));
        LabeledSlider slider("Temperature", 0, 2, 0.05, 2);
        QCOMPARE(slider.findChild<QSlider*>()->accessibleName(), QString("Temperature"));
        QCOMPARE(slider.findChild<QDoubleSpinBox*>()->accessibleName(), QString("Temperature"));
    }
};

QTEST_MAIN(TestControls)
#include "test_controls.moc"
