// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QApplication>
#include <QClipboard>
#include <QSignalSpy>
#include <QtTest>

#include "controls.h"
#include "labeled_slider.h"
#include "theme.h"

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

    void survivesARangeOfOneValue() {
        LabeledSlider slider("Chats at once", 1, 256, 1, 0);
        slider.setLogarithmic(true);
        slider.setRange(1, 1);
        QTest::keyClick(slider.findChild<QSlider*>(), Qt::Key_Right);
        QCOMPARE(slider.value(), 1.0);
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
