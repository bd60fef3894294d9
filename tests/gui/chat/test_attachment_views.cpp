// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// Files that are dropped, pasted or chosen, and what is made of long pastes and of tables.

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QDir>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QImage>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QPainter>
#include <QPdfWriter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QToolButton>
#include <algorithm>
#include <cstdio>
#include <fstream>

#include "attachment_chip.h"
#include "file_text.h"
#include "theme.h"
#include "views_window.h"

namespace mw::gui {
namespace {

QString write(const QTemporaryDir& folder, const QString& name, const QByteArray& bytes) {
    QFile file(folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly)) qFatal("cannot write");
    file.write(bytes);
    return file.fileName();
}

QString writePdf(const QTemporaryDir& folder, const QStringList& pages) {
    const QString path = folder.filePath(QStringLiteral("report.pdf"));
    QPdfWriter writer(path);
    QPainter painter(&writer);
    for (qsizetype page = 0; page < pages.size(); ++page) {
        if (page > 0) writer.newPage();
        painter.drawText(QPointF(500, 1000), pages[page]);
    }
    return path;
}

struct Window : ViewsWindow {
    explicit Window(const QTemporaryDir& folder) : ViewsWindow(folder) {
        view.resize(1000, 700);
        controller.newChat();
    }
    void drop(const QStringList& paths) {
        QMimeData data;
        QList<QUrl> urls;
        for (const QString& path : paths)
            urls.append(QUrl::fromLocalFile(path));
        data.setUrls(urls);
        QDragEnterEvent enter(QPoint(500, 200), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&view, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent event(QPointF(500, 200), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&view, &event);
    }
    QList<AttachmentChip*> chips() {
        QList<AttachmentChip*> shown;
        for (AttachmentChip* chip : view.composer()->findChildren<AttachmentChip*>())
            if (chip->isVisible()) shown.append(chip);
        return shown;
    }
    QString said() {
        QStringList texts;
        for (const QLabel* label : view.composer()->findChildren<QLabel*>())
            if (label->isVisible()) texts.append(label->text());
        return texts.join(QLatin1Char('\n'));
    }
};

}  // namespace

class TestAttachmentViews : public QObject {
    Q_OBJECT

 private slots:
    void init() { applyTheme(*qApp, ColorMode::Light); }

    void readsTextOfAnyKindAndPdf() {
        QTemporaryDir folder;
        QCOMPARE(textOfFile(write(folder, "a.csv", "x,y\r\n1,2\r\n")).text, QStringLiteral("x,y\n1,2\n"));
        QCOMPARE(textOfFile(write(folder, "b.cpp", "int x;")).name, QStringLiteral("b.cpp"));
        QCOMPARE(textOfFile(write(folder, "c.txt",
                                  QByteArray("\xFF\xFE"
                                             "A\0"
                                             "\xE4\0",
                                             6)))
                     .text,
                 QStringLiteral("Aä"));
        // As spreadsheets on Windows write tables; which is said, as it is a guess.
        const FileText old = textOfFile(write(folder, "old.csv",
                                              "Gr\xF6\xDF"
                                              "e;5 \x80\r\n"));
        QCOMPARE(old.text, QStringLiteral("Größe;5 €\n"));
        QVERIFY2(old.remark.contains(QStringLiteral("old.csv")), qPrintable(old.remark));
        const FileText pdf =
            textOfFile(writePdf(folder, {QStringLiteral("First page"), QStringLiteral("Second page")}));
        QCOMPARE(pdf.problem, QString());
        QVERIFY2(pdf.text.contains(QStringLiteral("First page\n\nSecond page")), qPrintable(pdf.text));
    }

    /// A name of bytes that are no UTF-8, from an old disk; Qt shows it with U+FFFD.
    void readsFilesWhoseNamesAreNotUtf8() {
        QTemporaryDir folder;
        const QByteArray name = QFile::encodeName(folder.path()) + "/caf\xE9";
        std::ofstream((name + ".txt").constData()) << "text";
        const FileText text = textOfFile(QFile::decodeName(name + ".txt"));
        QCOMPARE(text.problem, QString());
        QCOMPARE(text.text, QStringLiteral("text"));
        QCOMPARE(text.name, QStringLiteral("caf\uFFFD.txt"));
        const QByteArray pdf = QFile::encodeName(writePdf(folder, {QStringLiteral("First page")}));
        QCOMPARE(std::rename(pdf.constData(), (name + ".pdf").constData()), 0);
        const FileText read = textOfFile(QFile::decodeName(name + ".pdf"));
        QCOMPARE(read.problem, QString());
        QVERIFY2(read.text.contains(QStringLiteral("First page")), qPrintable(read.text));
    }

