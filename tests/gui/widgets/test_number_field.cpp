// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// Numbers as people type them.

#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

#include "field_note.h"
#include "labeled_slider.h"
#include "number_field.h"
#include "theme.h"
#include "typed_number.h"

namespace mw::gui {

class TestNumberField : public QObject {
    Q_OBJECT

 private:
    /// A field in a window, with another place for the focus.
    struct Rig {
        Rig(double least, double most, int decimals, const QLocale& locale = QLocale::c()) {
            window.setLocale(locale);
            field = new NumberField(least, most, decimals);
            other = new QLineEdit;
            auto* column = new QVBoxLayout(&window);
            column->addWidget(field);
            column->addWidget(other);
            window.resize(400, 200);
            window.show();
            window.activateWindow();
            if (!QTest::qWaitForWindowActive(&window)) qFatal("the window does not become active");
            field->setFocus();
        }
        void type(const QString& text) {
            field->setFocus();
            field->selectAll();
            QTest::keyClicks(field, text);
        }
        QString note() const {
            for (const FieldNote* each : window.findChildren<FieldNote*>())
                if (each->isVisible()) return each->accessibleName();
            return {};
        }

        QWidget window;
        NumberField* field;
        QLineEdit* other;
    };

 private slots:
    void initTestCase() { applyTheme(*qApp, ColorMode::Light); }

    void readsNumbersAsPeopleWriteThem_data() {
        QTest::addColumn<QString>("locale");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("whole");
        QTest::addColumn<double>("meant");
        const auto row = [](const char* locale, const char* text, bool whole, double meant) {
            QTest::addRow("%s: %s%s", locale, text, whole ? " (whole)" : "") << locale << text << whole << meant;
        };
        for (const char* locale : {"C", "en_US", "de_DE", "fr_FR", "de_CH", "ar_EG", "fa_IR", "hi_IN", "pt_BR"}) {
            row(locale, "0.5", false, 0.5);
            row(locale, "0,5", false, 0.5);
            row(locale, ".5", false, 0.5);
            row(locale, ",5", false, 0.5);
            row(locale, "5.", false, 5);
            row(locale, "0.500", false, 0.5);
            row(locale, "0,125", false, 0.125);
            row(locale, "1.000,5", false, 1000.5);
            row(locale, "1,000.5", false, 1000.5);
            row(locale, "1 000,5", false, 1000.5);
            row(locale, "1\u202F000,5", false, 1000.5);
            row(locale, "1\u00A0000", true, 1000);
            row(locale, "1’000.5", false, 1000.5);
            row(locale, "1'000'000", true, 1000000);
            row(locale, "1.000.000", true, 1000000);
            row(locale, "1,000,000", true, 1000000);
            row(locale, "10,00,000", true, 1000000);
            row(locale, "1.000", true, 1000);
            row(locale, "32,768", true, 32768);
            row(locale, "12.0", true, 12);
            row(locale, "1e-3", false, 0.001);
            row(locale, "1,5E3", true, 1500);
            row(locale, " 42 ", true, 42);
            row(locale, "+7", true, 7);
            row(locale, "-7", true, -7);
            row(locale, "\u22127", true, -7);
            row(locale, "٠٫٥", false, 0.5);
            row(locale, "١٬٠٠٠٫٥", false, 1000.5);
            row(locale, "۱۲۳", true, 123);
            row(locale, "１２", true, 12);
        }
        // Here the language decides.
        row("de_DE", "1.000", false, 1000);
        row("de_DE", "1,000", false, 1);
        row("en_US", "1,000", false, 1000);
        row("en_US", "1.000", false, 1);
        row("de_CH", "1.000", false, 1);
    }
    void readsNumbersAsPeopleWriteThem() {
        QFETCH(QString, locale);
        QFETCH(QString, text);
        QFETCH(bool, whole);
        const TypedNumber meant = numberMeant(text, -1e9, 1e9, whole, QLocale(locale));
        QCOMPARE(meant.fault, TypedNumber::Fault::None);
        QTEST(meant.value, "meant");
    }

