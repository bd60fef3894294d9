// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// The endpoint of the window, asked over HTTP by clients of this program, with a small model behind it.

#include <QAbstractItemModel>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QNetworkProxy>
#include <QPersistentModelIndex>
#include <QProcess>
#include <QProcessEnvironment>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTest>
#include <QUrl>
#include <thread>

#include "longest_gap.h"
#include "network_names.h"
#include "port_owner.h"
#include "serving_bench.h"
#include "serving_examples.h"

using namespace mw;
using namespace mw::gui;

namespace {

constexpr int kProgramMs = 120000;  ///< Python takes its time to begin on a busy machine

/// What a program says.
QByteArray run(const QString& program, const QStringList& arguments) {
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("NO_PROXY", "127.0.0.1");
    process.setProcessEnvironment(environment);
    process.start(program, arguments);
    if (!QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, kProgramMs)) return {};
    return process.readAllStandardOutput() + process.readAllStandardError();
}

}  // namespace

class TestServing : public QObject {
    Q_OBJECT

 private slots:
    void initTestCase() {
        m_model = m_folder.path() / "tiny-model";
        test::writeTinyModel(m_model, 2, kContext);
    }

    void isOffUntilItIsSwitchedOn() {
        ServingBench bench(m_model);
        QCOMPARE(bench.endpoint().state(), Endpoint::State::Off);
        QVERIFY(bench.endpoint().token().isEmpty());
        QVERIFY(!QFile::exists(bench.endpoint().tokenFile()));
        bench.endpoint().start();
        QCOMPARE(bench.endpoint().state(), Endpoint::State::Listening);
        QVERIFY(bench.endpoint().url().startsWith("http://127.0.0.1:"));
        QCOMPARE(QFile::permissions(bench.endpoint().tokenFile()) &
                     (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther),
                 QFile::Permissions());
        bench.endpoint().stop();
        QCOMPARE(bench.endpoint().state(), Endpoint::State::Off);
    }

    void answersWhoKnowsTheToken() {
        ServingBench bench(m_model);
        QVERIFY(bench.load());
        bench.endpoint().start();
        Asked models = bench.get("/v1/models");
        QVERIFY(models.wait());
        QCOMPARE(models.status(), 200);
        QVERIFY2(models.body().contains("tiny-model"), models.body());
        Asked stranger = bench.get("/v1/models", "mw-not-the-token-000");
        QVERIFY(stranger.wait());
        QCOMPARE(stranger.status(), 401);
        QTRY_VERIFY2(bench.log().contains("127.0.0.1: refused, 401: The token is wrong."), qPrintable(bench.log()));
        QCOMPARE(bench.serving->errors(), 1);
        Asked answer = bench.ask(10, "notebook.py");
        QVERIFY(answer.wait());
        QVERIFY2(answer.body().endsWith("data: [DONE]\n\n"), answer.body());
        QTRY_VERIFY2(bench.log().contains("notebook.py (127.0.0.1) /v1/completions: 4 + 10 tokens"),
                     qPrintable(bench.log()));
        QVERIFY(!bench.log().contains(bench.endpoint().token()));
    }

