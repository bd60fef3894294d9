// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QLineEdit;

namespace mw::gui {

/// The path of a file, typed or chosen.
class FileField : public QWidget {
    Q_OBJECT

 public:
    /// `name` says what it is; `filter` what the dialog shows, as QFileDialog has it.
    FileField(const QString& name, const QString& placeholder, const QString& filter, QWidget* parent = nullptr);

    void setPath(const QString& path);
    QString path() const;

 signals:
    void chosen(const QString& path);

 private:
    QLineEdit* m_field;
    QString m_path;
};

}  // namespace mw::gui
