// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QApplication>
#include <QPushButton>

#include "chat_bench.h"
#include "chats_view.h"
#include "composer.h"
#include "controls.h"
#include "conversation_view.h"

namespace mw::gui {

/// The button with this text that is in sight; null: there is none.
inline QPushButton* buttonIn(const QWidget& widget, const QString& text) {
    QCoreApplication::processEvents();  // a button of a banner is shown later than that
    for (QPushButton* button : widget.findChildren<QPushButton*>())
        if (button->text() == text && button->isVisible()) return button;
    return nullptr;
}

/// The view of chats over a bench, with a model loaded.
struct ViewsWindow : Bench {
    explicit ViewsWindow(const QTemporaryDir& folder, int maxPages = 0) : Bench(folder, maxPages), view(controller) {
        FakeEngine::load(engine);
        view.resize(1100, 720);
        view.show();
        view.activateWindow();
        QCoreApplication::processEvents();
    }
    /// The text of the visible banners, one a line.
    QString banners() {
        QStringList texts;
        for (const Banner* banner : view.findChildren<Banner*>())
            if (banner->isVisible()) texts.append(banner->text());
        return texts.join(QLatin1Char('\n'));
    }
    QPushButton* button(const QString& text) { return buttonIn(view, text); }
    ConversationView* conversation() { return view.conversation(); }
    /// A chat with a question that was answered.
    ChatId add(const QString& question, const QString& answer = QStringLiteral("ok")) {
        const ChatId id = controller.newChat()->id();
        playAnswer(engine, ask(question), {answer});
        return id;
    }

    ChatsView view;
};

}  // namespace mw::gui
