// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// Downloading and choosing a model in the real window, against a double of the hub.

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QTest>
#include <QTimer>

#include "choice_list.h"
#include "download_card.h"
#include "download_dialog.h"
#include "downloads.h"
#include "found_card.h"
#include "hub_double.h"
#include "keep_screen.h"
#include "model_dialog.h"
#include "model_menu.h"
#include "path_label.h"
#include "status_strip.h"
#include "theme.h"
#include "tiny_model.h"
#include "welcome_view.h"
#include "workbench_fixture.h"

namespace mw::gui {

namespace {

constexpr int kPatienceMs = 30000;
using test::HubDouble;
using test::HubDoubleFault;

/// The files of a model that can be opened.
std::vector<test::HubDoubleFile> tinyModel() {
    const test::TempDir home;
    test::writeTinyModel(home / "m");
    std::vector<test::HubDoubleFile> files;
    for (const auto& entry : std::filesystem::directory_iterator(home / "m")) {
        const std::string name = entry.path().filename().string();
        files.push_back({.path = name, .isLfs = !name.ends_with(".json"), .content = test::readFile(entry.path())});
    }
    files.push_back({.path = "small.Q4_0.gguf", .bytes = 200'000});
    files.push_back({.path = "small.Q8_0.gguf", .bytes = 400'000});
    return files;
}

/// A window whose models go into a folder of its own.
struct Bench {
    explicit Bench(HubDouble::Settings settings = {}, std::vector<test::HubDoubleFile> files = tinyModel())
        : hub(std::move(settings), std::move(files)) {
        QSettings().setValue("downloads/parentFolder", models());
        qputenv("HF_ENDPOINT", QByteArray::fromStdString(hub.url()));
        window = &fixture.openWindow();
        window->resize(1280, 860);
        window->activateWindow();
        if (!QTest::qWaitForWindowActive(window)) qWarning("the window is not in front");
    }
    ~Bench() { qunsetenv("HF_ENDPOINT"); }

    QString models() const { return fixture.folder()->filePath("models"); }
    /// Opens the dialog as from the menu of the model's button.
    DownloadDialog& openDialog() {
        window->findChild<ModelMenu*>()->downloadChosen();
        return *window->findChild<DownloadDialog*>();
    }

    WorkbenchFixture fixture;
    HubDouble hub;
    MainWindow* window = nullptr;
};

template <typename T>
T* child(QWidget& parent, const char* name) {
    T* found = parent.findChild<T*>(name);
    if (!found) qFatal("no child named %s", name);
    return found;
}

QString shownText(QWidget& parent) {
    QStringList texts;
    for (const QLabel* label : parent.findChildren<QLabel*>())
        if (label->isVisibleTo(&parent)) texts << label->text();
    return texts.join('\n');
}

QAction* actionWith(const QMenu& menu, const QString& text) {
    for (QAction* action : menu.actions())
        if (action->text().contains(text)) return action;
    return nullptr;
}

}  // namespace

class TestDownloadDialog : public QObject {
    Q_OBJECT

 private slots:
    void initTestCase() { applyTheme(*qApp, ColorMode::Light); }

    /// From the name to the opened model, by keys alone.
    void fetchesAndOffersToOpen() {
        Bench bench;
        DownloadDialog& dialog = bench.openDialog();
        auto* field = child<QLineEdit>(dialog, "repository");
        QTRY_VERIFY(field->hasFocus());
        keepScreen(dialog, "download-choose");
        QTest::keyClicks(field, "somebody/small-mixtral");
        QCOMPARE(bench.hub.requests().size(), std::size_t{0});  // nobody is asked before a person says so
        QTest::keyClick(field, Qt::Key_Return);
        auto* forms = child<ChoiceList>(dialog, "forms");
        QTRY_VERIFY_WITH_TIMEOUT(forms->isVisible(), kPatienceMs);
        QVERIFY(forms->hasFocus());
        QCOMPARE(forms->topLevelItemCount(), 3);
        const QString text = shownText(dialog);
        QVERIFY2(text.contains("licence Apache-2.0"), qPrintable(text));
        QVERIFY2(text.contains("are free on this disk"), qPrintable(text));
        QCOMPARE(child<PathLabel>(dialog, "targetFolder")->whole(), bench.models() + "/small-mixtral");
        for (const HubDouble::Request& request : bench.hub.requests())
            QVERIFY2(request.path.starts_with("/api/"), request.path.c_str());  // and no file before that
        keepScreen(dialog, "download-terms");
        QTest::keyClick(forms, Qt::Key_Down);
        QVERIFY(child<QPushButton>(dialog, "next")->text().contains("200 kB"));
        QCOMPARE(child<PathLabel>(dialog, "targetFolder")->whole(), bench.models() + "/small-mixtral/Q4_0");
        QTest::keyClick(forms, Qt::Key_Up);
        QTest::keyClick(forms, Qt::Key_Return);
        QTRY_COMPARE(bench.window->currentView(), MainWindow::Models);
        // The keyboard goes on at what was started, not at whatever comes first on the page.
        const auto* started = bench.window->findChild<DownloadCard*>();
        QTRY_VERIFY(started && started->isAncestorOf(bench.window->focusWidget()));
        const auto open = [&]() -> QPushButton* {
            for (QPushButton* button : bench.window->findChildren<QPushButton*>())
                if (button->isVisible() && button->text().startsWith("Open it")) return button;
            return nullptr;
        };
        QTRY_VERIFY_WITH_TIMEOUT(open(), kPatienceMs);
        keepScreen(*bench.window, "download-complete");
        QTest::mouseClick(open(), Qt::LeftButton);
        auto* model = bench.window->findChild<ModelDialog*>();
        QVERIFY(model);
        QTRY_VERIFY_WITH_TIMEOUT(child<QPushButton>(*model, "load")->isEnabled(), kPatienceMs);
        QVERIFY(std::filesystem::exists((bench.models() + "/small-mixtral/config.json").toStdString()));
        QVERIFY(!std::filesystem::exists((bench.models() + "/small-mixtral/small.Q4_0.gguf").toStdString()));
        // What was fetched is in the list of the chooser.
        auto& finder = bench.window->findChild<WelcomeView*>()->found().finder();
        QTRY_COMPARE_WITH_TIMEOUT(finder.checkpoints().size(), 1, kPatienceMs);
        model->reject();
    }

    void showsHowFarItIsAndPauses() {
        Bench bench;
        DownloadDialog& dialog = bench.openDialog();
        child<QLineEdit>(dialog, "repository")->setText("somebody/small-mixtral");
        dialog.look();
        QTRY_VERIFY_WITH_TIMEOUT(child<ChoiceList>(dialog, "forms")->isVisible(), kPatienceMs);
        bench.hub.misbehave({.kind = HubDoubleFault::Kind::Cut, .after = 300'000}, 3);
        bench.hub.misbehave({.kind = HubDoubleFault::Kind::Status, .status = 503, .retryAfter = "95"}, 100);
        dialog.start();
        const auto card = [&] { return bench.window->findChild<DownloadCard*>(); };
        QTRY_VERIFY(card());
        const auto text = [&] { return child<ElidedLabel>(*card(), "downloadText")->whole(); };
        QTRY_VERIFY2_WITH_TIMEOUT(text().contains("the next try in"), qPrintable(text()), kPatienceMs);
        QVERIFY2(text().contains("503"), qPrintable(text()));
        keepScreen(*bench.window, "download-waiting");
        auto* pause = child<QPushButton>(*card(), "pause");
        pause->setFocus();
        QTest::keyClick(pause, Qt::Key_Space);
        auto* resume = child<QPushButton>(*card(), "resume");
        QTRY_VERIFY_WITH_TIMEOUT(resume->isVisible(), kPatienceMs);
        keepScreen(*bench.window, "download-paused");
        bench.hub.forgive();
        QTest::mouseClick(resume, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(child<QPushButton>(*card(), "openDownloaded")->isVisible(), kPatienceMs);
    }

    void givesUpOnlyWhenAskedTwice() {
        Bench bench;
        DownloadDialog& dialog = bench.openDialog();
        child<QLineEdit>(dialog, "repository")->setText("somebody/small-mixtral");
        dialog.look();
        QTRY_VERIFY_WITH_TIMEOUT(child<ChoiceList>(dialog, "forms")->isVisible(), kPatienceMs);
        bench.hub.misbehave({.kind = HubDoubleFault::Kind::Status, .status = 503, .retryAfter = "95"}, 100);
        dialog.start();
        const auto card = [&] { return bench.window->findChild<DownloadCard*>(); };
        QTRY_VERIFY(card());
        QTRY_VERIFY(child<QPushButton>(*card(), "giveUp")->isVisible());
        QTest::mouseClick(child<QPushButton>(*card(), "giveUp"), Qt::LeftButton);
        QVERIFY(child<QPushButton>(*card(), "remove")->isVisible());
        keepScreen(*bench.window, "download-give-up");
        QTest::mouseClick(child<QPushButton>(*card(), "remove"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!card() || !card()->isVisible(), kPatienceMs);
    }

    void asksForATokenAndKeepsItToItself() {
        Bench bench({.token = "hf_secret"});
        DownloadDialog& dialog = bench.openDialog();
        child<QLineEdit>(dialog, "repository")
            ->setText(QString::fromStdString(bench.hub.url()) + "/somebody/small-mixtral/blob/main/small.Q8_0.gguf");
        dialog.look();
        auto* token = child<QLineEdit>(dialog, "hubToken");
        QTRY_VERIFY_WITH_TIMEOUT(token->isVisible(), kPatienceMs);
        QCOMPARE(token->echoMode(), QLineEdit::Password);
        QVERIFY(child<QWidget>(dialog, "downloadRefusal")->isVisible());
        // Either the keyring is offered, or it is said that there is none; never nothing, nor a box that does nothing.
        QVERIFY(child<QWidget>(dialog, "keepToken")->isVisible() != child<QWidget>(dialog, "noKeyring")->isVisible());
        QVERIFY(!child<QWidget>(dialog, "forgetToken")->isVisible());
        keepScreen(dialog, "download-token");
        token->setText("hf_wrong");
        dialog.look();
        QTRY_VERIFY_WITH_TIMEOUT(token->isVisible() && token->text().isEmpty(), kPatienceMs);
        token->setText("hf_secret");
        dialog.look();
        auto* forms = child<ChoiceList>(dialog, "forms");
        QTRY_VERIFY_WITH_TIMEOUT(forms->isVisible(), kPatienceMs);
        QCOMPARE(forms->topLevelItemCount(), 1);  // the file that was named
        QVERIFY(child<QPushButton>(dialog, "next")->text().contains("400 kB"));
        dialog.reject();
    }

    /// The hub may tell everybody what it hands out to few.
    void asksForATokenWhereOnlySomeMayFetch() {
        Bench bench;
        bench.hub.answerApiWith(R"({"id": "somebody/small-mixtral", "sha": ")" + bench.hub.commit() +
                                R"(", "gated": "manual", "siblings": [{"rfilename": "x.gguf", "size": 3, "blobId": ")" +
                                std::string(40, '1') + R"("}]})");
        DownloadDialog& dialog = bench.openDialog();
        child<QLineEdit>(dialog, "repository")->setText("somebody/small-mixtral");
        dialog.look();
        QTRY_VERIFY_WITH_TIMEOUT(child<QLineEdit>(dialog, "hubToken")->isVisible(), kPatienceMs);
        QVERIFY2(shownText(dialog).contains("agreed to its terms"), qPrintable(shownText(dialog)));
        QVERIFY(!child<ChoiceList>(dialog, "forms")->isVisible());
        dialog.reject();
    }

    /// By the card of a download that failed for want of it.
    void goesOnWithTheTokenThatWasMissing() {
        Bench bench({.token = "hf_secret"});
        auto* downloads = bench.window->findChild<Downloads*>();
        QVERIFY(downloads);
        std::vector<HubFile> files = bench.hub.listed();
        std::erase_if(files, [](const HubFile& file) { return file.path != "small.Q4_0.gguf"; });
        const int id = downloads->start({"somebody/small-mixtral", "main", bench.hub.commit(), files,
                                         std::filesystem::path(bench.models().toStdString()) / "small"});
        QTRY_COMPARE_WITH_TIMEOUT(downloads->find(id)->state, Download::State::Failed, kPatienceMs);
        bench.window->showView(MainWindow::Models);
        const auto giveToken = [&]() -> DownloadDialog* {
            auto* button = child<QPushButton>(*bench.window->findChild<DownloadCard*>(), "resume");
            if (button->text() != "Give a token…") return nullptr;
            button->click();
            return bench.window->findChild<DownloadDialog*>();
        };
        DownloadDialog* dialog = giveToken();
        QVERIFY(dialog);
        QTRY_VERIFY(child<QLineEdit>(*dialog, "hubToken")->isVisible());
        // From there something else can be looked for: that is not what goes on then.
        dialog->back();
        child<QLineEdit>(*dialog, "repository")->setText("somebody/small-mixtral");
        dialog->look();
        QTRY_VERIFY_WITH_TIMEOUT(child<QLineEdit>(*dialog, "hubToken")->isVisible(), kPatienceMs);
        child<QLineEdit>(*dialog, "hubToken")->setText("hf_secret");
        dialog->look();
        QTRY_VERIFY_WITH_TIMEOUT(child<ChoiceList>(*dialog, "forms")->isVisible(), kPatienceMs);
        QCOMPARE(downloads->find(id)->state, Download::State::Failed);
        dialog->reject();
        QTRY_VERIFY(!bench.window->findChild<DownloadDialog*>());
        dialog = giveToken();
        QVERIFY(dialog);
        dialog->look();
        QTRY_COMPARE_WITH_TIMEOUT(downloads->find(id)->state, Download::State::Complete, kPatienceMs);
    }

    void knowsWhatHasNotEndedInAFolder() {
        const std::vector<test::HubDoubleFile> files{{.path = "config.json", .bytes = 700, .isLfs = false},
                                                     {.path = "model-00001-of-00002.safetensors", .bytes = 600'000},
                                                     {.path = "model-00002-of-00002.safetensors", .bytes = 500'000},
                                                     {.path = "notes.txt", .bytes = 300'000}};
        Bench bench({}, files);
        const auto look = [&](const QString& place) -> DownloadDialog& {
            DownloadDialog& dialog = bench.openDialog();
            child<QLineEdit>(dialog, "repository")->setText(place);
            dialog.look();
            [&] { QTRY_VERIFY_WITH_TIMEOUT(child<ChoiceList>(dialog, "forms")->isVisible(), kPatienceMs); }();
            return dialog;
        };
        const auto room = [](DownloadDialog& dialog) { return child<QLabel>(dialog, "room")->text(); };
        const auto isClosed = [&] { return !bench.window->findChild<DownloadDialog*>(); };
        bench.hub.misbehaveWith("model-00002-of-00002.safetensors",
                                {.kind = HubDoubleFault::Kind::Status, .status = 503, .retryAfter = "95"}, 100);
        DownloadDialog& first = look("somebody/small-mixtral");
        QVERIFY2(room(first).contains("1 MB are to be written"), qPrintable(room(first)));
        first.start();
        auto* downloads = bench.window->findChild<Downloads*>();
        const auto download = [&] { return downloads->items().value(0); };
        QTRY_VERIFY_WITH_TIMEOUT(
            download().progress.bytes == 600'700 && download().progress.state == DownloadProgress::State::Waiting,
            kPatienceMs);
        downloads->pause(download().id);
        QTRY_COMPARE_WITH_TIMEOUT(download().state, Download::State::Paused, kPatienceMs);
        QTRY_VERIFY(isClosed());
        // The same once more; another file of it, which would lie in the same folder; and another model of that name.
        DownloadDialog& again = look("somebody/small-mixtral");
        QVERIFY2(room(again).contains("has not ended: 500 kB are missing"), qPrintable(room(again)));
        again.reject();
        QTRY_VERIFY(isClosed());
        DownloadDialog& single =
            look(QString::fromStdString(bench.hub.url()) + "/somebody/small-mixtral/blob/main/notes.txt");
        QVERIFY2(room(single).contains("300 kB are to be written"), qPrintable(room(single)));
        single.reject();
        QTRY_VERIFY(isClosed());
        const HubDouble other({.repository = "other/small-mixtral"}, files);
        qputenv("HF_ENDPOINT", QByteArray::fromStdString(other.url()));
        DownloadDialog& mixed = look("other/small-mixtral");
        mixed.start();
        QVERIFY(mixed.isVisible());
        QVERIFY2(shownText(mixed).contains("A download of somebody/small-mixtral into this folder has not ended"),
                 qPrintable(shownText(mixed)));
        QCOMPARE(downloads->items().size(), 1);
        mixed.reject();
    }

    void saysWhatIsWrongWithAName() {
        Bench bench;
        DownloadDialog& dialog = bench.openDialog();
        child<QLineEdit>(dialog, "repository")->setText("no name");
        dialog.look();
        QVERIFY(child<QWidget>(dialog, "downloadRefusal")->isVisible());
        QCOMPARE(bench.hub.requests().size(), std::size_t{0});
        child<QLineEdit>(dialog, "repository")->setText("somebody/other");
        dialog.look();
        auto* token = child<QLineEdit>(dialog, "hubToken");
        QTRY_VERIFY_WITH_TIMEOUT(token->isVisible(), kPatienceMs);
        QVERIFY2(shownText(dialog).contains("is not there, or private"), qPrintable(shownText(dialog)));
        dialog.back();
        QVERIFY(child<QLineEdit>(dialog, "repository")->isVisible());
        dialog.reject();
    }

    void choosesFromTheMenu() {
        Bench bench;
        QSettings().setValue("welcome/searchUsualFolders", true);
        test::writeTinyModel(std::filesystem::path(bench.models().toStdString()) / "Mixtral-tiny");
        bench.fixture.recent().add({bench.models() + "/gone", "An older model", 4096, 2});
        auto* menu = bench.window->findChild<ModelMenu*>();
        auto* button = bench.window->findChild<QPushButton*>("model");
        QVERIFY(bench.fixture.loadModel());
        button->setFocus();
        // The key opens the menu, which begins the search, and does not return before the menu is closed again.
        QTimer closing;
        connect(&closing, &QTimer::timeout, menu, [menu] {
            if (menu->isVisible()) menu->close();
        });
        closing.start(20);
        QTest::keyClick(button, Qt::Key_Space);
        closing.stop();
        auto& finder = bench.window->findChild<WelcomeView*>()->found().finder();
        QTRY_COMPARE_WITH_TIMEOUT(finder.checkpoints().size(), 1, kPatienceMs);
        QTRY_VERIFY(!finder.isRunning());
        // What fits is known once the machine was looked at.
        QTRY_VERIFY_WITH_TIMEOUT(shownText(*bench.window->findChild<StatusStrip*>()).contains("Memory"), kPatienceMs);
        menu->popup(button->mapToGlobal(QPoint(0, button->height())));
        QTRY_VERIFY(menu->isVisible());
        QTest::qWait(50);
        keepScreen(*menu, "model-menu");
        QStringList texts;
        for (const QAction* action : menu->actions())
            if (!action->isSeparator()) texts << action->text();
        const QString all = texts.join('\n');
        QVERIFY2(all.indexOf("Demo model") < all.indexOf("An older model"), qPrintable(all));
        QVERIFY2(all.indexOf("An older model") < all.indexOf("Mixtral-tiny"), qPrintable(all));
        QVERIFY2(actionWith(*menu, "Mixtral-tiny")->text().contains("bf16"), qPrintable(all));
        QVERIFY2(actionWith(*menu, "Mixtral-tiny")->text().endsWith("fits"), qPrintable(all));
        QVERIFY(actionWith(*menu, "Demo model")->isChecked());
        QVERIFY(!actionWith(*menu, "Found on this disk")->isEnabled());
        QVERIFY(actionWith(*menu, "Download a model"));
        menu->setActiveAction(actionWith(*menu, "Mixtral-tiny"));
        QTest::keyClick(menu, Qt::Key_Return);
        QTRY_VERIFY(bench.window->findChild<ModelDialog*>());
        bench.window->findChild<ModelDialog*>()->reject();
    }

    /// The demo model and what was opened lately are not among what was found, and of this the largest is first.
    void everyModelIsInTheMenuOnce() {
        Bench bench;
        QSettings().setValue("welcome/searchUsualFolders", true);
        const std::filesystem::path models(bench.models().toStdString());
        for (const char* name : {"a small one", "known"})
            test::writeTinyModel(models / name);
        test::writeTinyModel(models / "b large one", 4);
        for (int old = 0; old < 5; ++old)
            bench.fixture.recent().add({QString("/old/%1").arg(old), QString("Old %1").arg(old), 4096, 2});
        bench.fixture.recent().add({"/old/and", "This & that", 4096, 2});
        bench.fixture.recent().add({QString::fromStdString((models / "known").string()), "Known", 512, 2});
        QVERIFY(bench.fixture.loadModel());  // the demo model, which is the latest now
        auto* menu = bench.window->findChild<ModelMenu*>();
        const auto texts = [&] {
            emit menu->aboutToShow();
            QStringList names;
            for (const QAction* action : menu->actions())
                if (!action->data().toString().isEmpty()) names << action->text().section('\t', 0, 0);
            return names;
        };
        texts();  // begins the search
        auto& finder = bench.window->findChild<WelcomeView*>()->found().finder();
        QTRY_VERIFY_WITH_TIMEOUT(finder.checkpoints().size() == 3 && !finder.isRunning(), kPatienceMs);
        const QStringList wanted{"Demo model", "Known", "This && that", "Old 4",
                                 "Old 3",      "Old 2", "b large one",  "a small one"};
        QCOMPARE(texts(), wanted);
        QCOMPARE(texts(), wanted);  // each time
    }

    void loadsWhatWasOpenedLatelyAtOnce() {
        Bench bench;
        const std::filesystem::path folder = std::filesystem::path(bench.models().toStdString()) / "Mixtral-tiny";
        test::writeTinyModel(folder);
        bench.fixture.recent().add({QString::fromStdString(folder.string()), "Tiny", 512, 2});
        auto* menu = bench.window->findChild<ModelMenu*>();
        menu->popup(QPoint(10, 60));
        QTRY_VERIFY(menu->isVisible());
        menu->setActiveAction(actionWith(*menu, "Tiny"));
        QTest::keyClick(menu, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(bench.fixture.session().model() != nullptr, kPatienceMs);
        QCOMPARE(bench.fixture.session().directory(), QString::fromStdString(folder.string()));
    }
};

}  // namespace mw::gui

QTEST_MAIN(mw::gui::TestDownloadDialog)
#include "test_download_dialog.moc"
