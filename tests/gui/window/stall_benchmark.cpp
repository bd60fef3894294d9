// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// How long the window keeps a person waiting while chats stream on the CPU: the gaps between turns of the GUI's event
// loop, and what the window's thread takes of a core. A benchmark, not a test, for a machine that has nothing else to
// do; exit status 1 if a gap is longer than a person may have to wait, or if more than one of a hundred are longer than
// a frame. Beside each gap it says what the window's own thread computed in it, which other programs do not change.
// usage: stall_benchmark [SECONDS] [--chats N] [--monitors] [--idle] [--long]   --chats: so many at once, not two;
// --monitors: with the monitors open; --idle: without chats; --long: before that, with a chat of 100,000 turns, what
// people do in it, and 10 MB in one line

#include <QApplication>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <QTimer>
#include <algorithm>
#include <cstdio>
#include <functional>
#include <memory>
#include <vector>

#include "chats_view.h"
#include "conversation_view.h"
#include "long_chat.h"
#include "longest_gap.h"
#include "theme.h"
#include "workbench_fixture.h"

using namespace mw::gui;

using mw::test::threadSeconds;

namespace {

constexpr double kFrameMs = 16;
constexpr int kTurnMs = 2;  // between two looks at the event loop

using mw::test::Gap;
using mw::test::GapClock;

/// The longest gap while `act` and the event loop run until `done`, and for a moment after.
Gap longestGapUntil(const std::function<void()>& act, const std::function<bool()>& done) {
    constexpr int kTurnsAfter = 100;
    GapClock clock;
    act();
    Gap longest = clock.restart();
    for (int after = 0; after < kTurnsAfter; after += done() ? 1 : 0) {
        QThread::usleep(500);
        QCoreApplication::processEvents();
        if (const Gap gap = clock.restart(); gap.wallMs > longest.wallMs) longest = gap;
    }
    return longest;
}

/// What people do in a long chat, and 10 MB in one line; false if a gap is too long.
bool measureLongChat(WorkbenchFixture& bench, MainWindow& window, TurnId first) {
    bool good = true;
    const auto measure = [&](const char* what, const std::function<void()>& act, const std::function<bool()>& done) {
        const Gap gap = longestGapUntil(act, done);
        std::printf("a chat of 100,000 turns, %s: longest gap %s\n", what, qPrintable(gap.text()));
        std::fflush(stdout);
        good &= gap.wallMs <= mw::test::kLongestStallMs;
    };
    const auto atOnce = [] { return true; };
    ChatController& chats = bench.chats();
    const ChatId id = chats.current()->id();
    const auto* view = window.findChild<ChatsView*>();
    bool found = false;
    QObject scope;  // of what refers to `found`
    QObject::connect(&bench.store(), &ChatStore::searchFinished, &scope, [&found] { found = true; });
    const auto reopen = [&] {
        chats.closeTab(chats.current());
        chats.openChat(id);
    };
    const auto scrollUp = [&, pages = 0]() mutable {
        view->conversation()->verticalScrollBar()->setValue(0);
        return ++pages > 40;
    };
    const auto attachMuch = [&] {
        chats.newChat();
        chats.attach(chats.current(), "line.txt", QString(10'000'000, QLatin1Char('x')));
    };
    const auto send = [&] { chats.send(chats.current(), fullText(chats.current()->draft())); };
    const auto saved = [&] { return bench.store().unsavedCount() == 0; };
    measure("closing and opening it", reopen, atOnce);
    measure(
        "scrolling up by 40 pages", [] {}, scrollUp);
    measure(
        "searching it", [&] { bench.store().search("message 99999 with"); }, [&] { return found; });
    const auto shorten = [&](bool wanted) {
        ChatSettings settings = chats.current()->settings();
        settings.shortenOldest = wanted;
        chats.setSettings(chats.current(), settings);
    };
    const auto ask = [&] { chats.send(chats.current(), "Who are you?"); };
    const auto answered = [&] { return !chats.current()->isStreaming(); };
    measure("asking", ask, answered);
    shorten(true);
    measure("asking without its oldest turns", ask,
            [&] { return !chats.current()->turns().last().text.isEmpty() && answered(); });
    shorten(false);
    measure(
        "going to its first turn", [&] { chats.openChatAt(id, first); },
        [&] { return view->conversation()->focusedTurn() == 0; });
    measure(
        "deleting a turn", [&] { chats.deleteTurn(chats.current(), chats.current()->turns().last().id); }, atOnce);
    measure(
        "undoing it", [&] { chats.undo(); }, atOnce);
    measure("asking with all of it on the screen", ask, answered);
    measure("attaching 10 MB in one line beside it", attachMuch, saved);
    measure("sending them", send, saved);
    return good;
}

}  // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    applyTheme(application, ColorMode::Light);
    const QStringList arguments = QApplication::arguments();
    const int seconds = std::max(1, arguments.value(1, "10").toInt());
    const bool monitors = arguments.contains("--monitors");
    const bool idle = arguments.contains("--idle");
    const auto folder = std::make_shared<QTemporaryDir>();
    const qsizetype counted = arguments.indexOf("--chats");
    const int count = counted < 0 ? 2 : std::max(1, arguments.value(counted + 1).toInt());
    const bool isLong = arguments.contains("--long");
    const TurnId first = isLong ? writeLongChat(folder->filePath("chats.sqlite"), 100'000) : 0;
    WorkbenchFixture bench(folder);
    MainWindow& window = bench.openWindow();
    window.resize(1440, 900);
    mw::LoadOptions options = bench.options();
    options.batch = std::max(options.batch, count);
    bench.session().load(options);
    if (!QTest::qWaitFor([&] { return bench.session().model() != nullptr; }, 60000)) return 1;
    if (monitors) QTest::keyClick(&window, Qt::Key_M, Qt::ControlModifier);

    const bool quick = !isLong || measureLongChat(bench, window, first);
    std::vector<Chat*> chats(static_cast<std::size_t>(count));
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

    std::vector<double> gaps, busyGaps;
    GapClock clock;
    QTimer turn;
    turn.setTimerType(Qt::PreciseTimer);
    QObject::connect(&turn, &QTimer::timeout, &turn, [&] {
        const Gap gap = clock.restart();
        gaps.push_back(gap.wallMs);
        busyGaps.push_back(gap.busyMs);
    });
    QTimer busy;
    QObject::connect(&busy, &QTimer::timeout, &busy, keepBusy);
    if (!idle) turn.start(kTurnMs);
    busy.start(20);
    int tokens = 0;
    QObject::connect(&bench.engine(), &EngineThread::answerGrew, &turn,
                     [&](const AnswerDelta& delta) { tokens += delta.tokens; });
    const double before = threadSeconds();
    QTest::qWait(seconds * 1000);
    turn.stop();
    std::printf("monitors %s, %s: the window's thread took %.2f %% of a core\n", monitors ? "open" : "closed",
                idle ? "idle" : qPrintable(QString("%1 chats streaming").arg(count)),
                100 * (threadSeconds() - before) / seconds);
    if (idle) return 0;

    const auto quantiles = [](std::vector<double>& of) {
        std::sort(of.begin(), of.end());
        const auto at = [&](double part) {
            return of[static_cast<std::size_t>(part * static_cast<double>(of.size() - 1))];
        };
        return QString("median %1 ms, p99 %2 ms, longest %3 ms")
            .arg(at(0.5), 0, 'f', 1)
            .arg(at(0.99), 0, 'f', 1)
            .arg(of.back(), 0, 'f', 1);
    };
    std::printf("%d s, %d chats streaming, %d tokens: gap of the event loop %s\n", seconds, count, tokens,
                qPrintable(quantiles(gaps)));
    std::printf("of each, busy: %s\n", qPrintable(quantiles(busyGaps)));
    const double p99 = gaps[static_cast<std::size_t>(0.99 * static_cast<double>(gaps.size() - 1))];
    if (gaps.back() > mw::test::kLongestStallMs || !quick)
        std::printf("A stall: at most %.0f ms are allowed.\n", mw::test::kLongestStallMs);
    if (p99 > kFrameMs) std::printf("Frames are late: 99 of 100 may take %.0f ms.\n", kFrameMs);
    return gaps.back() <= mw::test::kLongestStallMs && quick && p99 <= kFrameMs ? 0 : 1;
}
