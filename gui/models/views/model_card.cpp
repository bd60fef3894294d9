// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model_card.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

#include "card_head.h"
#include "controls.h"
#include "describe_failure.h"
#include "model_facts.h"
#include "theme.h"

namespace mw::gui {

ModelCard::ModelCard(const QString& name, const QString& directory, bool removable, QWidget* parent)
    : QFrame(parent),
      m_head(new CardHead(name)),
      m_facts(new ModelFacts),
      m_failure(makeLabel({}, TextRole::Bad)),
      m_open(makeButton(tr("Open…"), ButtonKind::Secondary)),
      m_unload(makeButton(tr("Unload"), ButtonKind::Secondary)),
      m_remove(makeIconButton("x", tr("Forget this model; its files stay"))) {
    setSurface(this, Surface::Card);
    setAccessibleName(name);
    m_head->setPath(directory);
    m_failure->setWordWrap(true);
    m_failure->hide();
    m_facts->hide();
    m_unload->hide();
    m_remove->setVisible(removable);
    m_open->setAccessibleName(tr("Open %1").arg(name));

    for (QWidget* button : std::initializer_list<QWidget*>{m_unload, m_open, m_remove})
        m_head->addButton(button);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(14, 12, 14, 12);
    column->setSpacing(3 * metrics::kSpace);
    column->addWidget(m_head);
    column->addWidget(m_facts);
    column->addWidget(m_failure);

    connect(m_open, &QPushButton::clicked, this, &ModelCard::openChosen);
    connect(m_unload, &QPushButton::clicked, this, &ModelCard::unloadChosen);
    connect(m_remove, &QToolButton::clicked, this, &ModelCard::removeChosen);
}

void ModelCard::setCheckpoint(const CheckpointInfo& checkpoint) {
    m_head->setName(QString::fromStdString(checkpoint.config.name));
    m_facts->setCheckpoint(checkpoint);
    m_facts->show();
    m_failure->hide();
    m_open->setEnabled(true);
    m_open->setToolTip({});
}

void ModelCard::setFailure(const Failure& failure) {
    m_failure->setText(describeFailure(failure));
    m_failure->show();
    m_facts->hide();
    m_open->setEnabled(false);
    m_open->setToolTip(tr("This cannot be opened."));
}

void ModelCard::setLoaded(bool loaded) {
    m_head->setState(loaded ? tr("● loaded") : QString(), TextRole::Ok);
    m_unload->setVisible(loaded);
}

}  // namespace mw::gui