    /// Each of them by its name, and why.
    void refusesWhatIsNoText() {
        QTemporaryDir folder;
        QImage picture(8, 8, QImage::Format_RGB32);
        picture.save(folder.filePath(QStringLiteral("photo.png")));
        QDir(folder.path()).mkdir(QStringLiteral("folder"));
        for (const QString& path :
             {folder.filePath(QStringLiteral("photo.png")), folder.filePath(QStringLiteral("folder")),
              folder.filePath(QStringLiteral("missing.txt")), write(folder, "empty.txt", " \n"),
              write(folder, "bytes.bin", QByteArray("\0\1\2\3", 4)), write(folder, "control.txt", "\xE4\x01\xF6"),
              write(folder, "unused.txt", "\xE4\x81"), write(folder, "broken.pdf", "%PDF-1.4\nnothing"),
              writePdf(folder, {QString()})}) {
            const FileText file = textOfFile(path);
            QVERIFY2(file.problem.contains(QFileInfo(path).fileName()), qPrintable(path + file.problem));
            QVERIFY(file.text.isEmpty());
            QVERIFY2(!file.problem.contains(QStringLiteral("Unknown error")) &&
                         !file.problem.contains(QStringLiteral("plain text")),
                     qPrintable(file.problem));
        }
        QCOMPARE(textOfFile(folder.filePath(QStringLiteral("missing.txt"))).problem,
                 QStringLiteral("missing.txt does not exist."));
        QCOMPARE(textOfFile(folder.filePath(QStringLiteral("bytes.bin"))).problem,
                 QStringLiteral("bytes.bin is neither text nor a PDF."));
    }

    void dropsBecomeChipsThatOpenAndGo() {
        QTemporaryDir folder;
        Window window(folder);
        window.drop({write(folder, "data.csv", "a,b\n1,2\n"), writePdf(folder, {QStringLiteral("Quarterly numbers")}),
                     write(folder, "tool.bin", QByteArray("\0\1", 2))});
        QTRY_COMPARE(window.chips().size(), 2);
        QTRY_VERIFY2(window.said().contains(QStringLiteral("tool.bin")), qPrintable(window.said()));
        const auto words = [&](int chip) { return window.chips()[chip]->findChild<QPushButton*>()->accessibleName(); };
        QTRY_VERIFY2(words(0).startsWith(QStringLiteral("data.csv · 8 characters · ")) &&
                         words(0).contains(QStringLiteral("token")),
                     qPrintable(words(0)));
        QTRY_VERIFY(words(1).startsWith(QStringLiteral("report.pdf")));
        const QString pictures = qEnvironmentVariable("MW_SCREENSHOTS");
        if (!pictures.isEmpty())
            for (const ColorMode mode : {ColorMode::Dark, ColorMode::Light}) {
                applyTheme(*qApp, mode);
                QTest::qWait(50);
                window.view.grab().save(QDir(pictures).filePath(
                    QStringLiteral("attachments-%1-%2.png")
                        .arg(mode == ColorMode::Dark ? QStringLiteral("dark") : QStringLiteral("light"))
                        .arg(int(window.view.devicePixelRatioF() * 100))));
            }

        // Opened by the keyboard.
        QString shown;
        QTimer::singleShot(0, qApp, [&] {
            auto* dialog = qobject_cast<QDialog*>(QApplication::activeModalWidget());
            shown = dialog->findChild<QPlainTextEdit*>()->toPlainText();
            dialog->reject();
        });
        auto* open = window.chips()[0]->findChild<QPushButton*>();
        open->setFocus();
        QTest::keyClick(open, Qt::Key_Space);
        QCOMPARE(shown, QStringLiteral("a,b\n1,2\n"));

        QTest::keyClick(window.chips()[0]->findChild<QToolButton*>(), Qt::Key_Space);
        QTRY_COMPARE(window.chips().size(), 1);
        QCOMPARE(window.chat()->draft().attachments.size(), 1);
        QCOMPARE(window.chat()->draft().attachments[0].name, QStringLiteral("report.pdf"));
    }

