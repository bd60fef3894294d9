// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QDateTime>
#include <QPointer>
#include <QRandomGenerator>
#include <algorithm>
#include <utility>

#include "chat_controller.h"

namespace mw::gui {
namespace {

constexpr qsizetype kMostCharactersPerToken = 16;
constexpr int kSmallestContextLookedAt = 4096;

/// Without a trimmed copy of what may be large.
bool isBlank(const QString& text) {
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.isSpace(); });
}

}  // namespace

/// The conversation up to a turn as the engine wants it, with as many older turns as could possibly matter.
ChatController::Conversation ChatController::conversation(const Chat& chat, TurnId last) const {
    const qsizetype enough = mostCharacters();
    const int onScreen = chat.indexOf(last);
    QVector<Turn> turns;
    qsizetype characters = 0;
    int first = onScreen + 1;  // of those on screen
    for (; first > 0 && characters < enough; --first)
        characters += chat.turns()[first - 1].text.size();
    if (onScreen >= 0) turns = chat.turns().mid(first, onScreen + 1 - first);
    if (characters < enough)
        turns = m_store.lastTurns(onScreen >= 0 ? turns.first().parent : last, enough - characters) + turns;
    Conversation result;
    result.above = turns.isEmpty() ? 0 : turns.first().parent;
    if (!chat.settings().systemPrompt.trimmed().isEmpty())
        result.system.push_back({Role::System, chat.settings().systemPrompt.toStdString()});
    for (const Turn& turn : turns)
        if (turn.state == TurnState::Damaged)
            ++result.damagedTurns;
        else if (!turn.text.isEmpty())
            result.turns.push_back({turn.role, turn.text.toStdString()});
    return result;
}

/// No prompt of more characters can fit: no text of so many goes into one token on average.
qsizetype ChatController::mostCharacters() const {
    return std::max(contextTokens(), kSmallestContextLookedAt) * kMostCharactersPerToken;
}

Request ChatController::requestFor(const Chat& chat) const {
    const ChatSettings& settings = chat.settings();
    Request request;
    request.format = formatOf(chat).toStdString();
    request.sampling = settings.sampling;
    if (settings.randomSeed) request.sampling.seed = QRandomGenerator::global()->generate64();
    request.maxTokens = settings.answerTokens;
    for (const QString& stop : settings.stop)
        request.stop.push_back(stop.toStdString());
    return request;
}

void ChatController::send(Chat* chat, const QString& text) {
    if (!chat || isBlank(text) || chat->isStreaming()) return;
    if (editsAnswer(*chat)) return saveEdited(chat, *m_store.turn(chat->editing()), text);
    if (!isReady()) return;
    const Draft asked = chat->draft();
    chat->setDraft(asked.setAside ? *asked.setAside : Draft());
    ask(chat, text, asked);
}

/// Asks with what was written, which no longer stands in the composer.
void ChatController::ask(Chat* chat, const QString& text, const Draft& asked) {
    dismissOverflow(chat);
    ChatInfo info = chat->info();
    const TurnId before = info.leaf;
    TurnId parent = before;
    if (asked.editing != 0)
        if (const std::optional<Turn> edited = m_store.turn(asked.editing)) parent = edited->parent;
    Turn turn;
    turn.id = m_store.newTurnId();
    turn.chat = chat->id();
    turn.parent = parent;
    turn.role = Role::User;
    turn.text = text;
    turn.created = QDateTime::currentMSecsSinceEpoch();

    info.leaf = turn.id;
    info.words = wordsOf(text);
    info.updated = turn.created;
    if (info.title.isEmpty()) info.title = titleFrom(text);
    m_store.save(turn, info);  // on disk before the engine hears of it
    m_askedWith.insert(turn.id, asked);
    saveDrafts();
    m_store.rememberShown(chat->id(), before, turn.id);
    chat->setInfo(info);
    m_model.put(info);
    if (parent == before && m_store.children(chat->id(), parent).size() == 1)
        chat->append(turn);
    else
        chat->showBranch(turn.id);
    answer(chat, turn.id);
}

bool ChatController::editsAnswer(const Chat& chat) const {
    if (chat.editing() == 0) return false;
    if (const int index = chat.indexOf(chat.editing()); index >= 0) return chat.turns()[index].isAnswer();
    const std::optional<Turn> edited = m_store.turn(chat.editing());  // another branch is shown, or it is far up
    return edited && edited->isAnswer();
}

