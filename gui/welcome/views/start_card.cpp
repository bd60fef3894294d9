// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "start_card.h"

#include <QDir>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include "describe.h"
#include "model_session.h"
#include "theme.h"

namespace mw::gui {

namespace {

quint64 bytesIn(const QString& folder) {
    quint64 bytes = 0;
    for (const QFileInfo& file : QDir(folder).entryInfoList({"*.safetensors"}, QDir::Files))
        bytes += static_cast<quint64>(file.size());
    return bytes;
}

}  // namespace

StartCard::StartCard(ModelSession& session, const QString& demo, QWidget* parent)
    : Card(tr("Start"), parent),
      m_session(session),
      m_demo(demo),
      m_state(makeLabel({}, TextRole::Muted)),
      m_chat(makeButton(tr("Chat with the demo model"), ButtonKind::Primary)),
      m_open(makeButton(tr("Open a folder…"), demo.isEmpty() ? ButtonKind::Primary : ButtonKind::Secondary)) {
    const QString text = demo.isEmpty() ? tr("Open the folder of a Mixtral checkpoint that you have.")
                                        : tr("A small demo model comes with the workbench (%1) and runs on any "
                                             "machine. It knows the workbench and tells "
                                             "stories; it shows how everything works, not how clever Mixtral is. Or "
                                             "open the folder of a checkpoint "
                                             "that you have.")
                                              .arg(describeBytes(bytesIn(demo)));
    QLabel* what = makeLabel(text, TextRole::Value);
    what->setWordWrap(true);
    m_chat->setObjectName("chatWithDemo");
    m_chat->setVisible(!demo.isEmpty());
    m_open->setObjectName("openFolder");
    m_state->setObjectName("demoState");
    for (QPushButton* button : {m_chat, m_open})
        button->setAutoDefault(true);  // Enter, as well as the space bar

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(2 * metrics::kSpace);
    buttons->addWidget(m_chat);
    buttons->addWidget(m_open);
    buttons->addWidget(m_state);
    buttons->addStretch();
    body()->addWidget(what);
    body()->addSpacing(metrics::kSpace);
    body()->addLayout(buttons);
    body()->addStretch();

    connect(m_chat, &QPushButton::clicked, this, &StartCard::demoChosen);
    connect(m_open, &QPushButton::clicked, this, &StartCard::folderChosen);
    connect(&session, &ModelSession::changed, this, &StartCard::follow);
    follow();
}

QPushButton* StartCard::firstButton() const {
    return m_demo.isEmpty() ? m_open : m_chat;
}

void StartCard::follow() {
    const auto& model = m_session.model();
    const bool loading = m_session.state() == ModelSession::State::Loading;
    const bool isDemo = !m_demo.isEmpty() && m_session.directory() == m_demo;
    m_state->setText(loading  ? tr("A model is being loaded…")
                     : isDemo ? tr("It is loaded.")
                     : model  ? tr("%1 is loaded.").arg(QString::fromStdString(model->checkpoint.config.name))
                              : QString());
    m_state->setVisible(!m_state->text().isEmpty());
}

}  // namespace mw::gui
