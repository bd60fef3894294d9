// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHash>
#include <QMetaType>
#include <QString>
#include <QStringList>
#include <QVector>
#include <memory>
#include <optional>

#include "mw/options.h"

namespace mw::gui {

using ChatId = qint64;
using TurnId = qint64;  ///< unique in the store; 0: none (the parent of a first turn)

/// How far a turn is. Only an answer can be anything but Complete, or Damaged.
enum class TurnState {
    Complete,
    Streaming,    ///< being generated; found at start: the process died meanwhile
    Interrupted,  ///< the program, the engine or the model went away
    Cut,          ///< the answer length or the context was reached
    Stopped,      ///< by the person
    Failed,       ///< see Turn::error
    Damaged,      ///< the file of chats was damaged here: the text is lost or doubtful
};

/// Name of a state in the store: "complete", "streaming", ...
QString turnStateName(TurnState state);
/// The inverse; names unknown to this version read as Complete, so that no text is lost.
TurnState turnStateOf(const QString& name);

/// "system", "user" or "assistant", and the inverse; nothing for other names.
QString roleName(Role role);
std::optional<Role> roleOf(const QString& name);

/// Turn::finish of an answer in the words of a person.
inline const QString kEdited = QStringLiteral("edited");

/// One message of a conversation. Messages form a tree by `parent`; editing and regenerating add siblings.
struct Turn {
    TurnId id = 0;
    ChatId chat = 0;
    TurnId parent = 0;
    Role role = Role::User;
    QString text;  ///< source Markdown
    TurnState state = TurnState::Complete;
    QString templateName;         ///< of the system prompt that an answer was made with
    QString error;                ///< one line; only of failed or interrupted answers
    int promptTokens = 0;         ///< of an answer; 0 if unknown
    int tokens = 0;               ///< generated, of an answer
    double tokensPerSecond = 0;   ///< of an answer; 0 if unknown
    int omittedTurns = 0;         ///< oldest turns left out of the prompt because the context was full
    int removedTags = 0;          ///< control tags that the prompt format removed
    QString model;                ///< that made an answer; empty if unknown
    std::optional<quint64> seed;  ///< that an answer was begun with
    double firstTokenMs = 0;      ///< until the first token of an answer; 0 if unknown
    QString finish;               ///< why an answer ended, as the engine says: "eos", "stop"; kEdited; empty if unknown
    qint64 created = 0;           ///< ms since 1970, UTC

    // Where the turn stands among its siblings; filled on reading, not stored.
    int branch = 1;    ///< 1-based
    int branches = 1;  ///< how many siblings, itself included

    bool isAnswer() const { return role == Role::Assistant; }
    /// Whether an answer is in the words of a person.
    bool isEdited() const { return finish == kEdited; }
    bool operator==(const Turn&) const = default;
};

constexpr int kMostStops = 16;  ///< of ChatSettings::stop

/// What a chat is asked with.
struct ChatSettings {
    QString templateId;
    QString templateName;
    QString language;                   ///< "en", "de"; of the template
    QString systemPrompt;               ///< variables already filled in
    QHash<QString, QString> variables;  ///< as last filled in
    QString format;                     ///< prompt format; empty: what the model suggests
    SamplingOptions sampling;
    bool randomSeed = true;      ///< a new seed for every answer
    QStringList stop;            ///< strings that end an answer, and are not part of it; kMostStops at most
    int answerTokens = 2000;     ///< longest answer
    bool shortenOldest = false;  ///< leave out oldest turns when the context is full (the person agreed)
    bool usual = false;          ///< as a new chat got them: nobody has chosen any of these yet

    bool operator==(const ChatSettings&) const = default;
};

/// ChatSettings as one JSON object and back; missing or odd values read as the defaults.
QString settingsToJson(const ChatSettings& settings);
ChatSettings settingsFromJson(const QString& json);

/// A row of the list of chats.
struct ChatInfo {
    ChatId id = 0;
    QString title;       ///< empty: not asked anything yet
    bool named = false;  ///< the person chose the title
    ChatSettings settings;
    TurnId leaf = 0;     ///< last turn of the branch on screen
    qint64 created = 0;  ///< ms since 1970, UTC
    qint64 updated = 0;
    int tab = -1;  ///< place among the open tabs; -1: closed
    bool pinned = false;
    bool archived = false;
    QString folder;    ///< the name of the one that it is in; empty: none
    QString words;     ///< the beginning of what was said last, kWords characters at most
    QString identity;  ///< the same in all copies of the chat, wherever they are; see newIdentity()

    bool operator==(const ChatInfo&) const = default;
};

/// The order of lists of chats: what was last said newest first, and of chats of one moment, as imports are, the newest
/// chat.
inline bool newerFirst(const ChatInfo& a, const ChatInfo& b) {
    return a.updated != b.updated ? a.updated > b.updated : a.id > b.id;
}

constexpr int kWords = 200;  ///< of ChatInfo::words

/// ChatInfo::words of a chat whose last turn says this.
QString wordsOf(const QString& text);

/// Of a chat that begins here: 32 random hexadecimal digits.
QString newIdentity();

/// Why a prompt did not fit, or was not sent, and what would help.
struct ContextOverflow {
    TurnId turn = 0;  ///< the question that waits for its answer, or the answer to go on with
    QString message;
    int contextTokens = 0;
    bool canShorten = true;  ///< leaving out oldest turns could help
    int damagedTurns = 0;    ///< not 0: it is not the context; so many turns cannot be read, and nothing was sent
};

/// A text file, or a large paste, beside what is typed.
struct Attachment {
    qint64 id = 0;  ///< unique in the store
    QString name;   ///< empty: the whole of a long turn that is being edited
    QString text;

    bool operator==(const Attachment&) const = default;
};

/// No more than so many characters are typed over; more are attached.
constexpr int kMostTyped = 8000;

/// What is written in a chat and not sent yet.
struct Draft {
    QString text;
    QVector<Attachment> attachments;
    TurnId editing = 0;               ///< the turn whose new wording this is; 0: none
    std::shared_ptr<Draft> setAside;  ///< what was being written when the editing began, or null

    bool isEmpty() const { return text.isEmpty() && attachments.isEmpty() && editing == 0 && !setAside; }
    /// Those set aside among them.
    QVector<Attachment> allAttachments() const;
    bool operator==(const Draft& other) const;
};

/// Two drafts as one. Where the second is an edited turn, the first joins what was set aside for it.
Draft joined(const Draft& first, const Draft& second);

/// How many characters there are in a draft, about.
qsizetype sizeOf(const Draft& draft);

/// Everything that would be sent: what is typed and the attachments, in fences.
QString fullText(const Draft& draft);

/// A draft as one JSON object, its attachments by their ids, and back.
QString draftToJson(const Draft& draft);
Draft draftFromJson(const QString& json, const QHash<qint64, Attachment>& attachments);

/// The first words of a question without the signs of Markdown, at most `length` characters.
QString titleFrom(const QString& question, int length = 42);

/// `line` in at most `length` characters, cut between words where there are any.
QString shortened(const QString& line, int length);

}  // namespace mw::gui
