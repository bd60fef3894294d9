// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QDateTime>
#include <QPointer>
#include <QRandomGenerator>
#include <algorithm>

#include "chat_controller.h"
#include "context_fitter.h"

namespace mw::gui {
namespace {

/// No text of so many characters fits into one token on average, so more than context x this need not be looked at.
constexpr qsizetype kMostCharactersPerToken = 16;
constexpr int kSmallestContextLookedAt = 4096;

}  // namespace

/// The conversation on screen as the engine wants it, with as many older turns as could possibly matter.
std::vector<Message> ChatController::conversation(const Chat& chat, bool withSystem) const {
    QVector<Turn> turns = chat.turns();
    const qsizetype enough = std::max(contextTokens(), kSmallestContextLookedAt) * kMostCharactersPerToken;
    qsizetype characters = 0;
    for (const Turn& turn : turns)
        characters += turn.text.size();
    while (!turns.isEmpty() && turns.first().parent != 0 && characters < enough) {
        const QVector<Turn> older = m_store.path(turns.first().parent, Chat::kPage);
        if (older.isEmpty()) break;
        for (const Turn& turn : older)
            characters += turn.text.size();
        turns = older + turns;
    }
    std::vector<Message> messages;
    if (withSystem && !chat.settings().systemPrompt.trimmed().isEmpty())
        messages.push_back({Role::System, chat.settings().systemPrompt.toStdString()});
    for (const Turn& turn : turns)
        if (!turn.text.isEmpty()) messages.push_back({turn.role, turn.text.toStdString()});
    return messages;
}

Request ChatController::requestFor(const Chat& chat) const {
    const ChatSettings& settings = chat.settings();
    Request request;
    request.format = formatOf(chat).toStdString();
    request.sampling = settings.sampling;
    if (settings.randomSeed) request.sampling.seed = QRandomGenerator::global()->generate64();
    request.maxTokens = settings.answerTokens;
    return request;
}

void ChatController::send(Chat* chat, const QString& text) {
    if (!chat || text.trimmed().isEmpty() || !m_whyNotReady.isEmpty() || chat->isStreaming()) return;
    dismissOverflow(chat);
    TurnId parent = chat->info().leaf;
    if (chat->editing() != 0) {
        if (const std::optional<Turn> edited = m_store.turn(chat->editing())) {
            leaveBranch(chat, edited->id);
            parent = edited->parent;
        }
        chat->setEditing(0);
    }
    Turn turn;
    turn.id = m_store.newTurnId();
    turn.chat = chat->id();
    turn.parent = parent;
    turn.role = Role::User;
    turn.text = text;
    turn.created = QDateTime::currentMSecsSinceEpoch();

    ChatInfo info = chat->info();
    const TurnId before = info.leaf;
    info.leaf = turn.id;
    info.updated = turn.created;
    if (info.title.isEmpty()) info.title = titleFrom(text);
    m_store.save(turn, info);  // on disk before the engine hears of it
    chat->setInfo(info);
    m_model.put(info);
    if (parent == before && m_store.children(chat->id(), parent).size() == 1)
        chat->append(turn);
    else
        chat->showBranch(turn.id);
    answer(chat);
}

/// Starts an answer to the last turn on screen, which is a person's.
void ChatController::answer(Chat* chat, int omitted) {
    if (chat->settings().shortenOldest)
        fitAndAnswer(chat);
    else
        begin(chat, conversation(*chat), omitted);
}

void ChatController::begin(Chat* chat, std::vector<Message> messages, int omitted) {
    Turn turn;
    turn.id = m_store.newTurnId();
    turn.chat = chat->id();
    turn.parent = chat->info().leaf;
    turn.role = Role::Assistant;
    turn.state = TurnState::Streaming;
    turn.templateName = chat->settings().templateName;
    turn.omittedTurns = omitted;
    turn.created = QDateTime::currentMSecsSinceEpoch();
    ChatInfo info = chat->info();
    info.leaf = turn.id;
    info.updated = turn.created;
    m_store.save(turn, info);
    chat->setInfo(info);
    m_model.put(info);
    turn = m_store.turn(turn.id).value_or(turn);
    chat->append(turn);
    Request request = requestFor(*chat);
    request.messages = std::move(messages);
    m_answers.start(turn, request, contextTokens());
}

void ChatController::stop(Chat* chat) {
    if (chat) m_answers.stop(chat->id());
}

void ChatController::continueAnswer(Chat* chat) {
    if (!chat || chat->isEmpty() || chat->isStreaming() || !m_whyNotReady.isEmpty()) return;
    dismissOverflow(chat);
    const Turn turn = chat->turns().last();
    if (!turn.isAnswer() || turn.state == TurnState::Complete) return;
    if (turn.text.isEmpty()) return regenerate(chat, turn.id);
    Request request = requestFor(*chat);
    request.messages = conversation(*chat);  // ends with the answer: the engine goes on with it
    m_answers.start(turn, request, contextTokens());
}

void ChatController::regenerate(Chat* chat, TurnId id) {
    if (!chat || chat->isStreaming() || !m_whyNotReady.isEmpty()) return;
    const std::optional<Turn> old = m_store.turn(id);
    if (!old || !old->isAnswer() || old->parent == 0) return;
    dismissOverflow(chat);
    leaveBranch(chat, id);
    ChatInfo info = chat->info();
    info.leaf = old->parent;
    saveInfo(chat, info);
    chat->showBranch(info.leaf);
    answer(chat);
}

void ChatController::beginEdit(Chat* chat, TurnId question) {
    const int index = chat->indexOf(question);
    if (index < 0 || chat->turns()[index].isAnswer()) return;
    chat->setDraft(chat->turns()[index].text);
    chat->setEditing(question);
}

void ChatController::cancelEdit(Chat* chat) {
    if (chat->editing() == 0) return;
    chat->setEditing(0);
    chat->setDraft(QString());
}

/// Remembers at a fork where the branch on screen was left, so that coming back leads here again.
void ChatController::leaveBranch(Chat* chat, TurnId fork) {
    std::optional<Turn> turn = m_store.turn(fork);
    if (!turn || fork == chat->info().leaf) return;
    turn->resume = chat->info().leaf;
    m_store.saveTurn(*turn);
}

void ChatController::switchBranch(Chat* chat, TurnId id, int step) {
    const int index = chat->indexOf(id);
    if (index < 0) return;
    const QVector<TurnId> siblings = m_store.children(chat->id(), chat->turns()[index].parent);
    const int target = int(siblings.indexOf(id)) + step;
    if (target < 0 || target >= siblings.size()) return;
    m_answers.flush();
    leaveBranch(chat, id);
    dismissOverflow(chat);
    ChatInfo info = chat->info();
    info.leaf = m_store.leafBelow(chat->id(), siblings[target]);
    saveInfo(chat, info);
    chat->showBranch(info.leaf);
    m_countLater.start();
}

void ChatController::deleteTurn(Chat* chat, TurnId id) {
    const int index = chat->indexOf(id);
    if (index < 0) return;
    const Turn turn = chat->turns()[index];
    for (int below = index; below < chat->turns().size(); ++below)
        m_answers.stop(chat->id(), chat->turns()[below].id);
    if (!m_store.setTurnDeleted(id, true)) return;
    m_undo.append({chat->id(), id, chat->info().leaf, true});
    const QVector<TurnId> siblings = m_store.children(chat->id(), turn.parent);
    ChatInfo info = chat->info();
    info.leaf = siblings.isEmpty() ? turn.parent : m_store.leafBelow(chat->id(), siblings.last());
    saveInfo(chat, info);
    dismissOverflow(chat);
    if (chat->editing() != 0) cancelEdit(chat);
    chat->showBranch(info.leaf);
    m_countLater.start();
    const bool more = turn.id != m_undo.last().leaf;
    emit undoOffered(more ? tr("The turn and what followed it were deleted.") : tr("The turn was deleted."));
}

void ChatController::undo() {
    if (m_undo.isEmpty()) return;
    const Deletion deletion = m_undo.takeLast();
    if (deletion.turn == 0) {
        if (m_store.setChatDeleted(deletion.chat, false)) {
            for (const ChatInfo& info : m_store.chats())
                if (info.id == deletion.chat) m_model.put(info);
            if (deletion.wasOpen) openChat(deletion.chat);
        }
    } else if (m_store.setTurnDeleted(deletion.turn, false)) {
        if (Chat* chat = tabOf(deletion.chat)) {
            ChatInfo info = chat->info();
            info.leaf = deletion.leaf;
            saveInfo(chat, info);
            chat->showBranch(info.leaf);
            m_countLater.start();
        }
    }
    emit undoWithdrawn();
}

// ---- when the context is full -----------------------------------------------------------------------------------

/// The prompt did not fit. The empty answer goes away again, the question stays, and the person decides.
void ChatController::takeOverflow(const Turn& turn, const QString& message) {
    Turn rest = turn;
    const bool empty = turn.text.isEmpty();
    if (!empty) {
        rest.state = TurnState::Cut;
        rest.error = tr("The context of this chat is full.");
        m_store.saveTurn(rest);
    }
    updateStreaming(turn.chat);
    Chat* chat = tabOf(turn.chat);
    if (empty) {
        m_store.setTurnDeleted(turn.id, true);
        if (chat && chat->info().leaf == turn.id) {
            ChatInfo info = chat->info();
            info.leaf = turn.parent;
            saveInfo(chat, info);
            chat->showBranch(info.leaf);
        }
    }
    if (!chat) return;
    if (!empty) chat->update(rest);
    // Anything to leave out? The last question has to stay.
    const bool canShorten = std::count_if(chat->turns().begin(), chat->turns().end(),
                                          [](const Turn& each) { return !each.isAnswer(); }) > 1;
    chat->setOverflow(ContextOverflow{message, contextTokens(), canShorten});
}

void ChatController::dismissOverflow(Chat* chat) {
    chat->setOverflow(std::nullopt);
}

void ChatController::shortenAndAnswer(Chat* chat) {
    if (chat->isEmpty() || chat->isStreaming() || !m_whyNotReady.isEmpty()) return;
    dismissOverflow(chat);
    ChatInfo info = chat->info();
    info.settings.shortenOldest = true;
    saveInfo(chat, info);
    fitAndAnswer(chat);
}

void ChatController::fitAndAnswer(Chat* chat) {
    const int context = contextTokens();
    const int reserve = std::min(chat->settings().answerTokens, context / 4);  // room for an answer worth having
    countForFitting(chat, std::make_shared<ContextFitter>(conversation(*chat), context - reserve), chat->info().leaf);
}

void ChatController::countForFitting(Chat* chat, std::shared_ptr<ContextFitter> fitter, TurnId leaf) {
    m_counter.count(fitter->candidate(), formatOf(*chat), chat, [this, chat, fitter, leaf](int tokens) {
        // Meanwhile the model may have gone, or the person moved on.
        if (tokens < 0 || !m_whyNotReady.isEmpty() || chat->info().leaf != leaf || chat->isStreaming()) return;
        if (!fitter->counted(tokens)) return countForFitting(chat, fitter, leaf);
        if (!fitter->fits()) {
            chat->setOverflow(ContextOverflow{tr("The last question alone does not fit."), contextTokens(), false});
            return;
        }
        const Turn last = chat->turns().last();
        if (!last.isAnswer()) return begin(chat, fitter->result(), fitter->omittedTurns());
        Turn turn = last;  // going on with a cut answer
        turn.omittedTurns = fitter->omittedTurns();
        Request request = requestFor(*chat);
        request.messages = fitter->result();
        m_answers.start(turn, request, contextTokens());
    });
}

// ---- token counts -----------------------------------------------------------------------------------------------

void ChatController::countConversation(Chat* chat) {
    if (!chat) return;
    countDraft(chat);
    if (!m_loaded || !m_loaded->hasTokenizer) return chat->setContextUse({});
    const QString format = formatOf(*chat);
    std::vector<Message> all = conversation(*chat);
    const std::vector<Message> turns = conversation(*chat, false);
    if (turns.empty())
        for (Message& message : all)
            message.role = Role::User;  // formats refuse a system prompt that nobody answers to
    int answer = 0;
    if (!chat->isEmpty() && chat->turns().last().isAnswer()) answer = chat->turns().last().tokens;
    if (all.empty()) {
        ContextUse use;
        use.system = use.conversation = 0;
        use.draft = chat->contextUse().draft;
        return chat->setContextUse(use);
    }
    const auto withSystem = [chat, answer](int total, int withoutSystem) {
        ContextUse use = chat->contextUse();
        if (total < 0) {
            use = {};
        } else {
            use.system = std::max(0, total - withoutSystem);
            use.answer = std::min(answer, withoutSystem);
            use.conversation = withoutSystem - use.answer;
        }
        chat->setContextUse(use);
    };
    m_counter.count(
        all, format, chat, [this, chat, turns, format, withSystem, same = turns.size() == all.size()](int total) {
            if (same || total < 0) return withSystem(total, total);
            if (turns.empty()) return withSystem(total, 0);
            m_counter.count(turns, format, chat,
                            [withSystem, total](int without) { withSystem(total, without < 0 ? total : without); });
        });
}

void ChatController::countDraft(Chat* chat) {
    if (!chat) return;
    const auto take = [chat](int tokens) {
        ContextUse use = chat->contextUse();
        if (use.draft == tokens) return;
        use.draft = tokens;
        chat->setContextUse(use);
    };
    if (chat->draft().trimmed().isEmpty() || !m_loaded || !m_loaded->hasTokenizer) return take(0);
    m_counter.count({{Role::User, chat->draft().toStdString()}}, formatOf(*chat), chat,
                    [take](int tokens) { take(std::max(0, tokens)); });
}

}  // namespace mw::gui
