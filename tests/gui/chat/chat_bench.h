// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTemporaryDir>

#include "chat_controller.h"
#include "fake_engine_thread.h"
#include "recent_models.h"

namespace mw::gui {

/// A program: engine thread, session, store, templates and controller, over files that outlive it.
struct Bench {
    explicit Bench(const QTemporaryDir& folder, int maxPages = 0)
        : store({folder.filePath(QStringLiteral("chats.sqlite")), maxPages}),
          templates({QStringLiteral(":/templates"), folder.filePath(QStringLiteral("templates"))}),
          controller(session, store, templates) {}

    FakeEngine& fake() { return FakeEngine::of(engine); }
    Chat* chat() { return controller.current() ? controller.current() : controller.newChat(); }
    Ticket ask(const QString& text) {
        controller.send(chat(), text);
        return fake().submissions.isEmpty() ? 0 : fake().last().ticket;
    }
    QString text(int index) { return chat()->turns().value(index).text; }

    EngineThread engine;
    RecentModels recent;
    ModelSession session{engine, recent};
    ChatStore store;
    TemplateLibrary templates;
    ChatController controller;
};

inline QStringList contents(const Request& request) {
    QStringList result;
    for (const Message& message : request.messages)
        result.append(QString::fromStdString(message.content));
    return result;
}

}  // namespace mw::gui
