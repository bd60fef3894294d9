// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// Steps summed up into rates, at times of the test's choosing.

#include "activity_meter.h"

#include <QTest>

using namespace mw;
using namespace mw::gui;
using namespace std::chrono_literals;

class TestActivityMeter : public QObject {
    Q_OBJECT

    const ActivityMeter::Time m_begin = std::chrono::steady_clock::now();

    static StepCompleted step(int prefill, int decode) {
        return {.elapsedMs = 10, .prefillTokens = prefill, .decodeTokens = decode, .running = decode};
    }

 private slots:
    void ratesAreThoseOfTheWindow() {
        ActivityMeter meter;
        for (int i = 1; i < 10; ++i)
            QVERIFY(!meter.add(step(i == 1 ? 50 : 0, 4), m_begin + i * 10ms));
        const auto full = meter.add(step(0, 4), m_begin + 100ms);
        QVERIFY(full);
        QCOMPARE(full->seconds, 0.1);
        QCOMPARE(full->prefillTokensPerSecond, 500.0);
        QCOMPARE(full->decodeTokensPerSecond, 400.0);
        QCOMPARE(full->chatTokensPerSecond, 100.0);
        QCOMPARE(full->running, 4);
        // The next one has nothing of it.
        QVERIFY(!meter.add(step(0, 2), m_begin + 110ms));
        const auto rest = meter.finish(m_begin + 110ms);
        QVERIFY(rest);
        QCOMPARE(rest->decodeTokensPerSecond, 200.0);
        QCOMPARE(rest->prefillTokensPerSecond, 0.0);
        QVERIFY(!meter.finish(m_begin + 120ms));
    }

    void aPauseIsInNoWindow() {
        ActivityMeter meter;
        meter.add(step(0, 4), m_begin + 10ms);
        QVERIFY(meter.finish(m_begin + 10ms));
        QVERIFY(!meter.add(step(0, 4), m_begin + 60s));
        const auto after = meter.finish(m_begin + 60s);
        QVERIFY(after);
        QCOMPARE(after->seconds, 0.01);
    }

    /// What speeds are fitted to: the last steps of a window, if they did nothing but decode for as many chats each.
    void steadyStepsOnlyDecodeForAsManyChats() {
        const auto steady = [this](const std::vector<StepCompleted>& steps) {
            ActivityMeter meter;
            int at = 0;
            for (const StepCompleted& each : steps)
                meter.add(each, m_begin + ++at * 10ms);
            return *meter.finish(m_begin + at * 10ms);
        };
        const EngineActivity all = steady({step(0, 4), step(0, 4), step(0, 4)});
        QCOMPARE(all.steadyBatch, 4);
        QCOMPARE(all.steadySteps, 3);
        QCOMPARE(all.steadySeconds, 0.03);
        QCOMPARE(steady({step(0, 4), step(100, 4)}).steadySteps, 0);
        QCOMPARE(steady({step(100, 4), step(0, 4)}).steadySteps, 1);
        const EngineActivity changed = steady({step(0, 4), step(0, 4), step(0, 5)});
        QCOMPARE(changed.steadyBatch, 5);
        QCOMPARE(changed.steadySteps, 1);
        // One that only ends an answer changes nothing.
        QCOMPARE(steady({step(0, 4), step(0, 0), step(0, 4)}).steadySteps, 2);
    }
};

QTEST_GUILESS_MAIN(TestActivityMeter)
#include "test_activity_meter.moc"