    void namesEachFileThatIsRefused() {
        QTemporaryDir folder;
        Window window(folder);
        window.drop({write(folder, "one.bin", QByteArray("\0\1", 2)), write(folder, "two.bin", QByteArray("\0\1", 2))});
        QTRY_VERIFY2(
            window.said().contains(QStringLiteral("one.bin")) && window.said().contains(QStringLiteral("two.bin")),
            qPrintable(window.said()));
        // In the chat that they were meant for.
        window.controller.newChat();
        QVERIFY2(!window.said().contains(QStringLiteral("one.bin")), qPrintable(window.said()));
    }

    /// A folder's worth of files leaves room for the conversation; all of them are reached, and one message says it.
    void manyFilesLeaveRoomForTheConversation() {
        constexpr int kFiles = 60;
        QTemporaryDir folder;
        Window window(folder);
        QStringList paths;
        for (int number = 0; number < kFiles; ++number) {
            paths.append(write(folder, QStringLiteral("text-%1.txt").arg(number), "words"));
            paths.append(write(folder, QStringLiteral("bytes-%1.bin").arg(number), QByteArray("\0\1", 2)));
        }
        window.drop(paths);
        QTRY_COMPARE(window.chat()->draft().attachments.size(), kFiles);
        QTRY_VERIFY2(window.said().contains(QStringLiteral("56 more")), qPrintable(window.said()));
        QTRY_VERIFY(window.view.composer()->height() < window.view.height() / 2);
        auto* area = window.view.composer()->findChild<QScrollArea*>(QStringLiteral("chips"));
        QTRY_VERIFY(area->verticalScrollBar()->maximum() > 0);
        // The last one is reached by the keyboard, and comes into sight.
        const QList<AttachmentChip*> chips = window.chips();
        QCOMPARE(chips.size(), kFiles);
        // All have their figures, and with them their places.
        const auto isPlaced = [](const AttachmentChip* chip) {
            return chip->findChild<QPushButton*>()->accessibleName().contains(QStringLiteral("token")) &&
                   chip->width() == chip->sizeHint().width();
        };
        QTRY_VERIFY(std::all_of(chips.begin(), chips.end(), isPlaced));
        QTRY_VERIFY(area->verticalScrollBar()->maximum() + area->height() > chips.last()->geometry().bottom());
        auto* before = chips[kFiles - 2]->findChild<QToolButton*>();
        before->setFocus();
        QTest::keyClick(before, Qt::Key_Tab);
        QVERIFY(chips.last()->isAncestorOf(QApplication::focusWidget()));
        QTRY_VERIFY2(!chips.last()->visibleRegion().isEmpty(),
                     qPrintable(QStringLiteral("scrolled to %1 of %2, the chip is at %3 of %4")
                                    .arg(area->verticalScrollBar()->value())
                                    .arg(area->verticalScrollBar()->maximum())
                                    .arg(chips.last()->y())
                                    .arg(area->widget()->height())));
        QTest::keyClicks(window.view.composer()->field(), QStringLiteral("go"));
        QVERIFY(!window.said().contains(QStringLiteral("more")));
    }

    /// Whichever is in front once it has been read.
    void aFileGoesToTheChatThatItWasDroppedOn() {
        QTemporaryDir folder;
        Window window(folder);
        Chat* chat = window.chat();
        window.drop({write(folder, "data.csv", "a,b\n1,2\n")});
        Chat* other = window.controller.newChat();
        QTRY_COMPARE(chat->draft().attachments.size(), 1);
        QVERIFY(other->draft().attachments.isEmpty());
    }

