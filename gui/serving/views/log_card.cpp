// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "log_card.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLocale>
#include <QPlainTextEdit>

#include "accessible_buttons.h"
#include "icons.h"
#include "theme.h"

namespace mw::gui {

namespace {

constexpr int kHeight = 180;

QString written(const ServingLine& line) {
    return QDateTime::fromMSecsSinceEpoch(line.timeMs).toString("HH:mm:ss ") + line.text;
}

}  // namespace

LogCard::LogCard(Serving& serving, QWidget* parent)
    : Card(tr("Log"), parent),
      m_serving(serving),
      m_fold(makeIconButton("chevron-right", tr("Log"), this)),
      m_last(makeLabel({}, TextRole::Muted, this)),
      m_errors(makeLabel({}, TextRole::Muted, this)),
      m_lines(new QPlainTextEdit(this)) {
    m_fold->setObjectName("foldLog");
    m_fold->setCheckable(true);
    setAccessibleFold(m_fold);
    auto* corner = new QWidget(this);
    auto* row = new QHBoxLayout(corner);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(3 * metrics::kSpace);
    m_last->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(m_last, 1);
    row->addWidget(m_errors);
    row->addWidget(m_fold);
    setCorner(corner);
    m_lines->setObjectName("servingLog");
    m_lines->setReadOnly(true);
    m_lines->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_lines->setTabChangesFocus(true);
    m_lines->setUndoRedoEnabled(false);
    m_lines->setMaximumBlockCount(static_cast<int>(Serving::kMostLines));
    m_lines->setAccessibleName(tr("Log"));
    m_lines->setFixedHeight(kHeight);
    m_lines->setFont(codeFont());
    m_lines->setProperty("small", true);  // for the style sheet
    m_lines->hide();
    body()->addWidget(m_lines);
    connect(m_fold, &QToolButton::toggled, this, [this](bool open) {
        m_fold->setIcon(icon(open ? "chevron-down" : "chevron-right"));
        m_lines->setVisible(open);
        refresh();
    });
    connect(&serving, &Serving::logged, this, &LogCard::add);
    for (const ServingLine& line : serving.log())
        add(line);
    refresh();
}

void LogCard::add(const ServingLine& line) {
    m_lastText = written(line);
    m_lines->appendPlainText(m_lastText);
    refresh();
}

void LogCard::refresh() {
    const QString last = m_fold->isChecked() ? QString() : m_lastText.isEmpty() ? tr("nothing yet") : m_lastText;
    m_last->setText(m_last->fontMetrics().elidedText(last, Qt::ElideRight, m_last->width()));
    const int errors = m_serving.errors();
    m_errors->setText(errors > 0 ? tr("%Ln refused or failed", nullptr, errors) : tr("nothing refused"));
    setTextRole(m_errors, errors > 0 ? TextRole::Warn : TextRole::Muted);
}

void LogCard::resizeEvent(QResizeEvent* event) {
    Card::resizeEvent(event);
    refresh();
}

}  // namespace mw::gui