    void takesTheMeaningThatTheFieldCanHold() {
        const QLocale german("de_DE");
        QCOMPARE(numberMeant("1.000", 0, 2, false, german).value, 1.0);
        QCOMPARE(numberMeant("1,000", 512, 32768, true, german).value, 1000.0);
        QCOMPARE(numberMeant("1.500", 0, 2, false, german).value, 1.5);
        for (const char* locale : {"C", "en_US", "de_DE", "fr_FR"})
            for (const char* thousands : {"1.000", "1,000", "40.000"}) {
                const TypedNumber meant = numberMeant(thousands, 0, 200, true, QLocale(locale));
                QCOMPARE(meant.fault, TypedNumber::Fault::OutOfRange);  // and not 1, or 40, without a word
            }
        QCOMPARE(numberMeant("12.0", 0, 200, true, german).value, 12.0);
    }

    void makesNothingOfWhatIsNoNumber_data() {
        QTest::addColumn<QString>("text");
        for (const char* text :
             {"",  " ",  "abc", "1.2.3", "1,2,3", "1.0000.000", "1,00.0", "12 34", "0.1,000",    "--1", "1-", ".",
              ",", "1e", "e3",  "0x10",  "1/2",   "5 %",        "nan",    "inf",   "01.000.000", "1²",  "①"})
            QTest::addRow("'%s'", text) << QString(text);
    }
    void makesNothingOfWhatIsNoNumber() {
        QFETCH(QString, text);
        QCOMPARE(numberMeant(text, -1e9, 1e9, false, QLocale("de_DE")).fault, TypedNumber::Fault::Unclear);
    }

    void saysWhyANumberDoesNotFit() {
        QCOMPARE(numberMeant("3", 0, 2, false, QLocale::c()).fault, TypedNumber::Fault::OutOfRange);
        QCOMPARE(numberMeant("0,5", 1, 8, true, QLocale("de_DE")).fault, TypedNumber::Fault::Fraction);
        QCOMPARE(numberMeant("1e999", 0, 2, false, QLocale::c()).fault, TypedNumber::Fault::OutOfRange);
    }

    /// Of what is no amount: a port.
    void showsNoGroupsWhereNoneAreWanted() {
        Rig rig(1, 65535, 0, QLocale("en_US"));
        rig.other->setFocus();
        rig.field->setGroupSeparatorShown(false);
        rig.field->setValue(8420);
        QCOMPARE(rig.field->text(), QStringLiteral("8420"));
        rig.field->setFocus();
        rig.other->setFocus();
        QCOMPARE(rig.field->text(), QStringLiteral("8420"));
        rig.field->setGroupSeparatorShown(true);
        rig.field->setFocus();
        QCOMPARE(rig.field->text(), QStringLiteral("8420"));
        rig.other->setFocus();
        QCOMPARE(rig.field->text(), QStringLiteral("8,420"));
    }

    void takesWhatIsTypedInEveryLanguage_data() {
        QTest::addColumn<QString>("locale");
        for (const char* locale : {"C", "en_US", "de_DE", "fr_FR", "de_CH", "ar_EG", "hi_IN"})
            QTest::newRow(locale) << locale;
    }
    void takesWhatIsTypedInEveryLanguage() {
        QFETCH(QString, locale);
        Rig rig(0, 2, 2, QLocale(locale));
        QSignalSpy changed(rig.field, &NumberField::valueChanged);
        for (const QString text : {"0.5", "0,5", "0,50"}) {
            rig.field->setValue(1.25);
            rig.type(text);
            QTest::keyClick(rig.field, Qt::Key_Return);
            QCOMPARE(rig.field->value(), 0.5);
            rig.field->setValue(1.25);
            rig.type(text);
            rig.other->setFocus();
            QCOMPARE(rig.field->value(), 0.5);
        }
        QVERIFY(rig.note().isEmpty());
        QCOMPARE(rig.field->text(), QLocale(locale).toString(0.5, 'f', 2));
    }

