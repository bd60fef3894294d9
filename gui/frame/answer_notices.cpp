// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "answer_notices.h"

#include <QDateTime>
#include <QSettings>

#include "chat_controller.h"

namespace mw::gui {
namespace {

constexpr auto kWantedKey = "chats/notices";
constexpr int kWordsTold = 120;  // characters

}  // namespace

bool savedNoticesWanted() {
    return QSettings().value(kWantedKey, true).toBool();
}

void saveNoticesWanted(bool wanted) {
    QSettings().setValue(kWantedKey, wanted);
}

AnswerNotices::AnswerNotices(ChatController& chats, const std::function<bool()>& isAway,
                             const std::function<void()>& show, QObject* parent)
    : QObject(parent), m_chats(chats), m_isAway(isAway), m_show(show) {
    connect(&chats, &ChatController::answerEnded, this, &AnswerNotices::tell);
}

void AnswerNotices::tell(const Turn& answer) {
    // One that was stopped, or ended with its model, was ended by somebody.
    const bool ended =
        answer.state == TurnState::Complete || answer.state == TurnState::Cut || answer.state == TurnState::Failed;
    if (!ended || QDateTime::currentMSecsSinceEpoch() - answer.created < kLongMs) return;
    if (!m_isAway() || !savedNoticesWanted()) return;
    const ChatInfo* chat = m_chats.model().find(answer.chat);
    if (!chat) return;
    const QString words = answer.state == TurnState::Failed ? tr("The answer failed: %1").arg(answer.error)
                                                            : titleFrom(answer.text, kWordsTold);
    m_notice.say(chat->title.isEmpty() ? m_chats.modelName() : chat->title, words, [this, id = chat->id] {
        m_show();
        m_chats.openChat(id);
    });
}

}  // namespace mw::gui
