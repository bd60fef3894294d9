// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "turn_words.h"

#include <QCoreApplication>
#include <QDateTime>
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
    if (turn.isEdited()) header += kSeparator + Words::tr("edited by you");
    if (turn.tokensPerSecond > 0)
        header +=
            kSeparator +
            Words::tr("%1 tok/s").arg(QLocale().toString(turn.tokensPerSecond, 'f', turn.tokensPerSecond < 20 ? 1 : 0));
    if (turn.omittedTurns > 0)
        header += kSeparator + (turn.omittedTurns == 1
                                    ? Words::tr("oldest turn left out")
                                    : Words::tr("%1 oldest turns left out").arg(QLocale().toString(turn.omittedTurns)));
    if (turn.removedTags > 0)
        header += kSeparator + (turn.removedTags == 1
                                    ? Words::tr("1 control tag removed")
                                    : Words::tr("%1 control tags removed").arg(QLocale().toString(turn.removedTags)));
    return header;
}

QString foldWords(qsizetype characters, bool open) {
    return open ? Words::tr("Show only the beginning")
                : Words::tr("Show all %1 characters").arg(QLocale().toString(characters));
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

namespace {

QString finishOf(const Turn& turn) {
    if (turn.finish == QLatin1String("eos")) return Words::tr("The model ended it");
    if (turn.finish == QLatin1String("stop")) return Words::tr("A stop string came");
    if (turn.finish == QLatin1String("length")) return Words::tr("The answer length or the context was reached");
    if (turn.isEdited()) return Words::tr("You wrote it");
    if (turn.state == TurnState::Stopped) return Words::tr("You stopped it");
    return markOf(turn, false).text;
}

}  // namespace

QVector<std::pair<QString, QString>> detailsOf(const Turn& turn) {
    const QLocale locale;
    QVector<std::pair<QString, QString>> details;
    const auto add = [&](bool known, const QString& name, const QString& value) {
        if (known) details.append({name, value});
    };
    add(!turn.model.isEmpty(), Words::tr("Model"), turn.model);
    add(!turn.templateName.isEmpty(), Words::tr("Template"), turn.templateName);
    add(turn.seed.has_value(), Words::tr("Seed"), QString::number(turn.seed.value_or(0)));
    add(turn.promptTokens > 0, Words::tr("Tokens of the prompt"), locale.toString(turn.promptTokens));
    add(turn.tokens > 0, Words::tr("Tokens of the answer"), locale.toString(turn.tokens));
    add(turn.firstTokenMs > 0, Words::tr("Time to the first token"),
        turn.firstTokenMs < 1000 ? Words::tr("%1 ms").arg(locale.toString(turn.firstTokenMs, 'f', 0))
                                 : Words::tr("%1 s").arg(locale.toString(turn.firstTokenMs / 1000, 'f', 1)));
    add(turn.tokensPerSecond > 0, Words::tr("Tokens per second"), locale.toString(turn.tokensPerSecond, 'f', 1));
    add(turn.omittedTurns > 0, Words::tr("Oldest turns left out"), locale.toString(turn.omittedTurns));
    const QString finish = finishOf(turn);
    add(!finish.isEmpty(), Words::tr("How it ended"), finish);
    add(turn.created > 0, Words::tr("Begun"),
        locale.toString(QDateTime::fromMSecsSinceEpoch(turn.created), QLocale::ShortFormat));
    return details;
}

}  // namespace mw::gui
