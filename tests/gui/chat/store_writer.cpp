// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// A process that streams answers into a store until it is killed. Says on stdout what the store has acknowledged:
// "turn ID" for a question, "text ID LENGTH" for an answer so far.
// With "look" it only looks, as a person who may not write everywhere: says what it sees of the chats, and why it
// cannot save.

#include <unistd.h>

#include <QCoreApplication>
#include <cstdio>

#include "chat_store.h"

namespace {

int look(const QString& path) {
    constexpr int kNobody = 65534;
    if (::getuid() == 0 && ::setuid(kNobody) != 0) return 3;
    mw::gui::ChatStore store({path});
    std::printf("trouble %d\n%s\n", int(store.trouble()), qPrintable(store.readOnlyReason()));
    for (const mw::gui::ChatInfo& chat : store.chats())
        for (const mw::gui::Turn& turn : store.path(chat.leaf, 1000))
            std::printf("%s\n", qPrintable(turn.text));
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    using namespace mw::gui;
    if (argc > 2 && QByteArrayView(argv[2]) == "look") return look(QString::fromLocal8Bit(argv[1]));
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
