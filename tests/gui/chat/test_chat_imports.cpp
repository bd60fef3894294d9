// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// What comes of the exports of other programs, and of files that are no exports.

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>

#include "chat_files.h"

namespace mw::gui {
namespace {

/// "U Question*(A First*, A Second)": who said it, what, whether it is shown, and what follows.
QString outline(const ArchivedChat& chat) {
    QSet<TurnId> shown;
    for (TurnId id = chat.info.leaf; id != 0; id = chat.turns[id - 1].parent)
        shown.insert(id);
    const auto below = [&](TurnId parent, const auto& self) -> QString {
        QStringList all;
        for (const Turn& turn : chat.turns) {
            if (turn.parent != parent) continue;
            const QString children = self(turn.id, self);
            all.append((turn.isAnswer() ? QStringLiteral("A ") : QStringLiteral("U ")) +
                       QString(turn.text).replace(QLatin1Char('\n'), QLatin1Char('/')) +
                       (shown.contains(turn.id) ? QStringLiteral("*") : QString()) +
                       (children.isEmpty() ? QString() : QLatin1Char('(') + children + QLatin1Char(')')));
        }
        return all.join(QStringLiteral(", "));
    };
    return chat.info.title + QStringLiteral(": ") + below(0, below);
}

QStringList outlines(const ImportedChats& imported) {
    QStringList result;
    for (const ArchivedChat& chat : imported.chats)
        result.append(outline(chat));
    return result;
}

QString leftOf(const ImportedChats& imported) {
    QStringList result;
    for (auto it = imported.left.cbegin(); it != imported.left.cend(); ++it)
        result.append(QStringLiteral("%1 %2").arg(it.key()).arg(it.value()));
    return result.join(QStringLiteral(", "));
}

}  // namespace

class TestChatImports : public QObject {
    Q_OBJECT

    const std::atomic<bool> m_goesOn{false};

    std::optional<ImportedChats> read(const QString& name, QString* error) {
        return readChatFile(QStringLiteral(MW_TEST_DATA "/chats/exports/") + name, m_goesOn, error);
    }
    ArchivedChat chatOf(const QString& name) {
        QString error;
        const auto imported = read(name, &error);
        return imported ? imported->chats.value(0) : ArchivedChat();
    }

