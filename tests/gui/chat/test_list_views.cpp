// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// The list of chats: its groups, what is chosen and done to it, names, folders, files that are dropped on it.

#include <QDropEvent>
#include <QGuiApplication>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMimeData>
#include <QTest>
#include <QTimer>
#include <QUrl>
#include <QWindow>

#include "chat_groups.h"
#include "chat_list.h"
#include "chat_list_model.h"
#include "exchange_note.h"
#include "longest_gap.h"
#include "theme.h"
#include "views_window.h"

namespace mw::gui {
namespace {

constexpr qint64 kHour = 3'600'000, kDay = 24 * kHour;

struct Window : ViewsWindow {
    using ViewsWindow::ViewsWindow;
    ChatList* list() { return view.list(); }
    QListView* rows() { return view.list()->view(); }
    ChatListModel* model() { return qobject_cast<ChatListModel*>(rows()->model()); }

    /// A closed chat that was used so long ago.
    ChatId addOld(const QString& title, qint64 age) {
        ChatInfo info{.id = store.newChatId(), .title = title, .named = true};
        info.created = info.updated = QDateTime::currentMSecsSinceEpoch() - age;
        info.identity = newIdentity();
        info.words = QStringLiteral("Words of ") + title;
        store.saveChat(info);
        controller.model().put(info);
        return info.id;
    }
    /// Headings in brackets, folders with what is in them, closed ones with "+".
    QString outline() {
        model()->rebuild();
        QStringList all;
        for (int row = 0; row < model()->rowCount(); ++row) {
            const QModelIndex index = model()->index(row);
            const QString text = index.data().toString();
            const int kind = index.data(ChatListModel::KindRole).toInt();
            if (kind == ChatListModel::ChatRow)
                all << (index.data(ChatListModel::IndentRole).toBool() ? QStringLiteral("- ") + text : text);
            else if (kind == ChatListModel::FolderRow || kind == ChatListModel::ArchiveRow)
                all << QStringLiteral("%1%2 %3")
                           .arg(index.data(ChatListModel::OpenRole).toBool() ? "" : "+", text)
                           .arg(index.data(ChatListModel::CountRole).toInt());
            else
                all << QLatin1Char('[') + text + QLatin1Char(']');
        }
        return all.join(QStringLiteral(", "));
    }
    void choose(const QVector<ChatId>& chats) {
        model()->rebuild();
        rows()->clearSelection();
        for (const ChatId chat : chats)
            rows()->selectionModel()->select(model()->index(model()->rowOf(chat)), QItemSelectionModel::Select);
        rows()->selectionModel()->setCurrentIndex(model()->index(model()->rowOf(chats.last())),
                                                  QItemSelectionModel::NoUpdate);
    }
    /// Opens the menu of what is chosen by the keyboard, and chooses an action.
    void chooseInMenu(const QString& text, const QString& inside = {}) {
        bool done = false;
        QTimer::singleShot(0, &view, [&] {
            auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
            QVERIFY(menu);
            const auto find = [](QMenu* in, const QString& wanted) -> QAction* {
                for (QAction* action : in->actions())
                    if (action->text() == wanted) return action;
                return nullptr;
            };
            QAction* action = find(menu, text);
            if (action && !inside.isEmpty()) action = find(action->menu(), inside);
            menu->close();
            QVERIFY2(action, qPrintable(text + inside));
            action->trigger();
            done = true;
        });
        QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(), QPoint());
        QCoreApplication::sendEvent(rows(), &event);
        QVERIFY(done);
    }
    void type(const QString& text) {
        // Where a menu was closed before, no window may be active here.
        QTRY_VERIFY(rows()->viewport()->findChild<QLineEdit*>());
        auto* editor = rows()->viewport()->findChild<QLineEdit*>();
        QTest::keyClicks(editor, text);
        QTest::keyClick(editor, Qt::Key_Return);
        QCoreApplication::processEvents();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);  // the field has gone
    }
};

}  // namespace

class TestListViews : public QObject {
    Q_OBJECT

 private slots:
    void init() { applyTheme(*qApp, ColorMode::Light); }

