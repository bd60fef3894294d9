// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "card_head.h"

#include <QBoxLayout>

#include "path_label.h"
#include "theme.h"

namespace mw::gui {

CardHead::CardHead(const QString& name, QWidget* parent)
    : QWidget(parent),
      m_name(new ElidedLabel(Qt::ElideMiddle, TextRole::Heading)),
      m_state(makeLabel({}, TextRole::Muted)),
      m_path(new PathLabel),
      m_row(new QHBoxLayout(this)) {
    m_name->setWhole(name);
    m_state->hide();
    auto* title = new QHBoxLayout;
    title->setSpacing(2 * metrics::kSpace);
    title->addWidget(m_name);
    title->addWidget(m_state);
    title->addStretch();
    auto* names = new QVBoxLayout;
    names->setSpacing(2);
    names->addLayout(title);
    names->addWidget(m_path);
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(2 * metrics::kSpace);
    m_row->addLayout(names, 1);
}

void CardHead::setName(const QString& name) {
    m_name->setWhole(name);
}

void CardHead::setState(const QString& state, TextRole role) {
    m_state->setText(state);
    setTextRole(m_state, role);
    m_state->setVisible(!state.isEmpty());
}

void CardHead::setPath(const QString& path) {
    m_path->setPath(path);
}

void CardHead::addButton(QWidget* button) {
    m_row->addWidget(button, 0, Qt::AlignTop);
}

}  // namespace mw::gui
