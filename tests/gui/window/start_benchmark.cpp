// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// How long a start takes with many chats, from the beginning of main() to the window's first picture, and what a search
// and an import of as many take. A benchmark, not a test, for a machine that has nothing else to do; exit status 1 if
// the window comes later than it may. Beside each time it says what this thread computed in it, which other programs do
// not change. usage: start_benchmark [CHATS]

#include <QApplication>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include "chat_exchange.h"
#include "longest_gap.h"
#include "theme.h"
#include "workbench_fixture.h"

using namespace mw::gui;

namespace {

constexpr double kLatestWindowMs = 500;
constexpr int kTurns = 4;  // of a chat
constexpr qint64 kHour = 3'600'000;

/// As many chats as people have after years, of an hour each.
bool writeChats(const QString& path, int chats) {
    ChatStore store({path});
    QVector<ChatInfo> infos;
    QSqlDatabase database = QSqlDatabase::database(QSqlDatabase::connectionNames().first());
    database.transaction();
    for (int number = 0; number < chats; ++number) {
        ChatInfo chat{.id = store.newChatId(), .title = QStringLiteral("Chat number %1 about something").arg(number)};
        chat.identity = newIdentity();
        chat.settings.templateName = QStringLiteral("Assistant");
        chat.settings.systemPrompt = QStringLiteral("You are a helpful assistant, number %1.").arg(number % 20);
        chat.created = chat.updated = QDateTime::currentMSecsSinceEpoch() - number * kHour;
        chat.words = QStringLiteral("What was said last in it, which is a sentence of some length");
        if (number % 9 == 0) chat.folder = QStringLiteral("Folder %1").arg(number % 5);
        chat.tab = number < 3 ? number : -1;
        for (int turn = 0; turn < kTurns; ++turn) {
            const TurnId id = store.newTurnId();
            QSqlQuery query(database);
            query.prepare(
                QStringLiteral("INSERT INTO turns (id, chat, parent, role, text, state, template_name, error, "
                               "prompt_tokens, tokens, tokens_per_second, omitted_turns, removed_tags, "
                               "created, resume) VALUES (?,?,?,?,?,'complete','','',0,0,0,0,0,?,0)"));
            const QString text = QStringLiteral("Turn %1 of chat %2, ").arg(turn).arg(number).repeated(10);
            for (const QVariant& value :
                 QVariantList{id, chat.id, chat.leaf, turn % 2 ? "assistant" : "user", text, chat.created})
                query.addBindValue(value);
            if (!query.exec()) return false;
            chat.leaf = id;
        }
        infos.append(chat);
    }
    return database.commit() && store.saveChats(infos);
}

template <typename Done>
double untilMs(QElapsedTimer& timer, mw::test::Gap& longest, Done done) {
    mw::test::GapClock clock;
    longest = {};
    timer.start();
    while (!done()) {
        QTest::qWait(1);
        if (const mw::test::Gap gap = clock.restart(); gap.wallMs > longest.wallMs) longest = gap;
    }
    return double(timer.nsecsElapsed()) / 1e6;
}

}  // namespace

int main(int argc, char** argv) {
    QElapsedTimer timer;
    timer.start();
    QApplication application(argc, argv);
    applyColors(application, ColorMode::Light);
    const double before = double(timer.nsecsElapsed()) / 1e6;
    const double busyBefore = mw::test::threadSeconds();
    const int chats = std::max(1, QApplication::arguments().value(1, QStringLiteral("20000")).toInt());
    const auto folder = std::make_shared<QTemporaryDir>();
    if (!writeChats(folder->filePath("chats.sqlite"), chats)) return 2;

    timer.start();
    const double begun = mw::test::threadSeconds();
    auto bench = std::make_unique<WorkbenchFixture>(folder);
    const double opened = double(timer.nsecsElapsed()) / 1e6;
    const double busyOpened = mw::test::threadSeconds();
    MainWindow& window = bench->makeWindow();
    applyStyleSheet(application);
    window.resize(1440, 900);
    window.show();
    if (!QTest::qWaitForWindowExposed(&window)) return 2;
    window.grab();
    const double shown = double(timer.nsecsElapsed()) / 1e6;
    const double busyShown = mw::test::threadSeconds();
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    std::printf("%d chats: the window after %.0f ms: application %.0f, file and chats %.0f, window %.0f\n", chats,
                before + shown, before, opened, shown - opened);
    std::printf("of them busy %.0f ms: application %.0f, file and chats %.0f, window %.0f\n",
                1e3 * (busyBefore + busyShown - begun), 1e3 * busyBefore, 1e3 * (busyOpened - begun),
                1e3 * (busyShown - busyOpened));

    mw::test::Gap longest;
    bool found = false;
    QObject scope;
    QObject::connect(&bench->store(), &ChatStore::searchFinished, &scope, [&found] { found = true; });
    bench->store().search(QStringLiteral("chat %1,").arg(chats - 1));
    double ms = untilMs(timer, longest, [&found] { return found; });
    std::printf("a search in all of them: %.0f ms, longest gap %s\n", ms, qPrintable(longest.text()));

    ChatExchange exchange(bench->chats());
    int ended = 0;
    QObject::connect(&exchange, &ChatExchange::exported, &scope, [&ended] { ++ended; });
    QObject::connect(&exchange, &ChatExchange::imported, &scope, [&ended] { ++ended; });
    QObject::connect(&exchange, &ChatExchange::failed, &scope, [](const QString& error) {
        std::fprintf(stderr, "%s\n", qPrintable(error));
        std::exit(2);
    });
    QObject::connect(&exchange, &ChatExchange::duplicatesFound, &exchange, &ChatExchange::addAsCopies);
    for (const char* name : {"all.json", "all.jsonl"}) {
        const QString path = folder->filePath(name);
        ended = 0;
        exchange.exportChats({}, path);
        ms = untilMs(timer, longest, [&ended] { return ended > 0; });
        std::printf("%s, %.0f MB: export %.0f ms, longest gap %s\n", name, double(QFileInfo(path).size()) / 1e6, ms,
                    qPrintable(longest.text()));
    }
    ended = 0;
    exchange.importFiles({folder->filePath("all.jsonl")});
    ms = untilMs(timer, longest, [&ended] { return ended > 0; });
    std::printf("import of all of them again: %.0f ms, longest gap %s\n", ms, qPrintable(longest.text()));
    bench.reset();
    if (before + shown <= kLatestWindowMs) return 0;
    std::printf("The window came late: it may take %.0f ms.\n", kLatestWindowMs);
    return 1;
}