/// An answer in a person's words, as a branch beside the one that it was.
void ChatController::saveEdited(Chat* chat, const Turn& edited, const QString& text) {
    Turn turn;
    turn.id = m_store.newTurnId();
    turn.chat = chat->id();
    turn.parent = edited.parent;
    turn.role = Role::Assistant;
    turn.text = text;
    turn.finish = kEdited;
    turn.created = QDateTime::currentMSecsSinceEpoch();
    dismissOverflow(chat);
    const Draft draft = chat->draft();
    chat->setDraft(draft.setAside ? *draft.setAside : Draft());
    ChatInfo info = chat->info();
    info.updated = turn.created;
    m_store.save(turn, info);
    chat->setInfo(info);
    saveDrafts();
    showLeaf(chat->id(), turn.id);
}

void ChatController::queue(Chat* chat) {
    if (!chat || chat->editing() != 0 || isBlank(fullText(chat->draft()))) return;
    Draft written = chat->draft();
    const std::shared_ptr<Draft> aside = std::exchange(written.setAside, nullptr);
    chat->setQueued(chat->queued() ? joined(*chat->queued(), written) : written);
    chat->setDraft(aside ? *aside : Draft());
}

void ChatController::takeBackQueued(Chat* chat) {
    if (!chat || !chat->queued()) return;
    const Draft queued = *chat->queued();
    chat->setQueued(std::nullopt);
    chat->setDraft(joined(queued, chat->draft()));
}

void ChatController::dropQueued(Chat* chat) {
    if (!chat || !chat->queued()) return;
    chat->setQueued(std::nullopt);
    m_changedDrafts.insert(chat->id());
    m_saveDraftsLater.start();
}

/// Asks what waited for an answer. One that did not come to its end, or that another branch is shown instead of, may
/// change what there is to ask: then it goes back to the composer.
void ChatController::goOnWithQueued(const Turn& answer) {
    Chat* chat = tabOf(answer.chat);
    if (!chat || !chat->queued() || chat->isStreaming()) return;
    const bool good = answer.state == TurnState::Complete && chat->info().leaf == answer.id && isReady();
    if (!good) return takeBackQueued(chat);
    const Draft queued = *chat->queued();
    chat->setQueued(std::nullopt);
    m_changedDrafts.insert(chat->id());
    ask(chat, fullText(queued), queued);
}

/// Answers a question, or goes on with an answer.
void ChatController::answer(Chat* chat, TurnId turn) {
    emit personActed();
    const int onScreen = chat->indexOf(turn);
    if (onScreen >= 0 && chat->turns()[onScreen].text.size() > mostCharacters())  // 10 MB are not even copied
        return chat->setOverflow(
            ContextOverflow{turn, tr("The last question alone does not fit."), contextTokens(), false});
    Conversation asked = conversation(*chat, turn);
    if (asked.damagedTurns > 0 && !m_goOnWithoutDamaged.contains(chat->id()))
        return chat->setOverflow(ContextOverflow{.turn = turn, .damagedTurns = asked.damagedTurns});
    if (chat->settings().shortenOldest) return fitAndAnswer(chat, turn);
    const std::optional<Turn> last = onScreen >= 0 ? chat->turns()[onScreen] : m_store.turn(turn);
    if (last && last->isAnswer())
        goOn(chat, *last, asked.messages());  // they end with the answer: the engine continues it
    else
        begin(chat, turn, asked.messages());
}

/// Starts a new answer to `question` and shows it, whichever branch was on screen.
void ChatController::begin(Chat* chat, TurnId question, std::vector<Message> messages, int omitted) {
    Turn turn;
    turn.id = m_store.newTurnId();
    turn.chat = chat->id();
    turn.parent = question;
    turn.role = Role::Assistant;
    turn.state = TurnState::Streaming;
    turn.templateName = chat->settings().templateName;
    turn.omittedTurns = omitted;
    turn.created = QDateTime::currentMSecsSinceEpoch();
    Request request = requestFor(*chat);
    request.messages = std::move(messages);
    turn.model = modelName();
    turn.seed = request.sampling.seed;
    ChatInfo info = chat->info();
    const TurnId before = info.leaf;
    info.leaf = turn.id;
    info.updated = turn.created;
    m_store.save(turn, info);
    m_store.rememberShown(chat->id(), before, turn.id);
    m_leafBefore.insert(turn.id, before);
    chat->setInfo(info);
    m_model.put(info);
    turn = m_store.turn(turn.id).value_or(turn);
    if (before == question)
        chat->append(turn);
    else
        chat->showBranch(turn.id);
    m_answers.start(turn, std::move(request), contextTokens());
}