    /// Ctrl, which is held as of Ctrl+Tab, adds to what is chosen where a person clicks; here nobody did.
    void aShortcutChoosesOneChat() {
        QTemporaryDir folder;
        Window window(folder);
        window.add(QStringLiteral("a"));
        const ChatId second = window.add(QStringLiteral("b"));
        QTRY_COMPARE(window.list()->chosen(), QVector<ChatId>{second});
        QWindow* handle = window.view.windowHandle();
        QTest::keyPress(handle, Qt::Key_Control, Qt::ControlModifier);
        QVERIFY(QGuiApplication::keyboardModifiers() & Qt::ControlModifier);
        window.controller.setCurrent(window.controller.tabs().first());
        window.controller.newChat();
        QTRY_COMPARE(window.list()->chosen(), QVector<ChatId>{window.chat()->id()});
        QTest::keyRelease(handle, Qt::Key_Control);
    }

    void namesDaysAndAges_data() {
        QTest::addColumn<QDateTime>("time");
        QTest::addColumn<QString>("group");
        QTest::addColumn<QString>("age");
        const auto row = [](const char* name, const QDate& date, const QTime& time, const char* group,
                            const char* age) {
            QTest::newRow(name) << QDateTime(date, time) << QString::fromUtf8(group) << QString::fromUtf8(age);
        };
        row("a moment ago", {2026, 3, 10}, {15, 29, 30}, "Today", "now");
        row("from a clock that is ahead", {2026, 3, 11}, {1, 0}, "Today", "now");
        row("minutes", {2026, 3, 10}, {15, 10}, "Today", "20 min");
        row("the first of today", {2026, 3, 10}, {0, 0}, "Today", "15 h");
        row("the last of yesterday", {2026, 3, 9}, {23, 59, 59}, "Yesterday", "15 h");
        row("two days", {2026, 3, 8}, {12, 0}, "Last 7 days", "2 d");
        row("the first of seven", {2026, 3, 3}, {0, 0}, "Last 7 days", "1 wk");
        row("before the seven", {2026, 3, 2}, {23, 0}, "Last 30 days", "1 wk");
        row("a month that is not over in thirty days", {2026, 2, 8}, {0, 0}, "Last 30 days", "4 wk");
        row("before that", {2026, 2, 7}, {23, 0}, "February 2026", "4 wk");
        row("the year before", {2025, 12, 31}, {23, 0}, "December 2025", "Dec 2025");
    }

    void namesDaysAndAges() {
        QFETCH(QDateTime, time);
        const QDateTime now({2026, 3, 10}, {15, 30});
        ChatGroups groups(now);
        QTEST(groups.groupOf(time.toMSecsSinceEpoch()), "group");
        QTEST(ChatGroups::ageOf(time.toMSecsSinceEpoch(), now), "age");
    }

    /// One after the other, as a list asks for them.
    void namesMonthsOneAfterTheOther() {
        const QDateTime now({2026, 3, 10}, {15, 30});
        ChatGroups groups(now);
        QStringList names;
        for (const QDate& date : {QDate(2026, 1, 31), QDate(2026, 1, 1), QDate(2025, 12, 31), QDate(2025, 12, 1),
                                  QDate(2025, 1, 15), QDate(2024, 12, 15), QDate(2025, 12, 2), QDate(2026, 3, 9)})
            names.append(groups.groupOf(QDateTime(date, {12, 0}).toMSecsSinceEpoch()));
        QCOMPARE(names, (QStringList{"January 2026", "January 2026", "December 2025", "December 2025", "January 2025",
                                     "December 2024", "December 2025", "Yesterday"}));
    }

