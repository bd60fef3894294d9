// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// Finding checkpoints on a disk: what is found, what is passed by, and that nothing holds a search up.

#include <sys/stat.h>

#include <QElapsedTimer>
#include <QMap>
#include <QSignalSpy>
#include <QTest>

#include "checkpoint_finder.h"
#include "tiny_model.h"
#include "usual_folders.h"

namespace mw::gui {

namespace fs = std::filesystem;

class TestCheckpointSearch : public QObject {
    Q_OBJECT

 private slots:
    void findsAFolderThatIsACheckpointItself() {
        TempDir root;
        test::writeTinyModel(root.path());
        const auto found = search(root.path());
        QCOMPARE(found.size(), 1U);
        QVERIFY(found[0].checkpoint && !found[0].failure);
        QCOMPARE(found[0].checkpoint->config.trainedContext, 2048);
    }

    /// What an earlier search had to say, and had not said yet, is not heard in the next one.
    void aNewSearchForgetsTheOneBefore() {
        TempDir full, empty;
        test::writeTinyModel(full / "model");
        CheckpointFinder finder;
        QSignalSpy found(&finder, &CheckpointFinder::found), finished(&finder, &CheckpointFinder::finished);
        const auto folder = [](const TempDir& dir) { return QStringList{QString::fromStdString(dir.path().string())}; };
        finder.search(folder(full));
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(finder.checkpoints().size(), 1);
        finder.search(folder(empty));
        QVERIFY(finder.checkpoints().isEmpty());
        QTRY_COMPARE(finished.count(), 2);
        QVERIFY(finder.checkpoints().isEmpty());
        // The first speaks to nobody who looks yet; then the second begins.
        found.clear();
        finder.search(folder(full));
        QTest::qSleep(300);
        finder.search(folder(empty));
        QTRY_COMPARE(finished.count(), 3);
        QTest::qWait(50);
        QCOMPARE(finished.count(), 3);
        QCOMPARE(found.count(), 0);
        QVERIFY(finder.checkpoints().isEmpty());
    }

    /// The hub's cache keeps snapshots of links to blobs.
    void findsASnapshotInTheHubsCache() {
        TempDir root;
        const fs::path model = root / "models--mistralai--Mixtral-8x7B";
        test::writeTinyModel(model / "blobs");
        const fs::path snapshot = model / "snapshots/0123abcd";
        fs::create_directories(snapshot);
        for (const char* name : {"config.json", "model.safetensors", "tokenizer.model"}) {
            fs::rename(model / "blobs" / name, model / "blobs" / (std::string("blob-") + name));
            fs::create_symlink(fs::path("../../blobs") / (std::string("blob-") + name), snapshot / name);
        }
        const auto found = search(root.path());
        QCOMPARE(found.size(), 1U);
        QCOMPARE(found[0].directory.filename().string(), std::string("0123abcd"));
        QVERIFY(found[0].checkpoint.has_value());
    }

    void findsAFolderWhoseNameIsNotUtf8() {
        TempDir root;
        const fs::path model = root / "Mod\xE8les" / "Mixtral";
        test::writeTinyModel(model);
        const auto found = search(root.path());
        QCOMPARE(found.size(), std::size_t(1));
        QCOMPARE(found[0].directory, fs::canonical(model));
        QVERIFY(found[0].checkpoint.has_value());
    }

    void findsAModelOnceThoughItIsReachedTwice() {
        TempDir root;
        test::writeTinyModel(root / "a/model");
        fs::create_directory_symlink(root / "a", root / "link");
        fs::create_directory_symlink(root.path(), root / "a/loop");
        std::vector<fs::path> roots{root.path(), root / "a", root / "link"};
        QCOMPARE(search(roots).size(), 1U);
    }

