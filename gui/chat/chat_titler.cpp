// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "chat_titler.h"

#include <QRegularExpression>
#include <QSet>
#include <algorithm>
#include <array>
#include <utility>

#include "chat_controller.h"

namespace mw::gui {
namespace {

constexpr int kMostTokens = 24;    // of a title
constexpr int kRoomTokens = 96;    // for the question and the title
constexpr int kLongestTitle = 60;  // characters
constexpr int kMostWords = 9;
constexpr qsizetype kLookedAt = 4000;  // characters of a text whose language is wanted

/// The languages that Mixtral was trained for, by words that are frequent in one of them alone.
struct Language {
    std::array<const char*, 12> words;
    const char* question;
};
constexpr Language kLanguages[] = {
    {{"the", "is", "what", "how", "and", "of", "to", "you", "are", "with", "that", "for"},
     "Write a title for this conversation, in English, of at most five words. Answer with the title alone, without "
     "quotation marks."},
    {{"der", "die", "das", "und", "ist", "wie", "nicht", "ich", "ein", "eine", "was", "mit"},
     "Schreibe einen Titel für dieses Gespräch, auf Deutsch, mit höchstens fünf Wörtern. Antworte nur mit dem Titel, "
     "ohne Anführungszeichen."},
    {{"le", "les", "est", "et", "des", "une", "que", "dans", "pour", "pas", "vous", "quel"},
     "Écris un titre pour cette conversation, en français, de cinq mots au plus. Réponds seulement par le titre, sans "
     "guillemets."},
    {{"il", "che", "di", "è", "gli", "una", "per", "sono", "come", "della", "non", "del"},
     "Scrivi un titolo per questa conversazione, in italiano, di cinque parole al massimo. Rispondi solo con il "
     "titolo, "
     "senza virgolette."},
    {{"el", "los", "las", "que", "es", "y", "una", "por", "para", "cómo", "qué", "con"},
     "Escribe un título para esta conversación, en español, de cinco palabras como máximo. Responde solo con el "
     "título, "
     "sin comillas."},
};
constexpr auto kAnyLanguage =
    "Write a title for this conversation, in the language of the conversation, of at most five words. Answer with the "
    "title alone, without quotation marks.";

QStringList wordsIn(const QString& text) {
    static const QRegularExpression kWord(QStringLiteral("[\\p{L}\\p{N}]+"));
    QStringList words;
    for (auto it = kWord.globalMatch(text); it.hasNext();)
        words.append(foldForSearch(it.next().captured()));
    return words;
}

/// Whether a script writes words without spaces between them.
bool isUnspaced(const QString& text) {
    return std::any_of(text.begin(), text.end(), [](QChar c) {
        const QChar::Script script = c.script();
        return script == QChar::Script_Han || script == QChar::Script_Hiragana || script == QChar::Script_Katakana ||
               script == QChar::Script_Thai;
    });
}

/// Whether a title is about what a conversation is about: they share a word, or how one begins.
bool isAbout(const QString& title, const QString& conversation) {
    constexpr int kBeginning = 4, kShortestWord = 3;
    const QString folded = foldForSearch(conversation);
    if (isUnspaced(title)) {
        for (qsizetype at = 0; at + 1 < title.size(); ++at)
            if (folded.contains(title.mid(at, 2))) return true;
        return false;
    }
    QSet<QString> beginnings;
    for (const QString& word : wordsIn(folded))
        beginnings.insert(word.left(kBeginning));
    const QStringList words = wordsIn(title);
    return std::any_of(words.begin(), words.end(), [&](const QString& word) {
        return word.size() >= kShortestWord && beginnings.contains(word.left(kBeginning));
    });
}

}  // namespace

QString titleQuestion(const QString& text) {
    const QStringList words = wordsIn(text.left(kLookedAt));
    const Language* best = nullptr;
    int most = 0, second = 0;
    for (const Language& language : kLanguages) {
        int count = 0;
        for (const char* word : language.words)
            count += int(words.count(foldForSearch(QString::fromUtf8(word))));
        if (count > most) {
            second = std::exchange(most, count);
            best = &language;
        } else {
            second = std::max(second, count);
        }
    }
    return QString::fromUtf8(most > second ? best->question : kAnyLanguage);
}

std::optional<QString> titleOf(const QString& made, const QString& conversation) {
    static const QRegularExpression kPrefix(
        QStringLiteral("^(title|titel|titre|titolo|título)\\s*:\\s*"),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    static const QRegularExpression kAround(QStringLiteral("^[\\s\"'“”„«»‘’*#_`]+|[\\s\"'“”„«»‘’*_`.]+$"));
    QString title = made.trimmed().section(QLatin1Char('\n'), 0, 0);
    title.remove(kAround);
    title.remove(kPrefix);
    title.remove(kAround);
    title = title.simplified();
    const QStringList words = wordsIn(title);
    if (words.isEmpty() || words.size() > kMostWords || title.size() > kLongestTitle) return std::nullopt;
    if (title.contains(QChar(QChar::ReplacementCharacter)) || title.contains(QLatin1String("[INST]")))
        return std::nullopt;
    // The same again and again is what a model says that has nothing to say.
    const QSet<QString> different(words.cbegin(), words.cend());
    if (words.size() > 2 && different.size() * 2 <= words.size()) return std::nullopt;
    if (!isAbout(title, conversation)) return std::nullopt;
    return title;
}

ChatTitler::ChatTitler(ChatController& chats, QObject* parent) : QObject(parent), m_chats(chats) {
    m_rest.setSingleShot(true);
    m_rest.setInterval(kRestMs);
    connect(&m_rest, &QTimer::timeout, this, &ChatTitler::begin);
    connect(&chats, &ChatController::answerEnded, this, &ChatTitler::onAnswer);
    connect(&chats, &ChatController::personActed, this, &ChatTitler::yield);
    EngineThread* engine = &chats.engine();
    connect(engine, &EngineThread::answerGrew, this, [this](const AnswerDelta& delta) {
        if (m_ticket != 0 && delta.ticket == m_ticket) m_made += delta.text;
    });
    connect(engine, &EngineThread::answerEnded, this, [this](const AnswerEnd& ended) {
        if (m_ticket != 0 && ended.ticket == m_ticket) end(ended.reason);
    });
    connect(engine, &EngineThread::answerFailed, this, [this](Ticket ticket) {
        if (m_ticket != 0 && ticket == m_ticket) end(FinishReason::Length);
    });
}

ChatTitler::~ChatTitler() {
    if (m_ticket != 0) m_chats.engine().cancel(m_ticket);
}

void ChatTitler::setWanted(bool wanted) {
    m_wanted = wanted;
    if (wanted) return;
    m_waiting.clear();
    m_rest.stop();
    if (m_ticket != 0) m_chats.engine().cancel(std::exchange(m_ticket, 0));
}

/// The first answer of a chat that nobody has named.
void ChatTitler::onAnswer(const Turn& answer) {
    if (m_wanted && answer.state == TurnState::Complete) {
        const ChatInfo* chat = m_chats.model().find(answer.chat);
        const std::optional<Turn> question = m_chats.store().turn(answer.parent);
        if (chat && !chat->named && question && question->parent == 0 && chat->title == titleFrom(question->text) &&
            !isWaiting(chat->id))
            m_waiting.prepend({chat->id, answer.id});
    }
    rest();
}

bool ChatTitler::isWaiting(ChatId chat) const {
    return std::any_of(m_waiting.begin(), m_waiting.end(), [=](const Unnamed& each) { return each.chat == chat; });
}

/// Waits until there has been nothing to do for a moment.
void ChatTitler::rest() {
    if (!m_waiting.isEmpty() && m_ticket == 0) m_rest.start();
}

/// A person comes first: what is under way is done another time.
void ChatTitler::yield() {
    if (m_ticket != 0) {
        m_chats.engine().cancel(std::exchange(m_ticket, 0));
        m_waiting.prepend(m_unnamed);
    }
    rest();
}

void ChatTitler::begin() {
    if (!m_wanted || m_ticket != 0 || !m_chats.isReady() || m_chats.isAnswering()) return;
    while (!m_waiting.isEmpty()) {
        m_unnamed = m_waiting.takeFirst();
        std::optional<Request> request = requestFor(m_unnamed);
        if (!request) continue;
        m_made.clear();
        m_ticket = m_chats.engine().submit(std::move(*request));
        return;
    }
}

/// The conversation as it was answered first, which the engine still has in its cache, and the question for a title:
/// whoever asks on at once gets a title, too.
std::optional<Request> ChatTitler::requestFor(const Unnamed& unnamed) {
    const ChatInfo* chat = m_chats.model().find(unnamed.chat);
    const std::optional<Turn> answer = m_chats.store().turn(unnamed.answer);
    const std::optional<Turn> question = answer ? m_chats.store().turn(answer->parent) : std::nullopt;
    if (!chat || chat->named || !question) return std::nullopt;
    if (answer->promptTokens + answer->tokens + kRoomTokens > m_chats.contextTokens()) return std::nullopt;
    m_talk = question->text + QLatin1Char('\n') + answer->text;
    Request request;
    request.client = "window";
    request.format = m_chats.formatOf(*chat).toStdString();
    if (!chat->settings.systemPrompt.trimmed().isEmpty())
        request.messages.push_back({Role::System, chat->settings.systemPrompt.toStdString()});
    for (const Turn& turn : {*question, *answer})
        request.messages.push_back({turn.role, turn.text.toStdString()});
    request.messages.push_back({Role::User, titleQuestion(m_talk).toStdString()});
    request.sampling.temperature = 0;
    request.maxTokens = kMostTokens;
    request.stop = {"\n"};
    request.served = true;  // leaves the places of the batch that are kept for people's own chats
    return request;
}

void ChatTitler::end(FinishReason reason) {
    m_ticket = 0;
    if (reason == FinishReason::Eos || reason == FinishReason::Stop)
        if (const std::optional<QString> title = titleOf(m_made, m_talk)) m_chats.takeTitle(m_unnamed.chat, *title);
    rest();
}

}  // namespace mw::gui
