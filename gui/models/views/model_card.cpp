// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model_card.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

#include "controls.h"
#include "describe_failure.h"
#include "model_facts.h"
#include "path_label.h"
#include "theme.h"

namespace mw::gui {

ModelCard::ModelCard(const QString& name, const QString& directory, bool removable, QWidget* parent)
    : QFrame(parent),
      m_name(makeLabel(name, TextRole::Heading)),
      m_state(makeLabel(tr("● loaded"), TextRole::Ok)),
      m_path(new PathLabel),
      m_facts(new ModelFacts),
      m_failure(makeLabel({}, TextRole::Bad)),
      m_open(makeButton(tr("Open…"), ButtonKind::Secondary)),
      m_unload(makeButton(tr("Unload"), ButtonKind::Secondary)),
      m_remove(makeIconButton("x", tr("Forget this model; its files stay"))) {
    setSurface(this, Surface::Card);
    setAccessibleName(name);
    m_path->setPath(directory);
    m_failure->setWordWrap(true);
    m_failure->hide();
    m_facts->hide();
    m_state->hide();
    m_unload->hide();
    m_remove->setVisible(removable);
    m_open->setAccessibleName(tr("Open %1").arg(name));

    auto* title = new QHBoxLayout;
    title->setSpacing(2 * metrics::kSpace);
    title->addWidget(m_name);
    title->addWidget(m_state);
    title->addStretch();
    auto* names = new QVBoxLayout;
    names->setSpacing(0);
    names->addLayout(title);
    names->addWidget(m_path);
    auto* top = new QHBoxLayout;
    top->setSpacing(2 * metrics::kSpace);
    top->addLayout(names, 1);
    top->addWidget(m_unload, 0, Qt::AlignTop);
    top->addWidget(m_open, 0, Qt::AlignTop);
    top->addWidget(m_remove, 0, Qt::AlignTop);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(14, 12, 14, 12);
    column->setSpacing(3 * metrics::kSpace);
    column->addLayout(top);
    column->addWidget(m_facts);
    column->addWidget(m_failure);

    connect(m_open, &QPushButton::clicked, this, &ModelCard::openChosen);
    connect(m_unload, &QPushButton::clicked, this, &ModelCard::unloadChosen);
    connect(m_remove, &QToolButton::clicked, this, &ModelCard::removeChosen);
}

void ModelCard::setCheckpoint(const CheckpointInfo& checkpoint) {
    m_name->setText(QString::fromStdString(checkpoint.config.name));
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
    m_state->setVisible(loaded);
    m_unload->setVisible(loaded);
}

}  // namespace mw::gui
