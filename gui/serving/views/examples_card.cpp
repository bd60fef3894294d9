// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "examples_card.h"

#include <QButtonGroup>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPlainTextEdit>

#include "accessible_buttons.h"
#include "icons.h"
#include "theme.h"

namespace mw::gui {

namespace {

constexpr int kLeastHeight = 120;

}  // namespace

ExamplesCard::ExamplesCard(QWidget* parent)
    : Card(tr("Examples"), parent),
      m_curl(makeButton(QStringLiteral("curl"), ButtonKind::Secondary)),
      m_python(makeButton(QStringLiteral("Python"), ButtonKind::Secondary)),
      m_text(new QPlainTextEdit(this)) {
    auto* kinds = new QWidget(this);
    auto* row = new QHBoxLayout(kinds);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::kSpace);
    setAccessibleTabList(kinds);
    kinds->setAccessibleName(tr("Examples"));
    auto* group = new QButtonGroup(this);
    for (QPushButton* kind : {m_curl, m_python}) {
        kind->setCheckable(true);
        setAccessibleTab(kind);
        group->addButton(kind);
        row->addWidget(kind);
    }
    m_curl->setChecked(true);
    row->addStretch();
    QPushButton* copyButton = makeButton(tr("Copy"), ButtonKind::Secondary);
    copyButton->setIcon(icon("copy"));
    copyButton->setIconSize({14, 14});
    copyButton->setObjectName("copyExample");
    copyButton->setAccessibleName(tr("Copy the example"));
    row->addWidget(copyButton);
    setCorner(kinds);
    m_text->setObjectName("example");
    m_text->setReadOnly(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setTabChangesFocus(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setAccessibleName(tr("Example"));
    m_text->setFont(codeFont());
    m_text->setProperty("small", true);  // for the style sheet
    m_text->setMinimumHeight(kLeastHeight);
    m_text->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    body()->addWidget(m_text, 1);
    connect(group, &QButtonGroup::buttonToggled, this, &ExamplesCard::refresh);
    connect(copyButton, &QPushButton::clicked, this, &ExamplesCard::copy);
}

void ExamplesCard::setServed(const ServedAddress& served) {
    m_served = served;
    refresh();
}

void ExamplesCard::copy() const {
    QGuiApplication::clipboard()->setText(m_text->toPlainText());
}

void ExamplesCard::copyCurl() const {
    QGuiApplication::clipboard()->setText(curlExample(m_served));
}

void ExamplesCard::refresh() {
    const QString text = (m_python->isChecked() ? pythonExample(m_served) : curlExample(m_served)).trimmed() + '\n';
    if (text != m_text->toPlainText()) m_text->setPlainText(text);
}

}  // namespace mw::gui
