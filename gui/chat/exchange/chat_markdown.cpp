// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "chat_markdown.h"

#include <QDateTime>
#include <QLocale>
#include <QSet>
#include <algorithm>

#include "exchange_words.h"

namespace mw::gui {
namespace {

constexpr int kWordsOfQuestion = 60;

QString timeText(qint64 ms) {
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(ms), QLocale::ShortFormat);
}

/// A text of several lines that stays in its item.
QString fenced(const QString& text) {
    QString fence = QStringLiteral("```");
    while (text.contains(fence))
        fence += QLatin1Char('`');
    return fence + QLatin1Char('\n') + text + QLatin1Char('\n') + fence;
}

QString headOf(const ArchivedChat& chat) {
    const ChatInfo& info = chat.info;
    const ChatSettings& settings = info.settings;
    const SamplingOptions& sampling = settings.sampling;
    const QLocale locale;
    QStringList lines{
        QStringLiteral("# ") + (info.title.isEmpty() ? Exchange::tr("New chat") : info.title).simplified(), QString()};
    if (info.created != 0) lines << QStringLiteral("- ") + Exchange::tr("Begun: %1").arg(timeText(info.created));
    if (info.updated != 0) lines << QStringLiteral("- ") + Exchange::tr("Last used: %1").arg(timeText(info.updated));
    if (!settings.templateName.isEmpty())
        lines << QStringLiteral("- ") + Exchange::tr("Template: %1").arg(settings.templateName);
    if (!settings.format.isEmpty())
        lines << QStringLiteral("- ") + Exchange::tr("Prompt format: %1").arg(settings.format);
    lines << QStringLiteral("- ") +
                 Exchange::tr("Sampling: temperature %1, top-k %2, top-p %3, min-p %4, repetition penalty %5")
                     .arg(locale.toString(double(sampling.temperature), 'g', 4), locale.toString(sampling.topK),
                          locale.toString(double(sampling.topP), 'g', 4),
                          locale.toString(double(sampling.minP), 'g', 4),
                          locale.toString(double(sampling.repetitionPenalty), 'g', 4));
    if (sampling.presencePenalty != 0 || sampling.frequencyPenalty != 0)
        lines << QStringLiteral("- ") + Exchange::tr("Presence penalty %1, frequency penalty %2")
                                            .arg(locale.toString(double(sampling.presencePenalty), 'g', 4),
                                                 locale.toString(double(sampling.frequencyPenalty), 'g', 4));
    lines << QStringLiteral("- ") + (settings.randomSeed ? Exchange::tr("Seed: a new one for every answer")
                                                         : Exchange::tr("Seed: %1").arg(sampling.seed));
    lines << QStringLiteral("- ") +
                 Exchange::tr("Answer length: %1 tokens").arg(locale.toString(settings.answerTokens));
    if (!settings.systemPrompt.isEmpty())
        lines << QString() << QStringLiteral("## ") + Exchange::tr("System prompt") << QString()
              << fenced(settings.systemPrompt);
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

QString noteOf(const Turn& turn) {
    switch (turn.state) {
        case TurnState::Complete:
            return turn.isEdited() ? Exchange::tr("Edited by hand") : QString();
        case TurnState::Cut:
            return Exchange::tr("The answer length or the context was reached.");
        case TurnState::Stopped:
            return Exchange::tr("Stopped");
        case TurnState::Failed:
            return turn.error;
        case TurnState::Damaged:
            return Exchange::tr("The file of chats is damaged here.");
        case TurnState::Streaming:
        case TurnState::Interrupted:
            return Exchange::tr("Interrupted");
    }
    return {};
}

class Writer {
 public:
    explicit Writer(const ArchivedChat& chat) : m_chat(chat) {
        for (const Turn& turn : chat.turns)
            m_children[turn.parent].append(turn.id);
    }

    QString write() {
        QString text = headOf(m_chat);
        QSet<TurnId> shown;
        QVector<TurnId> branch;
        for (TurnId id = m_chat.info.leaf; id != 0; id = turn(id).parent) {
            shown.insert(id);
            branch.prepend(id);
        }
        for (const TurnId id : branch)
            text += turnText(turn(id), QStringLiteral("## "));
        QString others;
        for (const Turn& each : m_chat.turns)
            if (!shown.contains(each.id)) others += turnText(each, QStringLiteral("### "), true);
        if (!others.isEmpty())
            text += QStringLiteral("\n## ") + Exchange::tr("Other branches") + QStringLiteral("\n") + others;
        if (!m_chat.draft.isEmpty()) {
            const QString draft = fullText(m_chat.draft);
            if (!draft.isEmpty())
                text += QStringLiteral("\n## ") + Exchange::tr("Not sent yet") + QStringLiteral("\n\n") + draft +
                        QLatin1Char('\n');
        }
        return text;
    }

 private:
    const Turn& turn(TurnId id) const { return m_chat.turns[id - 1]; }

    QString turnText(const Turn& each, const QString& heading, bool saysWhere = false) const {
        QString text =
            QLatin1Char('\n') + heading + (each.isAnswer() ? QStringLiteral("Mixtral") : Exchange::tr("You"));
        if (each.isAnswer() && !each.templateName.isEmpty()) text += QStringLiteral(" · ") + each.templateName;
        const QVector<TurnId>& siblings = m_children[each.parent];
        if (siblings.size() > 1)
            text += QStringLiteral(" · ") +
                    Exchange::tr("version %1 of %2").arg(siblings.indexOf(each.id) + 1).arg(siblings.size());
        text += QStringLiteral("\n\n");
        if (saysWhere && each.parent != 0)
            text += QLatin1Char('*') +
                    Exchange::tr("After: %1").arg(titleFrom(turn(each.parent).text, kWordsOfQuestion)) +
                    QStringLiteral("*\n\n");
        text += each.text.trimmed() + QLatin1Char('\n');
        if (const QString note = noteOf(each); !note.isEmpty())
            text += QStringLiteral("\n*") + note + QStringLiteral("*\n");
        return text;
    }

    const ArchivedChat& m_chat;
    QHash<TurnId, QVector<TurnId>> m_children;
};

}  // namespace

QString chatToMarkdown(const ArchivedChat& chat) {
    return Writer(chat).write();
}

}  // namespace mw::gui