    void groupsChats() {
        QTemporaryDir folder;
        Window window(folder);
        const ChatId old = window.addOld(QStringLiteral("Old"), 400 * kDay);
        const ChatId pinned = window.addOld(QStringLiteral("Important"), 90 * kDay);
        const ChatId work = window.addOld(QStringLiteral("Report"), 3 * kDay);
        const ChatId done = window.addOld(QStringLiteral("Done"), 1000);
        window.addOld(QStringLiteral("New"), 0);
        window.controller.setPinned({pinned}, true);
        window.controller.moveToFolder({work}, QStringLiteral("Work"));
        window.controller.addFolder(QStringLiteral("Empty"));
        window.controller.setArchived({done}, true);
        const QString month = ChatGroups().groupOf(QDateTime::currentMSecsSinceEpoch() - 400 * kDay);
        QCOMPARE(window.outline(),
                 QStringLiteral("[Pinned], Important, Empty 0, Work 1, - Report, [Today], New, [%1], Old, +Archive 1")
                     .arg(month));
        window.controller.setArchived({old}, true);
        window.controller.setArchived({done}, false);
        window.model()->setOpen(window.model()->index(window.model()->rowOfFold(QStringLiteral("Work"))), false);
        QCOMPARE(window.outline(),
                 QStringLiteral("[Pinned], Important, Empty 0, +Work 1, [Today], New, Done, +Archive 1"));

        Bench again(folder);  // reads only, and all of that
        ChatListModel model(again.controller);
        QCOMPARE(model.rowCount(), window.model()->rowCount());
        const QString spoken = model.index(1).data(Qt::AccessibleTextRole).toString();
        QVERIFY2(
            spoken.startsWith(QStringLiteral("Important, ")) && spoken.endsWith(QStringLiteral("Words of Important")),
            qPrintable(spoken));
        QCOMPARE(model.index(3).data(Qt::AccessibleTextRole).toString(),
                 QStringLiteral("Folder Work, chats: 1, folded"));
    }

