// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// What the window knows of the model while loads follow each other, fail and come back. The test plays the engine.

#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "fake_engine_thread.h"
#include "model_loan.h"
#include "model_session.h"
#include "recent_models.h"

namespace mw::gui {
namespace {

using State = ModelSession::State;

Failure failure(const char* message) {
    return {ErrorCode::OutOfMemory, message, {}, {}};
}

LoadOptions options(const char* folder, int context = 4096) {
    LoadOptions result;
    result.directory = folder;
    result.contextTokens = context;
    return result;
}

}  // namespace

class TestModelSession : public QObject {
    Q_OBJECT

    struct Rig {
        EngineThread engine;
        RecentModels recent;
        ModelSession session{engine, recent};

        void loaded(const LoadOptions& options, int context = 4096) {
            ModelSummary model;
            model.options = options;
            model.checkpoint.config.name = options.directory.string();
            model.plan.request.contextTokens = context;
            emit engine.loaded(model);
        }
        void load(const LoadOptions& options) {
            session.load(options);
            if (session.model()) emit engine.unloaded();
            loaded(options);
        }
        QStringList remembered() const {
            QStringList folders;
            for (const RecentModel& model : recent.models())
                folders.append(model.directory);
            return folders;
        }
        QString offered() const {
            return session.offered() ? QString::fromStdString(session.offered()->directory.string()) : QString();
        }
        QString failed() const {
            return session.failure() ? QString::fromStdString(session.failure()->message) : QString();
        }
    };

    QTemporaryDir m_settings;

 private slots:
    void initTestCase() {
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_settings.path());
    }
    void init() { QSettings().clear(); }

    void aLoadThatFailsBringsBackTheModelBefore() {
        Rig rig;
        rig.load(options("/a"));
        rig.load(options("/b"));
        rig.session.load(options("/c"));
        emit rig.engine.unloaded();
        QCOMPARE(rig.session.state(), State::Loading);
        emit rig.engine.loadFailed(failure("first"), true);
        QCOMPARE(rig.session.state(), State::Loading);
        QVERIFY(rig.session.rolledBack());
        rig.loaded(options("/b"));
        QCOMPARE(rig.session.state(), State::Ready);
        QCOMPARE(rig.failed(), QStringLiteral("first"));
        QVERIFY(rig.offered().isEmpty());
        // It came back by itself; nobody has opened it now.
        rig.recent.remove(QStringLiteral("/b"));
        rig.session.load(options("/c"));
        emit rig.engine.unloaded();
        emit rig.engine.loadCancelled(true);
        rig.loaded(options("/b"));
        QCOMPARE(rig.remembered(), QStringList{"/a"});
    }

    void whatDidNotComeBackIsOfferedUntilSomethingIsLoaded() {
        Rig rig;
        rig.load(options("/a"));
        rig.session.load(options("/b"));
        emit rig.engine.unloaded();
        emit rig.engine.loadFailed(failure("first"), true);
        emit rig.engine.loadFailed(failure("second"), false);
        QCOMPARE(rig.session.state(), State::Empty);
        QCOMPARE(rig.failed(), QStringLiteral("first"));  // which is what was asked for
        QCOMPARE(rig.offered(), QStringLiteral("/a"));
        // Another one fails, too: the offer stands.
        rig.session.load(options("/c"));
        QVERIFY(rig.offered().isEmpty() && rig.failed().isEmpty());
        emit rig.engine.loadFailed(failure("third"), false);
        QCOMPARE(rig.offered(), QStringLiteral("/a"));
        QCOMPARE(rig.failed(), QStringLiteral("third"));
        rig.session.loadOffered();
        rig.loaded(options("/a"));
        QCOMPARE(rig.session.state(), State::Ready);
        rig.session.unload();
        emit rig.engine.unloaded();
        QCOMPARE(rig.session.state(), State::Empty);
        QVERIFY(rig.offered().isEmpty());
    }