 private slots:
    void takesWhatIsAChat_data() {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QStringList>("chats");
        QTest::addColumn<QString>("left");
        const auto row = [](const char* name, const char* source, const QStringList& chats, const char* left = "") {
            QTest::newRow(name) << QString::fromLatin1(source) << chats << QString::fromLatin1(left);
        };
        const char* chatGpt = "ChatGPT";
        row("chatgpt-linear.json", chatGpt,
            {"Sky: U Why is the sky blue?*(A Rayleigh scattering.*(U And red?*(A A longer way.*)))"});
        row("chatgpt-branches.json", chatGpt,
            {"Branches: U One word?*(A First*, A Second(U Another?(A Fourth)), A Third)"});
        row("chatgpt-edited-question.json", chatGpt,
            {"Edited: U First wording(A To the first), U Second wording*(A To the second*)"});
        row("chatgpt-references.json", chatGpt,
            {"Why is the sky blue?: U Why is the sky blue?*(A Rayleigh\u00a0scattering in the sky, see this page.*(U "
             "Is "
             "【4:0†source】 a source?*(A Yes.*)))"},
            "references to sources 2");
        row("chatgpt-tools.json", chatGpt, {"Plot: U Plot it*(A Here it is.*)"}, "messages to and from tools 2");
        row("chatgpt-pictures.json", chatGpt, {"Picture: U What is this?*(A A pixel.*(U Said aloud*))"},
            "files 1, pictures 1, recordings 1");
        row("chatgpt-many.json", chatGpt,
            {"One: U Only asked*", "Three: U Größe?*(A 日本語 🙂 – «ça va»*)"}, "chats without messages 1");
        row("chatgpt-no-current-node.json", chatGpt, {"Newest: U Which?*(A Old, A New*)"});
        row("chatgpt-loop.json", chatGpt, {"Good: U Still taken*"}, "chats whose messages go round in circles 1");
        row("chatgpt-lost-parent.json", chatGpt, {"Lost: U Whose child?*(A Nobody's.*)"});
        row("chatgpt-odd-entries.json", chatGpt,
            {"Without a title, so that its first words…: U **Without** a title, so that its first words are the "
             "title*(A Yes*)"},
            "entries that are no chats 4");
        row("chatgpt-thoughts.json", chatGpt, {"Thinking: U Hard question*(A Half an ans*)"}, "thoughts 2");
        row("chatgpt-instructions.json", chatGpt, {"Instructed: U Hello*(A Hi*)"},
            "messages of a role that is unknown here 1");

        const char* lmStudio = "LM Studio";
        row("lm-studio-plain.conversation.json", lmStudio, {"Sky: U Why is the sky blue?*(A Rayleigh scattering.*)"});
        row("lm-studio-versions.conversation.json", lmStudio,
            {"Versions: U One word?*(A First, A Second*(U Another?*(A Fourth*), U One more?), A Third)"});
        row("lm-studio-sampling.conversation.json", lmStudio, {"Sampled: U Hi*(A Hello*)"});
        row("lm-studio-tools-and-thinking.conversation.json", lmStudio, {"Tools: U What time is it?*(A Noon.*)"},
            "messages to and from tools 3, thoughts 1");
        row("lm-studio-files.conversation.json", lmStudio, {"Files: U Describe them*(A A cat.*)"},
            "files 1, pictures 1");
        row("lm-studio-empty.conversation.json", lmStudio, {}, "chats without messages 1");
        row("lm-studio-odd.conversation.json", lmStudio, {"Odd: U Question*(A Answer*)"},
            "messages of a role that is unknown here 1");
        row("lm-studio-stopped.conversation.json", lmStudio,
            {"Count to a thousand, please, without any…: U Count to a thousand, please, without any pause at all*(A 1, "
             "2, 3*, A 1, 2)"});

        const char* webUi = "Open WebUI";
        row("open-webui-plain.json", webUi, {"Sky: U Why is the sky blue?*(A Rayleigh scattering.*)"});
        row("open-webui-branches.json", webUi,
            {"Branches: U One word?*(A First(U Another?(A Third)), A Second*), U Or two words?(A Fourth one)"});
        row("open-webui-list-only.json", webUi, {"Old: U Hello*(A Hi*(U Bye*))"});
        row("open-webui-parameters.json", webUi, {"Set: U Hi*(A Hello*)"});
        row("open-webui-files-and-thoughts.json", webUi,
            {"Rich: U See this*(A Seen.//<details>/<summary>Mine</summary>/stays/</details>*)"},
            "files 1, messages to and from tools 1, pictures 2, thoughts 1");
        row("open-webui-failed.json", webUi, {"Failed: U Hi*(A , A Half*)"});
        row("open-webui-some-empty.json", webUi, {"Full: U Hi*"},
            "chats without messages 1, entries that are no chats 2");
        row("open-webui-loop.json", webUi, {}, "chats whose messages go round in circles 1");
        row("open-webui-one-chat.json", webUi, {"Alone: U Hi*(A Hello*)"});
        row("own-by-hand.json", "Mixtral Workbench", {"Own: U Hi*(A Hello*)"});
    }

    void takesWhatIsAChat() {
        QFETCH(QString, source);
        QFETCH(QStringList, chats);
        QFETCH(QString, left);
        QString error;
        const std::optional<ImportedChats> imported = read(QString::fromLatin1(QTest::currentDataTag()), &error);
        QVERIFY2(imported, qPrintable(error));
        QCOMPARE(imported->source, source);
        QCOMPARE(outlines(*imported), chats);
        QCOMPARE(leftOf(*imported), left);
        QStringList identities;
        for (const ArchivedChat& chat : imported->chats) {
            QVERIFY(!chat.info.identity.isEmpty() && !identities.contains(chat.info.identity));
            identities.append(chat.info.identity);
            QVERIFY(chat.info.words == wordsOf(chat.turns[chat.info.leaf - 1].text));
            // Whoever looks at another branch comes back to the one that was shown.
            for (TurnId id = chat.info.leaf; id != 0; id = chat.turns[id - 1].parent) {
                const TurnId parent = chat.turns[id - 1].parent;
                const auto follows = [parent](const Turn& turn) { return turn.parent == parent; };
                if (parent != 0 && std::count_if(chat.turns.cbegin(), chat.turns.cend(), follows) > 1)
                    QCOMPARE(chat.shownChildren.value(parent), id);
            }
        }
        const auto again = read(QString::fromLatin1(QTest::currentDataTag()), &error);
        for (qsizetype index = 0; index < identities.size(); ++index)
            QCOMPARE(again->chats[index].info.identity, identities[index]);
    }