    void changesNothingAndSaysSo_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("said");
        QTest::newRow("letters") << "hot"
                                 << "“hot” is not a number. It stays 0.70.";
        QTest::newRow("too much") << "3"
                                  << "“3” is not between 0.00 and 2.00. It stays 0.70.";
        QTest::newRow("two points") << "0.5.0"
                                    << "“0.5.0” is not a number. It stays 0.70.";
        // No groups of thousands.
        QTest::newRow("group of one") << "1.234.5"
                                      << "“1.234.5” is not a number. It stays 0.70.";
        QTest::newRow("group of five") << "12345 678"
                                       << "“12345 678” is not a number. It stays 0.70.";
        QTest::newRow("hardly anything") << "1e-9"
                                         << "“1e-9” is too small to be told from 0. It stays 0.70.";
    }
    void changesNothingAndSaysSo() {
        QFETCH(QString, text);
        for (const bool enter : {true, false}) {
            Rig rig(0, 2, 2);
            rig.field->setValue(0.7);
            QSignalSpy changed(rig.field, &NumberField::valueChanged);
            rig.type(text);
            if (enter)
                QTest::keyClick(rig.field, Qt::Key_Return);
            else
                rig.other->setFocus();
            QCOMPARE(rig.field->value(), 0.7);
            QCOMPARE(rig.field->text(), QString("0.70"));
            QCOMPARE(changed.size(), 0);
            QTEST(rig.note(), "said");
        }
    }

    void theNoteLiesInTheWindowAndGoesWhenTypingGoesOn() {
        Rig rig(0, 2, 2);
        rig.type("x");
        QTest::keyClick(rig.field, Qt::Key_Return);
        const auto* note = rig.window.findChild<FieldNote*>();
        QVERIFY(note);
        QVERIFY(rig.window.rect().contains(note->geometry()));
        QVERIFY(!note->geometry().intersects(rig.field->geometry()));
        QTest::keyClick(rig.field, Qt::Key_1);
        QTRY_VERIFY(rig.note().isEmpty());
    }

    void oneNoteIsShownAtATime() {
        Rig rig(0, 2, 2);
        FieldNote::say(rig.field, QStringLiteral("first"));
        FieldNote::say(rig.other, QStringLiteral("second"));
        QCOMPARE(rig.window.findChildren<FieldNote*>().size(), 1);
        QCOMPARE(rig.note(), QStringLiteral("second"));
        FieldNote::say(rig.other, QStringLiteral("third"));
        QCOMPARE(rig.window.findChildren<FieldNote*>().size(), 1);
        QCOMPARE(rig.note(), QStringLiteral("third"));
    }

