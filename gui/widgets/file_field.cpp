// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "file_field.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QToolButton>

#include "controls.h"
#include "theme.h"

namespace mw::gui {

FileField::FileField(const QString& name, const QString& placeholder, const QString& filter, QWidget* parent)
    : QWidget(parent), m_field(new QLineEdit(this)) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::kSpace);
    m_field->setAccessibleName(name);
    m_field->setPlaceholderText(placeholder);
    QToolButton* choose = makeIconButton("folder-open", tr("Choose a file: %1").arg(name), this);
    row->addWidget(m_field, 1);
    row->addWidget(choose);
    setFocusProxy(m_field);
    const auto take = [this](const QString& path) {
        if (path == m_path) return;
        m_path = path;
        emit chosen(path);
    };
    connect(m_field, &QLineEdit::editingFinished, this, [this, take] { take(m_field->text().trimmed()); });
    connect(choose, &QToolButton::clicked, this, [this, take, name, filter] {
        const QString path = QFileDialog::getOpenFileName(window(), name, QFileInfo(m_path).path(), filter);
        if (path.isEmpty()) return;
        m_field->setText(path);
        take(path);
    });
}

void FileField::setPath(const QString& path) {
    m_path = path;
    if (m_field->text() != path) m_field->setText(path);
}

QString FileField::path() const {
    return m_path;
}

}  // namespace mw::gui