    void takesSettingsAndTimesOver() {
        const ArchivedChat lmStudio = chatOf(QStringLiteral("lm-studio-sampling.conversation.json"));
        const SamplingOptions& theirs = lmStudio.info.settings.sampling;
        QCOMPARE(theirs.temperature, 0.25f);
        QCOMPARE(theirs.topK, 7);
        QCOMPARE(theirs.topP, 0.5f);
        QCOMPARE(theirs.minP, 0.0f);  // switched off there
        QCOMPARE(theirs.repetitionPenalty, 1.25f);
        QCOMPARE(lmStudio.info.settings.answerTokens, 300);
        QCOMPARE(lmStudio.info.settings.stop, QStringList({"END", "###"}));
        QCOMPARE(lmStudio.info.settings.systemPrompt, QStringLiteral("Be kind."));
        QCOMPARE(lmStudio.info.created, 1700000000000);
        QCOMPARE(lmStudio.info.updated, 1700000060000);
        QVERIFY(chatOf(QStringLiteral("lm-studio-plain.conversation.json")).info.pinned);

        const ArchivedChat webUi = chatOf(QStringLiteral("open-webui-parameters.json"));
        QCOMPARE(webUi.info.settings.sampling.temperature, 0.125f);
        QCOMPARE(webUi.info.settings.sampling.seed, 42u);
        QCOMPARE(webUi.info.settings.sampling.presencePenalty, 0.5f);
        QCOMPARE(webUi.info.settings.sampling.frequencyPenalty, -1.5f);
        QVERIFY(!webUi.info.settings.randomSeed);
        QCOMPARE(webUi.info.settings.answerTokens, 128);
        QCOMPARE(webUi.info.settings.stop, QStringList({"END", "###"}));
        QCOMPARE(webUi.info.settings.systemPrompt, QStringLiteral("Be exact."));
        QCOMPARE(webUi.info.updated, 1700000100000);
        QCOMPARE(chatOf(QStringLiteral("open-webui-list-only.json")).info.settings.systemPrompt,
                 QStringLiteral("Be old."));

        const ArchivedChat chatGpt = chatOf(QStringLiteral("chatgpt-linear.json"));
        QCOMPARE(chatGpt.info.created, 1700000000250);
        QCOMPARE(chatGpt.info.updated, 1700000100750);
        QCOMPARE(chatGpt.turns[0].created, 1700000000500);
        QVERIFY(chatGpt.info.named);                                             // their titles stay
        QVERIFY(!chatOf(QStringLiteral("chatgpt-references.json")).info.named);  // "New chat" is none
        QCOMPARE(chatOf(QStringLiteral("chatgpt-instructions.json")).info.settings.systemPrompt,
                 QStringLiteral("Be brief."));
    }

    void takesOverWhatMadeAnAnswer() {
        QCOMPARE(chatOf(QStringLiteral("chatgpt-linear.json")).turns[1].model, QStringLiteral("gpt-4"));
        QCOMPARE(chatOf(QStringLiteral("chatgpt-linear.json")).turns[0].model, QString());
        const Turn theirs = chatOf(QStringLiteral("lm-studio-sampling.conversation.json")).turns[1];
        QCOMPARE(theirs.model, QStringLiteral("mixtral"));
        QCOMPARE(theirs.firstTokenMs, 100.0);
        QCOMPARE(theirs.finish, QStringLiteral("eos"));
        QCOMPARE(chatOf(QStringLiteral("open-webui-parameters.json")).turns[1].model, QStringLiteral("mixtral:8x7b"));
    }

