// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// What a chat's context holds: how many tokens a prompt would take, and what happens when it does not fit.

#include <algorithm>
#include <iterator>

#include "chat_controller.h"
#include "context_fitter.h"

namespace mw::gui {
namespace {

constexpr int kFewTokens = 256;

}  // namespace

std::vector<Message> ChatController::Conversation::messages() const {
    std::vector<Message> all = system;
    all.insert(all.end(), turns.begin(), turns.end());
    return all;
}

/// As bytes, of which there are no fewer.
qsizetype ChatController::Conversation::characters() const {
    std::size_t bytes = 0;
    for (const Message& turn : turns)
        bytes += turn.content.size();
    return qsizetype(bytes);
}

/// The prompt did not fit. The empty answer goes away again, the question stays, and the person decides.
void ChatController::takeOverflow(const Turn& turn, const QString& message) {
    updateStreaming(turn.chat);
    const TurnId before = m_leafBefore.take(turn.id);
    Chat* chat = tabOf(turn.chat);
    takeBackQueued(chat);  // the person has to decide first
    TurnId waiting = turn.id;
    if (turn.text.isEmpty()) {
        waiting = turn.parent;
        m_store.setTurnDeleted(turn.id, true);
        if (const ChatInfo* info = m_model.find(turn.chat); info && info->leaf == turn.id)
            showLeaf(turn.chat, m_store.wholeLeaf(turn.chat, before));
    } else {
        Turn rest = turn;
        rest.state = TurnState::Cut;
        rest.error = tr("The context of this chat is full.");
        m_store.saveTurn(rest);
        if (chat) chat->update(rest);
    }
    if (!chat || !m_store.isWhole(turn.chat, waiting)) return;
    // Anything to leave out? The last question has to stay.
    const std::vector<Message> turns = conversation(*chat, waiting).turns;
    const bool canShorten =
        std::count_if(turns.begin(), turns.end(), [](const Message& each) { return each.role == Role::User; }) > 1;
    chat->setOverflow(ContextOverflow{waiting, message, contextTokens(), canShorten});
}

void ChatController::dismissOverflow(Chat* chat) {
    chat->setOverflow(std::nullopt);
}

/// A question that was asked for it goes out of the conversation again, as nobody will answer it.
void ChatController::cancelOverflow(Chat* chat) {
    const TurnId waiting = chat->overflow() ? chat->overflow()->turn : 0;
    dismissOverflow(chat);
    const auto asked = m_askedWith.constFind(waiting);
    if (asked == m_askedWith.cend()) return;
    Draft draft = *asked;
    m_askedWith.erase(asked);
    const std::optional<Turn> question = m_store.turn(waiting);
    if (!question || !m_store.children(chat->id(), waiting).isEmpty()) return;
    m_store.setTurnDeleted(waiting, true);
    if (chat->info().leaf == waiting) {
        const std::optional<Turn> edited = m_store.turn(draft.editing);
        showLeaf(chat->id(), edited ? m_store.leafBelow(chat->id(), edited->id) : question->parent);
    }
    if (!chat->draft().isEmpty()) draft.setAside = std::make_shared<Draft>(chat->draft());
    chat->setDraft(draft);
}

void ChatController::answerWithoutDamaged(Chat* chat) {
    if (!chat->overflow() || chat->isStreaming() || !isReady()) return;
    const TurnId waiting = chat->overflow()->turn;
    dismissOverflow(chat);
    m_goOnWithoutDamaged.insert(chat->id());
    answer(chat, waiting);
}

void ChatController::shortenAndAnswer(Chat* chat) {
    if (!chat->overflow() || chat->isStreaming() || !isReady()) return;
    const TurnId waiting = chat->overflow()->turn;
    dismissOverflow(chat);
    ChatInfo info = chat->info();
    info.settings.shortenOldest = true;
    saveInfo(info);
    fitAndAnswer(chat, waiting);
}

bool ChatController::canHaveMoreContext() const {
    const auto& model = m_session.model();
    if (!model) return false;
    const int whole = model->checkpoint.config.trainedContext / kKvPageTokens * kKvPageTokens;
    return contextTokens() < whole;
}

int ChatController::fewTokens(const Chat& chat) const {
    return std::min({chat.settings().answerTokens, contextTokens() / 4, kFewTokens});
}

void ChatController::fitAndAnswer(Chat* chat, TurnId turn) {
    emit personActed();
    const Conversation asked = conversation(*chat, turn);
    countForFitting(chat, std::make_shared<ContextFitter>(asked.messages(), shortenedTokens(*chat)), turn,
                    asked.above == 0 ? 0 : m_store.depth(asked.above));
}

/// The most tokens of a prompt that is shortened: there is room for an answer worth having.
int ChatController::shortenedTokens(const Chat& chat) const {
    const int context = contextTokens();
    return context - std::min(chat.settings().answerTokens, context / 4);
}

void ChatController::countForFitting(Chat* chat, std::shared_ptr<ContextFitter> fitter, TurnId turn, int unreadTurns) {
    m_counter.count(fitter->candidate(), formatOf(*chat), chat,
                    [this, chat, fitter, turn, unreadTurns, leaf = chat->info().leaf](int tokens) {
                        // Meanwhile the model may have gone, or the person moved on.
                        if (tokens < 0 || !isReady() || chat->info().leaf != leaf || chat->isStreaming()) return;
                        if (!fitter->counted(tokens)) return countForFitting(chat, fitter, turn, unreadTurns);
                        if (!fitter->fits()) {
                            chat->setOverflow(ContextOverflow{turn, tr("The last question alone does not fit."),
                                                              contextTokens(), false});
                            return;
                        }
                        std::optional<Turn> last = m_store.turn(turn);
                        if (!last) return;
                        const int omitted = fitter->omittedTurns() + unreadTurns;
                        if (!last->isAnswer()) return begin(chat, turn, fitter->result(), omitted);
                        last->omittedTurns = omitted;
                        goOn(chat, *last, fitter->result());
                    });
}

/// Counts the prompt that Send would send now: the branch on screen, or what an edited turn follows, and the draft.
void ChatController::measure(Chat* chat) {
    m_measureLater.stop();
    m_measuresLong.stop();
    if (!chat) return;
    m_meter.cancel();
    if (!isReady()) return chat->setContextUse({});
    const Draft& draft = chat->draft();
    m_measuredDraft = sizeOf(draft);
    TurnId last = chat->info().leaf;
    if (draft.editing != 0)
        if (const std::optional<Turn> edited = m_store.turn(draft.editing)) last = edited->parent;
    const bool tooLong = m_measuredDraft > mostCharacters();
    Conversation asked = tooLong ? Conversation() : conversation(*chat, last);
    const bool shortens = chat->settings().shortenOldest;
    if (tooLong || asked.above != 0 || asked.characters() > mostCharacters()) {
        if (tooLong || !shortens) {  // it cannot fit, and no one needs to know by how much
            ContextUse use;
            use.system = 0;
            use.conversation = contextTokens();
            use.isLowerBound = true;
            return chat->setContextUse(use);
        }
    }
    PromptParts parts;
    parts.format = formatOf(*chat);
    parts.system = std::move(asked.system);
    parts.turns = std::move(asked.turns);
    if (const QString text = fullText(draft); !text.isEmpty())
        parts.draft.push_back({editsAnswer(*chat) ? Role::Assistant : Role::User, text.toStdString()});
    parts.contextTokens = contextTokens();
    if (const int index = chat->indexOf(last); index >= 0 && chat->turns()[index].isAnswer())
        parts.answerTokens = chat->turns()[index].tokens;
    if (shortens) parts.shortenTo = shortenedTokens(*chat);
    const int unread = shortens && asked.above != 0 ? m_store.depth(asked.above) : 0;
    m_measuresLong.start();
    m_meter.measure(std::move(parts), chat, [this, chat, unread](ContextUse use) {
        m_measuresLong.stop();
        if (use.omittedTurns > 0) use.omittedTurns += unread;
        chat->setContextUse(use);
    });
}

}  // namespace mw::gui
