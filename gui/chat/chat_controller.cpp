// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// Tabs, settings and the engine's state; what happens to turns is in chat_controller_turns.cpp.

#include "chat_controller.h"

#include <QDateTime>
#include <QLocale>
#include <QPointer>
#include <algorithm>
#include <cstdlib>
#include <utility>

#include "describe_failure.h"

namespace mw::gui {
namespace {

constexpr int kMeasureDelayMs = 300;
constexpr int kMeasuresLongMs = 1000;
constexpr qsizetype kFewCharacters = 1000;  // change a figure little until it is counted
constexpr int kSaveDraftsMs = 300;

/// A template's prompt and sampling, in the place of a chat's own.
void takeTemplate(ChatSettings& settings, const PromptTemplate& chosen, const QHash<QString, QString>& variables) {
    settings.templateId = chosen.id;
    settings.templateName = chosen.name;
    settings.language = chosen.language;
    settings.variables = variables;
    settings.systemPrompt = fillVariables(chosen.systemPrompt, variables, chosen.defaults);
    const SamplingOptions usual;
    settings.sampling.temperature = float(chosen.temperature.value_or(usual.temperature));
    settings.sampling.topP = float(chosen.topP.value_or(usual.topP));
    settings.sampling.topK = chosen.topK.value_or(usual.topK);
    settings.sampling.minP = float(chosen.minP.value_or(usual.minP));
    settings.sampling.repetitionPenalty = float(chosen.repetitionPenalty.value_or(usual.repetitionPenalty));
    settings.sampling.presencePenalty = float(chosen.presencePenalty.value_or(usual.presencePenalty));
    settings.sampling.frequencyPenalty = float(chosen.frequencyPenalty.value_or(usual.frequencyPenalty));
    settings.answerTokens = chosen.answerTokens.value_or(ChatSettings().answerTokens);
}

}  // namespace

ChatController::ChatController(ModelSession& session, ChatStore& store, TemplateLibrary& templates, QObject* parent)
    : QObject(parent),
      m_session(session),
      m_store(store),
      m_templates(templates),
      m_answers(session.engine(), store),
      m_counter(session.engine()),
      m_meter(session.engine()) {
    connect(&session, &ModelSession::changed, this, &ChatController::readinessChanged);
    connect(&session, &ModelSession::modelChanged, this, &ChatController::onModelChanged);

    m_measureLater.setSingleShot(true);
    m_measureLater.setInterval(kMeasureDelayMs);
    connect(&m_measureLater, &QTimer::timeout, this, [this] { measure(m_current); });
    m_measuresLong.setSingleShot(true);
    m_measuresLong.setInterval(kMeasuresLongMs);
    connect(&m_measuresLong, &QTimer::timeout, this, [this] {
        if (m_current) m_current->setContextUse({});
    });

    m_saveDraftsLater.setSingleShot(true);
    m_saveDraftsLater.setInterval(kSaveDraftsMs);
    connect(&m_saveDraftsLater, &QTimer::timeout, this, &ChatController::saveDrafts);
    connect(&store, &ChatStore::reopened, this, &ChatController::takeStore);

    connect(&m_answers, &AnswerRunner::turnChanged, this, [this](const Turn& turn) {
        updateStreaming(turn.chat);
        Chat* chat = tabOf(turn.chat);
        if (!chat) return;
        chat->update(turn);
        if (ContextUse use = chat->contextUse();
            use.counted() && !chat->turns().isEmpty() && chat->turns().last().id == turn.id) {
            use.answer = turn.tokens;
            chat->setContextUse(use);
        }
    });
    connect(&m_answers, &AnswerRunner::promptCounted, this, [this](const Turn& turn) {
        m_askedWith.remove(turn.parent);
        Chat* chat = tabOf(turn.chat);
        if (!chat || chat->isEmpty() || chat->turns().last().id != turn.id) return;
        // The engine has counted it: nothing has to be counted again.
        ContextUse use;
        use.system = std::clamp(chat->contextUse().system, 0, turn.promptTokens);
        use.answer = turn.tokens;
        use.conversation = std::max(0, turn.promptTokens - use.system - use.answer);
        use.omittedTurns = turn.omittedTurns;
        chat->setContextUse(use);
    });
    connect(&m_answers, &AnswerRunner::turnEnded, this, [this](const Turn& turn) {
        m_leafBefore.remove(turn.id);
        m_askedWith.remove(turn.parent);
        m_measureLater.start();
        if (const ChatInfo* found = m_model.find(turn.chat); found && found->leaf == turn.id && !turn.text.isEmpty()) {
            ChatInfo info = *found;
            info.words = wordsOf(turn.text);
            saveInfo(info);
        }
        emit answerEnded(turn);
        goOnWithQueued(turn);
    });
    connect(&m_answers, &AnswerRunner::overflowed, this, &ChatController::takeOverflow);

    m_model.reset(store.chats());
    openSavedTabs();
    Chat* front = tabOf(store.currentChat());
    m_current = front ? front : m_tabs.value(0);
}

ChatController::~ChatController() {
    m_store.gather();
    saveDrafts();
    m_answers.disconnect(this);  // it ends its answers while it goes, after the chats are gone
}

void ChatController::openSavedTabs() {
    QVector<ChatInfo> open;
    for (const ChatInfo& chat : m_model.chats())
        if (chat.tab >= 0 && !tabOf(chat.id)) open.append(chat);
    std::stable_sort(open.begin(), open.end(), [](const ChatInfo& a, const ChatInfo& b) { return a.tab < b.tab; });
    for (const ChatInfo& info : open)
        openTab(info, int(m_tabs.size()));
}

/// The store has opened its file at last, or has found it damaged: what is on screen may be different in it.
void ChatController::takeStore() {
    m_model.reset(m_store.chats());
    for (Chat* chat : m_tabs) {
        const ChatInfo* saved = m_model.find(chat->id());
        ChatInfo info = saved ? *saved : chat->info();
        info.leaf = m_store.wholeLeaf(info.id, info.leaf);
        chat->setInfo(info);
        m_model.put(info);
        chat->showBranch(info.leaf);
        showRunning(chat);
        updateStreaming(info.id);
    }
    const QVector<Chat*> before = m_tabs;
    openSavedTabs();
    Chat* front = tabOf(m_store.currentChat());
    setCurrent(front ? front : m_current ? m_current : m_tabs.value(0));
    if (m_tabs.size() == before.size()) return;
    for (Chat* chat : before)  // made to have something to type into, as nothing could be read
        if (chat->isEmpty() && !chat->info().named && chat->draft().isEmpty()) closeTab(chat);
}

void ChatController::saveDrafts() {
    m_saveDraftsLater.stop();
    for (const ChatId id : std::exchange(m_changedDrafts, {}))
        if (const Chat* chat = tabOf(id))  // With what waits: the program may end before that is asked.
            m_store.saveDraft(id, chat->queued() ? joined(*chat->queued(), chat->draft()) : chat->draft());
}

bool ChatController::saveAll() {
    m_store.gather();
    saveDrafts();
    m_answers.flush();
    return m_store.retry() && m_store.unsavedCount() == 0;
}

QString ChatController::saveAtTheEnd() {
    if (saveAll() || !m_store.hasUnsavedWork()) return {};
    return tr("Changes to chats that could not be saved: %1 (%2: %3).")
        .arg(QLocale().toString(m_store.unsavedCount()), m_store.path(), m_store.lastError());
}

/// What was being answered ends here, whoever took the model away.
void ChatController::onModelChanged() {
    if (m_session.model()) {
        m_answers.interruptAll(tr("Another model was opened."));
        settleNewChats();
    } else if (m_session.state() == ModelSession::State::Broken) {
        m_answers.interruptAll(tr("The engine stopped: %1").arg(describeFailure(*m_session.failure())));
    } else {
        m_answers.interruptAll(tr("The model was closed."));
    }
    m_measureLater.start();
    emit readinessChanged();
}

QString ChatController::whyNotReady() const {
    if (isReady()) return {};
    if (const auto& model = m_session.model())
        return tr("This model cannot be chatted with: %1")
            .arg(QString::fromStdString(model->checkpoint.tokenizerMissing));
    if (m_session.state() == ModelSession::State::Loading) return tr("The model is being opened…");
    if (m_session.state() == ModelSession::State::Broken)
        return tr("The engine stopped; open the model again to go on");
    if (m_session.failure()) return tr("The model could not be opened; choose one to chat");
    return tr("Open a model to chat");
}

QString ChatController::modelName() const {
    const auto& model = m_session.model();
    const QString name = model ? QString::fromStdString(model->checkpoint.config.name) : QString();
    return name.isEmpty() ? QStringLiteral("Mixtral") : name;
}

int ChatController::contextTokens() const {
    return m_session.model() ? m_session.model()->plan.request.contextTokens : 0;
}

QString ChatController::formatOf(const ChatInfo& chat) const {
    if (!chat.settings.format.isEmpty()) return chat.settings.format;
    const auto& model = m_session.model();
    const QString suggested = model ? QString::fromStdString(model->checkpoint.suggestedFormat) : QString();
    return suggested.isEmpty() ? QStringLiteral("mistral-v1") : suggested;
}

Chat* ChatController::tabOf(ChatId chat) const {
    for (Chat* each : m_tabs)
        if (each->id() == chat) return each;
    return nullptr;
}

Chat* ChatController::openTab(ChatInfo info, int index) {
    info.leaf = m_store.wholeLeaf(info.id, info.leaf);
    auto* chat = new Chat(info, m_store, this);
    showRunning(chat);
    chat->setStreamingCount(m_answers.running(info.id));
    connect(chat, &Chat::draftChanged, this, [this, chat] {
        m_changedDrafts.insert(chat->id());
        emit personActed();
        if (!m_saveDraftsLater.isActive()) m_saveDraftsLater.start();  // typing on must not put it off
        if (chat != m_current) return;
        if (std::abs(sizeOf(chat->draft()) - m_measuredDraft) > kFewCharacters) chat->setContextUse({});
        m_measureLater.start();
    });
    m_tabs.insert(index, chat);
    emit tabOpened(index);
    return chat;
}

/// An answer under way, perhaps in a chat without a tab, is ahead of what is saved.
void ChatController::showRunning(Chat* chat) {
    for (const Turn& turn : QVector<Turn>(chat->turns()))
        if (const Turn* running = m_answers.find(turn.id)) chat->update(*running);
}

void ChatController::saveTabs() {
    QVector<ChatInfo> changed;
    for (int index = 0; index < m_tabs.size(); ++index) {
        ChatInfo info = m_tabs[index]->info();
        if (info.tab == index) continue;
        info.tab = index;
        m_tabs[index]->setInfo(info);
        m_model.put(info);
        changed.append(info);
    }
    m_store.saveChats(changed);
}

void ChatController::saveInfo(const ChatInfo& info) {
    if (Chat* chat = tabOf(info.id)) chat->setInfo(info);
    m_model.put(info);
    m_store.saveChat(info);
}

void ChatController::updateStreaming(ChatId chat) {
    const int running = m_answers.running(chat);
    m_model.setStreaming(chat, running > 0);
    if (Chat* open = tabOf(chat)) open->setStreamingCount(running);
}

/// What a new chat begins with: what the person wants, or the model's maker, or the template of the desktop's language.
ChatSettings ChatController::usualSettings() const {
    ChatSettings settings;
    if (m_defaults.settings) {
        settings = *m_defaults.settings;
        settings.usual = true;
        return settings;
    }
    const auto& model = m_session.model();
    const SuggestedChat suggested = model ? model->checkpoint.suggestedChat : SuggestedChat();
    if (!suggested.systemPrompt.empty()) {
        settings.templateName = QString::fromStdString(suggested.templateName);
        settings.systemPrompt = QString::fromStdString(suggested.systemPrompt);
    } else if (const PromptTemplate* usual = m_templates.fallback(QLocale().name())) {
        takeTemplate(settings, *usual, {});
    }
    settings.usual = true;
    return settings;
}

/// Chats that were made before the model was opened, and that nobody has touched, begin as it wants.
void ChatController::settleNewChats() {
    const ChatSettings usual = usualSettings();
    for (Chat* chat : m_tabs) {
        if (!chat->isEmpty() || !chat->settings().usual || chat->settings() == usual) continue;
        ChatInfo info = chat->info();
        info.settings = usual;
        saveInfo(info);
    }
}

void ChatController::setDefaults(const ChatDefaults& defaults) {
    if (defaults == m_defaults) return;
    m_defaults = defaults;
    settleNewChats();
    emit defaultsChanged();
}

Chat* ChatController::newChat() {
    ChatInfo info;
    info.settings = usualSettings();
    info.folder = m_defaults.folder;
    info.id = m_store.newChatId();
    info.identity = newIdentity();
    info.created = info.updated = QDateTime::currentMSecsSinceEpoch();
    info.tab = int(m_tabs.size());
    m_model.put(info);
    Chat* chat = openTab(info, info.tab);
    m_store.saveChat(info);
    setCurrent(chat);
    return chat;
}

Chat* ChatController::openChat(ChatId id) {
    Chat* chat = tabOf(id);
    if (!chat) {
        const ChatInfo* info = m_model.find(id);
        if (!info) return nullptr;
        m_closed.removeAll(id);
        chat = openTab(*info, int(m_tabs.size()));
        saveTabs();
    }
    setCurrent(chat);
    return chat;
}

Chat* ChatController::openChatAt(ChatId id, TurnId turn) {
    Chat* chat = openChat(id);
    if (!chat || turn == 0 || !m_store.isWhole(id, turn)) return chat;
    showBranchOf(chat, turn);
    emit turnSought(chat, turn);
    return chat;
}

void ChatController::showBranchOf(Chat* chat, TurnId turn) {
    if (chat->indexOf(turn) >= 0 || m_store.isBelow(chat->info().leaf, turn)) return;
    dismissOverflow(chat);
    showLeaf(chat->id(), m_store.leafBelow(chat->id(), turn));
}

void ChatController::setCurrent(Chat* chat) {
    if (chat == m_current) return;
    m_current = chat;
    m_store.setCurrentChat(chat ? chat->id() : 0);
    emit currentChanged(chat);
    if (chat) m_measureLater.start();
}

void ChatController::closeTab(Chat* chat) {
    const int index = int(m_tabs.indexOf(chat));
    if (index < 0) return;
    emit tabAboutToClose(chat);
    takeBackQueued(chat);
    saveDrafts();
    m_tabs.removeAt(index);
    if (chat == m_current) setCurrent(m_tabs.value(std::min<qsizetype>(index, m_tabs.size() - 1)));
    emit tabClosed(index);

    ChatInfo info = chat->info();
    info.tab = -1;
    m_store.saveChat(info);
    if (!info.named && chat->draft().isEmpty() && !m_store.hasTurns(info.id)) {
        m_store.setChatDeleted(info.id, true);  // nothing was ever said or written in it
        m_model.remove(info.id);
    } else {
        m_model.put(info);
        m_closed.append(info.id);
    }
    saveTabs();
    chat->deleteLater();
}

void ChatController::moveTab(int from, int to) {
    if (from == to || from < 0 || to < 0 || from >= m_tabs.size() || to >= m_tabs.size()) return;
    m_tabs.move(from, to);
    emit tabMoved(from, to);
    saveTabs();
}

void ChatController::reopenClosedTab() {
    while (!m_closed.isEmpty())
        if (openChat(m_closed.takeLast())) return;
}

void ChatController::add(const ChatChanges& chats, const std::function<void(const QString& error)>& done) {
    const QVector<ChatInfo> infos(chats.chats.cbegin(), chats.chats.cend());
    m_store.add(chats, [self = QPointer(this), infos, done](const QString& error) {
        if (self && error.isEmpty()) self->m_model.add(infos);
        done(error);
    });
}

void ChatController::setSettings(Chat* chat, const ChatSettings& settings) {
    if (settings == chat->settings()) return;
    ChatInfo info = chat->info();
    const bool recount =
        settings.systemPrompt != info.settings.systemPrompt || settings.format != info.settings.format ||
        settings.shortenOldest != info.settings.shortenOldest || settings.answerTokens != info.settings.answerTokens;
    info.settings = settings;
    info.settings.usual = false;
    saveInfo(info);
    if (recount) m_measureLater.start();
}

void ChatController::applyTemplate(Chat* chat, const QString& templateId, const QHash<QString, QString>& variables) {
    const PromptTemplate* chosen = m_templates.find(templateId);
    if (!chosen) return;
    ChatInfo info = chat->info();
    takeTemplate(info.settings, *chosen, variables);
    info.settings.usual = false;
    saveInfo(info);
    m_measureLater.start();
}

}  // namespace mw::gui