    void passesOtherModelsAndOtherFoldersBy_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("another architecture") << "config.json" << QByteArray(R"({"model_type":"llama"})");
        QTest::newRow("no JSON") << "config.json" << QByteArray("hello");
        QTest::newRow("an array") << "config.json" << QByteArray("[1]");
        QTest::newRow("a number for a name") << "config.json" << QByteArray(R"({"model_type":7})");
        QTest::newRow("a dense model of Mistral's") << "params.json" << QByteArray(R"({"n_layers":2})");
        QTest::newRow("something else's parameters") << "params.json" << QByteArray(R"({"moe":1})");
        QTest::newRow("a huge file") << "config.json"
                                     << QByteArray(R"({"model_type":"mixtral"})") + QByteArray(2 << 20, ' ');
    }
    void passesOtherModelsAndOtherFoldersBy() {
        QFETCH(QString, file);
        QFETCH(QByteArray, content);
        TempDir root;
        test::writeFile(root / file.toStdString(), content.toStdString());
        QVERIFY(search(root.path()).empty());
    }

    /// Models in files lie side by side, of any kind, as LM Studio and the hub's cache keep them.
    void findsGgufFiles() {
        TempDir root;
        const fs::path folder = root / "someone/Mixtral-GGUF";
        fs::create_directories(folder);
        const fs::path golden = fs::path(MW_TEST_DATA) / "gguf";
        for (const char* part : {"gqa4-00001-of-00002.gguf", "gqa4-00002-of-00002.gguf"})
            fs::copy_file(golden / "parts" / part, folder / part);
        fs::create_symlink(golden / "merged/gqa4.gguf", folder / "linked.gguf");
        test::writeFile(folder / "mixtral-broken.gguf", "GGUF");
        test::writeFile(folder / "llama.gguf", "GGUF");
        test::writeFile(folder / "._linked.gguf", "x");
        QMap<QString, bool> found;
        for (const FoundCheckpoint& each : search(root.path()))
            found[QString::fromStdString(each.directory.filename().string())] = each.checkpoint.has_value();
        QCOMPARE(found,
                 (QMap<QString, bool>{
                     {"gqa4-00001-of-00002.gguf", true}, {"linked.gguf", true}, {"mixtral-broken.gguf", false}}));
    }

    void saysWhyAMixtralCheckpointCannotBeOpened() {
        TempDir root;
        test::writeTinyModel(root / "broken");
        fs::remove(root / "broken/model.safetensors");
        const auto found = search(root.path());
        QCOMPARE(found.size(), 1U);
        QVERIFY(!found[0].checkpoint && found[0].failure);
        QVERIFY(!found[0].failure->message.empty());
    }

    /// Opening a pipe that nobody writes to waits for ever.
    void isNotHeldUpByAPipe() {
        TempDir root;
        QCOMPARE(mkfifo((root / "config.json").c_str(), 0600), 0);
        QElapsedTimer clock;
        clock.start();
        QVERIFY(search(root.path()).empty());
        QVERIFY(clock.elapsed() < 1000);
    }

    void entersNoHiddenFolders() {
        TempDir root;
        test::writeTinyModel(root / ".trash/model");
        QVERIFY(search(root.path()).empty());
    }

    void tellsWhichOfTheFoldersExist() {
        TempDir root;
        fs::create_directory(root / "there");
        SearchEnd end;
        search({root / "there", root / "missing"}, {}, &end);
        QCOMPARE(end.roots.size(), 1U);
        QVERIFY(end.complete && !end.cancelled);
        QCOMPARE(end.folders, 1);
    }

    void endsAtItsLimitsAndSaysSo_data() {
        QTest::addColumn<int>("depth");
        QTest::addColumn<int>("folders");
        QTest::addColumn<int>("found");
        QTest::newRow("depth") << 1 << 1000 << 100;
        QTest::newRow("folders") << 8 << 2 << 100;
        QTest::newRow("found") << 8 << 1000 << 1;
    }
    void endsAtItsLimitsAndSaysSo() {
        QFETCH(int, depth);
        QFETCH(int, folders);
        QFETCH(int, found);
        TempDir root;
        test::writeTinyModel(root / "x/y/one");
        test::writeTinyModel(root / "x/y/two");
        SearchEnd end;
        const auto all = search({root.path()}, {.depth = depth, .folders = folders, .found = found}, &end);
        QVERIFY(!end.complete);
        QVERIFY(all.size() < 2);
    }

