// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// The window's AIME worker against a double of the server, with a small model behind it, and its card.

#include <QFile>
#include <QLineEdit>
#include <QNetworkProxy>
#include <QSettings>
#include <QTest>

#include "aime_card.h"
#include "secret_field.h"
#include "server_double.h"
#include "serving_bench.h"
#include "switch.h"
#include "theme.h"

using namespace mw;
using namespace mw::gui;
using mw::test::ServerDouble;

class TestAimeLink : public QObject {
    Q_OBJECT

 private slots:
    void initTestCase() {
        m_model = m_folder.path() / "tiny-model";
        test::writeTinyModel(m_model, 2, kContext);
        applyTheme(*qApp, ColorMode::Light);
    }

    void answersJobsAndShowsThem() {
        ServerDouble server;
        ServingBench bench(m_model);
        QVERIFY(bench.load());
        AimeLink& aime = configured(bench, server);
        aime.start();
        QTRY_COMPARE_WITH_TIMEOUT(aime.status().state, AimeState::Online, kPatienceMs);
        const std::string quick = server.submit({{"prompt_input", "Hello"}, {"max_gen_tokens", 5}});
        QTRY_COMPARE_WITH_TIMEOUT(aime.status().counts.answered, 1U, kPatienceMs);
        QVERIFY(server.waitForResult(quick, std::chrono::milliseconds(kPatienceMs)).is_object());
        const std::string job = server.submit({{"prompt_input", "Hello"}, {"max_gen_tokens", 7000}});
        RequestTable& table = bench.serving->requests();
        QTRY_COMPARE_WITH_TIMEOUT(table.summary(), QString("1 in decode"), kPatienceMs);
        const QString name = table.index(0, RequestTable::Client).data().toString();
        QVERIFY2(name.startsWith("AIME job ") && name.size() > 9, qPrintable(name));
        QCOMPARE(table.index(0, RequestTable::Route).data().toString(), QString("mixtral"));
        QVERIFY(bench.serving->isBusy());
        // Cancelled here, its client hears of it.
        bench.serving->cancelAll();
        QVERIFY(server.waitForResult(job, std::chrono::milliseconds(kPatienceMs)).is_object());
        QTRY_COMPARE_WITH_TIMEOUT(table.rowCount(), 0, kPatienceMs);
        QVERIFY(!bench.log().contains("worker-key-for-tests"));
        QVERIFY2(bench.log().contains("AIME worker: "), qPrintable(bench.log()));
        aime.stop();
        QTRY_VERIFY_WITH_TIMEOUT(!aime.isActive(), kPatienceMs);
        QCOMPARE(aime.status().state, AimeState::Stopped);
    }

    void namesEachOfSeveralJobs() {
        ServerDouble server;
        ServingBench bench(m_model);
        QVERIFY(bench.load());
        AimeLink& aime = configured(bench, server);
        aime.start();
        QTRY_COMPARE_WITH_TIMEOUT(aime.status().state, AimeState::Online, kPatienceMs);
        std::vector<std::string> jobs;
        RequestTable& table = bench.serving->requests();
        for (int i = 0; i < kBatch; ++i) {
            jobs.push_back(server.submit({{"prompt_input", "Hello"}, {"max_gen_tokens", 14000}}));
            QTRY_COMPARE_WITH_TIMEOUT(table.rowCount(), i + 1, kPatienceMs);
        }
        for (int row = 0; row < kBatch; ++row) {
            const auto name = [&] { return table.index(row, RequestTable::Client).data().toString(); };
            QTRY_VERIFY2_WITH_TIMEOUT(
                name().startsWith("AIME job ") &&
                    QString::fromStdString(jobs[static_cast<std::size_t>(row)]).endsWith(name().mid(9)),
                qPrintable(name()), kPatienceMs);
        }
        bench.serving->cancelAll();
        QTRY_COMPARE_WITH_TIMEOUT(table.rowCount(), 0, kPatienceMs);
    }

    void switchedOffItEndsItsJobsFirst() {
        ServerDouble server;
        ServingBench bench(m_model);
        QVERIFY(bench.load());
        AimeLink& aime = configured(bench, server);
        aime.start();
        const std::string job = server.submit({{"prompt_input", "Hello"}, {"max_gen_tokens", 600}});
        QTRY_COMPARE_WITH_TIMEOUT(bench.serving->requests().rowCount(), 1, kPatienceMs);
        aime.stop();
        QVERIFY(!aime.isOn());
        const nlohmann::json result = server.waitForResult(job, std::chrono::milliseconds(kPatienceMs));
        QVERIFY(result.is_object() && !result.contains("error"));
        QTRY_VERIFY_WITH_TIMEOUT(!aime.isActive(), kPatienceMs);
        // And it can be switched on again.
        aime.start();
        QTRY_COMPARE_WITH_TIMEOUT(aime.status().state, AimeState::Online, kPatienceMs);
    }

