// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// What the program holds in memory after many answers: asked in chats that are closed after some of them, as a person
// does over days. A benchmark, not a test; exit status 1 if it still grows after the first quarter. usage:
// memory_benchmark [ANSWERS] [TOKENS]   of each answer, at most

#include <QApplication>
#include <QFile>
#include <QTest>
#include <algorithm>
#include <cstdio>

#include "theme.h"
#include "workbench_fixture.h"

using namespace mw::gui;

namespace {

constexpr int kAnswersOfChat = 10;
constexpr int kPatienceMs = 600'000;
constexpr double kMostGrowth = 0.03;  ///< of what was held after a quarter: what the allocator does not give back

/// Of this process, in MB: all that is resident, and what no file is behind.
struct Held {
    double resident = 0;
    double anonymous = 0;
};

Held held() {
    QFile status(QStringLiteral("/proc/self/status"));
    Held result;
    if (!status.open(QIODevice::ReadOnly)) return result;
    for (const QByteArray& line : status.readAll().split('\n')) {
        const double megabytes = line.simplified().split(' ').value(1).toDouble() * 1024 / 1e6;
        if (line.startsWith("VmRSS:")) result.resident = megabytes;
        if (line.startsWith("RssAnon:")) result.anonymous = megabytes;
    }
    return result;
}

}  // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    applyTheme(application, ColorMode::Light);
    const QStringList arguments = QApplication::arguments();
    const int answers = std::max(8, arguments.value(1, QStringLiteral("1000")).toInt());
    const int tokens = std::max(1, arguments.value(2, QStringLiteral("32")).toInt());
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    WorkbenchFixture bench;
    MainWindow& window = bench.openWindow();
    window.resize(1440, 900);
    if (!bench.loadModel()) return 2;

    Chat* chat = nullptr;
    double early = 0, late = 0;
    for (int answer = 0; answer < answers; ++answer) {
        if (answer % kAnswersOfChat == 0) {
            if (chat) bench.chats().closeTab(chat);
            chat = bench.chats().newChat();
            ChatSettings settings = chat->settings();
            settings.answerTokens = tokens;
            settings.shortenOldest = true;
            bench.chats().setSettings(chat, settings);
        }
        bench.chats().send(chat, QStringLiteral("Question %1: who lives in the garden?").arg(answer));
        // An answer begins only when its question was counted.
        const qsizetype turns = 2 * (answer % kAnswersOfChat + 1);
        const auto isAnswered = [&] {
            return !chat->isStreaming() && chat->turns().size() == turns && chat->turns().last().isAnswer();
        };
        if (!QTest::qWaitFor(isAnswered, kPatienceMs)) return 2;
        const int done = answer + 1;
        if (done % std::max(1, answers / 8) != 0 && done != answers) continue;
        const Held now = held();
        std::printf("%d answers: %.1f MB resident, %.1f MB of them anonymous\n", done, now.resident, now.anonymous);
        if (done <= answers / 4) early = now.anonymous;
        late = now.anonymous;
    }
    std::printf("from a quarter of them on: %+.1f MB\n", late - early);
    if (late - early <= kMostGrowth * early) return 0;
    std::printf("It grows: at most %.0f %% are allowed.\n", 100 * kMostGrowth);
    return 1;
}
