// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// How long the window keeps a person waiting while two chats stream on the CPU: the longest gaps between turns of the
// GUI's event loop, and what the window's thread takes of a core. A benchmark, not a test, for a machine that has
// nothing else to do; exit status 1 if a gap is longer than a person may have to wait. usage: stall_benchmark [SECONDS]
// [--monitors] [--idle]   --monitors: with the monitors open; --idle: without chats

#include <QApplication>
#include <QElapsedTimer>
#include <QTest>
#include <QTimer>
#include <algorithm>
#include <cstdio>
#include <vector>

#include "longest_gap.h"
#include "theme.h"
#include "workbench_fixture.h"

using namespace mw::gui;

using mw::test::threadSeconds;

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    applyTheme(application, ColorMode::Light);
    const QStringList arguments = QApplication::arguments();
    const int seconds = std::max(1, arguments.value(1, "10").toInt());
    const bool monitors = arguments.contains("--monitors");
    const bool idle = arguments.contains("--idle");
    WorkbenchFixture bench;
    MainWindow& window = bench.openWindow();
    window.resize(1440, 900);
    if (!bench.loadModel()) return 1;
    if (monitors) QTest::keyClick(&window, Qt::Key_M, Qt::ControlModifier);

    Chat* chats[] = {nullptr, nullptr};
    const auto keepBusy = [&] {
        if (idle) return;
        for (Chat*& chat : chats) {
            if (chat && chat->isStreaming()) continue;
            if (chat) bench.chats().closeTab(chat);
            chat = bench.chats().newChat();
            bench.chats().send(chat, "Tell a long story: Once upon a time");
        }
    };
    keepBusy();
    QTest::qWait(500);

    // A timer of 0 ms fires once a turn of the event loop.
    std::vector<double> gaps;
    QElapsedTimer gap;
    gap.start();
    QTimer turn;
    QObject::connect(&turn, &QTimer::timeout, &turn, [&] {
        gaps.push_back(static_cast<double>(gap.nsecsElapsed()) / 1e6);
        gap.start();
    });
    QTimer busy;
    QObject::connect(&busy, &QTimer::timeout, &busy, keepBusy);
    if (!idle) turn.start(2);
    busy.start(20);
    int tokens = 0;
    QObject::connect(&bench.engine(), &EngineThread::answerGrew, &turn,
                     [&](const AnswerDelta& delta) { tokens += delta.tokens; });
    const double before = threadSeconds();
    QTest::qWait(seconds * 1000);
    turn.stop();
    std::printf("monitors %s, %s: the window's thread took %.2f %% of a core\n", monitors ? "open" : "closed",
                idle ? "idle" : "two chats streaming", 100 * (threadSeconds() - before) / seconds);
    if (idle) return 0;

    std::sort(gaps.begin(), gaps.end());
    const auto quantile = [&](double part) {
        return gaps[static_cast<std::size_t>(part * static_cast<double>(gaps.size() - 1))];
    };
    std::printf(
        "%d s, two chats streaming, %d tokens: gap of the event loop median %.1f ms, p99 %.1f ms, longest %.1f ms\n",
        seconds, tokens, quantile(0.5), quantile(0.99), gaps.back());
    if (gaps.back() <= mw::test::kLongestStallMs) return 0;
    std::printf("A stall: at most %.0f ms are allowed.\n", mw::test::kLongestStallMs);
    return 1;
}
