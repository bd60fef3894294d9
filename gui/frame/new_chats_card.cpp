// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "new_chats_card.h"

#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSettings>
#include <QVBoxLayout>
#include <algorithm>
#include <array>
#include <utility>

#include "chat_controller.h"
#include "choice_box.h"

namespace mw::gui {
namespace {

constexpr auto kAtStartKey = "start/opens";
constexpr std::array<std::pair<AtStart, const char*>, 3> kStartNames{
    {{AtStart::LastModel, "model"}, {AtStart::NoModel, "nothing"}, {AtStart::Welcome, "welcome"}}};
constexpr int kChoiceWidth = 260;

QString described(const ChatSettings& settings) {
    const QLocale locale;
    const SamplingOptions& sampling = settings.sampling;
    QStringList parts;
    if (!settings.templateName.isEmpty()) parts << NewChatsCard::tr("template “%1”").arg(settings.templateName);
    parts << NewChatsCard::tr("temperature %1").arg(locale.toString(double(sampling.temperature), 'f', 2))
          << NewChatsCard::tr("top-p %1").arg(locale.toString(double(sampling.topP), 'f', 2))
          << NewChatsCard::tr("answers of at most %1 tokens").arg(locale.toString(settings.answerTokens));
    return parts.join(QStringLiteral(", "));
}

}  // namespace

AtStart savedAtStart() {
    const QString saved = QSettings().value(kAtStartKey).toString();
    for (const auto& [start, name] : kStartNames)
        if (saved == QLatin1String(name)) return start;
    return AtStart::LastModel;
}

NewChatsCard::NewChatsCard(ChatController& chats, QWidget* parent)
    : Card(tr("New chats, and the start"), parent), m_chats(chats) {
    m_settings = makeLabel(QString(), TextRole::Value, this);
    m_settings->setWordWrap(true);
    m_settings->setTextFormat(Qt::PlainText);
    m_asUsual = makeButton(tr("As usual again"), ButtonKind::Secondary, this);
    connect(m_asUsual, &QPushButton::clicked, this, [this] {
        ChatDefaults defaults = m_chats.defaults();
        defaults.settings.reset();
        m_chats.setDefaults(defaults);
    });
    m_folder = new ChoiceBox(this);
    m_folder->setAccessibleName(tr("New chats go into the folder"));
    m_folder->setFixedWidth(kChoiceWidth);
    connect(m_folder, &QComboBox::activated, this, &NewChatsCard::takeFolder);
    auto* start = new ChoiceBox(this);
    start->setAccessibleName(tr("At the start"));
    start->setFixedWidth(kChoiceWidth);
    start->addItem(tr("Open the model used last"));
    start->addItem(tr("Open no model"));
    start->addItem(tr("Show the welcome page"));
    start->setCurrentIndex(int(savedAtStart()));
    connect(start, &QComboBox::activated, this,
            [](int row) { QSettings().setValue(kAtStartKey, QLatin1String(kStartNames[std::size_t(row)].second)); });

    auto* begins = new QVBoxLayout;
    begins->setSpacing(6);
    begins->addWidget(m_settings);
    begins->addWidget(m_asUsual, 0, Qt::AlignLeft);
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(24);
    form->addRow(makeLabel(tr("They begin with"), TextRole::Muted, this), begins);
    form->addRow(makeLabel(tr("They go into the folder"), TextRole::Muted, this), m_folder);
    form->addRow(makeLabel(tr("At the start"), TextRole::Muted, this), start);
    body()->addLayout(form);
    connect(&chats, &ChatController::defaultsChanged, this, &NewChatsCard::showDefaults);
    connect(&chats, &ChatController::foldersChanged, this, &NewChatsCard::showDefaults);
    showDefaults();
}

void NewChatsCard::showEvent(QShowEvent* event) {
    Card::showEvent(event);
    showDefaults();  // folders come and go with their chats
}

void NewChatsCard::showDefaults() {
    const ChatDefaults& defaults = m_chats.defaults();
    m_settings->setText(defaults.settings
                            ? described(*defaults.settings)
                            : tr("What the model or your language suggests. “Use for new chats”, beside a chat, "
                                 "makes that one the pattern."));
    m_asUsual->setVisible(defaults.settings.has_value());
    m_folder->clear();
    m_folder->addItem(tr("None"), QString());
    QStringList folders = m_chats.folders();
    if (!defaults.folder.isEmpty() && !folders.contains(defaults.folder)) folders.append(defaults.folder);
    for (const QString& folder : std::as_const(folders))
        m_folder->addItem(folder, folder);
    m_folder->setCurrentIndex(std::max(0, m_folder->findData(defaults.folder)));
}

void NewChatsCard::takeFolder() {
    ChatDefaults defaults = m_chats.defaults();
    defaults.folder = m_folder->currentData().toString();
    m_chats.setDefaults(defaults);
}

}  // namespace mw::gui