    /// Beside another chat there is little room: the name gives way, not the figures and the button that takes it away.
    void chipsStayInANarrowComposer() {
        QWidget narrow;
        narrow.resize(230, 60);
        AttachmentChip chip({.name = QStringLiteral("a rather long name of a file.csv"), .text = QString(600, u'x')},
                            &narrow);
        chip.setTokens(601);
        const QString whole = QStringLiteral("a rather long name of a file.csv · 600 characters · 601 tokens");
        auto* words = chip.findChild<QPushButton*>();
        QCOMPARE(words->accessibleName(), whole);
        QVERIFY(chip.sizeHint().width() > 230 && chip.minimumSizeHint().width() < 100);
        narrow.show();
        chip.resize(chip.sizeHint());
        QCOMPARE(words->text(), whole);
        QVERIFY(words->width() >= words->sizeHint().width());
        chip.resize(chip.sizeHint().width() - 60, chip.sizeHint().height());
        QVERIFY2(words->text().contains(QChar(0x2026)) &&
                     words->text().endsWith(QStringLiteral(" · 600 characters · 601 tokens")),
                 qPrintable(words->text()));
        chip.resize(narrow.width(), chip.sizeHint().height());
        QVERIFY2(words->text().contains(QChar(0x2026)) && words->text().endsWith(QStringLiteral(" · 601 tokens")) &&
                     !words->text().contains(QStringLiteral("characters")),
                 qPrintable(words->text()));
        QCoreApplication::processEvents();
        QVERIFY(words->width() >= words->sizeHint().width());
        const auto* remove = chip.findChild<QToolButton*>();
        QVERIFY(remove->geometry().right() < narrow.width());
    }