void ChatController::goOn(Chat* chat, const Turn& answer, std::vector<Message> messages) {
    Request request = requestFor(*chat);
    request.messages = std::move(messages);
    m_answers.start(answer, std::move(request), contextTokens());
}

void ChatController::stop(Chat* chat) {
    if (chat) m_answers.stop(chat->id());
}

void ChatController::continueAnswer(Chat* chat) {
    if (!chat || chat->isEmpty() || chat->isStreaming() || !isReady()) return;
    dismissOverflow(chat);
    const Turn turn = chat->turns().last();
    if (!turn.isAnswer() || turn.state == TurnState::Complete || turn.state == TurnState::Damaged) return;
    if (turn.text.isEmpty()) return regenerate(chat, turn.id);
    answer(chat, turn.id);
}

void ChatController::regenerate(Chat* chat, TurnId id) {
    if (!chat || chat->isStreaming() || !isReady()) return;
    const std::optional<Turn> old = m_store.turn(id);
    if (!old || !old->isAnswer() || old->parent == 0) return;
    dismissOverflow(chat);
    answer(chat, old->parent);
}

void ChatController::beginEdit(Chat* chat, TurnId turn) {
    const int index = chat->indexOf(turn);
    if (index < 0 || chat->turns()[index].state == TurnState::Streaming) return;
    chat->setContextUse({});
    Draft draft = draftOf(chat->turns()[index].text);
    draft.editing = turn;
    const Draft& before = chat->draft();
    draft.setAside = before.editing != 0 || before.isEmpty() ? before.setAside : std::make_shared<Draft>(before);
    chat->setDraft(draft);
}

/// A whole text as a draft. The text engine lays a run without spaces out in quadratic time, so a lot of text is
/// attached.
Draft ChatController::draftOf(const QString& text) {
    if (text.size() <= kMostTyped) return {.text = text};
    return {.attachments = {{m_store.newAttachmentId(), QString(), text}}};
}

void ChatController::cancelEdit(Chat* chat) {
    if (chat->editing() == 0) return;
    chat->setContextUse({});
    chat->setDraft(chat->draft().setAside ? *chat->draft().setAside : Draft());
}

void ChatController::attach(Chat* chat, const QString& name, const QString& text) {
    Draft draft = chat->draft();
    draft.attachments.append({m_store.newAttachmentId(), name, text});
    chat->setDraft(draft);
}

/// Shows another branch of a chat, whether it has a tab or not.
void ChatController::showLeaf(ChatId id, TurnId leaf) {
    const ChatInfo* found = m_model.find(id);
    if (!found) return;
    ChatInfo info = *found;
    m_store.rememberShown(id, info.leaf, leaf);
    info.leaf = leaf;
    const std::optional<Turn> last = m_store.turn(leaf);
    info.words = last ? wordsOf(last->text) : QString();
    saveInfo(info);
    if (Chat* chat = tabOf(id)) {
        chat->showBranch(leaf);
        showRunning(chat);
        chat->setContextUse({});
    }
    m_measureLater.start();
}

void ChatController::switchBranch(Chat* chat, TurnId id, int step) {
    const int index = chat->indexOf(id);
    if (index < 0) return;
    const QVector<TurnId> siblings = m_store.children(chat->id(), chat->turns()[index].parent);
    const int target = int(siblings.indexOf(id)) + step;
    if (target < 0 || target >= siblings.size()) return;
    dismissOverflow(chat);
    showLeaf(chat->id(), m_store.leafBelow(chat->id(), siblings[target]));
}

void ChatController::deleteTurn(Chat* chat, TurnId id) {
    const int index = chat->indexOf(id);
    if (index < 0) return;
    const TurnId parent = chat->turns()[index].parent;
    const TurnId leaf = chat->info().leaf;
    // Answers in branches below it that are not on screen go, too.
    m_answers.stopIf([&](const Turn& turn) { return turn.chat == chat->id() && m_store.isBelow(turn.id, id); });
    if (chat->editing() != 0 && m_store.isBelow(chat->editing(), id)) cancelEdit(chat);
    dismissOverflow(chat);
    m_store.setTurnDeleted(id, true);
    m_undo.append({{chat->id()}, id, leaf, {}});
    const QVector<TurnId> siblings = m_store.children(chat->id(), parent);
    showLeaf(chat->id(), siblings.isEmpty() ? parent : m_store.leafBelow(chat->id(), siblings.last()));
    emit undoOffered(id != leaf ? tr("The turn and what followed it were deleted.") : tr("The turn was deleted."));
}

}  // namespace mw::gui
