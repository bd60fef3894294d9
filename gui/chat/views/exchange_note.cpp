// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "exchange_note.h"

#include <QDateTime>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLocale>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QVBoxLayout>

#include "chat_controller.h"
#include "controls.h"

namespace mw::gui {
namespace {

constexpr int kLongestFileName = 60;
constexpr int kMostOpened = 8;  ///< of what comes back

/// A title as the name of a file.
QString fileNameOf(const QString& title) {
    static const QRegularExpression kOdd(QStringLiteral("[/\\\\:*?\"<>|\\x00-\\x1f]+"));
    QString name = title;
    name = name.replace(kOdd, QStringLiteral(" ")).simplified().left(kLongestFileName).trimmed();
    while (name.startsWith(QLatin1Char('.')))
        name.remove(0, 1);
    return name.isEmpty() ? ExchangeNote::tr("Chat") : name;
}

}  // namespace

ExchangeNote::ExchangeNote(ChatController& chats, QWidget* parent)
    : QWidget(parent), m_chats(chats), m_exchange(chats), m_banner(new Banner(Banner::Kind::Info, this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_banner);
    hide();
    connect(&m_exchange, &ChatExchange::began, this, [this](const QString& what) {
        say(what);
        connect(m_banner->addButton(tr("Cancel")), &QPushButton::clicked, &m_exchange, &ChatExchange::cancel);
    });
    connect(&m_exchange, &ChatExchange::progressed, this, [this](int done, int total) {
        m_banner->setText(tr("Exporting: %1 of %2 chats").arg(QLocale().toString(done), QLocale().toString(total)));
    });
    connect(&m_exchange, &ChatExchange::exported, this, [this](const QString& path, int count) {
        const QString name = QFileInfo(path).fileName();
        say(count == 1 ? tr("The chat was exported to %1.").arg(name)
                       : tr("%1 chats were exported to %2.").arg(QLocale().toString(count), name));
        m_banner->setDetails(path);
        addDismiss();
    });
    connect(&m_exchange, &ChatExchange::duplicatesFound, this, &ExchangeNote::askAboutDuplicates);
    connect(&m_exchange, &ChatExchange::imported, this, &ExchangeNote::sayImported);
    connect(&m_exchange, &ChatExchange::copied, this, [this](ChatId chat) {
        hide();
        m_chats.openChat(chat);
    });
    connect(&m_exchange, &ChatExchange::broughtBack, this, [this](const QVector<ChatId>& back) {
        say(back.size() == 1 ? tr("The chat is back.") : tr("%1 chats are back.").arg(QLocale().toString(back.size())));
        addDismiss();
        for (const ChatId chat : back.mid(0, kMostOpened))
            m_chats.openChat(chat);
        offerKept(m_kept.mid(1));
    });
    connect(&m_exchange, &ChatExchange::cancelled, this, &QWidget::hide);
    connect(&m_exchange, &ChatExchange::failed, this, [this](const QString& error) {
        say(error + QLatin1Char(' ') + tr("Nothing was changed."));
        m_banner->setKind(Banner::Kind::Bad);
        addDismiss();
    });
}

void ExchangeNote::say(const QString& text) {
    m_banner->setKind(Banner::Kind::Info);
    m_banner->clearButtons();
    m_banner->setDetails({});
    m_banner->setText(text);
    show();
}

void ExchangeNote::addDismiss() {
    connect(m_banner->addButton(tr("Dismiss")), &QPushButton::clicked, this, &QWidget::hide);
}

void ExchangeNote::copyChat(ChatId chat, TurnId upTo) {
    m_chats.saveAll();  // what is written so far belongs to the copy
    m_exchange.copyChat(chat, upTo);
}

void ExchangeNote::exportChats(const QVector<ChatId>& chats) {
    if (m_exchange.isBusy()) return;
    const ChatInfo* only = chats.size() == 1 ? m_chats.model().find(chats.first()) : nullptr;
    const QString name = only ? fileNameOf(only->title) + QStringLiteral(".md") : tr("Chats") + QStringLiteral(".json");
    const QString json = tr("JSON, everything (*.json)"), lines = tr("JSON Lines, everything (*.jsonl)"),
                  markdown = tr("Markdown, to be read (*.md)");
    const QStringList filters = only ? QStringList{markdown, json, lines} : QStringList{json, lines, markdown};
    QString chosen;
    QString path = QFileDialog::getSaveFileName(
        this, only ? tr("Export the chat") : tr("Export chats"),
        QDir(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation)).filePath(name),
        filters.join(QStringLiteral(";;")), &chosen);
    if (path.isEmpty()) return;
    // A name says what the file is to be; the choice of a kind does where it does not, or was left over from before.
    const QString suffix = chosen == json    ? QStringLiteral("json")
                           : chosen == lines ? QStringLiteral("jsonl")
                                             : QStringLiteral("md");
    const QStringList known{QStringLiteral("json"), QStringLiteral("jsonl"), QStringLiteral("md")};
    const QString given = QFileInfo(path).suffix().toLower();
    if (!known.contains(given))
        path += QLatin1Char('.') + suffix;
    else if (given != suffix && QFileInfo(path).fileName() == name)
        path = path.left(path.size() - given.size()) + suffix;
    m_exchange.exportChats(chats, path);
}

