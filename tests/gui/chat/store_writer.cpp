// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// A process that streams answers into a store until it is killed. Says on stdout what the store has acknowledged:
// "turn ID" for a question, "text ID LENGTH" for an answer so far.

#include <QCoreApplication>
#include <cstdio>

#include "chat_store.h"

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    using namespace mw::gui;
    ChatStore store({QString::fromLocal8Bit(argv[1])});
    if (!store.readOnlyReason().isEmpty()) return 1;
    ChatInfo chat;
    chat.id = store.newChatId();
    chat.tab = 0;
    std::printf("ready\n");
    std::fflush(stdout);
    for (;;) {
        Turn question;
        question.id = store.newTurnId();
        question.chat = chat.id;
        question.parent = chat.leaf;
        question.text = QStringLiteral("Question %1").arg(question.id);
        chat.leaf = question.id;
        if (!store.save(question, chat)) return 2;
        std::printf("turn %lld\n", static_cast<long long>(question.id));
        std::fflush(stdout);
        Turn answer = question;
        answer.id = store.newTurnId();
        answer.parent = question.id;
        answer.role = mw::Role::Assistant;
        answer.state = TurnState::Streaming;
        answer.text.clear();
        chat.leaf = answer.id;
        for (int flush = 0; flush < 20; ++flush) {
            answer.text += QStringLiteral("The quick brown fox jumps over the lazy dog, again and again. ");
            if (!store.save(answer, chat)) return 2;
            std::printf("text %lld %lld\n", static_cast<long long>(answer.id),
                        static_cast<long long>(answer.text.size()));
            std::fflush(stdout);
        }
        answer.state = TurnState::Complete;
        if (!store.saveTurn(answer)) return 2;
    }
}
