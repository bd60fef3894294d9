// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "token_panel.h"

#include <QBoxLayout>
#include <QDesktopServices>
#include <QLabel>
#include <QLineEdit>
#include <QUrl>

#include "controls.h"
#include "hub_token.h"
#include "theme.h"
#include "wrapped_check_box.h"

namespace mw::gui {

TokenPanel::TokenPanel(HubToken& token, QWidget* parent)
    : QWidget(parent),
      m_token(token),
      m_field(new QLineEdit),
      m_keep(new WrappedCheckBox(tr("Keep it in the desktop’s keyring"))),
      m_noKeyring(makeLabel(tr("This desktop has no keyring that can be reached: the token is kept in memory until the "
                               "window is closed, and asked for again after that."),
                            TextRole::Muted)) {
    m_keep->setObjectName("keepToken");
    m_noKeyring->setObjectName("noKeyring");
    m_noKeyring->setWordWrap(true);
    m_field->setEchoMode(QLineEdit::Password);
    m_field->setPlaceholderText(tr("hf_…"));
    m_field->setObjectName("hubToken");
    m_field->setAccessibleName(tr("Token of your account on the hub"));
    m_field->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    auto* label = new QLabel(tr("&Token"));
    label->setBuddy(m_field);
    QPushButton* page = makeButton(tr("Open the page"), ButtonKind::Secondary);
    page->setAutoDefault(false);
    QPushButton* tokens = makeButton(tr("Make a token"), ButtonKind::Secondary);
    tokens->setAutoDefault(false);
    auto* row = new QHBoxLayout;
    row->setSpacing(2 * metrics::kSpace);
    row->addWidget(label);
    row->addWidget(m_field, 1);
    row->addWidget(page);
    row->addWidget(tokens);
    QLabel* hint = makeLabel(tr("It is shown to the hub only, never to the servers that it leads to, and stands in no "
                                "file of the workbench. A token that may read is enough."),
                             TextRole::Muted);
    hint->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2 * metrics::kSpace);
    column->addLayout(row);
    column->addWidget(m_keep);
    column->addWidget(m_noKeyring);
    column->addWidget(hint);

    connect(page, &QPushButton::clicked, this, [this] { QDesktopServices::openUrl(QUrl(m_page)); });
    connect(tokens, &QPushButton::clicked, this,
            [this] { QDesktopServices::openUrl(QUrl(m_page).resolved(QUrl("/settings/tokens"))); });
    connect(m_field, &QLineEdit::textChanged, this, &TokenPanel::edited);
    connect(&token, &HubToken::found, this, &TokenPanel::refresh);
    refresh();
}

bool TokenPanel::isFilled() const {
    return !m_field->text().trimmed().isEmpty();
}

void TokenPanel::apply(const std::string& endpoint) {
    if (!isFilled()) return;
    m_token.set(m_field->text().trimmed(), endpoint, m_token.hasKeyring() && m_keep->isChecked());
    m_field->clear();
}

void TokenPanel::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    refresh();
}

void TokenPanel::refresh() {
    m_keep->setVisible(m_token.hasKeyring());
    m_noKeyring->setVisible(!m_token.hasKeyring());
}

}  // namespace mw::gui