    void takesOverHowAnswersEnded() {
        QCOMPARE(chatOf(QStringLiteral("chatgpt-thoughts.json")).turns[1].state, TurnState::Cut);
        const ArchivedChat lmStudio = chatOf(QStringLiteral("lm-studio-stopped.conversation.json"));
        QCOMPARE(lmStudio.turns[1].state, TurnState::Stopped);
        QCOMPARE(lmStudio.turns[1].tokensPerSecond, 10.0);
        QCOMPARE(lmStudio.turns[2].state, TurnState::Cut);
        const ArchivedChat webUi = chatOf(QStringLiteral("open-webui-failed.json"));
        QCOMPARE(webUi.turns[1].state, TurnState::Failed);
        QCOMPARE(webUi.turns[1].error, QStringLiteral("CUDA out of memory"));
        QCOMPARE(webUi.turns[2].state, TurnState::Stopped);
        QCOMPARE(chatOf(QStringLiteral("open-webui-plain.json")).turns[1].tokens, 34);
    }

    void saysWhyNothingCanBeTaken_data() {
        QTest::addColumn<QString>("reason");
        const auto row = [](const char* name, const char* reason) { QTest::newRow(name) << QString::fromUtf8(reason); };
        row("bad-truncated.json", "it is no JSON (line ");
        row("bad-no-json.json", "it is no JSON (line 1, column 1");
        row("bad-other-json.json", "it holds no chats in a form that is known here");
        row("bad-list.json", "it holds no chats in a form that is known here");
        row("bad-empty.json", "it is empty");
        row("bad-own-newer.json", "it was written by a newer Mixtral Workbench");
        row("bad-own-parent.json", "chat 2 (“Own”): turn 2: it follows turn 2, which does not come before it");
        row("bad-own-role.jsonl", "line 3: turn 1: its role “robot” is none");
        row("bad-own-line.jsonl", "line 2 is no JSON");
        row("bad-own-leaf.json", "the turn that is shown, 5, is not there");
        row("bad-own-no-chats.json", "it has no list of chats");
        row("bad-that-is-not-there.json", "it is not there");
    }

    void saysWhyNothingCanBeTaken() {
        QFETCH(QString, reason);
        QString error;
        const QString name = QString::fromLatin1(QTest::currentDataTag());
        QVERIFY(!read(name, &error));
        QVERIFY2(error.startsWith(name + QStringLiteral(" cannot be imported: ")) && error.contains(reason),
                 qPrintable(error));
    }

    void saysWhatAnArchiveOrAFolderIs() {
        QTemporaryDir folder;
        const QString archive = folder.filePath(QStringLiteral("export.zip"));
        QFile file(archive);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray("PK\x03\x04") + QByteArray(100, 'x'));
        file.close();
        QString error;
        QVERIFY(!readChatFile(archive, m_goesOn, &error));
        QVERIFY2(error.contains(QStringLiteral("unpack it")), qPrintable(error));
        QVERIFY(!readChatFile(folder.path(), m_goesOn, &error));
        QVERIFY2(error.contains(QStringLiteral("it is no file")), qPrintable(error));
    }

    void survivesLongAndDeepExports() {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("long.json"));
        constexpr int kMessages = 50'000;
        QByteArray messages;
        for (int n = 0; n < kMessages; ++n)
            messages += QByteArray(n ? "," : "") + "\"m" + QByteArray::number(n) +
                        "\":{\"parent\":" + (n ? "\"m" + QByteArray::number(n - 1) + '"' : QByteArray("null")) +
                        ",\"children\":[\"m" + QByteArray::number(n + 1) + "\"],\"message\":{\"author\":{\"role\":\"" +
                        (n % 2 ? "assistant" : "user") + "\"},\"content\":{\"content_type\":\"text\",\"parts\":[\"" +
                        QByteArray::number(n) + "\"]}}}";
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[{\"title\":\"Long\",\"mapping\":{" + messages + "}}]");
        file.close();
        QString error;
        const auto imported = readChatFile(path, m_goesOn, &error);
        QVERIFY2(imported, qPrintable(error));
        QCOMPARE(imported->chats.first().turns.size(), kMessages);
        QCOMPARE(imported->chats.first().info.leaf, kMessages);

        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(100'000, '['));
        file.close();
        QVERIFY(!readChatFile(path, m_goesOn, &error));
    }
};

}  // namespace mw::gui

QTEST_GUILESS_MAIN(mw::gui::TestChatImports)
#include "test_chat_imports.moc"
