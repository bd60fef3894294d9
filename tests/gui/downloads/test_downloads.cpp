// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// The window's list of downloads, against a double of the hub.

#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "downloads.h"
#include "hub_double.h"
#include "hub_inquiry.h"
#include "temp_dir.h"

namespace mw::gui {

namespace {

constexpr int kPatienceMs = 30000;
using test::HubDouble;
using test::HubDoubleFault;

struct Bench {
    explicit Bench(HubDouble::Settings settings = {})
        : hub(std::move(settings), {{.path = "config.json", .bytes = 700, .isLfs = false},
                                    {.path = "model.Q4_0.gguf", .bytes = 3'000'000}}) {
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope,
                           QString::fromStdString((home / "config").string()));
        qputenv("HF_ENDPOINT", QByteArray::fromStdString(hub.url()));
    }
    ~Bench() { qunsetenv("HF_ENDPOINT"); }

    DownloadRequest request() const {
        return {"somebody/small-mixtral", "main", hub.commit(), hub.listed(), home / "model"};
    }
    /// Lets a download come as far as some pieces, and then wait for the server.
    void makeBusy() {
        hub.misbehave({.kind = HubDoubleFault::Kind::None}, 1);
        hub.misbehave({.kind = HubDoubleFault::Kind::Status, .status = 429, .retryAfter = "3000"}, 100);
    }
    bool isComplete() const {
        for (const auto& file : hub.files())
            if (!std::filesystem::exists(home / "model" / file.path) ||
                test::readFile(home / "model" / file.path) != hub.contentOf(file.path))
                return false;
        return true;
    }

    HubDouble hub;
    test::TempDir home;
};

}  // namespace

class TestDownloads : public QObject {
    Q_OBJECT

 private slots:
    void fetchesAndSaysWhatToOpen() {
        Bench bench;
        Downloads downloads;
        QSignalSpy completed(&downloads, &Downloads::completed);
        const int id = downloads.start(bench.request());
        QCOMPARE(downloads.items().size(), 1);
        QTRY_COMPARE_WITH_TIMEOUT(completed.size(), 1, kPatienceMs);
        const auto download = downloads.find(id);
        QCOMPARE(download->state, Download::State::Complete);
        QVERIFY(download->path.endsWith("/model/model.Q4_0.gguf"));
        QVERIFY(bench.isComplete());
        downloads.dismiss(id);
        QVERIFY(downloads.items().isEmpty());
    }

    void pausesAndGoesOn() {
        Bench bench;
        Downloads downloads;
        bench.makeBusy();
        const int id = downloads.start(bench.request());
        const auto state = [&] { return downloads.find(id)->state; };
        QTRY_COMPARE_WITH_TIMEOUT(downloads.find(id)->progress.state, DownloadProgress::State::Waiting, kPatienceMs);
        QVERIFY(downloads.find(id)->progress.trouble.find("429") != std::string::npos);
        downloads.pause(id);
        QTRY_COMPARE_WITH_TIMEOUT(state(), Download::State::Paused, kPatienceMs);
        bench.hub.forgive();
        downloads.resume(id);
        QTRY_COMPARE_WITH_TIMEOUT(state(), Download::State::Complete, kPatienceMs);
        QVERIFY(bench.isComplete());
    }

    void comesBackPausedAfterTheProgramEnded() {
        Bench bench;
        bench.makeBusy();
        {
            Downloads downloads;
            const int id = downloads.start(bench.request());
            QTRY_COMPARE_WITH_TIMEOUT(downloads.find(id)->progress.state, DownloadProgress::State::Waiting,
                                      kPatienceMs);
        }
        bench.hub.forgive();
        const auto asked = bench.hub.requests().size();
        Downloads downloads;
        QCOMPARE(downloads.items().size(), 1);
        const Download known = downloads.items().front();
        QCOMPARE(known.state, Download::State::Paused);
        QCOMPARE(known.repository, QString("somebody/small-mixtral"));
        QCOMPARE(known.progress.totalBytes, std::uint64_t{3'000'700});
        QCOMPARE(known.progress.bytes, fetchedBytes(bench.home / "model"));
        QVERIFY(known.progress.bytes > 0);
        QTest::qWait(300);
        QCOMPARE(bench.hub.requests().size(), asked);  // nothing by itself
        downloads.resume(known.id);
        QTRY_COMPARE_WITH_TIMEOUT(downloads.find(known.id)->state, Download::State::Complete, kPatienceMs);
        QVERIFY(bench.isComplete());
        QVERIFY(Downloads().items().isEmpty());
    }

