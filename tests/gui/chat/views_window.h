// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QApplication>
#include <QPushButton>

#include "chat_bench.h"
#include "chats_view.h"
#include "composer.h"
#include "controls.h"

namespace mw::gui {

/// The view of chats over a bench, with a model loaded.
struct ViewsWindow : Bench {
    explicit ViewsWindow(const QTemporaryDir& folder) : Bench(folder), view(controller) {
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
    QPushButton* button(const QString& text) {
        QCoreApplication::processEvents();  // a button of a banner is shown later than that
        for (QPushButton* button : view.findChildren<QPushButton*>())
            if (button->text() == text && button->isVisible()) return button;
        return nullptr;
    }
    /// A chat with a question that was answered.
    ChatId add(const QString& question, const QString& answer = QStringLiteral("ok")) {
        const ChatId id = controller.newChat()->id();
        playAnswer(engine, ask(question), {answer});
        return id;
    }

    ChatsView view;
};

}  // namespace mw::gui