    void showsWhatRunsAndWhatWaits() {
        ServingBench bench(m_model);
        QVERIFY(bench.load());
        bench.endpoint().start();
        RequestTable& table = bench.serving->requests();
        const auto cell = [&](int row, int column) { return table.index(row, column).data().toString(); };
        std::vector<Asked> asked;
        asked.reserve(kBatch + 2);
        for (int i = 0; i < kBatch + 2; ++i) {
            asked.push_back(bench.ask(kLong, QString("client-%1").arg(i)));
            QTRY_COMPARE_WITH_TIMEOUT(table.rowCount(), i + 1, kPatienceMs);
        }
        QTRY_COMPARE_WITH_TIMEOUT(table.summary(), QString("2 in decode, 2 queued"), kPatienceMs);
        QCOMPARE(cell(0, RequestTable::Client), QString("client-0"));
        QCOMPARE(cell(0, RequestTable::Route), QString("/v1/completions"));
        QCOMPARE(cell(0, RequestTable::State), QString("decode"));
        QCOMPARE(cell(0, RequestTable::PromptTokens), QString("4"));
        QTRY_VERIFY_WITH_TIMEOUT(QLocale().toDouble(cell(0, RequestTable::Speed)) > 0, kPatienceMs);
        QVERIFY(cell(0, RequestTable::FirstToken).endsWith(" s"));
        QVERIFY2(cell(3, RequestTable::State).startsWith("queued, place 2, "),
                 qPrintable(cell(3, RequestTable::State)));
        QCOMPARE(cell(3, RequestTable::GeneratedTokens), QString("0"));
        // Figures change in place: a chosen row stays chosen.
        QSignalSpy changed(&table, &QAbstractItemModel::dataChanged);
        QSignalSpy moved(&table, &QAbstractItemModel::rowsInserted);
        const QPersistentModelIndex first(table.index(0, 0));
        const QString before = cell(0, RequestTable::GeneratedTokens);
        QTRY_VERIFY_WITH_TIMEOUT(cell(0, RequestTable::GeneratedTokens) != before, kPatienceMs);
        QVERIFY(changed.count() > 0);
        QCOMPARE(moved.count(), 0);
        QVERIFY(first.isValid());

        // One that is cancelled ends for its client, and the next takes its place.
        bench.serving->cancel(table.requests()[0].id);
        QVERIFY(asked[0].wait());
        QVERIFY2(asked[0].body().contains("cancelled"), asked[0].body());
        QTRY_VERIFY2(bench.log().contains("client-0 (127.0.0.1) /v1/completions: cancelled here; 4 + "),
                     qPrintable(bench.log()));
        QTRY_COMPARE_WITH_TIMEOUT(table.summary(), QString("2 in decode, 1 queued"), kPatienceMs);
        QCOMPARE(cell(0, RequestTable::Client), QString("client-1"));
        // One whose client leaves goes, too.
        asked[1].leave();
        QTRY_COMPARE_WITH_TIMEOUT(table.summary(), QString("2 in decode"), kPatienceMs);
        QTRY_VERIFY2(bench.log().contains("client-1 (127.0.0.1) /v1/completions: did not wait"),
                     qPrintable(bench.log()));
        bench.serving->cancelAll();
        QTRY_COMPARE_WITH_TIMEOUT(table.rowCount(), 0, kPatienceMs);
        QVERIFY(asked[2].wait() && asked[3].wait());
        QTRY_COMPARE(bench.log().count("cancelled here"), 3);
        QCOMPARE(bench.serving->errors(), 0);  // nobody was refused, and nothing failed
    }

    void measuresOthersAndThisWindowApart() {
        ServingBench bench(m_model);
        QVERIFY(bench.load());
        bench.endpoint().start();
        double served = 0, own = 0, firstToken = 0;
        connect(bench.serving.get(), &Serving::measured, this, [&](const ServedSecond& second) {
            served = second.servedTokensPerSecond;
            own = second.ownTokensPerSecond;
            firstToken = second.firstTokenMs;
        });
        Asked stream = bench.ask(kLong);
        QTRY_VERIFY_WITH_TIMEOUT(served > 0, kPatienceMs);
        QCOMPARE(own, 0.0);
        QVERIFY(firstToken > 0);
        Request request;
        request.messages = {{Role::User, "Hello"}};
        request.format = "plain";
        request.maxTokens = kLong;
        request.ignoreEos = true;
        const Ticket ticket = bench.engine->submit(request);
        QTRY_VERIFY_WITH_TIMEOUT(served > 0 && own > 0, kPatienceMs);
        QCOMPARE(bench.serving->requests().rowCount(), 1);  // the window's own is none of others
        bench.engine->cancel(ticket);
        stream.leave();
        QTRY_VERIFY_WITH_TIMEOUT(served == 0 && own == 0, kPatienceMs);
    }

