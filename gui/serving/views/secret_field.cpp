// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "secret_field.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QToolButton>
#include <utility>

#include "accessible_buttons.h"
#include "controls.h"
#include "icons.h"
#include "theme.h"

namespace mw::gui {

namespace {

constexpr int kDots = 20;
constexpr int kTail = 4;

/// Tells managers of the clipboard not to keep it.
void copySecret(const QString& secret) {
    auto* data = new QMimeData;
    data->setText(secret);
    data->setData("x-kde-passwordManagerHint", "secret");
    QGuiApplication::clipboard()->setMimeData(data);
}

}  // namespace

SecretField::SecretField(const QString& name, int shownMs, QWidget* parent)
    : QWidget(parent),
      m_name(name),
      m_row(new QHBoxLayout(this)),
      m_field(new QLineEdit(this)),
      m_show(makeIconButton("eye", tr("Show the %1 for half a minute").arg(name), this)),
      m_copy(makeIconButton("copy", tr("Copy the %1").arg(name), this)) {
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(metrics::kSpace);
    m_row->addWidget(m_field, 1);
    m_row->addWidget(m_show);
    m_row->addWidget(m_copy);
    m_field->setFont(codeFont());
    m_field->setAccessibleName(name);
    m_field->installEventFilter(this);
    m_show->setCheckable(true);
    setAccessibleToggle(m_show);
    m_hides.setSingleShot(true);
    m_hides.setInterval(shownMs);
    connect(m_show, &QToolButton::clicked, this, &SecretField::setShown);
    connect(&m_hides, &QTimer::timeout, this, [this] { setShown(false); });
    connect(m_copy, &QToolButton::clicked, this, [this] { copySecret(m_secret); });
    connect(m_field, &QLineEdit::editingFinished, this, [this] {
        if (!std::exchange(m_isTyping, false)) return;
        const QString typed = m_field->text();
        refresh();
        if (!typed.trimmed().isEmpty()) emit entered(typed);
    });
    refresh();
}

void SecretField::setSecret(const QString& secret) {
    if (secret == m_secret) return;
    m_secret = secret;
    if (secret.isEmpty()) setShown(false);
    if (!m_isTyping) refresh();
}

void SecretField::setPlaceholder(const QString& text) {
    m_placeholder = text;
    if (!m_isTyping) refresh();
}

void SecretField::setEditable(bool editable) {
    if (editable == m_isEditable) return;
    m_isEditable = editable;
    m_isTyping = false;
    refresh();
}

void SecretField::addButton(QWidget* button) {
    m_row->addWidget(button);
}

void SecretField::setShown(bool shown) {
    m_isShown = shown && !m_secret.isEmpty();
    m_isTyping = false;
    if (m_isShown)
        m_hides.start();
    else
        m_hides.stop();
    refresh();
}

bool SecretField::eventFilter(QObject* watched, QEvent* event) {
    if (watched != m_field || !m_isEditable) return QWidget::eventFilter(watched, event);
    if (event->type() == QEvent::FocusIn) {
        // Typing begins with nothing: nobody mends a secret that is dots.
        setShown(false);
        m_isTyping = true;
        m_field->setEchoMode(QLineEdit::Password);
        m_field->clear();
        m_field->setPlaceholderText(m_secret.isEmpty() ? m_placeholder : masked());
    } else if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape &&
               m_isTyping && !m_field->text().isEmpty()) {
        m_field->clear();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

QString SecretField::masked() const {
    return QString(kDots, QChar(0x2022)) + m_secret.right(kTail);
}

void SecretField::refresh() {
    const bool there = !m_secret.isEmpty();
    m_field->setReadOnly(!m_isEditable);
    m_field->setEchoMode(QLineEdit::Normal);
    m_field->setText(!there ? QString() : m_isShown ? m_secret : masked());
    m_field->setCursorPosition(0);
    m_field->setPlaceholderText(m_placeholder);
    m_field->setAccessibleDescription(!there      ? m_placeholder
                                      : m_isShown ? QString()
                                                  : tr("hidden, ends in %1").arg(m_secret.right(kTail)));
    m_show->setEnabled(there);
    m_show->setChecked(m_isShown);
    m_show->setIcon(icon(m_isShown ? "eye-off" : "eye"));
    m_show->setToolTip(m_isShown ? tr("Hide the %1").arg(m_name) : tr("Show the %1 for half a minute").arg(m_name));
    m_copy->setEnabled(there);
}

}  // namespace mw::gui