    void givesUpAndCleansUp() {
        Bench bench;
        Downloads downloads;
        bench.makeBusy();
        const int id = downloads.start(bench.request());
        QTRY_COMPARE_WITH_TIMEOUT(downloads.find(id)->progress.state, DownloadProgress::State::Waiting, kPatienceMs);
        downloads.cancel(id);
        QTRY_VERIFY_WITH_TIMEOUT(downloads.items().isEmpty(), kPatienceMs);
        for (const auto& entry : std::filesystem::directory_iterator(bench.home / "model"))
            QVERIFY2(!entry.path().string().ends_with(".part"), entry.path().c_str());
        QVERIFY(!unfinishedDownload(bench.home / "model"));
    }

    void saysWhatWentWrong() {
        Bench bench({.token = "hf_secret"});
        Downloads downloads;
        const int id = downloads.start(bench.request());
        QTRY_COMPARE_WITH_TIMEOUT(downloads.find(id)->state, Download::State::Failed, kPatienceMs);
        QCOMPARE(downloads.find(id)->fault.value(), HubFault::NeedsToken);
        QVERIFY(downloads.find(id)->message.contains("give a token"));
        downloads.token().set("hf_secret", bench.hub.url(), false);
        downloads.resume(id);
        QTRY_COMPARE_WITH_TIMEOUT(downloads.find(id)->state, Download::State::Complete, kPatienceMs);
        QVERIFY(!downloads.find(id)->fault && downloads.find(id)->message.isEmpty());  // nothing is wrong any more
    }

    /// What is chosen last for a folder is what is fetched into it.
    void takesAnotherChoiceForTheSameFolder() {
        Bench bench;
        Downloads downloads;
        bench.hub.misbehaveWith("model.Q4_0.gguf",
                                {.kind = HubDoubleFault::Kind::Status, .status = 429, .retryAfter = "3000"}, 100);
        const int id = downloads.start(bench.request());
        QTRY_COMPARE_WITH_TIMEOUT(downloads.find(id)->progress.state, DownloadProgress::State::Waiting, kPatienceMs);
        downloads.pause(id);
        QTRY_COMPARE_WITH_TIMEOUT(downloads.find(id)->state, Download::State::Paused, kPatienceMs);
        bench.hub.forgive();
        DownloadRequest fewer = bench.request();
        std::erase_if(fewer.files, [](const HubFile& file) { return file.path.ends_with(".gguf"); });
        QCOMPARE(downloads.start(fewer), id);
        QTRY_COMPARE_WITH_TIMEOUT(downloads.find(id)->state, Download::State::Complete, kPatienceMs);
        QCOMPARE(downloads.items().size(), 1);
        const QString folder = downloads.find(id)->folder;
        for (const QString& same : {folder, folder + '/', folder + "/../model", folder + "/./"})
            QCOMPARE(downloads.inFolder(same), id);
        QCOMPARE(downloads.inFolder(folder + "2"), 0);
        QCOMPARE(downloads.inFolder(folder + "/.."), 0);
        QCOMPARE(downloads.find(id)->progress.totalBytes, std::uint64_t{700});
        QVERIFY(!std::filesystem::exists(bench.home / "model/model.Q4_0.gguf"));
    }

    void writesTheTokenIntoNoFile() {
        Bench bench({.token = "hf_secret"});
        {
            Downloads downloads;
            downloads.token().set("hf_secret", bench.hub.url(), false);
            bench.makeBusy();
            const int id = downloads.start(bench.request());
            QTRY_COMPARE_WITH_TIMEOUT(downloads.find(id)->progress.state, DownloadProgress::State::Waiting,
                                      kPatienceMs);
        }
        QSettings().sync();
        int files = 0;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(bench.home.path())) {
            if (!entry.is_regular_file()) continue;
            ++files;
            QVERIFY2(test::readFile(entry.path()).find("hf_secret") == std::string::npos, entry.path().c_str());
        }
        QVERIFY(files >= 3);
    }

    void refusesHubsThatAreNotEncrypted() {
        Bench bench;
        qputenv("HF_ENDPOINT", "http://hub.example");
        Downloads downloads;
        const int id = downloads.start(bench.request());
        QCOMPARE(downloads.find(id)->state, Download::State::Failed);
        QCOMPARE(downloads.find(id)->fault.value(), HubFault::Address);
    }
};

}  // namespace mw::gui

QTEST_GUILESS_MAIN(mw::gui::TestDownloads)
#include "test_downloads.moc"
