// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// Finding checkpoints on a disk: what is found, what is passed by, and that nothing holds a search up.

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QElapsedTimer>
#include <QMap>
#include <QSignalSpy>
#include <QTest>
#include <fstream>

#include "checkpoint_finder.h"
#include "gguf_writer.h"
#include "ollama_folder.h"
#include "slower.h"
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

    void findsOllamasModelsByTheNamesThatPeopleKnow() {
        TempDir root;
        test::OllamaFolder ollama(root / "models");
        ollama.add("library/llama3/8b", otherModel());
        const fs::path mixtral = ollama.add("library/mixtral/8x7b-instruct-v0.1-q4_K_M", goldenModel());
        fs::remove(root / "models/blobs" / weightsOf(ollama.add("library/mixtral/8x22b", goldenModel() + "x")));
        QMap<QString, bool> found;
        SearchEnd end;
        for (const FoundCheckpoint& each : search({root.path()}, {}, &end))
            found[QString::fromStdString(each.name)] = each.checkpoint.has_value();
        QCOMPARE(found, (QMap<QString, bool>{{"mixtral:8x22b", false}, {"mixtral:8x7b-instruct-v0.1-q4_K_M", true}}));
        QCOMPARE(end.others, 1);
        const auto again = search(mixtral.parent_path());
        QVERIFY2(again.empty(), "manifests alone are nobody's folder of models");
    }

    /// A cache of hundreds of other models is passed through in a moment; their vocabularies are what takes time.
    void passesHundredsOfOtherModelsBy() {
        TempDir root;
        const std::string other = otherModel(std::size_t{128} << 10);
        constexpr int kOthers = 300;
        for (int i = 0; i < kOthers; ++i)
            put(root / ("org-" + std::to_string(i)) / "model.Q4_K_M.gguf", other);
        put(root / "org-150/mine.gguf", goldenModel());
        QElapsedTimer clock;
        clock.start();
        SearchEnd end;
        const auto found = search({root.path()}, {}, &end);
        const qint64 took = clock.elapsed();
        QCOMPARE(end.others, kOthers);
        QCOMPARE(found.size(), 1U);
        QCOMPARE(found[0].name, std::string("mine"));
        QVERIFY2(took < 30 * kOthers * test::kSlower, qPrintable(QString::number(took)));
        qInfo("%d other models: %lld ms", kOthers, static_cast<long long>(took));
        const auto some = search({root.path()}, {.files = 20}, &end);
        QVERIFY(!end.complete);
        QVERIFY(end.others <= 20);
    }

    /// Snapshots of the hub's cache link to the same blobs.
    void findsAFileOnceThoughLinksLeadToIt() {
        TempDir root;
        const fs::path model = root / "models--someone--Mixtral-GGUF";
        put(model / "blobs/0123", goldenModel());
        for (const char* snapshot : {"aaaa", "bbbb"}) {
            fs::create_directories(model / "snapshots" / snapshot);
            fs::create_symlink("../../blobs/0123", model / "snapshots" / snapshot / "mixtral.Q4_K_M.gguf");
        }
        const auto found = search(root.path());
        QCOMPARE(found.size(), 1U);
        QCOMPARE(found[0].name, std::string("mixtral.Q4_K_M"));
    }

    void namesWhatDownloadsAndCutsLeft() {
        TempDir root;
        const std::string whole = goldenModel();
        test::writeFile(root / "mixtral-8x7b.Q4_K_M.gguf.part", "x");
        test::writeFile(root / "other.gguf.part", "x");
        test::writeFile(root / "Unconfirmed 123.crdownload", whole);
        test::writeFile(root / "mixtral.Q8_0.gguf-split-a", whole.substr(0, whole.size() / 2));
        test::writeFile(root / "mixtral.Q8_0.gguf-split-b", whole.substr(whole.size() / 2));
        test::writeFile(root / "mixtral-pointer.gguf", "version https://git-lfs.github.com/spec/v1\nsize 7\n");
        put(root / "models--someone--Mixtral-8x22B/blobs/0123.incomplete", "x");
        QMap<QString, QString> said;
        for (const FoundCheckpoint& each : search(root.path())) {
            QVERIFY2(each.failure, each.name.c_str());
            said[QString::fromStdString(each.name)] = QString::fromStdString(each.failure->message);
        }
        const QMap<QString, QString> expected = {
            {"mixtral-8x7b.Q4_K_M.gguf.part", "an unfinished download"},
            {"Unconfirmed 123.crdownload", "an unfinished download"},
            {"mixtral.Q8_0.gguf-split-a",
             "join all of them in order: cat mixtral.Q8_0.gguf-split-a "
             "mixtral.Q8_0.gguf-split-b > mixtral.Q8_0.gguf"},
            {"mixtral-pointer.gguf", "is a pointer of Git LFS"},
            {"models--someone--Mixtral-8x22B", "its download did not end"},
        };
        QCOMPARE(said.keys(), expected.keys());
        for (const QString& name : expected.keys())
            QVERIFY2(said[name].contains(expected[name]), qPrintable(said[name]));
    }

    /// Ollama's service keeps its models in a folder of its own user.
    void tellsWhichFoldersAreClosed() {
        TempDir root;
        fs::permissions(root.path(), fs::perms::all);
        fs::create_directories(root / "service/models");
        fs::permissions(root / "service", fs::perms::none);
        const pid_t process = fork();
        if (process == 0) {
            // As somebody whom permissions bind.
            if (getuid() == 0 && setuid(65534) != 0) _exit(2);
            SearchEnd end;
            search({root / "service", root / "service/models", root / "missing"}, {}, &end);
            _exit(end.closed.size() == 2 && end.roots.empty() && end.folders == 0 ? 0 : 1);
        }
        int status = 0;
        waitpid(process, &status, 0);
        fs::permissions(root / "service", fs::perms::owner_all);
        QVERIFY(WIFEXITED(status));
        QCOMPARE(WEXITSTATUS(status), 0);
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

    void goesAsDeepAsItsLimitSays() {
        TempDir root;
        test::writeTinyModel(root / "x/y/model");
        SearchEnd end;
        QCOMPARE(search({root.path()}, {.depth = 3}, &end).size(), 1U);
        QVERIFY(end.complete);
        QCOMPARE(end.folders, 4);
        QVERIFY(search({root.path()}, {.depth = 2}, &end).empty());
        QVERIFY(!end.complete);
        QCOMPARE(end.folders, 3);
        search({root.path()}, {.depth = 0}, &end);
        QCOMPARE(end.folders, 1);
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
            QVERIFY(clock.elapsed() < 1000 * test::kSlower);
            QVERIFY(!finder.isRunning());
            finder.search({pathOf(root)});
            clock.start();
        }
        QVERIFY2(clock.elapsed() < 5000 * test::kSlower, qPrintable(QString::number(clock.elapsed())));
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
        environment.insert("OLLAMA_MODELS", "/big/ollama");
        environment.insert("LLAMA_CACHE", "/big/llama");
        for (const char* folder : {"/home/models", "/home/Downloads", "/models", "/data/models",
                                   "/home/.lmstudio/models", "/home/.cache/lm-studio/models", "/home/.ollama/models",
                                   "/usr/share/ollama/.ollama/models", "/big/ollama", "/big/llama"})
            QVERIFY2(usualFolders(environment, "/home").contains(QString(folder)), folder);
    }

 private:
    using TempDir = test::TempDir;

    static void put(const fs::path& file, const std::string& content) {
        fs::create_directories(file.parent_path());
        test::writeFile(file, content);
    }

    static std::string goldenModel() {
        std::ifstream file(MW_TEST_DATA "/gguf/merged/gqa4.gguf", std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }

    /// A model of another kind, with so many tokens.
    static std::string otherModel(std::size_t tokens = 1) {
        test::GgufContent content;
        content.set("general.architecture", test::ggufText("llama"));
        content.set("llama.block_count", test::ggufUInt32(32));
        std::string list;
        for (std::size_t i = 0; i < tokens; ++i)
            list += test::rawText("token-" + std::to_string(i));
        content.set("tokenizer.ggml.tokens", test::ggufList(8, tokens, list));
        return content.bytes();
    }

    /// The name of the blob with the weights, from a manifest.
    static std::string weightsOf(const fs::path& manifest) {
        std::ifstream file(manifest);
        const std::string text(std::istreambuf_iterator<char>(file), {});
        const std::size_t digest = text.find("sha256:", text.find("image.model"));
        return "sha256-" + text.substr(digest + 7, 64);
    }

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