void ExchangeNote::importChats() {
    if (m_exchange.isBusy()) return;
    importFiles(QFileDialog::getOpenFileNames(
        this, tr("Import chats"), QString(),
        tr("Chats of Mixtral Workbench, ChatGPT, LM Studio, Open WebUI (*.json *.jsonl)") + QStringLiteral(";;") +
            tr("All files (*)")));
}

void ExchangeNote::importFiles(const QStringList& paths) {
    m_exchange.importFiles(paths);
}

void ExchangeNote::offerKept(const QStringList& paths) {
    m_kept = paths;
    if (m_kept.isEmpty()) return;
    const QString path = m_kept.first();
    say(tr("When the workbench was ended (%1), not all chats could be saved; they were kept in a file.")
            .arg(QLocale().toString(QFileInfo(path).lastModified(), QLocale::ShortFormat)));
    m_banner->setKind(Banner::Kind::Warn);
    m_banner->setDetails(path);
    connect(m_banner->addButton(tr("Bring them back"), ButtonKind::Primary), &QPushButton::clicked, &m_exchange,
            [this, path] { m_exchange.bringBack(path); });
    connect(m_banner->addButton(tr("Not now")), &QPushButton::clicked, this, &QWidget::hide);
}

void ExchangeNote::askAboutDuplicates(int duplicates, int others) {
    const QString count = QLocale().toString(duplicates);
    if (others == 0)
        say(duplicates == 1 ? tr("This chat is here already.") : tr("All %1 chats are here already.").arg(count));
    else
        say(duplicates == 1 ? tr("One of these chats is here already.")
                            : tr("%1 of these chats are here already.").arg(count));
    m_banner->setKind(Banner::Kind::Warn);
    if (others > 0)
        connect(m_banner->addButton(tr("Import the other %1").arg(QLocale().toString(others)), ButtonKind::Primary),
                &QPushButton::clicked, &m_exchange, &ChatExchange::addNewOnes);
    connect(m_banner->addButton(others > 0 ? tr("Import all, as copies") : tr("Import as copies")),
            &QPushButton::clicked, &m_exchange, &ChatExchange::addAsCopies);
    connect(m_banner->addButton(tr("Cancel")), &QPushButton::clicked, &m_exchange, &ChatExchange::cancel);
}

void ExchangeNote::sayImported(const ImportResult& result) {
    const QString sources = result.sources.join(QStringLiteral(", "));
    QString text = result.chats == 1
                       ? tr("One chat was imported from %1.").arg(sources)
                       : tr("%1 chats were imported from %2.").arg(QLocale().toString(result.chats), sources);
    if (result.skipped > 0) text += QLatin1Char(' ') + tr("Here already: %1.").arg(QLocale().toString(result.skipped));
    QStringList left;
    for (auto it = result.left.cbegin(); it != result.left.cend(); ++it)
        left.append(QStringLiteral("%1 (%2)").arg(it.key(), QLocale().toString(it.value())));
    if (!left.isEmpty()) text += QLatin1Char(' ') + tr("Not taken over: %1.").arg(left.join(QStringLiteral(", ")));
    if (result.refused.size() == 1)
        text += QLatin1Char(' ') + result.refused.first();
    else if (!result.refused.isEmpty())
        text += QLatin1Char(' ') + tr("%1 files could not be imported.").arg(QLocale().toString(result.refused.size()));
    say(text);
    if (result.refused.size() > 1) m_banner->setDetails(result.refused.join(QLatin1Char('\n')));
    if (!left.isEmpty() || !result.refused.isEmpty()) m_banner->setKind(Banner::Kind::Warn);
    addDismiss();
}

}  // namespace mw::gui