    void isCancelledWithinAFolder() {
        TempDir root;
        for (int i = 0; i < 300; ++i)
            fs::create_directories(root / ("folder-" + std::to_string(i)));
        std::stop_source stop;
        const SearchEnd end = searchCheckpoints(
            {root.path()},
            {.found = [](FoundCheckpoint) {}, .progressed = [&](int, const fs::path&) { stop.request_stop(); }},
            stop.get_token());
        QVERIFY(end.cancelled && !end.complete);
        QCOMPARE(end.folders, 1);
    }

    void tellsWhatItFindsOnTheThreadOfTheFinder() {
        TempDir root;
        test::writeTinyModel(root / "model");
        CheckpointFinder finder;
        QSignalSpy finished(&finder, &CheckpointFinder::finished);
        bool here = true;
        connect(&finder, &CheckpointFinder::found, this,
                [&] { here = here && QThread::currentThread() == QCoreApplication::instance()->thread(); });
        finder.search({pathOf(root)});
        QVERIFY(finder.isRunning());
        QVERIFY(finished.wait());
        QVERIFY(here && !finder.isRunning());
        QCOMPARE(finder.checkpoints().size(), 1);
    }

    void forgetsASearchThatIsReplaced() {
        TempDir first, second;
        test::writeTinyModel(first / "model");
        CheckpointFinder finder;
        QSignalSpy finished(&finder, &CheckpointFinder::finished);
        finder.search({pathOf(first)});
        finder.search({pathOf(second)});
        QVERIFY(finished.wait());
        QTest::qWait(200);
        QCOMPARE(finished.size(), 1);
        QVERIFY(finder.checkpoints().isEmpty());
    }

    void endsAtOnceWhenCancelledAndIsGoneInTime() {
        TempDir root;
        for (int i = 0; i < 2000; ++i)
            fs::create_directories(root / std::to_string(i % 40) / std::to_string(i));
        QElapsedTimer clock;
        {
            CheckpointFinder finder;
            QSignalSpy finished(&finder, &CheckpointFinder::finished);
            finder.search({pathOf(root)});
            clock.start();
            finder.cancel();
            QCOMPARE(finished.size(), 1);
            QVERIFY(clock.elapsed() < 50);
            QVERIFY(!finder.isRunning());
            finder.search({pathOf(root)});
            clock.start();
        }
        QVERIFY2(clock.elapsed() < 1000, qPrintable(QString::number(clock.elapsed())));
    }

    void namesTheFoldersOfTheHubAsItsVariablesSay() {
        QProcessEnvironment environment;
        QCOMPARE(usualFolders(environment, "/home").first(), QString("/home/.cache/huggingface/hub"));
        environment.insert("XDG_CACHE_HOME", "/caches");
        QCOMPARE(usualFolders(environment, "/home").first(), QString("/caches/huggingface/hub"));
        environment.insert("HF_HOME", "/big/hf");
        QCOMPARE(usualFolders(environment, "/home").first(), QString("/big/hf/hub"));
        environment.insert("HF_HUB_CACHE", "/big/cache");
        QCOMPARE(usualFolders(environment, "/home").first(), QString("/big/cache"));
        for (const char* folder : {"/home/models", "/home/Downloads", "/models", "/data/models"})
            QVERIFY2(usualFolders(environment, "/home").contains(QString(folder)), folder);
    }

 private:
    using TempDir = test::TempDir;

    static QString pathOf(const TempDir& folder) { return QString::fromStdString(folder.path().string()); }

    static std::vector<FoundCheckpoint> search(const std::vector<fs::path>& roots, const SearchLimits& limits = {},
                                               SearchEnd* end = nullptr) {
        std::vector<FoundCheckpoint> all;
        const SearchEnd ended =
            searchCheckpoints(roots,
                              {.found = [&](FoundCheckpoint found) { all.push_back(std::move(found)); },
                               .progressed = [](int, const fs::path&) {}},
                              {}, limits);
        if (end) *end = ended;
        return all;
    }
    static std::vector<FoundCheckpoint> search(const fs::path& root) { return search(std::vector{root}); }
};

}  // namespace mw::gui

QTEST_GUILESS_MAIN(mw::gui::TestCheckpointSearch)
#include "test_checkpoint_search.moc"
