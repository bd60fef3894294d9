// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// Which templates the picker shows, in which groups, and how one is chosen by keyboard and mouse.

#include "template_picker.h"

#include <QApplication>
#include <QLineEdit>
#include <QLocale>
#include <QPointer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

#include "theme.h"

namespace mw::gui {
namespace {

QStringList titlesOf(const QVector<TemplateGroup>& groups) {
    QStringList titles;
    for (const TemplateGroup& group : groups)
        titles.append(group.title);
    return titles;
}

}  // namespace

class TestTemplatePicker : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    TemplateLibrary m_library{{QStringLiteral(":/templates"), m_folder.filePath(QStringLiteral("templates"))}};

    static TemplatePicker* openedBy(TemplateBox& box) {
        box.showPopup();
        auto* picker = box.findChild<TemplatePicker*>();
        QCoreApplication::processEvents();
        return picker;
    }

 private slots:
    void initTestCase() {
        QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
        applyTheme(*qApp, ColorMode::Light);
        QString error;
        for (const char* name : {"Zeta of mine", "Alpha of mine"})
            QVERIFY(!m_library
                         .save({.name = QString::fromLatin1(name),
                                .description = QStringLiteral("rhymes on everything"),
                                .language = QStringLiteral("fr"),
                                .systemPrompt = QStringLiteral("x")},
                               &error)
                         .isEmpty());
    }

    void showsTheOwnLanguageThenYoursThenTheOthers() {
        const QVector<TemplateGroup> groups = groupsOf(m_library, QStringLiteral("de_DE"));
        QCOMPARE(titlesOf(groups), (QStringList{"Deutsch", "Yours", "English", "Español", "Français", "Italiano"}));
        qsizetype all = 0;
        for (const TemplateGroup& group : groups)
            all += group.templates.size();
        QCOMPARE(all, m_library.rowCount());
        for (const PromptTemplate* each : groups[0].templates)
            QVERIFY(each->language == QStringLiteral("de") && each->shipped);
        QCOMPARE(groups[1].templates.size(), 2);
        QCOMPARE(titlesOf(groupsOf(m_library, QStringLiteral("it_IT"))).first(), QStringLiteral("Italiano"));
        // Languages without templates of their own.
        for (const char* language : {"ja_JP", "C", ""})
            QCOMPARE(titlesOf(groupsOf(m_library, QLatin1String(language))).first(), QStringLiteral("English"));
    }

    void findsWordsWhereverTheyStand() {
        const auto found = [&](const char* words) {
            QStringList names;
            for (const TemplateGroup& group : groupsOf(m_library, QStringLiteral("de_DE"), QString::fromUtf8(words)))
                for (const PromptTemplate* each : group.templates)
                    names.append(each->name);
            return names;
        };
        QCOMPARE(found("ZETA mine"), QStringList{"Zeta of mine"});
        QCOMPARE(found("everything rhymes").size(), 2);
        QVERIFY(found("italiano").size() >= 5);
        QVERIFY(found("no template has these").isEmpty());
        QCOMPARE(found("  ").size(), m_library.rowCount());
    }

    void theKeyboardWalksOverTheHeadings() {
        TemplateBox box(m_library);
        box.fill();
        box.setCurrentIndex(box.findData(m_library.at(m_library.rowOf(QStringLiteral("de-assistant"))).id));
        box.resize(260, 30);
        box.show();
        QSignalSpy activated(&box, &QComboBox::activated);
        const QPointer<TemplatePicker> picker = openedBy(box);
        QVERIFY(picker && picker->isVisible() && picker->field()->hasFocus());
        QCOMPARE(picker->list()->currentItem()->data(0, Qt::UserRole).toString(), QStringLiteral("de-assistant"));
        QSet<QString> walked;
        for (int step = 0; step < m_library.rowCount() + 3; ++step) {
            walked.insert(picker->list()->currentItem()->data(0, Qt::UserRole).toString());
            QTest::keyClick(picker->field(), Qt::Key_Down);
        }
        for (int step = 0; step < m_library.rowCount() + 3; ++step) {
            walked.insert(picker->list()->currentItem()->data(0, Qt::UserRole).toString());
            QTest::keyClick(picker->field(), Qt::Key_Up);
        }
        QCOMPARE(walked.size(), m_library.rowCount());
        QVERIFY(!walked.contains(QString()));
        QTest::keyClicks(picker->field(), QStringLiteral("zeta"));
        QTest::keyClick(picker->field(), Qt::Key_Return);
        QCOMPARE(activated.size(), 1);
        QVERIFY(box.currentText().startsWith(QStringLiteral("Zeta of mine")));
        QTRY_VERIFY(!picker);
    }

    void aClickChoosesAndEscapeDoesNot() {
        TemplateBox box(m_library);
        box.fill();
        box.setCurrentIndex(0);
        box.show();
        QSignalSpy activated(&box, &QComboBox::activated);
        QPointer<TemplatePicker> picker = openedBy(box);
        QTest::keyClick(picker->field(), Qt::Key_Escape);
        QTRY_VERIFY(!picker);
        picker = openedBy(box);
        picker->field()->setText(QStringLiteral("nothing like it"));
        QTest::keyClick(picker->field(), Qt::Key_Return);
        QVERIFY(picker && picker->isVisible());
        picker->field()->setText(QStringLiteral("alpha"));
        QTreeWidget* list = picker->list();
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualItemRect(list->topLevelItem(0)).center());
        QCOMPARE(activated.size(), 0);  // a heading
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                          list->visualItemRect(list->topLevelItem(0)->child(0)).center());
        QCOMPARE(activated.size(), 1);
        QVERIFY(box.currentText().startsWith(QStringLiteral("Alpha of mine")));
    }
};

}  // namespace mw::gui

QTEST_MAIN(mw::gui::TestTemplatePicker)
#include "test_template_picker.moc"
