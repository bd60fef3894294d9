// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>
#include <QVector>
#include <functional>
#include <memory>
#include <optional>

#include "answer_runner.h"
#include "chat.h"
#include "chat_defaults.h"
#include "chat_model.h"
#include "chat_store.h"
#include "model_session.h"
#include "prompt_meter.h"
#include "template_library.h"
#include "token_counter.h"

namespace mw::gui {

class ContextFitter;

/// Everything a person can do to chats, in one place: views call it, it changes the chats, saves them and talks to the
/// engine thread. One per window, on the GUI thread; nothing in it blocks.
class ChatController : public QObject {
    Q_OBJECT

 public:
    ChatController(ModelSession& session, ChatStore& store, TemplateLibrary& templates, QObject* parent = nullptr);
    ~ChatController() override;

    ChatModel& model() { return m_model; }
    ChatStore& store() { return m_store; }
    TemplateLibrary& templates() { return m_templates; }
    EngineThread& engine() { return m_session.engine(); }

    // The engine, as far as chats are concerned.
    const std::shared_ptr<const ModelSummary>& loadedModel() const { return m_session.model(); }
    /// "Mixtral 8x7B", or "Mixtral" while nothing is loaded.
    QString modelName() const;
    int contextTokens() const;
    /// Whether the loaded model was trained for more than it was loaded with.
    bool canHaveMoreContext() const;
    /// With fewer tokens left than these, an answer would end before it says much.
    int fewTokens(const Chat& chat) const;
    bool isReady() const { return loadedModel() && loadedModel()->hasTokenizer; }
    /// Why nothing can be asked now, to be shown as it is; empty if one can.
    QString whyNotReady() const;
    /// The prompt format that a chat is asked with: its own, or the model's.
    QString formatOf(const Chat& chat) const { return formatOf(chat.info()); }
    QString formatOf(const ChatInfo& chat) const;
    /// Whether an answer of any chat is under way.
    bool isAnswering() const { return m_answers.running() > 0; }

    /// What new chats begin with.
    const ChatDefaults& defaults() const { return m_defaults; }
    void setDefaults(const ChatDefaults& defaults);

    // Tabs.
    const QVector<Chat*>& tabs() const { return m_tabs; }
    Chat* current() const { return m_current; }
    /// The chat that an answer in progress belongs to; 0: none.
    ChatId chatOf(Ticket ticket) const { return m_answers.chatOf(ticket); }
    Chat* newChat();
    Chat* openChat(ChatId chat);
    /// Opens a chat at a turn, in whichever branch it is -> turnSought(). `turn` 0: as it was left.
    Chat* openChatAt(ChatId chat, TurnId turn);
    /// Shows the branch that a turn of the chat is in.
    void showBranchOf(Chat* chat, TurnId turn);
    void setCurrent(Chat* chat);
    void closeTab(Chat* chat);
    void moveTab(int from, int to);
    void reopenClosedTab();
    /// Adds chats that come from elsewhere, see ChatStore::add().
    void add(const ChatChanges& chats, const std::function<void(const QString& error)>& done);
    void rename(ChatId chat, const QString& title);
    void deleteChat(ChatId chat) { deleteChats({chat}); }
    /// The model's title for a chat; one that a person gave stays.
    void takeTitle(ChatId chat, const QString& title);
    /// Undone together.
    void deleteChats(const QVector<ChatId>& chats);
    /// Deletes chats without a word: others hold all that was in them.
    void replaceChats(const QVector<ChatId>& chats);
    /// Chats whose titles hold all words, the last used first.
    QVector<ChatInfo> chatsCalled(const QString& words, int most) const;
    void setPinned(const QVector<ChatId>& chats, bool pinned);
    void setArchived(const QVector<ChatId>& chats, bool archived);
    /// Folders are names; those without chats are remembered, too. In order.
    QStringList folders();
    void addFolder(const QString& name);
    /// Into a folder; empty: out of the one they are in. Out of the archive, too.
    void moveToFolder(const QVector<ChatId>& chats, const QString& folder);
    /// Into one that may be there already; empty: its chats are in none then.
    void renameFolder(const QString& from, const QString& to);
    void setSettings(Chat* chat, const ChatSettings& settings);
    /// Takes a template's prompt and sampling over into the chat.
    void applyTemplate(Chat* chat, const QString& templateId, const QHash<QString, QString>& variables = {});