    void aLoadInPlaceOfAnotherIsWhatCounts() {
        Rig rig;
        rig.session.load(options("/a"));
        rig.session.load(options("/b"));
        emit rig.engine.loadFailed(failure("of the first"), false);
        QCOMPARE(rig.session.state(), State::Loading);
        QVERIFY(rig.failed().isEmpty());
        rig.loaded(options("/b"));
        QCOMPARE(rig.session.state(), State::Ready);
        QCOMPARE(rig.remembered(), QStringList{"/b"});
        // Unloaded while the next one is on its way.
        rig.session.load(options("/c"));
        emit rig.engine.unloaded();
        QCOMPARE(rig.session.state(), State::Loading);
        rig.loaded(options("/c"));
        QCOMPARE(rig.session.state(), State::Ready);
    }

    void whatIsLoadedForAWhileIsNotRemembered() {
        Rig rig;
        rig.load(options("/a", 1024));
        rig.session.load(options("/a", 512), ModelSession::Memory::Forget);
        emit rig.engine.unloaded();
        rig.loaded(options("/a", 512), 512);
        QCOMPARE(rig.recent.models().size(), 1);
        QCOMPARE(rig.recent.models()[0].contextTokens, 1024);
    }

    void aShorterContextIsSaidOnceAndRememberedAsItIs() {
        Rig rig;
        rig.session.load(options("/a", 8192));
        rig.loaded(options("/a", 8192), 4096);
        QCOMPARE(rig.session.shortenedFrom(), 8192);
        QCOMPARE(rig.session.model()->options.contextTokens, 4096);
        QCOMPARE(rig.recent.models()[0].contextTokens, 4096);
        rig.session.load(options("/b"));
        QCOMPARE(rig.session.shortenedFrom(), 0);
        emit rig.engine.unloaded();
        rig.loaded(options("/b", 8192), 4096);
        QCOMPARE(rig.session.shortenedFrom(), 8192);
        rig.session.dismiss();
        QCOMPARE(rig.session.shortenedFrom(), 0);
    }

    void anEngineThatFailsOffersWhatItHad() {
        Rig rig;
        rig.load(options("/a"));
        emit rig.engine.failed(failure("lost"));
        QCOMPARE(rig.session.state(), State::Broken);
        QCOMPARE(rig.offered(), QStringLiteral("/a"));
        rig.session.dismiss();  // there is no way on but a load
        QCOMPARE(rig.failed(), QStringLiteral("lost"));
        QCOMPARE(rig.session.state(), State::Broken);
        rig.session.loadOffered();
        QCOMPARE(rig.session.state(), State::Loading);
        rig.loaded(options("/a"));
        QCOMPARE(rig.session.state(), State::Ready);
        // One that fails while another model is on its way will have that one.
        rig.session.load(options("/b"));
        emit rig.engine.failed(failure("lost again"));
        QCOMPARE(rig.session.state(), State::Loading);
        QVERIFY(rig.failed().isEmpty());
        rig.loaded(options("/b"));
        QCOMPARE(rig.session.state(), State::Ready);
        // What a person has seen is gone.
        rig.session.load(options("/c"));
        emit rig.engine.loadFailed(failure("too large"), false);
        rig.session.dismiss();
        QVERIFY(rig.failed().isEmpty());
    }