    void aDialogDoesNotEndOnANumberThatIsNotTaken() {
        QDialog dialog;
        auto* field = new NumberField(1, 8, 0, &dialog);
        auto* button = new QPushButton("OK", &dialog);
        button->setDefault(true);
        connect(button, &QPushButton::clicked, &dialog, &QDialog::accept);
        dialog.show();
        dialog.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&dialog));
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, "0,5");
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(dialog.isVisible());
        QCOMPARE(field->wholeValue(), 1);
        field->selectAll();
        QTest::keyClicks(field, "4");
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(!dialog.isVisible());
        QCOMPARE(field->wholeValue(), 4);
    }

    void escapeTakesBackWhatIsBeingTyped() {
        Rig rig(0, 2, 2);
        rig.field->setValue(0.7);
        rig.type("1.9");
        QTest::keyClick(rig.field, Qt::Key_Escape);
        QCOMPARE(rig.field->text(), QString("0.70"));
        rig.other->setFocus();
        QCOMPARE(rig.field->value(), 0.7);
    }

    void keepsMoreDecimalsThanItUsuallyShows() {
        Rig rig(0, 1, 2);
        rig.type("0.125");
        rig.other->setFocus();
        QCOMPARE(rig.field->value(), 0.125);
        QCOMPARE(rig.field->text(), QString("0.125"));
        rig.type("1e-3");
        rig.other->setFocus();
        QCOMPARE(rig.field->value(), 0.001);
        rig.field->setValue(double(0.1f));
        QCOMPARE(rig.field->text(), QString("0.10"));
    }

    void groupsFiguresOnlyWhereNobodyTypes() {
        Rig rig(1, 10'000'000, 0, QLocale("en_US"));
        rig.field->setValue(32768);
        rig.other->setFocus();
        QCOMPARE(rig.field->text(), QString("32,768"));
        rig.field->setFocus();
        QCOMPARE(rig.field->text(), QString("32768"));
        QTest::keyClick(rig.field, Qt::Key_End);
        QTest::keyClick(rig.field, Qt::Key_0);
        rig.other->setFocus();
        QCOMPARE(rig.field->wholeValue(), 327680);
        QCOMPARE(rig.field->text(), QString("327,680"));
    }

    void whatIsSaidIsGroupedAsWhatIsShown() {
        Rig rig(512, 32768, 0, QLocale("en_US"));
        rig.field->setValue(16384);
        rig.type("999999");
        rig.other->setFocus();
        QCOMPARE(rig.note(), QString("“999999” is not between 512 and 32,768. It stays 16,384."));
        Rig port(1, 65535, 0, QLocale("en_US"));
        port.other->setFocus();
        port.field->setGroupSeparatorShown(false);
        port.field->setValue(8080);
        port.type("99999");
        port.other->setFocus();
        QCOMPARE(port.note(), QString("“99999” is not between 1 and 65535. It stays 8080."));
    }

    void takesTheWordForAValue() {
        Rig rig(0, 200, 0);
        rig.field->nameValue(0, "off");
        rig.field->setValue(40);
        rig.type("Off");
        rig.other->setFocus();
        QCOMPARE(rig.field->wholeValue(), 0);
        QCOMPARE(rig.field->text(), QString("off"));
        rig.type("40");
        rig.other->setFocus();
        QCOMPARE(rig.field->wholeValue(), 40);
    }

    void showsTheWordForAValueInTheMiddle() {
        Rig rig(-2, 2, 1);
        rig.field->setSingleStep(0.1);
        rig.field->nameValue(0, "off");
        QCOMPARE(rig.field->text(), QString("off"));
        rig.field->setValue(-0.3);
        QCOMPARE(rig.field->text(), QLocale().toString(-0.3, 'f', 1));
        rig.field->stepBy(3);  // sums of tenths miss zero by a little
        QCOMPARE(rig.field->text(), QString("off"));
        rig.type("0");
        rig.other->setFocus();
        QCOMPARE(rig.field->text(), QString("off"));
        rig.type("3");
        rig.other->setFocus();
        QCOMPARE(rig.field->text(), QString("off"));  // it stays
        QCOMPARE(rig.field->value(), 0.0);
    }

    void leavesAUnitAlone() {
        Rig rig(1, 100'000, 0, QLocale("de_DE"));
        rig.field->setSuffix(" tokens");
        rig.type("8.192");
        rig.other->setFocus();
        QCOMPARE(rig.field->wholeValue(), 8192);
        QCOMPARE(rig.field->text(), QString("8.192 tokens"));
    }

    void aSliderTakesThemToo() {
        LabeledSlider slider("Temperature", 0, 2, 0.05, 2);
        slider.setLocale(QLocale("de_DE"));
        slider.setValue(0.7);
        slider.show();
        slider.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&slider));
        QSignalSpy edited(&slider, &LabeledSlider::valueEdited);
        auto* field = slider.findChild<NumberField*>();
        field->selectAll();
        QTest::keyClicks(field, "0.5");
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(slider.value(), 0.5);
        QCOMPARE(edited.size(), 1);
    }
};

}  // namespace mw::gui

QTEST_MAIN(mw::gui::TestNumberField)
#include "test_number_field.moc"