    // Turns.
    /// Asks; if a question is being edited, as a new branch beside it. If an answer is, `text` is saved beside it, also
    /// without a model.
    void send(Chat* chat, const QString& text);
    void stop(Chat* chat);
    void regenerate(Chat* chat, TurnId answer);
    void continueAnswer(Chat* chat);
    /// Puts a turn's text into the composer, see send().
    void beginEdit(Chat* chat, TurnId turn);
    void cancelEdit(Chat* chat);
    /// Whether the turn that is being edited is an answer.
    bool editsAnswer(const Chat& chat) const;
    /// What stands in the composer is asked once the answer under way is complete; more is added to it.
    void queue(Chat* chat);
    /// What waits goes back to the composer, or is given up.
    void takeBackQueued(Chat* chat);
    void dropQueued(Chat* chat);
    void attach(Chat* chat, const QString& name, const QString& text);
    void switchBranch(Chat* chat, TurnId turn, int step);
    void deleteTurn(Chat* chat, TurnId turn);
    bool canUndo() const { return !m_undo.isEmpty(); }
    void undo();
    /// Answers to a context overflow.
    void shortenAndAnswer(Chat* chat);
    void dismissOverflow(Chat* chat);
    /// The same, where the person wants no answer: a question that was asked just now goes back to the composer.
    void cancelOverflow(Chat* chat);
    /// Asks although turns of the conversation cannot be read; they are left out from now on.
    void answerWithoutDamaged(Chat* chat);
    /// Saves answers as far as they are, drafts, and what could not be saved before. False: something is unsaved.
    bool saveAll();
    /// The same where nobody can be asked any more. Empty, or in one line what is not saved, and why.
    QString saveAtTheEnd();
    void askForMoreContext() { emit moreContextWanted(); }
    void askForModel() { emit modelWanted(); }

 signals:
    void tabOpened(int index);
    /// It is still among the tabs, and may be the current one.
    void tabAboutToClose(mw::gui::Chat* chat);
    void tabClosed(int index);
    void tabMoved(int from, int to);
    void currentChanged(mw::gui::Chat* chat);
    /// A turn of the branch on screen is to be looked at; it may not have been read yet.
    void turnSought(mw::gui::Chat* chat, mw::gui::TurnId turn);
    void readinessChanged();
    /// An answer has got its last state and is saved.
    void answerEnded(const mw::gui::Turn& answer);
    /// Somebody types, or asks for an answer.
    void personActed();
    void foldersChanged();
    void defaultsChanged();
    /// Something was deleted and can be had back with undo().
    void undoOffered(const QString& what);
    void undoWithdrawn();
    /// The person wants to open a model, or the loaded one with more context.
    void modelWanted();
    void moreContextWanted();

 private:
    struct Deletion {
        QVector<ChatId> chats;
        TurnId turn = 0;  ///< of the only one; 0: whole chats
        TurnId leaf = 0;  ///< that was on screen
        QVector<ChatId> wereOpen;
    };

    void onModelChanged();
    Chat* tabOf(ChatId chat) const;
    Chat* openTab(ChatInfo info, int index);
    void saveTabs();
    void saveInfo(const ChatInfo& info);
    void changeInfos(const QVector<ChatId>& chats, const std::function<void(ChatInfo&)>& change);
    QStringList rememberedFolders();
    void rememberFolders(QStringList folders);
    ChatSettings usualSettings() const;
    void settleNewChats();
    void updateStreaming(ChatId chat);
    void showLeaf(ChatId chat, TurnId leaf);
    void showRunning(Chat* chat);
    void takeStore();
    void openSavedTabs();
    void saveDrafts();
    Draft draftOf(const QString& text);

    struct Conversation {
        std::vector<Message> system;  ///< one message, or none
        std::vector<Message> turns;
        int damagedTurns = 0;  ///< left out, as they cannot be read
        TurnId above = 0;      ///< the next older turn, too far up to matter; 0: all are here

        std::vector<Message> messages() const;
        qsizetype characters() const;
    };
    Conversation conversation(const Chat& chat, TurnId last) const;
    qsizetype mostCharacters() const;
    Request requestFor(const Chat& chat) const;
    void ask(Chat* chat, const QString& text, const Draft& asked);
    void saveEdited(Chat* chat, const Turn& edited, const QString& text);
    void goOnWithQueued(const Turn& answer);
    void answer(Chat* chat, TurnId turn);
    void begin(Chat* chat, TurnId question, std::vector<Message> messages, int omitted = 0);
    void goOn(Chat* chat, const Turn& answer, std::vector<Message> messages);
    void fitAndAnswer(Chat* chat, TurnId turn);
    int shortenedTokens(const Chat& chat) const;
    void countForFitting(Chat* chat, std::shared_ptr<ContextFitter> fitter, TurnId turn, int unreadTurns);
    void takeOverflow(const Turn& turn, const QString& message);
    void measure(Chat* chat);

    ModelSession& m_session;
    ChatStore& m_store;
    TemplateLibrary& m_templates;
    ChatDefaults m_defaults;
    ChatModel m_model;
    AnswerRunner m_answers;
    TokenCounter m_counter;
    QVector<Chat*> m_tabs;
    Chat* m_current = nullptr;
    QVector<ChatId> m_closed;
    QVector<Deletion> m_undo;
    QHash<TurnId, TurnId> m_leafBefore;  ///< that an answer under way took the place of on screen
    QHash<TurnId, Draft> m_askedWith;    ///< the questions that are not taken in yet
    PromptMeter m_meter;
    QTimer m_measureLater;
    QTimer m_measuresLong;          ///< the figure on screen may be another by now
    qsizetype m_measuredDraft = 0;  ///< its characters
    QSet<ChatId> m_changedDrafts;
    QTimer m_saveDraftsLater;
    QSet<ChatId> m_goOnWithoutDamaged;
};

}  // namespace mw::gui
