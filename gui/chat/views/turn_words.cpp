// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "turn_words.h"

#include <QCoreApplication>
#include <QLocale>

namespace mw::gui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(mw::gui::ConversationView)
};

const QString kSeparator = QStringLiteral(" · ");

}  // namespace

QString headerOf(const Turn& turn) {
    QString header;
    if (!turn.templateName.isEmpty()) header += kSeparator + turn.templateName;
    if (turn.tokensPerSecond > 0)
        header +=
            kSeparator +
            Words::tr("%1 tok/s").arg(QLocale().toString(turn.tokensPerSecond, 'f', turn.tokensPerSecond < 20 ? 1 : 0));
    if (turn.omittedTurns > 0)
        header += kSeparator + (turn.omittedTurns == 1 ? Words::tr("oldest turn left out")
                                                       : Words::tr("%1 oldest turns left out").arg(turn.omittedTurns));
    if (turn.removedTags > 0)
        header += kSeparator + (turn.removedTags == 1 ? Words::tr("1 control tag removed")
                                                      : Words::tr("%1 control tags removed").arg(turn.removedTags));
    return header;
}

TurnMark markOf(const Turn& turn, bool unsaved) {
    const auto with = [&](const QString& what) {
        return turn.error.isEmpty() ? what : what + QStringLiteral(" – ") + turn.error;
    };
    TurnMark mark;
    switch (turn.state) {
        case TurnState::Interrupted:
            mark.text = with(Words::tr("Interrupted"));
            break;
        case TurnState::Cut:
            mark.text = turn.error.isEmpty() ? Words::tr("Cut at the answer length") : with(Words::tr("Cut"));
            break;
        case TurnState::Stopped:
            mark = {Words::tr("Stopped"), TurnMark::Kind::Muted};
            break;
        case TurnState::Failed:
            mark = {with(Words::tr("Failed")), TurnMark::Kind::Bad};
            break;
        case TurnState::Damaged:
            mark = {turn.text.isEmpty() ? Words::tr("Lost: the file of chats is damaged here")
                                        : Words::tr("Doubtful: the file of chats is damaged here"),
                    TurnMark::Kind::Bad};
            break;
        case TurnState::Complete:
        case TurnState::Streaming:
            break;
    }
    if (unsaved && turn.state != TurnState::Streaming) {
        const QString notSaved = Words::tr("Not saved");
        mark = {mark.text.isEmpty() ? notSaved : mark.text + kSeparator + notSaved, TurnMark::Kind::Bad};
    }
    return mark;
}

QString spokenOf(const Turn& turn, const QString& words, bool unsaved) {
    const QString spoken = !turn.isAnswer()                     ? Words::tr("Question: %1")
                           : turn.state == TurnState::Streaming ? Words::tr("Answer, being written: %1")
                                                                : Words::tr("Answer: %1");
    const QString mark = markOf(turn, unsaved).text;
    return spoken.arg(words) + (mark.isEmpty() ? QString() : kSeparator + mark);
}

}  // namespace mw::gui
