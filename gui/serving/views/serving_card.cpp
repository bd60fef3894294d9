// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "serving_card.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QMessageBox>
#include <QToolButton>

#include "accessible_buttons.h"
#include "icons.h"
#include "state_mark.h"
#include "switch.h"
#include "theme.h"

namespace mw::gui {

namespace {

constexpr int kNameWidth = 128;

QGridLayout* makeRows() {
    auto* rows = new QGridLayout;
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setHorizontalSpacing(3 * metrics::kSpace);
    rows->setVerticalSpacing(2 * metrics::kSpace);
    rows->setColumnMinimumWidth(0, kNameWidth);
    rows->setColumnStretch(1, 1);
    return rows;
}

}  // namespace

ServingCard::ServingCard(const QString& heading, const QString& moreName, QWidget* parent)
    : Card(heading, parent),
      m_mark(new StateMark(this)),
      m_state(makeLabel({}, TextRole::Muted, this)),
      m_switch(new Switch(heading, this)),
      m_banner(new Banner(Banner::Kind::Bad, this)),
      m_rows(makeRows()),
      m_moreSummary(makeLabel({}, TextRole::Muted, this)),
      m_moreRows(makeRows()) {
    auto* corner = new QWidget(this);
    auto* top = new QHBoxLayout(corner);
    top->setContentsMargins(0, 0, 0, 0);
    top->setSpacing(metrics::kSpace);
    top->addWidget(m_mark);
    top->addWidget(m_state, 1);
    top->addWidget(m_switch);
    setCorner(corner);

    QToolButton* fold = makeIconButton("chevron-right", moreName, this);
    fold->setText(moreName);
    fold->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    fold->setCheckable(true);
    setAccessibleFold(fold);
    auto* more = new QWidget(this);
    more->setLayout(m_moreRows);
    more->hide();
    auto* foldRow = new QHBoxLayout;
    foldRow->setContentsMargins(0, 0, 0, 0);
    foldRow->setSpacing(metrics::kSpace);
    foldRow->addWidget(fold);
    m_moreSummary->setWordWrap(true);
    foldRow->addSpacing(2 * metrics::kSpace);
    foldRow->addWidget(m_moreSummary, 1);
    foldRow->addStretch();  // which keeps the button where it is without a summary
    connect(fold, &QToolButton::toggled, this, [this, fold, more](bool open) {
        fold->setIcon(icon(open ? "chevron-down" : "chevron-right"));
        more->setVisible(open);
        m_moreSummary->setVisible(!open);
    });
    m_banner->hide();
    body()->addWidget(m_banner);
    body()->addLayout(m_rows);
    body()->addLayout(foldRow);
    body()->addWidget(more);
    body()->addStretch();
}

void ServingCard::showState(Mark mark, const QString& text) {
    m_mark->setMark(mark);
    m_state->setText(text);
    m_switch->setAccessibleDescription(text);
}

void ServingCard::addTo(QGridLayout* grid, const QString& name, QWidget* content) {
    const int row = grid->rowCount();
    QLabel* label = makeLabel(name, TextRole::Muted);
    label->setWordWrap(true);
    grid->addWidget(label, row, 0, Qt::AlignVCenter);
    grid->addWidget(content, row, 1);
}

void ServingCard::addRow(const QString& name, QWidget* content) {
    addTo(m_rows, name, content);
}

void ServingCard::addMoreRow(const QString& name, QWidget* content) {
    addTo(m_moreRows, name, content);
}

void ServingCard::setMoreSummary(const QString& text) {
    m_moreSummary->setText(text);
}

QWidget* switchRow(Switch* control, QLabel* text) {
    auto* widget = new QWidget;
    auto* row = new QHBoxLayout(widget);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2 * metrics::kSpace);
    text->setWordWrap(true);
    row->addWidget(control, 0, Qt::AlignVCenter);
    row->addWidget(text, 1);
    return widget;
}

void confirm(QWidget* parent, const QString& title, const QString& text, const QString& action,
             const std::function<void()>& doIt) {
    auto* box = new QMessageBox(QMessageBox::Warning, title, title, QMessageBox::Cancel, parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(text);
    QPushButton* yes = box->addButton(action, QMessageBox::AcceptRole);
    box->setDefaultButton(QMessageBox::Cancel);
    QObject::connect(box, &QMessageBox::finished, parent, [box, yes, doIt] {
        if (box->clickedButton() == yes) doIt();
    });
    box->open();
}

}  // namespace mw::gui