    void aLoanGivesBackWhatWasThere_data() {
        QTest::addColumn<int>("context");
        QTest::addColumn<int>("batch");
        QTest::addColumn<QString>("weights");
        QTest::addColumn<bool>("comesBack");
        QTest::newRow("the same") << 4096 << 2 << QString("int4") << false;
        QTest::newRow("another context") << 8192 << 2 << QString("int4") << true;
        QTest::newRow("more chats at once") << 4096 << 3 << QString("int4") << true;
        QTest::newRow("other weights") << 4096 << 2 << QString("int8") << true;
    }
    void aLoanGivesBackWhatWasThere() {
        QFETCH(int, context);
        QFETCH(int, batch);
        QFETCH(QString, weights);
        QFETCH(bool, comesBack);
        const auto chosen = [](int tokens, int chats, const QString& format) {
            LoadOptions result = options("/a", tokens);
            result.batch = chats;
            result.weights = WeightFormats(format == "int4" ? WeightFormat::Int4 : WeightFormat::Int8);
            return result;
        };
        Rig rig;
        const LoadOptions before = chosen(4096, 2, "int4");
        rig.load(before);
        ModelLoan loan(rig.session);
        QSignalSpy held(&loan, &ModelLoan::loaded), returned(&loan, &ModelLoan::returned);
        loan.begin(before);
        QVERIFY(loan.isLoaded(before));
        // Two measurements in sequence, the second of which is still there in the end.
        for (const LoadOptions& measured : {chosen(512, 1, "int8"), chosen(context, batch, weights)}) {
            loan.load(measured);
            QCOMPARE(loan.state(), ModelLoan::State::Loading);
            emit rig.engine.unloaded();
            rig.loaded(measured, measured.contextTokens);
            QCOMPARE(loan.state(), ModelLoan::State::Held);
        }
        QCOMPARE(held.count(), 2);
        const auto& loads = FakeEngine::of(rig.engine).loads;
        QCOMPARE(loads.size(), 3);
        loan.end();
        QCOMPARE(loan.state(), comesBack ? ModelLoan::State::Returning : ModelLoan::State::Idle);
        loan.giveBack();
        QCOMPARE(FakeEngine::of(rig.engine).unloads, 0);
        QCOMPARE(loads.size(), comesBack ? 4 : 3);
        if (!comesBack) return;
        QCOMPARE(loads.last().options.contextTokens, 4096);
        QCOMPARE(loads.last().options.batch, 2);
        QVERIFY(loads.last().options.weights == before.weights);
        emit rig.engine.unloaded();
        rig.loaded(before);
        QCOMPARE(returned.count(), 1);
        QCOMPARE(loan.state(), ModelLoan::State::Idle);
        QVERIFY(loan.isLoaded(before));
    }

    void aLoanLeavesNothingWhereNothingWas() {
        Rig rig;
        ModelLoan loan(rig.session);
        const int& unloads = FakeEngine::of(rig.engine).unloads;
        const LoadOptions measured = options("/a");
        loan.begin({});
        loan.load(measured);
        rig.loaded(measured);
        QCOMPARE(loan.state(), ModelLoan::State::Held);
        loan.end();
        loan.giveBack();
        QCOMPARE(unloads, 1);
        emit rig.engine.unloaded();
        QCOMPARE(loan.state(), ModelLoan::State::Idle);
        // The next one loads nothing, and has nothing to clear away.
        rig.load(measured);
        loan.begin({});
        loan.hold(measured);
        loan.end();
        loan.giveBack();
        QCOMPARE(unloads, 1);
        // Nor is it the loan's what somebody else has loaded meanwhile.
        loan.begin({});
        loan.load(measured);
        emit rig.engine.unloaded();
        rig.loaded(measured);
        rig.load(options("/b"));
        loan.end();
        loan.giveBack();
        QCOMPARE(unloads, 1);
    }

    void theListRemembersHowEachWasLoaded() {
        {
            RecentModels recent;
            recent.add({"/a", "A", 512, 3, 2, {1, 0}, "int4"});
            recent.add({"/b", "B", 1024, 1});
            recent.add({"/a", "A", 256, 4, 1, {2}, "fp8"});
        }
        const RecentModels again;
        QCOMPARE(again.models().size(), 2);
        QCOMPARE(again.models()[0], (RecentModel{"/a", "A", 256, 4, 1, {2}, "fp8"}));
        const LoadOptions first = again.optionsFor(QStringLiteral("/a"));
        QCOMPARE(first.contextTokens, 256);
        QCOMPARE(first.batch, 4);
        QCOMPARE(first.devices, std::vector<int>{2});
        QVERIFY(first.weights == WeightFormats(WeightFormat::Float8));
        QVERIFY(!again.optionsFor(QStringLiteral("/b")).weights);
        QCOMPARE(again.optionsFor(QStringLiteral("/none")).contextTokens, 0);
    }
};

}  // namespace mw::gui

QTEST_GUILESS_MAIN(mw::gui::TestModelSession)
#include "test_model_session.moc"