    void saysWhatIsMissingOrWrong() {
        ServerDouble server;
        ServingBench bench(m_model);
        QVERIFY(bench.load());
        AimeLink& aime = bench.serving->aime();
        aime.start();
        QVERIFY(!aime.isOn());
        QCOMPARE(aime.trouble(), QString("Name the server first."));
        AimeSettings settings;
        settings.server = QString::fromStdString(server.url());
        aime.setSettings(settings);
        aime.start();
        QCOMPARE(aime.trouble(), QString("Enter the worker key of the server first."));
        QVERIFY(!aime.setKey("short"));
        QVERIFY2(aime.trouble().contains("16 to 512"), qPrintable(aime.trouble()));
        QVERIFY(aime.setKey("a-wrong-key-for-tests"));
        aime.start();
        QTRY_COMPARE_WITH_TIMEOUT(aime.status().state, AimeState::Refused, kPatienceMs);
        QVERIFY2(aime.status().message.find("key") != std::string::npos, aime.status().message.c_str());
        QTRY_VERIFY(!aime.isActive());
        aime.stop();
        settings.server = "nowhere";
        aime.setSettings(settings);
        aime.start();
        QVERIFY(!aime.isOn());
        QVERIFY2(aime.trouble().contains("address"), qPrintable(aime.trouble()));
    }

    void keepsItsKeyForItsOwnerOnlyAndOutOfTheSettings() {
        ServerDouble server;
        ServingBench bench(m_model);
        AimeLink& aime = configured(bench, server);
        QCOMPARE(QFile::permissions(aime.keyFile()) &
                     (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther),
                 QFile::Permissions());
        QSettings().sync();
        QFile file(QSettings().fileName());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray saved = file.readAll();
        QVERIFY(saved.contains("server="));
        QVERIFY2(!saved.contains("worker-key-for-tests"), saved);
        // All of it is there again at the next start.
        bench.serving = std::make_unique<Serving>(*bench.engine, bench.folder.filePath("secrets"));
        QCOMPARE(bench.serving->aime().key(), QString("worker-key-for-tests"));
        QCOMPARE(bench.serving->aime().settings().server, QString::fromStdString(server.url()));
        QVERIFY(!bench.serving->aime().isOn());
    }

    void waitsForAModelAndOutlivesTheServer() {
        ServerDouble server;
        ServingBench bench(m_model);
        AimeLink& aime = configured(bench, server);
        aime.start();
        QTRY_COMPARE_WITH_TIMEOUT(aime.status().state, AimeState::WaitingForModel, kPatienceMs);
        QVERIFY(bench.load());
        QTRY_COMPARE_WITH_TIMEOUT(aime.status().state, AimeState::Online, kPatienceMs);
        server.restart(std::chrono::milliseconds(1500));
        QTRY_COMPARE_WITH_TIMEOUT(aime.status().state, AimeState::Offline, kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(aime.status().state, AimeState::Online, kPatienceMs);
    }

    void itsCardTakesAKeyUnseen() {
        ServerDouble server;
        ServingBench bench(m_model);
        QVERIFY(bench.load());
        AimeLink& aime = bench.serving->aime();
        AimeCard card(aime);
        card.resize(640, 400);
        card.show();
        card.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&card));
        auto* control = card.findChild<Switch*>("aimeSwitch");
        control->click();
        QVERIFY(!control->isChecked());
        QVERIFY(card.findChild<Banner*>()->isVisible());
        auto* address = card.findChild<QLineEdit*>("aimeServer");
        address->setFocus();
        QTest::keyClicks(address, QString::fromStdString(server.url()));
        QTest::keyClick(address, Qt::Key_Return);
        auto* key = card.findChild<SecretField*>("aimeKey");
        key->field()->setFocus();
        QTest::keyClicks(key->field(), "worker-key-for-tests");
        QCOMPARE(key->field()->echoMode(), QLineEdit::Password);
        QTest::keyClick(key->field(), Qt::Key_Return);
        QCOMPARE(aime.key(), QString("worker-key-for-tests"));
        control->setFocus();
        QVERIFY(!key->field()->text().contains("worker"));
        QVERIFY(key->field()->text().endsWith("ests"));
        QTest::keyClick(control, Qt::Key_Space);
        QVERIFY(control->isChecked());
        QVERIFY(!address->isEnabled());
        QVERIFY(!address->toolTip().isEmpty());
        QTRY_COMPARE_WITH_TIMEOUT(aime.status().state, AimeState::Online, kPatienceMs);
        QTRY_COMPARE(control->accessibleDescription(), QString("connected"));
        QVERIFY(!card.findChild<Banner*>()->isVisible());
    }

 private:
    static AimeLink& configured(ServingBench& bench, const ServerDouble& server) {
        AimeLink& aime = bench.serving->aime();
        AimeSettings settings;
        settings.server = QString::fromStdString(server.url());
        aime.setSettings(settings);
        if (!aime.setKey("worker-key-for-tests")) qFatal("the key is not kept");
        return aime;
    }

    test::TempDir m_folder;
    std::filesystem::path m_model;
};

QTEST_MAIN(TestAimeLink)
#include "test_aime_link.moc"