    void measuresNothingOfBeforeItWasSwitchedOn() {
        ServingBench bench(m_model);
        QVERIFY(bench.load());
        Request request;
        request.messages = {{Role::User, "Hello"}};
        request.format = "plain";
        request.maxTokens = 200;
        request.ignoreEos = true;
        QSignalSpy ended(bench.engine.get(), &EngineThread::answerEnded);
        bench.engine->submit(request);
        QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, kPatienceMs);
        QVector<double> own;
        connect(bench.serving.get(), &Serving::measured, this,
                [&](const ServedSecond& second) { own << second.ownTokensPerSecond; });
        bench.endpoint().start();
        QTRY_VERIFY_WITH_TIMEOUT(own.size() > 1, kPatienceMs);
        QCOMPARE(own, QVector<double>(own.size(), 0.0));
    }

    void keepsPlacesForThisWindow() {
        ServingBench bench(m_model);
        bench.serving->setKeptPlaces(1);
        QVERIFY(bench.load());
        bench.endpoint().start();
        Asked first = bench.ask(kLong);
        Asked second = bench.ask(kLong);
        QTRY_COMPARE_WITH_TIMEOUT(bench.serving->requests().summary(), QString("1 in decode, 1 queued"), kPatienceMs);
        // A chat of this window begins at once beside them.
        Request request;
        request.messages = {{Role::User, "Hello"}};
        request.format = "plain";
        request.maxTokens = 20;
        request.ignoreEos = true;
        QSignalSpy ended(bench.engine.get(), &EngineThread::answerEnded);
        bench.engine->submit(request);
        QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, kPatienceMs);
        QCOMPARE(bench.serving->requests().rowCount(), 2);
        bench.serving->setKeptPlaces(0);
        QTRY_COMPARE_WITH_TIMEOUT(bench.serving->requests().summary(), QString("2 in decode"), kPatienceMs);
        bench.serving->cancelAll();
        QVERIFY(first.wait() && second.wait());
        bench.serving = std::make_unique<Serving>(*bench.engine, bench.folder.filePath("secrets"));
        QCOMPARE(bench.serving->keptPlaces(), 0);
    }

    void saysWhoHasThePortAndOffersAnother() {
        ServingBench bench(m_model);
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        EndpointSettings settings = bench.endpoint().settings();
        settings.port = other.serverPort();
        bench.endpoint().setSettings(settings);
        bench.endpoint().start();
        QCOMPARE(bench.endpoint().state(), Endpoint::State::Failed);
        const Endpoint::Trouble& trouble = bench.endpoint().trouble();
        QVERIFY(trouble.isPortTaken);
        QCOMPARE(trouble.program, QString("test_serving_gui").left(15));  // as the kernel cuts names
        QVERIFY(trouble.freePort && *trouble.freePort != settings.port);
        settings.port = *trouble.freePort;
        bench.endpoint().setSettings(settings);
        QCOMPARE(bench.endpoint().state(), Endpoint::State::Off);
        bench.endpoint().start();
        QCOMPARE(bench.endpoint().state(), Endpoint::State::Listening);
        QVERIFY(bench.endpoint().trouble().message.isEmpty());
    }

    void refusesATokenThatOthersMayRead() {
        ServingBench bench(m_model);
        bench.endpoint().start();
        bench.endpoint().stop();
        QFile file(bench.endpoint().tokenFile());
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup));
        bench.endpoint().start();
        QCOMPARE(bench.endpoint().state(), Endpoint::State::Failed);
        QVERIFY2(bench.endpoint().trouble().message.contains("chmod 600"),
                 qPrintable(bench.endpoint().trouble().message));
        QVERIFY(!bench.endpoint().trouble().isPortTaken);
    }

    void aNewTokenCountsAtOnceAndBreaksNothingOff() {
        ServingBench bench(m_model);
        QVERIFY(bench.load());
        EndpointSettings settings = bench.endpoint().settings();
        settings.port = *freePortAfter(20000);
        bench.endpoint().setSettings(settings);
        bench.endpoint().start();
        const QString before = bench.endpoint().token();
        Asked stream = bench.ask(kSeen);
        QTRY_COMPARE_WITH_TIMEOUT(bench.serving->requests().rowCount(), 1, kPatienceMs);
        QVERIFY(bench.endpoint().renewToken());
        QVERIFY(bench.endpoint().token() != before);
        QTRY_COMPARE_WITH_TIMEOUT(bench.endpoint().state(), Endpoint::State::Listening, kPatienceMs);
        QCOMPARE(bench.endpoint().url(), QString("http://127.0.0.1:%1").arg(settings.port));
        Asked old = bench.get("/v1/models", before);
        QVERIFY(old.wait());
        QCOMPARE(old.status(), 401);
        Asked now = bench.get("/v1/models");
        QVERIFY(now.wait());
        QCOMPARE(now.status(), 200);
        QVERIFY(stream.wait());
        QVERIFY(stream.body().endsWith("data: [DONE]\n\n"));
        QTRY_VERIFY(!bench.endpoint().isEnding());
    }

    void switchedOffItAnswersWhatRuns() {
        ServingBench bench(m_model);
        QVERIFY(bench.load());
        bench.endpoint().start();
        const QString url = bench.endpoint().url();
        Asked stream = bench.ask(kSeen);
        QTRY_COMPARE_WITH_TIMEOUT(bench.serving->requests().rowCount(), 1, kPatienceMs);
        bench.endpoint().stop();
        QVERIFY(bench.endpoint().isEnding());
        QVERIFY(bench.serving->isBusy());
        Asked late(bench.network.get(QNetworkRequest(QUrl(url + "/health"))));
        QVERIFY(late.wait());
        QCOMPARE(late.status(), 0);
        QVERIFY(stream.wait());
        QVERIFY(stream.body().endsWith("data: [DONE]\n\n"));
        QTRY_VERIFY(!bench.serving->isBusy());
        QTRY_VERIFY2(bench.log().contains(QString("4 + %1 tokens").arg(QLocale().toString(kSeen))),
                     qPrintable(bench.log()));
    }

    void breaksOffWhatRunsAtTheEnd() {
        ServingBench bench(m_model);
        QVERIFY(bench.load());
        bench.endpoint().start();
        Asked stream = bench.ask(kLong);
        QTRY_COMPARE_WITH_TIMEOUT(bench.serving->requests().rowCount(), 1, kPatienceMs);
        QElapsedTimer clock;
        clock.start();
        bench.serving.reset();
        bench.engine->unload();  // so that the test does not wait for the answer
        QVERIFY2(clock.elapsed() < 2000 * test::kSlower, qPrintable(QString::number(clock.elapsed())));
        QVERIFY(stream.wait());
        QVERIFY(!stream.body().contains("[DONE]"));
    }

    void followsTheModel() {
        ServingBench bench(m_model);
        bench.endpoint().start();
        Asked early = bench.ask(10);
        QVERIFY(early.wait());
        QCOMPARE(early.status(), 503);
        QVERIFY(bench.load());
        Asked answered = bench.ask(10);
        QVERIFY(answered.wait());
        QCOMPARE(answered.status(), 200);
        QTRY_COMPARE(bench.serving->requests().rowCount(), 0);
        // Another one in its place: what runs ends with a word, what comes is answered.
        Asked stream = bench.ask(kLong);
        QTRY_COMPARE_WITH_TIMEOUT(bench.serving->requests().summary(), QString("1 in decode"), kPatienceMs);
        QVERIFY(bench.load(kContext / 2));
        QVERIFY(stream.wait());
        QVERIFY2(stream.body().contains("no longer loaded"), stream.body());
        QTRY_COMPARE(bench.serving->requests().rowCount(), 0);
        Asked after = bench.ask(10);
        QVERIFY(after.wait());
        QCOMPARE(after.status(), 200);
        bench.session->unload();
        QTRY_COMPARE(bench.session->state(), ModelSession::State::Empty);
        Asked none = bench.ask(10);
        QVERIFY(none.wait());
        QCOMPARE(none.status(), 503);
        QTRY_VERIFY2(bench.log().contains("503: No model is loaded."), qPrintable(bench.log()));
    }

    void opensToOthersOnlyByChoice() {
        const NetworkNames names = networkNames();
        if (names.addresses.isEmpty()) QSKIP("this machine has no address besides its own");
        ServingBench bench(m_model);
        bench.endpoint().start();
        const auto health = [&](const QString& host, int port) {
            Asked asked(bench.network.get(QNetworkRequest(QUrl(QString("http://%1:%2/health").arg(host).arg(port)))));
            return asked.wait() ? asked.status() : -1;
        };
        QCOMPARE(health(names.addresses.first(), QUrl(bench.endpoint().url()).port()), 0);
        EndpointSettings settings = bench.endpoint().settings();
        settings.network = true;
        bench.endpoint().setSettings(settings);
        QTRY_COMPARE(bench.endpoint().state(), Endpoint::State::Listening);
        QCOMPARE(QUrl(bench.endpoint().url()).host(), names.addresses.first());
        QCOMPARE(health(names.addresses.first(), QUrl(bench.endpoint().url()).port()), 503);  // no model, but there
        // A name that a stranger lets point here is none of ours.
        QNetworkRequest request(QUrl(bench.endpoint().url() + "/health"));
        request.setRawHeader("Host", "evil.example");
        Asked rebound(bench.network.get(request));
        QVERIFY(rebound.wait());
        QCOMPARE(rebound.status(), 403);
    }

    void remembersButStartsOnlyWhereItWasChosen() {
        ServingBench bench(m_model);
        EndpointSettings settings = bench.endpoint().settings();
        settings.port = *freePortAfter(20000);
        settings.demonstrator = true;
        bench.endpoint().setSettings(settings);
        bench.endpoint().start();
        const QString token = bench.endpoint().token();
        bench.serving = std::make_unique<Serving>(*bench.engine, bench.folder.filePath("secrets"));
        bench.serving->startChosen();
        QCOMPARE(bench.endpoint().settings(), settings);
        QCOMPARE(bench.endpoint().state(), Endpoint::State::Off);
        QCOMPARE(bench.endpoint().token(), token);
        settings.startsWithWindow = true;
        bench.endpoint().setSettings(settings);
        bench.serving = std::make_unique<Serving>(*bench.engine, bench.folder.filePath("secrets"));
        bench.serving->startChosen();
        QCOMPARE(bench.endpoint().state(), Endpoint::State::Listening);
        Asked page(bench.network.get(QNetworkRequest(QUrl(bench.endpoint().url() + "/"))));
        QVERIFY(page.wait());
        QCOMPARE(page.status(), 200);
        QSettings().sync();
        QFile file(QSettings().fileName());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains(token.toUtf8()));
    }

    /// What is for the next start only leaves it alone; what it listens by does not.
    void beginsAnewOnlyForWhatItListensBy() {
        ServingBench bench(m_model);
        bench.endpoint().start();
        const QString url = bench.endpoint().url();
        QSignalSpy said(&bench.endpoint(), &Endpoint::said);
        EndpointSettings settings = bench.endpoint().settings();
        settings.startsWithWindow = true;
        bench.endpoint().setSettings(settings);
        QVERIFY(!bench.endpoint().isEnding());
        QCOMPARE(bench.endpoint().url(), url);
        QCOMPARE(said.count(), 0);
        QVERIFY(bench.endpoint().settings().startsWithWindow);
        settings.demonstrator = true;
        bench.endpoint().setSettings(settings);
        QTRY_COMPARE_WITH_TIMEOUT(bench.endpoint().state(), Endpoint::State::Listening, kPatienceMs);
        QVERIFY(said.count() > 0);
    }

    void itsLogIsBounded() {
        ServingWatch watch;
        for (int i = 0; i < 1000; ++i)
            watch.ended({.address = "10.0.0.1"}, {.status = 401, .reason = "The token is wrong."});
        ServingNews news = watch.take();
        QCOMPARE(news.ends.size(), 1);
        QCOMPARE(news.ends[0].times, 1000);
        for (int i = 0; i < 1000; ++i)
            watch.ended({.address = "10.0.0." + std::to_string(i)}, {.status = 401});
        news = watch.take();
        QCOMPARE(news.ends.size(), ServingWatch::kMostEnds);
        QCOMPARE(news.lostEnds, 1000 - ServingWatch::kMostEnds);
        QCOMPARE(watch.take().ends.size(), 0);
        ServingBench bench(m_model);
        for (int i = 0; i < 600; ++i)
            emit bench.endpoint().said(QString::number(i), false);
        QCOMPARE(bench.serving->log().size(), Serving::kMostLines);
        QCOMPARE(bench.serving->log().back().text, QString("Endpoint: 599"));
    }

    /// Sixteen that stream and one that knocks as fast as it can, from threads of their own.
    void aBusyEndpointNeverHoldsTheWindowUp() {
        ServingBench bench(m_model);
        QVERIFY(bench.load());
        bench.endpoint().start();
        const QUrl url(bench.endpoint().url());
        std::atomic<bool> ends = false;
        std::atomic<int> answered = 0, refused = 0;
        const auto exchange = [&](const QByteArray& head, const QByteArray& body) {
            QTcpSocket socket;
            socket.setProxy(QNetworkProxy::NoProxy);
            socket.connectToHost(url.host(), static_cast<quint16>(url.port()));
            if (!socket.waitForConnected(10000)) return QByteArray();
            socket.write(head + "Host: 127.0.0.1\r\nConnection: close\r\nContent-Length: " +
                         QByteArray::number(body.size()) + "\r\n\r\n" + body);
            QByteArray all;
            while (!ends && socket.state() == QAbstractSocket::ConnectedState)
                if (socket.waitForReadyRead(200)) all += socket.readAll();
            return all + socket.readAll();
        };
        const QByteArray authorised =
            "POST /v1/completions HTTP/1.1\r\nAuthorization: Bearer " + bench.endpoint().token().toUtf8() + "\r\n";
        const QByteArray body = QJsonDocument(QJsonObject{{"model", bench.model()},
                                                          {"prompt", "Tell"},
                                                          {"max_tokens", 100},
                                                          {"ignore_eos", true},
                                                          {"stream", true}})
                                    .toJson();
        std::vector<std::thread> clients;
        for (int i = 0; i < 16; ++i)
            clients.emplace_back([&] {
                while (!ends)
                    answered += exchange(authorised, body).contains("[DONE]") ? 1 : 0;
            });
        clients.emplace_back([&] {
            while (!ends) {
                refused += exchange("GET /v1/models HTTP/1.1\r\n", {}).contains(" 401 ") ? 1 : 0;
                std::this_thread::sleep_for(std::chrono::milliseconds(1));  // leave the processors to the answers
            }
        });
        test::GapClock clock;
        test::Gap longest;
        QElapsedTimer time;
        time.start();
        while (time.elapsed() < 3000 || ((answered < 5 || refused < 20) && time.elapsed() < kPatienceMs)) {
            QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
            const test::Gap gap = clock.restart();
            if (gap.busyMs > longest.busyMs) longest = gap;
        }
        // Switching it off and on waits for none of them.
        bench.endpoint().stop();
        bench.endpoint().start();
        const test::Gap gap = clock.restart();
        ends = true;
        for (std::thread& client : clients)
            client.join();
        qInfo("%d answered, %d refused; longest gap %s", answered.load(), refused.load(), qPrintable(longest.text()));
        QVERIFY(answered >= 5 && refused >= 20);
        QVERIFY2(!longest.isStall(), qPrintable(longest.text()));
        QVERIFY2(!gap.isStall() && gap.wallMs < 3000 * test::kSlower, qPrintable(gap.text()));
    }

    void encryptsWithACertificate() {
        if (QStandardPaths::findExecutable("openssl").isEmpty() || QStandardPaths::findExecutable("curl").isEmpty())
            QSKIP("openssl or curl is not installed");
        ServingBench bench(m_model);
        QVERIFY(bench.load());
        EndpointSettings settings = bench.endpoint().settings();
        settings.certificateFile = bench.folder.filePath("certificate.pem");
        bench.endpoint().setSettings(settings);
        QVERIFY(!settings.isEncrypted());  // not before both are named
        settings.keyFile = bench.folder.filePath("key.pem");
        bench.endpoint().setSettings(settings);
        bench.endpoint().start();
        QCOMPARE(bench.endpoint().state(), Endpoint::State::Failed);
        QVERIFY2(bench.endpoint().trouble().message.contains("certificate.pem"),
                 qPrintable(bench.endpoint().trouble().message));
        run("openssl", {"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj",
                        "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", settings.keyFile, "-out",
                        settings.certificateFile});
        bench.endpoint().start();
        QCOMPARE(bench.endpoint().state(), Endpoint::State::Listening);
        QVERIFY(bench.endpoint().url().startsWith("https://127.0.0.1:"));
        const QByteArray answer =
            run("sh", {"-c", curlExample({bench.endpoint().url(), "other", bench.endpoint().tokenFile(),
                                          settings.certificateFile})});
        QVERIFY2(answer.contains("is not loaded; 'tiny-model' is."), answer);
    }

    void itsExamplesWork_data() {
        QTest::addColumn<QString>("name");
        QTest::newRow("plain") << "tiny-model";
        QTest::newRow("quotes") << "tiny's \"model\" \u00e9";
    }

    void itsExamplesWork() {
        QFETCH(QString, name);
        const std::filesystem::path model = m_folder.path() / name.toStdString();
        test::writeTinyModel(model, 1, 128);
        ServingBench bench(model);
        QVERIFY(bench.load(128));
        bench.endpoint().start();
        const ServedAddress served{bench.endpoint().url(), name, bench.endpoint().tokenFile(), {}};
        if (!QStandardPaths::findExecutable("curl").isEmpty()) {
            const QByteArray answer = run("sh", {"-c", curlExample(served)});
            QVERIFY2(answer.contains("\"finish_reason\""), answer);
        }
        const QString python = QStringLiteral(MW_CLIENTS "/bin/python");
        if (!QFile::exists(python)) QSKIP("the package openai is not in build/clients");
        const QByteArray answer = run(python, {"-c", pythonExample(served)});
        QVERIFY2(!answer.isEmpty() && !answer.contains("Traceback"), answer);
        QTRY_COMPARE(bench.log().count("/v1/chat/completions: "), 2);
    }

 private:
    test::TempDir m_folder;
    std::filesystem::path m_model;
};

QTEST_MAIN(TestServing)
#include "test_serving.moc"
