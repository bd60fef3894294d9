// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// How long the window keeps a person waiting while two chats stream on the CPU: the longest gaps between turns of the
// GUI's event loop. A benchmark, not a test; prints milliseconds. usage: stall_benchmark [SECONDS]

#include <QApplication>
#include <QElapsedTimer>
#include <QTest>
#include <QTimer>
#include <algorithm>
#include <cstdio>
#include <vector>

#include "theme.h"
#include "workbench_fixture.h"

using namespace mw::gui;

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    applyTheme(application, ColorMode::Light);
    const int seconds = argc > 1 ? std::max(1, QString(argv[1]).toInt()) : 10;
    WorkbenchFixture bench;
    MainWindow& window = bench.openWindow();
    window.resize(1440, 900);
    if (!bench.loadModel()) return 1;

    Chat* chats[] = {nullptr, nullptr};
    const auto keepBusy = [&] {
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
    turn.start(2);
    busy.start(20);
    int tokens = 0;
    QObject::connect(bench.engine().worker(), &EngineWorker::answerGrew, &turn,
                     [&](const AnswerDelta& delta) { tokens += delta.tokens; });
    QTest::qWait(seconds * 1000);
    turn.stop();

    std::sort(gaps.begin(), gaps.end());
    const auto quantile = [&](double part) {
        return gaps[static_cast<std::size_t>(part * static_cast<double>(gaps.size() - 1))];
    };
    std::printf(
        "%d s, two chats streaming, %d tokens: gap of the event loop median %.1f ms, p99 %.1f ms, longest %.1f ms\n",
        seconds, tokens, quantile(0.5), quantile(0.99), gaps.back());
    return 0;
}
