// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QTimer>
#include <QVector>
#include <optional>

#include "chat_types.h"
#include "engine_thread.h"

namespace mw::gui {

class ChatController;

/// Lets the model name chats after their first answer, in the language of the chat. It does so while nobody waits for
/// anything: nothing is answered, nothing was typed for a moment, and what it began ends as soon as that changes. A
/// name that a person gave stays, and so do the first words where the model says nothing sensible.
class ChatTitler : public QObject {
    Q_OBJECT

 public:
    static constexpr int kRestMs = 1500;  ///< of which nothing is asked and typed before a title is made

    explicit ChatTitler(ChatController& chats, QObject* parent = nullptr);
    ~ChatTitler() override;

    /// Off at first.
    void setWanted(bool wanted);
    /// Whether one is being made, or to be made.
    bool isBusy() const { return m_ticket != 0 || !m_waiting.isEmpty(); }

 private:
    void onAnswer(const Turn& answer);
    void rest();
    void yield();
    void begin();
    void end(FinishReason reason);
    /// A chat without a name, and the first answer in it.
    struct Unnamed {
        ChatId chat = 0;
        TurnId answer = 0;
    };
    bool isWaiting(ChatId chat) const;
    std::optional<Request> requestFor(const Unnamed& unnamed);

    ChatController& m_chats;
    bool m_wanted = false;
    QVector<Unnamed> m_waiting;  ///< the last one first
    QTimer m_rest;
    Ticket m_ticket = 0;  ///< of the title that is being made; 0: none
    Unnamed m_unnamed;    ///< that it is for
    QString m_made;
    QString m_talk;  ///< question and answer
};

/// What the model is asked for a title with, in the language that `text` seems to be in.
QString titleQuestion(const QString& text);

/// A title out of what the model made of the question for one; nothing, where that is no title of this conversation.
std::optional<QString> titleOf(const QString& made, const QString& conversation);

}  // namespace mw::gui