    /// A model that is dropped is opened, not read.
    void aModelIsLeftToTheWindow() {
        QTemporaryDir folder;
        Window window(folder);
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(write(folder, "mixtral.gguf", "GGUF"))});
        QDragEnterEvent enter(QPoint(500, 200), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&window.view, &enter);
        QVERIFY(!enter.isAccepted());
    }

    void pastesFilesLongTextAndNoPictures() {
        QTemporaryDir folder;
        Window window(folder);
        ComposerField* field = window.view.composer()->field();
        const auto paste = [&](const std::function<void(QMimeData&)>& fill) {
            auto* data = new QMimeData;
            fill(*data);
            QGuiApplication::clipboard()->setMimeData(data);
            field->paste();
        };
        paste([](QMimeData& data) { data.setText(QStringLiteral("short")); });
        QCOMPARE(field->toPlainText(), QStringLiteral("short"));
        const QString path = write(folder, "notes.md", "# Notes");
        paste([&](QMimeData& data) {
            data.setUrls({QUrl::fromLocalFile(path)});
            data.setText(path);
        });
        QTRY_COMPARE(window.chips().size(), 1);
        paste([](QMimeData& data) { data.setText(QString(5000, QLatin1Char('y'))); });
        QTRY_COMPARE(window.chips().size(), 2);
        QCOMPARE(field->toPlainText(), QStringLiteral("short"));
        paste([](QMimeData& data) { data.setImageData(QImage(4, 4, QImage::Format_RGB32)); });
        QVERIFY2(window.said().contains(QStringLiteral("Pictures")), qPrintable(window.said()));
        QTest::keyClicks(field, QStringLiteral("!"));
        QVERIFY(!window.said().contains(QStringLiteral("Pictures")));
    }

    /// Its beginning is enough between the answers; all of it is a click or a key away, and what is sought unfolds it.
    void aLongQuestionIsFolded() {
        QTemporaryDir folder;
        Window window(folder);
        QString lines;
        for (int line = 0; line < 400; ++line)
            lines += QStringLiteral("line %1\n").arg(line);
        window.controller.attach(window.chat(), QStringLiteral("log.txt"), lines);
        playAnswer(window.engine, window.ask(fullText(window.chat()->draft())), {QStringLiteral("Read.")},
                   FinishReason::Stop);
        ConversationView* view = window.view.conversation();
        QTRY_COMPARE(view->turnLayout().size(), 2);
        QCoreApplication::processEvents();
        const auto height = [&] { return view->turnLayout().at(0).height; };
        QVERIFY2(height() < 340, qPrintable(QString::number(height())));
        QVERIFY(view->turnLayout().at(0).layouts.back() == nullptr || view->turnLayout().at(0).layouts.size() == 1);
        const QString pictures = qEnvironmentVariable("MW_SCREENSHOTS");
        if (!pictures.isEmpty()) window.view.grab().save(QDir(pictures).filePath(QStringLiteral("folded.png")));

        // By the mouse.
        const auto click = [&] {
            const QRectF line = view->turnLayout().foldLine(0);
            QTest::mouseClick(view->viewport(), Qt::LeftButton, {},
                              (line.topLeft() + QPointF(20, 10 - view->verticalScrollBar()->value())).toPoint());
        };
        const qreal folded = height();
        click();
        QVERIFY(height() > 4000);
        QVERIFY(view->turnLayout().at(0).top >= view->verticalScrollBar()->value());  // nothing jumped
        // By the keyboard.
        view->setFocus();
        view->focusTurn(0);
        QTest::keyClick(view, Qt::Key_Return);
        QCOMPARE(height(), folded);
        QTest::keyClick(view, Qt::Key_Return);
        QVERIFY(height() > 4000);
        QTest::keyClick(view, Qt::Key_Return);
        // All of it is copied, whatever is seen.
        QTest::keyClick(view, Qt::Key_A, Qt::ControlModifier);
        QVERIFY(view->selectedText().contains(QStringLiteral("line 399")));
        // What is found in it is shown.
        FoundPlace place;
        place.turn = window.chat()->turns()[0].id;
        place.section = int(view->turnLayout().at(0).document.sections().size()) - 1;
        view->seekPlace(place);
        QTRY_VERIFY(height() > 4000);
        // A short one is as it was.
        QVERIFY(!view->turnLayout().at(1).foldable);
    }

    /// Who comes to the conversation by the keyboard sees that.
    void theKeyboardIsSeenInTheConversation() {
        QTemporaryDir folder;
        Window window(folder);
        playAnswer(window.engine, window.ask(QStringLiteral("q")), {QStringLiteral("Read.")}, FinishReason::Stop);
        ConversationView* view = window.view.conversation();
        window.view.composer()->field()->setFocus();
        const QImage before = view->grab().toImage();
        view->setFocus(Qt::BacktabFocusReason);
        QVERIFY(view->hasFocus());
        const QColor ring = themeOf(view).accent;
        const QImage after = view->grab().toImage();
        QCOMPARE(after.pixelColor(after.width() / 2, 2).name(), ring.name());
        QVERIFY(before.pixelColor(before.width() / 2, 2) != ring);
    }

    /// By the context menu's key alone.
    void aTableIsCopiedAsOne() {
        QTemporaryDir folder;
        Window window(folder);
        playAnswer(window.engine, window.ask(QStringLiteral("q")),
                   {QStringLiteral("- [ ] open\n- [x] done\n\n| a | b |\n|---|---|\n| $x$ | **2** |\n\nend")},
                   FinishReason::Stop);
        ConversationView* view = window.view.conversation();
        QTRY_COMPARE(view->turnLayout().size(), 2);
        QTRY_VERIFY(view->turnLayout().at(1).document.source().endsWith(QStringLiteral("end")));
        const QString pictures = qEnvironmentVariable("MW_SCREENSHOTS");
        if (!pictures.isEmpty()) window.view.grab().save(QDir(pictures).filePath(QStringLiteral("tasks.png")));
        view->setFocus();
        view->focusTurn(1);
        bool found = false, atTheTurn = false;
        QTimer::singleShot(0, qApp, [&] {
            auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
            const QPoint place = view->viewport()->mapFromGlobal(menu->pos());
            atTheTurn = view->turnRect(1).adjusted(0, 0, 0, 4).contains(place);
            for (QAction* action : menu->actions())
                if (action->text() == QStringLiteral("Copy the last table")) {
                    found = true;
                    action->trigger();
                }
            menu->close();
        });
        QContextMenuEvent event(QContextMenuEvent::Keyboard, view->rect().center(), view->mapToGlobal(QPoint(10, 10)));
        QCoreApplication::sendEvent(view, &event);
        QVERIFY(found);
        QVERIFY(atTheTurn);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("a\tb\n$x$\t2"));
        QVERIFY(QGuiApplication::clipboard()->mimeData()->html().contains(QStringLiteral("<td>$x$</td><td>2</td>")));
    }
};

}  // namespace mw::gui

QTEST_MAIN(mw::gui::TestAttachmentViews)
#include "test_attachment_views.moc"
