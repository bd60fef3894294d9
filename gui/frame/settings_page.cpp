// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "settings_page.h"

#include <QApplication>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QSettings>
#include <QStandardPaths>
#include <QVBoxLayout>
#include <algorithm>

#include "answer_notices.h"
#include "choice_box.h"
#include "controls.h"
#include "mw/version.h"
#include "page_scroll.h"
#include "translations.h"
#include "wrapped_check_box.h"

namespace mw::gui {

namespace {

constexpr auto kColorModeKey = "appearance/colors";
constexpr auto kLanguageKey = "appearance/language";
constexpr auto kTitlesKey = "chats/titles";
constexpr int kCardWidth = 640;
constexpr int kChoiceWidth = 220;

QLabel* pathLabel(const QString& path, QWidget* parent) {
    QLabel* label = makeLabel(path, TextRole::Value, parent);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setWordWrap(true);
    return label;
}

}  // namespace

ColorMode savedColorMode() {
    const QString mode = QSettings().value(kColorModeKey).toString();
    return mode == "light" ? ColorMode::Light : mode == "dark" ? ColorMode::Dark : ColorMode::System;
}

QString savedLanguage() {
    return QSettings().value(kLanguageKey).toString();
}

bool savedTitlesWanted() {
    return QSettings().value(kTitlesKey, true).toBool();
}

SettingsPage::SettingsPage(QWidget* parent)
    : QWidget(parent),
      m_nextStart(makeLabel(tr("From the next start on, for words, numbers and dates."), TextRole::Muted, this)) {
    auto* appearance = new Card(tr("Appearance"), this);
    auto* look = new QFormLayout;
    look->setHorizontalSpacing(24);
    look->setVerticalSpacing(8);
    look->addRow(makeLabel(tr("Colours"), TextRole::Muted, this), makeColors());
    look->addRow(makeLabel(tr("Language"), TextRole::Muted, this), makeLanguages());
    look->addRow(QString(), m_nextStart);
    appearance->body()->addLayout(look);

    auto* chats = m_chats = new Card(tr("Chats"), this);
    auto* titles = new WrappedCheckBox(tr("Let the model name new chats after their first answer"), this);
    titles->setChecked(savedTitlesWanted());
    connect(titles, &WrappedCheckBox::toggled, this, [this](bool wanted) {
        QSettings().setValue(kTitlesKey, wanted);
        emit titlesWantedChanged(wanted);
    });
    chats->body()->addWidget(titles);
    QLabel* how = makeLabel(tr("While nobody waits for an answer. Otherwise a chat is called by the first words of its "
                               "first question. A name that you give it stays."),
                            TextRole::Muted, this);
    how->setWordWrap(true);
    chats->body()->addWidget(how);

    auto* notices =
        new WrappedCheckBox(tr("Tell me in other windows, too, when an answer that took long has ended"), this);
    notices->setChecked(savedNoticesWanted());
    connect(notices, &WrappedCheckBox::toggled, this, &saveNoticesWanted);
    chats->body()->addWidget(notices);

    auto* places = new Card(tr("Where things are kept"), this);
    auto* paths = new QFormLayout;
    paths->setHorizontalSpacing(24);
    paths->addRow(makeLabel(tr("Chats and your templates"), TextRole::Muted, this),
                  pathLabel(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation), this));
    paths->addRow(makeLabel(tr("Settings"), TextRole::Muted, this), pathLabel(QSettings().fileName(), this));
    places->body()->addLayout(paths);
    places->body()->addWidget(
        makeLabel(tr("Nothing leaves this machine, except what you serve to others."), TextRole::Muted, this));

    auto* about = new Card(tr("About"), this);
    const QString named = QString::fromStdString(versionText("Mixtral Workbench")).section('\n', 0, 0);
    const QString backends = tr("Backends: %1").arg(hasCudaBackend() ? "CPU, CUDA" : "CPU");
    QLabel* version = makeLabel(named + '\n' + backends, TextRole::Value, this);
    version->setObjectName("version");
    version->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    about->body()->addWidget(version);
    about->body()->addWidget(
        makeLabel(tr("Window: GPL-3.0-or-later. Engine: Apache-2.0. Icons: Lucide, ISC."), TextRole::Muted, this));

    // As wide together as each is at most: a column of its own would ask them for their height at the page's width.
    auto* narrow = new QWidget;
    narrow->setMaximumWidth(kCardWidth);
    auto* column = m_cards = new QVBoxLayout(narrow);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(14);
    column->addWidget(makeLabel(tr("Settings"), TextRole::Title, narrow));
    for (Card* card : {appearance, chats, places, about})
        column->addWidget(card);
    column->addStretch();
    auto* page = new QWidget;
    auto* row = new QHBoxLayout(page);
    row->setContentsMargins(18, 16, 18, 16);
    row->addWidget(narrow, 1);
    row->addStretch(0);

    // Where the window is too low for all of them.
    auto* scroll = new PageScroll(page, this);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(scroll);
}

void SettingsPage::addCard(Card* card) {
    m_cards->insertWidget(m_cards->indexOf(m_chats) + 1, card);
}

/// What can be set begins at one line on all cards, whatever the names before it are in a language.
void SettingsPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    QList<QWidget*> names;
    int widest = 0;
    for (const QFormLayout* form : findChildren<QFormLayout*>()) {
        for (int row = 0; row < form->rowCount(); ++row) {
            const QLayoutItem* item = form->itemAt(row, QFormLayout::LabelRole);
            if (!item || !item->widget()) continue;
            names << item->widget();
            widest = std::max(widest, item->widget()->sizeHint().width());
        }
    }
    for (QWidget* name : names)
        name->setMinimumWidth(widest);
}

ChoiceBox* SettingsPage::makeColors() {
    auto* colors = new ChoiceBox(this);
    colors->setAccessibleName(tr("Colours"));
    colors->addItem(tr("As the desktop"), "system");
    colors->addItem(tr("Light"), "light");
    colors->addItem(tr("Dark"), "dark");
    colors->setCurrentIndex(static_cast<int>(savedColorMode()));
    colors->setFixedWidth(kChoiceWidth);
    connect(colors, &QComboBox::currentIndexChanged, this, [colors] {
        QSettings().setValue(kColorModeKey, colors->currentData());
        applyTheme(*qApp, savedColorMode());
    });
    return colors;
}

ChoiceBox* SettingsPage::makeLanguages() {
    const QString spoken = savedLanguage();
    auto* box = new ChoiceBox(this);
    box->setObjectName("language");
    box->setAccessibleName(tr("Language"));
    box->addItem(tr("As the system"), QString());
    for (const Language& language : languages())
        box->addItem(language.name, language.code);
    box->setCurrentIndex(std::max(0, box->findData(spoken)));
    box->setFixedWidth(kChoiceWidth);
    m_nextStart->setVisible(false);
    connect(box, &QComboBox::currentIndexChanged, this, [this, box, spoken] {
        const QString chosen = box->currentData().toString();
        if (chosen.isEmpty())
            QSettings().remove(kLanguageKey);
        else
            QSettings().setValue(kLanguageKey, chosen);
        m_nextStart->setVisible(chosen != spoken);
    });
    return box;
}

}  // namespace mw::gui