    void deletesSeveralAndBringsThemBackAtOnce() {
        QTemporaryDir folder;
        Window window(folder);
        QVector<ChatId> chats;
        for (const char* name : {"one", "two", "three", "four"})
            chats.prepend(window.add(QString::fromLatin1(name)));
        window.controller.closeTab(window.controller.tabs()[1]);
        window.controller.setCurrent(window.controller.tabs().last());
        window.rows()->setFocus();
        window.outline();
        QTest::keyClick(window.rows(), Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(window.rows(), Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(window.list()->chosen(), chats.mid(0, 3));
        QCOMPARE(window.controller.current()->id(), chats[0]);  // choosing opens nothing
        QTest::keyClick(window.rows(), Qt::Key_Delete);
        QCOMPARE(window.store.chats().size(), 1);
        QCOMPARE(window.outline(), QStringLiteral("[Today], one"));
        QVERIFY2(window.banners().contains(QStringLiteral("3 chats were deleted")), qPrintable(window.banners()));
        QTest::keyClick(window.rows(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(window.outline(), QStringLiteral("[Today], four, three, two, one"));
        QCOMPARE(window.controller.tabs().size(), 3);
        QVERIFY(!window.controller.canUndo());
    }

    void choosesByMouse() {
        QTemporaryDir folder;
        Window window(folder);
        const ChatId first = window.add(QStringLiteral("first")), second = window.add(QStringLiteral("second"));
        window.outline();
        const auto click = [&](ChatId chat, Qt::KeyboardModifiers modifiers = {}) {
            const QRect rect = window.rows()->visualRect(window.model()->index(window.model()->rowOf(chat)));
            QTest::mouseClick(window.rows()->viewport(), Qt::LeftButton, modifiers, rect.center());
        };
        click(first);
        QCOMPARE(window.controller.current()->id(), first);
        click(second, Qt::ControlModifier);
        QCOMPARE(window.controller.current()->id(), first);
        QCOMPARE(window.list()->chosen(), (QVector<ChatId>{second, first}));
        window.controller.setPinned({first}, true);  // the rows move; the choice stays
        window.outline();
        QCOMPARE(window.list()->chosen(), (QVector<ChatId>{first, second}));
    }

    void doesWithSeveralWhatTheMenuSays() {
        QTemporaryDir folder;
        Window window(folder);
        const ChatId first = window.addOld(QStringLiteral("First"), 0),
                     second = window.addOld(QStringLiteral("Second"), 1000);
        window.addOld(QStringLiteral("Third"), 2000);
        window.rows()->setFocus();
        window.choose({first, second});
        window.chooseInMenu(QStringLiteral("Pin"));
        QCOMPARE(window.outline(), QStringLiteral("[Pinned], First, Second, [Today], Third"));
        window.chooseInMenu(QStringLiteral("Move to folder"), QStringLiteral("New folder"));
        window.type(QStringLiteral("Work"));
        QCOMPARE(window.outline(), QStringLiteral("Work 2, - First, - Second, [Today], Third"));
        window.choose({first, second});
        window.chooseInMenu(QStringLiteral("Archive"));
        QCOMPARE(window.outline(), QStringLiteral("Work 0, [Today], Third, +Archive 2"));
        window.model()->setOpen(window.model()->index(window.model()->rowCount() - 1), true);
        window.choose({first});
        window.chooseInMenu(QStringLiteral("Take out of the archive"));
        QCOMPARE(window.outline(), QStringLiteral("Work 1, - First, [Today], Third, Archive 1, - Second"));
        window.choose({first, second});
        window.chooseInMenu(QStringLiteral("Delete 2 chats"));
        QCOMPARE(window.outline(), QStringLiteral("Work 0, [Today], Third"));
    }

    void renamesInPlace() {
        QTemporaryDir folder;
        Window window(folder);
        const ChatId chat = window.addOld(QStringLiteral("Before"), 0);
        window.controller.moveToFolder({chat}, QStringLiteral("Folder"));
        window.rows()->setFocus();
        window.choose({chat});
        QTest::keyClick(window.rows(), Qt::Key_F2);
        window.type(QStringLiteral("After"));
        QCOMPARE(window.outline(), QStringLiteral("Folder 1, - After"));
        QVERIFY(window.store.chats().first().named);
        QTest::keyClick(window.rows(), Qt::Key_Left);  // to the folder
        QTest::keyClick(window.rows(), Qt::Key_F2);
        window.type(QStringLiteral("Other"));
        QCOMPARE(window.outline(), QStringLiteral("Other 1, - After"));
        window.rows()->setCurrentIndex(window.model()->index(0));
        QTest::keyClick(window.rows(), Qt::Key_Left);
        QCOMPARE(window.outline(), QStringLiteral("+Other 1"));
        QTest::keyClick(window.rows(), Qt::Key_Right);
        QCOMPARE(window.outline(), QStringLiteral("Other 1, - After"));
        window.chooseInMenu(QStringLiteral("Remove the folder, keep its chats"));
        QCOMPARE(window.outline(), QStringLiteral("[Today], After"));
    }

    /// An answer that ends meanwhile, and sorts the list anew, must not take the field away.
    void letsANameBeTypedWhateverHappens() {
        QTemporaryDir folder;
        Window window(folder);
        const ChatId first = window.add(QStringLiteral("first"));
        const ChatId second = window.add(QStringLiteral("second"));
        window.controller.setCurrent(window.controller.tabs().first());
        const Ticket ticket = window.ask(QStringLiteral("more"));
        window.rows()->setFocus();
        window.choose({second});
        QTest::keyClick(window.rows(), Qt::Key_F2);
        QTRY_VERIFY(qobject_cast<QLineEdit*>(QApplication::focusWidget()));
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("Na"));
        playAnswer(window.engine, ticket, {QStringLiteral("ok")});
        window.controller.setPinned({first}, true);
        QTest::qWait(50);
        window.type(QStringLiteral("me"));
        QTRY_COMPARE(window.outline(), QStringLiteral("[Pinned], first, [Today], Name"));
    }

    void takesWhatIsDragged() {
        QTemporaryDir folder;
        Window window(folder);
        const ChatId first = window.addOld(QStringLiteral("First"), 0),
                     second = window.addOld(QStringLiteral("Second"), 1000);
        window.addOld(QStringLiteral("Third"), 40 * kDay);
        window.controller.setPinned({second}, true);
        window.controller.addFolder(QStringLiteral("Work"));
        window.outline();
        const auto drop = [&](const QVector<ChatId>& chats, int row) {
            QModelIndexList indexes;
            for (const ChatId chat : chats)
                indexes.append(window.model()->index(window.model()->rowOf(chat)));
            const std::unique_ptr<QMimeData> data(window.model()->mimeData(indexes));
            QVERIFY(window.model()->canDropMimeData(data.get(), Qt::MoveAction, -1, -1, window.model()->index(row)));
            window.model()->dropMimeData(data.get(), Qt::MoveAction, -1, -1, window.model()->index(row));
        };
        const QString month = ChatGroups().groupOf(QDateTime::currentMSecsSinceEpoch() - 40 * kDay);
        drop({first, second}, window.model()->rowOfFold(QStringLiteral("Work")));
        QCOMPARE(window.outline(), QStringLiteral("Work 2, - First, - Second, [%1], Third").arg(month));
        drop({second}, window.model()->rowCount() - 1);  // on a chat among the days
        QCOMPARE(window.outline(), QStringLiteral("Work 1, - First, [Today], Second, [%1], Third").arg(month));
        drop({second}, window.model()->rowOf(first));  // on a chat in the folder
        QCOMPARE(window.outline(), QStringLiteral("Work 2, - First, - Second, [%1], Third").arg(month));
        QVERIFY(window.model()->flags(window.model()->index(window.model()->rowOf(first))) & Qt::ItemIsDragEnabled);
    }

    void showsWhatStandsAroundWhatWasFound() {
        QTemporaryDir folder;
        Window window(folder);
        window.add(QStringLiteral("Where is it?"),
                   QStringLiteral("filler words ").repeated(40) + QStringLiteral("\n\nthe\nNÉEDLE of it all"));
        const ChatId inTitle = window.addOld(QStringLiteral("A Née\u0301edle"), kDay);
        window.controller.rename(inTitle, QStringLiteral("Of ne\u0301edles"));
        window.view.list()->searchField()->setText(QStringLiteral("néedle"));
        QTRY_VERIFY(window.model()->isFiltered());
        QCOMPARE(window.model()->rowCount(), 4);
        const QString snippet = window.model()->index(1).data(ChatListModel::WordsRole).toString();
        QVERIFY2(snippet.startsWith(QStringLiteral("…")) && snippet.endsWith(QStringLiteral("the NÉEDLE of it all")),
                 qPrintable(snippet));
        const QVector<Match> bold = matchesIn(snippet, window.model()->words());
        QCOMPARE(bold.size(), 1);
        QCOMPARE(snippet.mid(bold[0].start, bold[0].length), QStringLiteral("NÉEDLE"));
        QCOMPARE(window.model()->index(3).data(ChatListModel::WordsRole).toString(),
                 QStringLiteral("Words of A Née\u0301edle"));
        QCOMPARE(matchesIn(window.model()->index(3).data().toString(), window.model()->words()),
                 (QVector<Match>{{3, 7}}));
        const QPixmap picture = window.rows()->grab();  // paints it
        QVERIFY(!picture.isNull());
        window.view.list()->searchField()->clear();
        QVERIFY(!window.model()->isFiltered());
    }

    void saysWhatWasSaidLast() {
        QTemporaryDir folder;
        Window window(folder);
        window.add(QStringLiteral("Question"), QStringLiteral("**An** answer"));
        window.outline();
        const auto words = [&] { return window.model()->index(1).data(ChatListModel::WordsRole).toString(); };
        QCOMPARE(words(), QStringLiteral("An answer"));
        window.controller.regenerate(window.chat(), window.chat()->turns().last().id);
        playAnswer(window.engine, window.fake().last().ticket, {QStringLiteral("Another")});
        window.outline();
        QCOMPARE(words(), QStringLiteral("Another"));
        window.controller.switchBranch(window.chat(), window.chat()->turns().last().id, -1);
        window.outline();
        QCOMPARE(words(), QStringLiteral("An answer"));
        QCOMPARE(window.store.chats().first().words, QStringLiteral("**An** answer"));
    }

    void importsWhatIsDropped() {
        QTemporaryDir folder;
        Window window(folder);
        const QString exports = QStringLiteral(MW_TEST_DATA "/chats/exports/");
        const auto dropAll = [&](const QStringList& paths) {
            QMimeData data;
            QList<QUrl> urls;
            for (const QString& path : paths)
                urls.append(QUrl::fromLocalFile(path));
            data.setUrls(urls);
            QDragEnterEvent enter(QPoint(50, 200), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
            QCoreApplication::sendEvent(window.rows()->viewport(), &enter);
            if (!enter.isAccepted()) return false;
            QDropEvent event(QPointF(50, 200), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
            QCoreApplication::sendEvent(window.rows()->viewport(), &event);
            return true;
        };
        const auto drop = [&](const QString& path) { return dropAll({path}); };
        QVERIFY(!drop(folder.filePath(QStringLiteral("model.gguf"))));
        QVERIFY(drop(exports + QStringLiteral("chatgpt-pictures.json")));
        QTRY_VERIFY2(window.banners().contains(QStringLiteral("One chat was imported from ChatGPT")),
                     qPrintable(window.banners()));
        QVERIFY2(window.banners().contains(QStringLiteral("files (1), pictures (1), recordings (1)")),
                 qPrintable(window.banners()));
        QVERIFY2(window.outline().contains(QStringLiteral("Picture")), qPrintable(window.outline()));
        QVERIFY(drop(exports + QStringLiteral("chatgpt-pictures.json")));
        QTRY_VERIFY2(window.banners().contains(QStringLiteral("here already")), qPrintable(window.banners()));
        QCOMPARE(window.store.chats().size(), 1);
        QPushButton* copies = window.button(QStringLiteral("Import as copies"));
        QVERIFY(copies);
        copies->click();
        QTRY_COMPARE(window.store.chats().size(), 2);
        QVERIFY(drop(exports + QStringLiteral("bad-truncated.json")));
        QTRY_VERIFY2(window.banners().contains(QStringLiteral("bad-truncated.json cannot be imported")),
                     qPrintable(window.banners()));
        QPushButton* dismiss = window.button(QStringLiteral("Dismiss"));
        QVERIFY(dismiss);
        dismiss->click();
        QVERIFY(window.banners().isEmpty());
        QCOMPARE(window.store.chats().size(), 2);
        // One that is bad keeps no good one out.
        QVERIFY(dropAll({exports + QStringLiteral("bad-truncated.json"),
                         exports + QStringLiteral("chatgpt-linear.json"), exports + QStringLiteral("bad-list.json")}));
        QTRY_VERIFY2(window.banners().contains(QStringLiteral("One chat was imported from ChatGPT. 2 files could not")),
                     qPrintable(window.banners()));
        QCOMPARE(window.store.chats().size(), 3);
        QVERIFY(dropAll({exports + QStringLiteral("bad-truncated.json"), exports + QStringLiteral("bad-list.json")}));
        QTRY_VERIFY2(window.banners().contains(QStringLiteral("bad-truncated.json cannot")) &&
                         window.banners().contains(QStringLiteral("bad-list.json cannot")) &&
                         window.banners().contains(QStringLiteral("Nothing was changed")),
                     qPrintable(window.banners()));
    }

    /// Who goes on elsewhere has done with the chats that were chosen: the list shows which one is in front.
    void marksTheChatInFrontOnceTheListWasLeft() {
        QTemporaryDir folder;
        Window window(folder);
        window.add(QStringLiteral("In front"));
        const ChatId first = window.addOld(QStringLiteral("First"), 0),
                     second = window.addOld(QStringLiteral("Second"), 1000);
        window.outline();
        window.rows()->setFocus();
        window.choose({first, second});
        window.view.composer()->field()->setFocus();
        QVERIFY(!window.rows()->hasFocus());
        const ChatId added = window.controller.newChat()->id();
        window.outline();
        const QModelIndexList marked = window.rows()->selectionModel()->selectedIndexes();
        QCOMPARE(marked.size(), 1);
        QCOMPARE(marked.first().row(), window.model()->rowOf(added));
    }

    void twentyThousandChatsDoNotStallIt() {
        QTemporaryDir folder;
        Window window(folder);
        QVector<ChatInfo> chats;
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        for (int number = 0; number < 20'000; ++number) {
            ChatInfo info{.id = window.store.newChatId(), .title = QStringLiteral("Chat %1").arg(number)};
            info.updated = now - number * kHour;
            if (number % 7 == 0) info.folder = QStringLiteral("Folder %1").arg(number % 5);
            chats.append(info);
        }
        window.store.saveChats(chats);
        window.controller.model().add(chats);
        const mw::test::Gap rebuilt = mw::test::longestGap(window.view, [&] { window.model()->rebuild(); });
        qInfo("rebuilding the rows of 20,000 chats: %s", qPrintable(rebuilt.text()));
        QVERIFY2(!rebuilt.isStall(), qPrintable(rebuilt.text()));
        const mw::test::Gap asked = mw::test::longestGap(window.view, [&] { window.controller.newChat(); });
        qInfo("a new chat among 20,000: %s", qPrintable(asked.text()));
        QVERIFY2(!asked.isStall(), qPrintable(asked.text()));
    }
};

}  // namespace mw::gui

QTEST_MAIN(mw::gui::TestListViews)
#include "test_list_views.moc"
